"""Whatever of a person stands in a table, no error shows it, no `repr`, nor the variables of a traceback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw
import pyarrow as pa
import pytest

from engines import QUICK, engine
from rural_revitalization import Household, LocalFigures, Person, frames, load_policy
from rural_revitalization.errors import discreet
from rural_revitalization.rules.medical import contribution_subsidy
from telling_nothing import hides, refusal, told_by

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
TERMS: Final = POLICY.terms(contribution_subsidy)
NAME: Final = "欧阳建国"
NUMBER: Final = "11010519491231002X"  # the example of GB 11643
PERSON: Final = {"household": "H", "id": "P", "name": NAME, "identity_number": NUMBER}


def assessed(people: Any, homes: Any) -> Any:
    return frames.assess(people, homes, POLICY, LocalFigures(year=2022), on=ON)


BY_TWO: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "assess": assessed,
    "check": lambda people, homes: frames.check(people, homes, on=ON),
    "from_tables": lambda people, homes: [*frames.from_tables(people, homes, on=ON)],
    "who_qualifies": lambda people, homes: frames.who_qualifies("screening", people, homes, POLICY, on=ON),
}
BY_ONE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "apply": lambda people: frames.apply(contribution_subsidy, people, TERMS),
    "missing": lambda people: frames.missing(contribution_subsidy, people, TERMS),
    "reconcile": lambda people: frames.reconcile(people, people),
}


def table(of: str, *rows: dict[str, Any]) -> Any:
    return engine(of)(pa.Table.from_pylist(list(rows)))


def told(make: Callable[[], Any]) -> list[str]:
    """All that the refusal tells; there must be one."""
    error = refusal(make)
    assert error is not None
    return [*told_by(error)]


def assert_nothing_of_a_person(make: Callable[[], Any]) -> None:
    said = told(make)
    assert all(hides(text, NAME) and hides(text, NUMBER) for text in said)


@pytest.mark.parametrize("name", frames.__all__)
def test_every_function_leaves_no_frame_of_its_own_in_an_error(name: str) -> None:
    offered = getattr(frames, name)
    if not isinstance(offered, type):
        assert offered.__code__ is discreet(len).__code__


@pytest.mark.parametrize("of", QUICK)
@pytest.mark.parametrize("function", BY_TWO)
@pytest.mark.parametrize(
    ("person", "home"),
    [
        (PERSON, {"id": "another"}),
        (PERSON | {"household": NAME}, {"id": "H"}),
        (PERSON | {"household": NAME}, {"id": NUMBER}),
        (PERSON, {"id": NAME}),
        (PERSON | {"disability_kind": NAME}, {"id": "H"}),
        ({NAME: NUMBER, NUMBER: 1, "household": "H"}, {"id": "H"}),
    ],
    ids=[
        "a lone person",
        "a name for a key",
        "a name and a number",
        "a lone household",
        "a name for a code",
        "headers",
    ],
)
def test_two_tables_that_are_refused(of: str, function: str, person: dict[str, Any], home: dict[str, Any]) -> None:
    people, homes = table(of, person), table(of, home)
    assert_nothing_of_a_person(lambda: BY_TWO[function](people, homes))


@pytest.mark.parametrize("of", QUICK)
@pytest.mark.parametrize("function", BY_TWO)
def test_two_people_of_one_key(of: str, function: str) -> None:
    people, homes = table(of, *[PERSON | {"id": NAME}] * 2), table(of, {"id": "H"})
    assert_nothing_of_a_person(lambda: BY_TWO[function](people, homes))


@pytest.mark.parametrize("of", QUICK)
@pytest.mark.parametrize("function", BY_ONE)
def test_one_table_that_is_refused(of: str, function: str) -> None:
    people = table(of, PERSON | {"orphan": NAME, "amount": NUMBER})
    assert_nothing_of_a_person(lambda: BY_ONE[function](people))


def test_a_fault_of_a_record_that_is_read_later() -> None:
    people = table(
        "polars", *(PERSON | {"household": str(at), "sex": "female"} for at in range(1_001)), PERSON | {"sex": NAME}
    )
    homes = table("polars", *({"id": str(at)} for at in range(1_001)), {"id": "H"})
    households = frames.from_tables(people, homes, on=ON)
    assert next(households).id == "0"
    assert_nothing_of_a_person(lambda: [*households])


def test_due_of_what_is_no_result() -> None:
    people = table("polars", PERSON)
    assert_nothing_of_a_person(lambda: frames.due(frames.AssessedTables(people, people, on=ON)))


def test_headers_that_are_alike() -> None:
    people = pa.table([[1], [2]], names=[NAME, NAME])
    assert_nothing_of_a_person(lambda: frames.apply(contribution_subsidy, people, TERMS))


@pytest.mark.parametrize("of", QUICK)
def test_a_repr_of_tables_says_what_they_are_and_shows_no_row(of: str) -> None:
    people, homes = table(of, PERSON, PERSON), table(of, {"id": "H"})
    shown = repr(frames.AssessedTables(people, homes, on=ON))
    assert hides(shown, NAME)
    assert hides(shown, NUMBER)
    assert ("2 rows and 4 columns" in shown) == (of in {"polars", "pandas", "pyarrow"})
    assert ("1 rows and 1 columns" in shown) == (of in {"polars", "pandas", "pyarrow"})


def test_so_does_that_of_records_and_of_a_sample() -> None:
    tables = frames.to_tables([Household(id="H", members=[Person(id="P", name=NAME, identity_number=NUMBER)])])
    assert repr(tables).startswith("RecordTables(people=<polars DataFrame of 1 row")
    assert hides(repr(tables), NAME)
    sample = frames.sample_population(households=3, seed=1)
    assert "rows and" in repr(sample)
    assert nw.from_native(sample.people)["id"][0] not in repr(sample)
