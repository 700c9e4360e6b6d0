"""Arguments that several commands take: the policy, the rule, the language; misspelt names are told the closest."""

from __future__ import annotations

import argparse
from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from ..catalogue import DECLARED
from ..errors import InvalidInput
from ..fields.written import day_of
from ..loading import load_policy
from ..places import code_of, is_code
from ..policy import Policy
from .command_parser import language
from .named_choices import ENCODED, PLACES, Choices
from .notes import either

_BY_NAME: Final[dict[str, ModuleType]] = {name: rule.module for name, rule in DECLARED.items()}
_RULES: Final = Choices.of(DECLARED)
LOCAL: Final = "the county's figures, if FILE has none: JSON, or a table that `schema local --template` begins"
"""The help of an option of many commands."""


def policy_options() -> argparse.ArgumentParser:
    """The options that select the documents in force, as a parent parser."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--policy", required=True, type=one_of(PLACES), metavar="PLACE", help=f"jurisdiction: {PLACES.listed}"
    )
    options.add_argument(
        "--on", required=True, type=day, metavar="YYYY-MM-DD", help="the day to assess, such as 2022-06-01"
    )
    options.add_argument(
        "--overlay",
        type=Path,
        action="append",
        metavar="FILE",
        help="your own policy pack, which overrides the others; several may be given, each before the next",
    )
    options.add_argument("--no-practice", action="store_true", help="ignore national practice")
    options.add_argument("--carry", action="store_true", help="carry the last documents on after their period")
    return options


def chosen_policy(options: argparse.Namespace) -> Policy:
    """The policy that the options select; raises what `load_policy` raises."""
    practice = not options.no_practice
    return load_policy(options.policy, on=options.on, overlay=options.overlay, practice=practice, carry=options.carry)


def add_period_options(command: argparse.ArgumentParser) -> None:
    """Add the options that select the documents in force over a period, and the county's figures by year."""
    command.add_argument(
        "--policy", required=True, type=one_of(PLACES), metavar="PLACE", help=f"jurisdiction: {PLACES.listed}"
    )
    for name, which in (("--since", "first"), ("--until", "last")):
        command.add_argument(name, required=True, type=day, metavar="YYYY-MM-DD", help=f"the {which} day")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    command.add_argument(
        "--overlay",
        type=Path,
        action="append",
        metavar="FILE",
        help="your own policy pack, in its own period; several may be given, each before the next",
    )
    command.add_argument("--no-practice", action="store_true", help="ignore national practice")
    command.add_argument("--carry", action="store_true", help="carry the last documents on after their period")


def period_of(options: argparse.Namespace) -> dict[str, Any]:
    """The period and the documents that the options select, as `timeline` takes them."""
    practice = not options.no_practice
    of = {"since": options.since, "until": options.until, "overlay": options.overlay}
    return of | {"practice": practice, "carry": options.carry}


def add_rule_argument(command: argparse.ArgumentParser) -> None:
    """Add the name of a rule."""
    command.add_argument("rule", type=one_of(_RULES), metavar="RULE", help=_RULES.listed)


def add_language_option(command: argparse.ArgumentParser, *, of: str) -> None:
    """Add the language of what is printed."""
    command.add_argument(
        "--lang", type=language, default=argparse.SUPPRESS, metavar="LANG", help=f"language of {of}: en or zh"
    )


def add_encoding_option(command: argparse.ArgumentParser, *, of: str) -> None:
    """Add the encoding of text that is read; without it, it is recognised."""
    command.add_argument(
        "--encoding", type=one_of(ENCODED), metavar="NAME", help=f"encoding of {of}, if not recognised"
    )


def chosen_rule(options: argparse.Namespace) -> ModuleType:
    """The module of the rule that was named."""
    return _BY_NAME[options.rule]


# -- types of arguments -------------------------------------------------------------------------------------


def day(text: str) -> date:
    """A date as YYYY-MM-DD; raises `ArgumentTypeError` for any other form, and for a day that is none."""
    try:
        return day_of(text)
    except ValueError:
        raise ArgumentTypeError(f"expected a date as YYYY-MM-DD, such as 2022-06-01, got {text!r}") from None


def number_of(names: Choices) -> Callable[[str], tuple[str, int]]:
    """The argument type of NAME=NUMBER; raises `ArgumentTypeError` for another name, and for what is no number."""

    def numbered(text: str) -> tuple[str, int]:
        name, _, number = text.partition("=")
        if not (number.isascii() and number.isdigit()):
            raise ArgumentTypeError(f"expected a name and a number, such as {next(iter(names))}=12, got {text!r}")
        return one_of(names)(name), int(number)

    return numbered


def one_of(choices: Choices) -> Callable[[str], str]:
    """The argument type of a choice; raises `ArgumentTypeError`, with the closest ones, for another."""

    def chosen(text: str) -> str:
        code = choices.code(text)
        if code is not None:
            return code
        meant = choices.meant(text)
        hint = f"; did you mean {either(meant)}?" if meant else ""
        raise ArgumentTypeError(f"expected {choices.expected}, got {text!r}{hint}")

    return chosen


def division(text: str) -> str:
    """The argument type of a place, by division code or by name; raises `ArgumentTypeError` for another."""
    try:
        return text if is_code(text) else code_of(text)
    except InvalidInput as error:
        (fault,) = error.mismatches
        hint = f"; did you mean {either(fault.suggestions)}?" if fault.suggestions else ""
        raise ArgumentTypeError(f"expected {fault.expected}, got {text!r}{hint}") from None


def division_or_key(text: str) -> str:
    """The argument type of a place, by code or by name, or of the key of anything else."""
    try:
        return code_of(text)
    except InvalidInput:
        return text
