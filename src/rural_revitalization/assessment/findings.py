"""Findings about a person or a household: payments, decisions, workings and entitlements."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn

import attrs

from ..algebra import Amount, Truth, Unknown
from ..cases.origins import record_of
from ..catalogue import rule_of
from ..entitlements.entitlement import Entitlement
from ..errors import Undecided, quoted
from ..fields import comparable, specs
from ..fields.units import UNITS
from ..models import Household, LocalFigures, Person
from ..policy.titles import cited, title_of
from ..wording import Language, amount_text, called, check_language, enumerated, phrase, reading, say, truth_text
from ..worksheets import Line, Wanting, lines


class Status(StrEnum):
    """The status of a payment."""

    NOT_ELIGIBLE = "not_eligible"
    DUE = "due"
    NOT_DETERMINED = "not_determined"
    NOT_STATED = "not_stated"


class Period(StrEnum):
    """How often an amount is paid: each year, each month, or once."""

    YEAR = "year"
    MONTH = "month"
    ONCE = "once"

    @classmethod
    def of(cls, unit: str) -> Period:
        """The period of a unit, such as "yuan per year" or, for one person, "yuan per person and year"."""
        return next((period for period in cls if unit.endswith(f" {period}")), Period.ONCE)

    @property
    def unit(self) -> str:
        """The unit of its amounts."""
        return "yuan" if self is Period.ONCE else f"yuan per {self}"


FoundAmount = Decimal | Unknown[Decimal]
"""An amount as an answer has it: known, or a range."""
FoundTruth = bool | Unknown[bool]
"""A truth as an answer has it: known, or open."""


def amount_of_records(amount: Amount) -> FoundAmount:
    """Return an amount that was worked out for one household: never a column."""
    assert isinstance(amount, Decimal | Unknown), "records give no columns"
    return amount


def truth_of_records(truth: Truth) -> FoundTruth:
    """Return a truth that was worked out for one household: never a column."""
    assert isinstance(truth, bool | Unknown), "records give no columns"
    return truth


def text_of(value: Amount | Truth, unit: str, lang: Language) -> str:
    """Return an answer in words: a truth, or an amount in a unit; raises `InvalidInput` for another language.

    >>> from rural_revitalization.algebra import ZERO
    >>> text_of(Unknown(ZERO, None, {"loans"}), "yuan per year", "en")
    '0.00 yuan per year or more'
    """
    check_language(lang)
    if isinstance(value, bool) or (isinstance(value, Unknown) and value.low is False):
        return say("command_line", "open" if isinstance(value, Unknown) else "yes" if value else "no", lang)
    unit = f" {unit}" if lang == "en" else UNITS[unit]
    if not isinstance(value, Unknown):
        assert isinstance(value, Decimal), "an assessment holds plain amounts and ranges"
        return f"{amount_text(value)}{unit}"
    low = "" if value.low is None else amount_text(value.low)
    if value.high is None:
        return say("command_line", "at_least", lang, low=f"{low}{unit}") if low else say("command_line", "open", lang)
    high = f"{amount_text(value.high)}{unit}"
    return f"{low}–{high}" if low else phrase("at_most", lang, high=high)


def nothing_known(amount: Amount) -> bool:
    """Whether an amount may be anything from 0.00 on."""
    return isinstance(amount, Unknown) and not amount.low and amount.high is None


@attrs.frozen(kw_only=True)
class Finding(ABC):
    """A finding about a person, or about the household where `person` is None (结论).

    `missing` names everything that leaves it undetermined: `not_stated` are figures that no document in force states,
    `to_record` are facts that somebody can record.
    """

    person: str | None = attrs.field(default=None, repr=quoted)
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]

    def __bool__(self) -> NoReturn:
        """Refuse: a finding is there also where its answer is no, or open."""
        raise Undecided(
            "a finding is no truth value", instead="compare its outcome or status, or ask whether it `is None`"
        )

    def __add__(self, _other: object) -> NoReturn:
        """Refuse: amounts of a month and of a year are not added up, nor those that another rule counts as well."""
        raise Undecided(
            "findings are not added up", instead="see `Assessment.by_period`, which keeps months and years apart"
        )

    __radd__ = __add__

    @property
    def to_record(self) -> tuple[str, ...]:
        """The records that somebody can fill in: what to ask for; of what a loan lacks, the list of loans."""
        return tuple(dict.fromkeys(record_of(name) for name in self.missing if name not in self.not_stated))

    @property
    @abstractmethod
    def name(self) -> str:
        """The key that `MissingFact.settles` uses: `rule.answer`, or `entitlements.name`."""

    @property
    @abstractmethod
    def value(self) -> Any:
        """The amount or truth value, or its range."""

    @property
    def worksheets(self) -> tuple[Any, ...]:
        """The worksheets behind the finding."""
        return ()

    @abstractmethod
    def text(self, lang: Language = "en") -> str:
        """The answer in words; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""

    def explain(self, lang: Language = "en") -> tuple[str, ...]:
        """The lines that explain the finding, as text."""
        return tuple(map(str, self.lines(lang)))

    @abstractmethod
    def label(self, lang: Language = "en") -> str:
        """The label; `lang` is "en" or "zh"."""

    def lines(self, lang: Language = "en") -> tuple[Line, ...]:
        """The lines that explain the finding; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        return tuple(line for worksheet in self.worksheets for line in lines(worksheet, lang))


@attrs.frozen(kw_only=True)
class _OfRule(Finding):
    """A finding of a rule; `answer` names a field of its `worksheet`."""

    rule: str
    answer: str
    worksheet: Any

    @property
    def name(self) -> str:
        return f"{self.rule}.{self.answer}"

    @property
    def worksheets(self) -> tuple[Any, ...]:
        return (self.worksheet,)

    def text(self, lang: Language = "en") -> str:
        return text_of(self.value, rule_of(self.rule).unit, lang)

    def label(self, lang: Language = "en") -> str:
        check_language(lang)
        rule = rule_of(self.rule)
        return called(rule, lang)


@attrs.frozen(kw_only=True)
class Payment(_OfRule):
    """What a person (or the household, where `person` is None) is due under one rule (应享受金额).

    `amount`, in `unit`, is the worksheet's `answer` for those entitled to it; it may be 0.00 and still be due, and is a
    range where facts are missing. The status is `NOT_STATED` where only figures that no document in force states are
    missing. Where the amount is 0.00 whether or not there is a right to it, nothing is missing, and the status says
    whether the right is open.

    Medical payments are those for the year's bills, each settled under the person's classes on its own day; each loan
    of a household is worked out separately, then added. Where several worksheets explain the amount, `parts` holds
    them. Of loans, `worksheet` is their sum; otherwise the last of the rule's own: for bills, that is the whole year
    under the last bill's classes.
    """

    status: Status
    amount: FoundAmount = attrs.field(eq=comparable)
    unit: str
    parts: tuple[Any, ...] = ()

    @property
    def value(self) -> FoundAmount:
        return self.amount

    @property
    def period(self) -> Period:
        """How often the amount is paid."""
        return Period.of(self.unit)

    def text(self, lang: Language = "en") -> str:
        amount = text_of(self.amount, self.unit, lang)
        status = say("command_line", self.status, lang)
        if self.status is Status.NOT_ELIGIBLE or nothing_known(self.amount):
            return status
        return f"{status}, {amount}" if lang == "en" else f"{status}，{amount}"

    @property
    def worksheets(self) -> tuple[Any, ...]:
        added_up = hasattr(self.worksheet, "parts") and bool(self.parts)
        return (*self.parts, self.worksheet) if added_up else self.parts or (self.worksheet,)


@attrs.frozen(kw_only=True)
class Decision(_OfRule):
    """A decision (认定结论): its `outcome`, and the criteria not met as `blockers`."""

    outcome: FoundTruth = attrs.field(eq=comparable)
    blockers: tuple[str, ...]

    @property
    def value(self) -> FoundTruth:
        return self.outcome

    def text(self, lang: Language = "en") -> str:
        text, declared = super().text(lang), specs(type(self.worksheet))
        named = [called(declared[name], lang) for name in self.blockers]
        if not named:
            return text
        blocked = say("command_line", "blocked", lang)
        return (
            f"{text} ({blocked}: {enumerated(named, lang)})"
            if lang == "en"
            else f"{text}（{blocked}：{enumerated(named, lang)}）"
        )


@attrs.frozen(kw_only=True)
class Working(_OfRule):
    """An intermediate result (计算过程), such as net income; `amount` is the worksheet's `answer`, in `unit`."""

    amount: FoundAmount = attrs.field(eq=comparable)
    unit: str

    @property
    def value(self) -> FoundAmount:
        return self.amount


@attrs.frozen(kw_only=True)
class Entitled(Finding):
    """Whether a person is entitled to some help (是否享受): `outcome` is True, False or unknown.

    Where `missing` equals `not_stated`, no fact would settle it.
    """

    entitlement: Entitlement
    outcome: FoundTruth = attrs.field(eq=comparable)

    @property
    def name(self) -> str:
        return f"entitlements.{self.entitlement.name}"

    @property
    def value(self) -> FoundTruth:
        return self.outcome

    def label(self, lang: Language = "en") -> str:
        check_language(lang)
        return called(self.entitlement, lang)

    def text(self, lang: Language = "en") -> str:
        return text_of(self.outcome, "", lang)

    def lines(self, lang: Language = "en") -> tuple[Line, ...]:
        return (self.line(lang),)

    def line(self, lang: Language = "en") -> Line:
        """The answer as a line to read out: subject, answer, section, reading, missing facts.

        `lang` is "en" or "zh". Raises `InvalidInput` for any other.
        """
        check_language(lang)
        item, outcome = self.entitlement, self.outcome
        label = f"{item.label} ({item.who})" if lang == "en" else f"{item.zh}（{item.who_zh}）"
        return Line(
            name=item.name,
            label=label,
            value=outcome,
            figure=truth_text(outcome, lang) if isinstance(outcome, bool) else phrase("not_determined", lang),
            unit="",
            sources=(str(item.source),),
            cited=(cited(item.source.document, item.source.section, lang),),
            figures=(),
            reading=reading(item.reading, lang) if item.reading else None,
            wanting=tuple(self._wanting(name, lang) for name in self.missing),
            lang=lang,
        )

    def _wanting(self, missing: str, lang: Language) -> Wanting:
        open_items = {item.name: item for item in self.entitlement.leaves_open}
        declared = open_items.get(missing) or next(
            specs(model)[missing] for model in (Person, Household, LocalFigures) if missing in specs(model)
        )
        label = called(declared, lang)
        why = phrase("not_stated", lang, documents=title_of(self.entitlement.source.document, lang))
        return Wanting(label, why if missing in open_items else None)
