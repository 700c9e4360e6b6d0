"""The command line: `python -m rural_revitalization assess FILE --policy hunan --on 2022-06-01`.

Exit status: 0 on success; 1 where the input or an overlay is invalid, with all faults on standard error and nothing
written, or where a replay differs; 2 for invalid arguments; 3 where `--rejects` received households or rows and the
others were worked out, or where `import` refused cells or rows; 130 after an interrupt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from .. import __version__
from ..errors import RuralRevitalizationError
from . import (
    apply_command,
    ask_command,
    assess_command,
    assets_command,
    check_command,
    checklists_command,
    coverage_command,
    desk_command,
    duties_command,
    import_command,
    notice_command,
    reconcile_command,
    replay_command,
    schema_command,
    scorecard_command,
    timeline_command,
    who_qualifies_command,
)
from .arguments import policy_options
from .command_parser import CommandParser, language, language_of
from .fault_lines import error_lines, options_of
from .notes import speaking, spoken, tell, warn
from .signals import cleared_up_when_ended
from .terminal import INTERRUPTED

__all__ = ["main"]

_PROGRAM: Final = "rural-revitalization"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; `arguments` defaults to `sys.argv[1:]`."""
    _write_utf8()
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    with speaking(language_of(given)):
        return _run(given)


def _run(arguments: Sequence[str]) -> int:
    parser, commands = _parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        commands[options.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        with cleared_up_when_ended():
            status = int(options.run(options))
            sys.stdout.flush()  # here, where what goes wrong is reported
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        sys.stdout = None
        return 1
    except KeyboardInterrupt:
        warn("interrupted")
        return INTERRUPTED
    except (RuralRevitalizationError, OSError) as error:
        tell(*error_lines(error, options_of(commands[options.command])))
        return 1
    return status


def _parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser, and that of each command."""
    parser = CommandParser(prog=_PROGRAM, description="Work out relief for poor households.")
    parser.add_argument("--version", action="version", version=f"{_PROGRAM} {__version__}")
    parser.add_argument("--lang", type=language, default=spoken(), metavar="LANG", help="the language: en or zh")
    commands, in_force = parser.add_subparsers(required=True, metavar="COMMAND", dest="command"), policy_options()
    assess_command.add_to(commands, in_force)
    ask_command.add_to(commands, in_force)
    desk_command.add_to(commands, in_force)
    notice_command.add_to(commands, in_force)
    timeline_command.add_to(commands)
    reconcile_command.add_to(commands)
    replay_command.add_to(commands)
    apply_command.add_to(commands, in_force)
    schema_command.add_to(commands)
    scorecard_command.add_to(commands, in_force)
    duties_command.add_to(commands, in_force)
    assets_command.add_to(commands, in_force)
    checklists_command.add_to(commands, in_force)
    coverage_command.add_to(commands)
    who_qualifies_command.add_to(commands, in_force)
    import_command.add_to(commands)
    check_command.add_to(commands)
    return parser, commands.choices


def _write_utf8() -> None:
    """Write UTF-8, so that Chinese labels print under any system encoding."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
