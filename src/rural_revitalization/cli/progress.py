"""Progress on long input, on standard error, so that results can be piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Final, TypeVar

T = TypeVar("T")

_LONG: Final = 1000
"""Fewer items are done before one can read of them."""
_LONG_TABLE: Final = 1_000_000
"""Likewise rows of a table, which are done many at a time."""


def shown_progress(items: Iterable[T], done: str) -> Iterator[T]:
    """The items one by one; every thousand says so on standard error, of how many where that is known."""
    whole = f" of {len(items):,}" if isinstance(items, Sized) else ""
    for count, item in enumerate(items, start=1):
        yield item
        if count % _LONG == 0:
            print(f"{done} {count:,}{whole}", file=sys.stderr, flush=True)  # noqa: T201 - a command line speaks


def shown_rows(batches: Iterable[T], size: Callable[[T], int], whole: int | None) -> Iterator[T]:
    """Batches of rows one by one; every million rows says so on standard error, of how many where that is known."""
    of, done, said = "" if whole is None else f" of {whole:,}", 0, 0
    for batch in batches:
        yield batch
        done += size(batch)
        if done // _LONG_TABLE > said:
            said = done // _LONG_TABLE
            print(f"worked out {said * _LONG_TABLE:,}{of} rows", file=sys.stderr, flush=True)  # noqa: T201 - likewise
