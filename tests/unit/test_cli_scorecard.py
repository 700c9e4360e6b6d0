"""`scorecard` on the command line: one place, several, JSON, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main
from rural_revitalization.wording import display_width

SEEN: Final = [
    {"place": "430923", "measure": "sanitary_toilets", "year": 2022, "value": 87, "unit": "%"},
    {"place": "430000", "measure": "sanitary_toilets", "year": 2022, "value": "88.5", "unit": "%"},
]
PLACES: Final = [{"code": "430923"}, {"code": "430903", "name": "赫山区"}]
OPTIONS: Final = ("--policy", "hunan", "--on", "2023-06-01")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], str]:
    def write(data: Any) -> str:
        file = tmp_path / "places.json"
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_place_is_a_list_of_its_targets_within_80_columns(
    lang: str, written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = written({"observations": SEEN})
    assert main(["scorecard", file, *OPTIONS, "--place", "430923", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(display_width, lines)) <= 80
    toilets = next(line for line in lines if "87" in line and {"en": "the province", "zh": "全省"}[lang] in line)
    assert toilets.split()[-1] == {"en": "yet", "zh": "未到期"}[lang]
    assert "安化县" in lines[0]


def test_several_places_are_a_table(written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scorecard", written({"places": PLACES, "observations": SEEN}), *OPTIONS]) == 0
    head, _, anhua, heshan = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "place"
    assert anhua.split()[:3] == ["安化县", "0", "1"]
    assert heshan.startswith("赫山区")


def test_a_name_with_control_characters_is_refused_and_not_shown(
    written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    places = [{"code": "430903", "name": "赫山\x1b[2J"}]
    assert main(["scorecard", written({"places": places, "observations": SEEN}), *OPTIONS]) == 1
    error = capsys.readouterr().err
    assert "$.places[0].name: expected text without line breaks and control characters" in error
    assert "\x1b" not in error


def test_the_scorecards_are_written_as_json(written: Callable[[Any], str], tmp_path: Path) -> None:
    out = tmp_path / "cards.json"
    assert main(["scorecard", written({"places": PLACES, "observations": SEEN}), *OPTIONS, "--out", str(out)]) == 0
    first, second = json.loads(out.read_text(encoding="utf-8"))["scorecards"]
    (toilets,) = [score for score in first["scores"] if score["target"] == "hunan-2021/key-county/indicator-toilet"]
    assert (toilets["observed"], toilets["goal"], toilets["gap"], toilets["outcome"]) == (
        "87",
        "88.5",
        "1.5",
        "not_yet",
    )
    assert toilets["source"].startswith("hunan-14fyp-2021 第四章第二节")
    missing = {"low": "0", "high": "100", "facts": ["430903/sanitary_toilets/2023"]}
    assert missing in [score["observed"] for score in second["scores"]]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"observations": SEEN}, "$.places: expected at least one place, or --place"),
        ({"places": [PLACES[0], PLACES[0]], "observations": SEEN}, "$.places[1].code: expected a place given once"),
        ({"places": [{"code": "520526"}], "observations": []}, "places[0].code: expected a place in hunan (430000)"),
        ({"places": PLACES}, "$.observations: expected"),
        ({"places": PLACES, "observations": [SEEN[0] | {"unit": "share"}]}, "$.observations[0].unit: expected %"),
        (
            {"places": PLACES, "observations": [SEEN[0] | {"value": "87%"}]},
            "$.observations[0].value: expected a number",
        ),
        ({"places": PLACES, "observations": [SEEN[0], SEEN[0] | {"value": 88}]}, "observations[1].value: expected"),
        ({"place": "430923"}, "$.place: expected one of the keys places, observations"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_path(
    data: Any, told: str, written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scorecard", written(data), *OPTIONS]) == 1
    assert told in capsys.readouterr().err


def test_a_place_that_is_no_code_and_a_file_in_another_encoding_are_refused(
    tmp_path: Path, written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["scorecard", written({"observations": []}), *OPTIONS, "--place", "安化"])
    assert "got '安化'; did you mean 安化县?" in capsys.readouterr().err
    other = tmp_path / "gbk.json"
    other.write_bytes("安化".encode("gbk"))
    assert main(["scorecard", str(other), *OPTIONS]) == 1
    assert "JSON in UTF-8" in capsys.readouterr().err
