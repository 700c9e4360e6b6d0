"""Models of people, households, places and their records: frozen and validated; None means not recorded."""

from .bill import MedicalBill
from .business import Business
from .contracted_land import ContractedLand
from .diagnosis import Diagnosis
from .dwelling import Dwelling, HousingHelp
from .employment_service import EmploymentService
from .entries import Drawing, Overdue, RateChange, Repayment
from .enums import (
    BusinessKind,
    BusinessStage,
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
    InsuranceKind,
    LabourCapacity,
    MedicalScheme,
    PostKind,
    PublicPost,
    ResettlementMode,
    RiskKind,
    RiskState,
    SchoolStage,
    SecurityKind,
    SelfCare,
    SettlementKind,
    SettlementSize,
    Sex,
    SupportKind,
    VillageClass,
    WaterSupply,
)
from .grassroots_post import GrassrootsPost
from .guard_assessment import GuardAssessment
from .household import Household
from .insurance import Insurance
from .job import Job
from .loan import SmallLoan
from .loan_wanted import LoanWanted
from .local import LocalFigures
from .person import Income, Person
from .rates import PrimeRate
from .relocation import Relocation
from .risk import Risk
from .schooling import Schooling
from .spell import AllowanceSpell, Spell
from .support import Support
from .training import Training
from .village import Village
from .water_source import Outage, WaterSource, WaterTest

__all__ = [
    "AllowanceSpell",
    "Business",
    "BusinessKind",
    "BusinessStage",
    "CareKind",
    "Certificate",
    "ContractedLand",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Drawing",
    "Dwelling",
    "DwellingGrade",
    "Employment",
    "EmploymentService",
    "EmploymentServiceKind",
    "GrassrootsPost",
    "GuardAssessment",
    "Household",
    "HousingHelp",
    "HousingHelpKind",
    "HousingMeans",
    "Income",
    "IncomeKind",
    "Insurance",
    "InsuranceKind",
    "Job",
    "LabourCapacity",
    "LoanWanted",
    "LocalFigures",
    "MedicalBill",
    "MedicalScheme",
    "Outage",
    "Overdue",
    "Person",
    "PostKind",
    "PrimeRate",
    "PublicPost",
    "RateChange",
    "Relocation",
    "Repayment",
    "ResettlementMode",
    "Risk",
    "RiskKind",
    "RiskState",
    "SchoolStage",
    "Schooling",
    "SecurityKind",
    "SelfCare",
    "SettlementKind",
    "SettlementSize",
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
