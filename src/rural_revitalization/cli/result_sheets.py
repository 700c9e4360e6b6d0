"""What the command line writes as JSON, as sheets of a workbook: for people to read and filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..assessment import Assessment, Decision, Entitled, Payment, Period, Timeline
from ..assessment.findings import Finding
from ..indicators import Scorecard, asked_words, missing_words, observed_words
from ..map_of_documents import MappedRow
from ..policy.titles import cited, title_of
from ..wording import Language, called, say
from ..wording.worded import Labelled
from ..worksheets import named
from .reports import ReportTable, ends
from .timeline_table import answers, sections
from .workbooks import Cell


def _table(name: str, heads: Sequence[str], rows: Iterable[Iterable[Cell]], lang: Language) -> ReportTable:
    return say("sheets", name, lang), [say("sheets", head, lang) for head in heads], rows


def _listed(names: Iterable[str], lang: Language) -> str:
    return (", " if lang == "en" else "、").join(dict.fromkeys(names))


# -- assessments ----------------------------------------------------------------------------------------------


def assessment_sheets(assessments: Sequence[Assessment], lang: Language) -> Iterator[ReportTable]:
    """Payments, decisions, help without a figure that is granted or open, and what is to be recorded."""
    amounts = ("status", "at_least", "at_most", "unit")
    yield _table(
        "payments", ("household", "person", "payment", *amounts, "missing"), _payments(assessments, lang), lang
    )
    decided = ("household", "person", "decision", "outcome", "missing")
    yield _table("decisions", decided, _decisions(assessments, lang), lang)
    helped = ("household", "person", "help", "outcome", "section", "missing")
    yield _table("granted", helped, _help(assessments, lang), lang)
    yield _table("missing", ("household", "person", "fact", "settles", "state"), _missing(assessments, lang), lang)


def _payments(assessments: Iterable[Assessment], lang: Language) -> Iterator[list[Cell]]:
    for item in assessments:
        for payment in item.payments:
            yield [
                *_about(item, payment, lang),
                say("command_line", payment.status, lang),
                *ends(payment.amount),
                say("sheets", f"per_{Period.of(payment.unit)}", lang),
                _lacking(item, payment, lang),
            ]


def _decisions(assessments: Iterable[Assessment], lang: Language) -> Iterator[list[Cell]]:
    for item in assessments:
        for decision in item.decisions:
            yield [*_about(item, decision, lang), decision.text(lang), _lacking(item, decision, lang)]


def _help(assessments: Iterable[Assessment], lang: Language) -> Iterator[list[Cell]]:
    for item in assessments:
        for held in item.entitlements:
            if held.outcome is not False:
                source = held.entitlement.source
                section = cited(source.document, source.section, lang)
                yield [*_about(item, held, lang), held.text(lang), section, _lacking(item, held, lang)]


def _missing(assessments: Iterable[Assessment], lang: Language) -> Iterator[list[Cell]]:
    for item in assessments:
        for fact in item.missing:
            state = say("sheets", "cannot_be_known" if fact.unknowable else "to_be_recorded", lang)
            yield [item.household, fact.person, called(fact, lang), len(fact.settles), state]


def _about(item: Assessment, finding: Payment | Decision | Entitled, lang: Language) -> list[Cell]:
    return [item.household, finding.person, finding.label(lang)]


def _lacking(item: Assessment, finding: Finding, lang: Language) -> str:
    """The facts and figures that a finding lacks, and what a document leaves open of a help, by their labels."""
    labels: dict[str, Labelled] = {fact.fact: fact for fact in item.missing}
    if isinstance(finding, Entitled):
        labels |= {left.name: left for left in finding.entitlement.leaves_open}
    return _listed(
        (called(labels[name], lang) if name in labels else named(name, lang) for name in finding.missing), lang
    )


# -- a household over time ------------------------------------------------------------------------------------


def timeline_sheets(found: Timeline, lang: Language) -> Iterator[ReportTable]:
    """What changes on which day and why, then what is due by month and by year."""
    heads = ("day", "person", "answer", "before", "after", "why", "section")
    yield _table("changes", heads, _changes(found, lang), lang)
    due = ("first_day", "last_day", "person", "payment", "status", "at_least", "at_most", "unit")
    yield _table("dues", due, _dues(found, lang), lang)


def _changes(found: Timeline, lang: Language) -> Iterator[list[Cell]]:
    for change in found.changes:
        why = _listed((reason.text(lang) for reason in change.why), lang)
        yield [
            change.on,
            change.person,
            called(change, lang),
            *answers(change, lang),
            why,
            sections(change.sources, lang),
        ]


def _dues(found: Timeline, lang: Language) -> Iterator[list[Cell]]:
    for due in (*found.months, *found.years):
        unit = say("sheets", f"per_{Period.of(due.unit)}", lang)
        for held in due.held:
            status = say("command_line", held.status, lang)
            yield [held.since, held.until, due.person, called(due, lang), status, *ends(held.amount), unit]


# -- places and documents ---------------------------------------------------------------------------------------


def scorecard_sheets(cards: Iterable[Scorecard], lang: Language) -> Iterator[ReportTable]:
    """Every target of every place, with how it stands."""
    heads = ("code", "place", "measure", "unit_of", "asked", "observed", "outcome", "section", "missing")
    yield _table("scores", heads, _scores(cards, lang), lang)


def _scores(cards: Iterable[Scorecard], lang: Language) -> Iterator[list[Cell]]:
    for card in cards:
        for score in card.scores:
            measure, source = score.measure, score.source
            yield [
                *(card.place.code, card.place.called, measure.words(lang), measure.unit_words(lang)),
                *(asked_words(score.target, score.year, lang), observed_words(score, lang)),
                say("indicators", score.outcome, lang),
                cited(source.document, source.section, lang),
                _listed(missing_words(score, lang), lang),
            ]


def map_sheets(rows: Iterable[MappedRow], lang: Language) -> Iterator[ReportTable]:
    """Every row of the rule register, with what carries it out or why nothing does."""
    heads = ("document", "section", "row", "says", "priority", "handling", "carried_by")
    yield _table("map", heads, _rows(rows, lang), lang)


def _rows(rows: Iterable[MappedRow], lang: Language) -> Iterator[list[Cell]]:
    for row in rows:
        handling = say("map_of_documents", f"handling_{row.handling}", lang)
        source = row.source
        document = source.document if lang == "en" else title_of(source.document, lang)
        yield [*(document, source.section, source.register, row.rule, row.priority), handling, row.words(lang)]
