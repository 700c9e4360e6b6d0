"""Models of people, households, places and their records: frozen and validated; None means not recorded."""

from .bill import MedicalBill
from .diagnosis import Diagnosis
from .enums import (
    DisabilityKind,
    Disease,
    Employment,
    IncomeKind,
    LabourCapacity,
    RiskKind,
    RiskState,
    SchoolingStage,
    Sex,
    SupportKind,
    VillageClass,
)
from .household import Household, Risk, Support
from .loan import SmallLoan
from .local import LocalFigures
from .person import Income, Person
from .places import County, Village
from .spell import AllowanceSpell, Spell

__all__ = [
    "AllowanceSpell",
    "County",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Employment",
    "Household",
    "Income",
    "IncomeKind",
    "LabourCapacity",
    "LocalFigures",
    "MedicalBill",
    "Person",
    "Risk",
    "RiskKind",
    "RiskState",
    "SchoolingStage",
    "Sex",
    "SmallLoan",
    "Spell",
    "Support",
    "SupportKind",
    "Village",
    "VillageClass",
]
