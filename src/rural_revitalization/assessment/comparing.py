"""What changed between two assessments of a household (前后对比): finding by finding, with the amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

import attrs

from ..algebra import Amount, exact_arithmetic
from ..errors import HIDDEN, InvalidInput, Mismatch, check_kinds, discreet
from ..fields import comparable
from ..wording import Language, check_language, say
from .findings import Entitled, Finding, Payment, Working
from .result import Assessment
from .telling import about


@attrs.frozen(kw_only=True)
class Change:
    """A finding that says something else after than before (变化); None on the side where there is none."""

    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The later finding, or the one that is no more."""
        found = self.before if self.after is None else self.after
        assert found is not None
        return found

    @property
    def name(self) -> str:
        """The name of the finding, such as `contribution_subsidy.subsidy`."""
        return self.finding.name

    @property
    def person(self) -> str | None:
        """The person it is about; None for the household."""
        return self.finding.person

    @property
    def difference(self) -> Amount | None:
        """The amount after less the amount before, in the unit of both; None where there are not two amounts.

        A range where either is one, since nothing says that what is unknown of both is the same.
        """
        if not (isinstance(self.before, Payment | Working) and isinstance(self.after, Payment | Working)):
            return None
        return _less(self.after.amount, self.before.amount)

    def text(self, lang: Language = "en") -> str:
        """The change in words; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        none = say("command_line", "none", lang)
        then = none if self.before is None else self.before.text(lang)
        now = none if self.after is None else self.after.text(lang)
        return say("command_line", "changed", lang, about=about(self.finding, lang), then=then, now=now)

    def __str__(self) -> str:
        return self.text()


@discreet
def compare(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Return what changed from one assessment of a household to another: on another day, under other facts or figures.

    A finding changed where its value, its status or what it lacks did. Raises `InvalidInput` where the two are not of
    one household.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> policy = load_policy("hunan", on=date(2022, 6, 1))
    >>> local = LocalFigures(year=2022, insurance_contribution=320, sources={"insurance_contribution": "local notice"})
    >>> def assessed(**known):
    ...     member = Person(id="1-1", insured=True, **known)
    ...     family = Household(id="1", members=[member], monitored=[])
    ...     return assess(family, policy, local, only={"contribution_subsidy"})
    >>> (change,) = compare(assessed(orphan=[]), assessed(extreme_poverty=[], orphan=[]))
    >>> change.name, change.before.to_record[0], change.after.to_record[0]
    ('contribution_subsidy.subsidy', 'extreme_poverty', 'disability_kind')
    """
    check_kinds("compare", before=(before, Assessment), after=(after, Assessment))
    if before.household != after.household:
        raise InvalidInput([Mismatch("after", "an assessment of the same household as before", HIDDEN)])
    then, now = _by_key(before.findings), _by_key(after.findings)
    pairs = ((then.get(key), now.get(key)) for key in dict.fromkeys([*now, *then]))
    return tuple(Change(before=old, after=new) for old, new in pairs if _said(old) != _said(new))


def _by_key(findings: Iterable[Finding]) -> dict[Hashable, Finding]:
    """The findings by name, person and document; several of the same, such as settled bills, by their order."""
    counted: Counter[Hashable] = Counter()
    found: dict[Hashable, Finding] = {}
    for item in findings:
        document = item.entitlement.source.document if isinstance(item, Entitled) else None
        key = (item.name, item.person, document)
        found[(*key, counted[key])] = item
        counted[key] += 1
    return found


def _said(finding: Finding | None) -> Any:
    if finding is None:
        return None
    return comparable(finding.value), getattr(finding, "status", None), finding.missing


@exact_arithmetic
def _less(after: Amount, before: Amount) -> Amount:
    return after - before
