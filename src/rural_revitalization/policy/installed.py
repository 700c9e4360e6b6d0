"""Packs of other packages, found by their entry points (已安装的政策包).

A package names the file of a pack under the entry-point group `rural_revitalization.packs`. What the entry point loads
is the file's path, as `importlib.resources.files(...) / "..."` gives it; the pack itself says for which jurisdiction it
is, in `[document]`.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from typing import Final

from attrs import evolve

from ..errors import InvalidPack, Mismatch
from .pack import FiguresCheck, Pack, read_pack

GROUP: Final = "rural_revitalization.packs"


def installed_packs(check: FiguresCheck) -> tuple[Pack, ...]:
    """Return the packs of installed packages, the later first, then by id; `check` validates their figures.

    Raises `InvalidPack`, which names package and entry point, for one that cannot be loaded or is invalid, and
    `OSError` if its file cannot be read.
    """
    return _found(tuple(sys.path), check)


@lru_cache(maxsize=1 << 4)
def _found(_path: tuple[str, ...], check: FiguresCheck) -> tuple[Pack, ...]:
    # Remembered by where packages are looked for, since looking takes longer than all else that loads a policy.
    packs = [_pack(entry, check) for entry in entry_points(group=GROUP)]
    return tuple(sorted(packs, key=lambda pack: (-pack.since.toordinal(), pack.id)))


def _pack(entry: EntryPoint, check: FiguresCheck) -> Pack:
    about = f"{entry.dist.name if entry.dist else 'a package'}: {entry.name}"
    try:
        file = entry.load()
    except Exception as error:  # whatever the other package raises
        raise _refused(about, f"{type(error).__name__}: {error}") from error
    if not isinstance(file, Traversable):
        raise _refused(about, type(file).__name__)
    return evolve(read_pack(file, check=check), file=about)


def _refused(about: str, given: str) -> InvalidPack:
    return InvalidPack([Mismatch(GROUP, "the path of a pack, as importlib.resources gives it", given)], about=about)
