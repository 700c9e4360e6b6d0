"""Models of people, households, places and their records: frozen and validated; None means not recorded."""

from .bill import MedicalBill
from .diagnosis import Diagnosis
from .dwelling import Dwelling, HousingHelp
from .employment_service import EmploymentService
from .entries import Drawing, Overdue, RateChange, Repayment
from .enums import (
    CareKind,
    Certificate,
    DisabilityKind,
    Disease,
    DwellingGrade,
    Employment,
    EmploymentServiceKind,
    HousingHelpKind,
    HousingMeans,
    IncomeKind,
    LabourCapacity,
    PublicPost,
    RiskKind,
    RiskState,
    SchoolingStage,
    SchoolStage,
    SelfCare,
    Sex,
    SupportKind,
    VillageClass,
    WaterSupply,
)
from .guard_assessment import GuardAssessment
from .household import Household, Risk, Support
from .job import Job
from .loan import SmallLoan
from .local import LocalFigures
from .person import Income, Person
from .places import County, Village
from .rates import PrimeRate
from .schooling import Schooling
from .spell import AllowanceSpell, Spell
from .training import Training
from .water_source import Outage, WaterSource, WaterTest

__all__ = [
    "AllowanceSpell",
    "CareKind",
    "Certificate",
    "County",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Drawing",
    "Dwelling",
    "DwellingGrade",
    "Employment",
    "EmploymentService",
    "EmploymentServiceKind",
    "GuardAssessment",
    "Household",
    "HousingHelp",
    "HousingHelpKind",
    "HousingMeans",
    "Income",
    "IncomeKind",
    "Job",
    "LabourCapacity",
    "LocalFigures",
    "MedicalBill",
    "Outage",
    "Overdue",
    "Person",
    "PrimeRate",
    "PublicPost",
    "RateChange",
    "Repayment",
    "Risk",
    "RiskKind",
    "RiskState",
    "SchoolStage",
    "Schooling",
    "SchoolingStage",
    "SelfCare",
    "Sex",
    "SmallLoan",
    "Spell",
    "Support",
    "SupportKind",
    "Training",
    "Village",
    "VillageClass",
    "WaterSource",
    "WaterSupply",
    "WaterTest",
]
