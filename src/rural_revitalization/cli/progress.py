"""Progress on long input, on standard error, so that results can be piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import Final, TypeVar

__all__ = ["shown_progress"]

T = TypeVar("T")

_LONG: Final = 1000
"""Fewer items are done before one can read of them."""


def shown_progress(items: Iterable[T], done: str) -> Iterator[T]:
    """The items one by one; every thousand says so on standard error, of how many where that is known."""
    whole = f" of {len(items):,}" if isinstance(items, Sized) else ""
    for count, item in enumerate(items, start=1):
        yield item
        if count % _LONG == 0:
            print(f"{done} {count:,}{whole}", file=sys.stderr, flush=True)  # noqa: T201 - a command line speaks
