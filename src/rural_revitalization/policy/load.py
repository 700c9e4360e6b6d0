"""Selection of the documents in force in a jurisdiction on a date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from ..errors import OutsidePeriod
from ..fields.citations import Figure
from ..readonly import ReadOnly
from .pack import Pack, shipped_packs
from .policies import Policy
from .titles import PRACTICE

_HUNAN: Final = ("hunan-opinions-2022", "hunan-14fyp-2021", "hunan-13fyp-2017")

JURISDICTIONS: Final = ReadOnly(
    {"hunan": _HUNAN, "yiyang": ("yiyang-14fyp-2021", *_HUNAN), "guizhou": ("guizhou-14fyp-2021",)}
)
"""The documents of each jurisdiction in order of precedence: more local first, then later first."""


def policy_of(
    jurisdiction: str,
    on: date,
    overlays: tuple[Pack, ...],
    *,
    practice: bool,
    carry: bool,
    installed: tuple[Pack, ...],
    known: Callable[[], Collection[str]] = tuple,
) -> Policy:
    """Return the policy in force in a jurisdiction on a date, given packs that are parsed and checked.

    The overlays come first, each before the next, then the packs of other packages that are `installed`, then the
    documents, carried on after their period if asked for (`carry`), then national practice. `known` returns the names
    of all existing figures, so that a policy can tell a figure no document states from a misspelt name. Raises
    `OutsidePeriod`.
    """
    own = [*overlays, *installed]
    packs = [*own, *(pack for one in own for pack in carried(one)), *plans(jurisdiction, carry=carry)]
    in_force = [pack for pack in packs if pack.covers(on)]
    if not in_force:
        periods = [(pack.id, pack.since, pack.until) for pack in packs if pack.ended_on is None]
        raise OutsidePeriod(jurisdiction, on, periods)
    if practice:
        national = shipped_packs()[PRACTICE]
        last = national.carried_on() if carry and on > _last_day(jurisdiction) else national
        in_force.extend(pack for pack in (last,) if pack.covers(on))
    return Policy(
        jurisdiction=jurisdiction,
        on=on,
        packs=tuple(in_force),
        practice=practice,
        carry=carry,
        overlays=overlays,
        installed=installed,
        figures=_by_precedence(in_force, on),
        known=known,
    )


def plans(jurisdiction: str, *, carry: bool) -> Iterator[Pack]:
    """Yield the documents of a jurisdiction in order of precedence; with `carry`, the last go on after their period."""
    for name in JURISDICTIONS[jurisdiction]:
        pack = shipped_packs()[name]
        yield pack
        if carry and pack.until == _last_day(jurisdiction):
            yield pack.carried_on()


def _last_day(jurisdiction: str) -> date:
    """Return the last day of the last document of a jurisdiction."""
    return max(shipped_packs()[name].until for name in JURISDICTIONS[jurisdiction])


def policy_on(policy: Policy, on: date) -> Policy:
    """Return the policy on another date, or the same object if no figure differs; raises `OutsidePeriod`."""
    return policy if on == policy.on else policy.kept(on, lambda: _changed_policy(policy, on))


def _changed_policy(policy: Policy, on: date) -> Policy:
    other = policy_of(
        policy.jurisdiction,
        on,
        policy.overlays,
        practice=policy.practice,
        carry=policy.carry,
        installed=policy.installed,
        known=policy.known,
    )
    same = other.documents == policy.documents and list(other.figures()) == list(policy.figures())
    return policy if same else other


def holds(policy: Policy, on: date) -> bool:
    """True if a policy loaded for one day also holds on another."""
    try:
        return policy_on(policy, on) is policy
    except OutsidePeriod:
        return False


def _by_precedence(packs: Iterable[Pack], on: date) -> dict[str, Figure]:
    """Return each figure as stated by the first pack that has it."""
    figures: dict[str, Figure] = {}
    for pack in packs:
        for name, figure in pack.figures.items():
            if figure.since <= on <= figure.until:
                figures.setdefault(name, figure)
    return figures


def carried(overlay: Pack) -> Iterator[Pack]:
    """Yield packs of the figures an overlay carries forward, cited as its own; its own figures take precedence.

    A figure is carried neither into days before its own first one, nor on after it ended within its document's period.
    """
    for carries in overlay.carries_forward:
        source = shipped_packs()[carries.pack]
        figures = {
            name: evolve(
                figure,
                document=overlay.id,
                section=f"{carries.section} ({figure.document} {figure.section})",
                register=None,
                pack=overlay.id,
                since=max(overlay.since, figure.since),
                until=overlay.until,
            )
            for name, figure in source.figures.items()
            if figure.since <= overlay.until and figure.until >= min(source.until, overlay.since)
        }
        yield evolve(overlay, figures=ReadOnly(figures), carries_forward=())
