"""Read households and the county's figures, each with its path in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..errors import InvalidInput, Mismatch, quoted, shown
from ..models import Household, LocalFigures
from ..records import parse, structure
from .progress import shown_progress
from .rejecting import Refused

_WHOLE = "an object with households and, where known, local"


@frozen
class HouseholdRecord:
    """A household and its path in the file."""

    path: str
    household: Household


@frozen(kw_only=True)
class Input:
    """The content of a file: its households in order, including rejected ones, and the counties' figures."""

    file: Path
    records: tuple[HouseholdRecord | Refused, ...]
    local: tuple[LocalFigures, ...]
    year: int

    def local_for(self, household: Household) -> LocalFigures:
        """The figures of a household's county for the year, or empty ones where there are none."""
        for figures in self.local:
            same_place = not figures.county or not household.county or figures.county == household.county
            if figures.year == self.year and same_place:
                return figures
        return LocalFigures(year=self.year)


def read_input(file: Path, local_file: Path | None, on: date) -> Input:
    """Read a JSON or JSON Lines file (.jsonl, .ndjson) and, if given, the county's figures from `local_file`.

    Raises `InvalidInput` with all faults where the file or its figures cannot be read, and `OSError` where a file
    cannot be opened.
    """
    records: list[HouseholdRecord | Refused] = []
    local: list[LocalFigures] = []
    wrong: list[Mismatch] = []
    reading = _lines if file.suffix in (".jsonl", ".ndjson") else _whole
    parts = [*([] if local_file is None else _local_parts(local_file)), *reading(file)]
    for path, cls, data in shown_progress(parts, "read"):
        if cls is Household:
            records.append(_record(path, data))
            continue
        try:
            local.append(structure(LocalFigures, data, path=path))
        except InvalidInput as error:
            wrong.extend(error.mismatches)
    records = [*_once(records)]
    if wrong:
        refused = (item for record in records if isinstance(record, Refused) for item in record.wrong)
        raise InvalidInput([*wrong, *refused], about=str(file))
    return Input(file=file, records=tuple(records), local=tuple(local), year=on.year)


def _record(path: str, data: Any) -> HouseholdRecord | Refused:
    """A household, or a `Refused` with its id where that could be read."""
    try:
        if isinstance(data, InvalidInput):
            raise data
        return HouseholdRecord(path, structure(Household, data, path=path))
    except InvalidInput as error:
        wrong = error.mismatches
    known = isinstance(data, dict) and isinstance(data.get("id"), str)
    named = known and all(item.path != f"{path}.id" for item in wrong)
    return Refused(path, data["id"] if named else "", wrong)


def _once(records: list[HouseholdRecord | Refused]) -> Iterator[HouseholdRecord | Refused]:
    """Reject households that share an id, since either could be the right one."""
    times = Counter(_key(record) for record in records)
    for record in records:
        often = times[_key(record)]
        if isinstance(record, Refused) or often == 1:
            yield record
        else:
            given = f"{quoted(_key(record))} {_OFTEN.get(often, f'{often} times')}"
            repeated = Mismatch(f"{record.path}.id", "a household that appears once", given, rule="household_once")
            yield Refused(record.path, _key(record), (repeated,))


def _key(record: HouseholdRecord | Refused) -> str:
    return record.household if isinstance(record, Refused) else record.household.id


_OFTEN: Final = {2: "twice"}
Part = tuple[str, type[Any], Any]
"""A path, the expected class, and the data, or the error where the text is not JSON."""
_OF_LOCAL: Final = re.compile(r'\s*\{\s*"local"')


def _parsed(file: Path, text: str, path: str = "$") -> Any:
    try:
        return parse(text)
    except InvalidInput as error:
        raise InvalidInput([item.under(path) for item in error.mismatches], about=str(file)) from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput([Mismatch("$", "text in UTF-8", str(error.reason))], about=str(file)) from None


def _whole(file: Path) -> Iterator[Part]:
    content = _parsed(file, _text(file))
    if not isinstance(content, dict) or not isinstance(content.get("households"), list):
        raise InvalidInput([Mismatch("$", _WHOLE, type(content).__name__)], about=str(file))
    unknown = sorted(set(content) - {"about", "local", "households"})
    if unknown:
        raise InvalidInput([Mismatch("$", "about, local and households", shown(unknown))], about=str(file))
    yield from _local(content.get("local", []), "$.local")
    for at, data in enumerate(content["households"]):
        yield f"$.households[{at}]", Household, data


def _lines(file: Path) -> Iterator[Part]:
    for number, line in enumerate(_text(file).split("\n"), start=1):
        if line.strip():
            path = f"line {number}"
            content = _household_line(file, line, path)
            if isinstance(content, dict) and set(content) == {"local"}:
                yield from _local(content["local"], f"{path}.local")
            else:
                yield path, Household, content


def _household_line(file: Path, line: str, path: str) -> Any:
    """A line's content; for invalid JSON returns the error of a household, but raises that of local figures."""
    try:
        return _parsed(file, line, path)
    except InvalidInput as error:
        if _OF_LOCAL.match(line):
            raise
        return error


def _local_parts(file: Path) -> Iterator[Part]:
    content = _parsed(file, _text(file))
    inner = content["local"] if isinstance(content, dict) and set(content) == {"local"} else content
    return _local(inner, "--local")


def _local(content: Any, path: str) -> Iterator[Part]:
    if isinstance(content, list):
        for at, item in enumerate(content):
            yield f"{path}[{at}]", LocalFigures, item
    else:
        yield path, LocalFigures, content
