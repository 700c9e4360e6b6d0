"""Figures of the policy documents, with document, section and period, by jurisdiction and date."""

from .load import JURISDICTIONS
from .pack import Pack
from .policies import Policy

__all__ = ["JURISDICTIONS", "Pack", "Policy"]
