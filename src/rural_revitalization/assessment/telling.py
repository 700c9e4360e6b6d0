"""Assessments in words, for caseworkers to read out, in English and Chinese (结论说明)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, Protocol

from ..algebra import Amount
from ..catalogue import DECLARED
from ..fields.units import UNITS
from ..wording import Language, called, enumerated, say
from ..worksheets import named
from .conflicts import Conflict
from .findings import Decision, Entitled, Finding, Payment, Period, Working, nothing_known, text_of
from .inputs import Inputs
from .missing_facts import MissingFact, Skipped
from .rights import held_by_theme, listed, outcomes

_FEW: Final = 3


class Told(Protocol):
    """What is told of an assessment; `Assessment` says what each is."""

    @property
    def household(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def inputs(self) -> Inputs: ...
    @property
    def payments(self) -> Sequence[Payment]: ...
    @property
    def decisions(self) -> Sequence[Decision]: ...
    @property
    def entitlements(self) -> Sequence[Entitled]: ...
    @property
    def workings(self) -> Sequence[Working]: ...
    @property
    def skipped(self) -> Sequence[Skipped]: ...
    @property
    def conflicts(self) -> Sequence[Conflict]: ...
    @property
    def unrecorded(self) -> Sequence[MissingFact]: ...
    @property
    def unknowable(self) -> Sequence[MissingFact]: ...
    def by_period(self) -> Mapping[Period, Amount]: ...


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("command_line", key, lang, **parts)


def summary(assessment: Told, lang: Language) -> str:
    """A few lines: what is paid by period, what was decided, what to ask next."""
    said = [heading(assessment, lang)]
    for period, amount in assessment.by_period().items():
        said.append(f"{_say('total', lang)}{_colon(lang)}{_total(amount, period, lang)}")
    said.extend(_finding(decision, lang) for decision in assessment.decisions)
    if assessment.entitlements:
        said.append(_say("entitled", lang, who=_say("this_household", lang), **outcomes(assessment.entitlements)))
        said.extend(f"  {line}" for line in held_by_theme(assessment.entitlements, lang))
    said.append(_few("missing", _called(assessment.unrecorded, lang), lang) or _say("missing_none", lang))
    said.append(_few("unknowable", _called(assessment.unknowable, lang), lang))
    said.append(_few("not_stated_terms", _not_stated(assessment, lang), lang))
    return "\n".join(filter(None, said))


def _total(amount: Amount, period: Period, lang: Language) -> str:
    """What is paid in a period; of an amount of which nothing is known, that it is open."""
    if nothing_known(amount):
        return _say("open_amount", lang, unit=period.unit if lang == "en" else UNITS[period.unit])
    return text_of(amount, period.unit, lang)


def _called(missing: Iterable[MissingFact], lang: Language) -> Iterator[str]:
    return (called(fact, lang) for fact in missing)


def _not_stated(assessment: Told, lang: Language) -> Iterator[str]:
    """The figures that payments and decisions wait for, and that no document in force states."""
    for finding in (*assessment.payments, *assessment.decisions):
        yield from (named(figure, lang) for figure in finding.not_stated)


def _few(key: str, names: Iterable[str], lang: Language) -> str:
    """A few names and how many more there are, under a heading; empty where there are none."""
    found = list(dict.fromkeys(names))
    few = enumerated(found[:_FEW], lang) + (f" +{len(found) - _FEW}" if len(found) > _FEW else "")
    return f"{_say(key, lang)}{_colon(lang)}{few}" if found else ""


def explanation(assessment: Told, lang: Language, *, in_full: bool) -> Iterator[str]:
    """All that there is to say, as lines; parts are set apart by an empty line.

    Of help without a figure, what is held; `in_full`, all of it.
    """
    yield heading(assessment, lang)
    for part in _parts(assessment, lang, in_full=in_full):
        yield from ("", *part)


def heading(assessment: Told, lang: Language) -> str:
    """The household, the day and the documents in force."""
    documents = ("; " if lang == "en" else "、").join(assessment.inputs.policy.titled(lang))
    return _say("of", lang, household=assessment.household, on=assessment.on, documents=documents)


def about(finding: Finding, lang: Language) -> str:
    """Whom a finding is about, and what it is."""
    between = ", " if lang == "en" else " "
    return f"{finding.person or _say('this_household', lang)}{between}{finding.label(lang)}"


def _parts(assessment: Told, lang: Language, *, in_full: bool) -> Iterator[list[str]]:
    for finding in (*assessment.payments, *assessment.decisions):
        yield _section(finding, lang)
    for _, items in groupby(assessment.entitlements, lambda item: item.person):
        yield _rights(list(items), lang, in_full=in_full)
    for working in assessment.workings:
        yield _section(working, lang)
    for key, told in (
        ("missing", [_lacking(fact, lang) for fact in assessment.unrecorded]),
        ("unknowable", [_lacking(fact, lang) for fact in assessment.unknowable]),
        ("conflicts", [_contradiction(item, lang) for item in assessment.conflicts]),
        ("skipped", [_left_out(item, lang) for item in assessment.skipped]),
    ):
        if told:
            yield [f"{_say(key, lang)}{_colon(lang)}".rstrip(), *told]


def _section(finding: Finding, lang: Language) -> list[str]:
    return [_finding(finding, lang), *(f"  {line}" for line in finding.lines(lang))]


def _finding(finding: Finding, lang: Language) -> str:
    return f"{about(finding, lang)}{_colon(lang)}{finding.text(lang)}"


def _rights(found: Sequence[Entitled], lang: Language, *, in_full: bool) -> list[str]:
    """The help that one has a right to, counted and listed."""
    who = found[0].person or _say("this_household", lang)
    counted = _say("entitled", lang, who=who, **outcomes(found))
    return [counted, *(f"  {line}" for line in listed(found, lang, in_full=in_full))]


def _contradiction(item: Conflict, lang: Language) -> str:
    named = called(item, lang)
    return f"  {item.person or _say('household', lang)}{_colon(lang)}{named} ({', '.join(item.fields)})"


def _left_out(item: Skipped, lang: Language) -> str:
    return f"  {_part(item.rule, lang)}{_colon(lang)}{called(item, lang)}"


def _lacking(fact: MissingFact, lang: Language) -> str:
    where = fact.person or _say("this_household" if fact.place == "household" else "local", lang)
    settled = enumerated(dict.fromkeys(_part(answer.split(".")[0], lang) for answer in fact.settles), lang)
    return f"  {where}{_colon(lang)}{called(fact, lang)} - {_say('settles', lang, answers=settled)}"


def _part(name: str, lang: Language) -> str:
    """The label of a part of an assessment: a rule, or the entitlements."""
    if name not in DECLARED:
        return _say(name, lang)
    return called(DECLARED[name], lang)


def _colon(lang: Language) -> str:
    return ": " if lang == "en" else "："
