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
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules
from threading import Thread
from types import ModuleType
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve, frozen

import rural_revitalization as rr
from rural_revitalization import cases
from rural_revitalization.cases import place_of
from rural_revitalization.cases.origins import Derived
from rural_revitalization.catalogue import DECLARED, ENTITLEMENT_ROOMS, ENTITLEMENTS, PLACE_RULES, RULES, figure_names
from rural_revitalization.citing import may_rest_on
from rural_revitalization.duties import shipped_duties
from rural_revitalization.fields import figure_of, specs
from rural_revitalization.indicators import shipped_targets
from rural_revitalization.places import shipped_lists
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.policy.register import source_of
from rural_revitalization.procedures import PROCEDURES
from rural_revitalization.rules.form import AnyRule
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
DRAWN: Final = "from rural_revitalization.charts import"
CALENDAR: Final = "calendar_file("
DOCUMENTS: Final = re.compile(r"^(?:>>>|\.\.\.) .*\.docx", re.MULTILINE)
WORKBOOKS: Final = re.compile(r"^(?:>>>|\.\.\.) .*\.xlsx", re.MULTILINE)
PATHS: Final = re.compile(r"(?<![\w.`/])/(?:work|tmp|home|root|Users|usr|opt|srv|mnt|var)\b|[A-Z]:\\")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
rules = pytest.mark.parametrize("rule", DECLARED.values(), ids=DECLARED)


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
    needed |= {"python_calamine"} if WORKBOOKS.search(text) else set()
    needed |= {"docx"} if DOCUMENTS.search(text) else set()
    needed |= {"altair", "vl_convert"} if DRAWN in text else set()
    needed |= {"icalendar"} if CALENDAR in text else set()
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
            file = beside_the_examples / captioned["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body[captioned.end() :], encoding="utf-8")
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


@pytest.fixture
def page_of(extension: Callable[[str], ModuleType]) -> Callable[[AnyRule], str]:
    """The page that is written for a rule."""
    return lambda rule: extension("rule_pages").page(rule)


def section(page: str, heading: str) -> str:
    """What stands under a heading of the second rank."""
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows_of(text: str) -> dict[str, list[str]]:
    """The rows of the tables in a text, by what is in their first cell."""
    rows = ([cell.strip() for cell in line.split(" | ")] for line in text.splitlines() if line.startswith("| "))
    return {cells[0].removeprefix("| ").strip("`"): cells[1:] for cells in rows}


@rules
def test_every_rule_has_a_page_with_all_that_it_declares(
    rule: AnyRule, page_of: Callable[[AnyRule], str], extension: Callable[[str], ModuleType]
) -> None:
    page = page_of(rule)
    assert f"(rule-{rule.name})=" in page
    assert f"#rule-{rule.name}" in extension("rule_pages").index()
    for heading, part in (("Facts", rule.facts), ("Figures", rule.terms), ("Worksheet", rule.worksheet)):
        for field, spec in specs(part).items():
            assert field in section(page, heading)
            assert spec.label in section(page, heading)
            assert spec.zh in section(page, heading)
    for spec in specs(rule.worksheet).values():
        if spec.reading:
            assert READINGS[spec.reading].zh in page


@rules
def test_a_page_says_whom_the_rule_is_about_and_what_it_begins_with(
    rule: AnyRule, page_of: Callable[[AnyRule], str]
) -> None:
    said = rows_of(section(page_of(rule), "Declaration"))
    assert said["about"][0].startswith(f"a {rule.about}")
    assert [verb for verb in ("pays", "decides", "works out") if verb in said] == [
        verb for verb, is_so in (("pays", rule.pays), ("decides", rule.decides), ("works out", rule.works_out)) if is_so
    ]
    assert all(
        f"`{place_of(origin).name}`" in said["begins with"][0] or "any member" in said["begins with"][0]
        for origin in rule.needs
    )
    assert all(f"`{place_of(origin).name}`" in said["completes"][0] for origin in rule.completes)
    assert rule.takes is None or f"`{rule.takes}`" in said["takes"][0]
    assert rule.leaves is None or f"`{rule.leaves}`" in said["leaves"][0]
    assert rule.where is None or f"`{rule.where}`" in said["to whom"][0]


@rules
def test_a_page_shows_where_each_fact_is_drawn_from(rule: AnyRule, page_of: Callable[[AnyRule], str]) -> None:
    rows = rows_of(section(page_of(rule), "Facts"))
    for fact, origin in rule.origins.items():
        assert f"`{place_of(origin).name}`" in rows[fact][-1] or "any member" in rows[fact][-1]
        follows = place_of(origin).derived or isinstance(origin, Derived)
        assert follows == ("#derived-" in rows[fact][-1] or "any member" in rows[fact][-1])
    for fact in set(specs(rule.facts)) - set(rule.origins):
        assert "#model" not in rows[fact][-1]


@rules
def test_a_page_shows_what_each_line_may_rest_on(rule: AnyRule, page_of: Callable[[AnyRule], str]) -> None:
    text = section(page_of(rule), "Worksheet")
    for line, terms in may_rest_on(rule).items():
        row = next(row for row in text.splitlines() if row.startswith(f"| `{line}`"))
        assert ", ".join(f"`{term}`" for term in terms) in row


@rules
def test_the_sources_of_a_page_are_those_of_the_figures_and_of_the_declaration(
    rule: AnyRule, page_of: Callable[[AnyRule], str]
) -> None:
    text = section(page_of(rule), "Sources")
    for register, lines in rule.register.items():
        row = next(row for row in text.splitlines() if f"`{register}`" in row)
        assert source_of(register).section in row
        assert all(f"`{line}`" in row for line in lines)
    figures = [figure for pack in shipped_packs().values() for figure in pack.figures.values()]
    for figure in figures:
        rule_name, _, term = figure.name.partition(".")
        if rule_name == rule.name:
            cited = f"| [{figure.pack}](#pack-{figure.pack}) | {figure.section} |"
            assert any(row.startswith(cited) and f"`{term}`" in row for row in text.splitlines())


@rules
def test_a_page_shows_what_is_in_force_and_what_is_not_stated(rule: AnyRule, page_of: Callable[[AnyRule], str]) -> None:
    page = page_of(rule)
    for jurisdiction, documents in rr.JURISDICTIONS.items():
        for pack in (shipped_packs()[document] for document in documents):
            in_force = {figure.name: figure for figure in rr.load_policy(jurisdiction, on=pack.since).figures()}
            for term, spec in specs(rule.terms).items():
                figure = in_force.get(figure_of(rule.name, term, spec))
                if figure is not None:
                    assert f"[{figure.pack}](#pack-{figure.pack}) {figure.section}" in page


@rules
def test_a_page_shows_what_may_be_unset_and_whose_limit_holds(rule: AnyRule, page_of: Callable[[AnyRule], str]) -> None:
    text = section(page_of(rule), "Figures")
    for term, spec in specs(rule.terms).items():
        row = next(row for row in text.splitlines() if row.startswith(f"| `{figure_of(rule.name, term, spec)}`"))
        assert ("may be unset" in row) == spec.may_be_unset
        assert spec.within is None or f"within the limit of `{spec.within}`" in row


def test_the_figures_of_2018_and_2022_stand_on_the_page_of_serious_illness(page_of: Callable[[AnyRule], str]) -> None:
    page = page_of(DECLARED["serious_illness"])
    hunan = page.partition("### In force in Hunan")[2].partition("### In force in Yiyang")[0]
    rows = {tuple(cell.strip() for cell in line.split("|")[1:4]) for line in hunan.splitlines() if "|" in line}
    assert ("`rate`", "60%", "2021-01-01 to 2025-12-31") in rows
    assert ("`allowance_deductible_cut`", "50%", "2017-03-31 to 2020-12-31") in rows
    assert ("`special_rate_uplift`", "granted, not stated", "2017-03-31 to 2020-12-31") in rows
    assert "- 2016-01-01 to 2020-12-31: `deductible_share`, `rate`, `deductible_cut`" in hunan
    assert "prone_tilted" not in hunan  # what may be unset is not said to be not stated


def test_figures_are_shown_in_the_units_of_their_terms(extension: Callable[[str], ModuleType]) -> None:
    made = extension("tables").packs()
    assert "| `gradual_exit.window_months` | 12 months (at most) |" in made
    assert "| `small_loan.first_loan_cap` | 50,000.00 yuan (" in made
    assert "| `contribution_subsidy.unnamed_rate` | granted, not stated |" in made


def test_a_schedule_is_shown_band_by_band(extension: Callable[[str], ModuleType]) -> None:
    figure = next(iter(shipped_packs()["hunan-14fyp-2021"].figures.values()))
    bands = [{"up_to": 50000, "rate": "0.60"}, {"rate": "0.70"}]
    banded = evolve(figure, name="serious_illness.rate", value={"measured_on": "whole", "bands": bands})
    assert extension("tables").figure_text(banded) == "60% up to 50,000.00 yuan; 70% above; limits on the whole cost"


def test_what_no_pack_states_is_listed_whole(extension: Callable[[str], ModuleType]) -> None:
    listed = set(rows_of(extension("tables").unstated())) & set(figure_names())
    stated = {name for pack in shipped_packs().values() for name in pack.figures}
    assert listed == set(figure_names()) - stated


def test_every_derived_fact_is_listed_with_what_it_follows_from(extension: Callable[[str], ModuleType]) -> None:
    made = rows_of(extension("tables").derived())
    assert {name for name, item in vars(cases).items() if isinstance(item, Derived)} <= set(made)
    assert "`disability_grade`" in made["severely_disabled"][3]
    assert made["receives_allowance"][3].startswith("any member: [Person](#model-person) `minimum_living_allowance`")


def test_every_part_of_an_assessment_and_every_entitlement_is_listed(extension: Callable[[str], ModuleType]) -> None:
    made = extension("contents").contents()
    assert set(rr.PARTS) <= set(rows_of(made["_generated/parts.md"]))
    assert all(f"`{row.source.register}`" in made["_generated/entitlements.md"] for row in ENTITLEMENTS)
    assert all(room.__name__ in made["_generated/entitlement_rooms.md"] for room in ENTITLEMENT_ROOMS)
    assert all(f"`{place}`" in made["_generated/coverage.md"] for places in rr.coverage().values() for place in places)


def test_every_duty_and_every_step_of_a_procedure_is_listed_in_both_languages(
    extension: Callable[[str], ModuleType],
) -> None:
    made = extension("contents").contents()
    for duty in shipped_duties().values():
        (row,) = [line for line in made["_generated/duties.md"].splitlines() if f"`{duty.key}`" in line]
        assert f"{duty.label}; {duty.zh}" in row
        assert duty.source.section in row
        assert ("forbidden; 禁止" in row) == bool(duty.forbids)
    for procedure in PROCEDURES:
        _, _, after = made["_generated/procedures.md"].partition(f"`{procedure.register}`")
        own = after.partition("\n### ")[0]
        assert all(f"| {step.label}; {step.zh} |" in own for step in procedure.steps)
        assert all(way.zh in own for step in procedure.steps for way in step.ways)
        assert all(zh in own for _, zh in procedure.leaves_open)
    assert "once in each half-year; 每半年1次" in made["_generated/duties.md"]
    assert "within 0 days of its cause; 事由发生后0天内" in made["_generated/duties.md"]


def test_every_target_and_every_list_of_places_is_listed(extension: Callable[[str], ModuleType]) -> None:
    made = extension("contents").contents()
    rows = made["_generated/targets.md"].splitlines()
    for target in shipped_targets().values():
        (row,) = [line for line in rows if f"| [`{target.key}`](#" in line]
        assert f"| `{target.measure}` |" in row
        assert target.source.section in row
    for item in shipped_lists():
        assert all(
            f"{name} {code}" in made["_generated/classes_of_places.md"] for code, name in (item.members or {}).items()
        )


def test_a_page_of_each_document_has_every_row_and_links_lead_both_ways(extension: Callable[[str], ModuleType]) -> None:
    documents = {row.source.document for row in rr.register_map()}
    made, tables = extension("contents").contents(), extension("tables")
    assert all(f"#register-{document})" in made["reference/register/index.md"] for document in documents)
    for row in rr.register_map():
        page = made[f"reference/register/{row.source.document}.md"]
        assert f"({tables.section_anchor(row.source)})=\n" in page
        assert f"| `{row.source.register}` |" in page
    for register in rr.coverage():
        assert tables.register_link(register) in made["_generated/coverage.md"]
    page = made["reference/register/hunan-14fyp-2021.md"]
    assert "[`rules.risk_elimination`](#rule-risk_elimination)" in page
    assert "[`hunan-14fyp-2021: period`](#pack-hunan-14fyp-2021)" in page
    assert "[`duties: hunan-2021/water/test-frequency`](../duties.md#duties-and-prohibitions)" in page
    rooms = {place.partition(": ")[0].split(".")[0] for places in rr.coverage().values() for place in places}
    assert rooms <= {"rules", *shipped_packs(), *extension("register_pages")._PAGES}


def test_every_rule_is_named_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = (rule.__name__.removeprefix("rural_revitalization.") for rule in (*RULES, *PLACE_RULES))
    assert [name for name in names if f"`{name}`" not in text] == []


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
    assert {page.stem for page in gone.parent.glob("*.md")} == {"index", *DECLARED}


@pytest.mark.parametrize("name", [*DECLARED, "columns", "declaration", "rests_on", "rooms", "unknown"])
def test_every_picture_is_whole(name: str, extension: Callable[[str], ModuleType]) -> None:
    if name == "rooms":
        pytest.importorskip("grimp", reason="needs grimp (extra docs)")
    svg, caption = extension("pictures").picture(name)
    drawn = ET.fromstring(svg)  # noqa: S314 - drawn by the documentation itself
    assert caption
    assert drawn.attrib["aria-label"]
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    for item in drawn.iter():
        assert 0 <= float(item.attrib.get("x", 0)) <= width
        assert 0 <= float(item.attrib.get("y", 0)) <= height


def test_a_rule_without_a_picture_of_its_own_shows_what_it_depends_on(extension: Callable[[str], ModuleType]) -> None:
    svg, _ = extension("pictures").depends_on(DECLARED["contribution_subsidy"])
    assert "· individual contribution for the year" in svg
    assert "· share paid for the fully subsidised classes" in svg


def test_every_room_is_on_one_floor_and_for_somebody(extension: Callable[[str], ModuleType]) -> None:
    rooms = [room for floor in extension("rooms").floors() for room in floor]
    modules = {module.name for module in iter_modules(rr.__path__)}
    assert sorted(rooms) == sorted(modules)
    assert all(f"| `{room}` |" in extension("contents").contents()["_generated/rooms.md"] for room in rooms)
    for_whom = section((DOCS / "explanation" / "rooms.md").read_text(encoding="utf-8"), "For whom they are")
    assert [room for room in rooms if f"`{room}`" not in for_whom] == []


def test_the_lines_between_rooms_lead_to_all_that_is_imported(extension: Callable[[str], ModuleType]) -> None:
    pytest.importorskip("grimp", reason="needs grimp (extra docs)")
    rooms = extension("rooms")
    assert {"rules", "fields"} <= rooms.imports()["catalogue"]
    assert "fields" not in rooms.unimplied("catalogue")  # `rules` imports from it

    def led_to(room: str) -> set[str]:
        return {room}.union(*map(led_to, rooms.unimplied(room)))

    assert all(imported <= led_to(room) for room, imported in rooms.imports().items())


def test_no_room_is_drawn_over_another(extension: Callable[[str], ModuleType]) -> None:
    pytest.importorskip("grimp", reason="needs grimp (extra docs)")
    drawn = ET.fromstring(extension("pictures").picture("rooms")[0])  # noqa: S314 - drawn by the documentation itself
    places = [
        [float(item.attrib[name]) for name in ("y", "x", "width")]
        for item in drawn.iter("rect")
        if item.attrib["class"] == "box"
    ]
    assert len(places) == len(extension("rooms").imports())
    for (y, x, width), (other_y, other_x, _) in pairwise(sorted(places)):
        assert y < other_y or x + width < other_x


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
