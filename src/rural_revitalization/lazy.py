"""Packages whose names are imported when they are first asked for (延迟导入), as their stub files list them.

The stub, `__init__.pyi`, is what type checkers read too, so each name is listed once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import get_data
from typing import Any, Final

_IMPORT: Final = re.compile(r"^from (\.[\w.]*) import (\w+) as", re.MULTILINE)


def attach_stub(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` for a package; the last leaves out its modules."""
    stub = (get_data(package, "__init__.pyi") or b"").decode()
    homes = {name: home for home, name in _IMPORT.findall(stub)}
    own = vars(sys.modules[package])

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        own[name] = import_module(f".{name}", package) if home == "." else getattr(import_module(home, package), name)
        return own[name]

    def names() -> list[str]:
        return sorted({*own, *homes})

    return get, names, sorted(name for name, home in homes.items() if home != ".")
