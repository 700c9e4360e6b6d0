"""Under what the amounts of several rules of this room are added up."""

from __future__ import annotations

from typing import Final

from ..form import Heading

ALLOWANCE: Final = Heading("allowance a month", "低保金/月", head="allowance")
"""A family has one kind of allowance."""
