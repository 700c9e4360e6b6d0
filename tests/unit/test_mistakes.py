"""Mistakes that a newcomer makes: each error says where, what was expected, and what was given."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization
from rural_revitalization import (
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    OutsidePeriod,
    Person,
    Sex,
    Spell,
    Undecided,
    Unknown,
    assess,
    load_policy,
    missing,
    records,
)
from rural_revitalization.rules.medical import contribution_subsidy

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
LOCAL: Final = LocalFigures(year=2022)
FAMILY: Final = Household(id="H", members=[Person(id="H-1")])


def test_an_amount_as_a_binary_fraction() -> None:
    with pytest.raises(InvalidInput, match=r"total: expected yuan as Decimal, int or str, to the fen, got 900\.5"):
        MedicalBill(settled_on=ON, total=900.5)  # type: ignore[arg-type]


def test_an_amount_finer_than_the_fen() -> None:
    with pytest.raises(InvalidInput, match=r"total: expected yuan .* to the fen, got '900\.505'"):
        MedicalBill(settled_on=ON, total="900.505")


def test_a_date_as_text() -> None:
    with pytest.raises(InvalidInput, match="since: expected a date, got '2022-06-01'"):
        Spell(since="2022-06-01")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="on: expected a date or None, got str"):
        assess(FAMILY, POLICY, LOCAL, on="2022-06-01")  # type: ignore[arg-type]


def test_a_date_with_a_time() -> None:
    with pytest.raises(InvalidInput, match="on: expected a date, got datetime"):
        load_policy("hunan", on=datetime(2022, 6, 1))  # noqa: DTZ001 - what is refused


def test_a_truth_for_a_class_that_has_spells() -> None:
    with pytest.raises(InvalidInput, match="orphan: expected a sequence of Spell, got bool"):
        Person(id="H-1", orphan=True)  # type: ignore[arg-type]


def test_a_decision_taken_for_a_truth() -> None:
    decision = assess(FAMILY, POLICY, LOCAL).decision("identification")
    with pytest.raises(Undecided, match="compare its outcome"):
        assert decision  # what `if decision:` asks


def test_whatever_refuses_to_be_a_truth_says_so_in_the_same_error() -> None:
    refusing = [
        node
        for module in Path(rural_revitalization.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name in {"__bool__", "__add__"}
        and "NoReturn" in ast.unparse(node)
    ]
    assert len(refusing) >= 6
    assert all("raise Undecided(" in ast.unparse(node) for node in refusing)


def test_an_unknown_taken_for_a_truth() -> None:
    facts = contribution_subsidy.Facts(contribution=320)
    with pytest.raises(Undecided, match=r"depends on orphan\); use &, \|, not_\(\)"):
        assert facts.orphan


def test_a_comparison_of_an_unknown_taken_for_a_truth() -> None:
    with pytest.raises(Undecided, match="depends on per_capita_net_income"):
        assert Unknown(0, 9000, "per_capita_net_income") < 7000


def test_an_unknown_compared_for_equality() -> None:
    with pytest.raises(Undecided, match="not compared with =="):
        assert Unknown(0, 9, "members") == 4


def test_a_policy_without_a_day() -> None:
    with pytest.raises(TypeError, match="'on'"):
        load_policy("hunan")  # type: ignore[call-arg]


def test_a_policy_by_its_name() -> None:
    with pytest.raises(InvalidInput, match="policy: expected a Policy, got str"):
        assess(FAMILY, "hunan", LOCAL)  # type: ignore[arg-type]


def test_a_policy_for_another_day() -> None:
    local = LocalFigures(year=2018)
    with pytest.raises(InvalidInput, match="policy: expected a policy that holds on 2018-06-01, got one loaded for"):
        assess(FAMILY, POLICY, local, on=date(2018, 6, 1))


def test_local_figures_of_another_year() -> None:
    with pytest.raises(InvalidInput, match="local: expected the local figures of 2022, got those of 2021"):
        assess(FAMILY, POLICY, LocalFigures(year=2021))


def test_a_local_figure_without_its_source() -> None:
    with pytest.raises(InvalidInput, match=r"sources\.monitoring_line: expected the source of monitoring_line, got n"):
        LocalFigures(year=2022, monitoring_line=7000)


def test_a_day_that_no_document_covers() -> None:
    with pytest.raises(OutsidePeriod, match=r"no document of guizhou covers 2016-01-01; periods: 2021-01-01 to"):
        load_policy("guizhou", on=date(2016, 1, 1))


def test_a_jurisdiction_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"jurisdiction: .* got 'Hunnan'; did you mean hunan\?"):
        load_policy("Hunnan", on=ON)


def test_a_fact_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"orfan: expected one of .*, got 'orfan'; did you mean orphan\?") as refused:
        contribution_subsidy.Facts(orfan=True)  # type: ignore[call-arg]
    assert refused.value.mismatches[0].suggestions == ("orphan",)


def test_a_field_and_a_key_of_a_record_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"monitord: .* did you mean monitored\?"):
        Household(id="H", members=[Person(id="H-1")], monitord=[])  # type: ignore[call-arg]
    with pytest.raises(InvalidInput, match=r"\$\.members\[0\]\.birthdate: .* did you mean birth_date\?"):
        records.structure(Household, {"id": "H", "members": [{"id": "H-1", "birthdate": "2000-01-01"}]})


def test_a_local_figure_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"monitoring_lin: .* did you mean monitoring_line"):
        LocalFigures(year=2022, monitoring_lin=7000)  # type: ignore[call-arg]


def test_a_part_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"only: .* got 'small_loans'; did you mean small_loan\?"):
        assess(FAMILY, POLICY, LOCAL, only={"small_loans"})
    with pytest.raises(InvalidInput, match=r"rule: .* got 'identificaton'; did you mean identification"):
        assess(FAMILY, POLICY, LOCAL).decision("identificaton")


def test_one_part_as_text() -> None:
    with pytest.raises(InvalidInput, match=r"only: expected a collection of names among .*, got str"):
        assess(FAMILY, POLICY, LOCAL, only="small_loan")


def test_a_figure_misspelt() -> None:
    with pytest.raises(InvalidInput, match=r"name: .* did you mean serious_illness\.rate"):
        POLICY.figure("serious_ilness.rate")


def test_a_rule_by_its_name() -> None:
    with pytest.raises(InvalidInput, match=r"rule: expected the module of a rule, such as rural.*small_loan, got str"):
        POLICY.terms("small_loan")  # type: ignore[arg-type]


def test_a_choice_misspelt() -> None:
    assert Person(id="H-1", sex="female").sex is Sex.FEMALE
    with pytest.raises(InvalidInput, match=r"sex: expected one of .*; did you mean female"):
        Person(id="H-1", sex="Female")


def test_a_household_without_members() -> None:
    with pytest.raises(InvalidInput, match="members: expected at least one person, got none"):
        Household(id="H", members=[])
    with pytest.raises(InvalidInput, match="members: expected a sequence of Person, got nothing"):
        Household(id="H")


def test_members_as_plain_data() -> None:
    members: Any = [Person(id="H-1"), {"id": "H-2"}]
    with pytest.raises(InvalidInput, match=r"members\[1\]: expected a Person, got dict"):
        Household(id="H", members=members)


def test_json_for_a_model_and_a_model_for_json() -> None:
    with pytest.raises(InvalidInput, match="household: expected a Household, got dict"):
        assess({"id": "H"}, POLICY, LOCAL)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match=r"\$: expected an object with keys of Household, got Household"):
        records.structure(Household, FAMILY)


def test_a_policy_for_a_worksheet() -> None:
    with pytest.raises(InvalidInput, match="worksheet: expected a worksheet, got Policy"):
        missing(POLICY)


def test_a_language_there_is_none_of() -> None:
    finding = assess(FAMILY, POLICY, LOCAL).findings[0]
    for told in (finding.label, finding.lines):
        with pytest.raises(InvalidInput, match="lang: expected one of en, zh, got 'cn'"):
            told("cn")  # type: ignore[arg-type]
