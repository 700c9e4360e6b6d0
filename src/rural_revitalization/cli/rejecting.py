"""Rejected input: the exit status, the reasons, and the checks that no file overwrites another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from ..errors import InvalidInput, Mismatch
from ..extras import need
from ..wording import Language, say
from .notes import spoken, told
from .reports import Report, report_to
from .suffixes import suffix_of
from .workbooks import SUFFIX, WRITER

REJECTED: Final = 3
"""The exit status where rows or households were rejected."""
_WRITTEN: Final = ("--out", "--rejects")


def check_files(files: Mapping[str, Path | Sequence[Path] | None]) -> None:
    """Raise `InvalidInput` where a file to write is also read or written as another.

    `files` maps option names of a command to paths; files to write come last. Raises `NotInstalled` where one of them
    is a workbook, and what writes workbooks is not installed.
    """
    given = [(name, file) for name, files_of in files.items() for file in _several(files_of)]
    if any(name in _WRITTEN and suffix_of(file) == SUFFIX for name, file in given):
        need(WRITER)
    taken, wrong = dict[object, str](), list[Mismatch]()
    for name, file in given:
        other = taken.setdefault(_identity(file, name), name)
        if other != name and name in _WRITTEN:
            wrong.append(Mismatch(name, "a separate file", f"the same file as {other}"))
    if wrong:
        raise InvalidInput(wrong)


def _several(given: Path | Sequence[Path] | None) -> Sequence[Path]:
    """The files of an option, which may be given once, more often, or not at all."""
    return () if given is None else (given,) if isinstance(given, Path) else given


def _identity(file: Path, name: str) -> object:
    """What tells one file from another, by whatever path it is reached; devices are never the same."""
    try:
        there = file.stat()
    except OSError:
        return os.path.realpath(file)
    return (there.st_dev, there.st_ino) if stat.S_ISREG(there.st_mode) else name


@frozen
class Refused:
    """A household that cannot be read or assessed: its path, its id if known, and all its faults."""

    path: str
    household: str
    wrong: tuple[Mismatch, ...]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the faults as table rows: place, household, field, value given, value expected."""
        for item in self.wrong:
            field = item.path.removeprefix(self.path).lstrip("., ")
            yield self.path, self.household, field, told(item.given), expected_words(item.expected)


def write_refused(part: Path, target: Path, refused: Iterable[Refused]) -> None:
    """Write rejected households, one row per fault; `part` takes the place of `target`."""
    with refused_to(part, target, "place", "household", "field", "given", "reason") as report:
        for item in refused:
            report.write(item.rows())


@contextmanager
def refused_to(part: Path, target: Path, *names: str, marked: bool = False) -> Iterator[Report]:
    """Open a table of what is refused; in a workbook its heads are in the language of the reader. See `report_to`."""
    lang: Language = spoken() if suffix_of(target) == SUFFIX else "en"
    heads = (say("sheets", f"refused_{name}", lang) for name in names)
    with report_to(part, target, *heads, sheet=say("sheets", "refused", lang), marked=marked) as report:
        yield report


def expected_words(expected: str) -> str:
    """What was expected, in the language of the reader."""
    return say("command_line", "expected", spoken(), expected=told(expected))


def raise_for(refused: Iterable[Refused], file: Path) -> None:
    """Raise `InvalidInput` with all faults of households that were refused, if there are any."""
    wrong = [item for household in refused for item in household.wrong]
    if wrong:
        raise InvalidInput(wrong, about=f"{file}: households that cannot be read or assessed")
