"""Divisions by code, the lists of documents, and who belongs to a class."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from rural_revitalization import Household, InvalidInput, LocalFigures, Unknown
from rural_revitalization.fields import specs
from rural_revitalization.places import (
    Level,
    Membership,
    Place,
    PlaceClass,
    class_conflict,
    division_of,
    divisions,
    helps,
    in_class,
    level_of,
    listed,
    part_of,
    sayings,
    shipped_lists,
    shipped_pairings,
    within,
)

DAY: Final = date(2022, 6, 1)


def counties(province: str, year: int) -> set[str]:
    return {
        code
        for code, division in divisions().items()
        if within(code, province) and level_of(code) is Level.COUNTY and division.stands(date(year, 6, 1))
    }


def test_hunan_has_122_counties_and_guizhou_88() -> None:
    assert (len(counties("430000", 2022)), len(counties("520000", 2022))) == (122, 88)


def test_what_became_a_city_has_a_new_code() -> None:
    old, new = division_of("431121"), division_of("431181")
    assert (old.name, old.until, new.name, new.since) == ("祁阳县", 2021, "祁阳市", 2021)
    assert (old.stands(DAY), new.stands(DAY), old.stands(date(2020, 1, 1))) == (False, True, True)


@pytest.mark.parametrize("code", ["", "43", "4300000", "43000a", "４３００００", "43092310020"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput, match="6, 9 or 12 digits"):
        level_of(code)


def test_zeros_at_the_end_stand_for_the_whole() -> None:
    assert (level_of("430923000000"), level_of("430923100000")) == (Level.COUNTY, Level.TOWNSHIP)
    assert within("430923100201", "430923100000")
    assert part_of("430923100201", Level.CITY) == "430900"


@pytest.mark.parametrize(
    ("of", "area", "stated", "named"),
    [
        ("key_support_county", "430000", 13, 13),
        ("demonstration_county", "430000", 14, 14),
        ("overall_advance_county", "430000", 88, 87),  # the document names none, and 87 have a code
        ("key_support_county", "430900", 1, 1),
        ("demonstration_county", "430900", 1, 1),
        ("leading_county", "520000", 36, 36),
        ("push_county", "520000", 30, 30),
        ("foundation_county", "520000", 20, 20),
        ("national_key_county", "520000", 20, 20),
    ],
)
def test_a_list_has_the_length_that_the_document_states(of: str, area: str, stated: int, named: int) -> None:
    (found,) = [item for item in shipped_lists() if (item.of, item.area) == (of, area)]
    assert found.members is not None
    assert (found.stated, len(found.members)) == (stated, named)


@pytest.mark.parametrize(
    ("of", "area", "stated"),
    [
        ("poor_county", "430000", 51),
        ("national_poor_county", "430000", 40),
        ("provincial_poor_county", "430000", 11),
        ("key_support_village", "430000", 2307),
        ("key_support_village", "430900", 103),
        ("demonstration_village", "430900", 104),
        ("weak_village", "520000", None),
        ("lagging_village", "520000", None),
    ],
)
def test_a_class_whose_members_no_document_names_decides_nobodys(of: str, area: str, stated: int | None) -> None:
    (found,) = [item for item in shipped_lists() if (item.of, item.area) == (of, area)]
    assert (found.stated, found.members) == (stated, None)
    code = "430923" if found.of.level is Level.COUNTY else f"{area[:4]}23100201"
    assert listed(found.of, code, on=DAY) is None


def test_a_member_bears_the_name_of_its_code_or_a_short_form_of_it() -> None:
    otherwise = {
        (name, division_of(code).name)
        for item in shipped_lists()
        for code, name in (item.members or {}).items()
        if not (division_of(code).name == name or division_of(code).name.startswith(name[:-1]))
    }
    assert otherwise == set()
    names = {name: code for item in shipped_lists() for code, name in (item.members or {}).items()}
    assert division_of(names["芷江市"]).name == "芷江侗族自治县"


def test_every_county_of_guizhou_but_two_is_in_one_of_three_classes() -> None:
    three = (PlaceClass.LEADING_COUNTY, PlaceClass.PUSH_COUNTY, PlaceClass.FOUNDATION_COUNTY)
    found = {code: sum(bool(listed(of, code, on=DAY)) for of in three) for code in counties("520000", 2022)}
    assert {division_of(code).name for code, times in found.items() if times != 1} == {"云岩区", "南明区"}
    assert sum(found.values()) == 86


def test_every_county_of_hunan_outside_changsha_is_in_one_of_three_classes() -> None:
    three = (PlaceClass.KEY_SUPPORT_COUNTY, PlaceClass.DEMONSTRATION_COUNTY, PlaceClass.OVERALL_ADVANCE_COUNTY)
    found = {code: sum(bool(listed(of, code, on=DAY)) for of in three) for code in counties("430000", 2022)}
    assert {code for code, times in found.items() if times != 1} == counties("430100", 2022) - {"430181"}
    assert found["430181"] == 1  # Liuyang, of Changsha, is a demonstration county


def test_a_list_holds_while_its_document_does() -> None:
    anhua, of = Place(code="430923"), PlaceClass.KEY_SUPPORT_COUNTY
    assert in_class(anhua, of, on=DAY) is True
    assert in_class(Place(code="430921"), of, on=DAY) is False
    assert isinstance(in_class(anhua, of, on=date(2018, 6, 1)), Unknown)
    assert isinstance(in_class(Place(code="520526"), of, on=DAY), Unknown)  # no list of Guizhou is of that class


def test_no_list_is_said_to_leave_out_a_county_that_another_has_succeeded() -> None:
    # Qiyang county became Qiyang city in 2021, which the plan of that year names.
    year, former, city = date(2021, 6, 1), Place(code="431121"), Place(code="431181")
    for of, belongs in ((PlaceClass.DEMONSTRATION_COUNTY, True), (PlaceClass.KEY_SUPPORT_COUNTY, False)):
        assert in_class(city, of, on=year) is belongs
        assert isinstance(in_class(former, of, on=year), Unknown)
        assert listed(of, former.code, on=year) is None


def test_what_no_document_names_is_recorded_by_day() -> None:
    poor = Membership(of=PlaceClass.POOR_COUNTY, belongs=True, until=date(2019, 4, 1))
    county = Place(code="430923", memberships=[poor])
    assert in_class(county, PlaceClass.POOR_COUNTY, on=date(2019, 4, 1)) is True
    after = in_class(county, PlaceClass.POOR_COUNTY, on=date(2019, 4, 2))
    assert isinstance(after, Unknown)
    assert after.facts == {"poor_county"}
    assert in_class(county, PlaceClass.POOR_VILLAGE, on=DAY) is False


def poor(**kinds: bool) -> Place:
    return Place(
        code="430923", memberships=[Membership(of=PlaceClass[of.upper()], belongs=yes) for of, yes in kinds.items()]
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    # 一（四）: 51 poor counties, 40 national ones and 11 of the province
    [
        (poor(national_poor_county=True), True),
        (poor(provincial_poor_county=True), True),
        (poor(national_poor_county=False, provincial_poor_county=False), False),
        (poor(national_poor_county=False), None),
        (poor(national_poor_county=True, poor_county=True), True),
        (poor(national_poor_county=True, poor_county=False), None),
        (poor(national_poor_county=False, provincial_poor_county=False, poor_county=True), None),
        (poor(poor_county=False), False),
        (poor(), None),
    ],
)
def test_a_county_is_poor_if_it_is_so_for_the_nation_or_for_the_province(place: Place, expected: bool | None) -> None:
    found = in_class(place, PlaceClass.POOR_COUNTY, on=date(2018, 6, 1))
    assert (None if isinstance(found, Unknown) else found) is expected


def test_no_document_names_the_places_that_a_county_or_household_is_asked_about() -> None:
    """Where one does, its list is to answer instead of the record."""
    asked = {name.removeprefix("in_") for model in (LocalFigures, Household) for name in specs(model)}
    assert {"poor_county", "poor_village"} <= asked
    assert not {item.of for item in shipped_lists() if item.members} & asked


def test_two_kinds_of_poor_counties_are_as_many_as_all() -> None:
    stated = {item.of: item.stated for item in shipped_lists() if item.made_of or "poor_county" in item.of}
    assert stated == {"poor_county": 51, "national_poor_county": 40, "provincial_poor_county": 11}
    assert 40 + 11 == 51


def test_what_contradicts_a_part_is_named_with_it() -> None:
    county = poor(poor_county=False, provincial_poor_county=True)
    conflict = class_conflict(PlaceClass.POOR_COUNTY, sayings(county, PlaceClass.POOR_COUNTY, on=date(2018, 6, 1)))
    assert conflict is not None
    assert conflict.fields == ("memberships[1]", "memberships[0]")


def test_after_the_plan_for_2016_to_2020_no_kind_makes_a_county_poor() -> None:
    assert isinstance(in_class(poor(national_poor_county=True), PlaceClass.POOR_COUNTY, on=DAY), Unknown)


def test_a_record_that_contradicts_the_list_leaves_the_class_open() -> None:
    against = Membership(of=PlaceClass.KEY_SUPPORT_COUNTY, belongs=False)
    assert isinstance(
        in_class(Place(code="430923", memberships=[against]), PlaceClass.KEY_SUPPORT_COUNTY, on=DAY), Unknown
    )


def test_a_place_is_checked_when_it_is_made() -> None:
    with pytest.raises(InvalidInput, match=r"memberships\[0\]\.of: expected a class of the level county"):
        Place(code="430923", memberships=[Membership(of=PlaceClass.POOR_VILLAGE, belongs=True)])
    with pytest.raises(InvalidInput, match="until: expected a date not before"):
        Membership(of=PlaceClass.POOR_VILLAGE, belongs=True, since=DAY, until=date(2022, 5, 31))
    with pytest.raises(InvalidInput, match="6, 9 or 12 digits"):
        Place(code="安化")


def test_a_place_is_called_by_its_name_or_that_of_its_code() -> None:
    assert [
        Place(code="430923").called,
        Place(code="430923", name="安化").called,
        Place(code="430923100201").called,
    ] == ["安化县", "安化", "430923100201"]


# -- who helps whom -------------------------------------------------------------------------------------------


def test_the_pairings_have_the_stated_lengths() -> None:
    for item in shipped_pairings():
        assert len(item.helpers) == item.stated
        assert item.pairs is None or len(set(item.pairs.values())) == item.helped_stated


@pytest.mark.parametrize(
    ("helper", "helped"),
    # 九（一）: 长沙县、浏阳市、宁乡县、醴陵市 分别与 沅陵县、邵阳县、新化县、炎陵县
    [("430121", "431222"), ("430181", "430523"), ("430182", "431322"), ("430281", "430225")],
)
def test_strong_counties_are_paired_in_the_order_of_the_document(helper: str, helped: str) -> None:
    on = date(2018, 6, 1)
    assert helps(helper, helped, on=on) is True
    assert [other for other in ("431222", "430523", "431322", "430225") if helps(helper, other, on=on) is True] == [
        helped
    ]
    assert helps(helper, helped, on=date(2022, 6, 1)) is False  # under the plan for 2021 to 2025 no pairs are named


def test_which_county_of_xiangxi_a_city_helps_is_not_stated() -> None:
    open_ = helps("430100", "433127", on=date(2018, 6, 1))
    assert isinstance(open_, Unknown)
    assert open_.facts == {"hunan-2017/pairing/cities-to-counties"}
    assert helps("430100", "431222", on=date(2018, 6, 1)) is False  # 沅陵县 is no county of 湘西自治州
    assert helps("430900", "433127", on=date(2018, 6, 1)) is False  # 益阳市 is not one of the seven
