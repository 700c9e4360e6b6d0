"""Policy packs (政策包): one document's figures, read strictly from TOML.

A pack has a table `[document]` and a table `[rule.term]` for each figure. Everything wrong with a file is reported at
once, in an `InvalidPack` that names the file, the key and what was expected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ..algebra.operand import Band, MeasuredOn
from ..errors import InvalidPack, Mismatch, shown
from ..fields.citations import Figure
from ..fields.kinds import BANDS, COUNT, DAY, MONEY, RATE, SHARES, TRUTH
from ..readonly import ReadOnly
from .schedules import schedule_faults, unpaired

__all__ = ["CarriedForward", "Pack", "known_figures", "limited_by", "parse_pack", "read_pack", "shipped_packs"]

_DOCUMENT_KEYS: Final = frozenset({"id", "title", "title_zh", "from", "until", "register", "carries_forward"})
_FIGURE_KEYS: Final = frozenset(
    {"value", "unit", "section", "register", "from", "until", "in_principle", "at_most", "confidence"}
)
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError, AttributeError, KeyError)


@frozen(kw_only=True)
class CarriedForward:
    """Which pack's figures an overlay carries into its own period, and the section that says so."""

    pack: str
    section: str


@frozen(kw_only=True)
class Pack:
    """One document and the figures it states; `since` and `until` are its first and last day.

    `register` is the id under which the rule register holds the document's period; `file` says where the pack was read,
    and `text` is what it said.
    """

    id: str
    title: str
    title_zh: str
    since: date
    until: date
    figures: Mapping[str, Figure]
    register: str | None = None
    carries_forward: tuple[CarriedForward, ...] = ()
    file: str = ""
    text: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the pack's text, by which an audit years later can tell whether it is the same."""
        return sha256(self.text.encode()).hexdigest()

    def covers(self, on: date) -> bool:
        """Whether the document's period holds on a day."""
        return self.since <= on <= self.until


def _share(value: Any) -> Decimal:
    rate: Decimal = RATE.parse(value)
    if not 0 <= rate <= 1:
        raise ValueError
    return rate


def _natural(value: Any) -> int:
    count: int = COUNT.parse(value)
    if count < 0:
        raise ValueError
    return count


def _grade(value: Any) -> int:
    grade: int = COUNT.parse(value)
    if not 1 <= grade <= 4:  # 一级 to 四级
        raise ValueError
    return grade


def _yuan(value: Any) -> Decimal:
    amount: Decimal = MONEY.parse(value)
    if amount < 0:
        raise ValueError
    return amount


def _multiple(value: Any) -> Decimal:
    multiple: Decimal = RATE.parse(value)
    if multiple < 1:
        raise ValueError
    return multiple


def _shares(value: Any) -> tuple[Decimal, ...]:
    shares: tuple[Decimal, ...] = SHARES.parse(value)
    return shares


def _bands(value: Any) -> tuple[Band, ...]:
    if any(set(item) - {"up_to", "rate"} for item in value):
        raise ValueError
    bands: tuple[Band, ...] = BANDS.parse([Band(item.get("up_to"), item["rate"]) for item in value])
    return bands


_UNITS: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "share": ("a share between 0 and 1, such as 0.50", _share),
    "months": ("a whole number of months, at least 0", _natural),
    "yuan": ("yuan to the fen, at least 0", _yuan),
    "times": ("a multiple such as 1.5, at least 1", _multiple),
    "age": ("a whole number of years, at least 0", _natural),
    "grade": ("a grade of disability, a whole number from 1 to 4", _grade),
    "shares": ("a list of shares between 0 and 1, one for each month", _shares),
    "date": ("a date such as 2025-12-31", DAY.parse),
    "truth": ("true or false", TRUTH.parse),
    "bands": ("a list of tables with rate and, except in the last, up_to", _bands),
    "base": ('"whole" or "excess"', MeasuredOn),
}


def read_pack(source: Path | Traversable, *, known: Mapping[str, str] | None = None) -> Pack:
    """Read a pack from a TOML file; `known` maps the figures there are to their units, and others are refused.

    Raises `InvalidPack` for whatever is wrong with the file, all at once, and `OSError` where it cannot be read.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")  # Windows Notepad writes a byte order mark before the text
    except UnicodeDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=str(source)) from error
    return parse_pack(text, str(source), known=known)


def parse_pack(text: str, file: str, *, known: Mapping[str, str] | None = None) -> Pack:
    """A pack from its text; `file` is what errors call it. Raises `InvalidPack`, like `read_pack`."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=file) from error
    reading = _Reading(known)
    document = reading.document(content.pop("document", None))
    figures = {figure.name: figure for figure in reading.figures(content, document)}
    reading.schedules(figures, document)
    if reading.mismatches:
        raise InvalidPack(reading.mismatches, about=file)
    return Pack(figures=ReadOnly(figures), file=file, text=text, **document)


class _Reading:
    """One pass over a pack: collects what is wrong instead of stopping at it."""

    def __init__(self, known: Mapping[str, str] | None) -> None:
        self.known = known
        self.mismatches: list[Mismatch] = []

    def wrong(self, path: str, expected: str, given: object) -> None:
        self.mismatches.append(Mismatch(path, expected, shown(given) if given is not None else "nothing"))

    def text(self, table: Mapping[str, Any], path: str, key: str, *, required: bool = True) -> Any:
        value = table.get(key)
        if (value is None and required) or (value is not None and (not isinstance(value, str) or not value.strip())):
            self.wrong(f"{path}.{key}", "text", value)
            return None
        return value

    def day(self, table: Mapping[str, Any], path: str, key: str) -> Any:
        value = table.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(f"{path}.{key}", "a date such as 2026-01-01", value)
            return None
        return value

    def flag(self, table: Mapping[str, Any], path: str, key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.wrong(f"{path}.{key}", "true or false", value)
        return bool(value)

    def only(self, table: Mapping[str, Any], path: str, keys: frozenset[str]) -> None:
        for key in sorted(set(table) - keys):
            self.wrong(f"{path}.{key}", f"one of {', '.join(sorted(keys))}", key)

    def document(self, table: Any) -> dict[str, Any]:
        if not isinstance(table, dict):
            self.wrong("document", "a table with id, title, from and until", table)
            return {"id": "", "since": None, "until": None}
        self.only(table, "document", _DOCUMENT_KEYS)
        since, until = self.day(table, "document", "from"), self.day(table, "document", "until")
        if since is not None and until is not None and since > until:
            self.wrong("document.until", f"a date not before {since}", str(until))
        title = self.text(table, "document", "title")
        return {
            "id": self.text(table, "document", "id"),
            "title": title,
            "title_zh": self.text(table, "document", "title_zh", required=False) or title,
            "since": since,
            "until": until,
            "register": self.text(table, "document", "register", required=False),
            "carries_forward": self.carried(table.get("carries_forward", [])),
        }

    def carried(self, tables: Any) -> tuple[CarriedForward, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.wrong("document.carries_forward", "an array of tables with pack and section", tables)
            return ()
        return tuple(self.carry(f"document.carries_forward[{at}]", table) for at, table in enumerate(tables))

    def carry(self, path: str, table: Mapping[str, Any]) -> CarriedForward:
        self.only(table, path, frozenset({"pack", "section"}))
        pack = self.text(table, path, "pack")
        if pack is not None and pack not in shipped_packs():
            self.wrong(f"{path}.pack", f"one of {', '.join(shipped_packs())}", pack)
        return CarriedForward(pack=pack, section=self.text(table, path, "section"))

    def figures(self, content: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Figure]:
        for rule, terms in content.items():
            if not isinstance(terms, dict):
                self.wrong(rule, "a table of figures", terms)
                continue
            for term, table in terms.items():
                name = f"{rule}.{term}"
                if not isinstance(table, dict):
                    self.wrong(name, "a table with value, unit and section", table)
                elif self.known is not None and name not in self.known:
                    self.wrong(name, f"one of {', '.join(sorted(self.known))}", name)
                else:
                    yield self.figure(name, table, document)

    def period(self, name: str, table: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[Any, Any]:
        """A figure's own period, within its document's where it gives none; one that never holds is wrong."""
        first, last = document["since"], document["until"]
        since = self.day(table, name, "from") if "from" in table else first
        until = self.day(table, name, "until") if "until" in table else last
        if None not in (since, until) and since > until and {"from", "until"} & set(table):
            self.wrong(f"{name}.until", f"a date not before {since}", str(until))
        elif None not in (since, until, first, last) and first <= last and (since > last or until < first):
            self.wrong(f"{name}.from", f"a period that meets {first} to {last}", f"{since} to {until}")
        return since, until

    def figure(self, name: str, table: Mapping[str, Any], document: Mapping[str, Any]) -> Figure:
        self.only(table, name, _FIGURE_KEYS)
        unit = table.get("unit")
        units = sorted(_UNITS) if self.known is None else [self.known[name]]
        value = None
        if unit not in units:
            self.wrong(f"{name}.unit", " or ".join(units), unit)
        else:
            expected, parse = _UNITS[unit]
            try:
                value = parse(table["value"])
            except _REFUSALS:
                self.wrong(f"{name}.value", expected, table.get("value"))
        since, until = self.period(name, table, document)
        return Figure(
            name=name,
            value=value,
            unit=str(unit),
            document=document["id"],
            section=self.text(table, name, "section"),
            register=self.text(table, name, "register", required=False),
            since=since,
            until=until,
            pack=document["id"],
            in_principle=self.flag(table, name, "in_principle"),
            at_most=self.flag(table, name, "at_most"),
            confidence=self.text(table, name, "confidence", required=False),
        )

    def schedules(self, figures: Mapping[str, Figure], document: Mapping[str, Any]) -> None:
        """Hold against one another the figures that were read."""
        amiss = {".".join(mismatch.path.split(".")[:2]) for mismatch in self.mismatches}
        self.mismatches.extend(schedule_faults(figures.values()))
        if None not in (document["since"], document["until"]):
            units = {name: figure.unit for name, figure in figures.items()} if self.known is None else self.known
            self.mismatches.extend(unpaired(figures, units, amiss, document["since"], document["until"]))


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """The packs that come with the library, by id."""
    folder = files(__package__) / "packs"
    packs = [read_pack(entry) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return MappingProxyType({pack.id: pack for pack in sorted(packs, key=lambda pack: pack.id)})


@cache
def known_figures() -> Mapping[str, str]:
    """Every figure a pack may state, with its unit: those the shipped packs state, and those left to localities."""
    stated = {name: figure.unit for pack in shipped_packs().values() for name, figure in pack.figures.items()}
    return MappingProxyType(stated | {name: table["unit"] for name, table in _left_local().items()})


@cache
def limited_by() -> Mapping[str, str]:
    """The figures left to localities for which the limit of another figure holds, and that figure."""
    return MappingProxyType({name: table["within"] for name, table in _left_local().items() if "within" in table})


@cache
def _left_local() -> Mapping[str, Mapping[str, str]]:
    left = tomllib.loads((files(__package__) / "left_local.toml").read_text(encoding="utf-8"))
    return {f"{rule}.{term}": table for rule, terms in left.items() for term, table in terms.items()}
