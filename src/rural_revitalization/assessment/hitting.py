"""The smallest sets that hold something of each of some lists (最小命中集); the lists come to light one by one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def smallest_sets(lacking: Callable[[frozenset[K]], frozenset[K] | None]) -> Iterator[frozenset[K]]:
    """Yield the sets that are enough, of which no part is enough; the smallest first.

    `lacking` says None of a set that is enough; otherwise a list of which any set that is enough holds something. A
    list of nothing says that no set is enough.

    >>> def lacking(had: frozenset[str]) -> frozenset[str] | None:
    ...     return next((need for need in map(frozenset, ("ab", "ac", "d")) if not need & had), None)
    >>> [sorted(found) for found in smallest_sets(lacking)]
    [['a', 'd'], ['b', 'c', 'd']]
    """
    lists, found = list[frozenset[K]](), list[frozenset[K]]()
    while (candidate := _smallest(lists, found)) is not None:
        lack = lacking(candidate)
        if lack is None:
            found.append(candidate)
            yield candidate
        elif not lack:
            return
        else:
            lists.append(lack)


def _smallest(lists: Sequence[frozenset[K]], found: Sequence[frozenset[K]]) -> frozenset[K] | None:
    """The smallest set that holds something of each list and none of the sets found; None if there is none."""
    most = len(frozenset[K]().union(*lists))
    hits = (_of_size(size, frozenset(), lists, found) for size in range(most + 1))
    return next((hit for hit in hits if hit is not None), None)


def _of_size(
    size: int, held: frozenset[K], lists: Sequence[frozenset[K]], found: Sequence[frozenset[K]]
) -> frozenset[K] | None:
    """Such a set that holds no more than `size` beside what is `held`."""
    if any(known <= held for known in found):
        return None
    unmet = min((one for one in lists if not one & held), key=len, default=None)
    if unmet is None:
        return held
    if size == 0:
        return None
    more = (_of_size(size - 1, held | {item}, lists, found) for item in sorted(unmet, key=repr))
    return next((hit for hit in more if hit is not None), None)
