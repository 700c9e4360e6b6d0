"""The heading shared by medical and tilted assistance."""

from __future__ import annotations

from typing import Final

from ..form import Heading

ASSISTANCE: Final = Heading("medical assistance", "医疗救助")
