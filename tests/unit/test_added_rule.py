"""A rule that is added by one module, one block of a pack and one entry of the catalogue is everywhere at once.

The rule is made up. It is added to a copy of the package, and each thing is asked in a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rural_revitalization

PACKAGE = Path(rural_revitalization.__file__).parent
ROOT = Path(__file__).parents[2]

MODULE = '''
"""Orphan allowance (孤儿基本生活费): a made-up rule, what a child without parents is paid.

Whom: orphans and de facto unattended children. Amounts are yuan per year.

Readings: none is needed, since nothing of this is real.

>>> Facts(orphan=True).orphan
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ZERO, Amount, Truth, exact_arithmetic, not_, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """What must be known of a child (孤儿)."""

    orphan: TruthFact = drawn(Person.orphan)
    unattended: TruthFact = drawn(Person.de_facto_unattended_child)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    receiving: TruthFact = drawn(cases.receives_allowance, "family receives the allowance", zh="家庭享受低保")


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the made-up document states; the supplement is local."""

    standard: MoneyFact = fields.money("orphan standard", zh="孤儿基本生活标准")
    supplement: MoneyFact = fields.money("supplement for severe disability", zh="重残补贴", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The orphan allowance worked out."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    entitled: Truth = fields.truth("entitled", zh="符合条件")
    allowance: Amount = fields.money(
        "orphan allowance", zh="孤儿生活费", answer=True, unit="yuan per year"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out one child's allowance (孤儿基本生活费), or a column's."""
    entitled = (facts.orphan | facts.unattended) & not_(facts.receiving)
    more = when(facts.severely_disabled, otherwise(terms.supplement, ZERO), ZERO)
    return Worksheet(facts=facts, terms=terms, entitled=entitled, allowance=terms.standard + more)


RULE: Final = Rule(
    label="orphan allowance",
    zh="孤儿基本生活费",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.allowance,
    where=Worksheet.entitled,
)
'''
BLOCK = """
[orphan_allowance.standard]
value = 13200
section = "made up: orphan allowance"
confidence = "made up"
"""
THE_ENTRY = "    minimum_living,\n"  # in the import, and in the list of rules
HOUSEHOLD = {
    "id": "1",
    "members": [
        {"id": "1-1", "birth_date": "2012-01-01", "orphan": [{"since": "2020-01-01"}], "minimum_living_allowance": []}
    ],
    "monitored": [],
}

pytest.importorskip("polars")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the rule: its module, its figure, its entry."""
    folder = tmp_path_factory.mktemp("added")
    package = folder / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "rules" / "allowance" / "orphan_allowance.py").write_text(MODULE.lstrip(), encoding="utf-8")
    pack = package / "policy" / "packs" / "national-practice.toml"
    pack.write_text(pack.read_text(encoding="utf-8") + BLOCK, encoding="utf-8")
    catalogue = package / "catalogue.py"
    text = catalogue.read_text(encoding="utf-8")
    assert text.count(THE_ENTRY) == 2
    catalogue.write_text(text.replace(THE_ENTRY, f"{THE_ENTRY}    orphan_allowance,\n"), encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str, cwd: Path = ROOT) -> str:
    """What a process that imports the copy prints."""
    env = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": "few"}
    done = subprocess.run(  # noqa: S603 - the interpreter that runs the tests
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", env=env, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def asked(folder: Path, script: str) -> Any:
    """What a script leaves in `found`, as JSON holds it."""
    before = f"""
import json
from datetime import date
import rural_revitalization as rr
household = rr.records.structure(rr.Household, json.loads({json.dumps(json.dumps(HOUSEHOLD))}))
policy = rr.load_policy("hunan", on=date(2022, 6, 1))
local = rr.LocalFigures(year=2022)
assessment = rr.assess(household, policy, local)
"""
    return json.loads(run(folder, "-c", f"{before}\n{script}\nprint(json.dumps(found, default=str))"))


def test_an_assessment_pays_it(added: Path) -> None:
    script = "item = assessment.payment('orphan_allowance', '1-1'); found = [item.status, item.amount, item.unit]"
    assert asked(added, script) == ["due", "13200.00", "yuan per year"]


def test_it_is_asked_for_by_name_alone(added: Path) -> None:
    script = "only = rr.assess(household, policy, local, only={'orphan_allowance'}); found = dict(only.totals)"
    assert asked(added, script) == {"orphan_allowance": "13200.00"}


def test_it_explains_itself_with_its_section(added: Path) -> None:
    script = "found = assessment.payment('orphan_allowance', '1-1').lines('zh')[-1]; found = str(found)"
    where = "全国通行做法：made up: orphan allowance"
    assert asked(added, script) == f"孤儿生活费：13,200.00元/年［{where}］"


def test_json_has_it(added: Path) -> None:
    script = "data = rr.records.assessment_data(assessment); found = [p['rule'] for p in data['payments']]"
    assert "orphan_allowance" in asked(added, script)


def test_tables_have_it(added: Path) -> None:
    script = """
from rural_revitalization import frames
made = frames.sample_population(200, seed=4)
out = frames.assess(made.people, made.households, policy, made.local, facts=True)
due = out.people.filter(out.people["orphan_allowance__status"] == "due")
found = [due.height > 0, str(due["orphan_allowance__due"].max()), "orphan_allowance__total" in out.households.columns]
"""
    assert asked(added, script) == [True, "13200.00", True]


def test_one_table_of_facts_is_worked_out_by_it(added: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(
        "orphan,unattended,receiving\ntrue,false,false\nfalse,false,\n", encoding="utf-8"
    )
    where = ("--policy", "hunan", "--on", "2022-06-01", "--out", "out.csv")
    run(added, "-m", "rural_revitalization", "apply", "orphan_allowance", "facts.csv", *where, cwd=tmp_path)
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "orphan,unattended,receiving,orphan_allowance__entitled,orphan_allowance__allowance"
    assert lines[1:] == ["true,false,false,true,13200.00", "false,false,,false,13200.00"]


def test_the_command_line_counts_it(added: Path, tmp_path: Path) -> None:
    (tmp_path / "households.json").write_text(json.dumps({"households": [HOUSEHOLD]}), encoding="utf-8")
    command = ("-m", "rural_revitalization", "assess", "households.json", "--policy", "hunan", "--on", "2022-06-01")
    assert "orphan allowance: 13,200.00 yuan" in run(added, *command, cwd=tmp_path)
    assert "1-1, orphan allowance: due, 13,200.00" in run(added, *command, "--explain", "1", cwd=tmp_path)


def test_the_documentation_has_its_page(added: Path) -> None:
    pytest.importorskip("sphinx")
    script = """
import sys
sys.path.insert(0, "docs/_ext")
import contents
pages = contents.contents()
found = [pages["reference/rules/orphan_allowance.md"][:60], "orphan_allowance" in pages["reference/rules/index.md"]]
"""
    page, listed = asked(added, script)
    assert "Orphan allowance (孤儿基本生活费)" in page
    assert listed


def test_the_laws_of_rules_are_tried_on_it(added: Path) -> None:
    laws = (
        "tests/properties/test_laws_of_rules.py",
        "tests/properties/test_tight.py",
        "tests/properties/test_every_fact.py",
        "tests/unit/test_rule_form.py",
        "-k",
        "orphan_allowance",
    )
    out = run(added, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *laws)
    passed = int(out.rsplit(" passed", 1)[0].rsplit(maxsplit=1)[-1])
    assert passed >= 15
    assert "failed" not in out
