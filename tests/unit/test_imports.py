"""What importing costs and promises: light, layered, every name there, every example true."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import rural_revitalization as rr

OFFERED: list[str] = vars(rr)["__all__"]
ROOT = Path(__file__).parents[2]
EXTRAS = {"narwhals", "polars", "hypothesis", "altair", "icalendar", "vl_convert", "python_calamine", "xlrd"}
MODULES = [
    rr.__name__,
    *(
        item.name
        for item in pkgutil.walk_packages(rr.__path__, f"{rr.__name__}.")
        if not item.name.endswith("__main__")
    ),
]

modules = pytest.mark.parametrize("name", MODULES)


def imported(name: str) -> ModuleType:
    """A module of the package; skips aloud where the extra it needs is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name in EXTRAS:
            pytest.skip(f"{name} needs {error.name}")
        raise


def loaded_by(statements: str) -> set[str]:
    """The modules that a fresh interpreter holds after some statements."""
    program = f"{statements}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(run.stdout))


# -- light --------------------------------------------------------------------------------------------------------

HEAVY = EXTRAS | {"argparse", "pandas", "pyarrow", "duckdb", "pyspark", "numpy"}


@pytest.mark.parametrize(
    "statements",
    [
        "import rural_revitalization",
        "from rural_revitalization import *",
        "import rural_revitalization.catalogue",
        "import rural_revitalization.assessment",
        (
            "from datetime import date\n"
            "import rural_revitalization as rr\n"
            "household = rr.Household(id='h', members=(rr.Person(id='p', name='甲'),))\n"
            "policy = rr.load_policy('hunan', on=date(2022, 6, 1))\n"
            "result = rr.assess(household, policy, rr.LocalFigures(year=2022), on=date(2022, 6, 1))\n"
            "[rr.explain(item) for _, _, item in result.worksheets()]"
        ),
    ],
    ids=["the package", "all its names", "the rules", "the assessment", "a household assessed and explained"],
)
def test_everyday_use_loads_no_extra_no_dataframe_engine_and_no_command_line(statements: str) -> None:
    top = {name.split(".")[0] for name in loaded_by(statements)}
    assert top & HEAVY == set()


def test_json_is_read_without_extras_too() -> None:
    top = {name.split(".")[0] for name in loaded_by("import rural_revitalization.records")}
    assert top & HEAVY == set()


def test_importing_the_package_imports_no_rule() -> None:
    loaded = loaded_by("import rural_revitalization")
    assert not {name for name in loaded if name.startswith("rural_revitalization.rules")}


def test_a_policy_without_an_overlay_imports_no_rule_until_a_figure_is_misspelt() -> None:
    policy = (
        "from datetime import date\n"
        "from rural_revitalization import load_policy\n"
        "policy = load_policy('hunan', on=date(2022, 6, 1))\n"
        "list(policy.figures())"
    )
    for statements in (policy, f"{policy}\npolicy.figure('serious_illness.rate')"):
        loaded = loaded_by(statements)
        assert not {name for name in loaded if name.startswith("rural_revitalization.rules.")}


# -- layered --------------------------------------------------------------------------------------------------------


def test_the_rooms_stand_above_one_another_and_never_in_a_circle() -> None:
    pytest.importorskip("importlinter", reason="needs import-linter (extra dev)")
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("the contracts are in pyproject.toml, which is not here")
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


# -- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OFFERED)
def test_every_name_the_package_offers_is_there_and_where_it_says(name: str) -> None:
    value = getattr(rr, name)
    assert value is getattr(rr, name)
    assert name in dir(rr)
    home = getattr(value, "__module__", None)
    if home and home.startswith(rr.__name__) and hasattr(value, "__qualname__"):
        assert getattr(import_module(home), name) is value


def test_the_package_offers_each_name_once_and_in_order() -> None:
    assert len(set(OFFERED)) == len(OFFERED)
    assert sorted(OFFERED) == OFFERED


def listed_by(stub: Path) -> dict[str, str | None]:
    """The names that a stub lists, each with the module it comes from; None for a module of the package itself."""
    imports = [node for node in ast.parse(stub.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
    assert all(item.asname == item.name for node in imports for item in node.names)
    return {item.name: node.module for node in imports for item in node.names}


HERE = Path(rr.__file__).parent
STUBS = {
    ".".join((rr.__name__, *stub.relative_to(HERE).parts[:-1])): listed_by(stub)
    for stub in sorted(HERE.rglob("__init__.pyi"))
}
NOT_FOR_USERS = {"__main__", "cli", "encodings", "extras", "lazy", "readonly"}


@pytest.mark.parametrize("name", STUBS)
def test_a_stub_lists_every_module_of_its_package(name: str) -> None:
    package = import_module(name)
    there = {item.name for item in pkgutil.iter_modules(package.__path__)}
    assert {item for item, home in STUBS[name].items() if home is None} == there - NOT_FOR_USERS
    assert set(STUBS[name]) <= set(dir(package))


def test_type_checkers_know_the_names_that_the_package_offers() -> None:
    # Rooms are asked for by name: with all names comes no extra.
    assert {item for item, home in STUBS[rr.__name__].items() if home is not None} == set(OFFERED)


@pytest.mark.parametrize(("package", "name"), [(package, name) for package, names in STUBS.items() for name in names])
def test_what_a_stub_lists_is_there_and_where_it_says(package: str, name: str) -> None:
    home = STUBS[package][name]
    found = imported(f"{package}.{home or name}")
    assert getattr(import_module(package), name) is (found if home is None else getattr(found, name))


@pytest.mark.parametrize(
    "path",
    [
        "rules.medical.serious_illness.compute",
        "bills.year.Year",
        "loans.ledger.Ledger",
        "entitlements.employment.ROWS",
        "catalogue.RULES",
        "cases.Case",
        "policy.Policy",
        "algebra.share",
        "errors.InvalidInput",
    ],
)
def test_all_is_reached_from_the_package_alone(path: str) -> None:
    loaded_by(f"import rural_revitalization as rr\nrr.{path}")


def test_a_name_the_package_does_not_offer_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = getattr(rr, "no_such_name")  # noqa: B009 - type checkers know that there is none


def test_assess_is_the_function_however_the_package_was_imported() -> None:
    for statements in (
        "import rural_revitalization.assessment.running",
        "import rural_revitalization.assessment",
        "pass",
    ):
        loaded_by(f"{statements}\nfrom rural_revitalization import assess\nassert callable(assess)")


@modules
def test_what_a_module_lists_it_has_once(name: str) -> None:
    module = imported(name)
    offered = getattr(module, "__all__", ())
    assert len(set(offered)) == len(offered)
    for item in offered:
        assert hasattr(module, item), f"{name} offers {item}"


@modules
def test_the_day_is_given_by_name_and_is_that_of_what_else_is_given(name: str) -> None:
    module = imported(name)
    for function in filter(inspect.isfunction, (getattr(module, item) for item in getattr(module, "__all__", ()))):
        taken = inspect.signature(function).parameters
        if "on" in taken:
            assert taken["on"].kind is inspect.Parameter.KEYWORD_ONLY, function
            known = not taken.keys().isdisjoint({"policy", "assessments"})
            assert taken["on"].default is (None if known else inspect.Parameter.empty), function


@modules
def test_no_module_takes_from_another_what_an_underscore_keeps_to_it(name: str) -> None:
    tree = ast.parse(Path(imported(name).__file__ or "").read_text(encoding="utf-8"))
    taken = [item.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for item in node.names]
    assert not [item for item in taken if item.startswith("_") and item.strip("_") == item[1:]]


@modules
def test_every_module_says_what_it_is(name: str) -> None:
    assert (imported(name).__doc__ or "").strip()


@modules
def test_the_examples_of_every_module_are_true(name: str) -> None:
    failed, _ = doctest.testmod(imported(name), report=True)
    assert failed == 0


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(rr.__file__).parent / "py.typed").exists()


WITHOUT_NARWHALS = """
import sys
sys.modules["narwhals"] = None
from datetime import date
import rural_revitalization as rr
on = date(2022, 6, 1)
family = rr.Household(id="1", members=[rr.Person(id="1-1")])
print(rr.assess(family, rr.load_policy("hunan", on=on), rr.LocalFigures(year=2022), on=on).household)
try:
    from rural_revitalization import frames
except ImportError as error:
    print(error)
"""
WITHOUT_HYPOTHESIS = """
import sys
sys.modules["hypothesis"] = None
import rural_revitalization as rr
try:
    rr.strategies
except ModuleNotFoundError as error:
    print(error.name, error)
"""


def test_the_core_runs_without_narwhals_and_frames_say_what_they_need() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT_NARWHALS], capture_output=True, text=True, check=True)  # noqa: S603
    household, needed = ran.stdout.splitlines()
    assert household == "1"
    assert "rural-revitalization[frames]" in needed


def test_strategies_say_what_they_need() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT_HYPOTHESIS], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.startswith("hypothesis strategies need Hypothesis: ")
    assert "rural-revitalization[hypothesis]" in ran.stdout
