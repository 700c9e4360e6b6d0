"""Signs of a quota (疑似下达指标): plain facts about a batch that are worth a look, and decide nothing.

A batch is those of the households looked at that were put forward to be monitored, or to be marked eliminated; before
any was, those on which the decision holds. Those whose monitoring began, or ended, in the year of their assessment by
what is recorded are a batch too. No document says from which number on a batch is suspect, so no sign asks for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from ..assessment import Assessment
from ..catalogue import DECLARED
from ..errors import HIDDEN, Mismatch, check_kinds, discreet, in_short, items_of, raise_if_any, unlike_items
from ..fields.citations import Source
from ..models import Spell
from ..policy import Policy
from ..policy.register import register_rows
from ..policy.titles import cited
from ..readonly import ReadOnly
from ..wording import Language, check_language, say
from ..wording.worded import Worded
from .decided import holds
from .who_acts import PROCEDURE_OF


def _prohibitions(register: Iterable[str]) -> tuple[Source, ...]:
    rows = register_rows()
    return tuple(rows[item].source for item in register if rows[item].handling == "prohibition")


_DAY: Final = timedelta(days=1)

FORBIDDEN: Final = ReadOnly({rule.name: found for rule in DECLARED.values() if (found := _prohibitions(rule.register))})
"""The sections that forbid a quota, by the decision that carries them out."""


class QuotaSign(Worded):
    """What a batch has in common with one made to a quota (疑似情形)."""

    AS_HANDED_DOWN = "as_handed_down", "as many as were handed down", "与下达数相同"
    LEFT_OUT = (
        "left_out",
        "as many as were handed down, and others who meet the criteria were left out",
        "与下达数相同，另有符合条件的农户未列入",
    )
    SAME_NUMBER = "same_number", "the same number in every village", "各村户数相同"
    SAME_SHARE = "same_share", "the same share in every village", "各村占比相同"


@attrs.frozen(kw_only=True)
class QuotaWarning:
    """A batch that looks as if made to a quota (疑似指标提示): to be looked into, and no more.

    `decision` is the rule that decides on it, `households` how many there are in the batch, `sign` what is remarkable
    about them, and `source` the section that forbids a limit or a rate. `recorded` is true of a batch that is recorded
    of the year already, false of one that is still to be decided about.
    """

    decision: str
    sign: QuotaSign
    households: int
    source: Source
    recorded: bool = False

    def text(self, lang: Language = "en") -> str:
        """What to look into, and which section forbids; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        section = cited(self.source.document, self.source.section, lang)
        sign = self.sign.words(lang)
        key = f"recorded_{self.decision}" if self.recorded else f"quota_{self.decision}"
        return say("desk", key, lang, households=self.households, sign=sign, section=section)


@discreet
def quota_warnings(
    assessments: Iterable[Assessment],
    handed_down: Mapping[str, int] | None = None,
    put_forward: Mapping[str, Collection[str]] | None = None,
) -> tuple[QuotaWarning, ...]:
    """Return the signs that a batch was made to a quota (疑似下达指标), under the documents that forbid one.

    Of the assessments, the batch of a decision ("identification", "risk_elimination") is the households that were
    `put_forward`, by decision, or, where none is named, those on which the decision holds. The signs are that the batch
    has as many households as were `handed_down`, by decision, or that it has and others on which the decision holds
    were left out; that every one of several villages has the same number in it; or, with other numbers, exactly the
    same share of the households decided about. Villages are not compared where one of those households does not say its
    village. A rate that was handed down is given as the number that it comes to.

    The same is looked for among those of whom it is recorded: households that began, or ceased, to be `monitored` in
    the year up to their assessment, as a share of those that were not, or were, before it or in it. Nobody counts as
    left out beside them, since who meets the criteria now may not have then. Why a spell ended is not recorded.

    Raises `InvalidInput` for another decision, for what is no number, and for a household put forward that was not
    assessed.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> policy = load_policy("hunan", on=date(2022, 6, 1))
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], at_risk=True, per_capita_net_income=5000)
    >>> local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "a local notice"})
    >>> found = [assess(family, policy, local)]
    >>> [str(item.sign) for item in quota_warnings(found, {"identification": 1})], quota_warnings(found)
    (['as_handed_down'], ())
    """
    given: tuple[Assessment, ...] = items_of(assessments)
    numbers = {} if handed_down is None else handed_down
    batches = {} if put_forward is None else put_forward
    check_kinds("quota_warnings", handed_down=(numbers, Mapping), put_forward=(batches, Mapping))
    raise_if_any(unlike_items("assessments", given, Assessment), "quota_warnings")
    raise_if_any([*_no_numbers(numbers), *_not_assessed(batches, given)], "quota_warnings")
    return tuple(
        warning
        for decision in FORBIDDEN
        for warning in _of_decision(given, decision, numbers.get(decision), batches.get(decision, ()))
    )


def _not_assessed(put_forward: Mapping[str, Collection[str]], given: Iterable[Assessment]) -> Iterator[Mismatch]:
    known = {item.household for item in given}
    for decision, households in put_forward.items():
        if decision not in FORBIDDEN:
            yield Mismatch.of_name("put_forward", decision, FORBIDDEN)
        elif not known.issuperset(households):
            yield Mismatch(f"put_forward.{decision}", "households that were assessed", HIDDEN)


def _no_numbers(handed_down: Mapping[str, int]) -> Iterator[Mismatch]:
    for decision, number in handed_down.items():
        if decision not in FORBIDDEN:
            yield Mismatch.of_name("handed_down", decision, FORBIDDEN)
        elif not isinstance(number, int) or isinstance(number, bool) or number < 0:
            yield Mismatch(f"handed_down.{decision}", "a number of households", in_short(number))


def _of_decision(
    given: Sequence[Assessment], decision: str, handed_down: int | None, put_forward: Collection[str]
) -> Iterator[QuotaWarning]:
    """The signs of those to be decided about, then of those of whom it is recorded already."""
    meeting = [item for item in given if holds(item, decision)]
    batch = [item for item in given if item.household in put_forward] if put_forward else meeting
    within = {item.household for item in batch}
    decided = [item for item in given if item.household in within or item.decision(decision) is not None]
    left_out = [item for item in meeting if item.household not in within]
    yield from _of_batch(decision, batch, decided, left_out, handed_down, recorded=False)
    did, may_have = _RECORDED[PROCEDURE_OF[decision]]
    recorded, among = list(filter(did, given)), list(filter(may_have, given))
    yield from _of_batch(decision, recorded, among, (), handed_down, recorded=True)


def _of_batch(
    decision: str,
    batch: Sequence[Assessment],
    among: Sequence[Assessment],
    left_out: Sequence[Assessment],
    handed_down: int | None,
    *,
    recorded: bool,
) -> Iterator[QuotaWarning]:
    """The signs of a batch that was picked among others, where a document in force forbids a quota."""
    source = next((found for item in batch if (found := _forbids(decision, item.inputs.policy))), None)
    if source is None:
        return
    for sign in (*_of_number(batch, left_out, handed_down), *_of_villages(batch, among)):
        yield QuotaWarning(decision=decision, sign=sign, households=len(batch), source=source, recorded=recorded)


def _forbids(decision: str, policy: Policy) -> Source | None:
    """The section in force that forbids a quota of a decision, if any does."""
    return next((source for source in FORBIDDEN[decision] if source.document in policy.documents), None)


def _of_number(
    batch: Sequence[Assessment], left_out: Sequence[Assessment], handed_down: int | None
) -> Iterator[QuotaSign]:
    if len(batch) == handed_down:
        yield QuotaSign.LEFT_OUT if left_out else QuotaSign.AS_HANDED_DOWN


def _of_villages(batch: Sequence[Assessment], decided: Sequence[Assessment]) -> Iterator[QuotaSign]:
    villages, whole = Counter(map(_village, batch)), Counter(map(_village, decided))
    if len(whole) == 1 or None in whole:
        return
    if len({villages[name] for name in whole}) == 1:
        yield QuotaSign.SAME_NUMBER
    elif all(villages[name] * len(decided) == whole[name] * len(batch) for name in whole):
        yield QuotaSign.SAME_SHARE


def _village(assessment: Assessment) -> tuple[str | None, str] | None:
    """The village of a household with its county; None where it was not recorded."""
    household = assessment.inputs.household
    return None if household.village is None else (household.county, household.village)


# -- what is recorded of the year ----------------------------------------------------------------------------------


def _begun(assessment: Assessment) -> bool:
    """Whether a household began to be monitored in the year up to the day of its assessment."""
    days = (spell.since for spell in _spells(assessment))
    return any(_in_year(assessment, day) and not _monitored(assessment, day - _DAY) for day in days)


def _ended(assessment: Assessment) -> bool:
    """Whether a household ceased to be monitored in the year up to the day of its assessment."""
    days = (spell.until for spell in _spells(assessment) if spell.until is not None)
    return any(_in_year(assessment, day) and not _monitored(assessment, day + _DAY) for day in days)


def _may_begin(assessment: Assessment) -> bool:
    """Whether a household may have begun to be monitored in the year: it was not before, or it did begin."""
    return not _before_the_year(assessment) or _begun(assessment)


def _may_end(assessment: Assessment) -> bool:
    """Whether a household may have ceased to be monitored in the year: it was before, or began, or nobody recorded."""
    unrecorded = assessment.inputs.household.monitored is None
    return unrecorded or _before_the_year(assessment) or _begun(assessment)


def _before_the_year(assessment: Assessment) -> bool:
    return _monitored(assessment, date(assessment.on.year, 1, 1) - _DAY)


def _in_year(assessment: Assessment, day: date) -> bool:
    return date(assessment.on.year, 1, 1) <= day <= assessment.on


def _monitored(assessment: Assessment, day: date) -> bool:
    """Whether it is recorded that a household was monitored on a day."""
    return any(spell.covers(day) for spell in _spells(assessment))


def _spells(assessment: Assessment) -> Sequence[Spell]:
    return assessment.inputs.household.monitored or ()


_RECORDED: Final = ReadOnly(
    {"identification_procedure": (_begun, _may_begin), "risk_elimination_procedure": (_ended, _may_end)}
)
"""By procedure, whether it is recorded that a household went through it in the year, and whether it may have."""
