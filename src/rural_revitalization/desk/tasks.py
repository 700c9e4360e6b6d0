"""What one household needs done (待办事项): each task with what, by when, why and worth how much.

Readings: a measure is missing (缺什么补什么) where a monitored household has an open risk and received nothing since it
was found; which measure fits which risk no document states. How often the eliminated are revisited none states either,
so a revisit has no deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final

import attrs

from ..algebra import ZERO, Amount, Unknown
from ..assessment import Assessment, Decision, Finding, Payment, Status, next_questions
from ..catalogue import DECLARED
from ..duties import DutyStanding, pressing
from ..errors import quoted
from ..fields import comparable, specs
from ..models import Household, Person
from ..models.enums import RiskState
from ..policy.titles import cited
from ..procedures import NextStep, ProcedureState, Progress
from ..wording import Language, called, check_language, say
from ..wording.worded import Words
from .paid import PaymentOutcome
from .reconciling import Reconciled, Reconciliation
from .who_acts import HELPER, NOBODY, of_conflict, of_fact, of_procedure, of_step


class TaskKind(StrEnum):
    """Kinds of tasks, the most pressing first.

    核清矛盾, 公示, 办理环节, 落实职责, 认定监测对象, 落实帮扶措施, 参保, 补发或发放, 核查多发, 标注风险消除, 询问登记,
    回访.
    """

    CLEAR_CONFLICT = "clear_conflict"
    PUBLISH = "publish"
    TAKE_STEP = "take_step"
    KEEP_DUTY = "keep_duty"
    DECIDE_IDENTIFICATION = "decide_identification"
    MEASURE_MISSING = "measure_missing"
    ENROL = "enrol"
    PAY = "pay"
    CHECK_PAYMENT = "check_payment"
    DECIDE_ELIMINATION = "decide_elimination"
    ASK = "ask"
    REVISIT = "revisit"


UNSAID: Final = Words("", "")


@attrs.frozen(kw_only=True)
class Task:
    """One thing to do for a household (待办事项), or for its `person`.

    `subject` names what it is about: a rule, a fact, a step, a record. `deadline` is None where none is stated.
    `worth` is what hangs on it, in `unit`; None where it is no payment. `responsible` is who acts on it or, of a fact
    to ask for, who usually holds it; empty where no document names anybody. `finding` is what it rests on, if anything.
    """

    household: str = attrs.field(repr=quoted)
    person: str | None = attrs.field(default=None, repr=quoted)
    kind: TaskKind
    subject: str
    label: str
    zh: str
    deadline: date | None = None
    worth: Amount | None = attrs.field(default=None, eq=lambda value: None if value is None else comparable(value))
    unit: str = ""
    reason: Words = UNSAID
    responsible: Words = NOBODY
    finding: Finding | None = attrs.field(default=None, eq=False, repr=False, metadata={"in_json": False})

    def text(self, lang: Language = "en") -> str:
        """What is to be done; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        return say("desk", f"task_{self.kind}", lang, what=called(self, lang))

    def why(self, lang: Language = "en") -> str:
        """Why, with the sections that it rests on; `lang` as for `text`."""
        check_language(lang)
        return called(self.reason, lang) or say("desk", "apart", lang).join(self._cited(lang))

    def who_acts(self, lang: Language = "en") -> str:
        """Who acts on it, or holds the fact that is asked for; `lang` as for `text`."""
        check_language(lang)
        return called(self.responsible, lang) or say("desk", "nobody_named", lang)

    def _cited(self, lang: Language) -> tuple[str, ...]:
        """The sections of the line that answers."""
        if not isinstance(self.finding, Payment | Decision):
            return ()
        answer = self.finding.answer
        return next((line.cited for line in self.finding.lines(lang) if line.name == answer), ())


def tasks_of(
    assessment: Assessment, on: date, progress: Iterable[Progress] = (), reconciled: Reconciliation | None = None
) -> Iterator[Task]:
    """Yield what is to be done for a household, kind by kind; a payment is left out once it was paid as due."""
    begun = list(progress)
    yield from _conflicts(assessment)
    for item in begun:
        yield from _steps(assessment, item)
    known = (item for item in begun if item.state is not ProcedureState.UNKNOWN)
    yield from _decisions(assessment, {item.procedure.name for item in known})
    yield from _measures(assessment, on)
    yield from _uninsured(assessment, on)
    yield from _payments(assessment) if reconciled is None else _unsettled(reconciled)
    yield from _questions(assessment)
    yield from _revisits(assessment, on)


def duty_tasks(found: Iterable[DutyStanding]) -> Iterator[Task]:
    """Yield what is broken, overdue or coming due, as tasks for the place or household that each duty is owed to.

    Nothing is yielded for a standing without a place.
    """
    for item in pressing(found):
        if item.place is not None:
            yield Task(
                household=item.place,
                kind=TaskKind.KEEP_DUTY,
                subject=item.duty.key,
                label=item.label("en"),
                zh=item.label("zh"),
                deadline=item.deadline,
                reason=Words(item.line("en"), item.line("zh")),
            )


def _conflicts(assessment: Assessment) -> Iterator[Task]:
    for item in assessment.conflicts:
        named = ", ".join(item.fields)
        yield Task(
            household=assessment.household,
            person=item.person,
            kind=TaskKind.CLEAR_CONFLICT,
            subject="/".join(item.fields),
            label=item.label,
            zh=item.zh,
            reason=Words(named, named),
            responsible=of_conflict(item),
        )


# -- decisions and procedures --------------------------------------------------------------------------------------

_DECIDED: Final = {
    "identification_procedure": TaskKind.DECIDE_IDENTIFICATION,
    "risk_elimination_procedure": TaskKind.DECIDE_ELIMINATION,
}
"""The tasks of decisions, by the procedure by which each is carried out."""


def _decisions(assessment: Assessment, begun: set[str]) -> Iterator[Task]:
    """The decisions that hold, unless their procedure has begun: its next step is what is to be done then."""
    for decision in assessment.decisions:
        procedure = DECLARED[decision.rule].procedure or ""
        kind = _DECIDED.get(procedure)
        if kind is None or procedure in begun or decision.outcome is not True:
            continue
        yield Task(
            household=assessment.household,
            kind=kind,
            subject=decision.rule,
            label=decision.label("en"),
            zh=decision.label("zh"),
            responsible=of_procedure(assessment.inputs.policy, procedure),
            finding=decision,
        )


def _steps(assessment: Assessment, found: Progress) -> Iterator[Task]:
    for item in found.next:
        if not item.step.optional:
            publicity = item.step.name.endswith("publicity")
            yield Task(
                household=assessment.household,
                kind=TaskKind.PUBLISH if publicity else TaskKind.TAKE_STEP,
                subject=item.step.name,
                label=_of_procedure(found, item, "en"),
                zh=_of_procedure(found, item, "zh"),
                deadline=item.deadline,
                reason=Words(_owed(found, item, "en"), _owed(found, item, "zh")),
                responsible=of_step(item.step),
            )


def _of_procedure(found: Progress, item: NextStep, lang: Language) -> str:
    step = called(item.step, lang)
    return say("desk", "of_procedure", lang, procedure=found.label(lang), step=step)


def _owed(found: Progress, item: NextStep, lang: Language) -> str:
    """Who owes a step, not before when, and the section."""
    by = item.step.by
    parts = [] if by is None else [by.words(lang)]
    if item.earliest is not None:
        parts.append(say("desk", "no_sooner", lang, day=item.earliest))
    parts.append(cited(found.source.document, found.source.section, lang))
    return say("desk", "apart", lang).join(parts)


# -- help ----------------------------------------------------------------------------------------------------------


def _measures(assessment: Assessment, on: date) -> Iterator[Task]:
    """The open risks of a monitored household since which nothing was received."""
    household = assessment.inputs.household
    monitored = any(spell.covers(on) for spell in household.monitored or ())
    if not monitored or household.support is None:
        return
    for risk in household.risks or ():
        helped = any(item.received_on is None or item.received_on >= risk.found_on for item in household.support)
        if risk.kind is not None and risk.found_on <= on and risk.state_is(on, RiskState.OPEN) is True and not helped:
            yield Task(
                household=household.id,
                kind=TaskKind.MEASURE_MISSING,
                subject=risk.kind.value,
                label=say("desk", f"risk_{risk.kind}", "en"),
                zh=say("desk", f"risk_{risk.kind}", "zh"),
                reason=_both("risk_found", day=risk.found_on),
                responsible=HELPER,
            )


def _uninsured(assessment: Assessment, on: date) -> Iterator[Task]:
    spec = specs(Person)["insured"]
    for person in assessment.inputs.household.members_on(on):
        if person.insured is False:
            yield Task(
                household=assessment.household,
                person=person.id,
                kind=TaskKind.ENROL,
                subject="insured",
                label=spec.label,
                zh=spec.zh,
                reason=_both("not_insured"),
                responsible=of_fact("insured", "person"),
            )


def _revisits(assessment: Assessment, on: date) -> Iterator[Task]:
    ended = _eliminated(assessment.inputs.household, on)
    if ended is not None:
        yield Task(
            household=assessment.household,
            kind=TaskKind.REVISIT,
            subject="monitored",
            label=str(ended),
            zh=str(ended),
            reason=_both("revisit_not_stated"),
        )


def _eliminated(household: Household, on: date) -> date | None:
    """The last day of monitoring, if it has ended and not begun again."""
    spells = [spell for spell in household.monitored or () if spell.since is None or spell.since <= on]
    ends = [spell.until for spell in spells]
    known = [until for until in ends if until is not None and until < on]
    return max(known) if ends and len(known) == len(ends) else None


# -- money and facts -----------------------------------------------------------------------------------------------


def _payments(assessment: Assessment) -> Iterator[Task]:
    for payment in assessment.payments:
        settled = not isinstance(payment.amount, Unknown)
        if payment.status is Status.DUE and settled and (payment.amount > ZERO) is True:
            yield Task(
                household=assessment.household,
                person=payment.person,
                kind=TaskKind.PAY,
                subject=payment.rule,
                label=payment.label("en"),
                zh=payment.label("zh"),
                worth=payment.amount,
                unit=payment.unit,
                finding=payment,
            )


def _unsettled(reconciled: Reconciliation) -> Iterator[Task]:
    """What is to be paid still, and what was paid beyond what was due."""
    for line in reconciled.lines:
        if line.outcome is PaymentOutcome.UNDER:
            yield _of_line(line, TaskKind.PAY, ZERO - line.difference)
        elif line.outcome in (PaymentOutcome.OVER, PaymentOutcome.NOT_DUE):
            yield _of_line(line, TaskKind.CHECK_PAYMENT, line.difference)


def _of_line(line: Reconciled, kind: TaskKind, worth: Amount) -> Task:
    return Task(
        household=line.household,
        person=line.person,
        kind=kind,
        subject=line.programme,
        label=line.label("en"),
        zh=line.label("zh"),
        worth=worth,
        unit="yuan",
        reason=Words(line.text("en"), line.text("zh")),
    )


def _questions(assessment: Assessment) -> Iterator[Task]:
    """The one fact that settles most, of those that a payment or a decision waits for: once recorded, ask again."""
    asked = (item for item in next_questions(assessment) if any(map(_acted_upon, item.settles)))
    for question in islice(asked, 1):
        yield Task(
            household=assessment.household,
            person=question.people[0] if len(question.people) == 1 else None,
            kind=TaskKind.ASK,
            subject=question.fact,
            label=question.label,
            zh=question.zh,
            reason=_both("settles", count=len(question.settles), alone=len(question.alone)),
            responsible=of_fact(question.fact, question.place),
        )


def _acted_upon(answer: str) -> bool:
    """Whether an answer is a payment or a decision, of a `MissingFact.settles`."""
    rule = DECLARED.get(answer.partition(".")[0])
    return rule is not None and not rule.works_out


def _both(key: str, **parts: object) -> Words:
    return Words(say("desk", key, "en", **parts), say("desk", key, "zh", **parts))
