"""Layouts of lists (导出表样式): which headers each has, how their cells are read, and which fact each is.

Layouts are data: `layouts.toml` names the lists, `columns.csv` their headers, `codes.csv` the words of coded columns
and what they mean to the models. A column without a field is one whose fact no model holds; of one that is `private`
nothing is kept.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import attrs
from attrs import frozen

from .cells import RawCell, items, narrow, read_cell, read_code, read_codes

PRIVATE: Final = "private"
"""The field of columns of which nothing is kept: ethnic group, party, telephones, names of officials."""
_NOT: Final = "not "
_MEANINGS: Final = MappingProxyType({"true": True, "false": False, "": None})


@frozen
class Code:
    """A word of a coded column, and what it means to the models; None where they hold no such thing."""

    word: str
    means: Any = None


OTHER: Final = Code("…")
"""Stands for any word outside a list that is not known in full, since it may be anybody's."""


@frozen
class SheetColumn:
    """A column of a list (列): its header, the fact that it holds, and how its cells are read.

    `kind` is a key of `cells.KINDS`, or code, codes, word or items; `codes` are the words of a coded column. `field` is
    the fact, "" where no model holds it; `contrary` says that the column holds its contrary.
    """

    header: str
    kind: str
    field: str = ""
    contrary: bool = False
    codes: Mapping[str, Code] = MappingProxyType({})
    read: Callable[[RawCell], Any] = attrs.field(init=False, repr=False, eq=False)

    @read.default
    def _(self) -> Callable[[RawCell], Any]:
        return _reader(self.kind, self.codes)

    @property
    def is_held(self) -> bool:
        """Whether its fact is kept."""
        return self.field not in ("", PRIVATE)


def _reader(kind: str, codes: Mapping[str, Code]) -> Callable[[RawCell], Any]:
    if kind == "items":
        return items
    if kind == "word":
        return partial(_read_word, codes=codes)
    if kind in ("code", "codes"):
        return partial(read_code if kind == "code" else read_codes, codes=codes)
    return partial(read_cell, kind)


def _read_word(raw: RawCell, codes: Mapping[str, Code]) -> Any:
    """Read a cell of a list of words that is not known in full: another word means nothing to the models."""
    word = read_cell("text", raw)
    return codes.get(word, OTHER) if isinstance(word, str) else word


@frozen
class Layout:
    """A list that is known (样式): its name, what it is called, and its columns by their header in plain characters.

    A table is of this layout if it has all headers of `needs`. `members` says that it lists everybody who belongs to a
    household, a person a row. `every_row` holds what is so of each row, by field, where no column says it. `header_row`
    is the row of its headers, and `sheet` the name of its sheet, where that is settled.
    """

    name: str
    en: str
    zh: str
    needs: tuple[str, ...]
    columns: Mapping[str, SheetColumn]
    members: bool = False
    every_row: Mapping[str, Any] = MappingProxyType({})
    header_row: int | None = None
    sheet: str | None = None

    def may_stand_in(self, sheet: str, row: int) -> bool:
        """Whether its headers may stand in a row of a sheet."""
        return self.header_row in (None, row) and self.sheet in (None, sheet)


def header_key(header: str) -> str:
    """Return a header as headers are compared: in plain characters, without any blank.

    >>> header_key("人均纯收入（元） ")
    '人均纯收入(元)'
    """
    return "".join(narrow(header).split())


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the layouts of the library by name, in order."""
    named = tomllib.loads(_data("layouts.toml"))
    codes, columns = _codes(), dict[str, dict[str, SheetColumn]]()
    for row in _rows("columns.csv"):
        columns.setdefault(row["layout"], {})[header_key(row["header"])] = _column(row, codes)
    return MappingProxyType(
        {
            name: Layout(
                name,
                row["en"],
                row["zh"],
                tuple(map(header_key, row["needs"])),
                columns[name],
                members=row.get("members", False),
            )
            for name, row in named.items()
        }
    )


def _column(row: Mapping[str, str], codes: Mapping[str, Mapping[str, Code]]) -> SheetColumn:
    fact = row["field"]
    coded = codes[row["codes"]] if row["codes"] else MappingProxyType({})
    return SheetColumn(row["header"], row["kind"], fact.removeprefix(_NOT), fact.startswith(_NOT), coded)


def _codes() -> Mapping[str, Mapping[str, Code]]:
    found = dict[str, dict[str, Code]]()
    for row in _rows("codes.csv"):
        means = _MEANINGS.get(row["means"], row["means"])
        found.setdefault(row["list"], {})[row["word"]] = Code(row["word"], means)
    return found


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    return csv.DictReader(_data(name).splitlines())


def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def layout_of(headers: Sequence[str], known: Iterable[Layout]) -> Layout | None:
    """Return the layout that most headers, compared in plain characters, belong to; None if none is known."""
    named = set(headers)
    fitting = [layout for layout in known if layout.needs and named.issuperset(layout.needs)]
    return max(fitting, key=lambda layout: len(named & set(layout.columns)), default=None)
