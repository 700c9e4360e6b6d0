"""The optional packages: what needs them says which extra to install."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

from .errors import RuralRevitalizationError

_EXTRAS: Final[Mapping[str, str]] = MappingProxyType(
    {"narwhals": "frames", "polars": "engines", "pyarrow": "engines", "python_calamine": "excel", "xlrd": "excel"}
    | {"xlsxwriter": "excel"}
    | {"chinese_calendar": "calendar", "docx": "documents", "icalendar": "calendar"}
    | {"altair": "plots", "vl_convert": "plots"}
)


class NotInstalled(RuralRevitalizationError):
    """What was asked for needs packages that are not installed; `packages` names them."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self.packages = packages
        super().__init__(packages)

    def __str__(self) -> str:
        extras = ",".join(sorted({_EXTRAS[package] for package in self.packages}))
        return f"this needs {' and '.join(self.packages)}: install rural-revitalization[{extras}]"


def need(*packages: str) -> None:
    """Raise `NotInstalled` if any of the packages cannot be imported."""
    lacking = tuple(package for package in packages if find_spec(package) is None)
    if lacking:
        raise NotInstalled(lacking)
