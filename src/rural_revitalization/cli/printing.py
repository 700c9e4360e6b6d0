"""Console output, as lines: the summary, the table of households, and the explanation of one household."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ..algebra import ZERO, Amount, sum_of
from ..algebra.unknown import Unknown
from ..assessment import Assessment, Decision, Entitled, MissingFact, Status
from ..assessment.findings import text_of
from ..assessment.result import open_amount
from ..catalogue import DECLARED
from ..fields import specs
from ..policy import Policy
from ..rules.form import AnyRule, Heading
from ..wording import Language, amount_text, called, display_width, say
from .files import Input
from .terminal import escaped
from .text_columns import to_terminal

_PAID: Final = tuple(dict.fromkeys(rule.heading for rule in DECLARED.values() if rule.pays))
"""Headings of the payment totals."""
_WORKED: Final = tuple(rule for rule in DECLARED.values() if rule.works_out and rule.heading.head)
_DECIDED: Final = tuple(rule for rule in DECLARED.values() if rule.decides and rule.about == "household")
_COLUMNS: Final = tuple(heading for heading in _PAID if heading.head)
_DECISIONS: Final = tuple(rule for rule in _DECIDED if rule.heading.head)
"""The payment columns and the decision columns of the table."""
_SHOWN: Final = 3
_HOUSEHOLDS: Final = "counted_households"
_PEOPLE: Final = "counted_people"
"""Who stands beside a count: households, or people."""
_GAP: Final = 2
_USUAL_WIDTH: Final = 200
_NARROWEST: Final = 16
_LEAST_COLUMNS: Final = 2
"""The columns that are always printed: the household and its number of people."""
MARKS: Final[Mapping[Status, str]] = MappingProxyType({Status.NOT_DETERMINED: " ?", Status.NOT_STATED: " *"})
"""What stands behind an amount that is open, by why it is."""


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("command_line", key, lang, **parts)


# -- summary --------------------------------------------------------------------------------------------


def summary(assessments: Sequence[Assessment], given: Input, policy: Policy, lang: Language) -> list[str]:
    """The summary a county office reads first: counts, totals, entitlements, criteria not met, missing facts."""
    people = sum(len(item.inputs.household.members_on(item.on)) for item in assessments)
    said = [
        _say(
            "assessed", lang, households=len(assessments), people=people, on=policy.on, documents=_titles(policy, lang)
        )
    ]
    if not given.local:
        said.append(_say("without_local", lang, year=given.year))
    for heading in _PAID:
        amount = text_of(_total(assessments, heading), "yuan", lang)
        said.append(_say("comes_to", lang, rule=called(heading, lang), amount=amount))
    for rule in _DECIDED:
        outcomes = Counter(_yes_no(a.decision(rule.name)) for a in assessments if a.decision(rule.name) is not None)
        if not outcomes:  # nobody was decided about
            continue
        counts = {answer: outcomes[answer] for answer in ("yes", "no", "open")}
        said.append(_say("decided", lang, rule=called(rule.heading, lang), **counts))
    for rule in _DECIDED:
        blocked = Counter(
            (name, _HOUSEHOLDS) for assessment in assessments for name in _blocking(assessment, rule, lang)
        )
        if blocked and rule.heading.because:
            because = called(rule.heading.because, lang)
            said.append(_say("blocked_by", lang, because=because, counts=_counted(blocked, lang)))
    entitled = Counter((name, _PEOPLE) for assessment in assessments for name in _entitled_to(assessment, lang))
    if entitled:
        said.append(_say("entitled_most", lang, counts=_counted(entitled, lang)))
    lacking = Counter(_lacking(fact, lang) for assessment in assessments for fact in assessment.unrecorded)
    said.append(_say("missing_most", lang, counts=_counted(lacking, lang)) if lacking else _say("missing_none", lang))
    for_good = Counter(_lacking(fact, lang) for assessment in assessments for fact in assessment.unknowable)
    if for_good:
        said.append(_say("unknowable_most", lang, counts=_counted(for_good, lang)))
    return said


def rejected(count: int, file: Path, lang: Language) -> str:
    """The number of rejected households, and the file with the reasons."""
    return _say("rejected", lang, count=count, file=file)


def range_text(amount: Amount, lang: Language) -> str:
    """An amount, or its range, without a unit."""
    if not isinstance(amount, Unknown):
        return amount_text(_known(amount))
    low = amount_text(amount.low or ZERO)
    return _say("at_least", lang, low=low) if amount.high is None else f"{low}–{amount_text(amount.high)}"


def _known(amount: Amount) -> Decimal:
    assert isinstance(amount, Decimal), "an assessment holds plain amounts and ranges"
    return amount


def _amounts(assessments: Iterable[Assessment], heading: Heading) -> list[Amount]:
    return [amount for item in assessments for rule, amount in item.totals.items() if DECLARED[rule].heading == heading]


def _total(assessments: Sequence[Assessment], heading: Heading) -> Amount:
    """What is paid under a heading, with what skipped rules may pay."""
    return sum_of([*_amounts(assessments, heading), *_skipped(assessments, heading)])


def _skipped(assessments: Iterable[Assessment], heading: Heading) -> list[Amount]:
    """What rules under a heading may pay that were skipped of everybody in a household, for want of records."""
    rules = (DECLARED[left.rule] for item in assessments for left in item.skipped if left.rule not in item.totals)
    return [open_amount(rule) for rule in rules if rule.pays and rule.heading == heading]


def _blocking(assessment: Assessment, rule: AnyRule, lang: Language) -> list[str]:
    """The criteria not met by a decision, if its heading shows them."""
    decision = assessment.decision(rule.name)
    if decision is None or not rule.heading.because:
        return []
    return [_criterion(decision, name, lang) for name in decision.blockers]


def _counted(counts: Counter[tuple[str, str]], lang: Language) -> str:
    """The most frequent names, each with how many households or people it is about; names may hold commas."""
    most = counts.most_common(2 * _SHOWN)
    return say("desk", "apart", lang).join(_say(of, lang, name=name, count=count) for (name, of), count in most)


def _titles(policy: Policy, lang: Language) -> str:
    return ("; " if lang == "en" else "、").join(policy.titled(lang))


def _listed(names: Iterable[str], lang: Language) -> str:
    return (", " if lang == "en" else "、").join(names)


def _yes_no(decided: Decision | Entitled | None) -> str:
    if decided is None:
        return ""
    return "open" if isinstance(decided.outcome, Unknown) else "yes" if decided.outcome else "no"


def _criterion(decision: Decision, name: str, lang: Language) -> str:
    spec = specs(type(decision.worksheet))[name]
    return called(spec, lang)


def _entitled_to(assessment: Assessment, lang: Language) -> list[str]:
    """The entitlements of people, once per person even if two documents grant the same."""
    rights = dict.fromkeys(
        (item.person, called(item.entitlement, lang)) for item in assessment.entitlements if item.outcome is True
    )
    return [name for _, name in rights]


def _lacking(fact: MissingFact, lang: Language) -> tuple[str, str]:
    return called(fact, lang), _PEOPLE if fact.place == "person" else _HOUSEHOLDS


# -- table ----------------------------------------------------------------------------------------------


def table(listed: Sequence[Assessment], assessments: Sequence[Assessment], lang: Language) -> list[str]:
    """One row per household of those `listed`: payments, decisions, criteria not met, missing facts; totals of all.

    Columns that a narrow terminal has no room for are left out from the right, and named.
    """
    shown = [*_COLUMNS, *(rule.heading for rule in (*_WORKED, *_DECISIONS))]
    named = [(heading.head or "") if lang == "en" else heading.zh for heading in shown]
    heads = [_say("household", lang), _say("people", lang), *named, _say("blocked", lang), _say("missing", lang)]
    rows = [heads, *(_row(assessment, lang) for assessment in listed), _foot(assessments, lang)]
    widths = _fitted([max(map(display_width, column)) for column in zip(*rows, strict=True)])
    written = [_written(row[: len(widths)], widths) for row in rows]
    rule = "-" * _total_width(widths)
    left_out = heads[len(widths) :]
    idle = len(assessments) - len(listed)
    counted = [_say("not_listed", lang, count=idle)] if idle else []
    notes = [
        _say("legend", lang),
        *counted,
        *([_say("left_out", lang, columns=_listed(left_out, lang))] if left_out else []),
    ]
    return [*to_terminal(notes), written[0], rule, *written[1:-1], rule, written[-1]]


def _fitted(widths: list[int]) -> list[int]:
    """Fit the column widths to the terminal: the last two columns share the remaining width, if there is any."""
    *fixed, blocked, lacking = widths
    most = shutil.get_terminal_size((_USUAL_WIDTH, 0)).columns
    left = most - _total_width(fixed) - 2 * _GAP
    if left >= min(blocked, _NARROWEST) + min(lacking, _NARROWEST):
        blocked = min(blocked, max(_NARROWEST, left // 2, left - lacking))
        return [*fixed, blocked, min(lacking, left - blocked)]
    while _total_width(fixed) > most and len(fixed) > _LEAST_COLUMNS:
        fixed.pop()
    return fixed


def _total_width(widths: Sequence[int]) -> int:
    return sum(widths, start=_GAP * (len(widths) - 1))


def _row(assessment: Assessment, lang: Language) -> list[str]:
    blocked = [name for rule in _DECISIONS for name in _blocking(assessment, rule, lang)]
    lacking = list(dict.fromkeys(called(fact, lang) for fact in assessment.unrecorded))
    return [
        escaped(assessment.household),  # its width is that of what is printed
        str(len(_people(assessment))),
        *(_paid(assessment, heading, lang) for heading in _COLUMNS),
        *(_worked_out(assessment, rule, lang) for rule in _WORKED),
        *(_decided(assessment.decision(rule.name), lang) for rule in _DECISIONS),
        _listed(blocked, lang),
        _listed(lacking[:_SHOWN], lang) + (f" +{len(lacking) - _SHOWN}" if len(lacking) > _SHOWN else ""),
    ]


def _people(assessment: Assessment) -> set[str]:
    return {payment.person for payment in assessment.payments if payment.person is not None}


def _worked_out(assessment: Assessment, rule: AnyRule, lang: Language) -> str:
    return "".join(range_text(item.amount, lang) for item in assessment.workings if item.rule == rule.name)


def _paid(assessment: Assessment, heading: Heading, lang: Language) -> str:
    payments = [payment for payment in assessment.payments if DECLARED[payment.rule].heading == heading]
    statuses = {payment.status for payment in payments}
    if statuses <= {Status.NOT_ELIGIBLE}:
        return "-" if statuses else ""
    marks = "".join(mark for status, mark in MARKS.items() if status in statuses)
    return range_text(sum_of(_amounts([assessment], heading)), lang) + marks


def _decided(decision: Decision | None, lang: Language) -> str:
    return "" if decision is None else _say(_yes_no(decision), lang)


def _foot(assessments: Sequence[Assessment], lang: Language) -> list[str]:
    people = sum(len(_people(assessment)) for assessment in assessments)
    return [
        _say("total", lang),
        str(people),
        *(_least(_total(assessments, heading), lang) for heading in _COLUMNS),
        *([""] * (len(_WORKED) + len(_DECISIONS) + 2)),
    ]


def _least(amount: Amount, lang: Language) -> str:
    """The lower bound of an amount, marked where it may be more; the summary has the range."""
    if isinstance(amount, Unknown):
        return _say("least", lang, low=amount_text(amount.low or ZERO))
    return amount_text(_known(amount))


def shortened(text: str, width: int) -> str:
    """Truncate a text to a width, with an ellipsis."""
    if display_width(text) <= width:
        return text
    while display_width(text) >= width:
        text = text[:-1]
    return f"{text}…"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Format rows as lines of aligned columns."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    padded = [
        [text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True)] for row in rows
    ]
    return [(" " * _GAP).join(row).rstrip() for row in padded]


def _written(row: Sequence[str], widths: Sequence[int]) -> str:
    """Format a row with numbers (people, payments, income) right-aligned and text left-aligned."""
    numbers = range(1, 2 + len(_COLUMNS) + len(_WORKED))
    padded = []
    for at, (whole, width) in enumerate(zip(row, widths, strict=True)):
        text = shortened(whole, width)
        space = " " * (width - display_width(text))
        padded.append(space + text if at in numbers else text + space)
    return (" " * _GAP).join(padded).rstrip()
