"""Observations as a table (监测数据表): a row for each, the place, the measure and its unit by name or by code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..algebra.exact import EXACT
from ..errors import HIDDEN, InvalidInput, Mismatch, in_short
from ..fields import specs
from ..indicators import Observation, shipped_measures
from ..places import code_of, is_code
from .labelled_rows import LabelledRow, made_of_rows
from .named_choices import Choices
from .table_files import cell_text

_LABELS: Final = {name: spec.zh for name, spec in specs(Observation).items()}
_MEASURES: Final = Choices.of(shipped_measures())
_NEEDED: Final = ("place", "measure", "year", "value", "unit")
_PERCENT: Final = "%"


def observations_in(file: Path) -> list[Observation]:
    """Read the observations of a table; raises `InvalidInput` with every fault, by row and header, and `OSError`."""
    return made_of_rows(file, None, _LABELS, _observation, may_lack=("source",))


def _observation(row: LabelledRow, faults: list[Mismatch]) -> Observation | None:
    faults += [Mismatch(row.place(at), "a cell that is filled in", "nothing") for at in _NEEDED if not row.text(at)]
    values = {
        "place": _place(row, faults),
        "measure": row.code("measure", _MEASURES, faults),
        "year": row.read("year", "year", faults),
        "source": row.text("source") or None,
    }
    values["unit"] = _unit(row, values["measure"])
    in_percent = values["unit"].startswith(_PERCENT) and cell_text(row.cells["value"]).endswith(_PERCENT)
    share = row.read("value", "rate" if in_percent else "number", faults)
    return None if faults else Observation(value=EXACT.multiply(share, 100) if in_percent else share, **values)


def _place(row: LabelledRow, faults: list[Mismatch]) -> str | None:
    """The code of a place that is given by code or by name."""
    text = row.text("place")
    try:
        return text if is_code(text) or not text else code_of(text)
    except InvalidInput as error:
        (item,) = error.mismatches
        given = in_short(text) if item.suggestions else HIDDEN
        faults.append(Mismatch(row.place("place"), item.expected, given, suggestions=item.suggestions))
        return None


def _unit(row: LabelledRow, measure: str | None) -> str:
    """The unit of a cell, which people write in Chinese."""
    text = row.text("unit")
    of = shipped_measures().get(measure or "")
    return of.unit if of is not None and text == of.unit_words("zh") else text
