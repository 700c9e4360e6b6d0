"""Whatever stands in an overlay, it is used or refused by the errors that are documented."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from fuzzing import examples, left_in, mangled, outcome
from rural_revitalization import JURISDICTIONS, InvalidPack, OutsidePeriod, load_policy
from rural_revitalization.catalogue import figure_names, term_spec

ON: Final = date(2022, 6, 1)
FITTING: Final = {
    "money": "100",
    "area": "25",
    "rate": "0.5",
    "count": "2",
    "truth": "true",
    "date": "2025-12-31",
    "shares": "[0.5, 0]",
    "sums": "[{contribution = 1, sum = 2}, {contribution = 3, sum = 1}]",
    "schedule": '{measured_on = "whole", bands = [{up_to = 1, rate = 0.5}, {rate = 0.6}]}',
}
"""A value of a figure by the kind of its term."""
ODD: Final = (
    *("-1", "1e2", "nan", "inf", "9" * 5001, "1e99999999999", "0x10", "1_000", '""', '"0.5"'),
    *("2022-06-01", "0000-00-00", "2022-06-01T00:00:00+99:99", "12:00:00", "[]", "{}", "[[[[]]]]"),
    *("{measured_on = {}, bands = [{up_to = [], rate = 0.5}]}", '{measured_on = "whole", bands = [{}]}'),
    *("[{contribution = 1}]", "[{contribution = [], sum = {}}]", '"""\na"""', "'a'", "{value = 1, value = 2}"),
)
BESIDE: Final = (
    *('unit = "sums"', 'unit = "yuan"', "unit = 7", "from = 2022-03-01", "until = 2022-02-01", "from = []"),
    *(
        "granted = true",
        "granted = 1",
        "at_most = true",
        "in_principle = []",
        'register = "x"',
        "other = 1",
        "a.b.c = 1",
    ),
)
CARRIED: Final = ("hunan-14fyp-2021", "hunan-14fyp-2021", "hunan-13fyp-2017", "national-practice", "none")
PERIODS: Final = (("2022-01-01", "2022-12-31"), ("2022-01-01", "2030-12-31"), ("2015-01-01", "2023-01-01"))


def head(first: str, last: str) -> str:
    return f'[document]\nid = "made-up"\ntitle = "made up"\nfrom = {first}\nuntil = {last}\n'


def fitting(name: str) -> str:
    return "1.5" if name == "minimum_living.borderline_factor" else FITTING[term_spec(name).kind.name]


@st.composite
def overlays(draw: st.DrawFn) -> str:
    """The text of an overlay, mostly valid or nearly so."""
    text = head(*draw(st.sampled_from(PERIODS)))
    for pack in draw(st.lists(st.sampled_from(CARRIED), max_size=1)):
        text += f'[[document.carries_forward]]\npack = "{pack}"\nsection = "1"\n'
    for name in draw(st.lists(st.sampled_from(figure_names()), max_size=3, unique=True)):
        value = draw(st.sampled_from(ODD)) if draw(st.integers(0, 3)) == 0 else fitting(name)
        beside = draw(st.sampled_from(BESIDE)) if draw(st.integers(0, 3)) == 0 else ""
        text += f'[{name}]\nsection = "1"\nvalue = {value}\n{beside}\n'
    return draw(mangled(text))


def test_the_overlay_that_is_changed_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "overlay.toml"
    for name in figure_names():
        file.write_text(f"{head(*PERIODS[0])}[{name}]\nsection = '1'\nvalue = {fitting(name)}\n", encoding="utf-8")
        assert load_policy("hunan", on=ON, overlay=file).where(name) == "made-up"


@given(overlays(), st.sampled_from((b"", b"\r\n", b"\n#", b"\xff")), st.sampled_from(sorted(JURISDICTIONS)))
@examples(by_day=500, by_night=10_000)
def test_any_overlay_is_used_or_refused(text: str, more: bytes, jurisdiction: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "overlay.toml"
        file.write_bytes(text.encode("utf-8", "surrogatepass") + more)
        run = partial(load_policy, jurisdiction, on=ON, overlay=file, installed=False)
        policy, refused = outcome(run, InvalidPack, OutsidePeriod)
        assert refused or policy.overlays
        assert left_in(Path(folder)) == ["overlay.toml"]
