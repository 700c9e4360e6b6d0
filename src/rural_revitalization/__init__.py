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

import re
from importlib import import_module
from pkgutil import get_data
from typing import Any, Final

__version__ = "0.2.0"

# What there is stands once, in the stub beside this file, which type checkers read. Each name is imported from its room
# when it is first used: `import rural_revitalization` costs next to nothing, and a program that needs one calculator
# pays for one.
_STUB: Final = (get_data(__name__, "__init__.pyi") or b"").decode()
_ROOMS: Final = {name: room for room, name in re.findall(r"^from (\.[\w.]*) import (\w+) as", _STUB, re.MULTILINE)}

__all__ = sorted(name for name, room in _ROOMS.items() if room != ".")  # noqa: PLE0605 - read off the stub


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = _ROOMS[name]
    value = import_module(f".{name}", __name__) if room == "." else getattr(import_module(room, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
