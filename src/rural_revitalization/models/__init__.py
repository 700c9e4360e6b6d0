"""Models of people, households, places and their records: frozen and validated; None means not recorded."""

from .bill import MedicalBill
from .diagnosis import Diagnosis
from .entries import Drawing, Overdue, RateChange, Repayment
from .enums import (
    CareKind,
    DisabilityKind,
    Disease,
    Employment,
    IncomeKind,
    LabourCapacity,
    RiskKind,
    RiskState,
    SchoolingStage,
    SelfCare,
    Sex,
    SupportKind,
    VillageClass,
)
from .household import Household, Risk, Support
from .loan import SmallLoan
from .local import LocalFigures
from .person import Income, Person
from .places import County, Village
from .rates import PrimeRate
from .spell import AllowanceSpell, Spell

__all__ = [
    "AllowanceSpell",
    "CareKind",
    "County",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Drawing",
    "Employment",
    "Household",
    "Income",
    "IncomeKind",
    "LabourCapacity",
    "LocalFigures",
    "MedicalBill",
    "Overdue",
    "Person",
    "PrimeRate",
    "RateChange",
    "Repayment",
    "Risk",
    "RiskKind",
    "RiskState",
    "SchoolingStage",
    "SelfCare",
    "Sex",
    "SmallLoan",
    "Spell",
    "Support",
    "SupportKind",
    "Village",
    "VillageClass",
]
