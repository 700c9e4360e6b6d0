"""`replay`: recompute a results file, and print what differs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..envelopes import Fingerprint, replay, verify
from ..wording import Language
from ..wording import say as worded
from .arguments import add_language_option
from .terminal import say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("replay", help="recompute a results file and compare", description=_run.__doc__)
    command.add_argument("file", type=Path, metavar="FILE", help="a file written by `assess --out`")
    add_language_option(command, of="what is printed")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Recompute a results file; print its fingerprint and what differs; exit status 1 where either differs."""
    again, mark, lang = replay(options.file), verify(options.file), options.lang
    lines = [
        worded("command_line", "differs", lang, path=item.path, then=then, now=now)
        for item in again.differences
        for then, now in [item.told]
    ]
    say([_fingerprint(mark, lang), *(lines or [worded("command_line", "same", lang)])])
    return 0 if again.same and mark.agrees else 1


def _fingerprint(mark: Fingerprint, lang: Language) -> str:
    if mark.agrees:
        return worded("command_line", "fingerprint", lang, found=mark.found)
    return worded("command_line", "other_fingerprint", lang, found=mark.found, stated=mark.stated or "—")
