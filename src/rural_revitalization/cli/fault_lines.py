"""Errors as lines for people: what they are about, then each fault, in the language of the reader (错误提示)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ..errors import InvalidInput, InvalidPack, Mismatch, OutsidePeriod, RuralRevitalizationError
from ..policy.titles import title_of
from ..wording import say as worded
from .named_choices import PLACES
from .notes import spoken, told

Faulty = RuralRevitalizationError | OSError
"""What a command reports, and ends."""
_COLUMNS: Final = "columns"
"""What errors of a table's header are about; any other plain name is that of a function."""
_NO_OPTIONS: Final[Mapping[str, str]] = MappingProxyType({})


def error_lines(error: Faulty, options: Mapping[str, str]) -> Iterator[str]:
    """Yield an error as lines; `options` are those of the command, by the keyword that they become."""
    first, *others = _lines(error, options)
    yield told("error: ") + first
    yield from (f"  {line}" for line in others)


def _lines(error: Faulty, options: Mapping[str, str]) -> list[str]:
    if isinstance(error, InvalidInput | InvalidPack):
        of_function = error.about.isidentifier() and error.about != _COLUMNS
        faults = [fault(item, options if of_function or not error.about else {}) for item in error.mismatches]
        about = "" if of_function else told(error.about)
        return [about, *faults] if about else faults if len(faults) == 1 else [told("several faults"), *faults]
    if isinstance(error, OutsidePeriod):
        return [*_outside(error)]
    if isinstance(error, OSError) and error.strerror:
        said = told(error.strerror.lower())
        return [said if error.filename is None else f"{error.filename}{_colon()}{said}"]
    return [told(str(error))]


def fault(item: Mismatch, options: Mapping[str, str] = _NO_OPTIONS) -> str:
    """A fault in a line: where it is, what was expected, what was given, and what may have been meant.

    A path that is the keyword of a function is told as the option that it comes from.
    """
    path = told(options.get(item.path, item.path))
    if spoken() == "en":
        return str(item.at(path))
    given = worded("command_line", "got", "zh", given=told(item.given)) if item.given else ""
    meant = worded("command_line", "meant", "zh", names="”或“".join(item.suggestions)) if item.suggestions else ""
    where = "" if path == "$" else f"{path}{_colon()}"
    return where + worded("command_line", "expected", "zh", expected=told(item.expected)) + given + meant


def _outside(error: OutsidePeriod) -> Iterator[str]:
    lang = spoken()
    yield worded("command_line", "outside_period", lang, place=PLACES.said(error.jurisdiction), on=error.on)
    for document, first, last in error.periods:
        yield worded("command_line", "span", lang, document=title_of(document, lang), first=first, last=last)
    yield worded("command_line", "carry_on", lang)


def _colon() -> str:
    return "：" if spoken() == "zh" else ": "


def options_of(parser: argparse.ArgumentParser) -> dict[str, str]:
    """The options of a parser, by the keyword that each becomes."""
    return {action.dest: action.option_strings[-1] for action in parser._actions if action.option_strings}  # noqa: SLF001
