"""Whatever of a person is put in whatever field, no error and no `repr` shows it, nor the variables of a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Diagnosis,
    Household,
    Income,
    LocalFigures,
    MedicalBill,
    Person,
    Risk,
    SmallLoan,
    Spell,
    assess,
    entitlements_of,
    envelope,
    load_policy,
    records,
    replay,
)
from rural_revitalization.bills.year import Year
from rural_revitalization.errors import Mismatch, quoted, shown
from rural_revitalization.fields import specs
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy
from telling_nothing import hides, refusal, tells_nothing

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
LOCAL: Final = LocalFigures(year=2022)
CLASSES: Final[tuple[type[Any], ...]] = (
    *(Household, Person, MedicalBill, SmallLoan, Spell, Risk, Income, Diagnosis, LocalFigures),
    *(contribution_subsidy.Facts, small_loan.Facts),
)
FIELDS: Final = [(cls, name) for cls in CLASSES for name in specs(cls)]
JSON_FIELDS: Final = [(cls, name) for cls, name in FIELDS if cls.__name__ != "Facts"]

# -- what may be of a person ----------------------------------------------------------------------------------

_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A telephone, card or identity number, with or without separators, of either width."""
    digits = draw(st.text("0123456789", min_size=11, max_size=19))
    groups = draw(st.sampled_from([(), (3, 7), (6, 14), (4, 8, 12)]))
    between = draw(st.sampled_from(["", " ", "-", "–", ".", "\u3000", "·"]))
    ends = [0, *(at for at in groups if at < len(digits)), len(digits)]
    text = between.join(digits[first:last] for first, last in pairwise(ends))
    text += draw(st.sampled_from(["", "X", "x"]))
    return text.translate(_FULL_WIDTH) if draw(st.booleans()) else text


# In characters of surnames, which make no word of a label.
NAMES: Final = st.one_of(
    st.text("张李赵刘陈杨吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕𠮷", min_size=2, max_size=4),
    st.sampled_from(["张三", "欧阳 修", "买买提·吐尔逊", "Wang Xiaoming", "Zhang San", "张三丰13900000000"]),
)
SECRETS: Final = NAMES | numbers()


def as_given(secret: str) -> st.SearchStrategy[Any]:
    """The text itself, a number of the same digits, or either inside of something."""
    found: list[Any] = [secret, [secret], {"name": secret}, (secret,), {secret: 1}]
    if secret.isdecimal() and secret.isascii():
        found += [int(secret), Decimal(secret), Decimal(f"{secret}.00"), Decimal(f"{secret}.5"), -int(secret)]
        found += [float(secret)] if len(secret) < 16 else []
    return st.sampled_from(found)


REQUIRED: Final[dict[type[Any], dict[str, Any]]] = {
    Household: {"id": "H", "members": [Person(id="H-1")]},
    Person: {"id": "H-1"},
    MedicalBill: {"settled_on": ON},
    Spell: {"since": ON},
    Risk: {"found_on": ON},
    LocalFigures: {"year": 2022},
}


@given(st.sampled_from(FIELDS), SECRETS, st.data())
def test_no_field_of_a_model_or_of_facts_shows_what_was_put_in_it(
    field: tuple[type[Any], str], secret: str, data: st.DataObject
) -> None:
    cls, name = field
    value = data.draw(as_given(secret))
    tells_nothing(lambda: cls(**REQUIRED.get(cls, {}) | {name: value}), secret)


JSON_REQUIRED: Final[dict[type[Any], dict[str, Any]]] = {
    Household: {"id": "H", "members": [{"id": "H-1"}]},
    Person: {"id": "H-1"},
    MedicalBill: {"settled_on": "2022-06-01"},
    Spell: {"since": "2022-06-01"},
    Risk: {"found_on": "2022-06-01"},
    LocalFigures: {"year": 2022},
}


@given(st.sampled_from(JSON_FIELDS), SECRETS, st.data())
def test_no_field_of_json_shows_what_was_put_in_it(
    field: tuple[type[Any], str], secret: str, data: st.DataObject
) -> None:
    cls, name = field
    value = data.draw(as_given(secret))
    content = JSON_REQUIRED.get(cls, {}) | {name: value}
    tells_nothing(lambda: records.structure(cls, content), secret)
    if not any(isinstance(item, Decimal) for item in content.values()):
        tells_nothing(lambda: records.loads(cls, json.dumps(content, ensure_ascii=False)), secret)


@given(SECRETS.filter(lambda text: not text.isidentifier() or not text.isascii()))
def test_no_key_that_there_is_none_of_shows_a_person(secret: str) -> None:
    wrong: dict[str, Any] = {secret: 1}
    tells_nothing(lambda: Person(id="H-1", **wrong), secret)
    tells_nothing(lambda: records.structure(Person, {"id": "H-1", secret: 1}), secret)
    tells_nothing(lambda: records.structure(LocalFigures, {"year": 2022, "sources": {secret: secret}}), secret)
    tells_nothing(lambda: records.loads(Household, f'{{"id": "{secret}", "members": [{{'), secret)


@given(SECRETS)
def test_no_function_shows_the_people_it_was_given(secret: str) -> None:
    person = Person(id=secret, name=secret, birth_date=date(2023, 1, 1), bills=[MedicalBill(settled_on=ON)])
    household = Household(id=secret, county=secret, village=secret, members=[person])
    other = Household(id="H-2", members=[Person(id="H-2-1")])
    local = LocalFigures(year=2021, county=f"{secret}县")
    calls: list[Callable[[], Any]] = [
        lambda: assess(household, POLICY, local),
        lambda: assess(household, POLICY, LOCAL, only={secret}),
        lambda: assess(secret, secret, {secret: 1}),  # type: ignore[arg-type]
        lambda: Year(person=person, household=other, local=LOCAL, policy=POLICY),
        lambda: assess(other, POLICY, LOCAL).payment(secret, secret),
        lambda: assess(other, POLICY, LOCAL).payment("contribution_subsidy", secret),
    ]
    for make in calls:
        tells_nothing(make, secret)
    assessment = assess(Household(id=secret, members=[Person(id=secret)]), POLICY, LOCAL)
    told = [household, person, assessment, *assessment.findings, *assessment.missing, *assessment.conflicts]
    assert all(hides(repr(item), secret) for item in told)


@pytest.mark.parametrize("secret", ["张三", "138-0000-0000", "１３８００００００００", "11010519491231002X"])
def test_no_difference_of_a_replay_shows_a_person(secret: str, tmp_path: Path) -> None:
    household = Household(id="H-1", village="hidden", members=[Person(id="H-1-1", name="hidden")])
    text = envelope([assess(household, POLICY, LOCAL)])
    kept = tmp_path / "kept.json"
    kept.write_text(text.replace('"household": "H-1"', f'"household": "{secret}"'), encoding="utf-8")
    differences = replay(kept).differences
    assert differences
    assert all(hides(f"{item} {item!r}", secret) for item in differences)
    for broken in (f'"monitored": "{secret}", "id": "H-1"', f'"id": "H-1", "{secret}": 1'):
        kept.write_text(text.replace('"id": "H-1"', broken, 1), encoding="utf-8")
        tells_nothing(lambda: replay(kept), secret)


@given(SECRETS, st.sampled_from([0, 1, 2, 3, 4, 5]))
def test_what_is_given_in_place_of_something_else_is_not_shown(secret: str, at: int) -> None:
    given: Any = secret
    wrong: Callable[[], Any] = (
        lambda: envelope([given]),
        lambda: records.dumps([given]),
        lambda: records.assessment_data(given),
        lambda: entitlements_of(given, given, POLICY, LOCAL),
        lambda: load_policy("hunan", on=ON, overlay=[f"{given}\n"]),
        lambda: load_policy("hunan", on=ON, overlay=f"[document]\nid = '{given}'"),
    )[at]
    assert refusal(wrong) is not None
    tells_nothing(wrong, secret)


@given(SECRETS)
def test_nothing_of_a_person_is_shown(secret: str) -> None:
    assert hides(shown(secret), secret)
    if not secret.isascii() or not secret.replace(" ", "").isalpha():
        assert hides(quoted(secret), secret)
    mismatch = Mismatch("$.name", "a name", shown(secret), suggestions=())
    assert hides(f"{mismatch} {mismatch!r}", secret)
