"""Progress reports for long input, on standard error so that results can be piped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Final, TypeVar

from .notes import warn

T = TypeVar("T")

_LONG: Final = 1000
"""Items between reports."""
_LONG_TABLE: Final = 1_000_000
"""Rows of a table between reports."""


def shown_progress(items: Iterable[T], done: str) -> Iterator[T]:
    """Yield the items, with a report on standard error every thousand, with the total if known."""
    whole = f" of {len(items):,}" if isinstance(items, Sized) else ""
    for count, item in enumerate(items, start=1):
        yield item
        if count % _LONG == 0:
            warn(f"{done} {count:,}{whole}")


def shown_rows(batches: Iterable[T], size: Callable[[T], int], whole: int | None) -> Iterator[T]:
    """Yield the batches, with a report on standard error every million rows, with the total if known."""
    of, done, said = "" if whole is None else f" of {whole:,}", 0, 0
    for batch in batches:
        yield batch
        done += size(batch)
        if done // _LONG_TABLE > said:
            said = done // _LONG_TABLE
            warn(f"worked out {said * _LONG_TABLE:,}{of} rows")
