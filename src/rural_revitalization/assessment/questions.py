"""What to ask next (下一步核实事项): the missing facts of an assessment, those first that settle most answers."""

from __future__ import annotations

from ..catalogue import PARTS
from ..errors import InvalidInput, Mismatch, check_kinds, discreet
from .making import missing_facts
from .result import Assessment, MissingFact


@discreet
def next_questions(assessment: Assessment, of: str | None = None) -> tuple[MissingFact, ...]:
    """Return the facts to ask for, in order, for all answers of an assessment, or for those `of` one part of it.

    First comes what most answers wait for alone, so that they are settled whatever is said (`MissingFact.alone`); then
    what most wait for at all, where an answer that lacks few facts counts more. Once a fact is recorded, ask again of a
    new assessment: what was said may have made other questions needless.

    `of` names a rule, such as "risk_elimination", or "entitlements". Raises `InvalidInput` for another name.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, insurance_contribution=380, sources={"insurance_contribution": "local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1", insured=True, disability_kind="none")], monitored=[])
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local)
    >>> [question.fact for question in next_questions(found)][:3]
    ['schoolings', 'exited', 'loans_wanted']
    >>> [question.fact for question in next_questions(found, of="contribution_subsidy")]
    ['extreme_poverty', 'orphan', 'de_facto_unattended_child', 'minimum_living_allowance', 'low_income']
    """
    check_kinds("next_questions", assessment=(assessment, Assessment))
    if of is None:
        return assessment.missing
    if of not in PARTS:
        raise InvalidInput([Mismatch.of_name("of", of, sorted(PARTS))], about="next_questions")
    asked = (finding for finding in assessment.findings if finding.name.split(".", maxsplit=1)[0] == of)
    return missing_facts(assessment.inputs.household, assessment.on, asked)
