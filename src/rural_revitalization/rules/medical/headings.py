"""Under what the amounts of several rules of this room are added up."""

from __future__ import annotations

from typing import Final

from ..form import Heading

ASSISTANCE: Final = Heading("medical assistance", "医疗救助")
