"""Envelopes come out again, or say what differs."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import rural_revitalization as rr
from rural_revitalization import limits, records

ON = date(2022, 6, 1)
TOWNSHIP = Path(__file__).parents[2] / "examples" / "data" / "township.json"
OVERLAY = """
[document]
id = "our-county-2022"
title = "Our county's notice"
from = 2022-01-01
until = 2022-12-31

[serious_illness.rate]
value = 0.62
unit = "share"
section = "article 3"
"""


def family() -> rr.Household:
    bill = rr.MedicalBill(settled_on=date(2022, 3, 1), total=120000, in_scope=100000, basic_insurance_paid=10000)
    person = rr.Person(
        id="1-1",
        name="张三",
        insured=True,
        bills=[bill],
        extreme_poverty=[],
        minimum_living_allowance=[rr.Spell(since=date(2021, 1, 1))],
        returned_to_poverty=[],
    )
    return rr.Household(id="1", members=[person], monitored=[])


def local() -> rr.LocalFigures:
    return rr.LocalFigures(
        year=2022,
        area_disposable_income=32000,
        serious_illness_ceiling=rr.NO_CEILING,
        sources={"area_disposable_income": "made up", "serious_illness_ceiling": "made up"},
    )


def written(tmp_path: Path, policy: rr.Policy | None = None) -> Path:
    assessment = rr.assess(family(), policy or rr.load_policy("hunan", on=ON), local(), on=ON)
    file = tmp_path / "envelope.json"
    file.write_text(rr.envelope([assessment]), encoding="utf-8")
    return file


def test_an_envelope_comes_out_again_to_the_byte(tmp_path: Path) -> None:
    file = written(tmp_path)
    again = rr.replay(file)
    assert again.same
    assert again.differences == ()
    assert again.text == file.read_text(encoding="utf-8")


def test_a_replay_holds_the_assessments_that_were_made_again(tmp_path: Path) -> None:
    again = rr.replay(written(tmp_path))
    made = rr.assess(family(), rr.load_policy("hunan", on=ON), local(), on=ON)
    assert again.assessments == (made,)
    assert again.assessments[0].explain() == made.explain()


def test_what_could_not_be_opened_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path)
    length = len(file.read_text(encoding="utf-8"))
    monkeypatch.setattr(limits, "LONGEST_JSON", length)
    assert rr.replay(file).same
    monkeypatch.setattr(limits, "LONGEST_JSON", length - 1)
    with pytest.raises(rr.InvalidInput) as unread:
        rr.replay(file)
    with pytest.raises(rr.InvalidInput) as unwritten:
        written(tmp_path)
    assert str(unread.value.mismatches[0]) == f"$: expected at most {length - 1} characters, got {length}"
    assert str(unwritten.value.mismatches[0]) == (
        f"assessments: expected few enough for an envelope of at most {length - 1} characters, "
        f"got 1, which take {length}"
    )


def test_how_an_envelope_is_laid_out_makes_no_difference(tmp_path: Path) -> None:
    file = written(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(json.dumps(json.loads(text)), encoding="utf-8")
    again = rr.replay(file)
    assert (again.same, again.differences) == (True, ())
    # The text of today is that of a new envelope.
    assert again.text == text


def test_a_truth_is_not_the_same_as_the_number_that_equals_it(tmp_path: Path) -> None:
    file = written(tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    line = content["cases"][0]["results"]["payments"][0]["worksheet"]["lines"][1]
    assert line["in_principle"] is False
    line["in_principle"] = 0
    file.write_text(json.dumps(content), encoding="utf-8")
    assert [item.path for item in rr.replay(file).differences] == [
        "$.cases[0].results.payments[0].worksheet.lines[1].in_principle"
    ]


def chain(error: BaseException | None) -> Iterator[str]:
    """All that a traceback would print of an error and of what it comes from."""
    while error is not None:
        yield "".join(traceback.format_exception(error))
        yield repr(error)
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("as_given", [str, Path], ids=["text", "path"])
def test_the_text_of_an_envelope_is_no_path_and_nothing_of_it_is_shown(tmp_path: Path, as_given: Any) -> None:
    text = written(tmp_path).read_text(encoding="utf-8")
    content = json.loads(text)
    short = json.dumps({"kind": content["kind"], "name": "张三"}, ensure_ascii=False)
    assert "张三" in text
    for given in (
        text,
        json.dumps(content, ensure_ascii=False),
        short,
        f"\ufeff{short}",
        "张三" * 3000,
        f"张三\0{short}\n",
    ):
        with pytest.raises(rr.InvalidInput) as refused:
            rr.replay(as_given(given))
        assert [(item.path, item.expected) for item in refused.value.mismatches] == [
            ("file", "the path of an envelope")
        ]
        assert not [said for said in chain(refused.value) if "张三" in said]


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="none"):
        rr.replay(tmp_path / "none.json")
    file = tmp_path / "gb.json"
    file.write_bytes('{"name": "张三"}'.encode("gb18030"))
    with pytest.raises(rr.InvalidInput, match=r"gb\.json\n.*UTF-8"):
        rr.replay(file)


def test_no_repr_of_a_replay_holds_a_record(tmp_path: Path) -> None:
    assert "张三" not in repr(rr.replay(written(tmp_path)))


@pytest.mark.parametrize("only", [None, ["small_loan"], ["net_income", "serious_illness"]])
def test_the_day_and_the_parts_asked_for_are_those_of_the_assessment(tmp_path: Path, only: list[str] | None) -> None:
    # A policy holds on other days than the one it was loaded for.
    assessment = rr.assess(family(), rr.load_policy("hunan", on=ON), local(), on=date(2022, 9, 30), only=only)
    file = tmp_path / "envelope.json"
    file.write_text(rr.envelope([assessment]), encoding="utf-8")
    assert rr.replay(file).differences == ()
    assert f'"on": "{assessment.on}"' in file.read_text(encoding="utf-8")


def test_the_example_township_is_replayed_whole(tmp_path: Path) -> None:
    content = records.parse(TOWNSHIP.read_text(encoding="utf-8"))
    policy = rr.load_policy("hunan", on=ON)
    figures = records.structure(rr.LocalFigures, content["local"])
    households = [records.structure(rr.Household, item) for item in content["households"]]
    assert len(households) >= 200
    file = tmp_path / "township.json"
    file.write_text(
        rr.envelope(rr.assess(household, policy, figures, on=ON) for household in households), encoding="utf-8"
    )
    assert rr.replay(file).same


def test_an_envelope_says_what_it_was_made_from(tmp_path: Path) -> None:
    content = json.loads(written(tmp_path).read_text(encoding="utf-8"))
    assert content["version"] == rr.__version__
    assert content["policy"]["jurisdiction"] == "hunan"
    assert content["policy"]["on"] == "2022-06-01"
    assert set(content["policy"]["packs"]) == {"hunan-opinions-2022", "hunan-14fyp-2021", "national-practice"}
    assert all(len(digest) == 64 for digest in content["policy"]["packs"].values())
    rate = content["terms"]["serious_illness"]["rate"]
    assert rate == {"value": "0.60", "source": "hunan-14fyp-2021 第二章第二节二", "pack": "hunan-14fyp-2021"}
    assert content["terms"]["small_loan"]["subsidised_cap"]["source"] is None
    # 90,000 - 8,000 = 82,000; x 65% = 53,300
    assert content["cases"][0]["results"]["totals"]["serious_illness"] == "53300.00"
    assert content["cases"][0]["household"]["id"] == "1"
    found = content["cases"][0]["results"]["entitlements"]
    (contract_service,) = [item for item in found if item["entitlement"]["name"] == "contract_service"]
    assert contract_service["outcome"] == {"low": False, "high": True, "facts": ["exited"]}


def test_an_overlay_travels_in_the_envelope(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    file = written(tmp_path, rr.load_policy("hunan", on=ON, overlay=path))
    path.unlink()
    assert rr.replay(file).same
    # 82,000 x (62% + 5%) = 54,940
    results = json.loads(file.read_text(encoding="utf-8"))["cases"][0]["results"]
    assert results["totals"]["serious_illness"] == "54940.00"


def test_several_overlays_travel_in_their_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(OVERLAY, encoding="utf-8")
    second.write_text(OVERLAY.replace('id = "', 'id = "second-'), encoding="utf-8")
    file = written(tmp_path, rr.load_policy("hunan", on=ON, overlay=[first, second]))
    kept = json.loads(file.read_text(encoding="utf-8"))["policy"]["overlays"]
    assert [item["file"] for item in kept] == ["a.toml", "b.toml"]
    assert rr.replay(file).same


def test_the_one_overlay_of_an_older_envelope_is_read(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    file = written(tmp_path, rr.load_policy("hunan", on=ON, overlay=path))
    content = json.loads(file.read_text(encoding="utf-8"))
    (content["policy"]["overlay"],) = content["policy"].pop("overlays")
    file.write_text(json.dumps(content), encoding="utf-8")
    again = rr.replay(file)
    assert [item.path for item in again.differences] == ["$.policy.overlay", "$.policy.overlays"]
    assert again.assessments[0].totals["serious_illness"] == Decimal("54940.00")  # as above
    content["policy"]["overlay"] = None
    file.write_text(json.dumps(content), encoding="utf-8")
    assert rr.replay(file).assessments[0].inputs.policy.overlays == ()


def test_national_practice_left_out_stays_out(tmp_path: Path) -> None:
    file = written(tmp_path, rr.load_policy("hunan", on=ON, practice=False))
    assert rr.replay(file).same
    assert "national-practice" not in json.loads(file.read_text(encoding="utf-8"))["policy"]["packs"]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"serious_illness": "53300.00"', '"serious_illness": "53300.01"', "$.cases[0].results.totals.serious_illness"),
        (f'"version": "{rr.__version__}"', '"version": "0.0.1"', "$.version"),
        ('"name": "contract_service"', '"name": "contract"', "$.cases[0].results.entitlements[1].entitlement.name"),
        ('"status": "due"', '"status": "not_eligible"', "$.cases[0].results.payments[1].status"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, old: str, new: str, path: str) -> None:
    file = written(tmp_path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    again = rr.replay(file)
    assert not again.same
    assert [difference.path for difference in again.differences] == [path]


def test_an_envelope_of_an_older_version_names_the_version_beside_what_it_wrote_otherwise(tmp_path: Path) -> None:
    # As 0.1.0 wrote it: an entitlement was flat, and a term there was is no more.
    file = written(tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    results = content["cases"][0]["results"]
    flat = [item.pop("entitlement") | item for item in results["entitlements"]]
    content["version"], results["entitlements"] = "0.1.0", flat
    content["terms"]["contribution_subsidy"]["other_rate"] = {"value": None, "source": None}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    again = rr.replay(file)
    assert not again.same
    first, *others = again.differences
    assert (first.path, first.then, first.now) == ("$.version", "0.1.0", rr.__version__)
    assert str(first) == f"$.version: was '0.1.0', is '{rr.__version__}'"
    paths = {item.path for item in others}
    assert {"$.terms.contribution_subsidy.other_rate", "$.cases[0].results.entitlements[0].entitlement"} <= paths
    # The amounts came out as they were.
    assert not [path for path in paths if path.startswith("$.cases[0].results.totals")]


def test_an_overlay_with_a_figure_there_is_no_more_cannot_be_had_again(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    file = written(tmp_path, rr.load_policy("hunan", on=ON, overlay=path))
    content = json.loads(file.read_text(encoding="utf-8"))
    content["policy"]["overlays"][0]["text"] = OVERLAY.replace("serious_illness.rate", "serious_illness.bands")
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(rr.InvalidPack, match=r"serious_illness\.bands"):
        rr.replay(file)


def test_a_changed_pack_is_named(tmp_path: Path) -> None:
    file = written(tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["policy"]["packs"]["hunan-14fyp-2021"] = "f" * 64
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (difference,) = rr.replay(file).differences
    assert difference.path == "$.policy.packs.hunan-14fyp-2021"
    assert str(difference).startswith("$.policy.packs.hunan-14fyp-2021: was 'ffff")


def test_results_of_another_length_are_named_whole(tmp_path: Path) -> None:
    file = written(tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["cases"][0]["results"]["documents"].append("another")
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert [item.path for item in rr.replay(file).differences] == ["$.cases[0].results.documents"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"kind": "rural_revitalization envelope"}'])
def test_what_is_no_envelope_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(rr.InvalidInput, match="envelope"):
        rr.replay(file)


def test_one_envelope_holds_one_policy() -> None:
    def assessed(policy: rr.Policy) -> Any:
        return rr.assess(family(), policy, local(), on=ON)

    two = [assessed(rr.load_policy("hunan", on=ON)), assessed(rr.load_policy("yiyang", on=ON))]
    with pytest.raises(rr.InvalidInput, match="one policy"):
        rr.envelope(two)
    with pytest.raises(rr.InvalidInput, match="one policy"):
        rr.envelope([])


# -- what is checked, and the fingerprint -------------------------------------------------------------------------


def changed(file: Path, *path: Any, to: Any) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    file.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        (("policy",), 7, ["$.policy", "$.policy.jurisdiction", "$.policy.on", "$.policy.practice"]),
        (("policy", "on"), "2022-13-01", ["$.policy.on"]),
        (("policy", "on"), "2022-06-01T00:00", ["$.policy.on"]),
        (("policy", "practice"), "false", ["$.policy.practice"]),
        (("policy", "practice"), 1, ["$.policy.practice"]),
        (("policy", "carry"), None, ["$.policy.carry"]),
        (("policy", "jurisdiction"), ["hunan"], ["$.policy.jurisdiction"]),
        (("policy", "overlay"), "text", ["$.policy.overlay", "$.policy.overlay.text", "$.policy.overlay.file"]),
        (("policy", "overlays"), "text", ["$.policy.overlays"]),
        (("policy", "overlays"), [{"text": OVERLAY}], ["$.policy.overlays[0].file"]),
        (("policy", "overlay"), {"text": OVERLAY, "file": None}, ["$.policy.overlay.file"]),
        (("policy", "installed"), {}, ["$.policy.installed"]),
        (("policy", "installed"), [7], [f"$.policy.installed[0]{key}" for key in ("", ".text", ".file")]),
        (("cases",), "none", ["$.cases"]),
        (("cases", 0), [], ["$.cases[0]", "$.cases[0].results", "$.cases[0].results.on"]),
        (("cases", 0, "results", "on"), "y", ["$.cases[0].results.on"]),
        (("cases", 0, "results", "only"), [["small_loan"]], ["$.cases[0].results.only"]),
    ],
)
def test_what_is_not_whole_is_refused_place_by_place(
    tmp_path: Path, path: tuple[Any, ...], value: Any, wrong: list[str]
) -> None:
    file = written(tmp_path)
    changed(file, *path, to=value)
    with pytest.raises(rr.InvalidInput) as refused:
        rr.replay(file)
    assert [item.path for item in refused.value.mismatches] == wrong
    assert refused.value.about == str(file)


@pytest.mark.parametrize("file", ["a\0b", "\ud803", 7, None])
def test_what_is_no_path_is_refused(file: Any) -> None:
    for read in (rr.replay, rr.verify):
        with pytest.raises(rr.InvalidInput, match="the path of an envelope"):
            read(file)


def test_a_fingerprint_is_that_of_the_content_however_it_is_laid_out(tmp_path: Path) -> None:
    file = written(tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    # As the documentation says: SHA-256 of the content without its fingerprint, sorted, without spaces, in ASCII.
    rest = {key: value for key, value in content.items() if key != "fingerprint"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    found = sha256(canonical.encode()).hexdigest()
    assert content["fingerprint"] == found
    file.write_text(json.dumps(dict(reversed(content.items())), ensure_ascii=True, indent=4), encoding="utf-8")
    mark = rr.verify(file)
    assert (mark.stated, mark.found, mark.agrees) == (found, found, True)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("cases", 0, "household", "members", 0, "name"), "李四"),
        (("cases", 0, "results", "totals", "serious_illness"), "53300.01"),
        (("policy", "practice"), 1),
        (("version",), "0.0.1"),
        (("more",), None),
    ],
)
def test_whatever_is_changed_the_fingerprint_agrees_no_more(tmp_path: Path, path: tuple[Any, ...], value: Any) -> None:
    file = written(tmp_path)
    before = rr.verify(file)
    changed(file, *path, to=value)
    after = rr.verify(file)
    assert (after.stated, after.agrees) == (before.found, False)
    assert after.found != before.found


def test_a_fingerprint_that_is_gone_or_forged_is_told_and_no_difference(tmp_path: Path) -> None:
    file = written(tmp_path)
    for value, stated in (("0" * 64, "0" * 64), (None, None), (7, None)):
        changed(file, "fingerprint", to=value)
        assert (rr.verify(file).stated, rr.verify(file).agrees) == (stated, False)
        # The content is the same all the same.
        assert rr.replay(file).same


def test_a_key_given_twice_is_no_content_of_an_envelope(tmp_path: Path) -> None:
    file = written(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"version"', '"version": "0.0.1", "version"', 1), encoding="utf-8")
    assert not rr.verify(file).agrees
    assert [item.path for item in rr.replay(file).differences] == ["$.version"]
