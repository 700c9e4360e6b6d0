"""Models of people, households, places and their records: frozen and validated; None means not recorded."""

from .bill import MedicalBill
from .diagnosis import Diagnosis
from .dwelling import Dwelling, HousingHelp
from .entries import Drawing, Overdue, RateChange, Repayment
from .enums import (
    CareKind,
    DisabilityKind,
    Disease,
    DwellingGrade,
    Employment,
    HousingHelpKind,
    HousingMeans,
    IncomeKind,
    LabourCapacity,
    PostKind,
    RiskKind,
    RiskState,
    SchoolStage,
    SelfCare,
    Sex,
    SupportKind,
    VillageClass,
    WaterSupply,
)
from .grassroots_post import GrassrootsPost
from .household import Household, Risk, Support
from .loan import SmallLoan
from .local import LocalFigures
from .person import Income, Person
from .places import County, Village
from .rates import PrimeRate
from .schooling import Schooling
from .spell import AllowanceSpell, Spell
from .water_source import Outage, WaterSource, WaterTest

__all__ = [
    "AllowanceSpell",
    "CareKind",
    "County",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Drawing",
    "Dwelling",
    "DwellingGrade",
    "Employment",
    "GrassrootsPost",
    "Household",
    "HousingHelp",
    "HousingHelpKind",
    "HousingMeans",
    "Income",
    "IncomeKind",
    "LabourCapacity",
    "LocalFigures",
    "MedicalBill",
    "Outage",
    "Overdue",
    "Person",
    "PostKind",
    "PrimeRate",
    "RateChange",
    "Repayment",
    "Risk",
    "RiskKind",
    "RiskState",
    "SchoolStage",
    "Schooling",
    "SelfCare",
    "Sex",
    "SmallLoan",
    "Spell",
    "Support",
    "SupportKind",
    "Village",
    "VillageClass",
    "WaterSource",
    "WaterSupply",
    "WaterTest",
]
