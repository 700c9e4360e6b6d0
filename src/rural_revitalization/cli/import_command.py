"""`import`: read the county's own workbooks into households, with a report of all that was not read."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from .. import registers
from ..encodings import ENCODINGS
from ..errors import InvalidInput, Mismatch, raise_if_any
from ..models import Household
from ..records import unstructure
from ..registers import Refusal, RefusalKind, Register, RegisterTable
from ..wording import Language
from ..wording import say as worded
from .arguments import add_encoding_option, add_language_option, day
from .notes import spoken, warn
from .recognised_encoding import encoding_of
from .rejecting import REJECTED, check_files
from .reports import csv_report, write_sheets
from .suffixes import data_file, rows_file, suffix_of
from .terminal import say
from .text_columns import to_terminal
from .whole import whole
from .workbooks import SUFFIX

_LISTED: Final = 10
"""The headers or cells of a kind that are listed; the others are counted."""
_REFUSALS: Final = 20
"""The refusals that are listed, those of one column for one reason together."""
_ANY: Final = "*?"
"""What stands for any characters of a name."""
_LOCK: Final = "~$"
"""How the name of the file begins by which a spreadsheet locks an open workbook."""
_COLUMNS: Final = ("kind", "workbook", "sheet", "cell", "header", "expected")
"""Those of a table of refusals."""


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "import", help="read the county's own workbooks into households", description=_run.__doc__
    )
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="exports and lists beside them, .xlsx, .xls or .csv"
    )
    command.add_argument(
        "--on", required=True, type=day, metavar="YYYY-MM-DD", help="the day on which the registers stand"
    )
    command.add_argument(
        "--out", required=True, type=data_file, metavar="FILE", help="write the households to this JSON"
    )
    command.add_argument(
        "--rejects", type=rows_file, metavar="FILE", help="write what was refused, with reasons: .csv or .xlsx"
    )
    command.add_argument("--mapping", type=Path, metavar="FILE", help="the county's own columns and lists, in TOML")
    add_encoding_option(command, of="files in CSV")
    add_language_option(command, of="the report and of the reasons that --rejects writes")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Read workbooks of registers, joined by household and person, into households to be assessed.

    A cell that does not say exactly one thing is refused, and so are values that contradict each other and rows that
    cannot be joined: each is told with workbook, sheet, cell and reason, its fact is not recorded, and the exit status
    is 3.
    """
    files = [*_files(options.files)]
    read = {f"FILE {at}": file for at, file in enumerate(files, start=1)}
    check_files(read | {"--mapping": options.mapping, "--out": options.out, "--rejects": options.rejects})
    register = registers.read(files, on=options.on, encoding=_encoding(files, options), mapping=options.mapping)
    if not register.households:
        expected = "a list of members of households, and a row of it that can be joined"
        alike = [evolve(item, cell=_some(cells, options.lang)) for item, cells in _alike(register.refused)]
        raise InvalidInput([Mismatch("$", expected, "none"), *map(_mismatch, alike[:_REFUSALS])])
    with whole(options.out, options.rejects) as (out, rejects):
        if out is not None:
            _write(out, register.households)
        if rejects is not None:
            _write_refused(rejects, register.refused, options)
    say(to_terminal(_report(register, options)))
    return REJECTED if register.refused else 0


def _files(named: Iterable[Path]) -> Iterator[Path]:
    """The files to read: those that patterns stand for, where the system left them as they are; no lock files.

    Raises `InvalidInput` for patterns that no file fits, and where nothing but lock files is left.
    """
    found, unmet = list[Path](), list[Path]()
    for name in named:
        is_pattern = not name.exists() and any(sign in name.name for sign in _ANY)
        fitting = sorted(name.parent.glob(name.name)) if is_pattern else [name]
        found += fitting
        unmet += [] if fitting else [name]
    raise_if_any((Mismatch(str(name), "a file that fits the pattern", "none") for name in unmet), "")
    locks = [file for file in found if file.name.startswith(_LOCK)]
    warn(*(f"{file}: left out, since a spreadsheet keeps it while it has the workbook open" for file in locks))
    if len(locks) == len(found):
        raise InvalidInput([Mismatch("$", "a file that is no lock of a spreadsheet", "none")])
    return (file for file in found if file not in locks)


def _encoding(files: Iterable[Path], options: argparse.Namespace) -> str:
    """The one encoding of the files that are text; raises `InvalidInput` where they are in several."""
    text = [file for file in files if suffix_of(file) == ".csv"]
    found = {file: encoding_of(file, options.encoding) for file in text}
    if len({*found.values()}) > 1:
        raise InvalidInput([Mismatch(str(file), "files of one encoding", kind) for file, kind in found.items()])
    return next(iter(found.values()), ENCODINGS[0])


def _mismatch(refusal: Refusal) -> Mismatch:
    return Mismatch(refusal.where, refusal.reason.words(spoken()), "")


def _write(part: Path, households: Iterable[Household]) -> None:
    """Write households as JSON that `assess` reads, one a line."""
    with part.open("w", encoding="utf-8", newline="\n") as stream:
        before = '{"households": [\n'
        for household in households:
            stream.write(before + json.dumps(unstructure(household), ensure_ascii=False))
            before = ",\n"
        stream.write("\n]}\n")


def _write_refused(part: Path, refused: Iterable[Refusal], options: argparse.Namespace) -> None:
    """Write a row for each refusal, its reason in a language; in a workbook, headers and kinds are in it as well."""
    lang: Language = options.lang
    if suffix_of(options.rejects) == SUFFIX:
        heads = [_say(f"head_{name}", lang) for name in _COLUMNS]
        rows = ((_say(item.kind, lang), *_of_refusal(item, lang)) for item in refused)
        write_sheets(part, [(_say("not_read", lang), heads, rows)])
        return
    with csv_report(part, *_COLUMNS) as report:
        report.write((item.kind, *_of_refusal(item, lang)) for item in refused)


def _of_refusal(item: Refusal, lang: Language) -> tuple[str, ...]:
    return item.workbook, item.sheet, item.cell, item.header, item.reason.words(lang)


# -- the report -----------------------------------------------------------------------------------------------


def _say(key: str, lang: Language, **parts: object) -> str:
    return worded("registers", key, lang, **parts)


def _report(register: Register, options: argparse.Namespace) -> Iterator[str]:
    lang: Language = options.lang
    people = sum(household.size for household in register.households)
    yield _say("imported", lang, households=len(register.households), people=people, on=options.on)
    if register.villages:
        yield _say("villages", lang, count=len(register.villages))
    for table in register.tables:
        yield from _of_table(table, lang)
    if register.unheld:
        codes = [f"{header} {word} {times}" for (header, word), times in register.unheld.items()]
        yield _say("unheld", lang, codes=_some(codes, lang))
    if register.skipped:
        places = [f"{workbook}, {sheet}" if sheet else workbook for workbook, sheet in register.skipped]
        yield _say("skipped", lang, places=_some(places, lang))
    if register.refused:
        yield from _refused(register.refused, options)


def _of_table(table: RegisterTable, lang: Language) -> Iterator[str]:
    tally, place = table.tally, f"{table.workbook}, {table.sheet}" if table.sheet else table.workbook
    yield _say(
        "table",
        lang,
        place=place,
        title=table.layout.zh if lang == "zh" else table.layout.en,
        rows=table.rows,
        header=table.header_row,
        read=tally.read,
        empty=tally.empty,
        unknowable=tally.unknowable,
        refused=sum(refusal.kind is RefusalKind.CELL for refusal in tally.refused),
    )
    if table.unread:
        yield _say("unread", lang, headers=_some(table.unread, lang))
    if table.private:
        yield _say("private", lang, headers=_some(table.private, lang))
    for header, like in table.unknown:
        yield _say("unknown_like" if like else "unknown", lang, header=header, like=_some(like, lang))


def _some(names: Collection[str], lang: Language) -> str:
    """Names in a row; of many, the first few and how many more there are."""
    shown = _say("comma", lang).join([*names][:_LISTED])
    return shown if len(names) <= _LISTED else _say("more", lang, shown=shown, count=len(names) - _LISTED)


def _refused(refused: Sequence[Refusal], options: argparse.Namespace) -> Iterator[str]:
    """How much was refused, and what: the cells of one column that are refused for one reason in one line."""
    kinds = Counter(item.kind for item in refused)
    counts = {"cells": RefusalKind.CELL, "conflicts": RefusalKind.CONFLICT, "rows": RefusalKind.ROW}
    yield _say("refused", options.lang, **{name: kinds[kind] for name, kind in counts.items()})
    listed = _alike(refused)[:_REFUSALS]
    for alike, cells in listed:
        yield f"  {evolve(alike, cell=_some(cells, options.lang)).words(options.lang)}"
    others = len(refused) - sum(min(len(cells), _LISTED) for _, cells in listed)
    if others:
        yield _say("refused_more", options.lang, count=others)


def _alike(refused: Iterable[Refusal]) -> list[tuple[Refusal, list[str]]]:
    """What is refused in one column for one reason, and the cells."""
    cells = dict[Refusal, list[str]]()
    for item in refused:
        cells.setdefault(evolve(item, cell=""), []).append(item.cell)
    return [*cells.items()]
