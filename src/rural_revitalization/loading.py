"""`load_policy`: which documents hold where and when, and what an overlay may say beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from .errors import InvalidPack, Mismatch, shown
from .fields import Spec
from .fields.citations import Figure
from .policy import JURISDICTIONS, Pack, Policy
from .policy.load import carried, policy_of
from .policy.pack import parse_pack, read_pack, shipped_packs


def load_policy(
    jurisdiction: str, *, on: date, overlay: str | PathLike[str] | None = None, practice: bool = True
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
    own = None if overlay is None else read_pack(Path(overlay), check=_faults)
    policy = policy_of(jurisdiction, on, own, practice=practice, known=_known)
    if own is not None:
        wrong = [*_posing(own), *_lapsed(own, on), *_above_limits(own, jurisdiction)]
        if wrong:
            raise InvalidPack(wrong, about=own.file)
    return policy


def policy_with(jurisdiction: str, on: date, overlay: tuple[str, str] | None, *, practice: bool) -> Policy:
    """Rebuild a policy from an overlay's text and file name, as an envelope keeps them."""
    own = None if overlay is None else parse_pack(*overlay, check=_faults)
    return policy_of(jurisdiction, on, own, practice=practice, known=_known)


# The catalogue imports every rule. A policy without an overlay, of which no misspelt figure is asked, needs none.


def _known() -> Collection[str]:
    from .catalogue import figure_names  # noqa: PLC0415 - see above

    return figure_names()


def _faults(figures: Any) -> Iterator[Mismatch]:
    from .catalogue import figure_faults  # noqa: PLC0415 - see above

    return figure_faults(figures)


# -- what an overlay may not do -------------------------------------------------------------------------------


def _posing(overlay: Pack) -> Iterator[Mismatch]:
    """Refuse an overlay that bears the id of a shipped document."""
    if overlay.id in shipped_packs():
        yield Mismatch("document.id", "an id of its own, none of a shipped pack", shown(overlay.id))


def _lapsed(overlay: Pack, on: date) -> Iterator[Mismatch]:
    """Refuse an overlay that does not cover the day: a notice that was not renewed must not be ignored silently."""
    if not overlay.covers(on):
        expected = f"a period that covers {on} (without the overlay, the documents alone are gone by)"
        given = f"{overlay.since} to {overlay.until}"
        yield Mismatch("document.until" if overlay.until < on else "document.from", expected, given)


def _above_limits(overlay: Pack, jurisdiction: str) -> Iterator[Mismatch]:
    """A locality may lower what a document states as a limit, and not raise it while the document holds."""
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
    """Whether a figure of an overlay is above a limit on any day that both are in force."""
    first, last = max(figure.since, overlay.since), min(figure.until, overlay.until)
    if figure.granted or not (limit.since <= last and first <= limit.until):
        return False
    return bool(spec.parse(figure.value) > spec.parse(limit.value))
