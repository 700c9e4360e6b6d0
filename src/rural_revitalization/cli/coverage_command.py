"""`coverage`: what of the five documents is carried out, and by what."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import Any

from attrs import asdict

from ..map_of_documents import Carried, register_map
from ..policy.register import register_rows
from ..policy.titles import title_of
from .arguments import add_language_option, one_of
from .coverage_table import coverage_table, rows_table
from .named_choices import Choices
from .rejecting import check_files
from .reports import write_sheets
from .result_sheets import map_sheets
from .suffixes import read_or_shown, suffix_of
from .terminal import say
from .whole import whole
from .workbooks import SUFFIX


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "coverage", help="the map of the documents: what carries each sentence out", description=_run.__doc__
    )
    documents = Choices({name: (title_of(name, "zh"),) for name in _documents()})
    command.add_argument(
        "--document", type=one_of(documents), metavar="ID", help=f"row by row of a document: {', '.join(documents)}"
    )
    command.add_argument("--open", action="store_true", help="row by row, only what nothing carries out yet")
    add_language_option(command, of="headings and reasons")
    command.add_argument("--out", type=read_or_shown, metavar="FILE", help="write the rows: JSON, or .xlsx to be read")
    command.set_defaults(run=_run)


def _documents() -> Iterable[str]:
    return dict.fromkeys(row.source.document for row in register_rows().values())


def _run(options: argparse.Namespace) -> int:
    """Print how much of the rule register is carried out; of a document also by what, section by section.

    What the documents say is in English; sections and headings are in the language asked for.
    """
    check_files({"--out": options.out})
    rows = register_map(options.document)
    lines = coverage_table(rows, options.lang)
    listed = [row for row in rows if row.state is Carried.OPEN] if options.open else rows
    if options.document or options.open:
        lines += ["", *rows_table(listed, options.lang)]
    with whole(options.out) as (part,):
        if part is not None:
            if suffix_of(options.out) == SUFFIX:
                write_sheets(part, map_sheets(listed, options.lang))
            else:
                text = json.dumps([asdict(row) for row in listed], ensure_ascii=False, indent=1)
                part.write_text(text + "\n", encoding="utf-8", newline="\n")
    say(lines)
    return 0
