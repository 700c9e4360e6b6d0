"""The last plan carried on after its period, which everything then says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rural_revitalization as rr
from rural_revitalization.rules.allowance import gradual_exit
from rural_revitalization.rules.medical import contribution_subsidy

LATER = date(2026, 3, 1)
ENGLISH, CHINESE = "carried on after its period, ended on 2025-12-31", "2025-12-31期满后延续适用"


def assessed(policy: rr.Policy, on: date = LATER) -> rr.Assessment:
    always = [rr.Spell(since=date(2020, 1, 1))]
    person = rr.Person(id="1-1", insured=True, orphan=always, extreme_poverty=always, diagnoses=[])
    figures = {"insurance_contribution": 400}
    local = rr.LocalFigures(year=on.year, sources=dict.fromkeys(figures, "made up"), **figures)  # type: ignore[arg-type]
    return rr.assess(rr.Household(id="1", members=[person], exited=True), policy, local, on=on)


@pytest.mark.parametrize(
    ("jurisdiction", "documents"),
    [
        ("hunan", ("hunan-14fyp-2021", "national-practice")),
        ("yiyang", ("yiyang-14fyp-2021", "hunan-14fyp-2021", "national-practice")),
        ("guizhou", ("guizhou-14fyp-2021", "national-practice")),
    ],
)
def test_the_documents_of_the_last_day_are_carried_on(jurisdiction: str, documents: tuple[str, ...]) -> None:
    ended = date(2025, 12, 31)
    policy = rr.load_policy(jurisdiction, on=LATER, carry=True)
    before = rr.load_policy(jurisdiction, on=ended)
    assert policy.documents == before.documents == documents
    assert policy.carried_on == dict.fromkeys(documents, ended)
    assert before.carried_on == {}
    assert [(item.name, item.value) for item in policy.figures()] == [
        (item.name, item.value) for item in before.figures()
    ]
    for figure in policy.figures():
        assert ENGLISH in str(figure)
        assert CHINESE in str(figure)
    assert rr.load_policy(jurisdiction, on=LATER, carry=True, practice=False).documents == documents[:-1]


def test_only_the_last_plan_is_carried_and_none_backward() -> None:
    with pytest.raises(rr.OutsidePeriod) as caught:
        rr.load_policy("hunan", on=date(2015, 12, 31), carry=True)
    assert max(last for _, _, last in caught.value.periods) == date(2025, 12, 31)
    with pytest.raises(rr.OutsidePeriod):
        rr.load_policy("guizhou", on=date(2020, 12, 31), carry=True)
    with pytest.raises(rr.OutsidePeriod, match="carry=True"):
        rr.load_policy("hunan", on=date(2026, 1, 1))
    # Within its period nothing is carried, and the plan of 2016 to 2020 ends where the next begins.
    for on in (date(2020, 12, 31), date(2021, 1, 1), date(2025, 12, 31)):
        assert list(rr.load_policy("hunan", on=on, carry=True).figures()) == list(
            rr.load_policy("hunan", on=on).figures()
        )


def test_every_line_that_cites_says_so_in_both_languages() -> None:
    assessment = assessed(rr.load_policy("yiyang", on=LATER, carry=True))
    found: list[Any] = [*assessment.payments, *assessment.decisions, *assessment.workings, *assessment.entitlements]
    for lang, mark in (("en", ENGLISH), ("zh", CHINESE)):
        lines = [line for item in found for line in item.lines(lang)]
        cited = [line for line in lines if line.sources]
        assert len(cited) > 10
        for line in cited:
            assert all(ENGLISH in source and CHINESE in source for source in line.sources), line.name
            assert mark in str(line)
            assert all(mark in source and (ENGLISH in source) != (CHINESE in source) for source in line.cited)
    (payment,) = [item for item in assessment.payments if item.rule == "contribution_subsidy"]
    assert str(payment.amount) == "400.00"


def test_what_is_cited_on_no_figure_says_so_too() -> None:
    # In no class: the sections that the rule names for the line.
    policy = rr.load_policy("hunan", on=LATER, carry=True)
    nobody = dict.fromkeys(("extreme_poverty", "severely_disabled", "orphan", "de_facto_unattended_child"), False)
    facts = contribution_subsidy.Facts(
        contribution=400, minimum_living_allowance=False, low_income=False, monitored=False, exited=False, **nobody
    )
    worksheet = contribution_subsidy.compute(facts, policy.terms(contribution_subsidy))
    eligible = next(line for line in rr.lines(worksheet) if line.name == "eligible")
    assert eligible.figures == ()
    assert eligible.sources
    assert all(ENGLISH in source for source in eligible.sources)


def test_bills_of_days_within_the_period_are_settled_under_the_plan_itself() -> None:
    policy = rr.load_policy("hunan", on=LATER, carry=True)
    assessment = assessed(policy, on=LATER)
    with pytest.raises(rr.InvalidInput):
        assessed(policy, on=date(2025, 12, 31))
    assert ENGLISH in str(assessment.inputs.policy.figure("serious_illness.rate"))


def notice(value: int) -> str:
    return f"""[document]
id = "made-up-2026"
title = "made up"
from = 2026-01-01
until = 2026-12-31
[gradual_exit.window_months]
value = {value}
section = "article 1"
"""


def test_an_overlay_goes_before_what_is_carried_on_and_keeps_to_its_limits(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(notice(6), encoding="utf-8")
    policy = rr.load_policy("hunan", on=LATER, carry=True, overlay=overlay)
    assert policy.documents[0] == "made-up-2026"
    assert "made-up-2026" not in policy.carried_on
    assert str(policy.figure("gradual_exit.window_months")) == "made-up-2026 article 1"
    assert policy.terms(gradual_exit).window_months == 6
    overlay.write_text(notice(13), encoding="utf-8")
    with pytest.raises(rr.InvalidPack, match="at most 12, the limit of hunan-14fyp-2021"):
        rr.load_policy("hunan", on=LATER, carry=True, overlay=overlay)


def test_an_envelope_says_so_and_is_replayed(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    file.write_text(rr.envelope([assessed(rr.load_policy("hunan", on=LATER, carry=True))]), encoding="utf-8")
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["policy"]["carry"] is True
    assert content["policy"]["carried_on"] == {"hunan-14fyp-2021": "2025-12-31", "national-practice": "2025-12-31"}
    assert ENGLISH in content["terms"]["contribution_subsidy"]["full_rate"]["source"]
    assert rr.replay(file).same
    content["policy"]["carry"] = False
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(rr.OutsidePeriod):
        rr.replay(file)
    content["policy"]["carry"] = "yes"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(rr.InvalidInput, match="true or false"):
        rr.replay(file)
