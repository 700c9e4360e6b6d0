"""Whether two sides give the same answers, without which their times would say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl
from benchmarks import by_hand, data
from benchmarks.sides import HOUSEHOLD_RULES, PEOPLE_RULES, applied

__all__ = ["Disagreement", "check_against_hand", "check_against_openfisca"]

FEN_A_YUAN: Final = 100


class Disagreement(Exception):
    """Two sides gave different answers, so that comparing their times would say nothing."""


def check_against_hand(tables: data.Tables) -> None:
    """Every line of every worksheet, to the fen: eager, lazy, and where something is not recorded what is settled."""
    pairs = (
        (tables.people, PEOPLE_RULES, by_hand.people_worksheets),
        (tables.households, HOUSEHOLD_RULES, by_hand.household_worksheets),
    )
    compared = 0
    for frame, rules, query in pairs:
        expected = query(frame.lazy()).collect()
        found: dict[str, pl.DataFrame] = {"eager": applied(frame, rules)}
        open_ = sum(frame.null_count().row(0))
        if not open_:
            found["lazy"] = applied(frame.lazy(), rules, complete=True).collect()
        for how, ours in found.items():
            for name in expected.columns:
                compared += _check_column(f"{name}, {how}", ours[name], expected[name], gaps=bool(open_))
    told = "where both give one" if any(sum(frame.null_count().row(0)) for frame, _, _ in pairs) else "on every row"
    print(f"agrees with what is written by hand to the fen, {told}: {compared:,} values")  # noqa: T201


def _check_column(name: str, ours: pl.Series, expected: pl.Series, *, gaps: bool) -> int:
    settled = ours.is_not_null() & expected.is_not_null() if gaps else pl.Series([True]).new_from_index(0, len(ours))
    wrong = int((settled & ours.ne_missing(expected)).sum())
    if len(ours) != len(expected) or wrong:
        raise Disagreement(f"{name}: {wrong} of {len(expected)} rows differ from what is written by hand")
    return int(settled.sum())


def check_against_openfisca(tables: data.Tables, outputs: Mapping[str, Any]) -> None:
    """To a fen, for what OpenFisca does not round, and what 32 bits hold of the largest amount in the formula."""
    ours = dict[str, pl.Series]()
    for frame, rules in ((tables.people, PEOPLE_RULES), (tables.households, HOUSEHOLD_RULES)):
        results: pl.DataFrame = applied(frame, rules)
        ours |= {name: results[name] for name in results.columns if name in by_hand.OUTPUTS}
    sizes = {
        "contribution_subsidy": tables.people["contribution"],
        "reimbursement": tables.people["in_scope_cost"],
        "interest_subsidy": tables.households["outstanding"] + tables.households["requested"],
    }
    for name, column in zip(outputs, by_hand.OUTPUTS, strict=True):
        exact, theirs = ours[column], outputs[name]
        if len(exact) != len(theirs):
            raise Disagreement(f"{name}: {len(exact)} rows, and {len(theirs)} of OpenFisca's")
        if name not in sizes:
            wrong = int((exact.to_numpy() != theirs).sum())
            print(f"  {name}: {wrong} of {len(theirs):,} rows differ")  # noqa: T201
        else:
            yuan = exact.to_numpy() / FEN_A_YUAN
            allowed = 0.01 + 2 * np.spacing((sizes[name].to_numpy() / FEN_A_YUAN).astype(np.float32))
            off = np.abs(yuan - theirs)
            wrong, shown = int((off > allowed).sum()), np.round(theirs.astype(np.float64) * FEN_A_YUAN)
            other = int((shown != exact.to_numpy()).sum())
            print(  # noqa: T201
                f"  {name}: at most {off.max():.4f} yuan apart; "
                f"rounded to the fen, {other:,} of {len(theirs):,} rows of OpenFisca's are not exact"
            )
        if wrong:
            raise Disagreement(f"{name}: {wrong} of {len(theirs)} rows are further from OpenFisca's than it is exact")
