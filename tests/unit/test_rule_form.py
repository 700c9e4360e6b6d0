"""The form of a rule: one expression that every kind of operand understands, cited, and without binary fractions."""

from __future__ import annotations

import ast
import csv
import inspect
import textwrap
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

import rural_revitalization
from rural_revitalization import RULES, algebra, cases
from rural_revitalization.algebra.operand import OPERATIONS
from rural_revitalization.assessment import Period
from rural_revitalization.cases import place_of
from rural_revitalization.catalogue import DECLARED, EVERY_RULE, LAYERS, PLACE_RULES, coverage
from rural_revitalization.citing import may_rest_on
from rural_revitalization.fields import specs
from rural_revitalization.models import Household, Person
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.policy.register import register_index
from rural_revitalization.rules.form import Rule
from rural_revitalization.rules.medical import serious_illness

PACKAGE = Path(rural_revitalization.__file__).parent
ROOT = Path(__file__).parents[2]
REGISTER = ROOT.parent / "shared" / "policy" / "register.csv"

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
every_rule = pytest.mark.parametrize("rule", [*RULES, *PLACE_RULES], ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])

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
    """What a function is called with, and of each class or rank what it consists of."""
    for argument in call.args:
        yield from _parts(argument) if name in ("by_class", "by_rank") else [argument]


def _parts(argument: ast.expr) -> Iterator[ast.expr]:
    if isinstance(argument, ast.Tuple):
        for part in argument.elts:
            yield from _parts(part)
    else:
        yield argument


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
        ["a = banded(facts.a, facts.b, terms.rate, uplift=terms.c, ceiling=NO_CEILING)", RETURN],
        ["a = maximum(facts.days - terms.days, 0)", RETURN],
        ["a = by_class(facts.a, (facts.b, terms.c, terms.rate), ceiling=facts.d)", RETURN],
        ["a = by_rank(facts.a, (terms.rate, (facts.b, terms.c, terms.d)))", RETURN],
        ["a = facts.a & is_set(terms.b)", RETURN],
        ["a = otherwise(terms.a, ZERO)", "b = otherwise(terms.b, NO_SHARE)", RETURN],
        ["a = stepped(facts.a, otherwise(terms.a, WHOLE))", RETURN],
        ["a = facts.year > otherwise(year_of(terms.until), 0)", RETURN],
        ["a = when(facts.a, NO, facts.b)", "b = otherwise(terms.b, NOTHING)", RETURN],
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
        "a = by_class(facts.a, (facts.b, 1, terms.rate), ceiling=facts.d)",
        "a = by_rank(facts.a, (terms.rate, (facts.b, 1, terms.d)))",
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
        "a = Schedule(facts.a, measured_on=facts.b)",
        "a = Unset()",
        "a = recorded(facts.a)",
        "a = given(facts.a, facts.b)",
        "a = cases.recorded(facts.a)",
        "a = when(recorded(facts.a), facts.a, facts.b)",
        "a = facts.a.recorded",
        "a = facts.a.open_truth",
        "a = facts.a.among(terms.b)",
        "a = terms.a.is_set",
        "a = terms.a.otherwise(ZERO)",
        "a = terms.until.year",
        "a = terms.a is UNSET",
        "a = terms.a == UNSET",
        "a = otherwise(terms.a, 1)",
        "a = otherwise(terms.a, None)",
        "a = terms.a or ZERO",
        "a = year_of('2025-12-31')",
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


@rules
def test_every_figure_a_document_states_is_used_and_no_other(rule: ModuleType) -> None:
    assert asked_of("terms", compute_node(rule)) == set(specs(rule.Terms))


@rules
def test_compute_does_not_ask_what_is_recorded(rule: ModuleType) -> None:
    used = {item.id for item in ast.walk(compute_node(rule)) if isinstance(item, ast.Name)}
    assert not used & {"recorded", "given", "cases", "case"}
    assert not {"recorded", "given"} & {*FUNCTIONS, *CONSTANTS}


@every_rule
def test_every_line_of_the_worksheet_is_worked_out(rule: ModuleType) -> None:
    last = compute_node(rule).body[-1]
    assert isinstance(last, ast.Return)
    assert isinstance(last.value, ast.Call)
    assert {item.arg for item in last.value.keywords} == {"facts", "terms", *specs(rule.Worksheet)}


@every_rule
def test_every_term_is_cited_by_some_line_and_every_citation_is_a_term(rule: ModuleType) -> None:
    resting = may_rest_on(rule.RULE)
    assert list(resting) == list(specs(rule.Worksheet))
    assert {term for terms in resting.values() for term in terms} == set(specs(rule.Terms))
    order = list(specs(rule.Terms))
    for terms in resting.values():
        assert list(terms) == sorted(set(terms), key=order.index)


@rules
def test_a_worksheet_ends_in_an_answer_and_a_decision_in_criteria_of_its_own(rule: ModuleType) -> None:
    declared = specs(rule.Worksheet)
    answers = [name for name, spec in declared.items() if spec.answer]
    assert answers
    for name, spec in declared.items():
        assert set(spec.criteria) <= set(declared) - {name}
        assert all(declared[criterion].kind.name == "truth" for criterion in spec.criteria)
        # Beside what a rule pays, a decision is a line among others, and no answer.
        assert not spec.criteria or answers == [name] or (rule.RULE.pays and not spec.answer)
    assert sum(bool(spec.criteria) for spec in declared.values()) <= 1


@rules
def test_every_rule_has_the_same_parts(rule: ModuleType) -> None:
    for name in ("Facts", "Terms", "Worksheet", "compute", "RULE"):
        assert hasattr(rule, name)
    assert issubclass(rule.Facts, cases.CaseFacts)
    assert callable(rule.Facts.of)
    for part in (rule.Facts, rule.Terms, rule.Worksheet, rule.compute, rule.Facts.of):
        assert (part.__doc__ or "").strip()


@rules
def test_a_rule_says_what_it_is_in_both_languages(rule: ModuleType) -> None:
    text = rule.__doc__ or ""
    title = text.split("\n", 1)[0]
    assert chinese(title)
    for section in ("Whom:", "Readings:", ">>> "):
        assert section in text
    declared: Rule[Any, Any, Any] = rule.RULE
    for english, zh in ((declared.label, declared.zh), (declared.heading.label, declared.heading.zh)):
        assert english.strip()
        assert not chinese(english)
        assert chinese(zh)


def chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


# Net income is national practice alone: no document defines it.
WITHOUT_A_DOCUMENT: Final = {"net_income", "single_person_allowance"}


@rules
def test_a_rule_comes_from_documents_that_there_are_each_named_once(rule: ModuleType) -> None:
    declared, name = rule.RULE, rule.RULE.name
    every = [figure for pack in shipped_packs().values() for figure in pack.figures.values()]
    figures = [figure for figure in every if figure.name.startswith(f"{name}.")]
    registers = {figure.register for figure in figures if figure.register}
    # What a figure cites need not be said again by the rule.
    assert not registers & set(declared.register)
    of_another = [spec.figure for spec in specs(declared.terms).values() if spec.figure]
    assert bool(figures or of_another or declared.register) is (name not in WITHOUT_A_DOCUMENT)
    for register in {*registers, *declared.register}:
        source = register_index()[register]
        assert source.document in shipped_packs()
        assert source.section.strip()
        place, _, year = source.document.split("-")
        assert source.register == register
        assert register.startswith(f"{place}-{year}/")


# -- what a rule declares -----------------------------------------------------------------------------------------

# The kind of value that each annotation stands for, written out a second time.
FACTS_AND_TERMS: Final = {
    "MoneyFact": "money",
    "CeilingFact": "ceiling",
    "AreaFact": "area",
    "RateFact": "rate",
    "CountFact": "count",
    "TruthFact": "truth",
    "DayFact": "date",
    "ScheduleFact": "schedule",
    "SharesFact": "shares",
    "SumsFact": "sums",
}
LINES: Final = {
    "Amount": "money",
    "Area": "area",
    "Rate": "rate",
    "Number": "count",
    "Truth": "truth",
    "Ceiling": "ceiling",
}


def annotated(part: type[Any], kinds: dict[str, str]) -> dict[str, str]:
    """The kind of value that each declared field of a class is annotated as."""
    return {name: kinds[str(part.__annotations__[name])] for name in specs(part)}


@rules
def test_annotations_are_of_the_kind_that_is_declared(rule: ModuleType) -> None:
    for part, kinds in ((rule.Facts, FACTS_AND_TERMS), (rule.Terms, FACTS_AND_TERMS), (rule.Worksheet, LINES)):
        assert annotated(part, kinds) == {name: spec.kind.name for name, spec in specs(part).items()}


@rules
def test_annotations_are_of_the_kind_of_what_a_fact_is_drawn_from(rule: ModuleType) -> None:
    kinds, origins = annotated(rule.Facts, FACTS_AND_TERMS), cases.origins_of(rule.Facts)
    assert origins or rule.RULE.about == "enterprise"
    for name, origin in origins.items():
        drawn, fact = place_of(origin).spec, specs(rule.Facts)[name]
        assert drawn.kind.name == kinds[name]
        assert (drawn.unit, drawn.unit_zh, drawn.high) == (fact.unit, fact.unit_zh, fact.high)
        assert fact.low == drawn.low


# Facts that no record has: what other layers paid of a bill or left of a year, and what only an applicant can say.
GIVEN: Final = {
    "medical_assistance": {"in_scope_cost"},
    "tilted_assistance": {"in_scope_cost"},
    "settlement": {"basic_paid", "serious_illness_paid", "assistance_paid", "tilted_paid"},
    "small_loan": {"older_balance"},
    "enterprise_grants": {
        *("national_incubator", "provincial_incubator", "granted_before", "provincial_park", "in_poor_area"),
        *("hires_for_named_industry", "talent_grade_amount"),
    },
}


@rules
def test_facts_that_are_not_drawn_are_given(rule: ModuleType) -> None:
    name = rule.RULE.name
    assert set(specs(rule.Facts)) - set(rule.RULE.origins) == GIVEN.get(name, set())
    assert dict(rule.RULE.origins) == cases.origins_of(rule.Facts)


@rules
def test_facts_are_drawn_from_the_case_a_rule_is_about_or_what_it_is_part_of(rule: ModuleType) -> None:
    within = {
        "county": {"local"},
        "enterprise": set(),
        "household": {"household", "local"},
        "person": {"person", "household", "local"},
        "bill": {"bill", "person", "household", "local"},
        "loan": {"loan", "household", "local"},
    }
    declared: Rule[Any, Any, Any] = rule.RULE
    allowed = within[declared.about]
    if declared.about == "county":
        allowed = allowed | {"bill", "household"}
    assert {place.about for place in declared.asks} <= allowed


@rules
def test_a_declaration_names_the_parts_of_its_module(rule: ModuleType) -> None:
    declared: Rule[Any, Any, Any] = rule.RULE
    assert isinstance(declared, Rule)
    assert declared.module is rule
    assert declared.name == rule.__name__.rsplit(".", 1)[-1]
    assert DECLARED[declared.name] is declared
    assert (declared.facts, declared.terms, declared.worksheet, declared.compute) == (
        rule.Facts,
        rule.Terms,
        rule.Worksheet,
        rule.compute,
    )


@rules
def test_a_declaration_ends_in_one_answer(rule: ModuleType) -> None:
    declared: Rule[Any, Any, Any] = rule.RULE
    spec = specs(rule.Worksheet)[declared.answer]
    assert spec.answer
    assert declared.answer_spec is spec
    ends = [declared.pays, declared.decides, declared.works_out]
    assert sum(ends) <= 1
    assert declared.finds is any(ends)
    assert declared.finds or declared.completes
    assert not declared.pays or spec.kind.name == "money"
    assert declared.decides is bool(spec.criteria) or not declared.decides
    assert not declared.decides or spec.kind.name == "truth"
    assert not declared.works_out or spec.kind.name in ("money", "rate")


@rules
def test_a_declaration_names_lines_and_facts_that_there_are(rule: ModuleType) -> None:
    declared: Rule[Any, Any, Any] = rule.RULE
    facts, lines = specs(rule.Facts), specs(rule.Worksheet)
    assert declared.where is None or lines[declared.where].kind.name == "truth"
    assert (declared.takes is None) is (declared.leaves is None)
    if declared.takes is not None and declared.leaves is not None:
        assert facts[declared.takes].kind.name == lines[declared.leaves].kind.name == "money"
        assert facts[declared.takes].unit == lines[declared.leaves].unit.removesuffix(" per year")
    for origin, line in declared.completes.items():
        assert lines[line].kind.name == place_of(origin).spec.kind.name
    for origin in declared.needs:
        assert place_of(origin) in declared.asks


@rules
def test_what_a_rule_carries_out_is_in_the_register_and_rests_on_lines_there_are(rule: ModuleType) -> None:
    for register, lines in rule.RULE.register.items():
        assert register in register_index()
        assert lines
        assert len(set(lines)) == len(lines)
        assert set(lines) <= set(specs(rule.Worksheet))
        assert f"rules.{rule.RULE.name}" in coverage()[register]


def test_what_is_paid_is_paid_by_the_month_by_the_year_or_once() -> None:
    periods = {rule.name: Period.of(rule.unit) for rule in DECLARED.values() if rule.pays}
    assert {name for name, period in periods.items() if period is Period.ONCE} == {"certificate_grant"}
    assert set(periods.values()) == set(Period)


def test_rules_are_listed_once_and_by_name() -> None:
    assert list(DECLARED) == [rule.__name__.rsplit(".", 1)[-1] for rule in RULES]
    assert len(set(DECLARED)) == len(RULES)
    folder = PACKAGE / "rules"
    modules = {path.stem for path in folder.glob("*/*.py")} - {"__init__", "headings"}
    assert set(EVERY_RULE) == modules
    assert list(EVERY_RULE) == [*DECLARED, *(rule.RULE.name for rule in PLACE_RULES)]


def test_layers_of_a_chain_are_listed_in_their_order() -> None:
    chain = ["serious_illness", "medical_assistance", "tilted_assistance"]
    assert [layer.name for layer in LAYERS] == chain
    positions = [list(DECLARED).index(name) for name in ["basic_insurance", *chain, "settlement"]]
    assert positions == sorted(positions)
    assert [(layer.takes, layer.leaves) for layer in LAYERS] == [("in_scope_cost", "own_payment")] * 3
    assert all(layer.about == "person" for layer in LAYERS)
    # The first layer has a cost of its own; the others have none but what the layer before left.
    assert ["in_scope_cost" in layer.origins for layer in LAYERS] == [True, False, False]


def test_where_one_rule_stands_for_a_record_it_comes_before_those_that_draw_on_it() -> None:
    names = list(DECLARED)
    for name, declared in DECLARED.items():
        completed = {place_of(origin) for origin in declared.completes}
        for other, drawing in DECLARED.items():
            if other != name and completed & set(map(place_of, drawing.origins.values())):
                assert names.index(name) < names.index(other), (name, other)


def test_a_declaration_whose_parts_do_not_exist_cannot_be_written() -> None:
    worksheet: Any = serious_illness.Worksheet
    with pytest.raises(AttributeError):
        _ = worksheet.no_such_line
    facts: Any = serious_illness.Facts
    with pytest.raises(AttributeError):
        _ = facts.no_such_fact


def test_facts_of_a_case_take_no_misspelt_name() -> None:
    rule: Any = serious_illness
    person = Person(id="1-1")
    household = Household(id="1", members=[person])
    case = cases.Case(household=household, local=rural_revitalization.LocalFigures(year=2022), on=date(2022, 6, 1)).of(
        person
    )
    with pytest.raises(rural_revitalization.InvalidInput) as raised:
        rule.Facts.of(case, in_scope_costs=1, ceilling=2)
    assert raised.value.about == "Facts"
    assert [mismatch.path for mismatch in raised.value.mismatches] == ["in_scope_costs", "ceilling"]
    assert all("in_scope_cost" in mismatch.expected for mismatch in raised.value.mismatches)
    assert rule.Facts.of(case, in_scope_cost="5").in_scope_cost == 5
    with pytest.raises(rural_revitalization.InvalidInput):
        rule.Facts.of(case, in_scope_cost=-5)


def test_operations_on_operands_are_those_that_every_kind_of_operand_implements() -> None:
    named = {"when", "split", "per_head", "prorated", "minimum", "maximum", "not_", "one_of", "times", "banded"}
    assert set(OPERATIONS) == named | {"both", "either", "plus", "minus", "below", "at_most"}
    assert named <= FUNCTIONS


# -- the register -----------------------------------------------------------------------------------------------


@cache
def register() -> dict[str, dict[str, str]]:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@rules
def test_the_sources_of_a_rule_are_sections_of_the_register(rule: ModuleType) -> None:
    for key in rule.RULE.register:
        row, source = register().get(key), register_index()[key]
        assert row is not None, key
        assert (row["document"], row["locator"]) == (source.document, source.section)


def test_the_index_of_the_register_is_the_register() -> None:
    assert {key: (source.document, source.section) for key, source in register_index().items()} == {
        key: (row["document"], row["locator"]) for key, row in register().items()
    }
    assert list(register_index()) == list(register())
    assert all(source.register == key for key, source in register_index().items())


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
JOINED_PATHS: Final = {
    "assessment/holders.py": 1,
    "frames/sample/random_draws.py": 1,
    "policy/pack.py": 1,
    "policy/register.py": 1,
    "wording/words.py": 1,
}

sources = pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# Cells of a workbook, read or written, may be binary fractions: their type names them, once.
NAMED_TYPES: Final = {"cli/workbooks.py": 1, "registers/cells.py": 1}


@sources
def test_no_binary_fraction_is_written_or_made(path: Path) -> None:
    named = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and node.id == "float"]
    assert len(named) == NAMED_TYPES.get(path.relative_to(PACKAGE).as_posix(), 0), named
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), node.lineno
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
def test_nothing_but_the_command_line_asks_a_clock(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    asked = {
        node.func.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    }
    if not where.startswith("cli/"):
        assert asked == set()


def test_a_declaration_is_shown_by_the_name_of_its_rule() -> None:
    assert repr(serious_illness.RULE) == "<rule serious_illness>"
