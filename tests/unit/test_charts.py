"""Charts of indicators and the sheet for the wall: what they show, and what they need."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

import rural_revitalization as rr
from rural_revitalization import InvalidInput
from rural_revitalization.charts import Font, indicator_chart, render, series_of, wall_sheet
from rural_revitalization.cli import main
from rural_revitalization.indicators import Observation, Scorecard, gathered, scorecard
from rural_revitalization.places import Place

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

DAY: Final = date(2024, 6, 1)
SEWAGE: Final = "hunan-2021/indicator/15-rural-sewage-rate"
GROWTH: Final = "hunan-2021/target/income-growth-vs-province"
SCHEDULE: Final = "hunan-2017/schedule/persons"
FONT: Final = Font("Some Chinese Font")


def observed(measure: str, unit: str, values: dict[int, str]) -> list[Observation]:
    return [
        Observation(place="430000", measure=measure, year=year, value=value, unit=unit)
        for year, value in values.items()
    ]


SEEN: Final = [
    *observed("sewage_treated", "%", {2020: "22.1", 2021: "25", 2022: "28.4", 2023: "30.2"}),
    *observed("township_sewage", "%", {2023: "100"}),
]


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return scorecard(Place(code="430000"), SEEN, rr.load_policy("hunan", on=DAY), on=DAY)


def test_the_way_to_a_target_has_both_ends_that_the_document_states(card: Scorecard) -> None:
    found = series_of(card.of(SEWAGE), gathered(SEEN))
    # 专栏1-1: 农村生活污水治理率 22.1 (2020), 35 (2025)
    assert found.path == ((2020, Decimal("22.1")), (2025, Decimal(35)))
    assert found.observed[-1] == (2023, Decimal("30.2"))
    assert (found.reference, found.goal) == ((), Decimal(35))


def test_a_relative_target_is_drawn_against_what_it_is_held_against(card: Scorecard) -> None:
    target = card.of(GROWTH).target
    seen = [
        *observed(target.measure, "% per year", {2022: "8.4", 2023: "9"}),
        *observed(str(target.reference_measure), "% per year", {2022: "6.8"}),
    ]
    found = series_of(scorecard(card.place, seen, rr.load_policy("hunan", on=DAY), on=DAY).of(GROWTH), gathered(seen))
    assert found.reference == ((2022, Decimal("6.8")),)
    assert found.goal is None  # the growth of 2023 is not observed


def test_a_schedule_is_a_way_by_itself() -> None:
    day = date(2018, 6, 1)
    found = scorecard(Place(code="430000"), [], rr.load_policy("hunan", on=day), on=day).of(SCHEDULE)
    path = series_of(found, {}).path
    assert [year for year, _ in path] == [2016, 2017, 2018, 2019]
    assert sum(value for _, value in path) == 4_450_000


def texts(svg: bytes) -> set[str]:
    """What is written in a picture, line by line."""
    name = "{http://www.w3.org/2000/svg}text"
    return {line.strip() for item in ET.fromstring(svg).iter(name) for line in item.itertext()}  # noqa: S314 - made here


def test_a_chart_says_what_is_asked_and_how_it_stands_in_its_font(card: Scorecard) -> None:
    svg = render(indicator_chart(card.of(SEWAGE), SEEN, lang="zh", font=FONT))
    found = texts(svg)
    assert {"农村生活污水处理（治理）率", "要求：到2025年不低于35；预期性", "30.2（2023年）；未到期", "实际值"} <= found
    assert b"Some Chinese Font" in svg


def test_the_sheet_counts_all_targets_and_draws_those_observed(card: Scorecard) -> None:
    found = texts(render(wall_sheet(card, SEEN, lang="en")))
    assert f"targets in all: {len(card.scores)}" in found
    assert {"30.2 (2023); not yet", "100 (2023); met"} <= found
    assert f"open {sum(str(score.outcome) == 'unknown' for score in card.scores)}" in found
    empty = scorecard(card.place, [], rr.load_policy("hunan", on=DAY), on=DAY)
    assert any("Not drawn: " in text for text in texts(render(wall_sheet(empty, []))))


def test_a_picture_may_be_a_png(card: Scorecard) -> None:
    assert render(indicator_chart(card.of(SEWAGE), SEEN), "png", scale=1).startswith(b"\x89PNG")
    with pytest.raises(InvalidInput, match="kind"):
        render(indicator_chart(card.of(SEWAGE), SEEN), "gif")  # type: ignore[arg-type]


def test_chinese_needs_a_font_and_none_is_assumed(card: Scorecard, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="a font that has Chinese characters"):
        indicator_chart(card.of(SEWAGE), SEEN, lang="zh")
    with pytest.raises(InvalidInput, match=r"font\.folder"):
        wall_sheet(card, SEEN, lang="zh", font=Font("X", tmp_path / "nowhere"))


def test_the_command_draws_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"place": item.place, "measure": item.measure, "year": item.year, "value": str(item.value), "unit": "%"}
        for item in SEEN
    ]
    (tmp_path / "in.json").write_text(json.dumps({"observations": rows}), encoding="utf-8")
    common = ["scorecard", str(tmp_path / "in.json"), "--policy", "hunan", "--on", str(DAY)]
    sheet, charts = tmp_path / "sheet.svg", tmp_path / "charts"
    drawn = [*common, "--place", "430000", "--sheet", str(sheet), "--charts", str(charts)]
    assert main(drawn) == 0
    assert "targets in all" in sheet.read_text(encoding="utf-8")
    assert "hunan-2021-indicator-15-rural-sewage-rate-2023.svg" in {file.name for file in charts.iterdir()}
    chinese = tmp_path / "图"
    assert main([*common, "--place", "430000", "--charts", str(chinese), "--lang", "zh", "--font", "any"]) == 0
    names = [file.name for file in chinese.iterdir()]
    assert len(names) == len([*charts.iterdir()])
    assert "农村生活污水处理（治理）率-2023.svg" in {name.partition("-")[2] for name in names}
    assert not any(re.search("[a-z]{2}|[/:*?]", name.removesuffix(".svg")) for name in names)
    capsys.readouterr()
    places = [{"code": "430923"}, {"code": "430903"}]
    (tmp_path / "two.json").write_text(json.dumps({"observations": rows, "places": places}), encoding="utf-8")
    two = [common[0], str(tmp_path / "two.json"), *common[2:], "--sheet", str(sheet)]
    for refused, told in (
        ([*drawn, "--lang", "zh"], "--font：应为含中文的字体"),
        ([*drawn, "--fonts", str(tmp_path)], "the name of the font in --fonts"),
        (two, "one place for --sheet or --charts"),
    ):
        assert main(refused) == 1
        assert told in capsys.readouterr().err
