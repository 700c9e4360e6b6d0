"""Decisions about poor households, exact and cited, from China's rural-revitalization policy documents.

The names below cover everyday use:

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

import re
from importlib import import_module
from pkgutil import get_data
from typing import Any, Final

__version__ = "0.2.0"

# The public names are listed once, in the stub file, which type checkers read too. Each is imported lazily from its
# module, so that `import rural_revitalization` is cheap and a program loads only the rules it uses.
_STUB: Final = (get_data(__name__, "__init__.pyi") or b"").decode()
_MODULES: Final = {name: path for path, name in re.findall(r"^from (\.[\w.]*) import (\w+) as", _STUB, re.MULTILINE)}

__all__ = sorted(name for name, path in _MODULES.items() if path != ".")  # noqa: PLE0605 - taken from the stub


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    path = _MODULES[name]
    value = import_module(f".{name}", __name__) if path == "." else getattr(import_module(path, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
