"""Facts derived from a person's records (人员派生事实), for both records and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .. import fields
from ..algebra import ZERO, Amount, Number, Truth, Unknown, not_, when
from ..models import DisabilityKind, Household, LabourCapacity, LocalFigures, Person, SelfCare, Sex
from .case import Case
from .deriving import of_person
from .origins import certainly, contradicts, given, recorded

__all__ = [
    "cannot_care_for_self",
    "cares_for_self_in_part",
    "contribution",
    "cost_after_basic",
    "de_facto_unattended_child",
    "disabled",
    "elderly",
    "elderly_or_minor",
    "female",
    "grade_contradicts_register",
    "grade_or_none",
    "intellectual_or_mental",
    "labour_lost",
    "labour_lost_in_part",
    "left_out_of_low_income",
    "limb_disability",
    "means_looked_into",
    "orphan",
    "severe_by_grade",
    "severely_disabled",
    "visual_disability",
    "without_support",
]

ADULT_AGE: Final = 18
"""The age from which nobody is an orphan or an unattended child, unless recorded so (成年年龄，民法典第十七条)."""
_MENTAL: Final = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)
_GRADE_DISPUTED: Final = Unknown(False, True, {"disability_grade", "severely_disabled"})
_KIND_DISPUTED: Final = Unknown(False, True, {"disability_kind", "severely_disabled"})
_OPEN_KIND: Final = Unknown(False, True, {"disability_kind"})
_ANY_GRADE: Final = Unknown(0, 4, {"disability_grade"})


@of_person(fields.truth, "severely disabled", zh="重度残疾人")
def severely_disabled(case: Case) -> Truth:
    """True if the person counts as severely disabled.

    The register of the class decides if recorded. Otherwise kind and grade are compared with the grades that the county
    counts as severe, since the documents define the class in different ways. Where register and grade contradict each
    other, neither decides; what the register says of an earlier day is no contradiction where both agree by now.
    """
    registered, by_grade = case[Person.severely_disabled], case[severe_by_grade]
    known = when(recorded(registered), registered, by_grade)
    now, contradicted = case.as_told, grade_contradicts_register(case)
    if now is not case:
        contradicted = contradicted & grade_contradicts_register(now)
    disputed = when(recorded(case[Person.disability_grade]), _GRADE_DISPUTED, _KIND_DISPUTED)
    return when(contradicted, disputed, known)


def grade_contradicts_register(case: Case) -> Truth:
    """True if kind and grade of a disability contradict the register of the severely disabled; never unknown."""
    return contradicts(case[Person.severely_disabled], case[severe_by_grade])


@of_person(fields.truth, "severely disabled by kind and grade", zh="按类别和等级属重度残疾")
def severe_by_grade(case: Case) -> Truth:
    """True if kind and grade of the disability are among those that the county counts as severe."""
    kind, grade = case[Person.disability_kind], case[Person.disability_grade]
    severe = when(
        case[intellectual_or_mental],
        grade <= case[LocalFigures.severe_mental_disability_grade],
        grade <= case[LocalFigures.severe_disability_grade],
    )
    return given(kind, not_(kind.among(DisabilityKind.NONE)) & severe)


@of_person(fields.truth, "orphan", zh="孤儿")
def orphan(case: Case) -> Truth:
    """True if the person is recorded as an orphan; an adult not recorded as one is none."""
    return _unless_ruled_out(case, case[Person.orphan], _adult)


@of_person(fields.truth, "de facto unattended child", zh="事实无人抚养儿童")
def de_facto_unattended_child(case: Case) -> Truth:
    """True if the person is recorded as a de facto unattended child; an adult or orphan not recorded as one is none."""
    return _unless_ruled_out(case, case[Person.de_facto_unattended_child], lambda case: _adult(case) | _orphaned(case))


def _unless_ruled_out(case: Case, found: Truth, ruled_out: Callable[[Case], Truth]) -> Truth:
    """What is recorded of a class of children, or else that who is `ruled_out` is not in it."""
    known = recorded(found)
    return found if known is True else when(known, found, found & not_(ruled_out(case)))


def _adult(case: Case) -> Truth:
    """Whether a person is known to be an adult; never unknown."""
    return certainly(case[Person.age] >= ADULT_AGE)


def _orphaned(case: Case) -> Truth:
    """Whether a person is recorded as an orphan, whose parents are not alive to be unable to care; never unknown."""
    return certainly(case[Person.orphan])


@of_person(fields.truth, "disabled", zh="残疾人")
def disabled(case: Case) -> Truth:
    """True if the person has a disability of any kind and grade."""
    return not_(case[Person.disability_kind].among(DisabilityKind.NONE))


@of_person(fields.truth, "intellectual or mental disability", zh="智力或精神残疾")
def intellectual_or_mental(case: Case) -> Truth:
    """True if the person's disability is intellectual or mental; a multiple one (多重残疾) may include one of these."""
    return _of_kind(case, *_MENTAL)


@of_person(fields.truth, "limb disability", zh="肢体残疾")
def limb_disability(case: Case) -> Truth:
    """True if the person's disability is of a limb; a multiple one (多重残疾) may include it."""
    return _of_kind(case, DisabilityKind.LIMB)


@of_person(fields.truth, "visual disability", zh="视力残疾")
def visual_disability(case: Case) -> Truth:
    """True if the person's disability is visual; a multiple one (多重残疾) may include it."""
    return _of_kind(case, DisabilityKind.VISUAL)


def _of_kind(case: Case, *kinds: DisabilityKind) -> Truth:
    kind = case[Person.disability_kind]
    return kind.among(*kinds) | (kind.among(DisabilityKind.MULTIPLE) & _OPEN_KIND)


@of_person(fields.count, "grade of disability, 0 for none", zh="残疾等级（0为无残疾）", high=4)
def grade_or_none(case: Case) -> Number:
    """The grade of disability; 0 for a person recorded as without one."""
    kind, grade = case[Person.disability_kind], case[Person.disability_grade]
    of_kind = when(kind.among(DisabilityKind.NONE), 0, grade)
    return when(recorded(kind), of_kind, when(recorded(grade), grade, _ANY_GRADE))


@of_person(fields.truth, "female", zh="女性")
def female(case: Case) -> Truth:
    """True if the person is female."""
    return case[Person.sex].among(Sex.FEMALE)


@of_person(fields.truth, "elderly", zh="老年人")
def elderly(case: Case) -> Truth:
    """True if the person is elderly, by the age that the county sets."""
    return given(case[Person.age], case[LocalFigures.elderly_age] <= case[Person.age])


@of_person(fields.truth, "elderly or a minor", zh="老年人或未成年人")
def elderly_or_minor(case: Case) -> Truth:
    """True if the person is elderly or a minor, by the ages that the county sets."""
    age = case[Person.age]
    return given(age, (case[LocalFigures.elderly_age] <= age) | (age <= case[LocalFigures.oldest_minor_age]))


@of_person(fields.money, "individual contribution for the year", zh="个人缴费标准")
def contribution(case: Case) -> Amount:
    """The individual contribution: the person's own, or else the county's figure; zero for a person not enrolled."""
    own = case[Person.contribution]
    due = when(recorded(own), own, case[LocalFigures.insurance_contribution])
    return when(case[Person.insured], due, ZERO)


@of_person(fields.money, "in-scope cost of the year after basic insurance", zh="基本医保支付后政策范围内费用")
def cost_after_basic(case: Case) -> Amount:
    """The year's in-scope cost after basic insurance, zero for a person not enrolled."""
    return when(case[Person.insured], case[Person.in_scope_cost], ZERO)


# -- what a person lives on, and by whose care ------------------------------------------------------------------------


@of_person(fields.truth, "labour capacity wholly lost", zh="完全丧失劳动能力")
def labour_lost(case: Case) -> Truth:
    """True if the person has no labour capacity."""
    return case[Person.labour_capacity].among(LabourCapacity.NONE)


@of_person(fields.truth, "labour capacity lost in part", zh="部分丧失劳动能力")
def labour_lost_in_part(case: Case) -> Truth:
    """True if the person has labour capacity in part only."""
    return case[Person.labour_capacity].among(LabourCapacity.PARTIAL)


@of_person(fields.truth, "cannot care for themselves", zh="生活不能自理")
def cannot_care_for_self(case: Case) -> Truth:
    """True if the ability to care for oneself is wholly lost."""
    return case[Person.self_care].among(SelfCare.NONE)


@of_person(fields.truth, "can care for themselves in part only", zh="部分丧失生活自理能力")
def cares_for_self_in_part(case: Case) -> Truth:
    """True if the ability to care for oneself is lost in part."""
    return case[Person.self_care].among(SelfCare.PARTIAL)


@of_person(fields.truth, "receives neither the allowance nor support", zh="未享受低保和特困供养")
def without_support(case: Case) -> Truth:
    """True if the person receives neither the allowance nor support in extreme poverty."""
    return not_(case[Person.minimum_living_allowance] | case[Person.extreme_poverty])


@of_person(fields.truth, "in a class of low-income people, and recorded as none", zh="属于低收入人口类别但未登记")
def left_out_of_low_income(case: Case) -> Truth:
    """True if recorded as not low-income, but as on the allowance, in extreme poverty or monitored; never unknown."""
    receives = certainly(case[Person.minimum_living_allowance]) | certainly(case[Person.extreme_poverty])
    return certainly(not_(case[Person.low_income])) & (receives | certainly(case[Household.monitored]))


@of_person(fields.truth, "means of support looked into", zh="已核查生活来源和赡养抚养情况")
def means_looked_into(case: Case) -> Truth:
    """True if it is recorded what the person lives on and whether somebody can support them, otherwise unknown."""
    return given(case[Person.source_of_living], True) & given(case[Person.supporter_able], True)
