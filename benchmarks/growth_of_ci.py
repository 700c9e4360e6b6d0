"""What a rule, and a row of help, cost in the tests that go through the whole catalogue.

Run `CI=true python benchmarks/growth_of_ci.py [NAME...]` in the root of a clone, where the tests run. Only these tests
are run, in one process; with names, only those of such rules and rows. Seconds are of the processor, with what a test
started, so that a busy machine disturbs them little. Cases that are written for a rule by hand do not count.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import ModuleType
from typing import Any

import pytest
from attrs import Factory, define

from rural_revitalization.catalogue import DECLARED
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.rules.form import Rule

Kind = str
Name = str


@define
class Meter:
    """A plugin of pytest that leaves out tests of no rule or row, and adds up the others by these."""

    names: frozenset[Name]
    spent: dict[tuple[Kind, Name], float] = Factory(dict)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the tests of what is asked for."""
        kept = [item for item in items if self.of(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure one test, with what it sets up."""
        before = processor()
        result = yield
        for of in self.of(item):
            self.spent[of] = self.spent.get(of, 0.0) + processor() - before
        return result

    def of(self, item: pytest.Item) -> set[tuple[Kind, Name]]:
        """The rules and rows that a test was made for, of those asked for."""
        given = getattr(item, "callspec", None)
        found = {of for value in (given.params.values() if given else ()) for of in named(value)}
        return {(kind, name) for kind, name in found if not self.names or name in self.names}


def named(value: Any) -> Iterator[tuple[Kind, Name]]:
    """What a parameter of a test is: a rule, given as declaration, module or name, or a row of help."""
    rule = value.RULE if isinstance(value, ModuleType) and hasattr(value, "RULE") else value
    if isinstance(rule, Rule):
        yield "rule", rule.name
    elif isinstance(rule, str) and rule in DECLARED:
        yield "rule", rule
    elif isinstance(rule, Entitlement):
        yield "row of help", f"{rule.source.document}.{rule.name}"


def processor() -> float:
    """Seconds of the processor so far, of this process and of those that it waited for."""
    return sum(os.times()[:4])


def main(names: Sequence[Name]) -> int:
    meter = Meter(frozenset(names))
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--benchmark-disable", "tests"], plugins=[meter])
    for kind, group in groupby(sorted(meter.spent, reverse=True), lambda of: of[0]):
        costs = sorted(((meter.spent[of], of[1]) for of in group), reverse=True)
        whole = sum(seconds for seconds, _ in costs)
        print(f"{kind}: {len(costs)}, {whole / len(costs):.2f} s each, {whole:.0f} s in all")  # noqa: T201
        for seconds, name in costs[:5]:
            print(f"    {seconds:6.2f} s  {name}")  # noqa: T201
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
