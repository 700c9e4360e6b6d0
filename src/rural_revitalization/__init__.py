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

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .algebra import NO_CEILING, Band, Unknown
    from .assessment import (
        PARTS,
        Assessment,
        Decision,
        Entitled,
        Finding,
        MissingFact,
        Payment,
        Skipped,
        Status,
        Working,
        assess,
        entitlements_of,
    )
    from .catalogue import RULES, coverage
    from .entitlements.entitlement import Entitlement
    from .envelopes import envelope, replay
    from .errors import (
        InvalidInput,
        InvalidPack,
        Mismatch,
        NotStated,
        OutsidePeriod,
        RuralRevitalizationError,
        Undecided,
    )
    from .fields.citations import Figure, Source
    from .loading import load_policy
    from .models import (
        County,
        Diagnosis,
        DisabilityKind,
        Disease,
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
    from .policy import JURISDICTIONS, Policy
    from .worksheets import answers, blockers, explain, lines, missing, not_stated

__version__ = "0.1.0"

__all__ = [
    "JURISDICTIONS",
    "NO_CEILING",
    "PARTS",
    "RULES",
    "Assessment",
    "Band",
    "County",
    "Decision",
    "Diagnosis",
    "DisabilityKind",
    "Disease",
    "Employment",
    "Entitled",
    "Entitlement",
    "Figure",
    "Finding",
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
    "Skipped",
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
    "Working",
    "answers",
    "assess",
    "blockers",
    "coverage",
    "entitlements_of",
    "envelope",
    "explain",
    "lines",
    "load_policy",
    "missing",
    "not_stated",
    "replay",
]

# Each name is imported from its room when it is first used: `import rural_revitalization` costs next to nothing, and a
# program that needs one calculator pays for one.
_ROOMS = {
    name: room
    for room, names in {
        "algebra": ("NO_CEILING", "Band", "Unknown"),
        "assessment": (
            "PARTS",
            "Assessment",
            "Decision",
            "Entitled",
            "Finding",
            "MissingFact",
            "Payment",
            "Skipped",
            "Status",
            "Working",
            "assess",
            "entitlements_of",
        ),
        "fields.citations": ("Figure", "Source"),
        "errors": (
            "InvalidInput",
            "InvalidPack",
            "Mismatch",
            "NotStated",
            "OutsidePeriod",
            "RuralRevitalizationError",
            "Undecided",
        ),
        "models": (
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
        ),
        "policy": ("JURISDICTIONS", "Policy"),
        "entitlements.entitlement": ("Entitlement",),
        "envelopes": ("envelope", "replay"),
        "catalogue": ("RULES", "coverage"),
        "loading": ("load_policy",),
        "worksheets": ("answers", "blockers", "explain", "lines", "missing", "not_stated"),
    }.items()
    for name in names
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
