"""The scorecard of a place (指标评分表): every target in force that is asked of it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn

from attrs import frozen

from ..algebra import Unknown
from ..errors import Mismatch, Undecided, check_kinds, discreet, items_of, quoted, raise_if_any, shown, unlike_items
from ..fields.citations import Source, cited_on
from ..places import Level, Place, area_of, in_class, within
from ..policy import Policy
from ..readonly import ReadOnly
from .evaluation import Worksheet, evaluate
from .facts import Store, facts_of, terms_of
from .measure import Measure
from .observation import Observation, gathered
from .reading import shipped_measures, targets_in_force
from .target import Target


class Outcome(StrEnum):
    """How a place stands against a target: 已达标, 未到期, 未达标, 不作要求, 待定."""

    MET = "met"
    NOT_YET = "not_yet"
    MISSED = "missed"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class Score:
    """How a place stands against one target (单项评分).

    `year` is the year of the observation that counts: the latest up to the day and to the year in which the target is
    due; once that year is over, its own. `missing` names the observations, as `place/measure/year`, and the classes
    that would decide it; `not_stated` is the key of the target where the document leaves open what is asked for.
    """

    target: Target
    measure: Measure
    place: str
    year: int
    outcome: Outcome
    worksheet: Worksheet
    missing: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    carried_on: Mapping[str, date] = ReadOnly({})

    def __bool__(self) -> NoReturn:
        """Refuse: a target may be missed, not due, or open."""
        raise Undecided("a score is no truth value", instead="compare its outcome")

    @property
    def source(self) -> Source:
        """The section that states the target."""
        return cited_on(self.target.source, self.carried_on)


@frozen(kw_only=True)
class Scorecard:
    """How a place stands on a day against every target asked of it, in order of precedence of the documents."""

    place: Place
    on: date
    documents: tuple[str, ...]
    scores: tuple[Score, ...]

    def of(self, key: str) -> Score:
        """Return the latest score of a target by its key; raises `KeyError` for one that is not asked of the place."""
        found = [score for score in self.scores if score.target.key == key]
        if not found:
            raise KeyError(key)
        return found[-1]

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be observed or recorded to decide what is open."""
        return tuple(dict.fromkeys(name for score in self.scores for name in score.missing))

    def count(self, outcome: Outcome) -> int:
        """Return how many scores have an outcome."""
        return sum(score.outcome is outcome for score in self.scores)


@discreet
def scorecard(
    place: Place, observations: Iterable[Observation], policy: Policy, *, on: date | None = None
) -> Scorecard:
    """Hold a place against every target that the documents in force ask of its level and its classes.

    `observations` are of the place, and of those that its targets are held against: its county, its province
    (`430000`), the nation (`000000`). Of a schedule, each year up to the day is scored. A target for a class is left
    out where the place is certainly not of it; where that is open, it is open whether the target is asked. `on`
    defaults to the policy's day.

    Raises `InvalidInput` for arguments of the wrong kind, for a place outside the jurisdiction of the policy, for a day
    other than the policy's, and with every pair of observations that contradict each other.

    >>> from rural_revitalization import load_policy
    >>> policy = load_policy("hunan", on=date(2023, 6, 1))
    >>> seen = [Observation(place="430000", measure="sanitary_toilets", year=2022, value=91, unit="%")]
    >>> card = scorecard(Place(code="430000"), seen, policy)
    >>> {str(score.outcome) for score in card.scores if score.measure.name == "sanitary_toilets"}
    {'met'}
    """
    check_kinds("scorecard", place=(place, Place))
    (card,) = scorecards([place], observations, policy, on=on)
    return card


@discreet
def scorecards(
    places: Iterable[Place], observations: Iterable[Observation], policy: Policy, *, on: date | None = None
) -> tuple[Scorecard, ...]:
    """Return the scorecard of each place, in order; raises what `scorecard` raises, with what is wrong with all."""
    check_kinds("scorecards", policy=(policy, Policy), on=(on, date, None))
    day = policy.on if on is None else on
    asked: tuple[Place, ...] = items_of(places)
    raise_if_any(unlike_items("places", asked, Place), "scorecards")
    raise_if_any(_faults(asked, policy, day), "scorecards")
    store = Store(gathered(observations))
    by_level: dict[Level, list[Target]] = {level: [] for level in Level}
    for target in targets_in_force(policy):
        by_level[target.of].append(target)
    return tuple(
        Scorecard(
            place=place,
            on=day,
            documents=policy.documents,
            scores=tuple(score for target in by_level[place.level] for score in _scores(target, place, store, policy)),
        )
        for place in asked
    )


def _faults(places: tuple[Place, ...], policy: Policy, on: date) -> Iterator[Mismatch]:
    area = area_of(policy.jurisdiction)
    if on != policy.on:
        yield Mismatch("on", f"{policy.on}, the day of the policy", shown(on))
    for at, place in enumerate(places):
        if not within(place.code, area):
            yield Mismatch(f"places[{at}].code", f"a place in {policy.jurisdiction} ({area})", quoted(place.code))


def _scores(target: Target, place: Place, store: Store, policy: Policy) -> Iterator[Score]:
    document = target.source.document
    if not within(place.code, area_of(document.partition("-")[0])):
        return
    held_on = min(policy.on, target.until)
    belongs = True if target.of_class is None else in_class(place, target.of_class, on=held_on)
    if belongs is False:
        return
    ended_on = policy.carried_on.get(document)
    carried_on = ReadOnly({document: ended_on} if ended_on is not None else {})
    for year in _years(target, place.code, store, policy.on):
        worksheet = evaluate(facts_of(target, place.code, year, belongs, store), terms_of(target, year))
        open_for = worksheet.met.facts if isinstance(worksheet.met, Unknown) else frozenset()
        yield Score(
            target=target,
            measure=shipped_measures()[target.measure],
            place=place.code,
            year=year,
            outcome=_outcome(target, worksheet, year, policy.on),
            worksheet=worksheet,
            missing=tuple(sorted(open_for - {target.key})),
            not_stated=(target.key,) if target.key in open_for else (),
            carried_on=carried_on,
        )


def _years(target: Target, place: str, store: Store, on: date) -> list[int]:
    """The years that are scored: each past year of a schedule, else the one whose observation counts."""
    if target.schedule is not None:
        return [year for year in target.scheduled if year <= on.year]
    last = min(on.year, target.by or target.until.year)
    if target.by is not None and on.year > target.by:
        return [last]
    first = target.since.year - (0 if target.each_year else 1)
    return [max((year for year in store.years(place, target.measure) if first <= year <= last), default=last)]


def _outcome(target: Target, worksheet: Worksheet, year: int, on: date) -> Outcome:
    if worksheet.facts.asked is False:
        return Outcome.NOT_ASKED
    if isinstance(worksheet.met, Unknown):
        return Outcome.UNKNOWN
    if worksheet.met is True:
        return Outcome.MET
    due = year if target.each_year or target.schedule is not None else target.by or target.until.year
    return Outcome.MISSED if on.year > due else Outcome.NOT_YET
