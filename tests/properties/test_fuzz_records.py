"""Whatever stands in the JSON of a household, it is read or refused by the error that is documented."""

from __future__ import annotations

import json
import tracemalloc
from functools import partial
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from fuzzing import changed_json, examples, outcome
from rural_revitalization import Household, InvalidInput, LocalFigures, Person, records
from rural_revitalization.errors import MOST_FAULTS

PRIVATE: Final = "张三丰"
HOUSEHOLD: Final[dict[str, Any]] = {
    "id": "H-1",
    "county": "430900",
    "exited": True,
    "exited_on": "2018-12-01",
    "monitored": [{"since": "2022-03-01", "until": None}],
    "risks": [{"kind": "illness", "state": "open", "found_on": "2022-03-01"}],
    "loans": [
        {
            "annual_rate": "0.0365",
            "term_months": 36,
            "entries": [{"on": "2022-03-01", "drawn": "50000"}, {"on": "2023-03-01", "repaid": 2000.5}],
        }
    ],
    "members": [
        {
            "id": "H-1-1",
            "name": PRIVATE,
            "birth_date": "1980-02-29",
            "sex": "female",
            "contribution": "400",
            "insured": True,
            "disability_kind": "limb",
            "disability_grade": 2,
            "minimum_living_allowance": [{"since": "2020-01-01", "alone": True, "grant": "500.00"}],
            "bills": [{"settled_on": "2022-05-31", "total": 6900.5, "in_scope": "6000.00"}],
            "income": [{"kind": "wage", "amount": "12000"}],
            "diagnoses": [{"disease": "hypertension", "since": "2021-01-01"}],
        },
        {"id": "H-1-2", "orphan": [], "bills": []},
    ],
}


def test_the_household_that_is_changed_can_be_read() -> None:
    assert records.loads(Household, json.dumps(HOUSEHOLD)).people[0].name == PRIVATE


@given(changed_json(HOUSEHOLD))
@examples(by_day=2_000, by_night=100_000)
def test_any_json_of_a_household_is_read_or_refused(text: str) -> None:
    household, refused = outcome(partial(records.loads, Household, text), InvalidInput)
    assert PRIVATE not in refused
    assert refused or records.loads(Household, json.dumps(records.unstructure(household))) == household


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60), st.none(), st.integers()))
@examples(by_day=300, by_night=5_000)
def test_what_is_no_json_is_refused(given_instead: Any) -> None:
    _, refused = outcome(partial(records.parse, given_instead), InvalidInput)
    assert refused or isinstance(given_instead, str)


REPEATED: Final = {
    "members": (Household, '{"id": "1", "members": [%s]}'),
    "bills": (Household, '{"id": "1", "members": [{"id": "2", "bills": [%s]}]}'),
    "loans": (Household, '{"id": "1", "members": [{"id": "2"}], "loans": [%s]}'),
    "of a person": (Person, '{"id": "2", "bills": [%s]}'),
    "of many kinds": (Person, '{"id": "2", "bills": [%s], "income": [%s], "orphan": [%s], "employment": [%s]}'),
    "names": (Household, '{"id": "1", "members": [{"id": "2", "unknowable": [%s]}]}'),
}
"""Where a list may be as long as the text."""
ITEMS: Final = ("0", "null", "[]", "{}", '"x"', '{"id": "2"}', '{"settled_on": 1}', '{"x": [[]]}', '{"a": 1, "b": 2}')


@given(st.sampled_from(sorted(REPEATED)), st.sampled_from(ITEMS), st.sampled_from([99, 101, 1_999, 5_000]))
@examples(by_day=30, by_night=1_000)
def test_a_list_as_long_as_the_text_is_refused_in_few_words_and_little_memory(
    where: str, item: str, number: int
) -> None:
    of, text = REPEATED[where]
    assert_bounded(of, text.replace("%s", ", ".join([item] * number)))


@given(
    st.sampled_from([Household, Person, LocalFigures]), st.integers(101, 5_000), st.sampled_from(["", "id", "x" * 99])
)
@examples(by_day=10, by_night=300)
def test_an_object_of_as_many_keys_is_too(of: type[Any], number: int, stem: str) -> None:
    keys = ", ".join(f'"{stem}k{at}": 0' for at in range(number))
    assert_bounded(of, f'{{"id": "1", {keys}}}')
    assert_bounded(LocalFigures, f'{{"year": 2022, "sources": {{{keys}}}}}')


def assert_bounded(of: type[Any], text: str) -> None:
    """What is refused of a text takes few words, and memory in proportion to the text."""
    data = records.parse(text)
    tracemalloc.start()
    _, refused = outcome(partial(records.structure, of, data), InvalidInput)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(refused) < 40_000
    assert refused.count("expected") <= MOST_FAULTS + 1
    assert peak < 2_000_000 + 20 * len(text)
