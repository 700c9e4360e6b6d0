"""The command line: `python -m rural_revitalization assess FILE --policy hunan --on 2022-06-01`.

Exit status: 0 on success; 1 where the input or an overlay is invalid, with all faults on standard error and nothing
written, or where a replay differs; 2 for invalid arguments; 3 where `--rejects` received households or rows and the
others were worked out, or where `import` refused cells or rows; 130 after an interrupt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

from .. import __version__
from ..errors import InvalidInput, InvalidPack, RuralRevitalizationError
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
from .signals import cleared_up_when_ended
from .terminal import escaped, warn

__all__ = ["main"]

_PROGRAM: Final = "rural-revitalization"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; `arguments` defaults to `sys.argv[1:]`."""
    _write_utf8()
    options = _parser().parse_args(arguments)
    try:
        with cleared_up_when_ended():
            status = int(options.run(options))
            sys.stdout.flush()  # here, where what goes wrong is reported
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        sys.stdout = None
        return 1
    except (RuralRevitalizationError, OSError) as error:
        first, *others = _lines(error)
        warn(f"error: {first}", *others)
        return 1
    return status


def _lines(error: RuralRevitalizationError | OSError) -> list[str]:
    """An error as lines: what it is about, then its faults."""
    if isinstance(error, InvalidInput | InvalidPack) and error.about:
        return [error.about, *(f"  {item}" for item in error.mismatches)]
    if isinstance(error, OSError) and error.strerror:
        place = "" if error.filename is None else f"{error.filename}: "
        return [f"{place}{error.strerror.lower()}"]
    return [str(error)]


class _Parser(argparse.ArgumentParser):
    """A parser whose errors show control characters of arguments as escapes."""

    def error(self, message: str) -> NoReturn:
        super().error(escaped(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=_PROGRAM, description="Work out relief for poor households.")
    parser.add_argument("--version", action="version", version=f"{_PROGRAM} {__version__}")
    commands, in_force = parser.add_subparsers(required=True, metavar="COMMAND"), policy_options()
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
    return parser


def _write_utf8() -> None:
    """Write UTF-8, so that Chinese labels print under any system encoding."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
