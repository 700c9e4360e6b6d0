"""How long and how deep a text may be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import (
    Household,
    InvalidInput,
    InvalidPack,
    Person,
    fields,
    limits,
    load_policy,
    records,
    replay,
)
from rural_revitalization.errors import MOST_FAULTS
from rural_revitalization.limits import (
    DEEPEST,
    LONGEST_KEY,
    MOST_LOANS,
    MOST_MEMBERS,
    MOST_RECORDS,
    household_excess,
    json_excess,
    toml_excess,
)
from rural_revitalization.policy.pack import parse_pack, read_pack

DEEP = DEEPEST // 2


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        "[{" * DEEP + "}]" * DEEP,
        '{"a": "' + "[" * 1000 + '"}',
        '{"a": "\\"' + "{" * 1000 + '\\\\"}',
        "[[], [], {}]" * 1000,
        '"' + '\\"' * 1000,
    ],
    ids=["as deep", "both kinds", "in a string", "after an escape", "side by side", "a string that never ends"],
)
def test_json_within_the_limits_is_left_to_the_parser(text: str) -> None:
    assert json_excess(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "[{" * DEEP + "[]" + "}]" * DEEP,
        "[" * (DEEPEST + 1),
        '["]",' * (DEEPEST + 1),
        '[[], "", ' * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    ],
    ids=["one deeper", "both kinds", "never closed", "closed in a string alone", "with more beside"],
)
def test_json_that_is_too_deep_is_refused_before_it_is_parsed(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        records.loads(Household, text)
    assert [(item.path, item.expected) for item in refused.value.mismatches] == [
        ("$", f"at most {DEEPEST} levels of nesting")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * DEEPEST + "]" * DEEPEST,
        "# " + "[" * 1000,
        f"x = '{'[' * 1000}'",
        f'x = """\n"{"[" * 1000}"""',
        f"x = '''\n'{'[' * 1000}'''",
        f'x = "\\"{"{" * 1000}"',
        ".".join(["a"] * LONGEST_KEY) + " = 1",
        f"x = '{'a.' * 1000}'",
        "x = " + "8" * 1000 + ".5",
    ],
)
def test_toml_within_the_limits_is_left_to_the_parser(text: str) -> None:
    assert toml_excess(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), f"at most {DEEPEST} levels of nesting"),
        ("x = " + "{a = " * 100, f"at most {DEEPEST} levels of nesting"),
        (".".join(["a"] * (LONGEST_KEY + 1)) + " = 1", f"keys of at most {LONGEST_KEY} parts"),
        (" . ".join(["'a'"] * (LONGEST_KEY + 1)) + " = 1", f"keys of at most {LONGEST_KEY} parts"),
        ('["a".' + "b." * LONGEST_KEY + "c]", f"keys of at most {LONGEST_KEY} parts"),
    ],
)
def test_toml_beyond_the_limits_is_refused_before_it_is_parsed(text: str, expected: str) -> None:
    with pytest.raises(InvalidPack) as refused:
        parse_pack(text, "o.toml")
    assert [(item.path, item.expected) for item in refused.value.mismatches] == [("$", expected)]


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "LONGEST_JSON", 10)
    monkeypatch.setattr(limits, "LONGEST_TOML", 10)
    assert (json_excess("[1, 2, 34]"), toml_excess("x = 123456")) == (None, None)
    for found in (json_excess("[1, 2, 345]"), toml_excess("x = 1234567")):
        assert found is not None
        assert (found.expected, found.given) == ("at most 10 characters", "11")
    file = tmp_path / "o.toml"
    file.write_bytes(b"#" * 4_000_001)
    with pytest.raises(InvalidPack, match="at most 1000000 characters"):
        read_pack(file)


# -- how much a record may hold, and how many faults are listed -----------------------------------------------------

MORE = "$: expected no further faults, got more"


def family(members: int, **more: Any) -> dict[str, Any]:
    """A household of some members, the first of whom has more recorded."""
    return {"id": "H", "members": [{"id": str(at)} | (more if not at else {}) for at in range(members)]}


def refused(of: type[Any], data: Any) -> list[str]:
    with pytest.raises(InvalidInput) as found:
        records.structure(of, data)
    return [str(item) for item in found.value.mismatches]


def test_a_household_of_as_many_members_as_allowed_is_read_and_one_of_more_refused() -> None:
    assert len(records.structure(Household, family(MOST_MEMBERS)).people) == MOST_MEMBERS
    assert refused(Household, family(MOST_MEMBERS + 1)) == [
        f"$.members: expected at most {MOST_MEMBERS} members, got {MOST_MEMBERS + 1}"
    ]


def test_a_household_of_more_loans_than_allowed_is_refused() -> None:
    lent = {"principal": 50_000, "lent_on": "2022-03-01"}
    assert len(records.structure(Household, family(1) | {"loans": [lent] * MOST_LOANS}).loans or ()) == MOST_LOANS
    assert refused(Household, family(1) | {"loans": [lent] * (MOST_LOANS + 1)}) == [
        f"$.loans: expected at most {MOST_LOANS} loans, got {MOST_LOANS + 1}"
    ]


def test_all_records_of_a_household_count_whosever_they_are() -> None:
    spells = [{"since": "2022-01-01", "until": "2022-01-02"}] * (MOST_RECORDS - 1)
    assert len(records.structure(Household, family(1, orphan=spells)).people[0].orphan or ()) == MOST_RECORDS - 1
    expected = [f"$: expected at most {MOST_RECORDS} records in a household, got more"]
    assert refused(Household, family(2, orphan=spells)) == expected
    assert refused(Household, family(1, orphan=spells) | {"monitored": spells[:1]}) == expected


def test_data_that_holds_itself_is_refused() -> None:
    within: dict[str, Any] = {}
    within["dwelling"] = within
    assert household_excess(within) is not None


def test_a_hundred_faults_are_listed_and_told_from_more() -> None:
    assert len(refused(Person, {"id": "1", "bills": [0] * MOST_FAULTS})) == MOST_FAULTS
    found = refused(Person, {"id": "1", "bills": [0] * (MOST_FAULTS + 1)})
    assert found[-2:] == [f"$.bills[{MOST_FAULTS - 1}]: expected an object with keys of MedicalBill, got int", MORE]
    assert len(refused(Household, {str(key): 0 for key in range(1000)})) == MOST_FAULTS + 1


def test_of_many_names_a_few_are_listed() -> None:
    (found,) = refused(Household, family(1) | {"monitord": []})
    names = len(fields.specs(Household)) + 1  # and `unknowable`
    assert found == (
        f"$.monitord: expected one of the keys id, members, county and {names - 3} others, got 'monitord'; "
        "did you mean monitored?"
    )


HEAD = '[document]\nid = "x"\ntitle = "x"\nfrom = 2022-01-01\nuntil = 2022-12-31\n'


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "".join(f"k{at} = 1\n" for at in range(1000)),
        HEAD + "".join(f"[small_loan.k{at}]\nvalue = 1\nsection = '1'\n" for at in range(1000)),
        HEAD + "".join(f"[k{at}.a]\nother = 1\n" for at in range(1000)),
    ],
    ids=["keys of the document", "figures", "keys of figures"],
)
def test_of_a_pack_a_hundred_faults_are_listed_too(text: str, tmp_path: Path) -> None:
    file = tmp_path / "o.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPack) as found:
        load_policy("hunan", on=date(2022, 6, 1), overlay=file)
    assert MORE in map(str, found.value.mismatches)
    assert len(found.value.mismatches) <= 2 * (MOST_FAULTS + 1)  # of its form, and of its figures


@pytest.mark.parametrize("case", [0, {}, {"results": 0}, {"results": {"on": 1, "only": 0}}])
def test_and_of_an_envelope(case: Any, tmp_path: Path) -> None:
    file = tmp_path / "e.json"
    policy = {"jurisdiction": "hunan", "on": "2022-06-01", "practice": True}
    file.write_text(
        json.dumps({"kind": "rural_revitalization envelope", "policy": policy, "cases": [case] * 1000}),
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as found:
        replay(file)
    assert (len(found.value.mismatches), str(found.value.mismatches[-1])) == (MOST_FAULTS + 1, MORE)
