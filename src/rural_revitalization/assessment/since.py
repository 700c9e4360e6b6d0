"""Since when an answer holds (起始日期): the first day from which it was the same up to the day of its assessment."""

from __future__ import annotations

from datetime import date

import attrs

from ..algebra import Unknown
from ..errors import check_kinds, discreet
from ..wording import Language, check_language, say
from .changes import Answer, answers_of
from .findings import Status
from .over_time import begun
from .policies_over_time import policies_like
from .result import Assessment
from .stretches import Course
from .turns import Reason


@attrs.frozen(kw_only=True)
class Since:
    """Since when an answer holds (起始日期): from `day` on, up to the day of the assessment, it was the same.

    `why` says what began, ended or was reached on that day. It is empty where nothing changed in the year up to the
    assessment: then `day` is the first that its figures and documents cover. `or_before` is true in that case, and
    where the answer was open on the day before: it may hold since before the day.
    """

    day: date
    why: tuple[Reason, ...] = ()
    or_before: bool = False

    def text(self, lang: Language = "en") -> str:
        """The day and why, in words; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        since = say("timeline", "since", lang, day=self.day)
        if self.why:
            why = say("timeline", "apart", lang).join(reason.text(lang) for reason in self.why)
            since = say("timeline", "since_why", lang, since=since, why=why)
        return say("timeline", "or_before", lang, since=since) if self.or_before else since


@discreet
def since_when(assessment: Assessment) -> tuple[Since | None, ...]:
    """Return since when each answer of an assessment holds (起始日期), in the order of its findings; None where open.

    An answer holds on a day where the same amount, truth and unmet criteria follow from what is recorded now; what is
    recorded without a date counts on every day. The figures are those of one year, so the earliest day is its first, or
    the first that the documents cover. A spell that began in an earlier year says nothing of the answers of that year,
    which rest on its figures too.

    Raises `InvalidInput` for anything but an assessment.

    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> people = [Person(id="1-1"), Person(id="1-2", joined_on=date(2022, 3, 5))]
    >>> family = Household(id="1", members=people, exited=True)
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), LocalFigures(year=2022))
    >>> for finding, since in zip(found.findings, since_when(found), strict=True):
    ...     if since is not None and finding.name == "entitlements.contract_service":
    ...         print(finding.person, finding.text(), since.text())
    1-1 yes since 2022-01-01, or before
    1-2 yes since 2022-03-05 (1-2: joined the household on)
    """
    check_kinds("since_when", assessment=(assessment, Assessment))
    answers = answers_of(assessment)
    settled = frozenset(answer.rule for answer in answers if not _open(answer))
    course = _course(assessment, settled)
    changes = (change for *_, of_day in begun(course) for change in of_day)
    changed = {change.after.key: change for change in changes if change.after is not None}

    def since(answer: Answer) -> Since | None:
        if _open(answer):
            return None
        change = changed.get(answer.key)
        if change is None:
            return Since(day=course.since, or_before=True)
        left_out = change.before is None and answer.rule in course.skipped
        return Since(day=change.on, why=change.why, or_before=left_out or _open(change.before))

    return tuple(map(since, answers))


def _course(assessment: Assessment, parts: frozenset[str]) -> Course:
    """The course of a household up to its assessment, from the first day that its figures and documents cover."""
    household, local, policy = assessment.inputs.household, assessment.inputs.local, assessment.inputs.policy
    holdings = policies_like(policy, date(local.year, 1, 1), assessment.on)
    first = max((at + 1 for at, holding in enumerate(holdings) if holding.policy is None), default=0)
    return Course(
        household=household,
        local={local.year: local},
        holdings=holdings[first:],
        since=holdings[first].since,
        until=assessment.on,
        parts=parts,
    )


def _open(answer: Answer | None) -> bool:
    """Whether an answer, or a right to it, is not determined."""
    if answer is None:
        return False
    return isinstance(answer.value, Unknown) or answer.status in (Status.NOT_DETERMINED, Status.NOT_STATED)
