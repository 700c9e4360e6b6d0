"""Ledgers of small loans worked by hand: days, balances, rates, overdue spells, quarters; and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import attrs
import pytest

from rural_revitalization import InvalidInput, Unknown, explain, load_policy, missing, not_stated
from rural_revitalization.fields import specs
from rural_revitalization.loans.ledger import (
    Drawing,
    Entry,
    InterestPeriod,
    Ledger,
    Overdue,
    PeriodTotals,
    RateChange,
    Repayment,
)
from rural_revitalization.records import structure, unstructure
from rural_revitalization.rules.credit import small_loan

GUIZHOU: Any = load_policy("guizhou", on=date(2022, 6, 1)).terms(small_loan)
"""50,000 yuan of principal subsidised, to 2025-12-31."""

HUNAN: Any = load_policy("hunan", on=date(2022, 6, 1)).terms(small_loan)
"""Neither a cap nor an end of the subsidy is stated."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def yuan(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def drawing(on: str, amount: int | str) -> Drawing:
    return Drawing(on=day(on), drawn=amount)


def repayment(on: str, amount: int | str) -> Repayment:
    return Repayment(on=day(on), repaid=amount)


def rate(on: str, annual_rate: str = "0.0365") -> RateChange:
    return RateChange(on=day(on), annual_rate=annual_rate)


def overdue(since: str, until: str | None = None) -> Overdue:
    return Overdue(since=day(since), until=None if until is None else day(until))


def ledger(*entries: Entry, **given: Any) -> Ledger:
    """A ledger under Guizhou's terms, on a basis of 365 days, the whole interest subsidised."""
    return Ledger(**{"entries": entries, "terms": GUIZHOU, "day_count": 365, "subsidised_share": 1} | given)


def sums(found: Any) -> tuple[Any, Any, Any]:
    return found.interest, found.interest_subsidy, found.own_interest


def worked(text: str) -> tuple[Decimal, ...]:
    return tuple(yuan(part) for part in text.split())


def spans(made: Ledger) -> list[tuple[str, str, int]]:
    return [(str(period.first), str(period.last), period.days) for period in made.periods()]


def subsidised(made: Ledger) -> list[Any]:
    return [period.subsidised_principal for period in made.periods()]


YEAR = (drawing("2022-01-01", 50000), rate("2022-01-01"), repayment("2023-01-01", 50000))


# -- nothing changes ------------------------------------------------------------------------------------------


def test_a_year_of_a_first_loan() -> None:
    # 50,000 x 3.65% / 365 = 5.00 a day; 365 days: 1,825.00, all of it subsidised.
    totals = ledger(*YEAR).totals()
    assert sums(totals) == worked("1,825.00 1,825.00 0.00")
    assert (totals.days, totals.overdue_days, totals.roundings) == (365, 0, 4)


def test_a_year_by_quarters() -> None:
    # 90, 91, 92 and 92 days at 5.00 a day.
    quarters = ledger(*YEAR).quarters()
    assert [(quarter.year, quarter.number, quarter.days) for quarter in quarters] == [
        (2022, 1, 90),
        (2022, 2, 91),
        (2022, 3, 92),
        (2022, 4, 92),
    ]
    assert [quarter.interest_subsidy for quarter in quarters] == [*worked("450.00 455.00 460.00 460.00")]
    assert [quarter.roundings for quarter in quarters] == [1, 1, 1, 1]


def test_the_periods_of_a_year_end_with_its_quarters() -> None:
    assert spans(ledger(*YEAR)) == [
        ("2022-01-01", "2022-03-31", 90),
        ("2022-04-01", "2022-06-30", 91),
        ("2022-07-01", "2022-09-30", 92),
        ("2022-10-01", "2022-12-31", 92),
    ]


def test_the_whole_of_a_period() -> None:
    # 80,000 of which 50,000 are subsidised and under risk compensation; 90 days at 8.00 and 5.00 a day.
    confirmed: dict[str, Any] = {"need_confirmed": True, "able_to_repay": True, "tops_up": True}
    entries = (drawing("2022-01-01", 80000), rate("2022-01-01"))
    (period,) = ledger(*entries, until=day("2022-03-31"), **confirmed).periods()
    assert {name: getattr(period, name) for name in specs(InterestPeriod)} == {
        "balance_permitted": True,
        "first": day("2022-01-01"),
        "last": day("2022-03-31"),
        "balance": yuan("80,000.00"),
        "subsidised_principal": yuan("50,000.00"),
        "risk_compensated_principal": yuan("50,000.00"),
        "annual_rate": Decimal("0.0365"),
        "days": 90,
        "overdue_days": 0,
        "interest": yuan("720.00"),
        "interest_subsidy": yuan("450.00"),
        "own_interest": yuan("270.00"),
    }


def test_only_fifty_thousand_of_eighty_are_subsidised() -> None:
    # 80,000 x 3.65% = 2,920.00; 50,000 x 3.65% = 1,825.00; 1,095.00 is left.
    totals = ledger(drawing("2022-01-01", 80000), rate("2022-01-01"), repayment("2023-01-01", 80000)).totals()
    assert sums(totals) == worked("2,920.00 1,825.00 1,095.00")


def test_a_leap_year_has_a_day_more() -> None:
    # 366 days at 5.00 a day; the first quarter has 31 + 29 + 31 = 91.
    made = ledger(drawing("2024-01-01", 50000), rate("2024-01-01"), repayment("2025-01-01", 50000))
    assert made.totals().interest == yuan("1,830.00")
    assert made.quarters()[0].days == 91


def test_seven_tenths_subsidised_on_a_basis_of_360() -> None:
    # 50,000 x 3.65% / 360 = 5.069444... a day:
    #   90 days 456.25         x 70% 319.375      319.38
    #   91 days 461.3194...    x 70% 322.9236...  322.92
    #   92 days 466.3888...    x 70% 326.4722...  326.47, twice
    # Interest 456.25 + 461.32 + 466.39 + 466.39 = 1,850.35; subsidy 319.38 + 322.92 + 326.47 + 326.47 = 1,295.24.
    made = ledger(*YEAR, day_count=360, subsidised_share="0.7")
    assert [quarter.interest_subsidy for quarter in made.quarters()] == [*worked("319.38 322.92 326.47 326.47")]
    assert sums(made.totals()) == worked("1,850.35 1,295.24 555.11")


def test_four_roundings_can_come_to_a_fen_more_than_one() -> None:
    # 50 x 3.65% / 360 a day: 365 days 1.8503... = 1.85 at once. By quarters 0.45625, 0.4613..., 0.4663... twice:
    # 0.46 + 0.46 + 0.47 + 0.47 = 1.86. The difference, 0.01, is at most (4 + 1) x 0.005 = 0.025.
    made = ledger(drawing("2022-01-01", 50), rate("2022-01-01"), repayment("2023-01-01", 50), day_count=360)
    assert (made.totals().interest, made.totals().roundings) == (yuan("1.86"), 4)


# -- days -----------------------------------------------------------------------------------------------------


def test_the_day_of_drawing_counts_and_the_day_of_repayment_does_not() -> None:
    # One night: one day, 5.00.
    made = ledger(drawing("2022-05-10", 50000), rate("2022-05-10"), repayment("2022-05-11", 50000))
    assert spans(made) == [("2022-05-10", "2022-05-10", 1)]
    assert made.totals().interest == yuan("5.00")


def test_what_is_drawn_and_repaid_on_one_day_bears_no_interest() -> None:
    made = ledger(repayment("2022-05-10", 50000), drawing("2022-05-10", 50000))
    assert made.periods() == ()
    assert made.quarters() == ()
    assert made.totals() == PeriodTotals(
        days=0,
        overdue_days=0,
        interest=yuan("0.00"),
        interest_subsidy=yuan("0.00"),
        own_interest=yuan("0.00"),
        roundings=0,
    )


def test_on_one_day_drawings_are_booked_before_repayments() -> None:
    # 20,000 are left of the first 50,000 and the 10,000 drawn on the day on which 40,000 are repaid.
    made = ledger(
        drawing("2022-01-01", 50000),
        rate("2022-01-01"),
        repayment("2022-02-01", 60000),
        drawing("2022-02-01", 30000),
        until=day("2022-02-28"),
    )
    assert [period.balance for period in made.periods()] == [*worked("50,000.00 20,000.00")]


def test_the_last_day_worked_out_counts_and_what_comes_after_is_left_aside() -> None:
    # 59 days to the end of February, at 5.00.
    made = ledger(*YEAR, until=day("2022-02-28"))
    assert spans(made) == [("2022-01-01", "2022-02-28", 59)]
    assert made.totals().interest == yuan("295.00")


def test_days_after_the_last_repayment_are_in_no_period() -> None:
    assert ledger(*YEAR, until=day("2024-05-05")).periods() == ledger(*YEAR).periods()


def test_a_quarter_without_a_balance_is_left_out() -> None:
    # January and October: 31 days each at 5.00.
    made = ledger(
        drawing("2022-01-01", 50000),
        rate("2022-01-01"),
        repayment("2022-02-01", 50000),
        drawing("2022-10-01", 50000),
        repayment("2022-11-01", 50000),
    )
    assert [(quarter.number, quarter.interest) for quarter in made.quarters()] == [
        (1, yuan("155.00")),
        (4, yuan("155.00")),
    ]


def test_a_quarter_is_of_its_year() -> None:
    made = ledger(drawing("2022-12-31", 50000), rate("2022-12-31"), repayment("2023-01-02", 50000))
    assert [(quarter.year, quarter.number) for quarter in made.quarters()] == [(2022, 4), (2023, 1)]


@pytest.mark.parametrize(
    ("drawn_on", "until", "days"), [(date.min, date(1, 1, 2), 2), (date(9999, 12, 30), date.max, 2)]
)
def test_the_first_and_last_day_there_are(drawn_on: date, until: date, days: int) -> None:
    entries = (Drawing(on=drawn_on, drawn=1), RateChange(on=drawn_on, annual_rate=0))
    assert ledger(*entries, until=until).totals().days == days


# -- repayments and further drawings ----------------------------------------------------------------------------


def test_a_repayment_in_mid_year_is_of_what_is_not_subsidised_first() -> None:
    # 181 days at 8.00 a day, then 184 at 5.00: 1,448.00 + 920.00 = 2,368.00; 50,000 stay subsidised: 1,825.00.
    made = ledger(
        drawing("2022-01-01", 80000), rate("2022-01-01"), repayment("2022-07-01", 30000), repayment("2023-01-01", 50000)
    )
    assert subsidised(made) == [yuan("50,000.00")] * 4
    assert sums(made.totals()) == worked("2,368.00 1,825.00 543.00")


def test_a_balance_below_the_cap_is_subsidised_as_a_whole() -> None:
    # 80,000 less 60,000: 20,000 from April, 275 days at 2.00: 90 x 8 + 275 x 2 = 1,270.00; 90 x 5 + 275 x 2 = 1,000.00.
    made = ledger(
        drawing("2022-01-01", 80000), rate("2022-01-01"), repayment("2022-04-01", 60000), repayment("2023-01-01", 20000)
    )
    assert subsidised(made) == [*worked("50,000.00 20,000.00 20,000.00 20,000.00")]
    assert sums(made.totals()) == worked("1,270.00 1,000.00 270.00")


def test_a_repayment_may_count_against_the_subsidised_part_first() -> None:
    # Subsidised 50,000, from July 50,000 - 30,000 = 20,000: 181 x 5.00 + 184 x 2.00 = 1,273.00 of 2,368.00.
    made = ledger(
        drawing("2022-01-01", 80000),
        rate("2022-01-01"),
        repayment("2022-07-01", 30000),
        repayment("2023-01-01", 50000),
        unsubsidised_first=False,
    )
    assert subsidised(made) == [*worked("50,000.00 50,000.00 20,000.00 20,000.00")]
    assert sums(made.totals()) == worked("2,368.00 1,273.00 1,095.00")


def test_what_is_drawn_later_is_subsidised_as_far_as_the_cap_has_room() -> None:
    # 50,000 of 80,000; less 60,000: nothing of 20,000 is left subsidised; 10,000 more: 10,000 of 30,000; 70,000 more:
    # 50,000 of 100,000. With the other reading it is always the balance up to 50,000.
    entries = (
        drawing("2022-01-01", 80000),
        rate("2022-01-01"),
        repayment("2022-04-01", 60000),
        drawing("2022-07-01", 10000),
        drawing("2022-10-01", 70000),
    )
    until = day("2022-12-31")
    assert subsidised(ledger(*entries, until=until, unsubsidised_first=False)) == [
        *worked("50,000.00 0.00 10,000.00 50,000.00")
    ]
    assert subsidised(ledger(*entries, until=until)) == [*worked("50,000.00 20,000.00 30,000.00 50,000.00")]


# -- rates ----------------------------------------------------------------------------------------------------


def test_a_new_rate_holds_from_its_day_on() -> None:
    # 50,000 at 3.65% to 30 June, at 7.30% from 1 July: 181 x 5.00 + 184 x 10.00 = 905.00 + 1,840.00.
    made = ledger(*YEAR, rate("2022-07-01", "0.0730"))
    assert sums(made.totals()) == worked("2,745.00 2,745.00 0.00")


def test_a_rate_in_mid_quarter_cuts_the_quarter() -> None:
    # January at 5.00, February and March at 10.00: 155.00 + 590.00.
    made = ledger(*YEAR, rate("2022-02-01", "0.0730"))
    assert spans(made)[:2] == [("2022-01-01", "2022-01-31", 31), ("2022-02-01", "2022-03-31", 59)]
    assert (made.quarters()[0].interest, made.quarters()[0].roundings) == (yuan("745.00"), 2)


def test_a_rate_that_is_the_same_cuts_a_period_all_the_same() -> None:
    assert len(ledger(*YEAR, rate("2022-02-01")).periods()) == 5


# -- overdue --------------------------------------------------------------------------------------------------


def test_a_month_overdue_bears_interest_and_no_subsidy() -> None:
    # 30 of 365 days: 1,825.00 of interest; 335 x 5.00 = 1,675.00 subsidised; 150.00 left.
    totals = ledger(*YEAR, overdue("2022-12-02", "2022-12-31")).totals()
    assert sums(totals) == worked("1,825.00 1,675.00 150.00")
    assert totals.overdue_days == 30


def test_a_spell_counts_in_each_quarter_that_it_touches() -> None:
    # 22 to 31 March: 10 days. 1 to 5 April: 5 days. A second spell of one day in April. No period is cut.
    made = ledger(*YEAR, overdue("2022-03-22", "2022-04-05"), overdue("2022-04-06", "2022-04-06"))
    assert [quarter.overdue_days for quarter in made.quarters()] == [10, 6, 0, 0]
    # (90 - 10) x 5.00, (91 - 6) x 5.00.
    assert [quarter.interest_subsidy for quarter in made.quarters()[:2]] == [*worked("400.00 425.00")]
    assert len(made.periods()) == 4


def test_a_spell_that_has_not_ended_goes_on_to_the_end() -> None:
    assert [quarter.overdue_days for quarter in ledger(*YEAR, overdue("2022-11-01")).quarters()] == [0, 0, 0, 61]


def test_a_spell_counts_only_on_days_with_a_balance() -> None:
    assert ledger(*YEAR, overdue("2022-12-31", "2023-06-30")).totals().overdue_days == 1


# -- the end of the subsidy -----------------------------------------------------------------------------------


def test_after_2025_there_is_no_subsidy() -> None:
    # 92 days to 2025-12-31: 460.00, subsidised; 90 days of 2026: 450.00, not subsidised.
    made = ledger(drawing("2025-10-01", 50000), rate("2025-10-01"), repayment("2026-04-01", 50000))
    assert [sums(quarter) for quarter in made.quarters()] == [
        worked("460.00 460.00 0.00"),
        worked("450.00 0.00 450.00"),
    ]
    assert subsidised(made) == [*worked("50,000.00 0.00")]
    assert [period.risk_compensated_principal for period in made.periods()] == [*worked("50,000.00 50,000.00")]


def test_the_last_day_of_the_subsidy_is_subsidised_and_cuts_its_quarter() -> None:
    # 1 October to 15 November: 46 days, 230.00; 16 November to 31 December: 46 days, 230.00 without subsidy.
    terms = attrs.evolve(GUIZHOU, subsidy_until=day("2022-11-15"))
    fourth = ledger(*YEAR, terms=terms).quarters()[-1]
    assert sums(fourth) == worked("460.00 230.00 230.00")
    assert fourth.roundings == 2


def test_a_subsidy_that_ended_before_the_loan_is_none() -> None:
    made = ledger(*YEAR, terms=attrs.evolve(GUIZHOU, subsidy_until=day("2021-12-31")))
    assert sums(made.totals()) == worked("1,825.00 0.00 1,825.00")


def test_where_no_end_is_stated_the_subsidy_does_not_end() -> None:
    terms = attrs.evolve(GUIZHOU, subsidy_until=None)
    made = ledger(drawing("2025-10-01", 50000), rate("2025-10-01"), repayment("2026-04-01", 50000), terms=terms)
    assert made.totals().interest_subsidy == yuan("910.00")


# -- what is not known ----------------------------------------------------------------------------------------


def ends(value: Any) -> tuple[Any, Any, set[str]]:
    assert isinstance(value, Unknown)
    return value.low, value.high, set(value.facts)


EIGHTY = (drawing("2022-01-01", 80000), rate("2022-01-01"), repayment("2023-01-01", 80000))


def test_a_cap_that_no_document_states_gives_a_range() -> None:
    # From nothing subsidised to all of 80,000: 0.00 to 2,920.00.
    totals = ledger(*EIGHTY, terms=HUNAN).totals()
    assert totals.interest == yuan("2,920.00")
    assert ends(totals.interest_subsidy) == (yuan("0.00"), yuan("2,920.00"), {"small_loan.subsidised_cap"})
    assert ends(totals.own_interest) == (yuan("0.00"), yuan("2,920.00"), {"small_loan.subsidised_cap"})


def test_repayments_narrow_what_an_unstated_cap_can_be_worth() -> None:
    # Subsidised first: of 80,000 at most 80,000, then of 50,000 at most 50,000, since all of it may have been.
    entries = (drawing("2022-01-01", 80000), rate("2022-01-01"), repayment("2022-04-01", 30000))
    made = ledger(*entries, terms=HUNAN, until=day("2022-06-30"), unsubsidised_first=False)
    assert [ends(amount)[:2] for amount in subsidised(made)] == [
        (yuan("0.00"), yuan("80,000.00")),
        (yuan("0.00"), yuan("50,000.00")),
    ]


def test_a_share_that_nobody_recorded_gives_a_range() -> None:
    # Of 50,000: 0.00 to 1,825.00; the rest of 2,920.00 is 1,095.00 to 2,920.00.
    totals = ledger(*EIGHTY, subsidised_share=None).totals()
    assert ends(totals.interest_subsidy) == (yuan("0.00"), yuan("1,825.00"), {"subsidised_share"})
    assert ends(totals.own_interest) == (yuan("1,095.00"), yuan("2,920.00"), {"subsidised_share"})


def test_a_day_count_that_nobody_recorded_gives_a_range() -> None:
    # 50,000 x 3.65% x 90 / 366 = 448.7704...; 50,000 x 3.65% x 90 / 360 = 456.25.
    (period,) = ledger(*YEAR, day_count=None, until=day("2022-03-31")).periods()
    assert ends(period.interest) == (yuan("448.77"), yuan("456.25"), {"day_count"})
    assert period.own_interest == yuan("0.00")


def test_after_the_end_of_the_subsidy_it_does_not_matter_what_is_not_known() -> None:
    made = ledger(
        drawing("2026-01-01", 50000),
        rate("2026-01-01"),
        repayment("2026-04-01", 50000),
        terms=attrs.evolve(GUIZHOU, subsidised_cap=None),
        subsidised_share=None,
    )
    assert sums(made.totals()) == worked("450.00 0.00 450.00")


def test_the_worksheet_of_a_period_explains_it_and_says_what_is_missing() -> None:
    worksheet = ledger(*EIGHTY, terms=HUNAN, subsidised_share=None).periods()[0].worksheet
    assert missing(worksheet) == ("subsidised_share", "small_loan.subsidised_cap")
    assert not_stated(worksheet) == ("small_loan.subsidised_cap",)
    lines = explain(worksheet)
    assert lines[0] == "borrower in scope: yes"
    assert any(line.startswith("interest: 720.00 yuan") for line in lines)


# -- forms ----------------------------------------------------------------------------------------------------

ENTRIES: tuple[Entry, ...] = (*YEAR, overdue("2022-03-22", "2022-04-05"), overdue("2022-11-01"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_entries_are_written_as_plain_data_and_read_again(entry: Entry) -> None:
    assert structure(type(entry), unstructure(entry)) == entry


def test_entries_may_be_given_in_any_order_and_as_a_list() -> None:
    expected = ledger(*ENTRIES).periods()
    for entries in permutations(ENTRIES):
        assert ledger(entries=list(entries)).periods() == expected


def test_a_ledger_can_be_compared_copied_and_never_changed() -> None:
    made: Any = ledger(*ENTRIES)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
    assert made != ledger(*YEAR)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.until = None


def test_no_decimal_context_of_an_embedder_changes_a_fen(hostile: Callable[[Callable[[], Any]], Iterator[Any]]) -> None:
    def run(*, unsubsidised_first: bool) -> tuple[tuple[InterestPeriod, ...], PeriodTotals, str]:
        made = ledger(
            drawing("2022-01-01", "12345678.91"),
            rate("2022-01-01"),
            repayment("2022-05-05", "1234567.89"),
            until=day("2026-03-31"),
            terms=HUNAN,
            subsidised_share="0.7",
            unsubsidised_first=unsubsidised_first,
        )
        wrong = refused(drawing("2022-01-01", "12345678.91"), repayment("2022-01-02", "12345678.90"))
        return made.periods(), made.totals(), str(wrong)

    for first in (True, False):
        expected = run(unsubsidised_first=first)
        for result in hostile(lambda first=first: run(unsubsidised_first=first)):  # type: ignore[misc]
            assert result == expected


# -- what is refused ------------------------------------------------------------------------------------------


def refused(*entries: Any, **given: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        ledger(*entries, **given)
    return caught.value


def faults(error: InvalidInput) -> list[tuple[str, str | None]]:
    return [(mismatch.path, mismatch.rule) for mismatch in error.mismatches]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), [("entries", "drawing_first")]),
        ((rate("2022-01-01"),), [("entries", "drawing_first")]),
        ((*YEAR, rate("2021-12-31")), [("entries[3].on", "drawing_first")]),
        ((*YEAR, overdue("2021-12-31", "2022-01-01")), [("entries[3].since", "drawing_first")]),
        (
            (*YEAR, repayment("2021-12-31", 1)),
            [("entries[3].on", "drawing_first"), ("entries[3].repaid", "repayment_within_balance")],
        ),
        ((*YEAR, repayment("2023-01-01", "0.01")), [("entries[3].repaid", "repayment_within_balance")]),
        (
            (*YEAR, drawing("2023-01-02", 1), repayment("2023-01-01", 1), repayment("2023-01-03", 1)),
            [("entries[4].repaid", "repayment_within_balance")],
        ),
        ((YEAR[0], YEAR[2]), [("entries", "rate_of_every_balance")]),
        ((YEAR[0], rate("2022-01-02"), YEAR[2]), [("entries", "rate_of_every_balance")]),
        ((*YEAR, rate("2022-01-01", "0.04")), [("entries[3].on", "one_rate_a_day")]),
        ((*YEAR, rate("2022-01-01")), [("entries[3].on", "one_rate_a_day")]),
        (
            (*YEAR, overdue("2022-03-05", "2022-03-09"), overdue("2022-03-01", "2022-03-05")),
            [("entries[3].since", "overdue_apart")],
        ),
        (
            (*YEAR, overdue("2022-03-01", "2022-03-31"), overdue("2022-03-02", "2022-03-03"), overdue("2022-03-31")),
            [("entries[4].since", "overdue_apart"), ("entries[5].since", "overdue_apart")],
        ),
        ((*YEAR, overdue("2022-03-01"), overdue("2022-05-01")), [("entries[4].since", "overdue_apart")]),
        (YEAR[:2], [("until", "end_of_an_open_loan")]),
    ],
)
def test_what_cannot_be_is_refused(entries: Sequence[Entry], expected: list[tuple[str, str | None]]) -> None:
    assert faults(refused(*entries)) == expected


def test_a_rate_that_comes_too_late_is_named() -> None:
    assert str(refused(YEAR[0], rate("2022-01-02"), YEAR[2])).splitlines()[1:] == [
        "  entries: expected an annual rate in force from 2022-01-01 on, got one from 2022-01-02 on"
    ]


def test_an_end_before_the_first_drawing_is_refused() -> None:
    assert faults(refused(*YEAR, until=day("2021-12-31"))) == [("until", "drawing_first")]


def test_everything_wrong_is_said_at_once() -> None:
    error = refused(
        drawing("2022-01-01", 50000),
        rate("2021-12-01"),
        repayment("2022-02-01", "50000.01"),
        overdue("2022-03-01", "2022-03-31"),
        overdue("2022-03-31"),
        rate("2021-12-01"),
    )
    assert str(error).splitlines() == [
        "Ledger",
        "  entries[4].since: expected a date after the last day of entries[3], got 2022-03-31",
        "  entries[5].on: expected a different day from entries[1], got 2021-12-01",
        "  entries[1].on: expected a date not before the first drawing (2022-01-01), got 2021-12-01",
        "  entries[5].on: expected a date not before the first drawing (2022-01-01), got 2021-12-01",
        "  entries[2].repaid: expected at most the balance (50000.00), got 50000.01",
        "  until: expected the last day to work out, since 50000.00 yuan is not repaid, got nothing",
    ]


def test_what_is_no_entry_is_refused() -> None:
    assert faults(refused(*YEAR, Entry())) == [("entries[3]", None)]
    assert faults(refused(*YEAR, "2022-01-01")) == [("entries[3]", None)]


def test_what_is_needed_must_be_given() -> None:
    with pytest.raises(InvalidInput) as caught:
        Ledger()
    assert faults(caught.value) == [("entries", None), ("terms", None)]


@pytest.mark.parametrize("value", [None, 1, "False"])
def test_which_part_is_repaid_first_is_a_truth(value: Any) -> None:
    assert faults(refused(*YEAR, unsubsidised_first=value)) == [("unsubsidised_first", None)]


@pytest.mark.parametrize(
    ("model", "given", "path"),
    [
        (Drawing, {"drawn": 1}, "on"),
        (Drawing, {"on": date(2022, 1, 1)}, "drawn"),
        (Drawing, {"on": date(2022, 1, 1), "drawn": "-0.01"}, "drawn"),
        (Drawing, {"on": date(2022, 1, 1), "drawn": 0.5}, "drawn"),
        (Repayment, {"on": date(2022, 1, 1)}, "repaid"),
        (RateChange, {"on": date(2022, 1, 1)}, "annual_rate"),
        (RateChange, {"on": date(2022, 1, 1), "annual_rate": "3.65"}, "annual_rate"),
        (Overdue, {}, "since"),
        (Overdue, {"since": date(2022, 1, 2), "until": date(2022, 1, 1)}, "until"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(model: type[Any], given: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        model(**given)
    assert [mismatch.path for mismatch in caught.value.mismatches] == [path]


# -- as contracts have it -------------------------------------------------------------------------------------


def test_quarters_may_end_on_the_twentieth() -> None:
    # 12,000 at 3.65% on a basis of 360, from 21 December to 20 June: 91 days 110.716..., 92 days 111.933...
    entries = (drawing("2023-12-21", 12000), rate("2023-12-21"))
    made = ledger(*entries, day_count=360, quarters_end="20th", until=day("2024-06-20"))
    assert [(quarter.year, quarter.number, quarter.days) for quarter in made.quarters()] == [
        (2024, 1, 91),
        (2024, 2, 92),
    ]
    assert [quarter.interest for quarter in made.quarters()] == list(worked("110.72 111.93"))
    assert made.periods()[0].last == day("2024-03-20")


@pytest.mark.parametrize(
    ("opened", "closed", "interest"),
    [
        # 40,000 at 3.45%: 1,380.00 a year, 115.00 a month, 3.8333... a day of 360
        ("2023-08-01", "2024-08-01", "1380.00"),
        ("2023-08-01", "2025-08-01", "2760.00"),
        ("2023-08-31", "2024-08-31", "1380.00"),
        ("2024-02-01", "2024-03-01", "115.00"),
        # A month to 14 March, and the 17 days to 31 March: 47 days, 180.1666...
        ("2024-02-15", "2024-04-01", "180.17"),
    ],
)
def test_whole_years_and_months_count_as_such_where_the_contract_says_so(
    opened: str, closed: str, interest: str
) -> None:
    entries = (drawing(opened, 40000), rate(opened, "0.0345"), repayment(closed, 40000))
    assert ledger(*entries, day_count=360, count="whole years and months").totals().interest == yuan(interest)


@pytest.mark.parametrize("day_count", [365, None])
def test_whole_months_count_on_a_basis_of_360_days(day_count: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        ledger(*YEAR, day_count=day_count, count="whole years and months")
    assert [item.path for item in caught.value.mismatches] == ["day_count"]


@pytest.mark.parametrize("given", [{"quarters_end": "21st"}, {"count": "months"}, {"older": [1]}])
def test_a_parameter_that_is_none_of_its_options_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        ledger(*YEAR, **given)
    assert [item.path.removesuffix("[0]") for item in caught.value.mismatches] == list(given)


def test_a_balance_above_what_is_permitted_is_said_to_be() -> None:
    # 40,000 are within 50,000; 70,000 need a top-up; 110,000 are above 100,000.
    entries = (drawing("2022-01-01", 40000), rate("2022-01-01"))
    more = (drawing("2022-02-01", 30000), drawing("2022-03-01", 40000))
    found = ledger(*entries, *more, until=day("2022-03-31")).periods()
    assert [str(period.balance_permitted) for period in found if not isinstance(period.balance_permitted, Unknown)] == [
        "True", "False",
    ]  # fmt: skip
    assert isinstance(found[1].balance_permitted, Unknown)
    refused = ledger(*entries, *more, until=day("2022-03-31"), need_confirmed=False).periods()
    assert [period.balance_permitted for period in refused] == [True, False, False]


def test_an_older_loan_holds_first_what_is_subsidised() -> None:
    # Of the older 45,000 to 1 July, then 20,000; of the newer 5,000 are subsidised, then its whole 20,000.
    older = ledger(
        drawing("2022-01-01", 45000), rate("2022-01-01"), repayment("2022-07-01", 25000), until=day("2022-12-31")
    )
    newer = ledger(drawing("2022-04-01", 20000), rate("2022-04-01"), until=day("2022-12-31"), older=[older])
    assert subsidised(newer) == [yuan("5000"), yuan("20000"), yuan("20000")]
    # 91 days at 0.50 and 184 at 2.00; interest is 275 days at 2.00.
    assert sums(newer.totals()) == worked("550.00 413.50 136.50")


def test_a_year_is_rounded_once_and_not_by_quarter() -> None:
    made = ledger(drawing("2022-01-01", "10001.17"), rate("2022-01-01"), day_count=360, until=day("2023-03-31"))
    first, second = made.years()
    # 10,001.17 x 3.65% = 365.042705 a year; x 365 / 360 = 370.1127..., and x 90 / 360 = 91.2606...
    assert (first.year, first.interest, first.roundings) == (2022, yuan("370.11"), 1)
    assert (second.year, second.interest, second.days) == (2023, yuan("91.26"), 90)
    assert made.totals().roundings == 5
