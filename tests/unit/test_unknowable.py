"""Facts that were asked for and cannot be known: recorded as such, a range as before, not asked again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import (
    Assessment,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LocalFigures,
    Person,
    assess,
    load_policy,
    next_questions,
)
from rural_revitalization.cli import main
from rural_revitalization.models.unknowable import MARKS
from rural_revitalization.records import dumps, loads

ON = date(2022, 6, 1)
BELOW_THE_LINE: dict[str, Any] = {
    "monitored": [],
    "per_capita_net_income": 7000,
    "shock": False,
    "income_fell": False,
    "spending_large": False,
    "basic_living_severely_hard": False,
}


def assessed(**facts: Any) -> Assessment:
    """What is identified of a household below the line of 7,500 of which nothing is known but the risk."""
    family = Household(id="1", members=[Person(id="1-1")], **BELOW_THE_LINE | facts)
    local = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
    return assess(family, load_policy("hunan", on=ON), local, only={"identification"})


def test_it_is_named_and_stays_a_range_and_is_not_asked_again() -> None:
    asked, known_to_be_open = assessed(), assessed(unknowable=["at_risk"])
    for found in (asked, known_to_be_open):
        assert [fact.fact for fact in found.missing] == ["at_risk"]
        assert found.decisions[0].missing == ("at_risk",)
    assert [fact.fact for fact in asked.to_ask] == ["at_risk"]
    assert (asked.unknowable, known_to_be_open.to_ask) == ((), ())
    (fact,) = known_to_be_open.unknowable
    assert (fact.fact, fact.unknowable, fact.alone) == ("at_risk", True, ())
    assert next_questions(known_to_be_open) == ()


def test_what_else_an_answer_lacks_no_longer_settles_it_alone() -> None:
    # Above the line, a shock with large spending, after which living is severely hard, identifies it too.
    hard: dict[str, Any] = {"per_capita_net_income": 8000, "basic_living_severely_hard": True, "at_risk": False}
    lacking = hard | {"spending_large": None, "shock": None}
    both = next_questions(assessed(**lacking))
    one = next_questions(assessed(**lacking, unknowable=["spending_large"]))
    assert {question.fact for question in both} == {"spending_large", "shock"}
    assert [(question.fact, question.alone) for question in one] == [("shock", ())]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_in_place_of_the_value_is_read(mark: str) -> None:
    text = json.dumps({"id": "1", "insured": mark, "diagnoses": mark, "unknowable": ["bills"]})
    person = loads(Person, text)
    assert person == Person(id="1", unknowable={"insured", "diagnoses", "bills"})
    assert dumps(person) == '{"id": "1", "unknowable": ["bills", "diagnoses", "insured"]}'
    assert loads(Person, dumps(person)) == person


def test_it_is_read_of_households_and_of_figures_of_the_county() -> None:
    family = loads(Household, '{"id": "1", "exited": "不详", "members": [{"id": "a", "sex": "不详"}]}')
    assert family.unknowable == {"exited"}
    assert family.people[0].unknowable == {"sex"}
    assert loads(LocalFigures, '{"year": 2022, "elderly_age": "unknowable"}').unknowable == {"elderly_age"}


def test_text_is_text() -> None:
    assert loads(Person, '{"id": "不详", "name": "不详"}').name == "不详"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"insured": True, "unknowable": ["insured"]},
            r"insured: expected no value, since unknowable names it, got True",
        ),
        ({"bills": [], "unknowable": ["bills"]}, r"bills: expected no value, .* got recorded as none"),
        ({"name": "n", "unknowable": ["name"]}, r"name: expected no value, since unknowable names it, got <hidden>"),
        ({"unknowable": ["insurd"]}, r"unknowable: expected the name of a fact .* got 'insurd'; did you mean insured"),
        ({"unknowable": ["id"]}, r"unknowable: expected the name of a fact that need not be recorded, got 'id'"),
        ({"unknowable": "insured"}, r"unknowable: expected a collection of names of facts, got str"),
        ({"unknowable": [1], "insured": 1}, r"insured: expected True(?s:.*)unknowable: expected the name .*, got int"),
    ],
)
def test_what_contradicts_itself_is_refused_by_both_names(given: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        Person(id="1", **given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"id": "1", "unknowable": "insured"}', r"\$\.unknowable: expected a list of names of facts, got str"),
        ('{"id": "1", "unknowable": [3]}', r"\$\.unknowable: expected the name of a fact, got int"),
        ('{"id": "1", "insured": "不详", "unknowable": {}}', r"\$\.unknowable: expected a list"),
    ],
)
def test_another_form_in_json_is_refused(given: str, expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        loads(Person, given)


def test_what_a_list_of_records_leaves_open_can_be_unknowable() -> None:
    earner = Person(id="1", income=[Income(kind=IncomeKind.WAGE, amount=None)], unknowable=["income"])
    assert earner.unknowable == {"income"}


def test_it_is_counted_apart_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = assessed(unknowable=["at_risk"])
    *_, none, apart = found.summary("zh").splitlines()
    assert (none, apart) == ("无未登记事项", "不详事项：存在返贫致贫风险")
    assert "不详事项：" in found.explain("zh")
    file = tmp_path / "in.json"
    file.write_text(dumps(found.inputs.household), encoding="utf-8")
    assert main(["assess", str(file), "--policy", "hunan", "--on", "2022-06-01", "--lang", "zh"]) == 0
    assert "已核实为不详的事项：存在返贫致贫风险（1户）\n" in capsys.readouterr().out
