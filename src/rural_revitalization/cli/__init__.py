"""The command line: `python -m rural_revitalization assess FILE --policy hunan --on 2022-06-01`.

Exit status: 0 where everything was assessed; 1 where the input or an overlay cannot be used, with all that is wrong on
standard error and nothing written; 2 where the command itself is not understood; 3 where `--rejects` set households or
rows aside, and the others were worked out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from ..envelopes import replay
from ..errors import RuralRevitalizationError
from ..policy import JURISDICTIONS
from ..wording import LANGUAGES
from . import assess_command
from .rule_commands import add_rule_commands
from .suffixes import csv_file

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with some arguments (by default the process's), and give its exit status."""
    _write_utf8()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # whoever read the output has read enough
        sys.stdout = None
        return 1
    except (RuralRevitalizationError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - a command line speaks
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rural-revitalization", description="Decisions about poor households.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    in_force = _policy_options()
    command = commands.add_parser(
        "assess",
        help="what each household is due, every decision, every missing fact",
        description=_assess.__doc__,
        parents=[in_force],
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, as JSON or JSON Lines")
    command.add_argument("--local", type=Path, metavar="FILE", help="the county's figures, where FILE holds none")
    command.add_argument("--explain", metavar="HOUSEHOLD", help="explain one household instead of listing all")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of labels and explanations")
    command.add_argument("--out", type=Path, metavar="FILE", help="write all results as JSON, whole or not at all")
    command.add_argument(
        "--rejects", type=csv_file, metavar="FILE", help="households that cannot be used, with reasons, .csv"
    )
    command.set_defaults(run=_assess)
    again = commands.add_parser("replay", help="work a results file out again", description=_replay.__doc__)
    again.add_argument("file", type=Path, metavar="FILE", help="what `assess --out` wrote")
    again.set_defaults(run=_replay)
    add_rule_commands(commands, in_force)
    return parser


def _policy_options() -> argparse.ArgumentParser:
    """The options that say which documents are in force."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--policy", required=True, choices=tuple(JURISDICTIONS), help="the jurisdiction")
    options.add_argument("--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day to assess")
    options.add_argument(
        "--overlay", type=Path, metavar="FILE", help="a policy pack of your own, more binding than all"
    )
    options.add_argument("--no-practice", action="store_true", help="leave national practice out")
    return options


def _assess(options: argparse.Namespace) -> int:
    """Assess the households of a file on a day: payments, entitlements, criteria not met, and missing facts.

    A household that cannot be read or assessed stops it, with all that is wrong and status 1; with --rejects such
    households go to a file with their reasons, the others are assessed, and the status is 3.
    """
    return assess_command.run(options)


def _replay(options: argparse.Namespace) -> int:
    """Recompute a results file and print the differences; exit status 1 where there are any."""
    again = replay(options.file)
    print("\n".join(map(str, again.differences)) or "the same")  # noqa: T201 - a command line speaks
    return 0 if again.same else 1


def _write_utf8() -> None:
    """Chinese labels reach the screen whatever encoding the system has set."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
