"""What the lines of worksheets cite and on which readings they rely, for every rule under every policy."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import RULES, Policy, lines, load_policy, strategies
from rural_revitalization.catalogue import PLACE_RULES
from rural_revitalization.citing import bearing_on, may_rest_on
from rural_revitalization.fields import specs
from rural_revitalization.wording import LANGUAGES, phrase

SOURCES: Final = Path(__file__).parents[3] / "shared" / "policy" / "sources"
SOME: Final = (settings.default or settings()).max_examples // 5
POLICIES: Final = [
    load_policy(jurisdiction, on=date(year, 6, 1))
    for jurisdiction, year in (("hunan", 2018), ("hunan", 2022), ("yiyang", 2022), ("guizhou", 2022))
]
ELSEWHERE: Final = {
    "hunan": ("Guizhou", "贵州", "Yiyang", "益阳"),
    "yiyang": ("Guizhou", "贵州"),
    "guizhou": ("Hunan", "湖南", "Yiyang", "益阳"),
}
"""Places whose documents are not in force in a jurisdiction."""
NOT_APPLICABLE: Final = phrase("not_applicable", "en")
QUOTED: Final = re.compile("“(.+?)”")

every_rule = pytest.mark.parametrize("rule", [*RULES, *PLACE_RULES], ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])


@cache
def text_of(policy: Policy) -> str:
    """The documents of a policy without spaces, as a line of text."""
    files = (SOURCES / f"{document}.txt" for document in policy.documents)
    return re.sub(r"\s", "", "".join(file.read_text(encoding="utf-8") for file in files if file.exists()))


def readings(rule: ModuleType, policy: Policy, facts: Any, lang: Any) -> set[str]:
    """The readings that the worksheet of a case prints."""
    return {line.reading for line in lines(rule.compute(facts, policy.terms(rule)), lang) if line.reading}


@every_rule
@settings(max_examples=SOME)
@given(data=st.data())
def test_no_reading_names_another_jurisdiction(rule: Any, data: st.DataObject) -> None:
    facts = data.draw(strategies.facts(rule))
    for policy in POLICIES:
        for lang in LANGUAGES:
            for text in readings(rule, policy, facts, lang):
                assert not [place for place in ELSEWHERE[policy.jurisdiction] if place in text], text


@pytest.mark.skipif(not SOURCES.exists(), reason="the documents are not at hand")
@every_rule
@settings(max_examples=SOME)
@given(data=st.data())
def test_what_a_reading_quotes_stands_in_a_document_in_force(rule: Any, data: st.DataObject) -> None:
    facts = data.draw(strategies.facts(rule))
    for policy in POLICIES:
        for text in readings(rule, policy, facts, "zh"):
            assert all(words in text_of(policy) for words in QUOTED.findall(text)), text


@every_rule
@settings(max_examples=SOME)
@given(data=st.data())
def test_a_line_cites_a_section_or_says_why_it_does_not(rule: Any, data: st.DataObject) -> None:
    facts = data.draw(strategies.facts(rule))
    for policy in POLICIES:
        worksheet = rule.compute(facts, policy.terms(rule))
        worked = lines(worksheet)[-len(specs(rule.Worksheet)) :]
        for line in worked:
            explained = [
                bool(line.sources),
                bool(line.wanting),
                line.uncited is not None,
                line.figure == NOT_APPLICABLE,
            ]
            assert any(explained), line.name
            assert not (line.sources and line.uncited), line.name
            if line.uncited is not None and "not provided for" in line.uncited:
                # Some figure is wanting, and the line is what it is whoever it is about.
                assert set(may_rest_on(rule.RULE)[line.name]) - set(worksheet.terms.cited), line.name
                assert line.value == getattr(rule.compute(rule.Facts(), worksheet.terms), line.name), line.name


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: f"{policy.jurisdiction}-{policy.on.year}")
def test_a_worksheet_cites_every_document_that_states_figures_of_its_rule(policy: Policy) -> None:
    for rule in (*RULES, *PLACE_RULES):
        terms = policy.terms(rule)
        stated = {figure.document for figure in terms.cited.values()}
        could = bearing_on(rule.compute(rule.Facts(), terms))
        assert {terms.cited[name].document for line in could.values() for name in line.figures} == stated, rule.__name__
