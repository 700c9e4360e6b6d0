"""Which documents apply where and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from attrs import evolve

from ..errors import InvalidInput, Mismatch, OutsidePeriod, shown
from ..fields.citations import Figure
from ..readonly import ReadOnly
from .pack import Pack, shipped_packs
from .policies import Policy

_HUNAN: Final = ("hunan-opinions-2022", "hunan-14fyp-2021", "hunan-13fyp-2017")
_PRACTICE: Final = "national-practice"

JURISDICTIONS: Final = MappingProxyType(
    {"hunan": _HUNAN, "yiyang": ("yiyang-14fyp-2021", *_HUNAN), "guizhou": ("guizhou-14fyp-2021",)}
)
"""The documents of each jurisdiction, the most binding first: the more local, then the later."""


def policy_of(
    jurisdiction: str, on: date, overlay: Pack | None, *, practice: bool, known: Callable[[], Collection[str]] = tuple
) -> Policy:
    """The figures that hold in a jurisdiction on a day, from an overlay that was read already.

    `known` gives the names of all figures there are, by which a policy tells one that no document states from one that
    is misspelt. Raises `OutsidePeriod` and `InvalidInput`, as `load_policy` does.
    """
    if jurisdiction not in JURISDICTIONS:
        raise InvalidInput([Mismatch("jurisdiction", f"one of {', '.join(JURISDICTIONS)}", shown(jurisdiction))])
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))])
    shipped = shipped_packs()
    packs = [shipped[name] for name in JURISDICTIONS[jurisdiction]]
    if overlay is not None:
        packs[:0] = [overlay, *carried(overlay)]
    in_force = [pack for pack in packs if pack.covers(on)]
    if not in_force:
        raise OutsidePeriod(jurisdiction, on, [(pack.id, pack.since, pack.until) for pack in packs])
    if practice and shipped[_PRACTICE].covers(on):
        in_force.append(shipped[_PRACTICE])
    return Policy(
        jurisdiction=jurisdiction,
        on=on,
        packs=tuple(in_force),
        practice=practice,
        overlay=overlay,
        figures=_winning(in_force, on),
        known=known,
    )


def policy_on(policy: Policy, on: date) -> Policy:
    """A policy as it stands on another day: itself where the figures are the same; raises `OutsidePeriod`."""
    return policy if on == policy.on else policy.kept(on, lambda: _elsewhen(policy, on))


def _elsewhen(policy: Policy, on: date) -> Policy:
    other = policy_of(policy.jurisdiction, on, policy.overlay, practice=policy.practice, known=policy.known)
    same = other.documents == policy.documents and list(other.figures()) == list(policy.figures())
    return policy if same else other


def _winning(packs: Iterable[Pack], on: date) -> dict[str, Figure]:
    """Each figure as the most binding pack states it."""
    figures: dict[str, Figure] = {}
    for pack in packs:
        for name, figure in pack.figures.items():
            if figure.since <= on <= figure.until:
                figures.setdefault(name, figure)
    return figures


def carried(overlay: Pack) -> Iterator[Pack]:
    """The figures that an overlay carries forward, cited as its own; what it states itself is more binding."""
    for carries in overlay.carries_forward:
        figures = {
            name: evolve(
                figure,
                document=overlay.id,
                section=f"{carries.section} ({figure.document} {figure.section})",
                register=None,
                pack=overlay.id,
                since=overlay.since,
                until=overlay.until,
            )
            for name, figure in shipped_packs()[carries.pack].figures.items()
        }
        yield evolve(overlay, figures=ReadOnly(figures), carries_forward=())
