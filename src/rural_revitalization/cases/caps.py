"""The annual caps of medical assistance (医疗救助年度限额): one for all care, or by kind of care, or both."""

from __future__ import annotations

from typing import Any, Final

from .. import fields
from ..algebra import NO_CEILING, Unknown, not_, when
from ..models import CareKind, LocalFigures
from .case import Case
from .deriving import of_person
from .origins import recorded

__all__ = ["assistance_cap", "assistance_caps"]

_KIND_OPEN: Final = Unknown(False, True, {"bills"})


@of_person(fields.ceiling, "annual cap of medical assistance", zh="医疗救助年度限额")
def assistance_cap(case: Case) -> Any:
    """The cap on a year's cost of which it is not known how much is for which kind of care.

    With caps by kind it may be the cap of either kind, and up to that for all care where the cost is of both.
    """
    whole, (inpatient, outpatient) = case[LocalFigures.medical_assistance_cap], _by_kind(case)
    by_kind = recorded(inpatient) | recorded(outpatient)
    if by_kind is False:
        return whole
    of_one_kind = when(_KIND_OPEN, inpatient, outpatient)
    return when(by_kind, when(_KIND_OPEN, of_one_kind, _of_all_care(case)), whole)


def assistance_caps(case: Case, care: CareKind | None) -> tuple[Any, Any]:
    """The cap for all care together, and the cap for one kind of care; `care` is None where not recorded."""
    if not case.local.caps_by_care:
        return case[LocalFigures.medical_assistance_cap], NO_CEILING
    inpatient, outpatient = _by_kind(case)
    if care is None:
        return _of_all_care(case), when(_KIND_OPEN, inpatient, outpatient)
    return _of_all_care(case), inpatient if care is CareKind.INPATIENT else outpatient


def _by_kind(case: Case) -> tuple[Any, Any]:
    return (case[LocalFigures.medical_assistance_inpatient_cap], case[LocalFigures.medical_assistance_outpatient_cap])


def _of_all_care(case: Case) -> Any:
    """The cap for all care together; none where both kinds have one of their own and no other is stated."""
    whole, (inpatient, outpatient) = case[LocalFigures.medical_assistance_cap], _by_kind(case)
    instead = recorded(inpatient) & recorded(outpatient) & not_(recorded(whole))
    return when(instead, NO_CEILING, whole)
