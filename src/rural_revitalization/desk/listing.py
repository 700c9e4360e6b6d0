"""The work list (工作清单): what is to be done for many households, by deadline and need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from ..algebra import ZERO, Unknown, exact_arithmetic
from ..assessment import Assessment
from ..duties import DutyStanding
from ..errors import InvalidInput, Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..procedures import ProcedureState, Progress
from ..readonly import ReadOnly
from .quotas import FORBIDDEN, QuotaWarning, quota_warnings
from .reconciling import Reconciliation
from .tasks import Task, TaskKind, duty_tasks, tasks_of
from .who_acts import PROCEDURE_OF


@attrs.frozen(kw_only=True)
class Count:
    """How many tasks of a kind there are (件数), for how many households."""

    tasks: int
    households: int


@attrs.frozen(kw_only=True)
class WorkList:
    """What is to be done on a day (工作清单), sorted by deadline and need.

    `tasks` come with those first that have the earliest deadline, then by kind, as `TaskKind` has them, then those
    worth most. `households` counts all that were looked at, `idle` those that need nothing, of whatever kind.
    `warnings` say where what is to be decided looks as if made to a quota.
    """

    on: date
    tasks: tuple[Task, ...]
    households: int
    idle: int
    warnings: tuple[QuotaWarning, ...] = ()

    def counts(self) -> Mapping[TaskKind, Count]:
        """The tasks by kind, in the order of the kinds."""
        of_kind = {kind: [task.household for task in self.tasks if task.kind is kind] for kind in TaskKind}
        return ReadOnly(
            {kind: Count(tasks=len(homes), households=len(set(homes))) for kind, homes in of_kind.items() if homes}
        )

    def overdue(self, task: Task) -> int:
        """The days by which a task is overdue; 0 where it is not, or has no deadline."""
        return 0 if task.deadline is None else max((self.on - task.deadline).days, 0)


@discreet
@exact_arithmetic
def worklist(
    assessments: Iterable[Assessment],
    *,
    on: date | None = None,
    kinds: Collection[TaskKind | str] | None = None,
    village: str | None = None,
    helper: str | None = None,
    progress: Mapping[str, Iterable[Progress]] | None = None,
    reconciled: Iterable[Reconciliation] = (),
    owed: Iterable[DutyStanding] = (),
    handed_down: Mapping[str, int] | None = None,
) -> WorkList:
    """Return who needs what done, by when, why and worth how much (工作清单), on a day.

    A decision that holds is to be decided upon, and what is due to be paid. `progress` says, by household, how far its
    procedures have come: the next step is then to be taken, with its deadline. `reconciled` says of a household what
    was paid already: then only what is wanting is to be paid, and what was paid beyond what was due to be checked.

    `owed` are standings of duties: what is broken, overdue or coming due is listed for its place or household too, of
    whatever village or helper.

    `handed_down` are numbers that were handed down, by decision: with them, and without, it is warned of a batch that
    looks as if made to a quota (`quota_warnings`). Put forward are those whose procedure has begun.

    `kinds` names the kinds of tasks to list, `village` and `helper` the households, as recorded; others are not looked
    at. `on` defaults to the day of the assessments.

    Raises `InvalidInput` for a kind that there is not, for a household that is there twice, and where no day is given
    and there are no assessments, or they are of several days.

    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> day = date(2022, 6, 1)
    >>> family = Household(id="1", members=[Person(id="1-1", insured=False)], monitored=[], at_risk=True, shock=False,
    ...     income_fell=False, spending_large=False, basic_living_severely_hard=False, per_capita_net_income=5000)
    >>> local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "a local notice"})
    >>> found = worklist([assess(family, load_policy("hunan", on=day), local)])
    >>> [str(task.kind) for task in found.tasks]
    ['decide_identification', 'enrol']
    """
    assessments, reconciled, owed = items_of(assessments), items_of(reconciled), items_of(owed)
    check_kinds("worklist", on=(on, date, None), village=(village, str, None), helper=(helper, str, None))
    wrong = [
        *unlike_items("assessments", assessments, Assessment),
        *unlike_items("reconciled", reconciled, Reconciliation),
        *unlike_items("owed", owed, DutyStanding),
    ]
    raise_if_any(wrong, "worklist")
    day = _day_of(assessments) if on is None else on
    wanted = _kinds(kinds)
    chosen = [item for item in assessments if _is_of(item, village, helper)]
    _check_once("assessments", chosen)
    _check_once("reconciled", reconciled)
    paid = {item.household: item for item in reconciled}
    runs = {household: tuple(items) for household, items in (progress or {}).items()}
    found = [list(tasks_of(item, day, runs.get(item.household, ()), paid.get(item.household))) for item in chosen]
    tasks = (task for of_one in (*found, duty_tasks(owed)) for task in of_one if task.kind in wanted)
    return WorkList(
        on=day,
        tasks=tuple(sorted(tasks, key=_need)),
        households=len(chosen),
        idle=sum(not of_one for of_one in found),
        warnings=quota_warnings(chosen, handed_down, _put_forward(chosen, runs)),
    )


_BEGUN: Final = frozenset({ProcedureState.UNDER_WAY, ProcedureState.COMPLETED, ProcedureState.REFUSED})


def _put_forward(
    assessments: Iterable[Assessment], progress: Mapping[str, Collection[Progress]]
) -> Mapping[str, Collection[str]]:
    """The households whose procedure has begun, by the decision that it carries out."""
    begun = [
        (item.household, run.procedure.name)
        for item in assessments
        for run in progress.get(item.household, ())
        if run.state in _BEGUN
    ]
    return {
        decision: [household for household, name in begun if name == PROCEDURE_OF[decision]] for decision in FORBIDDEN
    }


def _day_of(assessments: Iterable[Assessment]) -> date:
    """The day that all assessments are of."""
    days = sorted({item.on for item in assessments})
    if len(days) != 1:
        given = f"assessments of {days[0]} to {days[-1]}" if days else "no assessment"
        raise InvalidInput([Mismatch("on", "a date, or assessments of one day", given)], about="worklist")
    return days[0]


def _kinds(kinds: Collection[TaskKind | str] | None) -> frozenset[str]:
    names = [kind.value for kind in TaskKind]
    wanted = names if kinds is None else [str(kind) for kind in kinds]
    raise_if_any((Mismatch.of_name("kinds", name, names) for name in wanted if name not in names), "worklist")
    return frozenset(wanted)


def _is_of(assessment: Assessment, village: str | None, helper: str | None) -> bool:
    household = assessment.inputs.household
    return village in (None, household.village) and helper in (None, household.helper)


def _check_once(name: str, items: Iterable[Assessment | Reconciliation]) -> None:
    seen: dict[str, int] = {}
    for at, item in enumerate(items):
        first = seen.setdefault(item.household, at)
        if first != at:
            once = Mismatch(f"{name}[{at}]", f"a household that {name}[{first}] is not about", "the same")
            raise InvalidInput([once], about="worklist")


_ORDER = {kind: at for at, kind in enumerate(TaskKind)}


def _need(task: Task) -> tuple[date, int, Decimal, str, str, str]:
    least = task.worth.low if isinstance(task.worth, Unknown) else task.worth
    worth = least if isinstance(least, Decimal) else ZERO
    return task.deadline or date.max, _ORDER[task.kind], -worth, task.household, task.person or "", task.subject
