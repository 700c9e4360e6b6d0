"""The parser of the command line: its help and its errors in the language of the reader, and its usage in one line."""

from __future__ import annotations

import argparse
import locale
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

from ..wording import LANGUAGES, Language
from .notes import told, warn
from .terminal import escaped
from .text_columns import wrapped

_OF_SYSTEM: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What says in which language the system speaks, the most particular first."""
_CHINESE: Final = ("zh", "chinese")
_CALLED: Final = {"zh": "zh", "中文": "zh", "汉语": "zh", "en": "en", "english": "en", "英文": "en"}
_USAGE_ERROR: Final = 2


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that arguments ask for with --lang, wherever it stands; else that of the system."""
    for at, argument in reversed([*enumerate(arguments)]):
        name, _, value = argument.partition("=")
        if name == "--lang":
            said = value or next(iter(arguments[at + 1 :]), "")
            found = _CALLED.get(said.casefold())
            return next((lang for lang in LANGUAGES if lang == found), _of_system())
    return _of_system()


def _of_system() -> Language:
    named = next(filter(None, map(os.environ.get, _OF_SYSTEM)), "")
    with suppress(ValueError):  # of a locale that Python does not know
        named = named or locale.getlocale()[0] or ""
    return "zh" if named.casefold().startswith(_CHINESE) else "en"


def language(text: str) -> Language:
    """The argument type of a language, by its code or its name."""
    found = _CALLED.get(text.casefold())
    for lang in LANGUAGES:
        if lang == found:
            return lang
    raise argparse.ArgumentTypeError(f"expected en or zh, got {text!r}")


class HelpFormatter(argparse.HelpFormatter):
    """Help in the language of the reader, in lines as wide as the terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the usage behind its heading."""
        super().add_usage(usage, actions, groups, told("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a section under its heading."""
        super().start_section(None if heading is None else told(heading))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return None if action.help is None else told(action.help)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [*wrapped(" ".join(text.split()), width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in self._split_lines(told(text), width - len(indent)))


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors are short: the usage in one line, and what is wrong, without control characters."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Make a parser as `argparse` does."""
        super().__init__(*args, **{"formatter_class": HelpFormatter} | options)

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments, and end."""
        warn(
            told("usage: ") + self._in_short(),
            f"{self.prog}: {told('error: ')}{told(escaped(message))}",
            f"see {self.prog} --help",
        )
        self.exit(_USAGE_ERROR)

    def _in_short(self) -> str:
        """The arguments that must be given; the others are in the help."""
        needed = [_shown(action) for action in self._actions if action.required and action.option_strings]
        groups = [group._group_actions for group in self._mutually_exclusive_groups if group.required]  # noqa: SLF001
        one_of = [" | ".join(map(_shown, group)) for group in groups]
        placed = [_shown(action) for action in self._actions if not action.option_strings]
        return " ".join([self.prog, *placed, *needed, *one_of, told("[options]")])


def _shown(action: argparse.Action) -> str:
    """An argument as a usage shows it."""
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if action.option_strings:
        return f"{action.option_strings[0]} {name}"
    return {"?": f"[{name}]", "+": f"{name}..."}.get(str(action.nargs), name)
