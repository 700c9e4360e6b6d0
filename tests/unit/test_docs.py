"""What the documentation says is so: its examples run, its pages are whole, and it speaks of the project alone."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from attrs import frozen

import rural_revitalization as rr
from rural_revitalization.fields import specs
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.wording import READINGS

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
GENERATED: Final = ("_build", "_generated", "rules")
WRITTEN: Final = [page for page in sorted(DOCS.rglob("*.md")) if not {*page.relative_to(DOCS).parts} & {*GENERATED}]
PAGES: Final = [*WRITTEN, ROOT / "README.md"]
EXAMPLES: Final = ROOT / "examples"

FENCED: Final = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
CAPTION: Final = re.compile(r"\A:caption: (?P<file>\S+)\n\n")
HOSTS: Final = re.compile(r"pypi|pythonhosted|index-url|proxy|localhost:[0-9]|anaconda\.org", re.IGNORECASE)
OPTIONAL: Final = re.compile(r"^>>> (?:import|from) (duckdb|hypothesis|pandas|polars|pyarrow|pyspark)\b", re.MULTILINE)
FRAMES: Final = "from rural_revitalization import frames"
PATHS: Final = re.compile(r"(?<![\w.`/])/(?:work|tmp|home|root|Users|usr|opt|srv|mnt|var)\b|[A-Z]:\\")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
rules = pytest.mark.parametrize("rule", rr.RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])


@frozen
class Block:
    """A fenced block of a page: what it is said to be, its text, and the line it begins on."""

    info: str
    body: str
    line: int

    @property
    def is_python(self) -> bool:
        return self.info in ("python", "{code-block} python", "pycon")


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in FENCED.finditer(text):
        yield Block(found["info"].strip(), found["body"], text.count("\n", 0, found.start("body")))


def python_alone(page: Path) -> str:
    """The text of a page with every line blank that is no Python, so that line numbers stay."""
    lines = [""] * page.read_text(encoding="utf-8").count("\n")
    for block in blocks(page):
        if block.is_python:
            body = block.body.splitlines()
            lines[block.line : block.line + len(body)] = body
    return "\n".join(lines)


def lacking(page: Path) -> list[str]:
    """What the examples of a page need that is not installed: packages, and Java for Spark."""
    text = page.read_text(encoding="utf-8")
    needed = {*OPTIONAL.findall(text), *(["narwhals"] if FRAMES in text else [])}
    without = [package for package in sorted(needed) if find_spec(package) is None]
    return [*without, "Java"] if "pyspark" in needed and shutil.which("java") is None else without


@pytest.fixture
def beside_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run a page in, with `examples` where a clone has it."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def extension(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """The modules that write the generated pages; those that need Sphinx are not among them."""
    monkeypatch.syspath_prepend(str(DOCS / "_ext"))
    return import_module


# -- examples in pages --------------------------------------------------------------------------------------


@pages
def test_every_example_runs(page: Path, beside_the_examples: Path) -> None:
    needed = lacking(page)
    if needed:
        pytest.skip(f"{page.name} needs {' and '.join(needed)}")
    for block in blocks(page):
        captioned = CAPTION.match(block.body)
        if captioned:
            (beside_the_examples / captioned["file"]).write_text(block.body[captioned.end() :], encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(python_alone(page), {}, page.name, str(page), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    results = runner.run(examples, out=said.append)
    assert results.failed == 0, "".join(said)
    assert results.attempted == len(examples.examples)


@pages
def test_every_python_block_is_an_example_that_runs(page: Path) -> None:
    silent = [block.line for block in blocks(page) if block.is_python and ">>>" not in block.body]
    assert silent == []


def test_the_tutorial_and_every_how_to_have_examples() -> None:
    shown = [DOCS / "tutorial.md", *(DOCS / "how-to").glob("*.md")]
    assert len(shown) > 1
    assert [page.name for page in shown if not any(block.is_python for block in blocks(page))] == []


# -- pages that are written from the code -------------------------------------------------------------------


@rules
def test_every_rule_has_a_page_with_all_that_it_declares(
    rule: ModuleType, extension: Callable[[str], ModuleType]
) -> None:
    name = rule.__name__.rsplit(".", 1)[-1]
    made = extension("contents").contents()
    page = made[f"reference/rules/{name}.md"]
    assert f"(rule-{name})=" in page
    assert f"#rule-{name}" in made["reference/rules/index.md"]
    for part in (rule.Facts, rule.Terms, rule.Worksheet):
        for field, spec in specs(part).items():
            assert field in page
            assert spec.label in page
            assert spec.zh in page
    for source in rule.SOURCES:
        assert source.register in page
        assert source.section in page
    for spec in specs(rule.Worksheet).values():
        if spec.reading:
            assert READINGS[spec.reading]["zh"] in page


@rules
def test_a_page_shows_what_is_in_force_and_what_is_not_stated(
    rule: ModuleType, extension: Callable[[str], ModuleType]
) -> None:
    name = rule.__name__.rsplit(".", 1)[-1]
    page = extension("contents").contents()[f"reference/rules/{name}.md"]
    for jurisdiction, documents in rr.JURISDICTIONS.items():
        for pack in (shipped_packs()[document] for document in documents):
            in_force = {figure.name: figure for figure in rr.load_policy(jurisdiction, on=pack.since).figures()}
            for term in specs(rule.Terms):
                figure = in_force.get(f"{name}.{term}")
                if figure is not None:
                    assert f"[{figure.pack}](#pack-{figure.pack}) {figure.section}" in page


def test_the_figures_of_2018_and_2022_stand_on_the_page_of_serious_illness(
    extension: Callable[[str], ModuleType],
) -> None:
    rule = next(rule for rule in rr.RULES if rule.__name__.endswith("serious_illness"))
    page = extension("rule_pages").page(rule)
    hunan = page.partition("### In force in Hunan")[2].partition("### In force in Yiyang")[0]
    rows = {tuple(cell.strip() for cell in line.split("|")[1:4]) for line in hunan.splitlines() if "|" in line}
    assert ("`rate`", "60%", "2021-01-01 to 2025-12-31") in rows
    assert ("`allowance_deductible_cut`", "50%", "2017-03-31 to 2020-12-31") in rows
    assert "- 2016-01-01 to 2017-03-30: `allowance_deductible_cut`" in hunan
    assert "not stated" not in hunan.lower().partition("not stated:")[0]


def test_every_figure_reading_code_and_name_is_listed(extension: Callable[[str], ModuleType]) -> None:
    made = extension("contents").contents()
    for pack in shipped_packs().values():
        for figure in pack.figures.values():
            assert f"| `{figure.name}` |" in made["_generated/figures.md"]
            assert figure.section in made["_generated/figures.md"]
    assert all(f"`{key}`" in made["_generated/readings.md"] for key in READINGS)
    assert all(f"rr.{name}" in made["_generated/names.md"] for name in rr.__all__)
    assert "| `limb` | 肢体 |" in made["_generated/codes.md"]
    assert all(f"`{name}`" in made["_generated/models.md"] for name in specs(rr.Household))
    assert "--overlay" in made["_generated/usage.md"]


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path, extension: Callable[[str], ModuleType]) -> None:
    gone = tmp_path / "reference" / "rules" / "gone.md"
    gone.parent.mkdir(parents=True)
    gone.write_text("# Gone\n", encoding="utf-8")
    extension("contents").write(tmp_path)
    assert not gone.exists()
    assert {page.stem for page in gone.parent.glob("*.md")} == {
        "index",
        *(rule.__name__.rsplit(".", 1)[-1] for rule in rr.RULES),
    }


@pytest.mark.parametrize("name", [*(rule.__name__.rsplit(".", 1)[-1] for rule in rr.RULES), "columns", "unknown"])
def test_every_picture_is_whole(name: str, extension: Callable[[str], ModuleType]) -> None:
    svg, caption = extension("pictures").picture(name)
    drawn = ET.fromstring(svg)  # noqa: S314 - drawn by the documentation itself
    assert caption
    assert drawn.attrib["aria-label"]
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    for item in drawn.iter():
        assert 0 <= float(item.attrib.get("x", 0)) <= width
        assert 0 <= float(item.attrib.get("y", 0)) <= height


def test_a_rule_without_a_picture_of_its_own_shows_what_it_depends_on(
    extension: Callable[[str], ModuleType],
) -> None:
    rule = next(rule for rule in rr.RULES if rule.__name__.endswith("contribution_subsidy"))
    svg, _ = extension("pictures").depends_on(rule)
    assert "· individual contribution for the year" in svg


# -- what must not stand there ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "CHANGELOG.md", *EXAMPLES.glob("*.py")], ids=lambda page: str(page.relative_to(ROOT))
)
def test_no_host_of_packages_and_no_path_of_a_machine_is_named(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert HOSTS.findall(text) == []
    assert PATHS.findall(text) == []


@pages
def test_the_library_is_installed_from_a_clone(page: Path) -> None:
    # No index has it: what follows `pip install` is a path, or some other project.
    assert re.findall(r"pip install [^\n&;]*(?<!/)rural[-_]revitalization", page.read_text(encoding="utf-8")) == []


def test_nor_in_what_is_written_from_the_code(extension: Callable[[str], ModuleType]) -> None:
    for name, text in extension("contents").contents().items():
        assert HOSTS.findall(text) == [], name
        assert PATHS.findall(text) == [], name


# -- the example scripts ------------------------------------------------------------------------------------


def run(script: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> dict[str, Any]:
    monkeypatch.setattr(sys, "argv", [script, *arguments])
    return runpy.run_path(str(EXAMPLES / script), run_name="__main__")


def test_one_calculator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("one_calculator.py", monkeypatch, "90000", "zh")
    assert ended.value.code == 0
    # 32,000 x 50% = 16,000, 74,000 x 60% = 44,400; with the tilt 8,000, 82,000 x 65% = 53,300.
    assert re.search(r"大病保险报销金额：44,400\.00元.*至53,300\.00元", capsys.readouterr().out)


def test_one_calculator_refuses_what_is_no_cost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("one_calculator.py", monkeypatch, "much")
    assert ended.value.code == 1
    assert "in_scope_cost" in capsys.readouterr().err


def test_missing_facts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("missing_facts.py", monkeypatch)
    assert capsys.readouterr().out.splitlines() == [
        "as recorded: open; ask for: water_secured, new_risk, has_labour_capacity",
        "drinking water found wanting: no; blocked by: guarantees_secured",
        "all three answered: yes",
    ]


def test_overlay(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("overlay.py", monkeypatch)
    said = capsys.readouterr().out
    # 90,000 - 8,000 = 82,000 x 65%
    assert "reimbursed 53300.00 yuan above a deductible of 8000.00 yuan" in said
    # 32,000 x 40% x 50% = 6,400; 50,000 x 65% + 33,600 x 70%
    assert "reimbursed 56020.00 yuan above a deductible of 6400.00 yuan" in said


@pytest.fixture
def service() -> Iterator[Callable[[str, str], tuple[int, Any]]]:
    """The web service on a port that the system chose; the result posts a body to a path."""
    with runpy.run_path(str(EXAMPLES / "web_service.py"))["server"](0) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()

        def post(path: str, body: str) -> tuple[int, Any]:
            connection = HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
            try:
                connection.request("POST", path, body.encode("utf-8"))
                response = connection.getresponse()
                return response.status, json.loads(response.read())
            finally:
                connection.close()

        yield post
        running.shutdown()
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_the_web_service_answers_with_an_assessment(service: Callable[[str, str], tuple[int, Any]]) -> None:
    household = {"id": "H-1", "monitored": [], "members": [{"id": "H-1-1", "insured": True, "bills": []}]}
    status, answer = service("/assessments?on=2022-06-01", json.dumps(household))
    assert status == 200
    assert answer["household"] == "H-1"
    subsidy = next(payment for payment in answer["payments"] if payment["rule"] == "contribution_subsidy")
    assert subsidy["status"] == "not_determined"
    assert (subsidy["amount"]["low"], subsidy["amount"]["high"]) == ("0.00", "320.00")


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/assessments?on=2022-06-01", '{"id": "H-1", "members": [{"id": 7}]}', 400, "$.members[0].id"),
        ("/assessments?on=2022-06-01", "{", 400, "JSON"),
        ("/assessments?on=yesterday", "{}", 400, "YYYY-MM-DD"),
        ("/assessments?on=2035-06-01", '{"id": "H-1", "members": [{"id": "H-1-1"}]}', 404, "2021-01-01 to 2025-12-31"),
        ("/elsewhere", "{}", 404, "/assessments"),
    ],
)
def test_the_web_service_says_what_is_wrong(
    path: str, body: str, status: int, said: str, service: Callable[[str, str], tuple[int, Any]]
) -> None:
    answered, answer = service(path, body)
    assert answered == status
    assert said in json.dumps(answer["errors"])
