"""The laws that every rule keeps, tried on one drawing of its facts and terms: drawing takes longer than computing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from many import ROWS, Many, cell, row_of, same
from rule_drawings import Drawn, drawings, every_rule, is_open, name_of, open_fields
from rural_revitalization import (
    NO_CEILING,
    RULES,
    Policy,
    Unknown,
    blockers,
    explain,
    lines,
    load_policy,
    missing,
    not_stated,
    strategies,
)
from rural_revitalization.algebra import UNSET, Band, Schedule, is_set, otherwise
from rural_revitalization.algebra.traced import Traced, names_of
from rural_revitalization.citing import may_rest_on, needed_facts, rests_on
from rural_revitalization.fields import comparable, evolve_unchecked, figure_of, specs
from rural_revitalization.loading import policy_with
from rural_revitalization.policy.register import source_of
from rural_revitalization.wording import LANGUAGES, phrase
from rural_revitalization.worksheets import outcome

Law: TypeAlias = Callable[[Drawn], None]
Hostile: TypeAlias = Callable[[Callable[[], Any]], Iterator[Any]]
NOT_APPLICABLE: Final = tuple(phrase("not_applicable", lang) for lang in LANGUAGES)
LAWS: Final[list[Law]] = []
SOME: Final = (settings.default or settings()).max_examples // 5


def law(tried: Law) -> Law:
    """A law that is tried on every drawing."""
    LAWS.append(tried)
    return tried


@every_rule
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_rule_keeps_every_law(rule: Any, hostile: Hostile, data: st.DataObject) -> None:
    drawn = data.draw(drawings(rule))
    for tried in LAWS:
        tried(drawn)
    worksheet = rule.compute(drawn.open_facts, drawn.open_terms)
    for result in hostile(lambda: rule.compute(drawn.open_facts, drawn.open_terms)):
        assert repr(result) == repr(worksheet)


# -- what is not known ------------------------------------------------------------------------------------


def assert_still_stands(before: Any, after: Any) -> None:
    """Every line of a worksheet is still right, and no wider, once more is known."""
    for name in specs(type(before)):
        value, known = getattr(before, name), getattr(after, name)
        assert value.holds(known) if isinstance(value, Unknown) else value == known, name


@law
def no_filling_of_missing_facts_overturns_a_line(drawn: Drawn) -> None:
    for terms in (drawn.open_terms, drawn.terms):
        assert_still_stands(*(drawn.rule.compute(facts, terms) for facts in (drawn.open_facts, drawn.facts)))


@law
def no_figure_stated_later_overturns_a_line(drawn: Drawn) -> None:
    for facts in (drawn.open_facts, drawn.facts):
        assert_still_stands(*(drawn.rule.compute(facts, terms) for terms in (drawn.open_terms, drawn.terms)))


@every_rule
@settings(max_examples=SOME)
@given(data=st.data())
def test_fillings_leave_nothing_open_and_lie_within_what_was(rule: Any, data: st.DataObject) -> None:
    for part in (data.draw(strategies.facts(rule)), data.draw(strategies.terms(rule, open_figures=True))):
        filled = data.draw(strategies.fillings(part))
        assert not open_fields(filled)
        for name in specs(type(part)):
            value, found = getattr(part, name), getattr(filled, name)
            assert is_open(value) or comparable(found) == comparable(value)
            if isinstance(value, Unknown) and not isinstance(found, Schedule):
                assert found is NO_CEILING or value.holds(found)


@law
def nothing_is_missing_where_all_is_recorded(drawn: Drawn) -> None:
    worksheet = drawn.rule.compute(drawn.facts, drawn.terms)
    assert missing(worksheet) == ()
    assert not open_fields(worksheet)


@law
def what_is_missing_is_among_the_unrecorded(drawn: Drawn) -> None:
    declared = specs(drawn.rule.Terms)
    figures = (figure_of(name_of(drawn.rule), name, declared[name]) for name in open_fields(drawn.open_terms))
    names = [*open_fields(drawn.open_facts), *figures]
    found = missing(drawn.rule.compute(drawn.open_facts, drawn.open_terms))
    assert found == tuple(name for name in names if name in found)


@law
def a_fact_that_is_not_asked_for_changes_no_answer(drawn: Drawn) -> None:
    declared = specs(drawn.rule.Worksheet)
    line = drawn.random.choice([None, *declared])
    asked_for = needed_facts(drawn.rule, drawn.open_terms, None if line is None else [line])
    others = {name: getattr(drawn.other_facts, name) for name in specs(drawn.rule.Facts) if name not in asked_for}
    answers = [name for name, spec in declared.items() if spec.answer] if line is None else [line]
    one = drawn.rule.compute(drawn.open_facts, drawn.open_terms)
    # What is not asked for may be anything, even more than a whole that it is part of.
    other = drawn.rule.compute(evolve_unchecked(drawn.open_facts, **others), drawn.open_terms)
    assert_same_lines(one, other, answers)


def assert_same_lines(one: Any, other: Any, names: list[str]) -> None:
    """Some lines of two worksheets are written alike: a range equals nothing, and not even itself."""
    for name in names:
        assert repr(getattr(one, name)) == repr(getattr(other, name)), name


@law
def an_answer_that_no_document_asks_for_is_open_for_want_of_that_alone(drawn: Drawn) -> None:
    rule = drawn.rule.RULE
    if rule.stated is not None:
        spec = specs(rule.terms)[rule.stated]
        figure = figure_of(rule.name, rule.stated, spec)
        answer = rule.line(
            rule.compute(drawn.open_facts, attrs.evolve(drawn.terms, **{rule.stated: spec.not_stated(figure)}))
        )
        assert isinstance(answer, Unknown)
        assert answer.facts == {figure}


@law
def every_line_can_be_explained_whatever_is_missing(drawn: Drawn) -> None:
    worksheet = drawn.rule.compute(drawn.open_facts, drawn.open_terms)
    lang = drawn.random.choice(LANGUAGES)
    told = lines(worksheet, lang)
    recorded = len(told) - len(specs(drawn.rule.Worksheet))
    assert explain(worksheet, lang) == tuple(str(item) for item in told)
    assert not any(item.wanting or item.sources for item in told[:recorded])
    for item in told[recorded:]:
        assert str(item).startswith(item.label)
        applies = item.figure not in NOT_APPLICABLE
        assert bool(item.wanting) is (isinstance(item.value, Unknown) and applies)
        # By hand no figure is cited, and of what the rule carries out without one, all that it names for the line.
        assert item.figures == ()
        named = (key for key, of in drawn.rule.RULE.register.items() if item.name in of)
        assert set(item.sources) == ({str(source_of(key)) for key in named} if applies else set())
    assert set(not_stated(worksheet)) <= set(missing(worksheet))
    assert not (blockers(worksheet) and missing(worksheet, of=outcome(worksheet)))


# -- operands of other kinds ------------------------------------------------------------------------------


@law
def columns_give_every_row_its_worksheet(drawn: Drawn) -> None:
    facts = in_columns((drawn.open_facts, drawn.facts, narrowed(drawn)), drawn)
    terms = in_columns((drawn.open_terms, drawn.terms, drawn.other_terms), drawn)
    columns = drawn.rule.compute(facts, terms)
    for row in range(ROWS):
        alone = drawn.rule.compute(row_of(facts, row), row_of(terms, row))
        for name in specs(drawn.rule.Worksheet):
            in_column, by_itself = cell(getattr(columns, name), row), getattr(alone, name)
            assert same(in_column, by_itself), name


def narrowed(drawn: Drawn) -> Any:
    """Facts of which each is known to lie between two that were drawn."""
    ranges = {}
    for name, spec in specs(drawn.rule.Facts).items():
        one, other = getattr(drawn.facts, name), getattr(drawn.other_facts, name)
        if spec.kind.name == "truth" or isinstance(other, Unknown) or NO_CEILING in (one, other) or one == other:
            continue
        ranges[name] = Unknown(min(one, other), max(one, other), {name})
    return attrs.evolve(drawn.facts, **ranges)


def in_columns(rows: tuple[Any, ...], drawn: Drawn) -> Any:
    """Facts or terms of which some are columns; what is no operand, is left out or has bands is the same for all."""
    first, random = rows[0], drawn.random
    columns = {}
    for name, spec in specs(type(first)).items():
        cells = [getattr(row, name) for row in rows]
        alike = not spec.kind.operand or any(value is UNSET or isinstance(value, Schedule) for value in cells)
        columns[name] = random.choice(cells) if alike or random.random() < ONE_FOR_ALL else Many(cells)
    return attrs.evolve(first, **columns)


ONE_FOR_ALL: Final = 0.3


@every_rule
def test_a_rule_over_columns_alone_answers_in_columns(rule: Any) -> None:
    columns = {name: Many([spec.unknown(name)] * ROWS) for name, spec in specs(rule.Facts).items()}
    worksheet = rule.compute(rule.Facts(**columns), rule.Terms())
    assert all(is_set(column) is True and otherwise(column, NO_CEILING) is column for column in columns.values())
    answers = [name for name, spec in specs(rule.Worksheet).items() if spec.answer]
    assert answers
    assert all(isinstance(getattr(worksheet, name), Many) for name in answers)


def traced(part: Any) -> Any:
    """Facts or terms of which each value carries its name; what was left out stays so."""
    again = copy(part)
    for name in specs(type(part)):
        object.__setattr__(again, name, _traced(getattr(part, name), frozenset({name})))
    return again


def _traced(value: Any, names: frozenset[str]) -> Any:
    if value is UNSET or value is None:
        return value
    if isinstance(value, Schedule):
        return attrs.evolve(value, bands=[Band(band.up_to, Traced(band.rate, names)) for band in value.bands])
    return tuple(_traced(step, names) for step in value) if isinstance(value, tuple) else Traced(value, names)


def untraced(result: Any) -> Any:
    """A result without the names it carries."""
    return result.value if isinstance(result, Traced) else result


@law
def names_that_are_carried_change_no_line(drawn: Drawn) -> None:
    facts, terms, rule = drawn.open_facts, drawn.open_terms, drawn.rule
    plain = rule.compute(facts, terms)
    for of_facts, of_terms in ((facts, traced(terms)), (traced(facts), terms), (traced(facts), traced(terms))):
        worksheet = rule.compute(of_facts, of_terms)
        for line in specs(rule.Worksheet):
            result = getattr(worksheet, line)
            assert repr(untraced(result)) == repr(getattr(plain, line)), line
            assert names_of(result) <= {*specs(rule.Facts), *specs(rule.Terms)}


@law
def a_figure_that_a_line_does_not_name_does_not_bear_on_it(drawn: Drawn) -> None:
    terms, other, rule = drawn.open_terms, drawn.other_terms, drawn.rule
    plain, named = (rule.compute(drawn.open_facts, of) for of in (terms, traced(terms)))
    # What was left out carries no name: that it was is no figure.
    stated = {name for name in specs(rule.Terms) if not any(getattr(of, name) is UNSET for of in (terms, other))}
    lines_by_silent = dict[frozenset[str], list[str]]()
    for line in specs(rule.Worksheet):
        lines_by_silent.setdefault(frozenset(stated - names_of(getattr(named, line))), []).append(line)
    for silent, of_lines in lines_by_silent.items():
        mixed = copy(terms)
        for name in silent:
            object.__setattr__(mixed, name, getattr(other, name))
        assert_same_lines(plain, rule.compute(drawn.open_facts, mixed), of_lines)


# -- what a line rests on ---------------------------------------------------------------------------------

IN_2022 = date(2022, 6, 1)
SHIPPED = [
    load_policy(jurisdiction, on=on, practice=practice)
    for jurisdiction, on in (("hunan", date(2018, 6, 1)), ("hunan", IN_2022), ("yiyang", IN_2022), ("guizhou", IN_2022))
    for practice in (True, False)
]
NOTICE = """
[document]
id = "county-notice"
title = "A county's notice"
from = 2022-01-01
until = 2022-12-31
"""
OWN = "contribution_subsidy.partial_rate"
HALF = Decimal("0.5")
VALUES = {
    "money": "1000",
    "ceiling": "1000",
    "count": "3",
    "truth": "true",
    "date": "2025-12-31",
    "shares": "[0.5, 0]",
    "sums": "[{contribution = 100, sum = 50}]",
}


def with_notice(jurisdiction: str) -> Policy:
    """What a county is left with whose notice states all that the documents leave to it, and a share of its own."""
    bare = load_policy(jurisdiction, on=IN_2022, practice=False)
    left = [
        f"[{rule.RULE.name}.{name}]\nvalue = {VALUES.get(spec.kind.name) or max(HALF, spec.low)}\nsection = '三'\n"
        for rule in RULES
        for name, spec in specs(rule.Terms).items()
        if spec.figure is None and (name not in bare.terms(rule).cited or f"{rule.RULE.name}.{name}" == OWN)
    ]
    text = NOTICE + "\n".join(left)
    return policy_with(jurisdiction, IN_2022, [(text, "county-notice.toml")], practice=False)


POLICIES = [*SHIPPED, with_notice("hunan"), with_notice("guizhou")]
MAY_REST_ON = {rule: may_rest_on(rule.RULE) for rule in RULES}


@law
def no_figure_changes_a_line_that_does_not_cite_it(drawn: Drawn) -> None:
    rule, stated = drawn.rule, drawn.random.choice(POLICIES).terms(drawn.rule)
    worksheet = rule.compute(drawn.open_facts, stated)
    resting = rests_on(worksheet)
    for term in stated.cited:
        other = getattr(drawn.terms, term)
        if other is UNSET:  # to leave a figure out is not to state another
            continue
        changed = rule.compute(drawn.open_facts, attrs.evolve(stated, **{term: other}))
        for name in specs(rule.Worksheet):
            if term not in resting[name]:
                assert comparable(getattr(changed, name)) == comparable(getattr(worksheet, name)), (term, name)


@law
def a_line_cites_stated_figures_alone_of_those_it_may_ever_rest_on(drawn: Drawn) -> None:
    rule, policy = drawn.rule, drawn.random.choice(POLICIES)
    worksheet = rule.compute(drawn.open_facts, policy.terms(rule))
    may, registered = MAY_REST_ON[rule], {str(source_of(key)) for key in rule.RULE.register}
    for line in lines(worksheet)[-len(specs(rule.Worksheet)) :]:
        assert {figure.name.partition(".")[2] for figure in line.figures} <= set(may[line.name])
        assert all(policy.figure(figure.name) is figure for figure in line.figures)
        of_figures = [str(figure) for figure in line.figures]
        if of_figures:
            assert line.sources == tuple(dict.fromkeys(of_figures))
        else:
            # Nothing but what the rule names for the line, in documents that were looked in.
            stated = {str(figure) for figure in worksheet.terms.cited.values()}
            assert set(line.sources) <= registered | stated
        assert {source.split(" ", 1)[0] for source in line.sources} <= set(policy.documents)


@every_rule
def test_every_figure_may_tell_somewhere(rule: Any) -> None:
    assert set(MAY_REST_ON[rule]) == set(specs(rule.Worksheet))
    assert {term for of_line in MAY_REST_ON[rule].values() for term in of_line} == set(specs(rule.Terms))
