"""Selection of the documents in force in a jurisdiction on a date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from ..errors import InvalidInput, Mismatch, OutsidePeriod, check_kinds
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
    jurisdiction: str, on: date, overlay: Pack | None, *, practice: bool, known: Callable[[], Collection[str]] = tuple
) -> Policy:
    """Return the policy in force in a jurisdiction on a date, given an already parsed overlay.

    `known` returns the names of all existing figures, so that a policy can tell a figure no document states from a
    misspelt name. Raises `OutsidePeriod` and `InvalidInput`, as `load_policy` does.
    """
    check_kinds("load_policy", on=(on, date))
    if not isinstance(jurisdiction, str) or jurisdiction not in JURISDICTIONS:
        raise InvalidInput([Mismatch.of_name("jurisdiction", jurisdiction, JURISDICTIONS)])
    shipped = shipped_packs()
    packs = [shipped[name] for name in JURISDICTIONS[jurisdiction]]
    if overlay is not None:
        packs[:0] = [overlay, *carried(overlay)]
    in_force = [pack for pack in packs if pack.covers(on)]
    if not in_force:
        raise OutsidePeriod(jurisdiction, on, [(pack.id, pack.since, pack.until) for pack in packs])
    if practice and shipped[PRACTICE].covers(on):
        in_force.append(shipped[PRACTICE])
    return Policy(
        jurisdiction=jurisdiction,
        on=on,
        packs=tuple(in_force),
        practice=practice,
        overlay=overlay,
        figures=_by_precedence(in_force, on),
        known=known,
    )


def policy_on(policy: Policy, on: date) -> Policy:
    """Return the policy on another date, or the same object if no figure differs; raises `OutsidePeriod`."""
    return policy if on == policy.on else policy.kept(on, lambda: _changed_policy(policy, on))


def _changed_policy(policy: Policy, on: date) -> Policy:
    other = policy_of(policy.jurisdiction, on, policy.overlay, practice=policy.practice, known=policy.known)
    same = other.documents == policy.documents and list(other.figures()) == list(policy.figures())
    return policy if same else other


def _by_precedence(packs: Iterable[Pack], on: date) -> dict[str, Figure]:
    """Return each figure as stated by the first pack that has it."""
    figures: dict[str, Figure] = {}
    for pack in packs:
        for name, figure in pack.figures.items():
            if figure.since <= on <= figure.until:
                figures.setdefault(name, figure)
    return figures


def carried(overlay: Pack) -> Iterator[Pack]:
    """Yield packs of the figures an overlay carries forward, cited as its own; its own figures take precedence."""
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
