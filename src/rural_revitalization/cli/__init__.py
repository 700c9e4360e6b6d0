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

from ..errors import RuralRevitalizationError
from . import apply_command, assess_command, replay_command, schema_command
from .arguments import policy_options

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
    commands, in_force = parser.add_subparsers(required=True, metavar="COMMAND"), policy_options()
    assess_command.add_to(commands, in_force)
    replay_command.add_to(commands)
    apply_command.add_to(commands, in_force)
    schema_command.add_to(commands)
    return parser


def _write_utf8() -> None:
    """Write UTF-8, so that Chinese labels print under any system encoding."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
