"""The work list: who needs what done, by when, why and worth how much."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import Assessment, Household, InvalidInput, LocalFigures, Person, assess, load_policy, records
from rural_revitalization.desk import Count, Paid, Task, TaskKind, WorkList, quota_warnings, reconcile, worklist
from rural_revitalization.models import Risk, RiskKind, RiskState, Spell, Support, SupportKind
from rural_revitalization.procedures import Progress, Taken, procedure_of, progress, time_limits

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
LOCAL: Final = LocalFigures(
    year=2022,
    monitoring_line=6900,
    allowance_standard=400,
    insurance_contribution=320,
    sources=dict.fromkeys(("monitoring_line", "allowance_standard", "insurance_contribution"), "made up"),
)
SETTLED: Final[dict[str, Any]] = {
    "exited": False,
    "monitored": [],
    "registered_poor": [],
    "at_risk": False,
    "shock": False,
    "income_fell": False,
    "spending_large": False,
    "basic_living_severely_hard": False,
    "per_capita_net_income": 9000,
    "family_income": 900,
    "employment_cost": 0,
}
MONITORED: Final[dict[str, Any]] = {"monitored": [Spell(since=date(2022, 1, 1))], "at_risk": True}
ASKED_OF: Final = ("identification", "risk_elimination", "minimum_living", "contribution_subsidy")


def household(key: str = "H-1", *, insured: bool | None = True, **facts: Any) -> Household:
    person = Person(
        id=f"{key}-1",
        name="张三",
        insured=insured,
        extreme_poverty=[],
        minimum_living_allowance=[],
        severely_disabled=[],
        low_income=[],
        returned_to_poverty=[],
        orphan=[],
        de_facto_unattended_child=[],
    )
    return Household(id=key, members=[person], **SETTLED | facts)


def assessed(key: str = "H-1", *, only: Any = ASKED_OF, **facts: Any) -> Assessment:
    return assess(household(key, **facts), POLICY, LOCAL, only=only)


def tasks(*assessments: Assessment, on: date = ON, **options: Any) -> tuple[Task, ...]:
    return worklist(assessments, on=on, **options).tasks


def kinds(*assessments: Assessment, **options: Any) -> list[str]:
    return [str(task.kind) for task in tasks(*assessments, **options)]


# -- kind by kind -----------------------------------------------------------------------------------------------


def test_a_household_that_needs_nothing_is_counted_and_not_listed() -> None:
    found = worklist([assessed(), assessed("H-2", per_capita_net_income=5000, at_risk=True)], on=ON)
    assert (found.households, found.idle) == (2, 1)
    assert {task.household for task in found.tasks} == {"H-2"}
    only_payments = worklist([assessed("H-2", per_capita_net_income=5000, at_risk=True)], on=ON, kinds=["pay"])
    assert (only_payments.tasks, only_payments.idle) == ((), 0)


def test_who_is_below_the_line_and_at_risk_is_to_be_decided_upon() -> None:
    (task,) = tasks(assessed(per_capita_net_income=6899, at_risk=True))
    assert (task.kind, task.household, task.subject) == ("decide_identification", "H-1", "identification")
    assert task.text("zh") == "认定监测对象"
    assert "第二章第一节一" in task.why("zh")


def test_a_risk_that_may_be_marked_eliminated_is_to_be_decided_upon() -> None:
    secured = dict.fromkeys(
        (
            *("food_and_clothing_secured", "education_secured", "medical_secured", "housing_secured"),
            *("water_secured", "rigid_spending_controlled"),
        ),
        True,
    )
    gone = Risk(kind=RiskKind.ILLNESS, found_on=date(2022, 1, 1), state=RiskState.RESOLVED, settled_on=date(2022, 3, 1))
    of = MONITORED | secured | {"risks": [gone], "months_above_line": 6, "identified_on": date(2022, 1, 1)}
    able = household(**of)
    able = Household(
        **{name: getattr(able, name) for name in ("id", *SETTLED, *of) if name != "members"},
        members=[records.structure(Person, records.unstructure(able.people[0]) | {"labour_capacity": "full"})],
    )
    found = assess(able, POLICY, LOCAL, only=["risk_elimination"])
    assert kinds(found) == ["decide_elimination"]


def test_a_payment_is_worth_what_is_due() -> None:
    """400.00 a month less an income of 150.00."""
    (task,) = tasks(assessed(family_income=150))
    assert (task.kind, task.subject, task.worth, task.unit) == (
        "pay",
        "minimum_living",
        Decimal("250.00"),
        "yuan per month",
    )
    assert task.text() == "pay: minimum living allowance"
    assert "14th five-year plan" in task.why()


def test_what_was_paid_already_leaves_only_what_is_wanting() -> None:
    found = assessed(family_income=150)

    def after(*amounts: str) -> tuple[Task, ...]:
        paid = [Paid(programme="minimum_living", month=ON, amount=amount) for amount in amounts]
        return tasks(found, reconciled=[reconcile(paid, found)])

    assert after("100", "150") == ()
    (wanting,) = after("100")
    assert (wanting.kind, wanting.worth, wanting.unit) == ("pay", Decimal("150.00"), "yuan")
    (beyond,) = after("250.01")
    assert (beyond.kind, beyond.worth) == ("check_payment", Decimal("0.01"))
    assert beyond.why("zh") == "2022-06最低生活保障：已发250.01元，应发250.00元，多发"


def test_who_is_not_insured_is_to_be_enrolled() -> None:
    (task,) = tasks(assessed(insured=False))
    assert (task.kind, task.person) == ("enrol", "H-1-1")
    assert kinds(assessed(insured=None), kinds=["enrol"]) == []


def test_an_open_risk_without_help_since_is_a_measure_missing() -> None:
    risk = Risk(kind=RiskKind.ILLNESS, found_on=date(2022, 3, 1), state=RiskState.OPEN)
    before = Support(kind=SupportKind.INDUSTRY, received_on=date(2022, 2, 28))
    since = Support(kind=SupportKind.HEALTH, received_on=date(2022, 3, 1))
    undated = Support(kind=SupportKind.HEALTH)
    for support, missing in (([], 1), ([before], 1), ([since], 0), ([undated], 0), (None, 0)):
        found = tasks(assessed(**MONITORED, risks=[risk], support=support), kinds=["measure_missing"])
        assert len(found) == missing
    (task,) = tasks(assessed(**MONITORED, risks=[risk], support=[]), kinds=["measure_missing"])
    assert (task.text("zh"), task.why()) == ("落实帮扶措施：因病", "found on 2022-03-01, and nothing received since")
    assert kinds(assessed(risks=[risk], support=[]), kinds=["measure_missing"]) == []


def test_contradictions_are_to_be_cleared_up() -> None:
    contradicting = assessed(**MONITORED, risks=[], only=None)
    assert "clear_conflict" in kinds(contradicting, kinds=["clear_conflict"])
    assert all(task.why() for task in tasks(contradicting, kinds=["clear_conflict"]))


def test_who_is_no_longer_monitored_is_to_be_revisited_without_a_deadline() -> None:
    once = assessed(monitored=[Spell(since=date(2021, 3, 1), until=date(2022, 4, 30))])
    (task,) = tasks(once, kinds=["revisit"])
    assert (task.deadline, task.text()) == (None, "revisit: no longer monitored since 2022-04-30")
    again = [Spell(since=date(2021, 3, 1), until=date(2021, 4, 30)), Spell(since=date(2022, 5, 1))]
    assert kinds(assessed(monitored=again), kinds=["revisit"]) == []


def test_the_fact_that_settles_most_of_what_is_acted_upon_is_asked_for() -> None:
    (task,) = tasks(assessed(at_risk=None, per_capita_net_income=5000))
    assert (task.kind, task.subject) == ("ask", "at_risk")
    only_help = assessed(only=["entitlements"])
    assert only_help.missing
    assert kinds(only_help, kinds=["ask"]) == []


# -- procedures -------------------------------------------------------------------------------------------------

IDENTIFICATION: Final = procedure_of("hunan-2021/monitoring/identification-procedure")
LIMITS: Final = time_limits.Terms(publicity_days=5, identification_days=15, elimination_publicity=True)


def run(*steps: tuple[str, int]) -> Progress:
    taken = [Taken(step=name, on=date(2022, 6, day)) for name, day in steps]
    return progress(IDENTIFICATION, taken, on=date(2022, 6, 30), limits=LIMITS)


BEGUN: Final = (("discovery", 1), ("application", 2), ("household_check", 3))


def test_the_next_step_of_a_procedure_takes_the_place_of_the_decision() -> None:
    found = assessed(per_capita_net_income=6899, at_risk=True)
    (publish,) = tasks(found, progress={"H-1": [run(*BEGUN)]})
    assert (publish.kind, publish.deadline) == ("publish", None)
    assert publish.text() == "publish: identification of a monitored household: appraisal and publicity"
    reviewed = (*BEGUN, ("appraisal_and_publicity", 4), ("township_review", 9))
    late = worklist([found], on=date(2022, 6, 20), progress={"H-1": [run(*reviewed)]})
    (decide,) = late.tasks
    assert (decide.kind, decide.deadline, late.overdue(decide)) == ("take_step", date(2022, 6, 16), 4)
    assert decide.why("zh").startswith("县级；")
    assert tasks(found, progress={"H-1": [run(*reviewed, ("county_decision", 12))]}) == ()


def test_what_has_a_deadline_comes_first() -> None:
    reviewed = (*BEGUN, ("appraisal_and_publicity", 4), ("township_review", 9))
    found = [assessed("H-1", family_income=150), assessed("H-2", per_capita_net_income=6899, at_risk=True)]
    assert kinds(*found, progress={"H-2": [run(*reviewed)]}) == ["take_step", "pay"]


# -- who acts ----------------------------------------------------------------------------------------------------


def test_who_acts_is_what_the_document_says_or_who_holds_the_fact() -> None:
    """Hunan's plan: village appraisal, township review, county decision; it names nobody who pays or revisits."""
    found = assessed(per_capita_net_income=6899, at_risk=True, family_income=150, insured=False)
    by = {task.kind: (task.who_acts(), task.who_acts("zh")) for task in tasks(found)}
    assert by == {
        TaskKind.DECIDE_IDENTIFICATION: ("the village; the township; the county", "村（居）；乡镇（街道）；县级"),
        TaskKind.ENROL: ("medical insurance bureau", "医保部门"),
        TaskKind.PAY: ("nobody is named", "文件未明确"),
    }
    (publish,) = tasks(found, progress={"H-1": [run(*BEGUN)]}, kinds=["publish"])
    assert publish.who_acts("zh") == "村（居）"
    (ask,) = tasks(assessed(at_risk=None, per_capita_net_income=5000))
    assert ask.who_acts().startswith("rural revitalization office")
    conflict, *_ = tasks(assessed(**MONITORED, risks=[], only=None), kinds=["clear_conflict"])
    assert conflict.who_acts("zh") == "乡村振兴（农业农村）部门"


# -- order and choice -------------------------------------------------------------------------------------------


@given(st.permutations(range(4)))
def test_the_order_of_the_assessments_is_nothing(order: list[int]) -> None:
    found = [FOUR[at] for at in order]
    assert worklist(found, on=ON) == worklist(FOUR, on=ON)


FOUR: Final = [
    assessed("H-1", family_income=150),
    assessed("H-2", family_income=100, insured=False),
    assessed("H-3", at_risk=None, per_capita_net_income=5000),
    assessed("H-4"),
]


def test_of_one_kind_what_is_worth_most_comes_first() -> None:
    assert [task.household for task in tasks(*FOUR, kinds=[TaskKind.PAY])] == ["H-2", "H-1"]
    assert worklist(FOUR, on=ON).counts() == {
        TaskKind.ENROL: Count(tasks=1, households=1),
        TaskKind.PAY: Count(tasks=2, households=2),
        TaskKind.ASK: Count(tasks=1, households=1),
    }


def test_villages_and_helpers_choose_households() -> None:
    found = [
        assessed("H-1", family_income=150, village="upper", helper="李四"),
        assessed("H-2", family_income=150, village="lower"),
    ]
    assert [task.household for task in tasks(*found, village="upper")] == ["H-1"]
    assert [task.household for task in tasks(*found, helper="李四")] == ["H-1"]
    assert worklist(found, on=ON, village="elsewhere").households == 0
    assert "李四" not in repr(found[0].inputs.household)


def test_what_was_handed_down_is_warned_of_and_leaves_the_tasks_as_they_are() -> None:
    """Two households are to be monitored, and two is what was handed down."""
    found = [assessed(key, per_capita_net_income=5000, at_risk=True, village=key) for key in ("H-1", "H-2")]
    by_village, told = worklist(found, on=ON), worklist(found, on=ON, handed_down={"identification": 2})
    assert [str(item.sign) for item in by_village.warnings] == ["same_number"]
    assert [str(item.sign) for item in told.warnings] == ["as_handed_down", "same_number"]
    assert told.tasks == by_village.tasks
    assert worklist(found, on=ON, village="H-1").warnings == ()
    data = json.loads(records.dumps(told))["warnings"][0]
    assert (data["decision"], data["sign"], data["households"]) == ("identification", "as_handed_down", 2)


def test_put_forward_is_whose_procedure_has_begun() -> None:
    """Two are to be monitored, and one's procedure has begun: as many as were handed down, with another left out."""
    found = [assessed(key, per_capita_net_income=6899, at_risk=True) for key in ("H-1", "H-2")]
    begun = {"H-1": iter([run(*BEGUN)])}
    told = worklist(found, on=ON, handed_down={"identification": 1}, progress=begun)
    assert [str(item.sign) for item in told.warnings] == ["left_out"]
    assert [task.kind for task in told.tasks] == ["publish", "decide_identification"]
    idle = worklist(found, on=ON, handed_down={"identification": 1}, progress={"H-1": [run()]})
    assert idle.warnings == ()


def test_nobody_is_named_by_a_work_list() -> None:
    found = worklist([assessed(insured=False, family_income=150, helper="李四")], on=ON)
    told = [repr(found), records.dumps(found), *(task.text("zh") + task.why("zh") for task in found.tasks)]
    assert not any(name in text for name in ("张三", "李四") for text in told)


def test_the_day_is_that_of_the_assessments_where_they_are_of_one() -> None:
    july = date(2022, 7, 1)
    found = assessed()
    assert worklist([found]).on == ON
    assert worklist([found], on=july).on == july
    with pytest.raises(InvalidInput, match="on: expected a date, or assessments of one day, got no assessment"):
        worklist([])
    later = assess(household("H-2"), POLICY, LOCAL, on=july)
    with pytest.raises(InvalidInput, match="got assessments of 2022-06-01 to 2022-07-01"):
        worklist([found, later])


def test_faults_of_the_arguments_are_named() -> None:
    with pytest.raises(InvalidInput, match="did you mean pay"):
        worklist([], on=ON, kinds=["pya"])
    with pytest.raises(InvalidInput, match=r"assessments\[1\]"):
        worklist([assessed(), assessed()], on=ON)
    for number in (-1, True, "2"):
        with pytest.raises(InvalidInput, match=r"handed_down\.identification: expected a number of households"):
            worklist([], on=ON, handed_down={"identification": number})  # type: ignore[dict-item]
    for wrong in ({"handed_down": {"risk_eliminated": 2}}, {"put_forward": {"risk_eliminated": ["H-1"]}}):
        with pytest.raises(InvalidInput, match="did you mean risk_elimination"):
            quota_warnings([], **wrong)
    with pytest.raises(InvalidInput, match=r"put_forward\.identification: expected households that were") as refused:
        quota_warnings([assessed()], put_forward={"identification": ["张三"]})
    assert "张三" not in str(refused.value)
    paid = reconcile([], assessed())
    with pytest.raises(InvalidInput, match=r"reconciled\[1\]"):
        worklist([assessed()], on=ON, reconciled=[paid, paid])
    assert worklist([], on=ON) == WorkList(on=ON, tasks=(), households=0, idle=0)
