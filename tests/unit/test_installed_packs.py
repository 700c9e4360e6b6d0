"""Packs of other packages: tiny distributions on the path."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import rural_revitalization as rr

ON = date(2022, 6, 1)
Install = Callable[..., Path]


def pack(name: str, value: str = "6", *, since: str = "2022-01-01", jurisdiction: str = "yiyang") -> str:
    return f"""[document]
id = "{name}"
title = "A made-up notice"
from = {since}
until = 2022-12-31
jurisdiction = "{jurisdiction}"

[gradual_exit.window_months]
value = {value}
unit = "months"
section = "article 2"
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with one pack, or with whatever its module is to say."""

    def installed(name: str, text: str, module: str | None = None) -> Path:
        site = tmp_path / name
        package, info = site / name, site / f"{name}-1.0.dist-info"
        package.mkdir(parents=True)
        info.mkdir()
        found = f'from importlib.resources import files\nPACK = files(__name__) / "{name}.toml"\n'
        (package / "__init__.py").write_text(found if module is None else module, encoding="utf-8")
        (package / f"{name}.toml").write_text(text, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(
            f"[rural_revitalization.packs]\nnotice = {name}:PACK\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return site

    return installed


def refused(jurisdiction: str = "yiyang", **given: object) -> rr.InvalidPack:
    with pytest.raises(rr.InvalidPack) as caught:
        rr.load_policy(jurisdiction, on=ON, **given)  # type: ignore[arg-type]
    return caught.value


def test_a_pack_of_a_package_comes_before_the_documents_of_its_jurisdiction(install: Install) -> None:
    install("city_pack", pack("made-up-city-2022"))
    policy = rr.load_policy("yiyang", on=ON)
    assert policy.documents[:2] == ("made-up-city-2022", "yiyang-14fyp-2021")
    figure = policy.figure("gradual_exit.window_months")
    assert (figure.value, str(figure)) == (6, "made-up-city-2022 article 2")
    assert rr.load_policy("hunan", on=ON).documents[0] == "hunan-opinions-2022"
    assert rr.load_policy("yiyang", on=ON, installed=False).documents[0] == "yiyang-14fyp-2021"
    # Unlike an overlay, which is asked for, it stands aside on other days.
    assert rr.load_policy("yiyang", on=date(2023, 1, 1)).documents[0] == "yiyang-14fyp-2021"


def test_the_overlay_comes_first_then_the_later_pack(install: Install, tmp_path: Path) -> None:
    install("older_pack", pack("made-up-older", "7"))
    install("later_pack", pack("made-up-later", "6", since="2022-02-01"))
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(pack("made-up-overlay", "5"), encoding="utf-8")
    policy = rr.load_policy("yiyang", on=ON, overlay=overlay)
    assert policy.documents[:3] == ("made-up-overlay", "made-up-later", "made-up-older")
    assert policy.figure("gradual_exit.window_months").value == 5
    assert rr.load_policy("yiyang", on=ON).figure("gradual_exit.window_months").value == 6
    assert rr.load_policy("yiyang", on=date(2022, 1, 15)).figure("gradual_exit.window_months").value == 7


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (pack("yiyang-14fyp-2021"), "document.id"),
        (pack("made-up", "13"), "gradual_exit.window_months.value"),
        (pack("made-up", "true"), "gradual_exit.window_months.value"),
        (pack("made-up", jurisdiction="changsha"), "document.jurisdiction"),
        (pack("made-up").replace('jurisdiction = "yiyang"', ""), "document.jurisdiction"),
        (pack("made-up").replace("gradual_exit", "gradual"), "gradual.window_months"),
    ],
    ids=["poses as a plan", "above the limit", "no number", "an unknown place", "no place", "no such figure"],
)
def test_the_checks_are_those_of_an_overlay(install: Install, text: str, key: str) -> None:
    install("bad_pack", text)
    assert [item.path for item in refused().mismatches] == [key]


def test_no_pack_is_above_the_limit_of_another(install: Install, tmp_path: Path) -> None:
    install("capped_pack", pack("made-up-city").replace("value = 6", "value = 6\nat_most = true"))
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(pack("made-up-overlay", "7"), encoding="utf-8")
    (wrong,) = refused(overlay=overlay).mismatches
    assert wrong.expected == "at most 6, the limit of made-up-city article 2"


def test_two_packs_do_not_bear_one_name(install: Install, tmp_path: Path) -> None:
    install("one_pack", pack("made-up-city"))
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(pack("made-up-city"), encoding="utf-8")
    assert [item.path for item in refused(overlay=overlay).mismatches] == ["document.id"]
    install("other_pack", pack("made-up-city"))
    assert [item.path for item in refused().mismatches] == ["document.id"]


@pytest.mark.parametrize(
    ("module", "given"),
    [
        ("raise ValueError('broken')", "ValueError: broken"),
        ("", "AttributeError"),
        ("PACK = 'city.toml'", "str"),
        ("PACK = None", "NoneType"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_named(install: Install, module: str, given: str) -> None:
    install("broken_pack", pack("made-up"), module)
    error = refused("guizhou")
    assert "broken" in str(error)
    assert error.about.endswith(": notice")
    (wrong,) = error.mismatches
    assert wrong.path == "rural_revitalization.packs"
    assert wrong.given.startswith(given)


def test_an_overlay_for_another_place_is_refused(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(pack("made-up", jurisdiction="guizhou"), encoding="utf-8")
    assert [item.path for item in refused(overlay=overlay).mismatches] == ["document.jurisdiction"]


def test_an_envelope_holds_the_pack_and_needs_the_package_no_more(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = install("city_pack", pack("made-up-city-2022"))
    household = rr.Household(id="1", members=[rr.Person(id="1-1")])
    assessment = rr.assess(household, rr.load_policy("yiyang", on=ON), rr.LocalFigures(year=2022), on=ON)
    file = tmp_path / "kept.json"
    file.write_text(rr.envelope([assessment]), encoding="utf-8")
    monkeypatch.setattr(sys, "path", [item for item in sys.path if item != str(site)])
    assert "made-up-city-2022" not in rr.load_policy("yiyang", on=ON).documents
    assert rr.replay(file).same
    content = json.loads(file.read_text(encoding="utf-8"))
    content["policy"]["installed"][0]["text"] = pack("made-up-city-2022", "13")
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(rr.InvalidPack, match="at most 12"):
        rr.replay(file)
