"""Words for people: exact figures, and nothing without a name in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization as rr
from rural_revitalization import RULES, wording
from rural_revitalization.bills.used_caps import LayerStretch
from rural_revitalization.catalogue import ENTITLEMENTS, figure_names
from rural_revitalization.checklists import shipped_checklists
from rural_revitalization.duties import shipped_duties
from rural_revitalization.fields import specs
from rural_revitalization.indicators import shipped_targets
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.procedures import PROCEDURES
from rural_revitalization.wording import (
    LANGUAGES,
    READINGS,
    amount_text,
    count_text,
    phrase,
    rate_text,
    reading,
    sentences,
    truth_text,
)
from rural_revitalization.wording.words import say, words

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
ACRONYMS = {"LPR"}
MODELS = [
    rr.Diagnosis,
    rr.Household,
    rr.Income,
    rr.LocalFigures,
    rr.MedicalBill,
    rr.Person,
    rr.Risk,
    rr.SmallLoan,
    rr.Spell,
    rr.Support,
    rr.Village,
]


def declared() -> Iterator[tuple[str, Any]]:
    """Every declared field there is, with where it stands."""
    classes = [getattr(rule, part) for rule in RULES for part in ("Facts", "Terms", "Worksheet")]
    for cls in (*classes, *MODELS):
        for name, spec in specs(cls).items():
            yield f"{cls.__module__.rsplit('.', 1)[-1]}.{cls.__name__}.{name}", spec


fields = pytest.mark.parametrize("spec", [spec for _, spec in declared()], ids=[where for where, _ in declared()])


# -- figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0.00", "0.00"),
        ("-0.00", "0.00"),
        ("0.01", "0.01"),
        ("-0.01", "-0.01"),
        ("999.99", "999.99"),
        ("-999.99", "-999.99"),
        ("1000.00", "1,000.00"),
        ("53300.00", "53,300.00"),
        ("-53300.10", "-53,300.10"),
        ("100000.00", "100,000.00"),
        ("1234567.89", "1,234,567.89"),
        ("123456789012345678901234567890.99", "123,456,789,012,345,678,901,234,567,890.99"),
    ],
)
def test_an_amount_is_written_to_the_fen_with_thousands_apart(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


@given(st.decimals(min_value=-(10**28), max_value=10**28, places=2))
def test_an_amount_can_be_read_back_from_its_text(amount: Decimal) -> None:
    assert Decimal(amount_text(amount).replace(",", "")) == amount


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("0", "0%"),
        ("0.00", "0%"),
        ("1", "100%"),
        ("1.00", "100%"),
        ("0.5", "50%"),
        ("0.50", "50%"),
        ("0.65", "65%"),
        ("0.1", "10%"),
        ("0.0365", "3.65%"),
        ("0.001", "0.1%"),
        ("0.000000000001", "0.0000000001%"),
        ("1.5", "150%"),
        ("1E+1", "1000%"),
    ],
)
def test_a_share_is_written_as_an_exact_percentage(rate: str, text: str) -> None:
    assert rate_text(Decimal(rate)) == text


@given(st.decimals(min_value=0, max_value=1, places=12))
def test_a_share_can_be_read_back_from_its_percentage(rate: Decimal) -> None:
    assert Decimal(rate_text(rate).removesuffix("%")) == rate * 100


def test_figures_are_written_alike_in_any_decimal_context(hostile: Callable[..., Iterator[Any]]) -> None:
    amount, rate = Decimal("-1234567.89"), Decimal("0.0365")
    for texts in hostile(lambda: (amount_text(amount), rate_text(rate))):
        assert texts == ("-1,234,567.89", "3.65%")


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (-3, "-3"), (1200, "1200")])
def test_a_count_is_written_as_it_is(count: int, text: str) -> None:
    assert count_text(count) == text


def test_a_truth_is_yes_or_no() -> None:
    texts = [truth_text(truth, lang) for lang in LANGUAGES for truth in (True, False)]
    assert texts == ["yes", "no", "是", "否"]


# -- phrases and readings -------------------------------------------------------------------------------------


FILES = (
    "assets",
    "phrases",
    "statement",
    "command_line",
    "readings",
    "duties",
    "indicators",
    "procedures",
    "questions",
    "desk",
    "timeline",
    "map_of_documents",
    "themes",
    "registers",
    "refusals",
    "sheets",
    "checklists",
    "charts",
)


SEVERAL: Final = re.compile(
    r"\b1 (answers|assets|bills|cells|days|documents|facts|findings|households|months|people|questions|targets|tasks"
    r"|villages)\b"
)
"""One thing, spoken of as several."""


def test_every_file_of_words_is_read() -> None:
    assert {path.stem for path in Path(wording.__path__[0]).glob("*.toml")} == {*FILES, *sentences.FILES}


@pytest.mark.parametrize(("file", "key"), [(file, key) for file in FILES for key in words(file)])
def test_every_phrase_takes_the_same_parts_in_both_languages(file: str, key: str) -> None:
    texts = words(file)[key]
    assert set(texts) - ({"of", "not_where"} if file == "readings" else set()) == set(LANGUAGES)
    parts = [set(re.findall(r"{(\w+)[:}]", texts[lang])) for lang in LANGUAGES]
    assert parts[0] == parts[1]
    filled = say(file, key, "zh", **dict.fromkeys(parts[0], "甲"))
    assert filled.strip()
    assert "{" not in filled
    assert not SEVERAL.search(say(file, key, "en", **dict.fromkeys(parts[0], 1)))


def test_a_count_agrees_with_its_noun_and_its_verb() -> None:
    counts = {"tasks": 1, "needing": "1", "households": 1, "idle": 1}
    assert say("desk", "desk_heading", "en", on="2022-06-01", **counts) == (
        "Work list of 2022-06-01: 1 task for 1 of 1 household; 1 needs nothing"
    )
    counts = {"tasks": 0, "needing": "1,021", "households": "1,021", "idle": 2}
    assert say("desk", "desk_heading", "en", on="2022-06-01", **counts) == (
        "Work list of 2022-06-01: 0 tasks for 1,021 of 1,021 households; 2 need nothing"
    )
    with pytest.raises(KeyError):
        say("desk", "desk_heading", "en", on="2022-06-01")


def test_every_sentence_of_the_code_is_in_chinese_and_takes_no_other_parts_there() -> None:
    for item in sentences.translations():
        assert {*re.findall(r"{(\w+)}", item.zh)} <= {*re.findall(r"{(\w+)}", item.en)}, item.en
        assert CHINESE.search(item.zh) or item.en == "CSV", item.en
    english = [item.en for item in sentences.translations()]
    assert len({*english}) == len(english)


def test_a_phrase_is_one_of_the_phrases() -> None:
    assert phrase("at_least", "en", low="5%") == say("phrases", "at_least", "en", low="5%") == "at least 5%"
    with pytest.raises(KeyError):
        phrase("no_such_phrase", "en")


@pytest.mark.parametrize("key", READINGS)
def test_every_reading_is_there_in_both_languages(key: str) -> None:
    assert not CHINESE.search(reading(key, "en"))
    assert CHINESE.search(reading(key, "zh"))
    assert not set(LATIN_WORD.findall(reading(key, "zh"))) - ACRONYMS
    assert reading(key, "en").strip()[-1] != "."


def test_every_reading_that_is_relied_on_exists_and_every_reading_is_relied_on() -> None:
    worksheets = (*(rule.Worksheet for rule in RULES), LayerStretch)
    used = {spec.reading for worksheet in worksheets for spec in specs(worksheet).values() if spec.reading}
    granted = {item.reading for item in ENTITLEMENTS if item.reading}
    owed = {row.reading for row in shipped_duties().values() if row.reading}
    prescribed = {row.reading for row in PROCEDURES if row.reading}
    asked = {row.reading for row in shipped_targets().values() if row.reading}
    listed = {row.reading for row in shipped_checklists().values() if row.reading}
    assert used | granted | owed | prescribed | asked | listed == set(READINGS)


@pytest.mark.parametrize("key", READINGS)
def test_a_reading_is_of_documents_or_figures_that_there_are(key: str) -> None:
    assert set(READINGS[key].of) <= {*shipped_packs(), *figure_names()}


def test_a_branch_that_a_reading_is_not_about_is_told_by_what_its_worksheets_hold() -> None:
    for key, item in READINGS.items():
        rules = [rule for rule in RULES if any(spec.reading == key for spec in specs(rule.Worksheet).values())]
        for rule in rules:
            assert set(item.not_where) <= {*specs(rule.Facts), *specs(rule.Worksheet)}, key
        assert rules or not item.not_where


def test_a_reading_there_is_none_of_is_refused() -> None:
    with pytest.raises(KeyError):
        reading("no_such_reading", "en")


# -- labels ---------------------------------------------------------------------------------------------------


@fields
def test_every_field_has_a_label_in_both_languages(spec: Any) -> None:
    assert spec.label.strip()
    assert spec.label == spec.label.strip()
    assert not CHINESE.search(spec.label)
    assert CHINESE.search(spec.zh)
    assert not set(LATIN_WORD.findall(spec.zh)) - ACRONYMS


@fields
def test_every_unit_is_there_in_both_languages_or_in_neither(spec: Any) -> None:
    assert bool(spec.unit.strip()) == bool(spec.unit_zh.strip())
    assert not CHINESE.search(spec.unit)
    assert not spec.unit_zh or CHINESE.search(spec.unit_zh)


@pytest.mark.parametrize("part", ["Facts", "Terms", "Worksheet"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
def test_no_two_lines_go_by_the_same_label(rule: Any, part: str) -> None:
    declared = specs(getattr(rule, part)).values()
    assert len({spec.label for spec in declared}) == len(declared)
    assert len({spec.zh for spec in declared}) == len(declared)
