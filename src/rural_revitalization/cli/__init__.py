"""The command line: `python -m rural_revitalization assess FILE --policy hunan --on 2022-06-01`.

Exit status: 0 on success; 1 where the input or an overlay is invalid, with all faults on standard error and nothing
written, or where a replay differs; 2 for invalid arguments; 3 where `--rejects` received households or rows and the
others were worked out.
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
    """Run the command line and return the exit status; `arguments` defaults to `sys.argv[1:]`."""
    _write_utf8()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        sys.stdout = None
        return 1
    except (RuralRevitalizationError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - console output
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rural-revitalization", description="Work out relief for poor households.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    in_force = _policy_options()
    command = commands.add_parser(
        "assess",
        help="assess households: payments, decisions, missing facts",
        description=_assess.__doc__,
        parents=[in_force],
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    command.add_argument("--local", type=Path, metavar="FILE", help="the county's figures (JSON), if not in FILE")
    command.add_argument("--explain", metavar="HOUSEHOLD", help="explain one household (its id), not list all")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of labels and explanations")
    command.add_argument("--out", type=Path, metavar="FILE", help="write all results to this JSON file")
    command.add_argument(
        "--rejects", type=csv_file, metavar="FILE", help="write rejected households and reasons to this .csv"
    )
    command.set_defaults(run=_assess)
    again = commands.add_parser("replay", help="recompute a results file and compare", description=_replay.__doc__)
    again.add_argument("file", type=Path, metavar="FILE", help="a file written by `assess --out`")
    again.set_defaults(run=_replay)
    add_rule_commands(commands, in_force)
    return parser


def _policy_options() -> argparse.ArgumentParser:
    """The options that select the documents in force."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--policy", required=True, choices=tuple(JURISDICTIONS), help="jurisdiction")
    options.add_argument("--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day to assess")
    options.add_argument(
        "--overlay", type=Path, metavar="FILE", help="your own policy pack, which overrides the others"
    )
    options.add_argument("--no-practice", action="store_true", help="ignore national practice")
    return options


def _assess(options: argparse.Namespace) -> int:
    """Assess the households of a file on a day: payments, entitlements, criteria not met, and missing facts.

    If a household cannot be read or assessed, the command lists all faults and exits with status 1; with --rejects such
    households are written to a file with the reasons, the others are assessed, and the exit status is 3.
    """
    return assess_command.run(options)


def _replay(options: argparse.Namespace) -> int:
    """Recompute a results file and print the differences; exit status 1 where there are any."""
    again = replay(options.file)
    print("\n".join(map(str, again.differences)) or "no differences")  # noqa: T201 - console output
    return 0 if again.same else 1


def _write_utf8() -> None:
    """Write UTF-8, so that Chinese labels print under any system encoding."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
