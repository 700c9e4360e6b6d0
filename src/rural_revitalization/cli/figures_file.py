"""The county's figures as a table (当地标准表): a row for each figure, with its value, its source and its year.

A figure goes by its Chinese label or by its name in code; a row without a value is not recorded. What a figure of
several days is - the loan prime rates - only JSON holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import InvalidInput, Mismatch, shown
from ..fields import Spec, specs
from ..models import LocalFigures
from ..wording import Language, called
from .labelled_rows import LabelledRow, labelled_rows
from .named_choices import Choices
from .table_files import cell_text

_ALL: Final[Mapping[str, Spec]] = specs(LocalFigures)
_YEAR, _COUNTY = _ALL["year"], _ALL["county"]
_FIGURES: Final = {
    name: spec for name, spec in _ALL.items() if spec not in (_YEAR, _COUNTY) and spec.kind.name != "records"
}
_NAMED: Final = Choices.of(_FIGURES)
_LABELS: Final = {"item": "项目", "value": "标准", "source": "来源", "year": _YEAR.zh, "county": _COUNTY.zh}
_UNIT: Final = {"en": "unit", "zh": "单位"}
"""The header of a column that a form has for whoever fills it in."""
_NONE: Final = ("无", "没有", "无封顶线", "none")
_KINDS: Final = {"money": "yuan", "ceiling": "yuan", "count": "count"}
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)


def figures_in(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the figures of each county and year of a table, as data, with what they are called.

    Raises `InvalidInput` with every fault, by row and header, and `OSError`.
    """
    wrong: list[Mismatch] = []
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for row in labelled_rows(file, None, _LABELS, wrong, may_lack=("county",), beside=_UNIT.values()):
        faults: list[Mismatch] = []
        if cell_text(row.cells["value"]):
            _take(row, found, faults)
        wrong += faults
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    for (county, year), data in found.items():
        yield f"--local, {county or year}", {**data, "year": year, "county": county or None}


def _take(row: LabelledRow, found: dict[tuple[str, int], dict[str, Any]], faults: list[Mismatch]) -> None:
    """Add the figure of a row to those of its county and year, or what is wrong with it to `faults`."""
    name, year, source = row.code("item", _NAMED, faults), row.read("year", "year", faults), row.text("source")
    empty = [
        at for at, there in (("item", row.text("item")), ("year", row.text("year")), ("source", source)) if not there
    ]
    faults += (Mismatch(row.place(at), "a cell that is filled in", "nothing") for at in empty)
    value = None if name is None else _value(row, _FIGURES[name], faults)
    if faults or name is None or year is None:
        return
    data = found.setdefault((row.text("county"), year), {"sources": {}})
    if name in data:
        faults.append(Mismatch(row.place("item"), "figures that are given once for a county and year", "one twice"))
        return
    data[name], data["sources"][name] = value, source


def _value(row: LabelledRow, spec: Spec, faults: list[Mismatch]) -> Any:
    """The value of a figure as data."""
    text, kind = cell_text(row.cells["value"]), spec.kind.name
    if kind == "truth":
        return row.truth("value", spec.zh, faults)
    if kind == "ceiling" and text.casefold() in _NONE:
        return "none"
    reading = "rate" if "%" in text else _KINDS.get(kind)
    before = len(faults)
    value = text if reading is None else row.read("value", reading, faults)
    if len(faults) == before:
        try:
            spec.parse(value)
        except _REFUSALS:
            faults.append(Mismatch(row.place("value"), spec.expected, shown(text)))
    return value if isinstance(value, int) else str(value)


def figures_form(lang: Language) -> tuple[list[str], Iterator[list[str]]]:
    """The header and the rows of a form: every figure with its unit, to be filled in and read with --local."""
    heads = [*_LABELS] if lang == "en" else [*_LABELS.values()]
    heads.insert(2, _UNIT[lang])
    return heads, (
        [called(spec, lang) if lang == "zh" else name, "", spec.unit_zh if lang == "zh" else spec.unit]
        for name, spec in _FIGURES.items()
    )
