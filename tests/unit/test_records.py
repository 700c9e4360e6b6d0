"""JSON in and out: exact round trips, strict reading, every error at once and with its path."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_DOWN, Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization
from rural_revitalization import (
    NO_CEILING,
    Assessment,
    Band,
    Diagnosis,
    DisabilityKind,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Person,
    Risk,
    RiskKind,
    RiskState,
    Sex,
    SmallLoan,
    Spell,
    Support,
    SupportKind,
    Village,
    assess,
    fields,
    load_policy,
    strategies,
)
from rural_revitalization.algebra import UNSET, Schedule
from rural_revitalization.catalogue import DECLARED
from rural_revitalization.fields.annotations import CountRecord
from rural_revitalization.loans.ledger import Ledger
from rural_revitalization.models.entries import Drawing, RateChange
from rural_revitalization.records import assessment_data, dumps, loads, parse, structure, unstructure
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.form import AnyRule
from rural_revitalization.worksheets import lines

ON = date(2022, 6, 1)
NAME = "王小二"
NUMBER = "11010519491231002X"

HOUSEHOLD = Household(
    id="H-1",
    county="安化县",
    members=(
        Person(
            id="P-1",
            name=NAME,
            birth_date=date(1960, 2, 29),
            sex=Sex.FEMALE,
            disability_kind=DisabilityKind.MENTAL,
            disability_grade=3,
            insured=True,
            income=(Income(kind=IncomeKind.WAGE, amount="6900.5"),),
            bills=(MedicalBill(settled_on=date(2022, 5, 31), total=1000, in_scope=900),),
            orphan=(),
            minimum_living_allowance=(Spell(since=date(2021, 1, 1), until=date(2021, 12, 31)),),
        ),
        Person(id="P-2"),
    ),
    exited=True,
    per_capita_net_income=-12,
    months_above_line=0,
    monitored=(Spell(since=date(2021, 1, 1)),),
    risks=(Risk(kind=RiskKind.ILLNESS, found_on=date(2021, 1, 1), state=RiskState.OPEN),),
    loans=(SmallLoan(principal=50000, annual_rate=Decimal("0.0365"), term_months=36),),
    support=(Support(kind=SupportKind.HEALTH),),
)
HOUSEHOLD_DATA: dict[str, Any] = {
    "id": "H-1",
    "members": [
        {
            "id": "P-1",
            "name": NAME,
            "birth_date": "1960-02-29",
            "sex": "female",
            "disability_kind": "mental",
            "disability_grade": 3,
            "insured": True,
            "income": [{"kind": "wage", "amount": "6900.50"}],
            "bills": [{"settled_on": "2022-05-31", "total": "1000.00", "in_scope": "900.00"}],
            "orphan": [],
            "minimum_living_allowance": [{"since": "2021-01-01", "until": "2021-12-31"}],
        },
        {"id": "P-2"},
    ],
    "county": "安化县",
    "exited": True,
    "monitored": [{"since": "2021-01-01"}],
    "per_capita_net_income": "-12.00",
    "months_above_line": 0,
    "risks": [{"kind": "illness", "found_on": "2021-01-01", "state": "open"}],
    "loans": [{"principal": "50000.00", "annual_rate": "0.0365", "term_months": 36}],
    "support": [{"kind": "health"}],
}


def refused(action: Callable[[], object]) -> list[tuple[str, str, str]]:
    """What was refused: each path, what was expected there, what was given."""
    with pytest.raises(InvalidInput) as caught:
        action()
    return [(item.path, item.expected, item.given) for item in caught.value.mismatches]


def paths(action: Callable[[], object]) -> list[str]:
    return [path for path, _, _ in refused(action)]


def scalars(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from scalars(part)
    else:
        yield data


# -- there and back -------------------------------------------------------------------------------------


def test_a_model_is_written_as_plain_data_without_what_is_not_recorded() -> None:
    assert unstructure(HOUSEHOLD) == HOUSEHOLD_DATA


def test_plain_data_is_read_as_the_model_it_was_written_from() -> None:
    assert structure(Household, HOUSEHOLD_DATA) == HOUSEHOLD


@given(
    st.sampled_from([Diagnosis, Household, Income, LocalFigures, MedicalBill, Person, Risk, SmallLoan, Spell, Village])
    .map(strategies.records)
    .flatmap(lambda models: models)
)
def test_every_model_comes_back_equal_from_data_and_from_text(model: Any) -> None:
    assert structure(type(model), unstructure(model)) == model
    assert loads(type(model), dumps(model)) == model
    assert dumps(loads(type(model), dumps(model))) == dumps(model)


def test_written_data_holds_nothing_but_text_whole_numbers_and_truths() -> None:
    assert {type(part) for part in scalars(unstructure(HOUSEHOLD))} == {str, int, bool}


def test_data_that_was_read_is_left_as_it_was() -> None:
    data = {"id": "H", "members": [{"id": "P"}], "village": None}
    structure(Household, data)
    assert data == {"id": "H", "members": [{"id": "P"}], "village": None}


def test_an_empty_list_stays_apart_from_one_not_recorded() -> None:
    text = '{"id": "P", "income": [], "bills": null}'
    person = loads(Person, text)
    assert (person.income, person.bills, person.orphan) == ((), None, None)
    assert dumps(person) == '{"id": "P", "income": []}'


def test_text_is_written_as_it_reads_and_indented_on_request() -> None:
    assert dumps(Village(code="v", name="清塘村")) == '{"code": "v", "name": "清塘村"}'
    assert dumps(Spell(since=ON), indent=2) == '{\n  "since": "2022-06-01"\n}'


def test_names_and_identity_numbers_come_back() -> None:
    person = Person(id="P", name=NAME, identity_number=NUMBER)
    assert unstructure(person) == {"id": "P", "name": NAME, "identity_number": NUMBER}
    assert loads(Person, dumps(person)) == person


def test_a_record_inside_a_record_is_read_and_written() -> None:
    assert structure(Post, {"place": {"code": "c"}}) == Post(place=Village(code="c"))
    assert unstructure(Post(place=Village(code="c"), days=2)) == {"place": {"code": "c"}, "days": 2}
    assert paths(lambda: structure(Post, {"place": {"code": 1}, "days": "2"})) == ["$.place.code", "$.days"]
    assert refused(lambda: structure(Post, {"place": "c"})) == [("$.place", "an object with keys of Village", "str")]


@fields.model_class
class Post:
    """A model that an embedding program might declare."""

    place: Village | None = fields.record("place", zh="地点", of=Village)
    days: CountRecord = fields.count("days", zh="天数")


# -- amounts, shares, ceilings --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("6900", "6900.00"),
        ("6900.5", "6900.50"),
        ('"6900.5"', "6900.50"),
        ("0", "0.00"),
        ("-0.0", "0.00"),
        ("6.9e3", "6900.00"),
        ("0.1", "0.10"),
        ("123456789012345678901234567890", "123456789012345678901234567890.00"),
    ],
)
def test_amounts_are_read_exactly_and_written_to_the_fen(written: str, read: str) -> None:
    support = loads(Support, f'{{"kind": "health", "amount": {written}}}')
    assert str(support.amount) == read
    assert unstructure(support) == {"kind": "health", "amount": read}


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("0", "0.00"),
        ("1", "1.00"),
        ("0.5", "0.50"),
        ("0.60", "0.60"),
        ("0.0365", "0.0365"),
        ("0.036500", "0.0365"),
        ("1E-12", "0.000000000001"),
        ("0." + "5" + "0" * 130, "0.50"),
    ],
)
def test_equal_shares_are_written_alike_and_come_back(rate: str, text: str) -> None:
    loan = SmallLoan(annual_rate=Decimal(rate))
    assert unstructure(loan) == {"annual_rate": text}
    assert structure(SmallLoan, {"annual_rate": text}) == loan


def test_a_ceiling_is_an_amount_none_or_not_recorded() -> None:
    sources = {"serious_illness_ceiling": "notice"}
    no_ceiling = {"year": 2022, "serious_illness_ceiling": "none", "sources": sources}
    some = {"year": 2022, "serious_illness_ceiling": 300000, "sources": sources}
    assert structure(LocalFigures, no_ceiling).serious_illness_ceiling is NO_CEILING
    assert unstructure(structure(LocalFigures, no_ceiling)) == no_ceiling
    assert structure(LocalFigures, some).serious_illness_ceiling == Decimal("300000.00")
    assert structure(LocalFigures, {"year": 2022, "serious_illness_ceiling": None}).serious_illness_ceiling is None
    assert paths(lambda: structure(LocalFigures, some | {"serious_illness_ceiling": NO_CEILING})) == [
        "$.serious_illness_ceiling"
    ]


HOSTILE = Context(prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, traps=list(Context().flags))


def test_the_callers_decimal_context_changes_nothing_written() -> None:
    text = dumps(HOUSEHOLD)
    with localcontext(HOSTILE):
        assert dumps(HOUSEHOLD) == text


def test_the_callers_decimal_context_changes_nothing_read() -> None:
    text = dumps(HOUSEHOLD)
    with localcontext(HOSTILE):
        assert loads(Household, text) == HOUSEHOLD


# -- strictness -----------------------------------------------------------------------------------------

AMOUNT = "yuan as a number or text, to the fen, at least 0.00"
TOO_LARGE = f"{AMOUNT}, of at most 30 digits before the point"
RATE = "a share of 1 as a number or text, at least 0, at most 1"
CEILING = 'yuan as a number or text, to the fen, or "none", at least 0.00'
VILLAGES = "one of ordinary, key_support, demonstration"
DATE = "a date as YYYY-MM-DD, such as 2022-06-01"


@pytest.mark.parametrize(
    ("cls", "field", "value", "expected", "given"),
    [
        (Support, "amount", 3.7, AMOUNT, "3.7"),
        (Support, "amount", True, AMOUNT, "True"),
        (Support, "amount", Decimal("0.001"), AMOUNT, "Decimal('0.001')"),
        (Support, "amount", "0.001", AMOUNT, "'0.001'"),
        (Support, "amount", "１２", AMOUNT, "'１２'"),
        (Support, "amount", "1_000", AMOUNT, "'1_000'"),
        (Support, "amount", " 1", AMOUNT, "' 1'"),
        (Support, "amount", "NaN", AMOUNT, "'NaN'"),
        (Support, "amount", Decimal("NaN"), AMOUNT, "Decimal('NaN')"),
        (Support, "amount", Decimal("Infinity"), AMOUNT, "Decimal('Infinity')"),
        (Support, "amount", -1, AMOUNT, "-1"),
        (Support, "amount", Decimal("1E+999999"), TOO_LARGE, "Decimal('1E+999999')"),
        (Support, "amount", Decimal("1E+30"), TOO_LARGE, "Decimal('1E+30')"),
        (Support, "amount", "1" * 31, TOO_LARGE, "<hidden>"),
        (Support, "amount", ["张三"], AMOUNT, "list"),
        (LocalFigures, "serious_illness_ceiling", "None", CEILING, "'None'"),
        (LocalFigures, "serious_illness_ceiling", 0.5, CEILING, "0.5"),
        (LocalFigures, "day_count", 367, "a whole number, at least 360, at most 366", "367"),
        (SmallLoan, "annual_rate", 0.5, RATE, "0.5"),
        (SmallLoan, "annual_rate", "65%", RATE, "'65%'"),
        (SmallLoan, "annual_rate", 2, RATE, "2"),
        (SmallLoan, "term_months", Decimal("3.7"), "a whole number, at least 1, at most 1000000", "Decimal('3.7')"),
        (SmallLoan, "term_months", Decimal(3), "a whole number, at least 1, at most 1000000", "Decimal('3')"),
        (SmallLoan, "term_months", "3", "a whole number, at least 1, at most 1000000", "'3'"),
        (SmallLoan, "term_months", True, "a whole number, at least 1, at most 1000000", "True"),
        (SmallLoan, "lent_on", "20220601", DATE, "'20220601'"),
        (SmallLoan, "lent_on", "2022-W22-3", DATE, "<hidden>"),
        (SmallLoan, "lent_on", "2022-6-1", DATE, "'2022-6-1'"),
        (SmallLoan, "lent_on", "2022-06-01T00:00", DATE, "'2022-06-01…'"),
        (SmallLoan, "lent_on", "2022-06-01\n", DATE, "<hidden>"),
        (SmallLoan, "lent_on", "2022-02-30", DATE, "'2022-02-30'"),
        (SmallLoan, "lent_on", ON, DATE, "datetime.date(2022, 6, 1)"),
        (SmallLoan, "lent_on", 2022, DATE, "2022"),
        (Village, "exited", "False", "true or false", "'False'"),
        (Village, "exited", 1, "true or false", "1"),
        (Village, "exited", 0, "true or false", "0"),
        (Village, "name", " ", "text that is not empty, in UTF-8", "' '"),
        (Village, "name", "\ud801", "text that is not empty, in UTF-8", "<hidden>"),
        (Village, "name", "a\nb", "text without line breaks and control characters", "<hidden>"),
        (Village, "name", 5, "text that is not empty, in UTF-8", "5"),
        (Village, "name", {"a": 1}, "text that is not empty, in UTF-8", "dict"),
        (Village, "village_class", 1, VILLAGES, "1"),
        (Village, "village_class", "ORDINARY", VILLAGES, "<hidden>"),
        (Village, "village_class", ["ordinary"], VILLAGES, "list"),
        (Person, "income", {}, "a sequence of Income", "dict"),
        (Person, "income", "wage", "a sequence of Income", "str"),
        (Person, "income", 0, "a sequence of Income", "int"),
        (LocalFigures, "sources", ["notice"], "an object that holds text", "list"),
    ],
)  # fmt: skip
def test_what_can_be_misread_is_refused(cls: type[Any], field: str, value: Any, expected: str, given: str) -> None:
    required: dict[type[Any], dict[str, Any]] = {
        Support: {"kind": "health"},
        LocalFigures: {"year": 2022},
        Village: {"code": "v"},
        Person: {"id": "P"},
    }
    data = required.get(cls, {}) | {field: value}
    assert refused(lambda: structure(cls, data)) == [(f"$.{field}", expected, given)]


@pytest.mark.parametrize("given", [None, [], "H", 5, True])
def test_a_model_is_an_object(given: Any) -> None:
    expected = "an object with keys of Household"
    assert refused(lambda: structure(Household, given)) == [
        ("$", expected, "None" if given is None else type(given).__name__)
    ]


def test_unknown_keys_are_refused_even_when_null() -> None:
    data = {"since": "2022-01-01", "till": None, "x y": 1, 3: 1}
    expected = "one of the keys since, until"
    assert refused(lambda: structure(Spell, data)) == [
        ("$['3']", expected, "'3'"),
        ("$.till", expected, "'till'"),
        ("$[<hidden>]", expected, "<hidden>"),
    ]


def test_what_is_required_must_be_there_and_not_null() -> None:
    missing = [
        ("$.id", "text that is not empty, in UTF-8", "nothing"),
        ("$.members", "a sequence of Person", "nothing"),
    ]
    assert refused(lambda: structure(Household, {})) == missing
    assert refused(lambda: structure(Household, {"id": None, "members": None})) == missing


@pytest.mark.parametrize("cls", [int, dict, list, list[Household], "Household", InvalidInput])
def test_only_models_are_read(cls: Any) -> None:
    with pytest.raises(InvalidInput, match="expected a model class"):
        structure(cls, {})


# -- sources of local figures ---------------------------------------------------------------------------


def test_sources_are_texts_by_figure_and_may_be_left_out_or_null() -> None:
    assert structure(LocalFigures, {"year": 2022, "sources": None}) == LocalFigures(year=2022)
    assert unstructure(LocalFigures(year=2022)) == {"year": 2022, "sources": {}}
    assert refused(lambda: structure(LocalFigures, {"year": 2022, "sources": {"day_count": 5, "prime": "bank"}})) == [
        ("$.sources.day_count", "the name of a figure with its source", "5"),
        ("$.sources.prime", "the name of a figure with its source", "<hidden>"),
    ]


def test_a_fault_elsewhere_says_nothing_of_sources_that_are_fine() -> None:
    assert paths(lambda: structure(LocalFigures, {"year": "2022", "sources": None})) == ["$.year"]


def test_equal_local_figures_give_the_same_text_whatever_the_order_of_their_sources() -> None:
    figures = {"year": 2022, "monitoring_line": 6900, "day_count": 360}
    one = structure(LocalFigures, figures | {"sources": {"monitoring_line": "a", "day_count": "b"}})
    other = structure(LocalFigures, figures | {"sources": {"day_count": "b", "monitoring_line": "a"}})
    assert one == other
    assert dumps(one) == dumps(other)
    assert '"sources": {"day_count": "b", "monitoring_line": "a"}' in dumps(one)


# -- all errors at once ---------------------------------------------------------------------------------


def test_all_faults_of_all_members_are_reported_at_once() -> None:
    data = {
        "members": [
            {"id": "a", "birth_date": "1960", "sex": "F"},
            {"id": "b", "bills": [{"settled_on": "2022-01-01"}, {"total": 1.5}]},
            None,
            {"income": [{"kind": "wage", "amount": "-1"}], "orphan": {}, "nmae": 1},
        ],
        "exited": "yes",
    }
    assert paths(lambda: structure(Household, data)) == [
        "$.id",
        "$.members[0].birth_date",
        "$.members[0].sex",
        "$.members[1].bills[1].settled_on",
        "$.members[1].bills[1].total",
        "$.members[2]",
        "$.members[3].id",
        "$.members[3].income[0].amount",
        "$.members[3].orphan",
        "$.members[3].nmae",
        "$.exited",
    ]


def test_cross_field_faults_of_nested_models_are_reported_where_they_are() -> None:
    bill = {"settled_on": "2022-01-01", "total": "5.00", "in_scope": "6.00"}
    data = {
        "id": "H",
        "members": [
            {"id": "a", "bills": [{"settled_on": "2022-01-01"}, bill]},
            {"id": "b", "disability_grade": 2, "orphan": [{"since": "2022-02-01", "until": "2022-01-31"}]},
            {"id": "c", "disability_grade": 2},
        ],
        "loans": [{"outstanding": 2, "principal": 1}],
    }
    with pytest.raises(InvalidInput) as caught:
        structure(Household, data)
    assert [(item.path, item.rule) for item in caught.value.mismatches] == [
        ("$.members[0].bills[1].in_scope", "in_scope_within_total"),
        ("$.members[1].orphan[0].until", "since_first"),
        ("$.members[2].disability_kind", "grade_needs_kind"),
        ("$.loans[0].outstanding", "outstanding_within_principal"),
    ]
    assert "$.members[0].bills[1].in_scope: expected at most total (5.00), got 6.00" in str(caught.value)


def test_cross_field_faults_of_the_outermost_model_keep_their_own_paths() -> None:
    data = {"id": "H", "members": [{"id": "a"}, {"id": "a"}], "exited": False, "exited_on": "2020-01-01"}
    assert paths(lambda: structure(Household, data)) == ["$.exited_on", "$.members[0].id", "$.members[1].id"]


def test_an_error_names_the_model_and_each_fault_on_a_line() -> None:
    with pytest.raises(InvalidInput) as caught:
        structure(Spell, {"until": 5})
    assert str(caught.value) == (f"Spell\n  $.since: expected {DATE}, got nothing\n  $.until: expected {DATE}, got 5")


def test_paths_begin_where_the_caller_says() -> None:
    cross = {"since": "2022-02-01", "until": "2022-01-31"}
    assert paths(lambda: structure(Spell, {}, path="$.households[3]")) == ["$.households[3].since"]
    assert paths(lambda: structure(Spell, [], path="line 3")) == ["line 3"]
    assert paths(lambda: structure(Spell, cross, path="line 3")) == ["line 3.until"]
    assert paths(lambda: loads(Spell, "{}", path="line 3")) == ["line 3.since"]
    assert paths(lambda: loads(Spell, "{", path="line 3")) == ["line 3"]


# -- JSON text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Expecting value: line 1 column 1 (char 0)"),
        ('{"id": "H",\n "members" []}', "Expecting ':' delimiter: line 2 column 12 (char 23)"),
        ('{"id": "H"} {}', "Extra data: line 1 column 13 (char 12)"),
        ("{'id': 'H'}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ],
)
def test_text_that_is_no_json_is_refused_with_line_and_column(text: str, fault: str) -> None:
    assert refused(lambda: loads(Household, text)) == [("$", "JSON", f"invalid JSON ({fault})")]


def test_lists_nested_without_end_are_refused() -> None:
    ((path, expected, fault),) = refused(lambda: parse("[" * 200_000))
    assert (path, expected, fault) == ("$", "at most 64 levels of nesting", "more")


def test_text_is_parsed_without_any_float() -> None:
    assert repr(parse('[1, 1.10, 1e2, "1", true, null]')) == ("[1, Decimal('1.10'), Decimal('1E+2'), '1', True, None]")


@pytest.mark.parametrize(
    ("number", "given"),
    [
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("9" * 5000, "a number too large to be read"),
        ("1e" + "9" * 30, "a number too large to be read"),
    ],
)
def test_what_is_no_number_is_refused_where_it_is(number: str, given: str) -> None:
    text = f'{{"principal": {number}, "term_months": {number}, "lent_on": {number}}}'
    assert refused(lambda: loads(SmallLoan, text)) == [
        ("$.lent_on", DATE, given),
        ("$.principal", AMOUNT, given),
        ("$.term_months", "a whole number, at least 1, at most 1000000", given),
    ]


def test_a_key_that_appears_twice_is_refused_where_it_is_even_with_one_value() -> None:
    twice = ("a key that is given once", "a duplicate key")
    text = (
        '{"id": "H", "id": "H", "loans": [], "loans": null, "members": '
        '[{"id": "P", "name": "a", "name": "a", "sex": "male", "sex": "male", "x": 1, "x": 1}]}'
    )
    assert refused(lambda: loads(Household, text))[:4] == [
        ("$.id", *twice),
        ("$.members[0].name", *twice),
        ("$.members[0].sex", *twice),
        ("$.members[0].x", refused(lambda: structure(Person, {"id": "P", "x": 1}))[0][1], "'x'"),
    ]
    assert refused(lambda: loads(Household, text))[4:] == [("$.loans", *twice)]


def test_a_key_that_appears_twice_among_sources_is_refused() -> None:
    twice = '"day_count": "a", "day_count": "a"'
    assert refused(lambda: loads(LocalFigures, f'{{"year": 2022, "day_count": 360, "sources": {{{twice}}}}}')) == [
        ("$.sources.day_count", "a key that is given once", "a duplicate key")
    ]


def test_an_object_or_a_record_that_is_given_twice_is_refused_as_such() -> None:
    twice = [("$", "a key that is given once", "a duplicate key")]
    households = parse('{"local": {}, "local": {}, "members": [], "members": []}')
    assert refused(lambda: structure(LocalFigures, households["local"])) == twice
    assert refused(lambda: structure(Household, {"id": "H", "members": households["members"]})) == [
        ("$.members", *twice[0][1:])
    ]
    assert refused(lambda: loads(LocalFigures, '{"year": 2022, "sources": {}, "sources": {}}')) == [
        ("$.sources", *twice[0][1:])
    ]


def test_contradictions_wait_until_the_fields_of_their_object_are_right() -> None:
    members = [{"id": "P"}, {"id": "P"}]
    repeated = refused(lambda: structure(Household, {"id": "H", "members": members}))
    assert [path for path, _, _ in repeated] == ["$.members[0].id", "$.members[1].id"]
    wrong = {"id": "H", "members": members, "exited": "yes"}
    assert [path for path, _, _ in refused(lambda: structure(Household, wrong))] == ["$.exited"]


# -- what is private stays private ----------------------------------------------------------------------


@pytest.mark.parametrize("secret", [4305011949, [4305011949], {"4305011949": None}, Decimal(4305011949)])
@pytest.mark.parametrize("field", ["name", "identity_number"])
def test_private_values_of_the_wrong_form_are_never_shown(field: str, secret: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        structure(Household, {"id": "H", "members": [{"id": "P", field: secret}]})
    assert [item.path for item in caught.value.mismatches] == [f"$.members[0].{field}"]
    assert caught.value.mismatches[0].given in ("<hidden>", "list", "dict")
    assert "4305011949" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_an_identity_number_that_cannot_be_is_never_shown() -> None:
    number = "430501194912310000"
    with pytest.raises(InvalidInput) as caught:
        structure(Household, {"id": "H", "members": [{"id": "P", "identity_number": number}]})
    (fault,) = caught.value.mismatches
    assert (fault.path, fault.given, fault.rule) == ("$.members[0].identity_number", "<hidden>", "check_digit")
    assert number not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_what_stands_where_a_person_should_is_never_shown() -> None:
    with pytest.raises(InvalidInput) as caught:
        structure(Household, {"id": "H", "members": [NAME, [NAME]], "county": {"head": NAME}})
    assert [item.given for item in caught.value.mismatches] == ["str", "list", "dict"]
    assert NAME not in "".join(traceback.format_exception(caught.value))


def test_text_that_is_no_json_is_never_shown() -> None:
    with pytest.raises(InvalidInput) as caught:
        loads(Person, f'{{"name": "{NAME}" "id": 1}}')
    assert NAME not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


# -- assessments ----------------------------------------------------------------------------------------

LOCAL = LocalFigures(
    year=2022,
    insurance_contribution=320,
    area_disposable_income=32000,
    monitoring_line=6900,
    serious_illness_ceiling=NO_CEILING,
    sources=dict.fromkeys(
        ("insurance_contribution", "area_disposable_income", "monitoring_line", "serious_illness_ceiling"), "made up"
    ),
)


def assessed(**recorded: Any) -> dict[str, Any]:
    bill = MedicalBill(settled_on=date(2022, 5, 1), total=100000, in_scope=100000, basic_insurance_paid=10000)
    person = Person(
        id="P-1",
        gravely_ill=False,
        high_medical_cost=False,
        low_income=(),
        name=NAME,
        insured=True,
        bills=(bill,),
        severely_disabled=(),
        de_facto_unattended_child=(),
        orphan=(),
        extreme_poverty=(),
        returned_to_poverty=(),
    )
    household = Household(id="H-1", members=(person,), **recorded)
    return assessment_data(assess(household, load_policy("hunan", on=ON), LOCAL, on=ON))


def test_an_assessment_is_plain_data() -> None:
    data = assessed(monitored=[Spell(since=date(2021, 1, 1))], per_capita_net_income=6900)
    of_allowance = ["minimum_living_allowance"]
    reimbursement = {"low": "44400.00", "high": "53300.00", "facts": of_allowance}
    assert list(data) == [
        "version", "household", "jurisdiction", "on", "documents", "only", "payments", "decisions", "entitlements",
        "workings", "skipped", "totals", "total", "missing", "conflicts",
    ]  # fmt: skip
    assert (data["household"], data["jurisdiction"], data["on"]) == ("H-1", "hunan", "2022-06-01")
    assert data["documents"] == ["hunan-opinions-2022", "hunan-14fyp-2021", "national-practice"]
    subsidy, insurance, assistance, tilted = [{**payment, "worksheet": None} for payment in data["payments"]]
    assert subsidy == {
        "person": "P-1",
        "rule": "contribution_subsidy",
        "answer": "subsidy",
        "status": "due",
        "amount": "160.00",
        "unit": "yuan per year",
        "missing": [],
        "not_stated": [],
        "worksheet": None,
    }
    assert insurance == {
        "person": "P-1",
        "rule": "serious_illness",
        "answer": "reimbursement",
        "status": "not_determined",
        "amount": reimbursement,
        "unit": "yuan per year",
        "missing": of_allowance,
        "not_stated": [],
        "worksheet": None,
    }
    # Left over are 36,700.00 to 45,600.00; only who receives the allowance may be helped, and no document says how.
    assert (assistance["rule"], assistance["status"]) == ("medical_assistance", "not_determined")
    assert (assistance["amount"]["low"], assistance["amount"]["high"]) == ("0.00", "45600.00")
    assert (tilted["rule"], tilted["status"], tilted["amount"]) == ("tilted_assistance", "not_eligible", "0.00")
    (bill,) = data["workings"]
    assert (bill["person"], bill["rule"], bill["answer"]) == ("P-1", "settlement", "own_payment")
    # Who is in a monitored household though recorded as not low-income may be recognised by a local measure.
    recognition, decision = [{**decision, "worksheet": None} for decision in data["decisions"]]
    assert (recognition["person"], recognition["rule"]) == ("P-1", "low_income_recognition")
    assert recognition["not_stated"] == ["low_income_recognition.by_local_measure"]
    assert decision == {
        "person": None,
        "rule": "risk_elimination",
        "answer": "may_eliminate",
        "outcome": False,
        "blockers": ["income_stable"],
        "missing": [],
        "not_stated": [],
        "worksheet": None,
    }
    (contract_service,) = [item for item in data["entitlements"] if item["entitlement"]["name"] == "contract_service"]
    assert contract_service == {
        "person": "P-1",
        "entitlement": {
            "id": "hunan-2021/medical/chronic-diseases",
            "name": "contract_service",
            "label": "contract service of a family doctor",
            "zh": "家庭医生签约服务",
            "who": "people of exited households",
            "who_zh": "脱贫人口",
            "source": "hunan-14fyp-2021 第二章第二节二",
            "reading": None,
        },
        "outcome": {"low": False, "high": True, "facts": ["exited"]},
        "missing": ["exited"],
        "not_stated": [],
    }
    named = [item["entitlement"]["name"] for item in data["entitlements"]]
    assert named[1:3] == ["contract_service", "chronic_disease_management"]
    assert data["totals"] == {
        "contribution_subsidy": "160.00",
        "serious_illness": reimbursement,
        "medical_assistance": assistance["amount"],
        "tilted_assistance": "0.00",
    }
    # Nobody recorded loans, on which a subsidy may be due.
    assert (data["total"]["low"], data["total"]["high"]) == ("44560.00", None)
    assert "loans" in data["total"]["facts"]
    assert [item for item in data["missing"] if item["fact"] == "minimum_living_allowance"] == [
        {
            "fact": "minimum_living_allowance",
            "place": "person",
            "person": "P-1",
            "label": "receives the minimum living allowance",
            "zh": "低保对象",
            "settles": [
                "serious_illness.reimbursement",
                "medical_assistance.assistance",
                "settlement.own_payment",
                "entitlements.assistive_devices",
                "entitlements.care_visits",
            ],
            "alone": ["serious_illness.reimbursement"],
            "unknowable": False,
            "later": False,
        }
    ]


def test_an_entitlement_is_true_or_false_where_it_is_known() -> None:
    for exited in (True, False):
        found = assessed(exited=exited)["entitlements"]
        (contract_service,) = [item for item in found if item["entitlement"]["name"] == "contract_service"]
        assert (contract_service["outcome"], contract_service["missing"]) == (exited, [])


def test_a_worksheet_gives_its_facts_and_each_line_worked_out() -> None:
    worksheet = assessed(monitored=[])["payments"][1]["worksheet"]
    assert worksheet["facts"] == {
        "in_scope_cost": "90000.00",
        "area_disposable_income": "32000.00",
        "ceiling": "none",
        "extreme_poverty": False,
        "minimum_living_allowance": {"low": False, "high": True, "facts": ["minimum_living_allowance"]},
        "returned_to_poverty": False,
        "severely_disabled": False,
        **{
            name: {"low": False, "high": True, "facts": [name]}
            for name in ("sick_or_disabled_child", "special_difficulty")
        },
        "poor": {"low": False, "high": True, "facts": ["registered_poor"]},
        "monitored": False,
    }
    assert [line["name"] for line in worksheet["lines"]] == [
        "tilted", "without_ceiling", "deductible", "above_deductible", "rate", "reimbursement", "own_payment",
    ]  # fmt: skip
    assert worksheet["lines"][2] == {
        "name": "deductible",
        "label": "deductible",
        "zh": "起付线",
        "value": {"low": "8000.00", "high": "16000.00", "facts": ["minimum_living_allowance"]},
        "unit": "yuan",
        "sources": ["hunan-14fyp-2021 第二章第二节二"],
        "in_principle": True,
        "left_to_localities": True,
        "reading": "cut_of_local_deductible",
    }
    assert worksheet["lines"][4]["value"] == {"low": "0.60", "high": "0.65", "facts": ["minimum_living_allowance"]}


def test_findings_are_written_in_one_order_and_parts_only_where_there_are_some() -> None:
    data = assessed(monitored=[Spell(since=date(2021, 1, 1))], per_capita_net_income=6900)
    last = ["missing", "not_stated"]
    assert list(data["payments"][0]) == [
        "person", "rule", "answer", "status", "amount", "unit", *last, "worksheet",
    ]  # fmt: skip
    assert list(data["decisions"][0]) == ["person", "rule", "answer", "outcome", "blockers", *last, "worksheet"]
    assert list(data["workings"][0]) == ["person", "rule", "answer", "amount", "unit", *last, "worksheet"]
    assert list(data["entitlements"][0]) == ["person", "entitlement", "outcome", *last]
    loans = [SmallLoan(outstanding=owed, lent_on=date(2022, 1, 1)) for owed in (10, 20)]
    (payment,) = [item for item in assessed(exited=True, loans=loans)["payments"] if item["rule"] == "small_loan"]
    assert list(payment)[-2:] == ["worksheet", "parts"]
    assert [part["facts"]["outstanding"] for part in payment["parts"]] == ["10.00", "20.00"]
    # The worksheet of several loans adds up what theirs say: 10 + 20 yuan.
    (balance,) = [line for line in payment["worksheet"]["lines"] if line["name"] == "balance"]
    assert (balance["value"], balance["unit"]) == ("30.00", "yuan")


def test_what_is_unset_and_what_is_paid_by_bands_is_written_as_such() -> None:
    bands = [Band(Decimal(50000), Decimal("0.60")), Band(None, Decimal("0.7"))]
    assert unstructure(UNSET) == "unset"
    assert unstructure(Schedule(bands, measured_on="excess")) == {
        "measured_on": "excess",
        "bands": [{"up_to": "50000.00", "rate": "0.60"}, {"up_to": None, "rate": "0.70"}],
    }


def test_a_range_may_be_unbounded_and_its_facts_are_sorted() -> None:
    data = assessed()
    (fact,) = [fact for fact in data["missing"] if fact["fact"] == "per_capita_net_income"]
    assert (fact["person"], fact["place"]) == (None, "household")
    facts = data["decisions"][0]["worksheet"]["facts"]
    assert facts["household_net_income"] == {"low": None, "high": None, "facts": ["per_capita_net_income"]}
    outcome = data["decisions"][0]["outcome"]
    assert outcome == {
        "low": False,
        "high": True,
        "facts": [
            "at_risk",
            "basic_living_severely_hard",
            "income_fell",
            "per_capita_net_income",
            "shock",
            "spending_large",
        ],
    }


def test_the_same_assessment_gives_the_same_text_without_a_name_or_a_float() -> None:
    household = Household(id="H", members=(Person(id="P", name=NAME, bills=()),))
    one, other = (assess(household, load_policy("hunan", on=ON), LOCAL, on=ON) for _ in range(2))
    assert dumps(one) == dumps(other) == json.dumps(assessment_data(one), ensure_ascii=False)
    assert NAME not in dumps(one)
    assert {type(part) for part in scalars(assessment_data(one))} == {str, int, bool, type(None)}


def test_every_line_of_every_worksheet_is_kept_in_order() -> None:
    household = Household(id="H", members=(Person(id="P"),))
    assessment = assess(household, load_policy("hunan", on=ON), LOCAL, on=ON)
    data = assessment_data(assessment)
    written = [item["worksheet"] for item in (*data["payments"], *data["decisions"])]
    shown = [lines(worksheet) for _, _, worksheet in assessment.worksheets()]
    for worksheet, as_shown in zip(written, shown, strict=True):
        names = [line["name"] for line in worksheet["lines"]]
        assert names == [line.name for line in as_shown][-len(names) :]
        # Facts that cannot matter under the documents of the day are written, and not shown.
        assert set(worksheet["facts"]) >= {line.name for line in as_shown[: -len(names)]}


def test_an_assessment_says_by_which_version_it_was_made_and_is_not_read_again() -> None:
    assessment = assess(HOUSEHOLD, load_policy("hunan", on=ON), LOCAL, on=ON)
    assert next(iter(assessment_data(assessment).items())) == ("version", rural_revitalization.__version__)
    with pytest.raises(InvalidInput, match="expected a model class, got the class Assessment"):
        loads(Assessment, dumps(assessment))


@pytest.mark.parametrize("rule", list(DECLARED.values()), ids=list(DECLARED))
def test_facts_of_which_nothing_is_known_and_terms_are_written(rule: AnyRule) -> None:
    facts = rule.facts()
    written = json.loads(dumps(facts))
    assert set(written) == set(fields.specs(rule.facts))
    assert all(set(value) == {"low", "high", "facts"} for value in written.values())
    assert json.loads(dumps(load_policy("hunan", on=ON).terms(rule.module)))["cited"] is not None


def test_a_ledger_of_which_something_is_unknown_is_written() -> None:
    ledger = Ledger(
        entries=[Drawing(on=ON, drawn=5000), RateChange(on=ON, annual_rate="0.0365")],
        terms=load_policy("hunan", on=ON).terms(small_loan),
        until=date(2022, 12, 31),
    )
    written = json.loads(dumps(ledger))
    assert written["entries"][0] == {"on": "2022-06-01", "drawn": "5000.00"}
    assert written["need_confirmed"] == {"low": False, "high": True, "facts": ["need_confirmed"]}


@pytest.mark.parametrize(
    "held",
    [load_policy("hunan", on=ON), DECLARED["small_loan"], InvalidInput([])],
    ids=["a policy", "a rule", "an error"],
)
def test_what_holds_more_than_data_is_refused(held: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        dumps(held)
    (mismatch,) = refused.value.mismatches
    assert (mismatch.path, mismatch.given) == ("model", type(held).__name__)


@pytest.mark.parametrize(
    ("cls", "field", "value", "meant"),
    [
        (Person, "orphan", False, ("[]",)),
        (Person, "bills", False, ("[]",)),
        (Person, "bills", True, ()),
        (Person, "bills", 0, ()),
        (Household, "members", False, ()),
        (SmallLoan, "annual_rate", "3.6%", ("0.036",)),
        (SmallLoan, "annual_rate", "3.65 ％", ("0.0365",)),
        (SmallLoan, "annual_rate", "3.6", ("0.036",)),
        (SmallLoan, "annual_rate", Decimal("3.60"), ("0.036",)),
        (SmallLoan, "annual_rate", 5, ("0.05",)),
        (SmallLoan, "annual_rate", "100%", ("1",)),
        (SmallLoan, "annual_rate", "0%", ("0",)),
        (SmallLoan, "annual_rate", 0.036, ()),
        (SmallLoan, "annual_rate", "365", ()),
        (SmallLoan, "annual_rate", -3, ()),
        (SmallLoan, "annual_rate", True, ()),
        (SmallLoan, "annual_rate", "13812345678", ()),
        (SmallLoan, "principal", "3.6%", ()),
    ],
)
def test_what_was_meant_is_said_where_it_is_plain(
    cls: type[Any], field: str, value: Any, meant: tuple[str, ...]
) -> None:
    required = {"id": "1", "members": [{"id": "2"}]} if cls is Household else {"id": "1"} if cls is Person else {}
    with pytest.raises(InvalidInput) as refused:
        structure(cls, required | {field: value})
    (mismatch,) = refused.value.mismatches
    assert (mismatch.field, mismatch.suggestions) == (field, meant)
    if meant not in {(), ("[]",)}:
        assert getattr(structure(cls, {field: meant[0]}), field) == Decimal(meant[0])


@pytest.mark.parametrize("broken", ["H\n1", "H\0", "\tH", "H\x7f", "H\x85", "H\u2028", "H\r"])
@pytest.mark.parametrize("make", [lambda key: Household(id=key, members=[Person(id="P")]), lambda key: Person(id=key)])
def test_a_key_of_several_lines_or_with_a_control_character_is_refused(make: Callable[[str], Any], broken: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make(broken)
    assert str(refused.value.mismatches[0]) == (
        "id: expected text without line breaks and control characters, got <hidden>"
    )
