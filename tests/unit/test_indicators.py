"""The targets of the documents as rows, and how places are held to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from rural_revitalization import InvalidInput, InvalidPack, Undecided, Unknown, load_policy
from rural_revitalization.indicators import (
    Comparison,
    Force,
    Observation,
    Outcome,
    Scorecard,
    Target,
    joined,
    read_theme,
    score_line,
    scorecard,
    scorecards,
    shipped_carried,
    shipped_measures,
    shipped_targets,
    target_of,
    targets_in_force,
)
from rural_revitalization.places import Membership, Place, PlaceClass
from rural_revitalization.wording import LANGUAGES

HUNAN, YIYANG, GUIZHOU = Place(code="430000"), Place(code="430900"), Place(code="520000")
ANHUA, HESHAN = Place(code="430923"), Place(code="430903")

# What the tables of the documents say, row by row: id, comparison and target, year, baseline of 2020 or 2015, force.
TABLES: Final = """
hunan-2017/indicator/poor-population             at_most 0         2020 4450000 binding
hunan-2017/indicator/poor-population#2018        at_least 75       2018 -       binding
hunan-2017/indicator/poor-villages               at_most 0         2020 6924    binding
hunan-2017/indicator/poor-counties               at_most 0         2020 51      binding
hunan-2017/indicator/relocation-population       at_least 800000   2020 -       binding
hunan-2017/indicator/rural-disposable-income     at_least 10000    2020 -       binding
hunan-2017/indicator/paved-road-rate             at_least 100      2020 -       binding
hunan-2017/indicator/dilapidated-housing-rate    at_least 100      2020 -       binding
hunan-2017/indicator/grid-coverage               at_least 100      2020 -       expected
hunan-2017/indicator/broadband-villages          at_least 100      2020 -       expected
hunan-2017/indicator/compulsory-education-retention at_least 95    2020 -       expected
hunan-2017/indicator/illness-caused-poverty      at_most ?         2020 -       expected
hunan-2017/indicator/pension-participation       at_least 98       2020 -       expected
hunan-2017/indicator/transfer-employment         at_least 700000   2020 -       binding
hunan-2017/indicator/village-collective-income   at_least 40000    2020 -       expected
hunan-2021/indicator/01-return-population        at_most 0         2025 -       binding
hunan-2021/indicator/02-compulsory-education     at_least 100      2025 100     binding
hunan-2021/indicator/03-basic-medical            at_least 100      2025 100     binding
hunan-2021/indicator/04-housing-safety           at_least 100      2025 100     binding
hunan-2021/indicator/05-water-safety             at_least 100      2025 100     binding
hunan-2021/target/income-growth-vs-province      above same_place  2025 10.5    expected
hunan-2021/indicator/08-gdp-growth               above same_place  2025 -       expected
hunan-2021/indicator/09-leading-enterprises      at_least 400      2025 316     expected
hunan-2021/indicator/10-doctors-per-thousand     at_least 2.9      2025 2.5     expected
hunan-2021/indicator/11-township-class3-road     at_least 85       2025 62.6    expected
hunan-2021/indicator/12-village-logistics        at_least 100      2025 41      expected
hunan-2021/indicator/13-sanitary-toilets         at_least 90       2025 85      expected
hunan-2021/indicator/14-township-sewage-coverage at_least 100      2025 -       expected
hunan-2021/indicator/15-rural-sewage-rate        at_least 35       2025 22.1    expected
hunan-2021/indicator/16-village-collective-income#shell  at_most 0    2025 - expected
hunan-2021/indicator/16-village-collective-income#stable at_least 100 2025 - expected
hunan-2021/key-county/indicator-return#county    at_most 0         2025 -       binding
hunan-2021/key-county/indicator-return#village   at_most 0         2025 -       binding
hunan-2021/key-county/indicator-income           above province    2025 -       binding
hunan-2021/key-county/indicator-gdp              above province    2025 -       expected
hunan-2021/key-county/indicator-toilet           at_least province 2025 -       expected
hunan-2021/key-county/indicator-sewage           at_least province 2025 -       expected
hunan-2021/key-village/collective-income-min     at_least 50000    2025 -       expected
hunan-2021/demonstration/indicator-return#county at_most 0         2025 -       binding
hunan-2021/demonstration/indicator-income        at_least province 2025 -       expected
hunan-2021/demonstration/indicator-civilised-village at_least 65   2025 -       expected
hunan-2021/demonstration/indicator-civilised-town at_least 80      2025 -       expected
hunan-2021/demonstration/indicator-toilet        above province    2025 -       expected
hunan-2021/demonstration/indicator-sewage        above province    2025 -       expected
hunan-2021/demonstration/indicator-culture-centre at_least 100     2025 -       expected
hunan-2021/demonstration/collective-income-min   at_least 100000   2025 -       expected
yiyang-2021/indicator/01-return-population       at_most 0         2025 -       binding
yiyang-2021/indicator/02-compulsory-education    at_least 100      2025 -       binding
yiyang-2021/indicator/03-basic-medical           at_least 100      2025 -       binding
yiyang-2021/indicator/04-housing-safety          at_least 100      2025 -       binding
yiyang-2021/indicator/05-water-safety            at_least 100      2025 -       binding
yiyang-2021/indicator/06-gdp-growth              above province    2025 -       expected
yiyang-2021/indicator/07-leading-enterprise-growth at_least 5      2025 -       expected
yiyang-2021/indicator/08-collective-income#shell at_most 0         2025 -       expected
yiyang-2021/indicator/09-income-growth           above province    2025 -       expected
yiyang-2021/indicator/11-doctors                 at_least 2.9      2025 -       expected
yiyang-2021/indicator/12-class3-road             at_least 85       2025 -       expected
yiyang-2021/indicator/13-village-logistics       at_least 100      2025 -       expected
yiyang-2021/indicator/14-sanitary-toilets        at_least 90       2025 -       expected
yiyang-2021/indicator/15-sewage-rate             at_least 35       2025 -       expected
yiyang-2021/indicator/16-township-sewage         at_least 100      2025 -       expected
yiyang-2021/key/indicator-return#county          at_most 0         2025 -       binding
yiyang-2021/key/indicator-income                 above province    2025 -       binding
yiyang-2021/key/indicator-gdp                    above province    2025 -       expected
yiyang-2021/key/indicator-toilet                 at_least province 2025 -       expected
yiyang-2021/key/indicator-sewage                 at_least province 2025 -       expected
yiyang-2021/key/indicator-collective#village     at_least 50000    2025 -       expected
yiyang-2021/demo/indicator-income                at_least province 2025 -       expected
yiyang-2021/demo/indicator-civilised#village     at_least 65       2025 -       expected
yiyang-2021/demo/indicator-civilised#township    at_least 80       2025 -       expected
yiyang-2021/demo/indicator-toilet                above province    2025 -       expected
yiyang-2021/demo/indicator-sewage                above province    2025 -       expected
yiyang-2021/demo/indicator-culture               at_least 100      2025 -       expected
yiyang-2021/demo/indicator-collective#village    at_least 100000   2025 -       expected
guizhou-2021/indicator/processing-rate           at_least 70       2025 -       -
guizhou-2021/indicator/forest-growth             at_least 12       2025 -       -
guizhou-2021/indicator/tap-water                 at_least 92       2025 -       -
guizhou-2021/indicator/sewage-rate               at_least 25       2025 -       -
guizhou-2021/indicator/public-toilet             at_least 100      2025 -       -
guizhou-2021/indicator/sanitary-toilet           at_least 85       2025 -       -
guizhou-2021/indicator/refuse-coverage           at_least 100      2025 -       -
guizhou-2021/indicator/refuse-disposal           at_least 100      2025 -       -
guizhou-2021/indicator/community-service         at_least 100      2025 -       -
guizhou-2021/indicator/children-home             at_least 95       2025 -       -
guizhou-2021/indicator/elderly-county            at_least 100      2025 -       -
guizhou-2021/indicator/elderly-township          at_least 100      2025 -       -
guizhou-2021/indicator/elderly-village           at_least 100      2025 -       -
guizhou-2021/indicator/rural-income-growth       above same_place  -    -       -
guizhou-2021/indicator/urban-rural-ratio         at_most 3.0       2025 -       -
guizhou-2021/indicator/key-county-gdp-gap        at_least province+2 2025 -        -
guizhou-2021/indicator/key-county-exited-income#growth at_least same_place+2 - - -
guizhou-2021/village-collective/empty-shell      at_most 0         2025 -       -
guizhou-2021/village-collective/income-50wan-share at_least 15     2025 -       -
hunan-2022/employment/migrant-scale#floor        at_least 2325000  2022 -       -
hunan-2022/fund/industry-share                   at_least 55       2022 -       striven_for
hunan-2017/industry/per-capita-support#all       at_least 10000    -    -       -
hunan-2017/industry/one-county-one-product       at_least 1        -    -       -
hunan-2017/culture/village-equipment             at_least 100      -    -       -
hunan-2017/land/quota-priority                   at_least 100      -    -       striven_for
hunan-2017/logistics/cold-chain                  at_least 100      -    -       striven_for
hunan-2021/village/demonstration-share           at_least 10       -    -       -
hunan-2021/land/linked-quota-return              at_least 100      -    -       -
hunan-2021/health/county-sub-centre              at_least 100      -    -       -
hunan-2021/toilet/by-county-class#class_1        at_least ?        2025 -       -
hunan-2021/toilet/by-county-class#class_2        at_least 100      2025 -       -
hunan-2021/toilet/by-county-class#class_3        above year_before -    -       -
yiyang-2021/toilet/by-county-class#class_1       at_least ?        2025 -       -
yiyang-2021/toilet/by-county-class#class_2       at_least 100      2025 -       -
yiyang-2021/toilet/by-county-class#class_3       above year_before -    -       -
yiyang-2021/industry/benchmark-per-cluster#clusters at_least 7     -    -       -
yiyang-2021/industry/benchmark-per-cluster#least at_least 1        -    -       -
yiyang-2021/industry/benchmark-per-cluster#most  at_most 2         -    -       -
guizhou-2021/health/township-standard            at_least 100      -    -       -
hunan-2017/housing/dilapidated-plan#done         at_least ?        2019 -       -
hunan-2017/telecom/broadband-90                  at_least 90       2020 -       striven_for
"""
ROWS: Final = [line.split() for line in TABLES.strip().splitlines()]


def goal(target: Target) -> str:
    if target.tolerance:
        return "?"
    if target.reference is not None:
        return f"{target.reference}+{target.margin}" if target.margin is not None else str(target.reference)
    return str(target.value)


@pytest.mark.parametrize(("key", "comparison", "asked", "by", "baseline", "force"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_says_what_the_table_of_the_document_says(
    key: str, comparison: str, asked: str, by: str, baseline: str, force: str
) -> None:
    target = target_of(key)
    assert (str(target.compared), goal(target)) == (comparison, asked)
    assert str(target.by or "-") == by
    assert ("-" if target.baseline is None else str(target.baseline)) == baseline
    assert str(target.force or "-") == force


def test_a_table_of_2016_to_2020_has_eight_binding_rows_and_six_expected_ones() -> None:
    prefix = "hunan-2017/indicator/"
    forces = [row.force for key, row in shipped_targets().items() if key.startswith(prefix) and not row.part]
    assert (forces.count(Force.BINDING), forces.count(Force.EXPECTED), len(forces)) == (8, 6, 14)


@pytest.mark.parametrize(
    ("key", "total"),
    [
        ("hunan-2017/schedule/persons", 4_450_000),
        ("hunan-2017/schedule/villages", 6_924),
        ("hunan-2017/schedule/counties", 51),
        ("hunan-2017/relocation/annual-schedule", 800_000),
    ],
)
def test_the_years_of_a_schedule_add_up_to_the_stated_total(key: str, total: int) -> None:
    scheduled = target_of(key).scheduled
    assert list(scheduled) == [2016, 2017, 2018, 2019]
    assert sum(scheduled.values()) == total


def test_the_notes_under_the_tables_leave_the_first_and_the_last_row_to_villages_too() -> None:
    of_villages = {
        key for key, row in shipped_targets().items() if row.of == "village" and re.search("2021/(key|demo)", key)
    }
    assert of_villages == {
        "hunan-2021/key-county/indicator-return#village",
        "hunan-2021/demonstration/indicator-return#village",
        "hunan-2021/key-village/collective-income-min",
        "hunan-2021/demonstration/collective-income-min",
        "yiyang-2021/key/indicator-return#village",
        "yiyang-2021/demo/indicator-return#village",
        "yiyang-2021/key/indicator-collective#village",
        "yiyang-2021/demo/indicator-collective#village",
    }
    for register in ("hunan-2021/key-county/scope-note", "yiyang-2021/demo/scope-note"):
        assert {target_of(key).of for key in shipped_carried()[register]} == {"county"}


def test_every_measure_is_asked_for_or_held_against() -> None:
    used = {
        name
        for row in shipped_targets().values()
        for name in (row.measure, row.reference_measure, row.only_below)
        if name is not None
    }
    assert set(shipped_measures()) == used


def test_every_measure_is_told_in_both_languages_and_no_two_alike() -> None:
    measures = shipped_measures().values()
    chinese = re.compile(r"[\u4e00-\u9fff]")
    assert not [item.name for item in measures if chinese.search(item.label) or not chinese.search(item.zh)]
    assert len({(item.label, item.unit) for item in measures}) == len({item.zh for item in measures}) == len(measures)


PARTS: Final = {
    "hunan-2017/industry/per-capita-support#all": (10_000, ["special", "loans", "interest", "social"]),
    "hunan-2017/infrastructure/road-widening#all": (26_033, ["contiguous", "outside", "other"]),
    "hunan-2021/infra/national-road-km#all": (1_990, ["continued", "new"]),
    "hunan-2021/infra/provincial-road-km#all": (5_500, ["continued", "new"]),
    "hunan-2021/infra/economic-trunk-km#all": (838, ["continued", "new"]),
}


@pytest.mark.parametrize("key", PARTS)
def test_the_parts_of_a_total_add_up_to_it(key: str) -> None:
    total, parts = PARTS[key]
    values = [target_of(f"{key.partition('#')[0]}#{part}").value for part in parts]
    assert target_of(key).value == total == sum(value for value in values if value is not None)


def test_what_social_forces_are_to_help_adds_up_to_more_than_the_total_that_is_stated() -> None:
    key = "hunan-2017/social-force/households-helped#"
    parts = [
        target_of(key + part).value
        for part in ("organisations", "communities", "charities", "old_areas", "social_work")
    ]
    assert sum(value for value in parts if value is not None) == 16_200  # of 16000余, more than 16,000
    assert target_of(key + "all").value == 16_000


def test_every_value_lies_within_the_bounds_of_its_measure() -> None:
    for target in shipped_targets().values():
        values = [target.value, target.baseline, *target.scheduled.values()]
        assert all(value is None or shipped_measures()[target.measure].holds(value) for value in values), target.key


# -- observations ---------------------------------------------------------------------------------------------


def seen(place: Place | str, measure: str, year: int, value: int | str) -> Observation:
    code = place.code if isinstance(place, Place) else place
    return Observation(place=code, measure=measure, year=year, value=value, unit=shipped_measures()[measure].unit)


def test_a_share_of_1_is_not_taken_for_a_percentage() -> None:
    with pytest.raises(InvalidInput) as caught:
        Observation(place="430000", measure="sanitary_toilets", year=2022, value="0.85", unit="share")
    (mismatch,) = caught.value.mismatches
    assert (mismatch.path, mismatch.expected) == ("unit", "%, the unit of sanitary_toilets")


def test_an_unknown_measure_is_told_the_closest() -> None:
    with pytest.raises(InvalidInput) as caught:
        Observation(place="430000", measure="sanitary_toilet", year=2022, value=85, unit="%")
    (mismatch,) = caught.value.mismatches
    assert mismatch.suggestions[0] == "sanitary_toilets"


@pytest.mark.parametrize("value", ["-1", "100.01"])
def test_a_percentage_outside_0_to_100_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="at least 0 and at most 100 %"):
        seen(HUNAN, "sanitary_toilets", 2022, value)


def test_two_observations_of_one_year_that_differ_are_refused_and_both_are_named() -> None:
    policy = load_policy("hunan", on=date(2023, 6, 1))
    first, again = seen(HUNAN, "sanitary_toilets", 2022, 86), seen(HUNAN, "sanitary_toilets", 2022, 87)
    other, same = seen(HUNAN, "doctors", 2022, "2.6"), seen(HUNAN, "doctors", 2022, "2.60")
    with pytest.raises(InvalidInput) as caught:
        scorecard(HUNAN, [first, other, again, same], policy)
    (mismatch,) = caught.value.mismatches
    assert mismatch.path == "observations[2].value"
    assert "observations[0]" in mismatch.expected


# -- scorecards -----------------------------------------------------------------------------------------------


def card(place: Place, on: date, observations: Iterable[Observation] = (), jurisdiction: str = "hunan") -> Scorecard:
    return scorecard(place, observations, load_policy(jurisdiction, on=on), on=on)


TOILETS: Final = "hunan-2021/indicator/13-sanitary-toilets"


def test_what_is_not_reached_before_it_is_due_is_not_missed_and_has_a_pace() -> None:
    observed = [seen(HUNAN, "sanitary_toilets", year, value) for year, value in ((2020, 85), (2021, 86), (2022, 87))]
    score = card(HUNAN, date(2023, 6, 1), observed).of(TOILETS)
    sheet = score.worksheet
    assert (score.outcome, score.year) == (Outcome.NOT_YET, 2022)
    # 90 - 87 = 3 within 3 years; 85 + (90 - 85) x 2/5 = 87; 87 - 86 = 1.
    assert (sheet.gap, sheet.pace, sheet.on_line, sheet.change) == tuple(map(Decimal, (3, 1, 87, 1)))
    assert (sheet.met, sheet.ahead, sheet.improving, sheet.baseline_agrees) == (False, True, True, True)


def test_a_pace_that_rounds_to_nothing_is_less_than_can_be_told() -> None:
    # 90 - 89.99 = 0.01 within 3 years is 0.0033... a year.
    score = card(HUNAN, date(2023, 6, 1), [seen(HUNAN, "sanitary_toilets", 2022, "89.99")]).of(TOILETS)
    assert "差0.01；年均需提升不足0.01" in score_line(score, "zh")
    assert "less than 0.01 a year needed" in score_line(score)


def test_a_baseline_that_was_observed_otherwise_is_told() -> None:
    score = card(HUNAN, date(2021, 6, 1), [seen(HUNAN, "sanitary_toilets", 2020, "84.9")]).of(TOILETS)
    assert (score.year, score.worksheet.baseline_agrees) == (2020, False)


def test_an_average_of_several_years_is_held_against_no_observation_of_one() -> None:
    observed = [seen(HUNAN, "exited_area_income_growth", 2020, "7.9"), seen(HUNAN, "rural_income_growth", 2020, 7)]
    score = card(HUNAN, date(2021, 6, 1), observed).of("hunan-2021/target/income-growth-vs-province")
    assert (score.outcome, score.worksheet.baseline_agrees) == (Outcome.MET, None)


# What came of the plan for 2016 to 2020, as the next plan tells it (hunan-14fyp-2021, 专栏1-1). Of the counties, the
# province's approvals tell the same: 湘政函〔2018〕45号 (7 of 2017) and 76号 (5 more), 湘政函〔2020〕17号 (20 of 2019).
DELISTED: Final = {2016: 2, 2017: 12, 2018: 17, 2019: 20}
VILLAGES_EXITED: Final = {2016: 1016, 2017: 2695, 2018: 2491, 2019: 718}


@pytest.mark.parametrize(
    ("key", "came", "lacking"),
    [
        # 2, 12, 28 and 9 were planned: 28 - 17 = 11
        ("hunan-2017/schedule/counties", DELISTED, {2018: 11}),
        # 1053, 2500, 3000 and 371 were planned: 1053 - 1016 = 37, 3000 - 2491 = 509
        ("hunan-2017/schedule/villages", VILLAGES_EXITED, {2016: 37, 2018: 509}),
    ],
)
def test_what_really_came_is_held_against_the_schedule_of_its_year(
    key: str, came: dict[int, int], lacking: dict[int, int]
) -> None:
    target = target_of(key)
    observed = [seen(HUNAN, target.measure, year, value) for year, value in came.items()]
    found = [score for score in card(HUNAN, date(2020, 6, 1), observed).scores if score.target.key == key]
    assert {score.year: score.worksheet.gap for score in found} == dict.fromkeys(came, 0) | lacking
    assert {score.year for score in found if score.outcome is Outcome.MISSED} == set(lacking)


def test_all_51_poor_counties_were_delisted_as_the_plan_had_it() -> None:
    assert sum(DELISTED.values()) == 51 == target_of("hunan-2017/indicator/poor-counties").baseline
    left = [seen(HUNAN, "poor_counties", 2020, 51 - sum(DELISTED.values()))]
    assert card(HUNAN, date(2020, 12, 31), left).of("hunan-2017/indicator/poor-counties").outcome is Outcome.MET


def test_the_baselines_of_a_plan_are_short_of_its_targets() -> None:
    stated = [
        row
        for row in shipped_targets().values()
        if row.baseline is not None and row.source.register[:10] == "hunan-2021"
    ]
    observed = [seen(HUNAN, row.measure, 2020, str(row.baseline)) for row in stated]
    found = card(HUNAN, date(2021, 6, 1), observed)
    assert {row.key: found.of(row.key).worksheet.gap for row in stated if row.value is not None} == {
        "hunan-2021/indicator/02-compulsory-education": 0,
        "hunan-2021/indicator/03-basic-medical": 0,
        "hunan-2021/indicator/04-housing-safety": 0,
        "hunan-2021/indicator/05-water-safety": 0,
        "hunan-2021/indicator/09-leading-enterprises": 84,  # 400 - 316
        "hunan-2021/indicator/10-doctors-per-thousand": Decimal("0.4"),
        "hunan-2021/indicator/11-township-class3-road": Decimal("22.4"),
        "hunan-2021/indicator/12-village-logistics": 59,
        TOILETS: 5,
        "hunan-2021/indicator/15-rural-sewage-rate": Decimal("12.9"),
    }


def test_once_the_year_is_over_only_its_own_observation_counts() -> None:
    early = [seen(HUNAN, "village_plans", 2022, 100)]
    key = "hunan-2021/planning/village-plan-2023#all"
    assert card(HUNAN, date(2023, 12, 31), early).of(key).outcome is Outcome.MET
    after = card(HUNAN, date(2024, 1, 1), early).of(key)
    assert (after.outcome, after.year, after.missing) == (Outcome.UNKNOWN, 2023, ("430000/village_plans/2023",))
    short = [*early, seen(HUNAN, "village_plans", 2023, 99)]
    assert card(HUNAN, date(2024, 1, 1), short).of(key).outcome is Outcome.MISSED


def test_a_relative_target_needs_the_value_it_is_held_against_unless_any_would_do() -> None:
    on, key = date(2023, 6, 1), "hunan-2021/key-county/indicator-toilet"
    unmet = card(ANHUA, on, [seen(ANHUA, "sanitary_toilets", 2022, 87)]).of(key)
    assert (unmet.outcome, unmet.missing) == (Outcome.UNKNOWN, ("430000/sanitary_toilets/2022",))
    assert card(ANHUA, on, [seen(ANHUA, "sanitary_toilets", 2022, 100)]).of(key).outcome is Outcome.MET
    level = [seen(ANHUA, "sanitary_toilets", 2022, 87), seen(HUNAN, "sanitary_toilets", 2022, 87)]
    assert card(ANHUA, on, level).of(key).outcome is Outcome.MET  # 达到 includes it
    above = [seen(HESHAN, "sanitary_toilets", 2022, 87), seen(HUNAN, "sanitary_toilets", 2022, 87)]
    assert card(HESHAN, on, above).of("hunan-2021/demonstration/indicator-toilet").outcome is Outcome.NOT_YET  # 高于


@pytest.mark.parametrize(("growth", "met"), [("8.9", Outcome.NOT_YET), ("9", Outcome.MET), ("9.1", Outcome.MET)])
def test_two_percentage_points_above_the_province_include_the_bound(growth: str, met: Outcome) -> None:
    weining = Place(code="520526")
    observed = [
        seen(weining, "regional_product_growth", 2022, growth),
        seen(GUIZHOU, "regional_product_growth", 2022, 7),
    ]
    found = card(weining, date(2023, 6, 1), observed, "guizhou")
    assert found.of("guizhou-2021/indicator/key-county-gdp-gap").outcome is met


@pytest.mark.parametrize(
    ("own", "outcome"), [(16_000, Outcome.NOT_YET), (16_585, Outcome.UNKNOWN), (17_000, Outcome.NOT_ASKED)]
)
def test_growth_is_asked_of_a_demonstration_county_that_stood_below_the_province_in_2020(
    own: int, outcome: Outcome
) -> None:
    observed = [
        seen(HESHAN, "rural_income", 2020, own),
        seen(HUNAN, "rural_income", 2020, 16_585),  # a made-up base
        seen(HESHAN, "rural_income_growth", 2022, 6),
        seen(HUNAN, "rural_income_growth", 2022, 7),
    ]
    score = card(HESHAN, date(2023, 6, 1), observed).of("hunan-2021/demonstration/indicator-income")
    assert score.outcome is outcome
    # What is asked of a county that stood exactly at the base, the document does not say.
    assert score.not_stated == ((score.target.key,) if own == 16_585 else ())
    at_the_base = "《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》未载明与平均水平持平的是否纳入要求"
    assert (at_the_base in score_line(score, "zh")) is (own == 16_585)


def test_a_tolerance_that_is_not_stated_leaves_open_all_but_the_full_target() -> None:
    key = "hunan-2022/target/no-large-scale-return"
    none = card(HUNAN, date(2022, 6, 1), [seen(HUNAN, "returned_people", 2022, 0)]).of(key)
    some = card(HUNAN, date(2022, 6, 1), [seen(HUNAN, "returned_people", 2022, 3)]).of(key)
    assert (none.outcome, some.outcome, some.missing, some.not_stated) == (Outcome.MET, Outcome.UNKNOWN, (), (key,))


def test_each_past_year_of_a_schedule_is_scored() -> None:
    observed = [seen(HUNAN, "counties_delisted", 2016, 2), seen(HUNAN, "counties_delisted", 2017, 11)]
    found = [
        score for score in card(HUNAN, date(2018, 6, 1), observed).scores if score.measure.name == "counties_delisted"
    ]
    assert [(score.year, score.outcome, score.worksheet.gap) for score in found[:2]] == [
        (2016, Outcome.MET, Decimal(0)),
        (2017, Outcome.MISSED, Decimal(1)),
    ]
    assert (found[2].year, found[2].outcome) == (2018, Outcome.UNKNOWN)


def test_a_trend_is_held_against_the_year_before() -> None:
    key = "hunan-2022/employment/migrant-scale#more"
    observed = [
        seen(HUNAN, "exited_people_working_away", 2021, 2_340_000),
        seen(HUNAN, "exited_people_working_away", 2022, 2_340_000),
    ]
    found = card(HUNAN, date(2022, 12, 31), observed)
    assert found.of(key).outcome is Outcome.NOT_YET  # strives to exceed
    assert found.of("hunan-2022/employment/migrant-scale#floor").outcome is Outcome.MET


# -- places ---------------------------------------------------------------------------------------------------


def test_a_county_is_asked_what_its_class_is_asked_by_every_document() -> None:
    on = date(2023, 6, 1)
    keys = {score.target.key for score in card(ANHUA, on, jurisdiction="yiyang").scores}
    assert {"yiyang-2021/key/indicator-toilet", "hunan-2021/key-county/indicator-toilet"} <= keys
    assert not {key for key in keys if "/demo" in key}
    assert {score.target.of for score in card(ANHUA, on).scores} == {"county"}


def test_whether_a_village_is_of_a_class_is_open_until_it_is_recorded() -> None:
    on, code, key = date(2023, 6, 1), "430923100201", "hunan-2021/key-village/collective-income-min"
    income = [seen(code, "collective_income", 2022, 49_999)]
    assert card(Place(code=code), on, income).of(key).missing == (PlaceClass.KEY_SUPPORT_VILLAGE,)

    def recorded(belongs: bool) -> Scorecard:
        member = Membership(of=PlaceClass.KEY_SUPPORT_VILLAGE, belongs=belongs)
        return card(Place(code=code, memberships=[member]), on, income)

    assert recorded(True).of(key).worksheet.gap == 1
    with pytest.raises(KeyError):
        recorded(False).of(key)


def test_all_that_is_wrong_with_the_places_is_told_at_once() -> None:
    policy = load_policy("yiyang", on=date(2023, 6, 1))
    with pytest.raises(InvalidInput) as caught:
        scorecards([YIYANG, HUNAN, GUIZHOU], [], policy, on=date(2023, 6, 2))
    assert [item.path for item in caught.value.mismatches] == ["on", "places[1].code", "places[2].code"]


def test_a_plan_that_is_carried_on_says_so() -> None:
    policy = load_policy("hunan", on=date(2026, 6, 1), carry=True)
    found = scorecard(HUNAN, [seen(HUNAN, "sanitary_toilets", 2025, 90)], policy).of(TOILETS)
    assert (found.outcome, found.year) == (Outcome.MET, 2025)
    assert "2025-12-31" in found.source.section


def test_targets_come_in_order_of_precedence() -> None:
    found = [target.source.document for target in targets_in_force(load_policy("yiyang", on=date(2022, 6, 1)))]
    assert list(dict.fromkeys(found)) == ["yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021"]


def test_a_score_is_no_truth_value() -> None:
    score = card(HUNAN, date(2023, 6, 1)).of(TOILETS)
    with pytest.raises(Undecided, match="compare its outcome"):
        bool(score)
    assert isinstance(score.worksheet.met, Unknown)


# -- rows -----------------------------------------------------------------------------------------------------

MEASURE = '[measures.wells]\nlabel = "wells"\nzh = "水井"\nunit = "number"\n'
ROW = '[targets."hunan-2021/indicator/13-sanitary-toilets"]\nmeasure = "wells"\nof = "province"\n'


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (MEASURE + ROW, "value"),
        (MEASURE + ROW + "value = 3\ntolerance = true\n", "value"),
        (MEASURE + ROW + "value = 3\nmargin = 2\n", "reference"),
        (MEASURE + ROW + "value = 3\nby = 2025\neach_year = true\n", "by"),
        (MEASURE + ROW + "value = 3\nbaseline = 1\n", "baseline_year"),
        (MEASURE + ROW + "schedule = [{year = 2022, value = 1}, {year = 2021, value = 1}]\n", "schedule"),
        (MEASURE + ROW + 'value = 3\nof_class = "poor_village"\n', "of_class"),
        (MEASURE + ROW + 'value = 3\nreading = "no_such_reading"\n', "reading"),
        (MEASURE + ROW + 'value = 3\npart = "a"\n', "part"),
        (MEASURE + ROW.replace("13-sanitary", "13-insanitary") + "value = 3\n", "register"),
        (MEASURE.replace('"number"', '"heap"'), "unit"),
        ('[carried."hunan-2021/key-county/scope-note"]\nby = []\n', "by"),
        ("[target.x]\n", "target"),
        ("measures = 3\n", "measures"),
        (MEASURE + ROW + "schedule = [3]\n", "schedule"),
        (MEASURE + ROW + 'reference = "same_place"\n', "reference_measure"),
        (MEASURE + ROW + 'reference = "same_place"\nreference_measure = "wells"\n', "reference_measure"),
        (MEASURE + ROW + "value = 3\nbaseline_from = 2016\n", "baseline"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_the_path(text: str, path: str) -> None:
    with pytest.raises(InvalidPack) as caught:
        read_theme(text, "wells.toml")
    assert [item.field for item in caught.value.mismatches] == [path]


def test_what_is_declared_twice_or_nowhere_is_refused_across_themes() -> None:
    wells = read_theme(MEASURE + ROW + "value = 3\n", "wells.toml")
    with pytest.raises(InvalidPack) as caught:
        joined([wells, wells])
    assert len(caught.value.mismatches) == 2
    unmeasured = read_theme(ROW + "value = 3\n", "wells.toml")
    with pytest.raises(InvalidPack, match="the name of a measure"):
        joined([unmeasured])


def test_a_relative_target_says_which_measure_it_is_held_against() -> None:
    target = target_of("guizhou-2021/indicator/rural-income-growth")
    score = card(GUIZHOU, date(2023, 6, 1), jurisdiction="guizhou").of(target.key)
    against = shipped_measures()[target.reference_measure or ""]
    for lang in LANGUAGES:
        assert against.words(lang) in score_line(score, lang)


def test_only_a_greater_value_is_better_where_at_least_is_asked() -> None:
    assert [item.more_is_better for item in Comparison] == [True, True, False, False]
