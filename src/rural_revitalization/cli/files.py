"""Files in and out: households with the county's figures, results whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from ..assessment import Assessment
from ..envelopes import envelope
from ..errors import InvalidInput, Mismatch, shown
from ..models import Household, LocalFigures
from ..records import parse, structure
from .progress import shown_progress
from .whole import whole

__all__ = ["Input", "read_input", "write_results"]

_WHOLE = "an object with households and, where known, local"


@frozen(kw_only=True)
class Input:
    """The households to assess and the counties' figures; `file` is where they were read."""

    file: Path
    households: tuple[Household, ...]
    local: tuple[LocalFigures, ...]
    year: int

    def local_for(self, household: Household) -> LocalFigures:
        """The figures of a household's county and the year; where there are none, figures that record nothing."""
        for figures in self.local:
            same_place = not figures.county or not household.county or figures.county == household.county
            if figures.year == self.year and same_place:
                return figures
        return LocalFigures(year=self.year)

    def chosen(self, assessments: list[Assessment], household: str) -> Assessment:
        """The assessment of one household; raises `InvalidInput` where the file has no such household."""
        for assessment in assessments:
            if assessment.household == household:
                return assessment
        raise InvalidInput([Mismatch("--explain", f"the id of a household in {self.file}", shown(household))])


def read_input(file: Path, local_file: Path | None, on: date) -> Input:
    """Read a JSON or JSON Lines file (.jsonl, .ndjson), and the county's figures of their own file where one is given.

    Raises `InvalidInput` with all that is wrong in the whole file, and `OSError` where a file cannot be read.
    """
    wrong: list[Mismatch] = []
    households: list[Household] = []
    local: list[LocalFigures] = []
    reading = _lines if file.suffix in (".jsonl", ".ndjson") else _whole
    parts = [*([] if local_file is None else _local_parts(local_file)), *reading(file)]
    for path, cls, data in shown_progress(parts, "read"):
        try:
            model = structure(cls, data, path=path)
        except InvalidInput as error:
            wrong.extend(error.mismatches)
        else:
            (households if cls is Household else local).append(model)
    wrong.extend(_twice(households))
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return Input(file=file, households=tuple(households), local=tuple(local), year=on.year)


Part = tuple[str, type[Any], Any]


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
            content = _parsed(file, line, path)
            if isinstance(content, dict) and set(content) == {"local"}:
                yield from _local(content["local"], f"{path}.local")
            else:
                yield path, Household, content


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


def _twice(households: Iterable[Household]) -> Iterator[Mismatch]:
    seen: set[str | None] = set()
    for household in households:
        if household.id in seen:
            yield Mismatch("id", "a household that appears once", f"{household.id} twice", rule="household_once")
        seen.add(household.id)


def write_results(file: Path, assessments: Iterable[Assessment]) -> None:
    """Write all results as an envelope: to a temporary file beside it, which takes its place once it is whole."""
    text = envelope(shown_progress(list(assessments), "written"))
    with whole(file) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
