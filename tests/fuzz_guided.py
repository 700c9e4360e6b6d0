"""Fuzz guided by which lines are reached, with atheris: `python tests/fuzz_guided.py records -runs=1000`.

It draws from the strategies of `tests/properties/test_fuzz_*.py`, and stops at the first input that breaks a property.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

TARGETS = {
    "records": ("test_fuzz_records", "test_any_json_of_a_household_is_read_or_refused"),
    "packs": ("test_fuzz_packs", "test_any_overlay_is_used_or_refused"),
    "tables": ("test_fuzz_tables", "test_any_table_is_worked_out_or_refused"),
    "envelopes": ("test_fuzz_envelopes", "test_any_envelope_is_replayed_or_refused"),
}


def main() -> None:
    """Fuzz the target that is named, with the options of libFuzzer that follow."""
    atheris: Any = importlib.import_module("atheris")
    name, *options = sys.argv[1:]
    module, test = TARGETS[name]
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "properties")]
    with atheris.instrument_imports(include=["rural_revitalization", "tomllib"]):
        target = getattr(importlib.import_module(module), test).hypothesis.fuzz_one_input
    # Inputs long enough for a whole text from the start.
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=8192", *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
