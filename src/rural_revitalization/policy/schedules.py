"""What a pack's schedules must be: limits of bands that ascend, shares that never rise, bands with what they measure.

The rules refuse such a schedule when it reaches them; here it is refused where it is read, with its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from ..algebra import checked_bands
from ..algebra.operand import MeasuredOn
from ..errors import InvalidInput, Mismatch, shown
from ..fields.citations import Figure

__all__ = ["days_of", "schedule_faults", "unpaired"]

_DAY: Final = timedelta(days=1)


def schedule_faults(figures: Iterable[Figure]) -> Iterator[Mismatch]:
    """What is wrong with each schedule by itself; a value that could not be read (None) is no fault here."""
    for figure in figures:
        if figure.value is not None and figure.unit == "bands":
            yield from _bands_faults(figure.name, figure.value)
        elif figure.value is not None and figure.unit == "shares":
            yield from _shares_faults(figure.name, figure.value)


def unpaired(
    figures: Mapping[str, Figure], units: Mapping[str, str], amiss: set[str], since: date, until: date
) -> Iterator[Mismatch]:
    """Bands on a day without what they are measured on, and the other way round.

    `units` are those of the figures there may be; `since` and `until` the first and last day of their document. A
    figure in `amiss` is stated but could not be read: what goes with it is left alone.
    """
    for base in sorted(name for name, unit in units.items() if unit == "base"):
        rule = base.split(".", 1)[0]
        bands = [name for name, unit in units.items() if unit == "bands" and name.startswith(f"{rule}.")]
        if amiss.isdisjoint({base, *bands}):
            periods = {name: days_of(figures[name], since, until) for name in (base, *bands) if name in figures}
            yield from _apart(base, periods, until)


def days_of(figure: Figure, since: date, until: date) -> tuple[date, date]:
    """The first and the last day of a figure, which holds only while its document does."""
    return max(figure.since, since), min(figure.until, until)


def _apart(base: str, periods: Mapping[str, tuple[date, date]], until: date) -> Iterator[Mismatch]:
    """The first day on which there is one without the other: things change only where a figure begins or has ended."""
    firsts = {first for first, _ in periods.values()}
    for day in sorted(firsts | {last + _DAY for _, last in periods.values() if last < until}):
        in_force = {name for name, (first, last) in periods.items() if first <= day <= last}
        if in_force == {base}:
            yield Mismatch(base, "bands on each day that it holds", f"none on {day}")
            return
        if in_force and base not in in_force:
            yield Mismatch(base, "whole or excess on each day that bands hold", f"nothing on {day}")
            return


def _bands_faults(name: str, bands: Any) -> Iterator[Mismatch]:
    try:
        checked_bands(bands, MeasuredOn.EXCESS)  # which base makes no difference to the limits
    except InvalidInput as error:
        yield from (Mismatch(name, item.expected, item.given) for item in error.mismatches)


def _shares_faults(name: str, shares: Any) -> Iterator[Mismatch]:
    if list(shares) != sorted(shares, reverse=True):
        yield Mismatch(name, "shares that never rise", shown(list(shares)))
