"""`load_policy`: the documents in force in a jurisdiction on a date, and the checks on an overlay."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from .errors import InvalidPack, Mismatch, check_kinds, quoted
from .fields import Spec
from .fields.citations import Figure
from .policy import JURISDICTIONS, Pack, Policy
from .policy.load import carried, policy_of
from .policy.pack import parse_pack, read_pack, shipped_packs


def load_policy(
    jurisdiction: str, *, on: date, overlay: str | PathLike[str] | None = None, practice: bool = True
) -> Policy:
    """Return the policy (政策) in force in a jurisdiction on a date.

    `jurisdiction` is "hunan", "yiyang" or "guizhou". `overlay` is the path of the user's own TOML pack, which takes
    precedence over all documents but must not exceed a figure stated as a limit; it may carry a period forward.
    `practice=False` leaves out national practice, which otherwise comes last.

    Raises `OutsidePeriod`, naming the periods, for a date that no document covers; `InvalidPack` for an invalid
    overlay, or one that does not cover the date although a document does; `InvalidInput` for an unknown jurisdiction
    or an `on` that is not a date; `OSError` if the overlay cannot be read.

    >>> load_policy("hunan", on=date(2022, 6, 1)).figure("serious_illness.rate").value
    Decimal('0.60')
    >>> load_policy("hunan", on=date(2018, 6, 1)).documents
    ('hunan-13fyp-2017',)
    """
    check_kinds("load_policy", overlay=(overlay, str, PathLike, None), practice=(practice, bool))
    own = None if overlay is None else read_pack(Path(overlay), check=_faults)
    policy = policy_of(jurisdiction, on, own, practice=practice, known=_known)
    if own is not None:
        wrong = [*_duplicate_id(own), *_not_in_force(own, on), *_above_limits(own, jurisdiction)]
        if wrong:
            raise InvalidPack(wrong, about=own.file)
    return policy


def policy_with(jurisdiction: str, on: date, overlay: tuple[str, str] | None, *, practice: bool) -> Policy:
    """Rebuild a policy from an overlay's text and file name, as stored in an envelope."""
    own = None if overlay is None else parse_pack(*overlay, check=_faults)
    return policy_of(jurisdiction, on, own, practice=practice, known=_known)


# Imported lazily: the catalogue imports every rule, which only overlays and misspelt figure names need.


def _known() -> Collection[str]:
    from .catalogue import figure_names  # noqa: PLC0415 - see above

    return figure_names()


def _faults(figures: Any) -> Iterator[Mismatch]:
    from .catalogue import figure_faults  # noqa: PLC0415 - see above

    return figure_faults(figures)


# -- checks on an overlay -------------------------------------------------------------------------------------


def _duplicate_id(overlay: Pack) -> Iterator[Mismatch]:
    """Reject an overlay with the id of a shipped document."""
    if overlay.id in shipped_packs():
        yield Mismatch("document.id", "an id that no shipped pack has", quoted(overlay.id))


def _not_in_force(overlay: Pack, on: date) -> Iterator[Mismatch]:
    """Reject an overlay that does not cover the date: an expired notice must not be ignored silently."""
    if not overlay.covers(on):
        expected = f"a period that covers {on} (leave the overlay out to use the documents alone)"
        given = f"{overlay.since} to {overlay.until}"
        yield Mismatch("document.until" if overlay.until < on else "document.from", expected, given)


def _above_limits(overlay: Pack, jurisdiction: str) -> Iterator[Mismatch]:
    """Reject figures above a limit stated by a document in force: a locality may lower a limit but not raise it."""
    from .catalogue import term_spec  # noqa: PLC0415 - see above

    packs = [*carried(overlay), *(shipped_packs()[name] for name in JURISDICTIONS[jurisdiction])]
    for name, figure in overlay.figures.items():
        spec = term_spec(name)
        limiting = name if spec.within is None else f"{name.partition('.')[0]}.{spec.within}"
        limits = (pack.figures[limiting] for pack in packs if limiting in pack.figures)
        broken = next((limit for limit in limits if limit.at_most and _above(figure, limit, overlay, spec)), None)
        if broken is not None:
            yield Mismatch(f"{name}.value", f"at most {broken.value}, the limit of {broken}", str(figure.value))


def _above(figure: Figure, limit: Figure, overlay: Pack, spec: Spec) -> bool:
    """Test whether a figure of an overlay exceeds a limit on any date when both are in force."""
    first, last = max(figure.since, overlay.since), min(figure.until, overlay.until)
    if figure.granted or not (limit.since <= last and first <= limit.until):
        return False
    return bool(spec.parse(figure.value) > spec.parse(limit.value))
