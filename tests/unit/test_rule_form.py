"""The form of a rule: one expression that every kind of operand understands, cited, and without binary fractions."""

from __future__ import annotations

import ast
import csv
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

import rural_revitalization
from rural_revitalization import RULES, algebra
from rural_revitalization.algebra.operand import Operand
from rural_revitalization.fields import specs
from rural_revitalization.loans import ledger
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import serious_illness

PACKAGE = Path(rural_revitalization.__file__).parent
ROOT = Path(__file__).parents[2]
REGISTER = ROOT.parent / "shared" / "policy" / "register.csv"

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])

# -- the checker ----------------------------------------------------------------------------------------------

OPERATORS: Final = (ast.Add, ast.Sub, ast.BitAnd, ast.BitOr)
COMPARISONS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
FUNCTIONS: Final = {name for name in algebra.__all__ if inspect.isfunction(getattr(algebra, name))}
CONSTANTS: Final = {name for name in algebra.__all__ if name.isupper()}


def faults(source: str) -> list[str]:
    """What in the source of a `compute` operands would not understand, each with its line."""
    (function,) = ast.parse(textwrap.dedent(source)).body
    return list(_Form().function(function))


class _Form:
    """Walks one `compute` and yields what has no place in it."""

    def __init__(self) -> None:
        self.named: set[str] = set()

    def function(self, node: ast.AST) -> Iterator[str]:
        if not isinstance(node, ast.FunctionDef):
            yield from self.refused(node)
            return
        if [ast.unparse(item) for item in node.decorator_list] != ["exact_arithmetic"]:
            yield "compute is decorated with exact_arithmetic and nothing else"
        if [item.arg for item in node.args.args] != ["facts", "terms"] or len(ast.unparse(node.args).split(",")) > 2:
            yield "compute takes facts and terms"
        if ast.get_docstring(node) is None:
            yield "compute has a docstring"
        *steps, last = node.body[1:]
        for step in steps:
            yield from self.assignment(step)
        yield from self.result(last)

    def assignment(self, node: ast.stmt) -> Iterator[str]:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            yield from self.refused(node)
            return
        yield from self.operand(node.value)
        target = node.targets[0]
        for name in target.elts if isinstance(target, ast.Tuple) else [target]:
            if not isinstance(name, ast.Name):
                yield from self.refused(name)
            elif name.id in {"facts", "terms", "Worksheet", *algebra.__all__, *self.named}:
                yield f"line {name.lineno}: {name.id} is given a second meaning"
            else:
                self.named.add(name.id)

    def result(self, node: ast.stmt) -> Iterator[str]:
        call = node.value if isinstance(node, ast.Return) else None
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "Worksheet" or call.args:
            yield from self.refused(node)
            return
        for keyword in call.keywords:
            if keyword.arg in ("facts", "terms"):
                if ast.unparse(keyword.value) != keyword.arg:
                    yield f"line {node.lineno}: the worksheet keeps its {keyword.arg}"
            else:
                yield from self.argument(keyword)

    def operand(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Name():
                if node.id not in self.named | CONSTANTS:
                    yield f"line {node.lineno}: {node.id} is no operand"
            case ast.Attribute(value=ast.Name(id="facts" | "terms")):
                pass
            case ast.Constant(value=0) if type(node.value) is int:
                pass  # none of a count; every other figure comes from a document
            case ast.BinOp(op=op) if isinstance(op, OPERATORS):
                yield from self.operand(node.left)
                yield from self.operand(node.right)
            case ast.Compare(ops=[op]) if isinstance(op, COMPARISONS):
                yield from self.operand(node.left)
                yield from self.operand(node.comparators[0])
            case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
                for argument in _arguments(name, node):
                    yield from self.operand(argument)
                for keyword in node.keywords:
                    yield from self.argument(keyword)
            case _:
                yield from self.refused(node)

    def argument(self, keyword: ast.keyword) -> Iterator[str]:
        if keyword.arg is None:
            yield f"line {keyword.lineno}: ** hides what is given"
        yield from self.operand(keyword.value)

    def refused(self, node: ast.AST) -> Iterator[str]:
        yield f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)!r} is no operation on operands"


def _arguments(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """What a function is called with, and of each class what it consists of."""
    for argument in call.args:
        yield from argument.elts if name == "by_class" and isinstance(argument, ast.Tuple) else [argument]


def compute_with(*body: str) -> str:
    lines = ["@exact_arithmetic", "def compute(facts, terms):", '    "A docstring."', *(f"    {line}" for line in body)]
    return "\n".join(lines)


RETURN = "return Worksheet(facts=facts, terms=terms, answer=facts.a)"


@pytest.mark.parametrize(
    "body",
    [
        [RETURN],
        ["a = facts.a & facts.b | terms.c", RETURN],
        ["a = facts.a + facts.b - terms.c", "b = a <= facts.b", "return Worksheet(facts=facts, terms=terms, answer=b)"],
        ["a, b = split(facts.a, terms.b)", "return Worksheet(facts=facts, terms=terms, answer=when(a < b, a, ZERO))"],
        ["a = maximum(share(facts.a, ONE - terms.cut), ZERO)", RETURN],
        [
            "a = banded(facts.a, facts.b, terms.bands, measured_on=terms.base, uplift=terms.c, ceiling=NO_CEILING)",
            RETURN,
        ],
        ["a = maximum(facts.days - terms.days, 0)", RETURN],
        ["a = by_class(facts.a, (facts.b, terms.c, terms.bands), measured_on=terms.base, ceiling=facts.d)", RETURN],
    ],
)
def test_a_rule_in_the_operations_of_the_algebra_passes(body: list[str]) -> None:
    assert faults(compute_with(*body)) == []


@pytest.mark.parametrize(
    "step",
    [
        "a = facts.a and facts.b",
        "a = facts.a or facts.b",
        "a = not facts.a",
        "a = ~facts.a",
        "a = -facts.a",
        "a = facts.a if facts.b else facts.c",
        "a = facts.a in (facts.b, facts.c)",
        "a = facts.a not in terms.b",
        "a = facts.a is None",
        "a = facts.a is not None",
        "a = facts.a == facts.b",
        "a = facts.a != facts.b",
        "a = facts.a < facts.b < facts.c",
        "a = facts.a * terms.rate",
        "a = facts.a / facts.b",
        "a = facts.a // facts.b",
        "a = facts.a % facts.b",
        "a = facts.a ** facts.b",
        "a = facts.a ^ facts.b",
        "a = facts.a @ facts.b",
        "a = facts.a << facts.b",
        "a = max(facts.a, facts.b)",
        "a = min(facts.a, facts.b)",
        "a = sum([facts.a, facts.b])",
        "a = round(facts.a)",
        "a = bool(facts.a)",
        "a = Decimal('0.5')",
        "a = share(facts.a, Decimal('0.5'))",
        "a = share(facts.a, 1)",
        "a = share(facts.a, 0.5)",
        "a = share(facts.a, '0.5')",
        "a = when(True, facts.a, facts.b)",
        "a = when(facts.a, None, facts.b)",
        "a = facts.a & False",
        "a = minimum(*facts.a)",
        "a = split(**facts.a)",
        "a = one_of(facts.a, *terms.b)",
        "a = algebra.share(facts.a, terms.b)",
        "a = facts.a.low",
        "a = facts.a.quantize(facts.b)",
        "a = facts",
        "a = terms",
        "a = unheard_of",
        "a = unheard_of.b",
        "a = self.a",
        "a = Worksheet",
        "a = share",
        "a = facts.a[0]",
        "a = terms.bands[-1].rate",
        "a = [facts.a]",
        "a = (facts.a, facts.b)",
        "a = share((facts.a, facts.b))",
        "a = by_class(facts.a, (facts.b, 1, terms.bands), measured_on=terms.base, ceiling=facts.d)",
        "a = {facts.a}",
        "a = {'a': facts.a}",
        "a = [x for x in facts.a]",
        "a = any(x for x in facts.a)",
        "a = {x: x for x in facts.a}",
        "a = lambda: facts.a",
        "a = f'{facts.a}'",
        "a = (b := facts.a)",
        "a = b = facts.a",
        "a: bool = facts.a",
        "a += facts.a",
        "a, *b = split(facts.a, terms.b)",
        "a[0] = facts.a",
        "facts.a = facts.b",
        "facts = terms",
        "share = facts.a",
        "when = facts.a",
        "ZERO = facts.a",
        "(a, (b, c)) = split(facts.a, terms.b)",
        "if facts.a: b = facts.b",
        "for a in facts.a: b = a",
        "while facts.a: b = facts.b",
        "with facts.a: b = facts.b",
        "try: b = facts.b\n    except ValueError: b = facts.a",
        "match facts.a:\n        case True: b = facts.b",
        "assert facts.a",
        "raise ValueError",
        "del facts",
        "pass",
        "facts.a",
        "print(facts.a)",
        "import random",
        "from datetime import date",
        "global a",
        "def a(): return facts.a",
        "class A: pass",
        "return Worksheet(facts=facts, terms=terms, answer=facts.a)",
        "yield facts.a",
        "a = await facts.a",
        "a = date.today()",
        "a = open('x')",
        "a = getattr(facts, 'a')",
        "a = compute(facts, terms)",
        "a = load_policy(facts.a)",
        "a = Unknown(facts.a, facts.b, facts.c)",
        "a = Band(facts.a, facts.b)",
    ],
)
def test_what_some_operand_would_not_understand_is_refused(step: str) -> None:
    source = compute_with(step, RETURN)
    ast.parse(source)
    assert faults(source)


def test_a_name_given_twice_is_refused() -> None:
    assert faults(compute_with("a = facts.a", "a = facts.b", RETURN)) == ["line 5: a is given a second meaning"]


@pytest.mark.parametrize(
    "last",
    [
        "return facts.a",
        "return None",
        "return",
        "a = facts.a",
        "return Worksheet(facts.a)",
        "return Worksheet(*facts.a)",
        "return Worksheet(**facts.a)",
        "return Worksheet(facts=terms, terms=terms)",
        "return Worksheet(facts=facts, terms=facts.a)",
        "return Worksheet(facts=facts, terms=terms, answer=not facts.a)",
        "return Worksheet(facts=facts, terms=terms, answer=facts.a == facts.b)",
        "return Worksheet(facts=facts, terms=terms, answer=facts.a if facts.b else facts.c)",
        "return Other(facts=facts, terms=terms)",
        "return rule.Worksheet(facts=facts, terms=terms)",
        "return (Worksheet(facts=facts, terms=terms), facts.a)",
    ],
)
def test_whatever_is_returned_other_than_a_worksheet_is_refused(last: str) -> None:
    assert faults(compute_with(last))


@pytest.mark.parametrize(
    "source",
    [
        compute_with(RETURN).replace('    "A docstring."\n', "    a = facts.a\n"),
        compute_with(RETURN).replace("@exact_arithmetic\n", ""),
        compute_with(RETURN).replace("@exact_arithmetic\n", "@exact_arithmetic\n@cache\n"),
        compute_with(RETURN).replace("@exact_arithmetic\n", "@cache\n"),
        compute_with(RETURN).replace("(facts, terms)", "(facts)", 1),
        compute_with(RETURN).replace("(facts, terms)", "(facts, terms, on)", 1),
        compute_with(RETURN).replace("(facts, terms)", "(facts, terms, *, on=None)", 1),
        compute_with(RETURN).replace("(facts, terms)", "(facts, terms, **more)", 1),
        compute_with(RETURN).replace("(facts, terms)", "(terms, facts)", 1),
        compute_with(RETURN).replace("def compute", "async def compute"),
        "compute = lambda facts, terms: facts.a",
        "class compute: pass",
    ],
    ids=[
        "no docstring",
        "not decorated",
        "decorated twice",
        "decorated otherwise",
        "facts only",
        "a third argument",
        "a named argument",
        "any argument",
        "the other way round",
        "async",
        "lambda",
        "class",
    ],
)
def test_whatever_is_no_plain_function_of_facts_and_terms_is_refused(source: str) -> None:
    assert faults(source)


# -- every rule -------------------------------------------------------------------------------------------------


def compute_node(rule: ModuleType) -> ast.FunctionDef:
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(rule.compute))).body
    assert isinstance(node, ast.FunctionDef)
    return node


def asked_of(owner: str, node: ast.AST) -> set[str]:
    """The attributes read off a name, such as `facts.insured`."""
    found = [item for item in ast.walk(node) if isinstance(item, ast.Attribute)]
    return {item.attr for item in found if isinstance(item.value, ast.Name) and item.value.id == owner}


def term_names(rule: ModuleType, node: ast.AST, owner: str = "terms") -> set[str]:
    """The declared terms behind what is read off `terms`: properties are looked into, as are the methods they use."""
    names: set[str] = set()
    for name in asked_of(owner, node):
        member: Any = inspect.getattr_static(rule.Terms, name)
        if name in specs(rule.Terms):
            names.add(name)
        else:
            function: Any = member.fget if isinstance(member, property) else member
            names |= term_names(rule, ast.parse(textwrap.dedent(inspect.getsource(function))), "self")
    return names


@rules
def test_a_rule_is_written_in_the_operations_of_the_algebra(rule: ModuleType) -> None:
    assert faults(inspect.getsource(rule.compute)) == []


@rules
def test_the_operations_of_a_rule_are_those_of_the_algebra_and_not_others_of_the_same_name(rule: ModuleType) -> None:
    used = {item.id for item in ast.walk(compute_node(rule)) if isinstance(item, ast.Name)}
    for name in used & (FUNCTIONS | CONSTANTS):
        assert getattr(rule, name) is getattr(algebra, name)
    assert rule.compute.__wrapped__.__module__ == rule.__name__


@rules
def test_every_declared_fact_is_used_and_no_other(rule: ModuleType) -> None:
    assert asked_of("facts", compute_node(rule)) == set(specs(rule.Facts))


# The day the interest subsidy ends cuts a loan's life into periods, which is the ledger's work and not compute's; whom
# a document takes for prone to poverty decides what a fact is.
USED_ELSEWHERE: dict[ModuleType, dict[str, Any]] = {
    small_loan: {"subsidy_until": ledger},
    serious_illness: {"prone_tilted": serious_illness.with_prone},
}


@rules
def test_every_figure_a_document_states_is_used(rule: ModuleType) -> None:
    elsewhere = USED_ELSEWHERE.get(rule, {})
    assert term_names(rule, compute_node(rule)) == set(specs(rule.Terms)) - set(elsewhere)
    assert all(f"terms.{name}" in inspect.getsource(where) for name, where in elsewhere.items())


@rules
def test_every_line_of_the_worksheet_is_worked_out(rule: ModuleType) -> None:
    last = compute_node(rule).body[-1]
    assert isinstance(last, ast.Return)
    assert isinstance(last.value, ast.Call)
    assert {item.arg for item in last.value.keywords} == {"facts", "terms", *specs(rule.Worksheet)}


@rules
def test_every_term_is_cited_by_some_line_and_every_citation_is_a_term(rule: ModuleType) -> None:
    cited = {term for spec in specs(rule.Worksheet).values() for term in spec.uses}
    assert cited == set(specs(rule.Terms))


@rules
def test_a_worksheet_ends_in_an_answer_and_a_decision_in_criteria_of_its_own(rule: ModuleType) -> None:
    declared = specs(rule.Worksheet)
    answers = [name for name, spec in declared.items() if spec.answer]
    assert answers
    for name, spec in declared.items():
        assert set(spec.criteria) <= set(declared) - {name}
        assert all(declared[criterion].kind.name == "truth" for criterion in spec.criteria)
        assert not spec.criteria or answers == [name]


@rules
def test_every_rule_has_the_same_parts(rule: ModuleType) -> None:
    for name in ("Facts", "Terms", "Worksheet", "compute", "SOURCES"):
        assert name in rule.__all__
        assert hasattr(rule, name)
    assert callable(rule.Facts.of)
    for part in (rule.Facts, rule.Terms, rule.Worksheet, rule.compute, rule.Facts.of):
        assert (part.__doc__ or "").strip()


@rules
def test_a_rule_says_what_it_is_in_both_languages_and_where_it_comes_from(rule: ModuleType) -> None:
    text = rule.__doc__ or ""
    title = text.split("\n", 1)[0]
    assert any("\u4e00" <= character <= "\u9fff" for character in title)
    for section in ("Whom:", "References:", "Readings:", ">>> "):
        assert section in text
    for source in rule.SOURCES:
        assert source.document in text


@rules
def test_the_sources_of_a_rule_are_documents_that_there_are_each_named_once(rule: ModuleType) -> None:
    assert rule.SOURCES
    registers = [source.register for source in rule.SOURCES]
    assert len(set(registers)) == len(registers)
    for source in rule.SOURCES:
        assert source.document in shipped_packs()
        assert source.section.strip()
        place, _, year = source.document.split("-")
        assert source.register.startswith(f"{place}-{year}/")


def test_operations_on_operands_are_those_that_every_kind_of_operand_implements() -> None:
    abstract = Operand.__abstractmethods__
    assert {"when", "split", "per_head", "prorated", "minimum", "maximum", "not_", "one_of", "banded"} <= abstract
    assert abstract - {"both", "either", "plus", "minus", "below", "at_most"} <= FUNCTIONS


# -- the register -----------------------------------------------------------------------------------------------


@cache
def register() -> dict[str, dict[str, str]]:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@rules
def test_the_sources_of_a_rule_are_sections_of_the_register(rule: ModuleType) -> None:
    for source in rule.SOURCES:
        row = register().get(source.register)
        assert row is not None, source.register
        assert (row["document"], row["locator"]) == (source.document, source.section)


@pytest.mark.parametrize("pack", shipped_packs().values(), ids=lambda pack: pack.id)
def test_the_figures_of_a_pack_are_sections_of_the_register(pack: Any) -> None:
    if pack.register is not None:
        assert register()[pack.register]["document"] == pack.id
    for figure in pack.figures.values():
        if pack.id == "national-practice":
            assert figure.register is None
        else:
            row = register().get(figure.register or "")
            assert row is not None, figure.register
            assert (row["document"], row["locator"]) == (figure.document, figure.section)


# -- no binary fractions ----------------------------------------------------------------------------------------

# Where `/` joins paths; nowhere does it divide.
JOINED_PATHS: Final = {"policy/pack.py": 2}

sources = pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@sources
def test_no_binary_fraction_is_written_or_made(path: Path) -> None:
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id == "float"), node.lineno
        assert not (isinstance(node, ast.Attribute) and node.attr in {"float", "float64", "truediv"}), node.lineno
        assert not (isinstance(node, ast.alias) and node.name.split(".")[0] in {"math", "random", "statistics"})


@sources
def test_nothing_is_divided_but_by_the_algebra(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    divided = [
        ast.unparse(node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    ]
    assert len(divided) == JOINED_PATHS.get(where, 0), divided


def test_the_listed_paths_are_still_joined_there() -> None:
    assert all((PACKAGE / name).exists() for name in JOINED_PATHS)


CLOCKS: Final = {"today", "now", "utcnow", "time", "monotonic", "localtime"}


@sources
def test_rules_and_models_ask_no_clock_but_for_births_in_the_future(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    asked = {
        node.func.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    }
    if not where.startswith("cli/"):
        assert asked == ({"now"} if where == "models/person.py" else set())
