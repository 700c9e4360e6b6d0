"""How an answer stands once some of the facts that are missing are filled in (试填): each time by a new assessment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import attrs

from ..algebra import Unknown
from ..cases import Case, place_of
from ..catalogue import DECLARED
from ..entitlements.entitlement import Entitlement
from ..errors import InvalidInput, Mismatch, quoted
from ..fields import specs
from .alternatives import answer_about_help
from .conflicts import Conflict, conflicts_of
from .filling import filled_in
from .lacking import RECORDED, FactKey, what_is_lacking
from .result import Assessment
from .running import found_of
from .trying import Tried, tried

Said = frozenset[tuple[FactKey, int]]
"""Facts that are filled in, each with the place of its value among those that are tried."""
NOTHING: Final[Said] = frozenset()
_LOOKS: Final = 50
"""How often, on average, a filling that was assessed may be looked at again."""


class TriesUsedUp(Exception):
    """As many fillings were assessed as were allowed."""


@attrs.frozen
class TriedAnswer:
    """How an answer stands: its value, None where the rule does not apply; and what it lacks that can be asked for.

    `for_good` is true where it also waits for what cannot be known, or for a figure that no document states.
    """

    value: Any
    lacks: tuple[FactKey, ...]
    for_good: bool
    case: Case = attrs.field(repr=False)

    @property
    def open(self) -> bool:
        """Whether the answer is not settled."""
        return isinstance(self.value, Unknown)


@attrs.define
class Trials:
    """The trials of an answer: that of the rule, or the help, `of`, to a person or the household."""

    assessment: Assessment
    of: str
    person: str | None
    row: Entitlement | None
    most: int
    _ranks: dict[FactKey, int] = attrs.field(init=False)
    _looked: int = attrs.field(default=0, init=False)
    _stood: dict[Said, TriedAnswer | None] = attrs.field(factory=dict, init=False)
    _tried: dict[FactKey, Tried] = attrs.field(factory=dict, init=False)
    _disputed: dict[Said, tuple[Conflict, ...]] = attrs.field(factory=dict, init=False)

    @_ranks.default
    def _(self) -> dict[FactKey, int]:
        return {(item.fact, item.person): at for at, item in enumerate(self.assessment.missing)}

    @property
    def name(self) -> str:
        """The name of the answer, as `MissingFact.settles` has it."""
        return f"{self.of}.{DECLARED[self.of].answer}" if self.row is None else f"entitlements.{self.row.name}"

    def standing(self, said: Said) -> TriedAnswer | None:
        """How the answer stands; None where the facts cannot be recorded together. Raises `TriesUsedUp`."""
        self._looked += 1
        if self._looked > self.most * _LOOKS:
            raise TriesUsedUp
        if said not in self._stood:
            if len(self._stood) == self.most:
                raise TriesUsedUp
            try:
                self._stood[said] = self._standing(said)
            except InvalidInput:
                self._stood[said] = None
        return self._stood[said]

    def agree(self, said: Said) -> bool:
        """Whether facts can be recorded together, and do not contradict each other or what was recorded before."""
        standing = self.standing(said)
        return standing is not None and all(found in self._conflicts(NOTHING) for found in self._conflicts(said))

    def _conflicts(self, said: Said) -> tuple[Conflict, ...]:
        if said not in self._disputed:
            standing = self.standing(said)
            self._disputed[said] = () if standing is None else conflicts_of(standing.case)
        return self._disputed[said]

    def lacks(self, said: Said) -> tuple[FactKey, ...]:
        """What the answer lacks that can be asked for; nothing where the facts cannot be recorded together."""
        standing = self.standing(said)
        return () if standing is None else standing.lacks

    def in_order(self, keys: Iterable[FactKey]) -> list[FactKey]:
        """Facts in the order to ask, those last that are missing only once others are recorded."""
        return sorted(keys, key=lambda key: (self._ranks.get(key, len(self._ranks)), key[0], key[1] or ""))

    def tried(self, key: FactKey) -> Tried:
        """The values that a fact is tried with."""
        if key not in self._tried:
            spec = RECORDED[key[0]][1]
            self._tried[key] = tried(key[0], spec, self.assessment.on, self._figures(spec.kind.name))
        return self._tried[key]

    def value(self, key: FactKey, at: int) -> Any:
        """One of the values that a fact is tried with."""
        return self.tried(key).values[at]

    def _figures(self, kind: str) -> list[Any]:
        """The numbers of a kind that are recorded of the household or its county: a fact may be held against them."""
        inputs = self.assessment.inputs
        records = (inputs.household, inputs.local)
        declared = ((record, name, spec) for record in records for name, spec in specs(type(record)).items())
        values = (getattr(record, name) for record, name, spec in declared if spec.kind.name == kind)
        return [value for value in values if type(value) in (int, Decimal)]

    def _standing(self, said: Said) -> TriedAnswer | None:
        """How the answer stands; raises `InvalidInput` where the facts do not agree."""
        household, local = filled_in(self.assessment.inputs, {key: self.value(key, at) for key, at in said})
        policy, on, of = self.assessment.inputs.policy, self.assessment.on, self.row or self.of
        found = found_of(of, self.person, household, policy, local, on, self.assessment.only)
        value = None if found.finding is None else found.finding.value
        lacks = what_is_lacking(household, local, on, () if found.finding is None else (found.finding,))
        if found.finding is None and (needs := self._needs(found.case)) is not None:
            lacks.begin_with(needs, self.name)
            value = Unknown(False, True, {needs})
        # What belongs to others is asked for only where the answer is about the household.
        to_ask = tuple(key for key in lacks.to_ask() if self.person is None or key[1] in (None, self.person))
        if {key for key, _ in said}.intersection(to_ask):  # a value that leaves its own fact open is none
            return None
        not_stated = found.finding is not None and bool(found.finding.not_stated)
        return TriedAnswer(value, to_ask, not_stated or any(item.unknowable for item in lacks.facts()), found.case)

    def _needs(self, case: Case) -> str | None:
        """The record for want of which the rule was skipped, if it was."""
        rule = DECLARED.get(self.of)
        if rule is None:
            return None
        _, skips = rule.standing(self._of_person(case))
        return place_of(rule.needs[0]).record if skips is True else None

    def _of_person(self, case: Case) -> Case:
        """The case of the person that the answer is about, or of the household."""
        if self.person is None:
            return case
        return next((item for item in case.members if item.person and item.person.id == self.person), case)


def trials_of(assessment: Assessment, of: str, person: str | None, document: str | None, most: int) -> Trials:
    """The trials of an answer; raises `InvalidInput` where there is none that is open."""
    if of in DECLARED and document is not None:
        raise InvalidInput([Mismatch("document", "None, since only help has a document", "a document")])
    row = None if of in DECLARED else answer_about_help(assessment, of, person, document).entitlement
    if row is None:
        _check_rule(assessment, of, person)
    trials = Trials(assessment, of, person, row, most)
    start = trials.standing(NOTHING)
    if start is None or not start.open:
        raise InvalidInput([Mismatch("of", "an answer that is open", "one that is settled, or was not worked out")])
    return trials


def _check_rule(assessment: Assessment, of: str, person: str | None) -> None:
    """Raise `InvalidInput` for a rule that neither pays nor decides, or is about persons, and for nobody's id."""
    rule = DECLARED[of]
    assessment.payment(of, person)  # raises for a person whom the record does not have
    if not (rule.pays or rule.decides):
        raise InvalidInput([Mismatch("of", "a rule that pays or decides, or help without a figure", quoted(of))])
    if rule.about == "person" and person is None:
        raise InvalidInput([Mismatch("person", f"a person id, since {of} is worked out per person", "None")])
