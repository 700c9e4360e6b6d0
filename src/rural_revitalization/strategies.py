"""Hypothesis strategies for users of the library, derived from the field declarations (extra `hypothesis`).

Everything drawn is valid. Amounts favour the edges where rules change: 0, one fen, and round amounts plus or minus one
fen, so that two drawn amounts are often equal or adjacent, which tests the boundaries of comparisons.

>>> from hypothesis import given
>>> from rural_revitalization.rules.medical import contribution_subsidy as rule
>>> @given(facts(rule), terms(rule))
... def test_never_more_than_the_contribution(facts, terms): ...
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import Any, Final

import attrs

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "strategies need Hypothesis: install rural-revitalization[hypothesis]", name=error.name
    ) from error

from .algebra import NO_CEILING, Band, MeasuredOn, Schedule, exact_arithmetic
from .algebra.exact import EXACT, FEN
from .algebra.unknown import Unknown
from .fields import Spec, evolve_unchecked, figure_of, specs, wholes_of
from .models import (
    DisabilityKind,
    Drawing,
    Household,
    Income,
    IncomeKind,
    LocalFigures,
    MedicalBill,
    Person,
    PrimeRate,
    Repayment,
    Risk,
    RiskState,
    SmallLoan,
)
from .models.entries import Booking
from .models.lasting import Lasting

_MOST: Final = 300_000_00
_EDGES: Final = (0, 1, 320_00, 6_900_00, 8_000_00, 16_000_00, 32_000_00, 90_000_00)
_FIRST_DAY: Final = date(2015, 1, 1)
_LAST_DAY: Final = date(2025, 12, 31)
_RATES: Final = tuple(Decimal(text) for text in ("0", "0.05", "0.25", "0.5", "0.6", "0.65", "1"))


def _yuan(fen: int) -> Decimal:
    return EXACT.multiply(Decimal(fen), FEN)


def amounts(low: Decimal | None = Decimal(0), high: Decimal | None = None) -> st.SearchStrategy[Decimal]:
    """Draw amounts in yuan to the fen, favouring the edges; `low=None` includes negative ones."""
    least = -_MOST if low is None else int(low * 100)
    most = max(least, _MOST) if high is None else int(high * 100)
    edges = [fen + step for fen in _EDGES for step in (-1, 0, 1) if least <= fen + step <= most]
    anywhere = st.integers(least, most).map(_yuan)
    return st.one_of(st.sampled_from(edges).map(_yuan), anywhere) if edges else anywhere


def _rates(low: Decimal, high: Decimal | None) -> st.SearchStrategy[Decimal]:
    most = EXACT.add(low, 2) if high is None else high
    usual = [rate for rate in _RATES if low <= rate <= most]
    anywhere = st.decimals(low, most, places=4)
    return st.one_of(st.sampled_from(usual), anywhere) if usual else anywhere


def _falling(shares: list[Decimal]) -> tuple[Decimal, ...]:
    return tuple(sorted(shares, reverse=True))


def _schedules() -> st.SearchStrategy[Decimal | Schedule]:
    """Draw one share, or bands on either base."""
    share = _rates(Decimal(0), Decimal(1))
    limits = st.lists(st.integers(1, _MOST), unique=True, max_size=3).map(sorted)
    bands = limits.flatmap(
        lambda fen: st.tuples(
            *(st.builds(Band, st.just(_yuan(limit)), share) for limit in fen), st.builds(Band, st.none(), share)
        )
    )
    return st.one_of(share, st.builds(Schedule, bands, measured_on=st.sampled_from(MeasuredOn)))


def _sums() -> st.SearchStrategy[tuple[tuple[Decimal, Decimal], ...]]:
    """Draw fixed sums by ascending tiers of the contribution."""
    pairs = st.lists(st.tuples(amounts(), amounts()), min_size=1, max_size=3, unique_by=lambda pair: pair[0])
    return pairs.map(lambda drawn: tuple(sorted(drawn)))


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """Draw plain values of a declared field, within its bounds."""
    of = spec.of
    if isinstance(of, type) and issubclass(of, Enum):
        return st.sampled_from(of)
    kinds: dict[str, Any] = {
        "money": lambda: amounts(spec.low, spec.high),
        "ceiling": lambda: st.one_of(st.just(NO_CEILING), amounts(spec.low, spec.high)),
        "area": lambda: amounts(spec.low, spec.high),
        "rate": lambda: _rates(spec.low, spec.high),
        "count": lambda: st.integers(spec.low, (spec.low or 0) + 24 if spec.high is None else spec.high),
        "truth": st.booleans,
        "date": lambda: st.dates(_FIRST_DAY, _LAST_DAY),
        "text": lambda: st.text("abcdefghij", min_size=1, max_size=8),
        "schedule": _schedules,
        "shares": lambda: st.lists(_rates(Decimal(0), Decimal(1)), min_size=1, max_size=14).map(_falling),
        "sums": _sums,
        "records": lambda: st.lists(records(of), max_size=2).map(tuple),
    }
    strategy: st.SearchStrategy[Any] = kinds[spec.kind.name]()
    return strategy


def _drawn(cls: type[Any], *, unrecorded: bool, fixed: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    def strategy(name: str, spec: Spec) -> st.SearchStrategy[Any]:
        if name in fixed:
            return fixed[name]
        may_lack = unrecorded and not spec.required and not spec.private
        return st.one_of(st.none(), values(spec)) if may_lack else st.none() if spec.private else values(spec)

    return st.builds(cls, **{name: strategy(name, spec) for name, spec in specs(cls).items()})


def facts(rule: Any) -> st.SearchStrategy[Any]:
    """Draw the `Facts` of a rule module, any of them unrecorded."""
    return _agreeing_facts(rule, lacking=st.none())


def known_facts(rule: Any) -> st.SearchStrategy[Any]:
    """Draw the `Facts` of a rule module, all of them recorded."""
    return _agreeing_facts(rule, lacking=st.nothing())


def _agreeing_facts(rule: Any, lacking: st.SearchStrategy[None]) -> st.SearchStrategy[Any]:
    drawn = {name: st.one_of(lacking, values(spec)) for name, spec in specs(rule.Facts).items()}
    return st.fixed_dictionaries(drawn).map(lambda found: rule.Facts(**agreeing(rule, found)))


@exact_arithmetic
def agreeing(rule: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts of a rule, as plain values by name, of which no parts are more than their whole.

    A part that is too large is brought down to what the parts before it leave. None is a fact that is not recorded.
    """
    found = dict(given)
    wholes = wholes_of(specs(rule.Facts))
    for whole, parts in wholes.items():
        left = found[whole]
        if left is not None and left >= 0:  # of a reversal, parts may be more
            recorded = (wholes.get(part, ()) if found[part] is None else (part,) for part in parts)
            for part in chain.from_iterable(recorded):
                if found[part] is not None:
                    # Of what is no reversal, no part that has parts is one.
                    found[part] = min(max(found[part], 0) if part in wholes else found[part], left)
                    left -= max(found[part], 0)
    return found


def fillings(open_facts: Any) -> st.SearchStrategy[Any]:
    """Draw copies of some `Facts` with every unknown fact filled in within its range, and parts within their whole."""
    declared = specs(type(open_facts))
    given = {name: getattr(open_facts, name) for name in declared}
    filled = {name: _within(value, declared[name]) for name, value in given.items() if _is_open(value)}
    return st.fixed_dictionaries(filled).map(lambda chosen: attrs.evolve(open_facts, **_agreeing(open_facts, chosen)))


@exact_arithmetic
def _agreeing(open_facts: Any, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Values chosen for the open ones among some facts, of which no parts are more than their whole."""
    found = dict(chosen)
    wholes = wholes_of(specs(type(open_facts)))

    def least_of(part: str) -> Any:
        value = getattr(open_facts, part)
        return max(value.low or 0, sum(map(least_of, wholes.get(part, ())))) if _is_open(value) else max(value, 0)

    for whole, parts in wholes.items():
        least = {part: least_of(part) for part in parts}
        needed, unknown = sum(least.values()), getattr(open_facts, whole)
        if whole in found and 0 <= found[whole] < needed:
            reversal = unknown.high is not None and unknown.high < needed
            found[whole] = (-1 if unknown.low is None else unknown.low) if reversal else needed
        left = found.get(whole, unknown) - needed
        for part in parts:
            if part in found and left >= 0:
                more = min(max(found[part] - least[part], 0), left)
                found[part], left = min(found[part], least[part] + more), left - more
                if part in wholes:
                    found[part] = max(found[part], least[part])
    return found


def _is_open(value: Any) -> bool:
    """Whether a value is a range, or shares by step of which one is."""
    return any(map(_is_open, value)) if isinstance(value, tuple) else isinstance(value, Unknown)


def _within(unknown: Any, spec: Spec) -> st.SearchStrategy[Any]:
    if isinstance(unknown, tuple):  # granted without being stated: any shares, of any number of steps
        return values(spec)
    return values(attrs.evolve(spec, low=unknown.low, high=unknown.high)).filter(
        lambda value: value is NO_CEILING or all(map(unknown.holds, _rates_of(value)))
    )


def _rates_of(value: Any) -> tuple[Any, ...]:
    """Return the rates of a schedule, or any other value as the only one."""
    return tuple(band.rate for band in value.bands) if isinstance(value, Schedule) else (value,)


def terms(rule: Any, *, open_figures: bool = False) -> st.SearchStrategy[Any]:
    """Draw the `Terms` of a rule module; with `open_figures`, any figure may be one that no document states.

    Optional figures (fixed sums, a shorter window, ...) are sometimes unset; with `open_figures` they may also be
    granted without a stated value.
    """
    name = rule.__name__.rsplit(".", 1)[-1]
    drawn = {
        term: _figures(figure_of(name, term, spec), spec, open_figures) for term, spec in specs(rule.Terms).items()
    }
    return st.builds(rule.Terms, **drawn)


def _figures(name: str, spec: Spec, open_figures: bool) -> st.SearchStrategy[Any]:
    """Draw values of a term, or None if it may be unset or, with `open_figures`, unstated."""
    found = [values(spec)]
    if spec.may_be_unset or open_figures:
        found.append(st.none())
    if spec.may_be_unset and open_figures and spec.grantable:
        found.append(st.just(spec.not_stated(name)))
    return st.one_of(found)


# -- models -----------------------------------------------------------------------------------------------


def records(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Draw valid instances of a model class; optional fields may be unrecorded."""
    special: dict[Any, Any] = {
        MedicalBill: _bills,
        SmallLoan: _loans,
        Booking: _bookings,
        Risk: _risks,
        Income: _incomes,
        Person: people,
        Household: households,
        LocalFigures: local_figures,
    }
    if cls in special:
        found: st.SearchStrategy[Any] = special[cls]()
        return found
    if issubclass(cls, Lasting):
        return _lasting(cls)
    return _drawn(cls, unrecorded=True, fixed={})


def _lasting(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Draw records that hold from one day to another, with whatever else they say."""
    others = {
        name: values(spec) if spec.required else st.one_of(st.none(), values(spec))
        for name, spec in specs(cls).items()
        if name not in ("since", "until")
    }
    return st.builds(
        lambda since, length, said: cls(
            since=since, until=None if length is None else since + timedelta(length), **said
        ),
        st.dates(_FIRST_DAY, _LAST_DAY),
        st.one_of(st.none(), st.integers(0, 2000)),
        st.fixed_dictionaries(others),
    )


def _bills() -> st.SearchStrategy[MedicalBill]:
    def bill(day: date, parts: list[Decimal], known: tuple[bool, bool, bool], inpatient: bool | None) -> MedicalBill:
        paid, in_scope, total = sorted(parts)
        return MedicalBill(
            settled_on=day,
            total=total if known[0] else None,
            in_scope=in_scope if known[1] else None,
            basic_insurance_paid=paid if known[2] else None,
            in_county_inpatient=inpatient,
        )

    known = st.tuples(st.booleans(), st.booleans(), st.booleans())
    days, parts = st.dates(_FIRST_DAY, _LAST_DAY), st.lists(amounts(), min_size=3, max_size=3)
    return st.builds(bill, days, parts, known, st.one_of(st.none(), st.booleans()))


def _bookings() -> st.SearchStrategy[Booking]:
    return st.one_of(_drawn(Drawing, unrecorded=False, fixed={}), _drawn(Repayment, unrecorded=False, fixed={}))


def _loans() -> st.SearchStrategy[SmallLoan]:
    def loan(parts: list[Decimal], lent_on: date, later: int, with_entries: bool, others: dict[str, Any]) -> SmallLoan:
        outstanding, principal = sorted(parts)
        if not with_entries:
            return SmallLoan(principal=principal, outstanding=outstanding, lent_on=lent_on, **others)
        repaid = Repayment(on=lent_on + timedelta(later), repaid=EXACT.subtract(principal, outstanding))
        return SmallLoan(entries=(Drawing(on=lent_on, drawn=principal), repaid), **others)

    two, later = st.lists(amounts(), min_size=2, max_size=2), st.integers(0, 1500)
    confirmed = dict.fromkeys(("need_confirmed", "able_to_repay", "tops_up"), st.one_of(st.none(), st.booleans()))
    others = st.fixed_dictionaries(
        {
            "term_months": st.integers(1, 60),
            "annual_rate": _rates(Decimal(0), Decimal("0.1")),
            "overdue_days": st.one_of(st.none(), st.just(0), st.integers(0, 400)),
        }
        | confirmed
    )
    return st.builds(loan, two, st.dates(_FIRST_DAY, _LAST_DAY), later, st.booleans(), others)


def _prime_rates() -> st.SearchStrategy[tuple[PrimeRate, ...]]:
    return st.lists(records(PrimeRate), max_size=3, unique_by=lambda rates: rates.since).map(tuple)


def _risks() -> st.SearchStrategy[Risk]:
    def risk(kind: Any, state: RiskState | None, found_on: date, later: int) -> Risk:
        settled = state in (RiskState.RESOLVED, RiskState.VANISHED)
        return Risk(
            kind=kind, state=state, found_on=found_on, settled_on=found_on + timedelta(later) if settled else None
        )

    declared = specs(Risk)
    states = st.one_of(st.none(), values(declared["state"]))
    return st.builds(risk, values(declared["kind"]), states, st.dates(_FIRST_DAY, _LAST_DAY), st.integers(0, 900))


def _incomes() -> st.SearchStrategy[Income]:
    def income(kind: IncomeKind, amount: Decimal | None) -> Income:
        negative = amount is not None and amount < 0 and not kind.may_be_negative
        return Income(kind=kind, amount=None if negative else amount)

    return st.builds(income, st.sampled_from(IncomeKind), st.one_of(st.none(), amounts(None)))


def people(*, born: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[Person]:
    """Draw people who are members on every day, without names or identity numbers, any other fact unrecorded.

    `born` draws the dates of birth.
    """
    graded = st.sampled_from([kind for kind in DisabilityKind if kind is not DisabilityKind.NONE])
    ungraded = st.one_of(st.none(), st.just(DisabilityKind.NONE))
    stays = {"joined_on": st.none(), "left_on": st.none(), "died_on": st.none()}
    births = st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2015, 12, 31)) if born is None else born)
    return st.one_of(
        _drawn(Person, unrecorded=True, fixed={"birth_date": births, "disability_kind": graded} | stays),
        _drawn(
            Person,
            unrecorded=True,
            fixed={"birth_date": births, "disability_kind": ungraded, "disability_grade": st.none()} | stays,
        ),
    )


def households(*, most: int = 4) -> st.SearchStrategy[Household]:
    """Draw households of one to `most` people, any fact unrecorded; the first of them is a member on every day."""
    members = st.tuples(
        st.lists(people(), min_size=1, max_size=most, unique_by=lambda person: person.id),
        st.lists(_stays(), min_size=most - 1, max_size=most - 1),
    ).map(lambda drawn: (drawn[0][0], *map(_with_stay, drawn[0][1:], drawn[1])))
    places = {"county": st.none(), "exited_on": st.none()}
    return _drawn(Household, unrecorded=True, fixed={"members": members, **places})


def _stays() -> st.SearchStrategy[dict[str, date | None]]:
    """Draw the days on which a person joined, left and died, mostly none of them."""
    days = st.dates(_FIRST_DAY, _LAST_DAY)
    one, two = (st.lists(days, min_size=count, max_size=count).map(sorted) for count in (1, 2))
    return st.one_of(
        st.just({}),
        st.just({}),
        one.map(lambda drawn: {"joined_on": drawn[0]}),
        two.map(lambda drawn: {"joined_on": drawn[0], "left_on": drawn[1]}),
        one.map(lambda drawn: {"died_on": drawn[0]}),
    )


def _with_stay(person: Person, stay: Mapping[str, date | None]) -> Person:
    return evolve_unchecked(person, **stay)


def local_figures(year: int | None = None) -> st.SearchStrategy[LocalFigures]:
    """Draw local figures of a year, any of them unrecorded; the source of each is "made up"."""
    declared = {name: spec for name, spec in specs(LocalFigures).items() if name not in ("county", "year")}

    def local(drawn_year: int, given: dict[str, Any]) -> LocalFigures:
        if given["allowance_standard"] is not None:  # a standard is set by the month or by the year
            given |= {"allowance_standard_yearly": None}
        sources = {name: "made up" for name, value in given.items() if value is not None}
        return LocalFigures(year=drawn_year, sources=sources, **given)

    years = st.integers(2016, 2025) if year is None else st.just(year)
    drawn = {name: values(spec) for name, spec in declared.items()} | {"lpr": _prime_rates()}
    given = st.fixed_dictionaries({name: st.one_of(st.none(), figure) for name, figure in drawn.items()})
    return st.builds(local, years, given)
