"""Who acts on a task, or who holds the fact that it asks for (办理或核实单位): in English and Chinese; else empty.

Who takes a step is what the procedure's document says. Who holds a fact is national practice (`assessment.holders`).
Who pays, revisits or enrols no document names.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ..assessment import Conflict
from ..assessment.holders import holder_of
from ..catalogue import DECLARED
from ..fields import specs
from ..models import Household
from ..policy import Policy
from ..procedures import Procedure, Step, procedures_in_force
from ..readonly import ReadOnly
from ..wording import LANGUAGES, called, say
from ..wording.worded import Labelled, Words

NOBODY: Final = Words("", "")
PROCEDURE_OF: Final = ReadOnly({rule.name: rule.procedure for rule in DECLARED.values() if rule.procedure})
"""The decisions that a procedure carries out, and the procedure of each."""
HELPER: Final = Words(specs(Household)["helper"].label, specs(Household)["helper"].zh)


def procedure_for(policy: Policy, name: str) -> Procedure | None:
    """Return the procedure of a name that a document in force prescribes, if any does."""
    return next((item for item in procedures_in_force(policy) if item.name == name), None)


def of_step(step: Step) -> Words:
    """Whoever takes a step, where the document says so."""
    return NOBODY if step.by is None else Words(step.by.label, step.by.zh)


def of_procedure(policy: Policy, name: str) -> Words:
    """Those who take the steps of a procedure, in their order."""
    found = procedure_for(policy, name)
    named = dict.fromkeys(step.by for step in found.steps if step.by is not None) if found else {}
    return _joined(named)


def of_fact(fact: str, place: str) -> Words:
    """Whoever usually holds a fact of a person, a household or the county."""
    holder = holder_of(fact, place)
    return Words(holder.label, holder.zh)


def of_conflict(conflict: Conflict) -> Words:
    """Whoever usually holds the two facts that cannot both be true."""
    return _joined(dict.fromkeys(of_fact(*_fact_at(path)) for path in conflict.fields))


def _fact_at(path: str) -> tuple[str, str]:
    """The fact at a place in a household's record, and whose it is: of `members[2].bills[0].settled_on`, the bills."""
    steps = path.split(".")
    of_person = steps[0].startswith("members[")
    return steps[of_person].partition("[")[0], "person" if of_person else "household"


def _joined(found: Collection[Labelled]) -> Words:
    english, chinese = ([called(item, lang) for item in found] for lang in LANGUAGES)
    return Words(say("desk", "apart", "en").join(english), say("desk", "apart", "zh").join(chinese))
