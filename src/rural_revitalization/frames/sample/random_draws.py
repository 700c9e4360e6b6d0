"""Integers, items and truths drawn from one seed, and the frequencies to draw them by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from itertools import chain, repeat
from random import Random
from struct import unpack
from typing import Any, Final

from attrs import field, frozen

Weights = Mapping[Any, int]  # in thousandths
DATA: Final = tomllib.loads((files(__package__) / "frequencies.toml").read_text(encoding="utf-8"))


def counts(name: str) -> Weights:
    """Return the weights of whole numbers that the file of frequencies names."""
    return {int(key): weight for key, weight in DATA[name].items()}


LINE, STANDARD = (
    int(Decimal(DATA["local_figures"][name]).scaleb(2)) for name in ("monitoring_line", "allowance_standard")
)  # in fen
YEAR: Final = 2022


@frozen
class Draw:
    """Integers drawn in bulk from the bytes of a seeded generator, which are the same in every version of Python."""

    random: Random
    tables: dict[int, list[Any]] = field(factory=dict)

    def words(self, count: int) -> Sequence[int]:
        """Unsigned 32-bit integers."""
        return unpack(f"<{count}I", self.random.randbytes(4 * count))

    def below(self, limit: int, count: int) -> list[int]:
        """Integers from 0 up to, but not including, a limit."""
        return [word * limit >> 32 for word in self.words(count)]

    def between(self, least: int, most: int, count: int) -> list[int]:
        """Integers between two bounds, both included."""
        return [within(word, least, most) for word in self.words(count)]

    def of(self, weights: Weights, count: int) -> list[Any]:
        """Items drawn with the given weights."""
        table = self.table(weights)
        return [table[at] for at in self.below(1000, count)]

    def holds(self, thousandths: int, count: int) -> list[bool]:
        """Booleans that are true with the given frequency, in thousandths."""
        limit = (thousandths << 32) // 1000
        return [word < limit for word in self.words(count)]

    def table(self, weights: Weights) -> list[Any]:
        """A list of a thousand items, each repeated as often as its weight says; memoised."""
        if id(weights) not in self.tables:
            table = list(chain.from_iterable(repeat(thing, weight) for thing, weight in weights.items()))
            assert len(table) == 1000, "weights are thousandths"
            self.tables[id(weights)] = table
        return self.tables[id(weights)]


Columns = dict[str, list[Any]]


def within(word: int, least: int, most: int) -> int:
    """Return an integer between two bounds, both included, from a random 32-bit one."""
    return least + (word * (most - least + 1) >> 32)
