"""How long a workbook of 100,000 rows takes to be imported, and in how much memory: `python benchmarks/importing.py`.

The rows are those of `examples/data/registers/monitored.xlsx`, with all its columns, as often as it takes; households
have three people, whose numbers are made up. Each step is done in a process of its own, which tells its seconds of one
processor and its peak memory. `--rows` changes the size. Needs the extra `excel`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.apart import KIB_A_MIB, apart, tell, told_apart
from benchmarks.timing import show

from rural_revitalization import registers
from rural_revitalization.models.identity import is_identity_number
from rural_revitalization.registers.sheets import sheets

ON: Final = date(2023, 12, 31)
SAMPLE: Final = Path(__file__).parents[1] / "examples" / "data" / "registers" / "monitored.xlsx"
ROWS: Final = 100_000
TITLES: Final = 3
"""The rows above the first of a person, headers included."""
IMPORTS: Final = "nothing but imports"
READ: Final = "read into households"


def importing(rows: int) -> None:
    """Read a workbook, each step in a process of its own."""
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "monitored.xlsx"
        apart(__file__, "written", "--rows", str(rows), "--file", str(file))
        for what in (IMPORTS, READ):
            told = told_apart(__file__, "timed", "--what", what, "--file", str(file))
            shown.append((what, f"{told.found:,}", f"{told.seconds:.1f} s", f"{told.mebibytes:.0f} MiB"))
        size = f"{file.stat().st_size / KIB_A_MIB**2:.0f} MiB"
    show(f"a workbook of {rows:,} rows and {size}", ("", "households", "processor", "peak memory"), shown)


def written(rows: int, file: Path) -> None:
    """Write the sample again and again, each person with keys of their own."""
    import xlsxwriter  # noqa: PLC0415 - only this step writes

    [sheet] = sheets(SAMPLE, "utf-8")
    cells = [[str(cell or "") for cell in row] for row in sheet.rows]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        to = workbook.add_worksheet()
        for at, row in enumerate((*cells[:TITLES], *_people(cells, rows))):
            for column, cell in enumerate(row):
                to.write_string(at, column, cell)


def _people(cells: list[list[str]], rows: int) -> Iterator[list[str]]:
    headers, people = cells[TITLES - 1], cells[TITLES:]
    at = {name: headers.index(name) for name in ("户编号", "人口编号", "证件号码", "出生日期", "性别")}
    for number in range(rows):
        row = people[number % len(people)].copy()
        born = f"{1950 + number // 499 % 50}{1 + number // 3 % 12:02}{1 + number // 7 % 28:02}"
        row[at["户编号"]], row[at["人口编号"]] = f"9901010{number // 3:07}", f"99010190{number:06}"
        row[at["出生日期"]], row[at["证件号码"]] = (
            born,
            _identity_number(born, number, male=row[at["性别"]] in {"1", "男"}),
        )
        yield row


def _identity_number(born: str, number: int, *, male: bool) -> str:
    """A number of nobody, in a division that does not exist."""
    digits = f"990101{born}{number % 499 * 2 + male:03}"
    return next(found for check in "0123456789X" if is_identity_number(found := digits + check))


def timed(what: str, file: Path) -> None:
    """One run in a process of its own, which tells its peak memory."""
    tell(lambda: len(registers.read([file], on=ON).households) if what == READ else 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", nargs="?", choices=("all", "written", "timed"), default="all", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--what", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step == "written":
        written(given.rows, given.file)
    elif given.step == "timed":
        timed(given.what, given.file)
    else:
        importing(given.rows)


if __name__ == "__main__":
    main()
