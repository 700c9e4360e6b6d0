"""`load_policy`: the documents in force in a jurisdiction on a date, and the checks on packs that are not shipped.

Figures are looked for in this order: the user's own overlays, as given; the packs of installed packages, later ones
first; the documents of the jurisdiction, more local ones first, then later ones; national practice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from .encodings import is_content
from .errors import InvalidPack, Mismatch, discreet, kind_of, quoted, raise_if_any, unlike
from .fields import Spec
from .fields.citations import Figure
from .policy import JURISDICTIONS, Pack, Policy
from .policy.installed import installed_packs
from .policy.load import carried, plans, policy_of
from .policy.pack import parse_pack, read_pack, shipped_packs

PackPath = str | PathLike[str]
Overlay = PackPath | Sequence[PackPath]
"""The path of a pack of one's own, or the paths of several."""


@discreet
def load_policy(
    jurisdiction: str,
    *,
    on: date,
    overlay: Overlay | None = None,
    practice: bool = True,
    carry: bool = False,
    installed: bool = True,
) -> Policy:
    """Return the policy (政策) in force in a jurisdiction on a date.

    `jurisdiction` is "hunan", "yiyang" or "guizhou". `overlay` is the path of the user's own TOML pack, which takes
    precedence over all documents but must not exceed a figure stated as a limit; it may carry a period forward. Of
    several, such as the notices of a county, each takes precedence over those after it.
    `practice=False` leaves out national practice, which otherwise comes last. `carry=True` carries the last documents
    on after their period, and national practice with them; every figure of theirs then says so where it is cited.
    `installed=False` leaves out the packs of installed packages.

    Raises `OutsidePeriod`, naming the periods, for a date that no document covers; `InvalidPack` for an invalid
    overlay, or one that does not cover the date although a document does, and for an invalid pack of a package;
    `InvalidInput` for arguments of another type, an unknown jurisdiction and a path that no file can have; `OSError` if
    the overlay cannot be read.

    >>> load_policy("hunan", on=date(2022, 6, 1)).figure("serious_illness.rate").value
    Decimal('0.60')
    >>> load_policy("hunan", on=date(2018, 6, 1)).documents
    ('hunan-13fyp-2017',)
    """
    truths = {"practice": practice, "carry": carry, "installed": installed}
    wrong = [*_wrong_arguments(jurisdiction, on, truths), *_wrong_paths(overlay)]
    raise_if_any(wrong, "load_policy")
    own = tuple(read_pack(Path(path), check=_faults) for path in _given(overlay))
    others = tuple(_of(jurisdiction, installed_packs(_faults))) if installed else ()
    return _checked(jurisdiction, on, own, others, practice=practice, carry=carry)


def overlays_of(overlay: Overlay | None) -> tuple[Pack, ...]:
    """Return the packs that are given as an overlay, without a check of their figures.

    Raises `InvalidInput` for what is no path, `InvalidPack` for an invalid pack, `OSError` if it cannot be read.
    """
    raise_if_any(_wrong_paths(overlay), "overlay")
    return tuple(read_pack(Path(path)) for path in _given(overlay))


Text = tuple[str, str]
"""The text of a pack, and the name of its file."""


def policy_with(
    jurisdiction: str,
    on: date,
    overlays: Iterable[Text],
    *,
    practice: bool,
    carry: bool = False,
    installed: Iterable[Text] = (),
) -> Policy:
    """Rebuild a policy from the texts of its packs, as an envelope holds them; checks and raises as `load_policy`."""
    raise_if_any(_wrong_arguments(jurisdiction, on, {"practice": practice, "carry": carry}), "load_policy")
    own = tuple(parse_pack(*text, check=_faults) for text in overlays)
    others = tuple(parse_pack(*text, check=_faults) for text in installed)
    return _checked(jurisdiction, on, own, others, practice=practice, carry=carry)


def _checked(
    jurisdiction: str, on: date, overlays: tuple[Pack, ...], installed: tuple[Pack, ...], *, practice: bool, carry: bool
) -> Policy:
    """Return a policy of packs that may stand beside the shipped ones; raises `InvalidPack` and `OutsidePeriod`."""
    policy = policy_of(jurisdiction, on, overlays, practice=practice, carry=carry, installed=installed, known=_known)
    below = [*plans(jurisdiction, carry=carry)]
    packs = [*overlays, *installed]
    for at, pack in reversed([*enumerate(packs)]):
        is_own = at < len(overlays)
        wrong = [*_taken_id(pack, packs[at + 1 :]), *(_not_in_force(pack, on) if is_own else ())]
        wrong += _above_limits(pack, below)
        if pack.jurisdiction != jurisdiction and not (is_own and pack.jurisdiction is None):
            wrong.append(_mismatched_jurisdiction(pack, jurisdiction))
        _refuse(wrong, pack)
        below[:0] = [pack, *carried(pack)]
    return policy


# Imported lazily: the catalogue imports every rule, which only overlays and misspelt figure names need.


def _known() -> Collection[str]:
    from .catalogue import figure_names  # noqa: PLC0415 - see above

    return figure_names()


def _faults(figures: Any) -> Iterator[Mismatch]:
    from .catalogue import figure_faults  # noqa: PLC0415 - see above

    return figure_faults(figures)


# -- checks on arguments --------------------------------------------------------------------------------------


def _wrong_arguments(jurisdiction: Any, on: Any, truths: dict[str, Any]) -> Iterator[Mismatch]:
    if not isinstance(jurisdiction, str) or jurisdiction not in JURISDICTIONS:
        yield Mismatch.of_name("jurisdiction", jurisdiction, JURISDICTIONS)
    yield from unlike("on", on, date)
    for name, value in truths.items():
        yield from unlike(name, value, bool)


def _given(overlay: Any) -> Sequence[Any]:
    """The paths of overlays, given as one or several."""
    return () if overlay is None else overlay if isinstance(overlay, list | tuple) else (overlay,)


def _wrong_paths(overlay: Any) -> Iterator[Mismatch]:
    """Reject what is no path, or one that no file can have, which the system reports in many ways."""
    several = isinstance(overlay, list | tuple)
    for at, path in enumerate(_given(overlay)):
        if not _is_path(path):
            given = "text content" if isinstance(path, str) and is_content(path) else kind_of(path)
            yield Mismatch(f"overlay[{at}]" if several else "overlay", "the path of a file", given)


def _is_path(given: Any) -> bool:
    try:
        path = Path(given).as_posix()
        return "\0" not in path.encode().decode() and not is_content(path)
    except (TypeError, ValueError):
        return False


# -- checks on packs that are not shipped ---------------------------------------------------------------------


def _refuse(wrong: Iterable[Mismatch], pack: Pack) -> None:
    """Raise `InvalidPack` with all that is wrong with a pack, if anything is."""
    found = list(wrong)
    if found:
        raise InvalidPack(found, about=pack.file)


def _of(jurisdiction: str, packs: Iterable[Pack]) -> Iterator[Pack]:
    """Yield the packs of a jurisdiction; a pack of a package must say for which it is."""
    for pack in packs:
        if pack.jurisdiction not in JURISDICTIONS:
            _refuse([Mismatch.of_name("document.jurisdiction", pack.jurisdiction, JURISDICTIONS)], pack)
        if pack.jurisdiction == jurisdiction:
            yield pack


def _mismatched_jurisdiction(pack: Pack, jurisdiction: str) -> Mismatch:
    return Mismatch("document.jurisdiction", jurisdiction, quoted(pack.jurisdiction))


def _taken_id(pack: Pack, others: Iterable[Pack]) -> Iterator[Mismatch]:
    """Reject a pack with the id of a shipped document, for which it would pass, or of another pack."""
    if pack.id in shipped_packs():
        yield Mismatch("document.id", "an id that no shipped pack has", quoted(pack.id))
    if any(pack.id == other.id for other in others):
        yield Mismatch("document.id", "an id that no other pack has", quoted(pack.id))


def _not_in_force(overlay: Pack, on: date) -> Iterator[Mismatch]:
    """Reject an overlay that does not cover the date: an expired notice must not be ignored silently."""
    if not overlay.covers(on):
        expected = f"a period that covers {on} (leave the overlay out to use the documents alone)"
        given = f"{overlay.since} to {overlay.until}"
        yield Mismatch("document.until" if overlay.until < on else "document.from", expected, given)


def _above_limits(pack: Pack, below: Iterable[Pack]) -> Iterator[Mismatch]:
    """Reject figures above a limit that a document below states: a locality may lower a limit but not raise it."""
    from .catalogue import term_spec  # noqa: PLC0415 - see above

    packs = [*carried(pack), *below]
    for name, figure in pack.figures.items():
        spec = term_spec(name)
        limiting = name if spec.within is None else f"{name.partition('.')[0]}.{spec.within}"
        limits = (other.figures[limiting] for other in packs if limiting in other.figures)
        broken = next((limit for limit in limits if limit.at_most and _above(figure, limit, pack, spec)), None)
        if broken is not None:
            yield Mismatch(f"{name}.value", f"at most {broken.value}, the limit of {broken}", str(figure.value))


def _above(figure: Figure, limit: Figure, pack: Pack, spec: Spec) -> bool:
    """Test whether a figure of a pack exceeds a limit on any date when both are in force."""
    first, last = max(figure.since, pack.since), min(figure.until, pack.until)
    if figure.granted or limit.granted or not (limit.since <= last and first <= limit.until):
        return False
    return bool(spec.parse(figure.value) > spec.parse(limit.value))
