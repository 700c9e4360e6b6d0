"""Small loans (脱贫人口小额信贷): the permitted amount, the interest, and the interest subsidy (贴息).

Whom: exited and monitored households; from 2016 to 2020 also the registered poor. A first loan has a cap; a top-up,
which requires a first loan outstanding and confirmed need and ability to repay, raises the total to a higher cap. The
interest subsidy and risk compensation (风险补偿) cover a part of the balance. Each loan of a household is worked out
separately, then added; `loans.several` does so. Amounts are yuan, rates per year, time in days and months.

Readings: the cap applies to the outstanding balance, old and new together; a balance above it is a finding of its own
(`balance_permitted`). A top-up is lent while a first loan is outstanding; a first loan is no top-up of itself. Days
are overdue from the due date on. A household out of scope is granted nothing; its balance is unchanged and
unsubsidised. A loan lent in scope stays subsidised to the end of its term, though not beyond the last day of the
subsidy. Overdue days bear interest without subsidy. Term, age, rate and purpose are separate criteria that never
change the amount; whether a loan may be lent as such (`may_be_lent`) takes these, who borrows, and the limits of what
is asked for and owed. The rate is held against the prime rate of the day that the loan was lent. Hunan's and Yiyang's
documents promote the loans without a figure; the cap of a first loan, term, age and rate are national practice.
hunan-13fyp-2017 plans credit and interest subsidy for the registered poor by head (专栏3), as a share of a budget: no
cap, rate or term of a loan.

Rounding: interest and subsidy are each rounded once for a worksheet, half-up to the fen: the balance times its days
times the rate, by the days of a year. One worksheet covers days of one balance, in an assessment mostly all of a loan's
days of the year.

Limitations: how bank and fund share risk compensation is not stated, and not worked out. Where a loan was repaid in
part and not recorded when, its principal that bears interest is a range.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.credit import small_loan as rule
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(borrower_in_scope=True, outstanding=50000, requested=30000, need_confirmed=True,
...     able_to_repay=True, tops_up=True, annual_rate="0.0365", days=365, overdue_days=0, day_count=365,
...     subsidised_share=1, year=2022, older_balance=0), terms)
>>> worksheet.granted, worksheet.interest, worksheet.interest_subsidy
(Decimal('30000.00'), Decimal('2920.00'), Decimal('1825.00'))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    ONE,
    ZERO,
    Amount,
    Number,
    Truth,
    day_of_year,
    exact_arithmetic,
    is_set,
    maximum,
    minimum,
    not_,
    otherwise,
    prorated,
    when,
    year_of,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, DayFact, MoneyFact, RateFact, TruthFact
from ...models import Household, LocalFigures, SmallLoan
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household and its loan (小额信贷); amounts in yuan.

    `outstanding` is the balance of the day, `bearing` that of the days of interest. `tops_up` says whether the loan, or
    what is requested, comes on top of a first loan outstanding. A loan is no top-up of itself: what is outstanding of a
    first loan leaves it one. Who asks for a top-up gives the balance of the first loan as `outstanding`, or as
    `older_balance` to have the new loan worked out by itself. `days_gone`, on which days may be
    overdue, and `days_before` are days of the `year`; they matter only in the year in which the subsidy ends.
    """

    borrower_in_scope: TruthFact = drawn(cases.lent_in_scope, "borrower in scope", zh="借款人属于支持对象")
    outstanding: MoneyFact = drawn(SmallLoan.balance)
    bearing: MoneyFact = drawn(cases.bearing)
    requested: MoneyFact = drawn(cases.nothing_requested)
    need_confirmed: TruthFact = drawn(SmallLoan.need_confirmed)
    able_to_repay: TruthFact = drawn(SmallLoan.able_to_repay)
    tops_up: TruthFact = drawn(SmallLoan.tops_up)
    term_months: CountFact = drawn(SmallLoan.term)
    annual_rate: RateFact = drawn(SmallLoan.annual_rate)
    days: CountFact = drawn(cases.interest_days)
    overdue_days: CountFact = drawn(SmallLoan.overdue_days_in_year, "days overdue", zh="逾期天数", part_of="days")
    day_count: CountFact = drawn(LocalFigures.day_count)
    subsidised_share: RateFact = drawn(
        LocalFigures.subsidised_share, "share of the interest that is subsidised", zh="贴息比例"
    )
    borrower_age: CountFact = drawn(SmallLoan.borrower_age)
    for_production: TruthFact = drawn(SmallLoan.for_production)
    lpr_one_year: RateFact = drawn(cases.lpr_one_year)
    lpr_five_year: RateFact = drawn(cases.lpr_five_year)
    year: CountFact = drawn(cases.year)
    days_gone: CountFact = drawn(cases.days_gone)
    days_before: CountFact = drawn(SmallLoan.days_before_in_year)
    older_balance: MoneyFact = fields.money("balance of the older loans", zh="较早贷款余额")


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of small loans from documents and national practice; caps in yuan per household."""

    first_loan_cap: MoneyFact = fields.money("cap of a first loan", zh="首贷额度上限")
    topup_cap: MoneyFact = fields.money("cap with a top-up, in all", zh="追加贷款后额度上限")
    subsidised_cap: MoneyFact = fields.money("principal that is subsidised at most", zh="贴息本金上限")
    risk_compensated_cap: MoneyFact = fields.money("principal under risk compensation at most", zh="风险补偿本金上限")
    term_cap: CountFact = fields.count("longest term", zh="贷款期限上限", unit="months")
    short_term: CountFact = fields.count(
        "longest term under the one-year rate", zh="参照一年期利率的期限上限", unit="months"
    )
    youngest: CountFact = fields.count("youngest borrower", zh="最低年龄", unit="years")
    oldest: CountFact = fields.count("oldest borrower", zh="最高年龄", unit="years")
    subsidy_until: DayFact = fields.day("last day of the interest subsidy", zh="贴息截止日期", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The worksheet of a small loan; amounts in yuan, interest over the days given."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    permitted_total: Amount = fields.money("permitted in all", zh="允许贷款总额", reading="cap_on_balance")
    balance_permitted: Truth = fields.truth("balance within the limit", zh="余额符合规定", reading="cap_on_balance")
    request_permitted: Truth = fields.truth("request within the limit", zh="申请金额符合规定", reading="cap_on_balance")
    granted: Amount = fields.money("granted now", zh="本次可贷金额", answer=True)
    balance: Amount = fields.money("balance with the new loan", zh="贷款余额", reading="cap_on_balance")
    balance_in_all: Amount = fields.money("balance with the older loans", zh="贷款余额合计")
    lent_in_scope: Truth = fields.truth("lent in scope", zh="发放时属于支持对象", reading="subsidised_to_the_end")
    bearing_principal: Amount = fields.money("principal that bears interest", zh="计息本金")
    subsidised_principal: Amount = fields.money("subsidised principal", zh="贴息本金")
    risk_compensated_principal: Amount = fields.money("principal under risk compensation", zh="风险补偿本金")
    wholly_subsidised: Truth = fields.truth("interest wholly subsidised", zh="利息全额贴息")
    subsidised_days: Number = fields.count(
        "days subsidised", zh="贴息天数", unit="days", reading="overdue_not_subsidised"
    )
    interest: Amount = fields.money("interest", zh="利息", answer=True, reading="interest_rounded_once")
    interest_subsidy: Amount = fields.money(
        "interest subsidy", zh="贴息金额", answer=True, reading="overdue_not_subsidised"
    )
    own_interest: Amount = fields.money(
        "interest left to pay", zh="个人承担利息", answer=True, reading="rest_after_rounding"
    )
    term_permitted: Truth = fields.truth("term within the limit", zh="期限符合规定")
    rate_permitted: Truth = fields.truth("rate within the limit", zh="利率符合规定")
    age_permitted: Truth = fields.truth("age within the limits", zh="年龄符合规定")
    purpose_permitted: Truth = fields.truth("purpose is production", zh="用途符合规定")
    may_be_lent: Truth = fields.truth(
        "may be lent",
        zh="符合贷款条件",
        criteria=(
            *("lent_in_scope", "request_permitted", "balance_permitted"),
            *("term_permitted", "rate_permitted", "age_permitted", "purpose_permitted"),
        ),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out a small loan (小额信贷) of one household, or of a column of households."""
    # Where nothing is outstanding there is no first loan; what is outstanding may be of one, or of the loan itself.
    outstanding = facts.older_balance + facts.outstanding > ZERO
    topped_up = facts.tops_up & outstanding & facts.need_confirmed & facts.able_to_repay
    permitted_total = when(topped_up, terms.topup_cap, terms.first_loan_cap)
    permitted_here = permitted_total - facts.older_balance
    room = maximum(permitted_here - facts.outstanding, ZERO)
    # Not outstanding + granted: both depend on outstanding, and ranges treat operands as independent.
    raised = maximum(facts.outstanding, minimum(facts.outstanding + facts.requested, permitted_here))
    # Where older loans fill the cap, no request raises the balance, so the request need not be known.
    asks = (facts.requested > ZERO) & (permitted_here > ZERO)
    balance = when(facts.borrower_in_scope & asks, raised, facts.outstanding)
    # Older loans use the subsidised and the risk-compensated principal first.
    left_to_subsidise = maximum(terms.subsidised_cap - facts.older_balance, ZERO)
    left_to_compensate = maximum(terms.risk_compensated_cap - facts.older_balance, ZERO)
    # With a request, the interest is that of the balance it leads to; who is subsidised is in scope.
    bearing = when(facts.borrower_in_scope & asks, raised, facts.bearing)
    in_scope_bearing = when(asks, raised, facts.bearing)
    subsidised_principal = when(facts.borrower_in_scope, minimum(in_scope_bearing, left_to_subsidise), ZERO)
    compensated = minimum(when(asks, raised, facts.outstanding), left_to_compensate)
    interest = prorated(bearing, facts.annual_rate, facts.days, facts.day_count)
    interest_in_scope = prorated(in_scope_bearing, facts.annual_rate, facts.days, facts.day_count)
    without_request = prorated(facts.bearing, facts.annual_rate, facts.days, facts.day_count)
    # Days after the subsidy has ended, and those of them that are overdue: neither is taken off twice.
    last_year = otherwise(year_of(terms.subsidy_until), 0)
    last_day = otherwise(day_of_year(terms.subsidy_until), 0)
    over = is_set(terms.subsidy_until) & (facts.year > last_year)
    ending = is_set(terms.subsidy_until) & (facts.year >= last_year) & (facts.year <= last_year)
    beyond = minimum(maximum(facts.days_before + facts.days - last_day, 0), facts.days)
    late_beyond = minimum(minimum(maximum(facts.days_gone - last_day, 0), facts.overdue_days), beyond)
    until_the_end = maximum(facts.days - beyond - (facts.overdue_days - late_beyond), 0)
    in_time = maximum(facts.days - facts.overdue_days, 0)
    subsidised_days = when(over, 0, when(ending, until_the_end, in_time))
    subsidy_in_scope = prorated(
        minimum(in_scope_bearing, left_to_subsidise),
        facts.annual_rate,
        subsidised_days,
        facts.day_count,
        part=facts.subsidised_share,
    )
    none_beyond = when(over, facts.days <= 0, not_(ending) | (beyond <= 0))
    every_day = (facts.overdue_days <= 0) & none_beyond & (facts.subsidised_share >= ONE)
    wholly = (in_scope_bearing <= left_to_subsidise) & every_day
    own_with_request = when(wholly, ZERO, maximum(interest_in_scope - subsidy_in_scope, ZERO))
    own_without = when(wholly, ZERO, maximum(without_request - subsidy_in_scope, ZERO))
    # Who borrows matters only if something is asked for, or subsidised; what is asked for, only of who is in scope.
    served = facts.borrower_in_scope & (asks | wholly | (subsidy_in_scope > ZERO))
    request_permitted = facts.requested <= room
    balance_permitted = facts.older_balance + balance <= permitted_total
    term_permitted = facts.term_months <= terms.term_cap
    rate_permitted = when(
        facts.term_months <= terms.short_term,
        facts.annual_rate <= facts.lpr_one_year,
        facts.annual_rate <= facts.lpr_five_year,
    )
    age_permitted = (facts.borrower_age >= terms.youngest) & (facts.borrower_age <= terms.oldest)
    within = request_permitted & balance_permitted & term_permitted & rate_permitted & age_permitted
    return Worksheet(
        facts=facts,
        terms=terms,
        permitted_total=permitted_total,
        balance_permitted=balance_permitted,
        request_permitted=request_permitted,
        granted=when(facts.borrower_in_scope, minimum(facts.requested, room), ZERO),
        balance=balance,
        balance_in_all=facts.older_balance + balance,
        lent_in_scope=facts.borrower_in_scope,
        bearing_principal=bearing,
        subsidised_principal=subsidised_principal,
        risk_compensated_principal=when(facts.borrower_in_scope, compensated, ZERO),
        wholly_subsidised=facts.borrower_in_scope & wholly,
        subsidised_days=subsidised_days,
        interest=interest,
        interest_subsidy=when(facts.borrower_in_scope, subsidy_in_scope, ZERO),
        own_interest=when(served, when(asks, own_with_request, own_without), without_request),
        term_permitted=term_permitted,
        rate_permitted=rate_permitted,
        age_permitted=age_permitted,
        purpose_permitted=facts.for_production,
        may_be_lent=facts.borrower_in_scope & within & facts.for_production,
    )


RULE: Final = Rule(
    label="loan subsidy",
    zh="贷款贴息",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="loan",
    pays=Worksheet.interest_subsidy,
    unit="yuan per year",
    applies=lambda case: case[Household.has_loans],
    needs=(Household.has_loans,),
    where=Worksheet.lent_in_scope,
    takes=Facts.older_balance,
    leaves=Worksheet.balance_in_all,
    heading=Heading("loan subsidy", "贷款贴息", head="loan"),
    register={
        "guizhou-2021/loan/topup-eligibility": (Worksheet.permitted_total,),
        "guizhou-2021/loan/borrower-class": (Worksheet.granted,),
        "hunan-2021/loan/microcredit-eligibility": (Worksheet.purpose_permitted,),
        "yiyang-2021/loan/microcredit-eligibility": (Worksheet.purpose_permitted,),
        "hunan-2022/loan/microcredit-continued": (Worksheet.purpose_permitted,),
        "hunan-2017/industry/microcredit-share": (Worksheet.lent_in_scope,),
    },
)
