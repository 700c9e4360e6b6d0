"""What would settle an answer (定案所需事项): the smallest sets of missing facts with which it is settled.

Two questions are told apart. *Whatever is said*: once all facts of the set are recorded, the answer is settled,
whatever they are: ask these, and the matter is closed. *With some answers*: there are values of the facts with which it
is settled; with others it stays open: asking these may close the matter. Facts that are missing only once another is
recorded count in both.

Each set is found by filling in values and assessing again. Where the answer stays open, it lacks facts outside the set,
and whatever settles it must hold one of these: so the sets of the first kind are the smallest that hold one of each
such list, which makes them exact and minimal, without trying every subset.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Final

import attrs

from ..errors import Mismatch, check_kinds, discreet, raise_if_any, shown
from ..wording import Language, called, check_language, say
from .hitting import smallest_sets
from .lacking import RECORDED, FactKey
from .missing_facts import MissingFact
from .result import Assessment
from .trials import NOTHING, Said, Trials, TriesUsedUp, trials_of

__all__ = ["SettlingSet", "SettlingSets", "settling_sets"]

_MOST_SETS: Final = 5
_MOST_TRIES: Final = 2_000


@attrs.frozen(kw_only=True)
class SettlingSet:
    """Missing facts that settle an answer once all of them are recorded (定案所需事项).

    `exact` is true where no value was left out that might say otherwise. Of dates and lists of records only some are
    tried: others may raise a question that is not in the set. Of numbers some are tried too, and it is not exact that
    no smaller set has values that would do.

    Of a set that settles the answer with some values only, `values` are such ones, in the order of the facts, and
    `answer` is what it comes to then; None where the rule no longer applies.
    """

    facts: tuple[MissingFact, ...]
    exact: bool
    values: tuple[Any, ...] = attrs.field(default=(), repr=False)
    answer: Any = None

    def text(self, lang: Language = "en") -> str:
        """The facts in words, with the ids of whose they are; `lang` is "en" or "zh". Raises `InvalidInput`."""
        check_language(lang)
        return ("; " if lang == "en" else "；").join(_called(fact, lang) for fact in self.facts)


@attrs.frozen(kw_only=True)
class SettlingSets:
    """The smallest sets of facts that settle an answer (定案所需事项组), and whether these are all there are.

    `complete` is false where the search ended at its bounds, or tried some values only: the sets found are right, but
    there may be others.
    """

    sets: tuple[SettlingSet, ...]
    complete: bool


def _called(fact: MissingFact, lang: Language) -> str:
    label = called(fact, lang)
    return label if fact.person is None else say("questions", "of_person", lang, fact=label, person=fact.person)


@discreet
def settling_sets(
    assessment: Assessment,
    of: str,
    person: str | None = None,
    *,
    document: str | None = None,
    certain: bool = True,
    most: int = _MOST_SETS,
    tries: int = _MOST_TRIES,
) -> SettlingSets:
    """Return the smallest sets of missing facts that would settle an open answer, the smallest first.

    The answer is that `of` a rule that pays or decides, or of help without a figure, to a `person` or the household, as
    for `what_would_change`; `document` says by which, where several grant the same help.

    With `certain`, once the facts of a set are recorded the answer is settled whatever they are, and no part of the set
    does as much. That is all on which the answer may turn: there are several such sets only where one fact may stand
    for others, such as net income for its parts. Otherwise there are values with which it is settled, and no part of
    the set has such values: what may close the matter soonest. Facts that become missing only once another is recorded
    are counted. Values that contradict each other are left aside, and so is one that leaves its own fact open, such as
    several disabilities of which none is named.

    At most `most` sets are returned, and at most `tries` fillings are assessed: `SettlingSets.complete` says whether
    these are all there are. There is no set where the answer waits for what cannot be known, or for a figure that no
    document states.

    Raises `InvalidInput` for an answer that is settled or was not worked out, and for bad arguments.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], per_capita_net_income=7000)
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local)
    >>> [item.fact for item in settling_sets(found, "identification").sets[0].facts]
    ['basic_living_severely_hard', 'at_risk', 'shock', 'spending_large', 'income_fell']
    >>> for item in settling_sets(found, "identification", certain=False, most=1).sets:
    ...     print(item.text(), item.values, item.answer)
    at risk of returning to or falling into poverty (True,) True
    """
    asked = {"assessment": (assessment, Assessment), "of": (of, str), "document": (document, str, None)}
    check_kinds("settling_sets", **asked, certain=(certain, bool), most=(most, int), tries=(tries, int))
    few = {name: value for name, value in (("most", most), ("tries", tries)) if value < 1}
    raise_if_any((Mismatch(name, "at least 1", shown(value)) for name, value in few.items()), "settling_sets")
    trials = trials_of(assessment, of, person, document, tries)
    search = _Certain(trials) if certain else _Possible(trials)
    found = list[SettlingSet]()
    with suppress(TriesUsedUp):
        found.extend(islice(search.sets(), most))
    return SettlingSets(sets=tuple(found), complete=search.complete)


# -- whatever is said -----------------------------------------------------------------------------------------------


@attrs.define
class _Certain:
    """Asks of sets whether the answer is settled once their facts are recorded.

    `proven` as long as each fact that is said to be needed is so with values that were tried; `sampled` are facts of
    which others than those might raise more questions. `complete` once there are no more sets.
    """

    trials: Trials
    proven: bool = attrs.field(default=True, init=False)
    sampled: set[FactKey] = attrs.field(factory=set, init=False)
    complete: bool = attrs.field(default=False, init=False)

    def sets(self) -> Iterator[SettlingSet]:
        """Yield the smallest sets that are enough."""
        for keys in smallest_sets(self.lacking):
            yield SettlingSet(facts=_facts(self.trials, keys), exact=self.proven and not keys & self.sampled)
        self.complete = self.proven

    def lacking(self, chosen: frozenset[FactKey]) -> frozenset[FactKey] | None:
        """Facts outside a set of which one is needed too; none if nothing settles it; None if the set is enough."""
        return self._lacking(chosen, NOTHING, frozenset())

    def _lacking(self, chosen: frozenset[FactKey], said: Said, taken: frozenset[FactKey]) -> frozenset[FactKey] | None:
        """As `lacking`, with some facts filled in, and others `taken` as recorded, whatever they are."""
        standing = self.trials.standing(said)
        if standing is None or not standing.open or not self.trials.agree(said):
            return None
        left = frozenset(standing.lacks) - taken
        # Few values first: where one of them closes the matter, the many of the others are not tried.
        in_order = sorted(left, key=self._breadth)
        to_ask = next((key for key in in_order if key in chosen and self._has_values(key, said)), None)
        if to_ask is not None:
            return self._once_asked(to_ask, chosen, said, taken)
        if not left and standing.lacks and not standing.for_good:  # what was taken as recorded closes it, once known
            return None
        # The fewer the better: what is still lacking once one of them is asked too.
        others = [key for key in in_order if key not in chosen] if len(left) > 1 else []
        wider = (chosen | {key} for key in others if self._has_values(key, said))
        fewer = (self._lacking(more, said, taken) for more in wider)
        return next((found for found in fewer if found is not None), left - chosen)

    def _once_asked(
        self, key: FactKey, chosen: frozenset[FactKey], said: Said, taken: frozenset[FactKey]
    ) -> frozenset[FactKey] | None:
        """As `lacking`, with each value of one fact more."""
        tried = self.trials.tried(key)
        values = [said | {(key, at)} for at in range(len(tried.values))]
        in_range = tried.number or not tried.every
        of_any = self._lacking(chosen, said, taken | {key}) if in_range else None
        if in_range and of_any is None:
            # As a range it lacks all that any value does, but for what only comes up once it is recorded.
            values = [value for value in values if self._comes_up(value, said)]
            if not tried.every and (values or not tried.number):
                self.sampled.add(key)
        each = (self._lacking(chosen, value, taken) for value in values)
        of_one = next((found for found in each if found is not None), None)
        if of_one is not None or tried.every:
            return of_one
        self.proven = self.proven and of_any is None
        return of_any

    def _comes_up(self, more: Said, said: Said) -> bool:
        """Whether the answer lacks something with one fact more that it did not lack before."""
        standing = self.trials.standing(more)
        if standing is None or not standing.open:
            return False
        return not standing.lacks or not set(standing.lacks).issubset(self.trials.lacks(said))

    def _breadth(self, key: FactKey) -> tuple[bool, int, str, str]:
        tried = self.trials.tried(key)
        return not tried.every, len(tried.values), key[0], key[1] or ""

    def _has_values(self, key: FactKey, said: Said) -> bool:
        """Whether a fact has a value that agrees with those filled in, or is not tried with all it has."""
        tried = self.trials.tried(key)
        agree = (self.trials.standing(said | {(key, at)}) is not None for at in range(len(tried.values)))
        return not tried.every or any(agree)


# -- with some values -----------------------------------------------------------------------------------------------


@attrs.define
class _Possible:
    """Looks for values that settle the answer, of one fact, then of two, and so on; `complete` once there are no more.

    `every` as long as all values of the facts in question are tried.
    """

    trials: Trials
    every: bool = attrs.field(default=True, init=False)
    complete: bool = attrs.field(default=False, init=False)

    def sets(self) -> Iterator[SettlingSet]:
        """Yield the smallest sets that have such values, each with the first of them."""
        found, open_ones = list[frozenset[FactKey]](), [NOTHING]
        while open_ones:
            wider = dict.fromkeys(more for said in open_ones for more in self._one_more(said))
            open_ones, settled = [], dict[frozenset[FactKey], None]()
            for said in wider:
                standing, keys = self.trials.standing(said), frozenset(key for key, _ in said)
                if standing is None or keys in settled or any(known <= keys for known in found):
                    continue
                if standing.open:
                    open_ones.append(said)
                elif self.trials.agree(said):
                    settled[keys] = None
                    yield _with_values(self.trials, said, standing.value, exact=self.every)
            found += settled
        self.complete = self.every

    def _one_more(self, said: Said) -> Iterator[Said]:
        """Yield what is filled in with a value more, of each fact that is lacking."""
        for key in self.trials.in_order(self.trials.lacks(said)):
            tried = self.trials.tried(key)
            self.every = self.every and tried.every
            yield from (said | {(key, at)} for at in range(len(tried.values)))


def _with_values(trials: Trials, said: Said, answer: Any, *, exact: bool) -> SettlingSet:
    at = dict(said)
    facts = _facts(trials, at)
    values = tuple(trials.value(key, at[key]) for key in ((fact.fact, fact.person) for fact in facts))
    return SettlingSet(facts=facts, exact=exact, values=values, answer=answer)


def _facts(trials: Trials, keys: Collection[FactKey]) -> tuple[MissingFact, ...]:
    return tuple(_missing_fact(key, trials.name) for key in trials.in_order(keys))


def _missing_fact(key: FactKey, answer: str) -> MissingFact:
    fact, person = key
    place, spec = RECORDED[fact]
    return MissingFact(fact=fact, place=place, person=person, label=spec.label, zh=spec.zh, settles=(answer,))
