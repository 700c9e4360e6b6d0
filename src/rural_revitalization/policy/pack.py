"""Policy packs (政策包): the figures of one document, parsed strictly from TOML.

A pack has a table `[document]` and a table `[rule.term]` for each figure. All faults of a file are reported at once, in
an `InvalidPack` with the file name and, for each fault, the key and the expected value.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, field, frozen

from ..errors import InvalidPack, Mismatch, add_first, first, in_short
from ..fields.citations import Figure, after_its_period
from ..limits import LONGEST_TOML, toml_excess
from ..readonly import ReadOnly
from .register import register_index, source_of

_DOCUMENT_KEYS: Final = frozenset(
    {"id", "title", "title_zh", "from", "until", "register", "jurisdiction", "carries_forward"}
)
_FIGURE_KEYS: Final = frozenset(
    {
        *("value", "granted", "unit", "section", "register", "from", "until"),
        *("in_principle", "left_to_localities", "at_most", "confidence"),
    }
)
_TOML: Final = "a TOML file in UTF-8"
_DAY: Final = timedelta(days=1)
_MOST_BYTES: Final = 4 * LONGEST_TOML
FiguresCheck = Callable[[Mapping[str, Figure]], Iterable[Mismatch]]
"""A check of a pack's figures against the terms of the rules; supplied by the catalogue, which knows the rules."""


@frozen(kw_only=True)
class CarriedForward:
    """A pack whose figures an overlay carries into its own period, and the section that says so."""

    pack: str
    section: str


@frozen(kw_only=True)
class Pack:
    """One document and the figures it states; `since` and `until` are its first and last day.

    `register` is the rule-register id of the document's period, `jurisdiction` that for which a pack of another package
    is; `file` is the path the pack was read from, `text` its content. `ended_on` is the last day of the period of a
    document that is carried on after it, None otherwise.
    """

    id: str
    title: str
    title_zh: str
    since: date
    until: date
    figures: Mapping[str, Figure] = field(repr=False)
    register: str | None = None
    jurisdiction: str | None = None
    carries_forward: tuple[CarriedForward, ...] = ()
    ended_on: date | None = None
    file: str = ""
    text: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the pack's text, so that a later audit can detect changes."""
        return sha256(self.text.encode()).hexdigest()

    def covers(self, on: date) -> bool:
        """Test whether the document is in force on a date."""
        return self.since <= on <= self.until

    def carried_on(self) -> Pack:
        """Return the document as carried on after its period (期满后延续): what held on its last day, and says so."""
        figures = {
            name: evolve(figure, section=after_its_period(figure.section, self.until), until=date.max)
            for name, figure in self.figures.items()
            if figure.until == self.until
        }
        return evolve(self, figures=ReadOnly(figures), since=self.until + _DAY, until=date.max, ended_on=self.until)


def _unchecked(_: Mapping[str, Figure]) -> Iterable[Mismatch]:
    return ()


def read_pack(source: Path | Traversable, *, check: FiguresCheck = _unchecked) -> Pack:
    """Read a pack from a TOML file; `check` validates its figures.

    Raises `InvalidPack` with all faults of the file, and `OSError` if it cannot be read.
    """
    with source.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InvalidPack([Mismatch("$", f"at most {LONGEST_TOML} characters", "more")], about=str(source))
    try:
        text = content.decode("utf-8-sig")  # Windows Notepad may write a byte order mark
    except UnicodeDecodeError as error:
        raise InvalidPack([Mismatch("$", _TOML, str(error))], about=str(source)) from error
    return parse_pack(StringIO(text, newline=None).read(), str(source), check=check)


def parse_pack(text: str, file: str, *, check: FiguresCheck = _unchecked) -> Pack:
    """Parse a pack from its text; errors name it `file`. Raises `InvalidPack`, like `read_pack`."""
    content = _parsed(text, file)
    reading = _Reading()
    document = reading.document(content.pop("document", None))
    figures = {figure.name: figure for figure in reading.figures(content, document)}
    mismatches = [*first(reading.mismatches), *check(figures)]
    if mismatches:
        raise InvalidPack(mismatches, about=file)
    return Pack(figures=ReadOnly(figures), file=file, text=text, **document)


def _parsed(text: str, file: str) -> dict[str, Any]:
    excess = toml_excess(text)
    if excess is not None:
        raise InvalidPack([excess], about=file)
    try:
        text.encode()  # an envelope may hold what no file in UTF-8 does
        return tomllib.loads(text, parse_float=Decimal)
    # Beside its own error, a number too long or too large, or little stack left by the caller.
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InvalidPack([Mismatch("$", _TOML, str(error) or type(error).__name__)], about=file) from error


class _Reading:
    """A parser of one pack that collects faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.mismatches: list[Mismatch] = []

    def wrong(self, path: str, expected: str, given: object) -> None:
        self.mismatches.append(Mismatch(path, expected, in_short(given) if given is not None else "nothing"))

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
        wrong = (Mismatch.of_name(f"{path}.{key}", key, sorted(keys)) for key in sorted(set(table) - keys))
        add_first(self.mismatches, wrong)

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
            "jurisdiction": self.text(table, "document", "jurisdiction", required=False),
            "carries_forward": self.carried(table.get("carries_forward", []), since),
        }

    def carried(self, tables: Any, since: Any) -> tuple[CarriedForward, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.wrong("document.carries_forward", "an array of tables with pack and section", tables)
            return ()
        return tuple(self.carry(f"document.carries_forward[{at}]", table, since) for at, table in enumerate(tables))

    def carry(self, path: str, table: Mapping[str, Any], since: Any) -> CarriedForward:
        self.only(table, path, frozenset({"pack", "section"}))
        pack = self.text(table, path, "pack")
        if pack is not None and pack not in shipped_packs():
            self.wrong(f"{path}.pack", f"one of {', '.join(shipped_packs())}", pack)
        elif pack is not None and since is not None and shipped_packs()[pack].since > since:
            begun = f"a document that had begun by {since}, since none is carried backward"
            self.wrong(f"{path}.pack", begun, f"{pack}, from {shipped_packs()[pack].since}")
        return CarriedForward(pack=pack, section=self.text(table, path, "section"))

    def figures(self, content: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Figure]:
        for rule, terms in content.items():
            if not isinstance(terms, dict):
                self.wrong(rule, "a table of figures", terms)
                continue
            for term, table in terms.items():
                name = f"{rule}.{term}"
                if not isinstance(table, dict):
                    self.wrong(name, "a table with value and section", table)
                else:
                    yield self.figure(name, table, document)

    def period(self, name: str, table: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return a figure's period, by default its document's; a period that never applies is a fault."""
        first, last = document["since"], document["until"]
        since = self.day(table, name, "from") if "from" in table else first
        until = self.day(table, name, "until") if "until" in table else last
        if None not in (since, until) and since > until and {"from", "until"} & set(table):
            self.wrong(f"{name}.until", f"a date not before {since}", str(until))
        elif None not in (since, until, first, last) and first <= last and (since > last or until < first):
            self.wrong(f"{name}.from", f"a period that overlaps {first} to {last}", f"{since} to {until}")
        return since, until

    def figure(self, name: str, table: Mapping[str, Any], document: Mapping[str, Any]) -> Figure:
        self.only(table, name, _FIGURE_KEYS)
        granted = self.flag(table, name, "granted")
        if granted is ("value" in table):
            self.wrong(f"{name}.value", "a value, or granted = true if no value is stated", table.get("value"))
        since, until = self.period(name, table, document)
        register, section = self.place(name, table, document["id"])
        return Figure(
            name=name,
            value=_frozen(table.get("value")),
            document=document["id"],
            section=section,
            register=register,
            since=since,
            until=until,
            pack=document["id"],
            granted=granted,
            in_principle=self.flag(table, name, "in_principle"),
            left_to_localities=self.flag(table, name, "left_to_localities"),
            at_most=self.flag(table, name, "at_most"),
            unit=self.text(table, name, "unit", required=False),
            confidence=self.text(table, name, "confidence", required=False),
        )

    def place(self, name: str, table: Mapping[str, Any], document: str) -> tuple[str | None, str]:
        """Return the rule-register id and the section; the register supplies it for the pack's own document."""
        register = self.text(table, name, "register", required=False)
        if register is not None and register not in register_index():
            self.wrong(f"{name}.register", "an id of the rule register", register)
        elif register is not None and "section" not in table and source_of(register).document == document:
            return register, source_of(register).section
        return register, self.text(table, name, "section")


def _frozen(value: Any) -> Any:
    """Return an immutable copy of a value of a pack."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return ReadOnly({key: _frozen(item) for key, item in value.items()}) if isinstance(value, dict) else value


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """Return the packs shipped with the library, by id."""
    folder = files(__package__) / "packs"
    packs = [read_pack(entry) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return MappingProxyType({pack.id: pack for pack in sorted(packs, key=lambda pack: pack.id)})
