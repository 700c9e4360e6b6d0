"""Small inputs that once went wrong, run as their users would: command lines, scripts and tables.

`found_faults/*.json` hold what is given, what is right, and why; none of the right values was taken from a program.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any, Final

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from engines import engine
from rural_revitalization import LocalFigures, catalogue, frames, load_policy, records

CASES: Final[dict[str, Any]] = {
    case["id"]: case
    for path in sorted((Path(__file__).parent / "found_faults").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
    # A mapping of categories and units of a register is described there in words: see unit/test_mappings.py.
    if not case["given"].get("described")
}


def expectations() -> Iterator[Any]:
    """Each expectation of each case."""
    for name, case in CASES.items():
        for at, expected in enumerate(case["expect"], start=1):
            yield pytest.param(name, expected, id=f"{name}-{at}")


@pytest.mark.parametrize(("name", "expected"), list(expectations()))
def test_what_went_wrong_once_is_right(
    name: str, expected: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = outcome(name, expected["run"], tmp_path_factory)
    assert agrees(found, expected), f"{expected['what']}: {found}"


# -- runs ------------------------------------------------------------------------------------------------------

_OUTCOMES: Final[dict[tuple[str, int], Any]] = {}


def outcome(name: str, number: int, folders: pytest.TempPathFactory) -> Any:
    """What a run of a case left behind; each is run once."""
    key = (name, number)
    if key not in _OUTCOMES:
        given = CASES[name]["given"]
        run = given["runs"][number - 1]
        _OUTCOMES[key] = ran_table(given, run) if "engine" in run else ran_program(run, folders.mktemp(name))
    return _OUTCOMES[key]


def ran_program(run: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """A command line or a script, in a folder of its own."""
    for name, content in run["files"].items():
        put(folder / name, content)
    if "code" in run:
        (folder / "script.py").write_text(run["code"], encoding="utf-8")
        # By way of a shell, since a process counts among its own the memory of the one that it was forked from.
        command = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, str(folder / "script.py")]
        folder = folder / "work"
        folder.mkdir()
    else:
        command = [sys.executable, "-m", "rural_revitalization", *run["command"]]
    environment = os.environ | run.get("environment", {})
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=300)  # noqa: S603 - the commands of the cases
    return {"folder": folder, "status": done.returncode, "stdout": text(done.stdout), "stderr": text(done.stderr)}


def text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def put(path: Path, content: Mapping[str, Any]) -> None:
    """Put a file, link, device or folder of a case in its place."""
    if "json" in content:
        path.write_text(json.dumps(content["json"], ensure_ascii=content.get("ascii", False)), encoding="utf-8")
    elif "text" in content:
        path.write_bytes(content["text"].encode(content.get("encoding", "utf-8")))
    elif "repeat" in content:
        path.write_text("".join(part * times for part, times in content["repeat"]), encoding="utf-8")
    elif "link_to" in content:
        path.symlink_to(content["link_to"])
    elif "folder" in content:
        path.mkdir()
    elif "device" in content:
        made_device(path)
    else:
        arrow(content["parquet"]).write_parquet(path)
    if "mode" in content:
        path.chmod(int(content["mode"], 8))


def made_device(path: Path) -> None:
    """A device that takes everything, like /dev/null."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("devices are made by the superuser alone")


def ran_table(given: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """A rule, or all of them, over the tables of a case."""
    on = date.fromisoformat(given["on"])
    policy = load_policy(given["jurisdiction"], on=on)
    with localcontext() as context:
        context.prec = run.get("decimal_precision", context.prec)
        try:
            return {"table": applied(policy, run) if "rule" in run else assessed(policy, given, run)}
        except Exception as error:  # noqa: BLE001 - which one is what the case asks
            return {"error": error}


def applied(policy: Any, run: Mapping[str, Any]) -> Any:
    rule = catalogue.DECLARED[run["rule"]].module
    return frames.apply(rule, made(run["engine"], run["columns"]), policy.terms(rule), **run["call"])


def assessed(policy: Any, given: Mapping[str, Any], run: Mapping[str, Any]) -> Any:
    figures = given["local"]
    content = figures | {"year": policy.on.year, "sources": dict.fromkeys(figures, "made up")}
    people, households = (made(run["engine"], run[name]) for name in ("people", "households"))
    local = records.structure(LocalFigures, content)
    return frames.assess(people, households, policy=policy, local=local, **run["call"]).people


def made(name: str, columns: list[dict[str, Any]]) -> Any:
    """A table of one engine."""
    if name == "pandas":
        series = [pd.Series(arrow_column(column), dtype=pd.ArrowDtype(arrow_column(column).type)) for column in columns]
        table = pd.concat(series, axis=1) if series else pd.DataFrame()
        table.columns = pd.Index([header(column["name"]) for column in columns], tupleize_cols=False)
        return table
    return engine(name.replace(" ", "-"))(pa.table({column["name"]: arrow_column(column) for column in columns}))


def header(name: Any) -> Any:
    if isinstance(name, dict):
        return pd.Timestamp(name["date"])
    return tuple(name) if isinstance(name, list) else name


def arrow(columns: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame({column["name"]: pl.Series(arrow_column(column).to_pylist()) for column in columns})


def arrow_column(column: Mapping[str, Any]) -> pa.Array:
    kind, values = column["type"], column["values"]
    if kind.startswith("decimal"):
        width, places = map(int, kind[8:-1].split(","))
        return pa.array([None if value is None else Decimal(value) for value in values], pa.decimal128(width, places))
    return pa.array(values, {"text": pa.string(), "truth": pa.bool_(), "integer": pa.int64()}[kind])


# -- what is found ---------------------------------------------------------------------------------------------


def agrees(found: dict[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether a run left what was expected of it."""
    what, value = expected["what"], expected["value"]
    place, _, how = what.rpartition("_")
    if how == "has":
        return value in written(found, place, expected)
    if place.endswith("_has"):
        return value not in written(found, place.removesuffix("_has"), expected)
    return one_of(seen(found, what, expected), value)


def written(found: Mapping[str, Any], place: str, expected: Mapping[str, Any]) -> str:
    if place != "file":
        return str(found[place])
    path = found["folder"] / expected["file"]
    return path.read_text(encoding="utf-8") if path.is_file() else "no file"


def seen(found: Mapping[str, Any], what: str, expected: Mapping[str, Any]) -> Any:
    if what in ("column", "columns", "error"):
        return seen_in_table(found, what, expected)
    if what == "exit_status":
        return found["status"]
    if what == "value":
        return (found["stdout"].strip().splitlines() or [found["stderr"]])[-1]
    path = found["folder"] / expected["file"]
    if what == "file_kind":
        return "link" if path.is_symlink() else "device" if path.is_char_device() else "file"
    if what == "file_mode":
        return f"{stat.S_IMODE(path.stat().st_mode):o}"
    return cell(path, expected["row"], expected["column"])


def seen_in_table(found: Mapping[str, Any], what: str, expected: Mapping[str, Any]) -> Any:
    if "error" in found:
        name = type(found["error"]).__name__
        return name if what == "error" else f"fails: {name}"
    if what == "error":
        return "none"
    table = nw.from_native(found["table"])
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    if what == "columns":
        return [name for name in table.columns if name in expected["value"]]
    values = table.get_column(expected["column"]).to_list()
    return [shown(value) for value in values]


def shown(value: Any) -> Any:
    if value is pd.NA:
        return None
    return str(value) if isinstance(value, Decimal) else value


def cell(path: Path, row: int, column: str) -> str:
    if not path.is_file():
        return "no file"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    return rows[row - 1][column] if len(rows) >= row else "no such row"


def one_of(found: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return any(one_of(found, item) for item in value["any"])
    return bool(found == value)
