"""Facts that were asked for and cannot be known (不详): a record names those of its fields that stay open for good.

They are names in one field beside the facts, and no mark in each fact's own place. What is not known has one form,
None, for every rule, table and document: with a mark, each of them would have to know two. A name says of the fact only
that asking again is no use; what follows from the fact is the range that it was before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import HIDDEN, InvalidInput, Mismatch, kind_of, shown
from ..fields import specs

MARKS: Final = ("unknowable", "不详")
"""What stands for such a fact in its own place, in JSON and in cells of tables."""
_RULE: Final = "unknowable_is_not_recorded"


def unknowable_facts() -> Any:
    """The field of a model that names its facts that cannot be known."""
    return attrs.field(factory=frozenset, converter=_names, repr=False)


def _names(value: Any) -> frozenset[str]:
    if isinstance(value, str | Mapping) or not isinstance(value, Collection):
        raise InvalidInput([Mismatch("unknowable", "a collection of names of facts", kind_of(value))])
    wrong = [Mismatch("unknowable", "the name of a fact", kind_of(name)) for name in value if not isinstance(name, str)]
    if wrong:
        raise InvalidInput(wrong)
    return frozenset(value)


def unknowable_faults(record: Any) -> Iterator[Mismatch]:
    """Yield the mismatches of names that are none of a fact, or of a fact that is recorded all the same.

    A list of records may be there: then it is what they leave open that cannot be known.
    """
    if not record.unknowable:
        return
    known = {name: spec for name, spec in specs(type(record)).items() if not spec.required}
    for name in sorted(record.unknowable):
        if name not in known:
            yield Mismatch.of_name("unknowable", name, sorted(known), "the name of a fact that need not be recorded")
            continue
        value, spec = getattr(record, name), known[name]
        if value is not None and not (spec.kind.name == "records" and value):
            given = HIDDEN if spec.private else "recorded as none" if value == () else shown(value)
            yield Mismatch(name, "no value, since unknowable names it", given, rule=_RULE)
