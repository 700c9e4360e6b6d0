"""Whether people are in a county of a class: by the lists of documents, by what a row records, and by local figures."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any, Final

import pytest

from help_drawings import BY_COUNTY
from rural_revitalization import (
    DisabilityKind,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    Unknown,
    assess,
    catalogue,
    entitlements_of,
    load_policy,
    next_questions,
    settling_sets,
)
from rural_revitalization.cases import Case
from rural_revitalization.entitlements.classes_of_people import IN_POOR_COUNTY, MONITORED_HOUSEHOLDS
from rural_revitalization.entitlements.counties import in_county_of
from rural_revitalization.places import Membership, Place, PlaceClass, divisions, names_of, shipped_lists
from rural_revitalization.places.divisions import Level

DAY: Final = date(2022, 6, 1)
IN_KEY, IN_DEMONSTRATION = map(in_county_of, (PlaceClass.KEY_SUPPORT_COUNTY, PlaceClass.DEMONSTRATION_COUNTY))
IN_NATIONAL_KEY: Final = in_county_of(PlaceClass.NATIONAL_KEY_COUNTY)
EXITED: Final = PlaceClass.EXITED_COUNTY


def case(county: str | None, on: date = DAY, **figures: Any) -> Case:
    household = Household(id="h", members=[Person(id="p")], county=county, monitored=[Spell(since=date(2021, 1, 1))])
    local = LocalFigures(year=on.year, **figures, sources=dict.fromkeys(figures, "made up"))
    return Case(household=household, local=local, on=on)


def said(found: Any) -> Any:
    """An answer, or what is missing for one."""
    return set(found.facts) if isinstance(found, Unknown) else found


def county(code: str = "430923", *, name: str | None = None, of: PlaceClass = EXITED, **more: Any) -> Place:
    return Place(code=code, name=name, memberships=[Membership(of=of, **{"belongs": True} | more)])


@pytest.mark.parametrize(
    ("recorded", "key", "demonstration"),
    [
        ("430923", True, False),  # 安化县 is one of the 13 of 第四章第二节一
        ("安化县", True, False),
        ("麻阳县", True, False),  # as the plan writes 麻阳苗族自治县
        ("麻阳苗族自治县", True, False),
        ("431226", True, False),
        ("赫山区", False, True),  # one of the 14 demonstration counties
        ("祁阳市", False, True),
        ("芷江市", False, True),  # as the plan writes 芷江侗族自治县
        ("南县", False, False),
        ("430921", False, False),
        # In Guizhou no list is of these classes.
        ("威宁彝族回族苗族自治县", {"entitlements.key_support_county"}, {"entitlements.demonstration_county"}),
        ("520526", {"entitlements.key_support_county"}, {"entitlements.demonstration_county"}),
        # No county of the day: not recorded, a former name, a city, a village, elsewhere, an abbreviation.
        *(
            (unread, {"county"}, {"county"})
            for unread in (None, "祁阳县", "431121", "益阳市", "430900", "430923100201", "遂川县", "安化", " 安化县")
        ),
    ],
)
def test_the_list_in_force_settles_it_by_the_name_or_code_of_a_county(
    recorded: str | None, key: Any, demonstration: Any
) -> None:
    assert said(IN_KEY(case(recorded))) == key
    assert said(IN_DEMONSTRATION(case(recorded))) == demonstration


def test_of_a_person_it_is_the_county_of_the_household() -> None:
    (member,) = case("安化县").members
    assert IN_KEY(member) is True


def test_a_list_settles_it_while_its_document_is_in_force() -> None:
    for on in (date(2020, 12, 31), date(2026, 1, 1)):
        assert said(IN_KEY(case("安化县", on))) == {"entitlements.key_support_county"}
    for on in (date(2021, 1, 1), date(2025, 12, 31)):
        assert IN_KEY(case("安化县", on)) is True


def test_a_county_goes_by_the_name_of_the_day() -> None:
    # 祁阳县 became 祁阳市 in 2021, and 宁乡县 宁乡市 in 2017.
    in_exited = in_county_of(EXITED)
    assert said(in_exited(case("宁乡县", date(2016, 6, 1)))) == {"entitlements.exited_county"}
    assert said(in_exited(case("宁乡市", date(2016, 6, 1)))) == {"county"}
    assert said(in_exited(case("宁乡县", date(2018, 6, 1)))) == {"county"}
    assert IN_DEMONSTRATION(case("祁阳市", date(2021, 6, 1))) is True
    assert said(IN_DEMONSTRATION(case("祁阳县", date(2021, 6, 1)))) == {"county"}


def test_its_words_come_from_the_class_and_compose() -> None:
    households = MONITORED_HOUSEHOLDS & IN_KEY
    assert households.label == "monitored households in key-support counties"
    assert households.zh == "乡村振兴重点帮扶县的防止返贫监测对象"
    assert households.about == "household"
    assert households(case("安化县")) is True
    assert households(case("南县")) is False
    (left,) = households.leaves_open
    assert (left.name, left.label) == ("entitlements.key_support_county", "which counties are key-support counties")
    assert left.zh == "哪些县属于乡村振兴重点帮扶县"


@pytest.mark.parametrize("of", [of for of in PlaceClass if of.level is Level.COUNTY])
def test_every_class_of_counties_has_words_in_the_plural(of: PlaceClass) -> None:
    found = in_county_of(of)
    assert "counties" in found.label
    assert found.zh == f"{of.zh}的"


def test_what_no_document_names_is_recorded_with_the_row() -> None:
    ours = county(until=date(2025, 12, 31))
    in_exited = in_county_of(EXITED, places=[ours, county("430921", belongs=False), county("360827", name="遂川县")])
    assert [said(in_exited(case(name))) for name in ("安化县", "430923", "南县", "遂川县", "360827")] == [
        *(True, True, False, True, True)
    ]
    assert said(in_exited(case("新化县"))) == {"entitlements.exited_county"}
    assert said(in_exited(case("安化县", date(2026, 1, 1)))) == {"entitlements.exited_county"}
    assert said(in_exited(case(None))) == {"county"}


def test_a_list_and_what_a_row_records_add_up() -> None:
    found = in_county_of(PlaceClass.NATIONAL_KEY_COUNTY, places=[county(of=PlaceClass.NATIONAL_KEY_COUNTY)])
    # 威宁 is one of the 20 of Guizhou's plan, 第六章第二节; Hunan's plan says nothing of the class.
    assert [said(found(case(name))) for name in ("威宁县", "花溪区", "安化县")] == [True, False, True]
    assert said(IN_NATIONAL_KEY(case("安化县"))) == {"entitlements.national_key_county"}


def test_a_name_that_two_counties_bear_settles_nothing() -> None:
    in_exited = in_county_of(EXITED, places=[county("360827", name="安化县"), county("430923", belongs=False)])
    assert said(in_exited(case("安化县"))) == {"county"}
    assert in_exited(case("430923")) is False
    assert in_exited(case("360827")) is True


def test_of_the_poor_counties_the_countys_own_figures_say_it() -> None:
    on = date(2018, 6, 1)
    in_poor = in_county_of(PlaceClass.POOR_COUNTY)
    for recorded, expected in (({"poor_county": True}, True), ({"poor_county": False}, False), ({}, {"poor_county"})):
        assert said(in_poor(case(None, on, **recorded))) == said(IN_POOR_COUNTY(case(None, on, **recorded))) == expected
    in_national = in_county_of(PlaceClass.NATIONAL_POOR_COUNTY)
    assert in_national(case(None, on, key_poverty_county=True)) is True
    assert in_poor.leaves_open == in_national.leaves_open == ()


def test_no_list_names_a_class_that_the_countys_own_figures_record() -> None:
    closed = {of for of in PlaceClass if of.level is Level.COUNTY and not in_county_of(of).leaves_open}
    assert closed == {PlaceClass.POOR_COUNTY, PlaceClass.NATIONAL_POOR_COUNTY}
    assert not closed & {item.of for item in shipped_lists() if item.members}


@pytest.mark.parametrize(
    ("of", "places", "reason"),
    [
        (PlaceClass.POOR_VILLAGE, [], "of: expected a class of counties"),
        ("key_support_county", [], "of: expected a PlaceClass"),
        (EXITED, ["430923"], r"places\[0\]: expected a Place"),
        (EXITED, "430923", "places: expected a sequence of Place"),
        (EXITED, [Place(code="430900")], r"places\[0\]\.code: expected the code of a county"),
        (EXITED, [county(), county(belongs=False)], r"places\[1\]\.code: expected the code of a county, each once"),
        (PlaceClass.POOR_COUNTY, [county()], r"places: expected none, since LocalFigures\.poor_county says it"),
        (
            PlaceClass.KEY_SUPPORT_COUNTY,
            [county(of=PlaceClass.KEY_SUPPORT_COUNTY, belongs=False)],
            r"hunan-2021/county/key-list says of it on 2021-01-01, got the contrary by memberships\[0\]",
        ),
        (
            PlaceClass.KEY_SUPPORT_COUNTY,
            [county("430921", of=PlaceClass.KEY_SUPPORT_COUNTY, since=date(2023, 1, 1))],
            r"places\[0\]: expected what memberships\[0\] says of it on 2023-01-01, got the contrary by hunan-2021",
        ),
    ],
)
def test_what_contradicts_itself_or_is_no_county_is_refused(of: Any, places: Any, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        in_county_of(of, places=places)


def test_memberships_that_contradict_each_other_are_refused() -> None:
    both = Place(
        code="430923",
        memberships=[
            Membership(of=EXITED, belongs=True),
            Membership(of=EXITED, belongs=False, since=date(2024, 1, 1), until=date(2024, 1, 1)),
        ],
    )
    with pytest.raises(InvalidInput, match=r"what memberships\[0\] says of it on 2024-01-01"):
        in_county_of(EXITED, places=[both])


def test_each_name_is_that_of_one_division() -> None:
    names = [name for code in divisions() for name in names_of(code)]
    assert len(set(names)) == len(names)
    assert names_of("360827") == ("360827",)


def test_rows_of_ones_own_are_asked_of_a_person() -> None:
    for_people, for_households = BY_COUNTY
    person = Person(id="p", disability_kind=DisabilityKind.LIMB)
    home, local, policy = Household(id="h", members=[person]), LocalFigures(year=2022), load_policy("hunan", on=DAY)
    (found,) = entitlements_of(person, home, policy, local, rows=[for_people])
    assert (found.missing, found.line().depends_on) == (("county",), ("county",))
    assert found.line("zh").depends_on == ("县（市、区）",)
    elsewhere = Household(id="h", members=[person], county="520526")
    (found,) = entitlements_of(person, elsewhere, policy, local, rows=[for_people])
    plan = "Hunan: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization"
    assert found.line().depends_on == (f"which counties are key-support counties (not stated by {plan})",)
    assert entitlements_of(person, home, load_policy("guizhou", on=DAY), local, rows=[for_people]) == ()
    for rows, reason in ([for_households], r"rows\[0\]: expected help for people"), ("a", "rows: expected a sequence"):
        with pytest.raises(InvalidInput, match=reason):
            entitlements_of(person, home, policy, local, rows=rows)  # type: ignore[arg-type]


def test_once_it_is_in_the_catalogue_the_household_is_asked_where_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "ENTITLEMENTS", BY_COUNTY)
    home = Household(id="h", members=[Person(id="p", disability_kind=DisabilityKind.LIMB)], monitored=[])
    found = assess(home, load_policy("hunan", on=DAY), LocalFigures(year=2022), only=["entitlements"])
    (question,) = next_questions(found)
    assert (question.fact, question.place) == ("county", "household")
    (settling,) = settling_sets(found, "made_up_for_people", "p").sets
    assert [(item.fact, item.place) for item in settling.facts] == [("county", "household")]


def test_it_can_be_kept() -> None:
    kept = pickle.loads(pickle.dumps(MONITORED_HOUSEHOLDS & in_county_of(EXITED, places=[county()])))  # noqa: S301
    assert kept(case("安化县")) is True
