"""A timeline as text of 80 columns: what changes on which day and why, then what is due by month and by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from attrs import evolve, frozen

from ..algebra.unknown import Unknown
from ..assessment import Answer, Cause, DatedChange, Due, Period, Reason, Standing, Status, Timeline
from ..assessment.changes import by_day
from ..fields.citations import together
from ..places import area_of, division_of
from ..policy.titles import cited
from ..wording import Language, called, say
from .printing import MARKS, range_text
from .text_columns import GAP, row, wrapped

_DAY: Final = 10
_WHAT: Final = 28
_VALUE: Final = 18
_WIDTHS: Final = (_DAY, _WHAT, _VALUE, _VALUE)
_WHOLE: Final = sum(_WIDTHS) + len(GAP) * (len(_WIDTHS) - 1)


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("timeline", key, lang, **parts)


def timeline_table(found: Timeline, lang: Language) -> list[str]:
    """The whole timeline as lines; `lang` is "en" or "zh"."""
    where = found.jurisdiction if lang == "en" else division_of(area_of(found.jurisdiction)).name
    of = _say("of", lang, household=found.household, since=found.since, until=found.until, jurisdiction=where)
    heads = _row([_say(key, lang) for key in ("day", "what", "before", "after")])
    parts = [
        [of, say("command_line", "legend", lang)],
        [*heads, "-" * _WHOLE, *(list(_changes(found, lang)) or [_say("nothing", lang)])],
        [_say("months", lang), "-" * _WHOLE, *(list(_dues(found.months, lang)) or [_say("no_months", lang)])],
        [_say("years", lang), "-" * _WHOLE, *(list(_dues(found.years, lang)) or [_say("no_years", lang)])],
    ]
    return [line for part in parts for given in (*part, "") for line in wrapped(given, _WHOLE)][:-1]


# -- changes --------------------------------------------------------------------------------------------------------


@frozen
class _Shown:
    """The changes of a day, or of a run of days on which only what counts days changes."""

    first: date
    last: date
    changes: tuple[DatedChange, ...]

    @property
    def only_counted(self) -> bool:
        return all([reason.cause for reason in change.why] == [Cause.COUNTED] for change in self.changes)

    def joined(self, other: _Shown) -> _Shown | None:
        """The run of both, if the other day goes on with what only counts days; else None."""
        same = [item.name for item in self.changes] == [item.name for item in other.changes]
        goes_on = (other.first - self.last).days == 1 and self.only_counted and other.only_counted
        if not same or not goes_on:
            return None
        pairs = zip(self.changes, other.changes, strict=True)
        return _Shown(self.first, other.last, tuple(evolve(item, after=then.after) for item, then in pairs))


def _changes(found: Timeline, lang: Language) -> Iterator[str]:
    standings = {stretch.since: stretch.standing for stretch in found.stretches}
    opening = found.stretches[0]
    if opening.standing is not Standing.ASSESSED:
        yield from _row([str(opening.since), _say(opening.standing.value, lang), "", ""])
    for day in _runs(by_day(found.changes)):
        standing = standings[day.first]
        yield from _reasons(day, lang)
        if standing is Standing.ASSESSED:
            for change in day.changes:
                yield from _row(["", _about(change, lang), *answers(change, lang)])
            sources = sections((source for change in day.changes for source in change.sources), lang)
            yield from _indented(_say("sections", lang, sections=sources) if sources else "")
        else:
            yield from _row(["", _say(standing.value, lang), "", ""])


def sections(sources: Iterable[str], lang: Language) -> str:
    """Sections of documents: in English each by the id of the document, in Chinese those of one under its title."""
    found = list(dict.fromkeys(sources))
    if lang == "zh":
        by_document: dict[str, list[str]] = {}
        for document, _, section in (source.partition(" ") for source in found):
            by_document.setdefault(document, []).append(section)
        found = [cited(document, together(of), lang) for document, of in by_document.items()]
    return _say("apart", lang).join(found)


def _runs(days: Any) -> Iterator[_Shown]:
    run: _Shown | None = None
    for day, changes in days.items():
        shown = _Shown(day, day, changes)
        longer = None if run is None else run.joined(shown)
        if run is not None and longer is None:
            yield run
        run = longer or shown
    if run is not None:
        yield run


def _reasons(day: _Shown, lang: Language) -> Iterator[str]:
    """The first row of a day: the day, and why it brings changes."""
    reasons: dict[Reason, None] = dict.fromkeys(reason for change in day.changes for reason in change.why)
    why = say("timeline", "apart", lang).join(reason.text(lang) for reason in reasons)
    if day.last != day.first:
        why = _say("several", lang, what=why, days=(day.last - day.first).days + 1)
    first, *others = wrapped(why, _WHOLE - _DAY - len(GAP))
    yield f"{day.first}{GAP}{first}"
    yield from (" " * (_DAY + len(GAP)) + line for line in others)


def _indented(text: str) -> Iterator[str]:
    for line in wrapped(text, _WHOLE - _DAY - len(GAP)) if text else ():
        yield " " * (_DAY + len(GAP)) + line


def _about(item: DatedChange | Due, lang: Language) -> str:
    label = called(item, lang)
    return label if item.person is None else f"{item.person}{', ' if lang == 'en' else '、'}{label}"


def answers(change: DatedChange, lang: Language) -> tuple[str, str]:
    """The answer before and after; where they read the same, that they lack other facts."""
    before, after = _answer(change.before, lang), _answer(change.after, lang)
    return before, after if before != after else _say("other_facts", lang)


def _answer(answer: Answer | None, lang: Language) -> str:
    if answer is None:
        return _say("gone", lang)
    return _value(answer.status, answer.value, lang)


def _value(status: Status | None, value: Any, lang: Language) -> str:
    if status is Status.NOT_ELIGIBLE:
        return "-"
    if isinstance(value, bool) or (isinstance(value, Unknown) and isinstance(value.high, bool)):
        key = "open" if isinstance(value, Unknown) else "yes" if value else "no"
        return say("command_line", key, lang)
    return range_text(value, lang) + ("" if status is None else MARKS.get(status, ""))


# -- what is due ------------------------------------------------------------------------------------------------------


def _dues(dues: Iterable[Due], lang: Language) -> Iterator[str]:
    """The rows of payments, without what nobody is eligible for; months of one year that are alike share a row."""
    paid = (due for due in dues if any(held.status is not Status.NOT_ELIGIBLE for held in due.held))
    for _, alike in groupby(sorted(paid, key=_payment), key=lambda due: (_payment(due), _amounts(due, lang))):
        first, *others = alike
        when = _when(first, others[-1] if others else first)
        for days, amount in _amounts(first, lang):
            yield from _row([when, _about(first, lang), days, amount])


def _payment(due: Due) -> tuple[str, str, int]:
    return due.name, due.person or "", due.since.year


def _amounts(due: Due, lang: Language) -> list[tuple[str, str]]:
    """What was due, with the days where it changed within the period."""
    changed = len(due.held) > 1
    return [
        (f"{held.since:%m-%d}–{held.until:%m-%d}" if changed else "", _value(held.status, held.amount, lang))
        for held in due.held
    ]


def _when(first: Due, last: Due) -> str:
    """The year, or the months of it."""
    if Period.of(first.unit) is Period.YEAR:
        return str(first.since.year)
    months = f"{first.since:%Y-%m}"
    return months if first is last else f"{months}–{last.since:%m}"


def _row(cells: Sequence[str]) -> Iterator[str]:
    return row(cells, _WIDTHS)
