"""Whether a row of a document holds on a day: the library never extrapolates."""

from __future__ import annotations

from datetime import date

from ..errors import OutsidePeriod


def check_in_period(on: date, document: str, since: date, until: date) -> None:
    """Raise `OutsidePeriod` for a day on which a row of the document does not hold."""
    if not since <= on <= until:
        raise OutsidePeriod(document, on, [(document, since, until)])
