"""Whether a row of a document holds on a day: the library never extrapolates."""

from __future__ import annotations

from datetime import date, datetime

from ..errors import InvalidInput, Mismatch, OutsidePeriod, shown


def check_in_period(on: date, document: str, since: date, until: date) -> None:
    """Raise `InvalidInput` for what is no date, and `OutsidePeriod` for one on which the document does not hold."""
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))])
    if not since <= on <= until:
        raise OutsidePeriod(document, on, [(document, since, until)])
