"""Whatever stands in an envelope, it is replayed or refused by the errors that are documented."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from fuzzing import changed, changed_json, examples, left_in, outcome
from rural_revitalization import (
    Household,
    InvalidInput,
    InvalidPack,
    LocalFigures,
    MedicalBill,
    OutsidePeriod,
    Person,
    assess,
    envelope,
    replay,
    verify,
)
from rural_revitalization.loading import policy_with

ON: Final = date(2022, 6, 1)
OVERLAY: Final = """[document]
id = "made-up"
title = "made up"
from = 2022-01-01
until = 2022-12-31
[gradual_exit.window_months]
value = 6
section = "1"
"""


def written() -> dict[str, Any]:
    """The content of an envelope with an overlay."""
    bill = MedicalBill(settled_on=date(2022, 3, 1), total=20000, in_scope=18000, basic_insurance_paid=9000)
    household = Household(id="1", members=[Person(id="1-1", insured=True, bills=[bill])], monitored=[])
    policy = policy_with("hunan", ON, [(OVERLAY, "made-up.toml")], practice=True)
    figures = LocalFigures(year=2022, insurance_contribution=320, sources={"insurance_contribution": "made up"})
    content: dict[str, Any] = json.loads(
        envelope([assess(household, policy, figures, on=ON, only=["contribution_subsidy", "serious_illness"])])
    )
    return content


WRITTEN: Final = written()
# The figures of all rules make up most of an envelope, and are only compared.
WITHOUT_TERMS: Final = changed(WRITTEN, ("terms",), {})
JUDGED: Final = {key: WRITTEN[key] for key in ("policy", "cases")}


@st.composite
def envelopes(draw: st.DrawFn) -> str:
    """The text of an envelope of which something is changed, mostly in what is worked with."""
    if draw(st.booleans()):
        return draw(changed_json(WITHOUT_TERMS))
    inside = json.loads(draw(changed_json(JUDGED).filter(is_json)))
    return json.dumps(WRITTEN | inside if isinstance(inside, dict) else inside)


def is_json(text: str) -> bool:
    """Whether the standard library reads a text."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


@given(envelopes())
@examples(by_day=200, by_night=5_000)
def test_any_envelope_is_replayed_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept.json"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        again, refused = outcome(partial(replay, file), InvalidInput, InvalidPack, OutsidePeriod)
        if not refused:
            # Two ways to the same: nothing differs, and the fingerprint is that of the envelope written today.
            assert again.same is (verify(file).found == json.loads(again.text)["fingerprint"])
        assert left_in(Path(folder)) == ["kept.json"]
