"""The heading shared by the rules of this package."""

from __future__ import annotations

from typing import Final

from ..form import Heading

ALLOWANCE: Final = Heading("allowance a month", "低保金/月", head="allowance")
"""Shared because a family receives one kind of allowance."""
