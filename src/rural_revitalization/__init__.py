"""Decisions about poor households, exact and cited, from China's rural-revitalization policy documents.

Everyday use needs nothing beyond what is imported here:

>>> from datetime import date
>>> import rural_revitalization as rr
>>> from rural_revitalization.rules.medical import contribution_subsidy
>>> policy = rr.load_policy("hunan", on=date(2022, 6, 1))
>>> facts = contribution_subsidy.Facts(contribution=320, orphan=False, monitored=True)
>>> worksheet = contribution_subsidy.compute(facts, policy.terms(contribution_subsidy))
>>> worksheet.subsidy
Unknown(Decimal('160.00'), Decimal('320.00'), {'de_facto_unattended_child', 'extreme_poverty', 'severely_disabled'})
>>> rr.missing(worksheet)
('extreme_poverty', 'severely_disabled', 'de_facto_unattended_child')
"""

from .algebra import NO_CEILING, Band, Unknown
from .assess import Assessment, Decision, MissingFact, Payment, Status, assess
from .citations import Figure, Source
from .errors import InvalidInput, InvalidPack, Mismatch, NotStated, OutsidePeriod, RuralRevitalizationError, Undecided
from .models import (
    County,
    DisabilityKind,
    Employment,
    Household,
    Income,
    IncomeKind,
    LabourCapacity,
    LocalFigures,
    MedicalBill,
    Person,
    Risk,
    RiskKind,
    RiskState,
    SchoolingStage,
    Sex,
    SmallLoan,
    Spell,
    Support,
    SupportKind,
    Village,
    VillageClass,
)
from .policy import JURISDICTIONS, Policy, load_policy
from .rules.catalogue import RULES, coverage
from .worksheets import answers, blockers, explain, lines, missing, not_stated

__version__ = "0.1.0"

__all__ = [
    "JURISDICTIONS",
    "NO_CEILING",
    "RULES",
    "Assessment",
    "Band",
    "County",
    "Decision",
    "DisabilityKind",
    "Employment",
    "Figure",
    "Household",
    "Income",
    "IncomeKind",
    "InvalidInput",
    "InvalidPack",
    "LabourCapacity",
    "LocalFigures",
    "MedicalBill",
    "Mismatch",
    "MissingFact",
    "NotStated",
    "OutsidePeriod",
    "Payment",
    "Person",
    "Policy",
    "Risk",
    "RiskKind",
    "RiskState",
    "RuralRevitalizationError",
    "SchoolingStage",
    "Sex",
    "SmallLoan",
    "Source",
    "Spell",
    "Status",
    "Support",
    "SupportKind",
    "Undecided",
    "Unknown",
    "Village",
    "VillageClass",
    "answers",
    "assess",
    "blockers",
    "coverage",
    "explain",
    "lines",
    "load_policy",
    "missing",
    "not_stated",
]
