"""Checklists: how a row is read, and how it stands once it is gone through."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization as rr
from rural_revitalization import InvalidInput, InvalidPack, OutsidePeriod, Undecided, Unknown
from rural_revitalization.checklists import (
    Checked,
    Checklist,
    ChecklistSubject,
    ItemAnswer,
    Use,
    check,
    check_all,
    checklist_of,
    checklists_in_force,
    read_checklists,
    shipped_checklists,
    support_for,
)
from rural_revitalization.places import Membership, Place, PlaceClass
from rural_revitalization.wording import LANGUAGES

REGISTER: Final = Path(__file__).parents[2].parent / "shared" / "policy" / "register.csv"
IN_2018, IN_2022 = date(2018, 6, 1), date(2022, 6, 1)
ANHUA: Final = Place(code="430923")
COURTYARD: Final = "hunan-2021/beautiful/courtyard-eight-no"
MODES: Final = "hunan-2017/industry/linkage-modes"
SMALL_WORKS: Final = "hunan-2017/water/small-works-priority"
CAPITAL: Final = "hunan-2017/relocation/capital-sources"

rows = pytest.mark.parametrize("row", shipped_checklists().values(), ids=lambda row: row.key)


def gone_through(row: Checklist, answers: dict[str, bool | None], place: Place | None = None) -> Checked:
    return check(row, answers, on=max(row.since, min(IN_2022, row.until)), place=place)


# -- how it stands --------------------------------------------------------------------------------------------


def test_every_item_must_hold_unless_one_is_enough() -> None:
    names = list(checklist_of(COURTYARD).by_name)
    assert len(names) == 8  # 八美八无
    assert gone_through(checklist_of(COURTYARD), dict.fromkeys(names, True)).met is True
    found = gone_through(checklist_of(COURTYARD), {**dict.fromkeys(names, True), "yard": False})
    assert (found.met, found.failing, found.missing) == (False, ("yard",), ())
    assert gone_through(checklist_of(CAPITAL), {"construction_fund": False, "local_bonds": True}).met is True
    assert gone_through(checklist_of(CAPITAL), {"construction_fund": False, "local_bonds": False}).met is False


def test_what_nobody_recorded_is_open_and_named_unless_it_cannot_matter() -> None:
    found = gone_through(checklist_of(COURTYARD), {"yard": None, "water": True})
    assert isinstance(found.met, Unknown)
    assert "yard" in found.missing
    assert "water" not in found.missing
    assert gone_through(checklist_of(COURTYARD), {"yard": False}).missing == ()


def test_a_list_that_ends_in_and_so_on_excludes_nothing() -> None:
    row = checklist_of(MODES)  # 等产业扶贫模式
    found = gone_through(row, dict.fromkeys(row.by_name, False))
    assert isinstance(found.met, Unknown)
    assert (found.missing, found.not_stated) == ((), (row.key,))
    assert gone_through(row, {"direct": True}).met is True


def test_a_condition_that_is_not_stated_leaves_it_open() -> None:
    row = checklist_of("hunan-2017/tourism/county-recognition")  # 有条件的贫困县
    found = gone_through(row, {"poor_county": True})
    assert isinstance(found.met, Unknown)
    assert (found.missing, found.not_stated) == ((), (row.key,))
    assert gone_through(row, {"poor_county": False}).met is False


def test_the_class_of_a_place_answers_where_a_list_or_its_record_says_so() -> None:
    row = checklist_of(SMALL_WORKS)
    poor = Place(code="430923101001", memberships=[Membership(of=PlaceClass.POOR_VILLAGE, belongs=True)])
    assert gone_through(row, {"qualified": True}, poor).met is True
    assert gone_through(row, {"qualified": True}, Place(code="430923101001")).missing == ("poor_village",)


def test_an_answer_that_contradicts_the_class_of_a_place_is_named_as_a_conflict() -> None:
    row = checklist_of("hunan-2022/key-county/resource-tilt")
    found = check(row, {"key_support_county": False}, on=IN_2022, place=ANHUA)
    assert isinstance(found.met, Unknown)
    assert (found.missing, found.holding, found.failing) == ((), (), ())
    (conflict,) = found.conflicts
    assert conflict.of is PlaceClass.KEY_SUPPORT_COUNTY
    assert conflict.fields == ("hunan-2021/county/key-list", "answers.key_support_county")
    assert "contradict each other" in found.line()
    assert "相互矛盾" in found.line("zh")
    assert check(row, {"key_support_county": True}, on=IN_2022, place=ANHUA).conflicts == ()


def test_a_record_that_contradicts_an_answer_is_named_by_its_place_in_the_record() -> None:
    village = Place(code="430923101001", memberships=[Membership(of=PlaceClass.POOR_VILLAGE, belongs=True)])
    answers: dict[str, bool | None] = {"qualified": True, "poor_village": False}
    found = gone_through(checklist_of(SMALL_WORKS), answers, village)
    assert (found.missing, [item.fields for item in found.conflicts]) == (
        (),
        [("memberships[0]", "answers.poor_village")],
    )


def test_what_a_county_is_granted_follows_from_its_classes() -> None:
    found = support_for(ANHUA, rr.load_policy("hunan", on=IN_2022))
    sure = [item.checklist.register for item in found if item.met is True]
    assert sure == ["hunan-2022/key-county/resource-tilt", "hunan-2021/fund/tilt"]
    heshan = support_for(Place(code="430903"), rr.load_policy("hunan", on=IN_2022))  # a demonstration county
    assert not {item.checklist.register for item in heshan} & set(sure)
    exited = Place(code="430923", memberships=[Membership(of=PlaceClass.EXITED_COUNTY, belongs=True)])
    more = support_for(exited, rr.load_policy("hunan", on=IN_2022))
    assert "hunan-2021/land/balance-trade" in {item.checklist.register for item in more if item.met is True}


def test_answers_settle_what_a_place_is_granted() -> None:
    policy = rr.load_policy("guizhou", on=IN_2022)
    county = Place(code="520424")
    assert [item.met for item in support_for(county, policy, {"rated_good": True})][:1] == [True]
    with pytest.raises(InvalidInput, match="rated_god"):
        support_for(county, policy, {"rated_god": True})


def test_all_that_is_answered_and_all_that_is_for_a_place_is_gone_through() -> None:
    policy = rr.load_policy("hunan", on=IN_2022)
    yard = ItemAnswer(checklist=COURTYARD, item="yard", holds=False, subject="H-1")
    assert [(item.subject, item.checklist.key, item.met) for item in check_all([yard], policy)] == [
        ("H-1", COURTYARD, False)
    ]
    found = check_all([yard], policy, places=[ANHUA])
    assert {item.checklist.about for item in found[:-1]} == {ChecklistSubject.COUNTY, ChecklistSubject.AREA}
    assert {item.checklist.key for item in support_for(ANHUA, policy)} <= {item.checklist.key for item in found}
    assert [item.subject for item in found[-2:]] == ["430923", "H-1"]


def test_a_subject_that_is_a_division_code_is_a_place() -> None:
    tilt = ItemAnswer(checklist="hunan-2022/key-county/resource-tilt", item="key_support_county", subject="430923")
    assert [item.met for item in check_all([tilt], rr.load_policy("hunan", on=IN_2022))] == [True]


def test_rows_that_are_chosen_are_gone_through_by_themselves_or_for_each_subject() -> None:
    policy, row = rr.load_policy("hunan", on=IN_2022), checklist_of(COURTYARD)
    assert [(item.subject, item.missing) for item in check_all([], policy, rows=[row])] == [(None, tuple(row.by_name))]
    yards = [ItemAnswer(checklist=COURTYARD, item="yard", holds=True, subject=subject) for subject in ("H-1", "H-2")]
    assert [item.subject for item in check_all(yards, policy, rows=[row])] == ["H-1", "H-2"]


@given(data=st.data())
def test_filling_in_an_answer_never_overturns_one_and_both_ends_are_reached(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(list(shipped_checklists().values())))
    known: dict[str, bool | None] = {name: data.draw(st.sampled_from([True, False, None])) for name in row.by_name}
    found = gone_through(row, known).met
    filled = [
        gone_through(row, {name: fill if answer is None else answer for name, answer in known.items()}).met
        for fill in (True, False)
    ]
    if not isinstance(found, Unknown):
        assert filled == [found, found]
    elif row.unstated is None:
        assert filled == [True, False]  # it only ever rises with its items


# -- what is refused ------------------------------------------------------------------------------------------


def test_all_answers_that_fit_no_item_are_named_at_once() -> None:
    wrong: Any = {"yard": "yes", "yrad": True}
    with pytest.raises(InvalidInput) as caught:
        gone_through(checklist_of(COURTYARD), wrong)
    assert [item.path for item in caught.value.mismatches] == ["answers.yard", "answers.yrad"]


def test_a_day_outside_the_document_is_refused() -> None:
    with pytest.raises(OutsidePeriod):
        check(checklist_of(COURTYARD), {}, on=date(2026, 1, 1))
    with pytest.raises(OutsidePeriod):
        check(checklist_of(MODES), {}, on=date(2017, 3, 30))


def test_what_was_checked_is_no_truth_value() -> None:
    with pytest.raises(Undecided, match="compare `met`"):
        bool(gone_through(checklist_of(COURTYARD), {}))


def test_all_faults_of_a_file_are_named_at_once() -> None:
    text = """
["hunan-2017/industry/linkage-modes"]
label = "x"
zh = "某"
about = "village"
use = "support"
items = [{ name = "a", label = "a" }]

["hunan-2021/fund/tilt"]
label = "x"
zh = "某"
about = "planet"
use = "support"
unstated = "what"
items = [{ of_class = "poor_county" }, { of_class = "poor_county" }]
"""
    with pytest.raises(InvalidPack) as caught:
        read_checklists(text, "some.toml", "hunan-13fyp-2017")
    paths = [item.path for item in caught.value.mismatches]
    assert "hunan-2021/fund/tilt" in paths
    assert any(path.endswith("linkage-modes.name") for path in paths)
    assert any(path.endswith(".about") for path in paths)


# -- the rows -------------------------------------------------------------------------------------------------


@rows
def test_a_row_is_where_the_register_has_it(row: Checklist) -> None:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        listed = next(item for item in csv.DictReader(lines) if item["id"] == row.register)
    assert (listed["document"], listed["locator"]) == (row.source.document, row.source.section)
    assert listed["effective_from"] <= str(row.since)
    assert listed["effective_to"] == str(row.until)


@rows
def test_every_row_is_told_in_both_languages(row: Checklist) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for lang in LANGUAGES:
        open_, met = gone_through(row, {}), gone_through(row, dict.fromkeys(row.by_name, True))
        assert row.words(lang) in open_.line(lang)
        assert row.unstated or row.use.words(lang) in met.line(lang)
        assert all(bool(chinese.search(item.words(lang))) is (lang == "zh") for item in row.by_name.values())
    assert f"checklists: {row.key}" in rr.coverage()[row.register]


def test_what_holds_under_a_policy_is_what_its_documents_name() -> None:
    found = checklists_in_force(rr.load_policy("yiyang", on=IN_2022))
    documents = list(dict.fromkeys(row.source.document for row in found))
    assert documents == ["yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021"]
    assert all(
        row.about is ChecklistSubject.LOAN
        for row in checklists_in_force(rr.load_policy("hunan", on=IN_2018), ChecklistSubject.LOAN)
    )
    assert {row.use for row in shipped_checklists().values()} == set(Use)
