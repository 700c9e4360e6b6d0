"""Which documents apply where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from ..errors import InvalidInput, InvalidPack, Mismatch, OutsidePeriod, shown
from ..fields.citations import Figure
from ..readonly import ReadOnly
from .pack import Pack, known_figures, limited_by, read_pack, shipped_packs
from .policies import Policy
from .schedules import days_of

__all__ = ["JURISDICTIONS", "load_policy", "policy_of", "policy_on"]

_HUNAN: Final = ("hunan-opinions-2022", "hunan-14fyp-2021", "hunan-13fyp-2017")
_PRACTICE: Final = "national-practice"

JURISDICTIONS: Final = MappingProxyType(
    {
        "hunan": _HUNAN,
        "yiyang": ("yiyang-14fyp-2021", *_HUNAN),
        "guizhou": ("guizhou-14fyp-2021",),
    }
)
"""The documents of each jurisdiction, the most binding first: the more local, then the later."""


def load_policy(
    jurisdiction: str,
    *,
    on: date,
    overlay: str | PathLike[str] | None = None,
    practice: bool = True,
) -> Policy:
    """The figures that hold in a jurisdiction on a day (政策).

    `jurisdiction` is "hunan", "yiyang" or "guizhou". `overlay` is a TOML pack of the user's own that is more binding
    than all, but raises no figure that a document states as a limit; it may carry a period forward. `practice=False`
    leaves out national practice, which otherwise comes last.

    Raises `OutsidePeriod` on a day that no document covers, naming the periods; `InvalidPack` for an overlay that
    cannot be used, or whose period does not cover the day although a document's does; `InvalidInput` for a jurisdiction
    there is none of, or an `on` that is no date; `OSError` where the overlay cannot be read.

    >>> load_policy("hunan", on=date(2022, 6, 1)).figure("serious_illness.rate").value
    Decimal('0.60')
    >>> load_policy("hunan", on=date(2018, 6, 1)).documents
    ('hunan-13fyp-2017',)
    """
    own = None if overlay is None else read_pack(Path(overlay), known=known_figures())
    policy = policy_of(jurisdiction, on, own, practice=practice)
    if own is not None:
        _raise_if_any([*_posing(own), *_lapsed(own, on), *_above_limits(own, jurisdiction)], own)
    return policy


def policy_of(jurisdiction: str, on: date, overlay: Pack | None, *, practice: bool) -> Policy:
    """What `load_policy` gives, from an overlay that was read already."""
    if jurisdiction not in JURISDICTIONS:
        raise InvalidInput([Mismatch("jurisdiction", f"one of {', '.join(JURISDICTIONS)}", shown(jurisdiction))])
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))])
    shipped = shipped_packs()
    packs = [shipped[name] for name in JURISDICTIONS[jurisdiction]]
    if overlay is not None:
        packs[:0] = [overlay, *_carried(overlay)]
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
    )


def policy_on(policy: Policy, on: date) -> Policy:
    """A policy as it stands on another day: itself where the figures are the same; raises `OutsidePeriod`."""
    return policy if on == policy.on else policy.kept(on, lambda: _elsewhen(policy, on))


def _elsewhen(policy: Policy, on: date) -> Policy:
    other = policy_of(policy.jurisdiction, on, policy.overlay, practice=policy.practice)
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


def _carried(overlay: Pack) -> Iterator[Pack]:
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


def _raise_if_any(mismatches: list[Mismatch], overlay: Pack) -> None:
    if mismatches:
        raise InvalidPack(mismatches, about=overlay.file)


def _posing(overlay: Pack) -> Iterator[Mismatch]:
    """An overlay may not pass for a shipped document."""
    if overlay.id in shipped_packs():
        yield Mismatch("document.id", "an id of its own, none of a shipped pack", shown(overlay.id))


def _lapsed(overlay: Pack, on: date) -> Iterator[Mismatch]:
    """Whoever gives an overlay for a day means it to hold: a notice that was not renewed is not passed over."""
    if not overlay.covers(on):
        expected = f"a period that covers {on} (without the overlay, the documents alone are gone by)"
        given = f"{overlay.since} to {overlay.until}"
        yield Mismatch("document.until" if overlay.until < on else "document.from", expected, given)


def _above_limits(overlay: Pack, jurisdiction: str) -> Iterator[Mismatch]:
    """A locality may lower what a document states as a limit, and not raise it while the document holds."""
    packs = [*_carried(overlay), *(shipped_packs()[name] for name in JURISDICTIONS[jurisdiction])]
    for name, figure in overlay.figures.items():
        limiting = limited_by().get(name, name)
        limits = (pack.figures[limiting] for pack in packs if limiting in pack.figures)
        broken = next((limit for limit in limits if limit.at_most and _above(figure, limit, overlay)), None)
        if broken is not None:
            yield Mismatch(f"{name}.value", f"at most {broken.value}, the limit of {broken}", str(figure.value))


def _above(figure: Any, limit: Any, overlay: Pack) -> bool:
    """Whether a figure of an overlay is above a limit on any day that both are in force."""
    first, last = days_of(figure, overlay.since, overlay.until)
    return bool(limit.since <= last and first <= limit.until and figure.value > limit.value)
