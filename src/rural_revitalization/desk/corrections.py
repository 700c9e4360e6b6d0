"""The trail of corrections (更正台账): who amended a record and when, what it said and says, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

import attrs

from .. import fields
from ..assessment import Assessment, Change, assess, compare
from ..errors import HIDDEN, Mismatch, check_kinds, discreet, items_of, quoted, raise_if_any, unlike_items
from ..fields import comparable, specs
from ..fields.annotations import Holding, RequiredDay, RequiredText, TextRecord
from ..models import Household, Person
from ..wording import Language, called, check_language, say
from ..wording.worded import Words
from .recorded import recorded_text

_ASIDE: Final = frozenset({"id", "members"})
"""What is no fact of a household or a person: the key, and the people, who are held against each other one by one."""


@fields.model_class
class Amendment:
    """A household's record as somebody amended it (更正记录): `by` whom, on which day, and the record since then.

    `by` and `reason` appear in no `repr` and no error, since they may name people.
    """

    by: RequiredText = fields.text("amended by", zh="更正人", private=True, required=True)
    on: RequiredDay = fields.day("amended on", zh="更正日期", required=True)
    household: Holding[Household, Household] = fields.record(
        "record as amended", zh="更正后登记", of=Household, required=True
    )
    reason: TextRecord = fields.text("reason", zh="更正原因", private=True)


@attrs.frozen(kw_only=True)
class Amended:
    """One fact that was amended (更正事项): of the household, or of its `person`; what was recorded before and after.

    `before` and `after` are in words. Of a private fact, such as a name, they say nothing.
    """

    person: str | None = attrs.field(repr=quoted)
    fact: str
    label: str
    zh: str
    before: Words = attrs.field(repr=False)
    after: Words = attrs.field(repr=False)

    def text(self, lang: Language = "en") -> str:
        """The fact, before and after; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        label = called(self, lang)
        who = "" if self.person is None else f"{self.person} "
        before, after = called(self.before, lang), called(self.after, lang)
        return say("desk", "amended", lang, label=f"{who}{label}", before=before, after=after)


@attrs.frozen(kw_only=True)
class Correction:
    """One entry of the trail (更正台账): who amended what on which day, and the answers that changed with it.

    Answers are those of one day, under the same documents and local figures, so that nothing but the facts changed
    them. `by` and `reason` appear in no `repr`.
    """

    household: str = attrs.field(repr=quoted)
    by: str = attrs.field(repr=False)
    on: date
    reason: str | None = attrs.field(default=None, repr=False)
    facts: tuple[Amended, ...]
    answers: tuple[Change, ...]

    def text(self, lang: Language = "en") -> str:
        """The entry as lines; `lang` as for `Amended.text`."""
        check_language(lang)
        heading = say("desk", "correction", lang, household=self.household, on=self.on, by=self.by)
        why = [say("desk", "correction_reason", lang, reason=self.reason)] if self.reason else []
        facts = [f"  {item.text(lang)}" for item in self.facts] or [f"  {say('desk', 'nothing_amended', lang)}"]
        answers = [f"  {item.text(lang)}" for item in self.answers]
        changed = say("desk", "answers_changed" if answers else "no_answer_changed", lang)
        return "\n".join([heading, *why, *facts, changed, *answers])


@discreet
def correction_trail(assessment: Assessment, amendments: Iterable[Amendment]) -> tuple[Correction, ...]:
    """Return the trail of corrections of a household's record (更正台账): one entry for each amendment, in their order.

    `assessment` is that of the record before the first amendment: each record after it is assessed on its day, under
    its documents and local figures. Raises `InvalidInput` for amendments of another household, or not in the order of
    their days, and where `assess` does.

    >>> from datetime import date
    >>> from rural_revitalization import LocalFigures, assess, load_policy
    >>> def family(**known):
    ...     return Household(id="1", members=[Person(id="1-1", insured=True, orphan=[], **known)], monitored=[])
    >>> local = LocalFigures(year=2022, insurance_contribution=320, sources={"insurance_contribution": "local notice"})
    >>> day = date(2022, 6, 1)
    >>> first = assess(family(), load_policy("hunan", on=day), local, only={"contribution_subsidy"})
    >>> amended = Amendment(by="clerk 7", on=day, household=family(extreme_poverty=[]))
    >>> (entry,) = correction_trail(first, [amended])
    >>> print(entry.facts[0].text())
    1-1 in extreme poverty: not recorded -> none
    """
    check_kinds("correction_trail", assessment=(assessment, Assessment))
    made = items_of(amendments)
    raise_if_any(unlike_items("amendments", made, Amendment), "correction_trail")
    raise_if_any(_faults(assessment, made), "correction_trail")
    found = [assessment, *(_assessed(assessment, item.household) for item in made)]
    return tuple(_entry(item, one, other) for item, (one, other) in zip(made, pairwise(found), strict=True))


def _faults(assessment: Assessment, amendments: Sequence[Amendment]) -> Iterator[Mismatch]:
    for at, item in enumerate(amendments):
        if item.household.id != assessment.household:
            yield Mismatch(f"amendments[{at}].household.id", "the household that was assessed", HIDDEN)
        if at and item.on < amendments[at - 1].on:
            yield Mismatch(f"amendments[{at}].on", f"a day from {amendments[at - 1].on} on", str(item.on))


def _assessed(first: Assessment, household: Household) -> Assessment:
    given = first.inputs
    return assess(household, given.policy, given.local, on=first.on, only=first.only)


def _entry(made: Amendment, before: Assessment, after: Assessment) -> Correction:
    return Correction(
        household=after.household,
        by=made.by,
        on=made.on,
        reason=made.reason,
        facts=tuple(_amended(before.inputs.household, after.inputs.household)),
        answers=tuple(item for item in compare(before, after) if _reads_otherwise(item)),
    )


def _reads_otherwise(change: Change) -> bool:
    """Whether an answer itself changed, and not only what it lacks."""
    texts = [None if item is None else item.text() for item in (change.before, change.after)]
    return texts[0] != texts[1]


def _amended(before: Household, after: Household) -> Iterator[Amended]:
    """The facts of the household that differ, then those of each person; to have come or gone is one fact."""
    yield from _differing(before, after, None)
    people = {person.id: person for person in before.people}, {person.id: person for person in after.people}
    for key in dict.fromkeys([*people[0], *people[1]]):
        yield from _of_person(key, people[0].get(key), people[1].get(key))


def _of_person(key: str, before: Person | None, after: Person | None) -> Iterator[Amended]:
    if before is not None and after is not None:
        yield from _differing(before, after, key)
        return
    spec = specs(Household)["members"]
    yield Amended(person=key, fact="members", label=spec.label, zh=spec.zh, before=_there(before), after=_there(after))


def _there(person: Person | None) -> Words:
    key = "no" if person is None else "yes"
    return Words(say("command_line", key, "en"), say("command_line", key, "zh"))


def _differing(before: Household | Person, after: Household | Person, person: str | None) -> Iterator[Amended]:
    for name, spec in specs(type(after)).items():
        if name not in _ASIDE and _known(before, name) != _known(after, name):
            yield Amended(
                person=person,
                fact=name,
                label=spec.label,
                zh=spec.zh,
                before=_said(before, name),
                after=_said(after, name),
            )


def _known(record: Household | Person, name: str) -> tuple[Any, bool]:
    """What is recorded of a fact, and whether it cannot be known."""
    return comparable(getattr(record, name)), name in record.unknowable


def _said(record: Household | Person, name: str) -> Words:
    return Words(recorded_text(record, name, "en"), recorded_text(record, name, "zh"))
