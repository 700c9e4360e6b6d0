"""Small loans (脱贫人口小额信贷): what may be lent, the interest, and the interest subsidy (贴息).

Whom: exited and monitored households. A first loan has a cap; a top-up, which needs a first loan outstanding and need
and ability to repay confirmed, has a higher one in all. The interest subsidy and risk compensation (风险补偿) cover a
part of the balance. Amounts are yuan, rates per year, time in days and months.

References: guizhou-14fyp-2021 第七章第三节; hunan-14fyp-2021 第五章第二节, yiyang-14fyp-2021 第五章第二节一 and
hunan-opinions-2022 一（四）, which promote the loans without a figure. First-loan cap, term, age and rate are
national practice.

Readings: the cap is on the balance outstanding, old and new together. Who is not in scope is granted nothing, and the
balance stays what it was; nothing of it is subsidised. Interest is rounded once, the subsidy likewise; days overdue
bear interest and no subsidy. Term, age, rate and purpose are criteria of their own: they never change the amount.

Limitations: the days given are taken to lie within the days that are subsidised, which the ledger cuts off, and
`in_subsidy` by whole years; how risk compensation is shared between bank and fund is not stated, and not worked out.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.credit import small_loan as rule
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(borrower_in_scope=True, outstanding=50000, requested=30000, need_confirmed=True,
...     able_to_repay=True, annual_rate="0.0365", days=365, overdue_days=0, day_count=365, subsidised_share=1), terms)
>>> worksheet.granted, worksheet.interest, worksheet.interest_subsidy
(Decimal('30000.00'), Decimal('2920.00'), Decimal('1825.00'))
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ... import fields
from ...algebra import NO_SHARE, ONE, ZERO, Amount, Truth, exact_arithmetic, maximum, minimum, prorated, when
from ...fields.annotations import CountFact, DayRecord, MoneyFact, RateFact, TruthFact
from ...fields.citations import Source
from ...models import Household, LocalFigures, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute", "in_subsidy"]

SOURCES: Final = (
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/topup-eligibility"),
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/topup-cap"),
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/subsidy-limit"),
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/risk-compensation-limit"),
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/borrower-class"),
    Source("guizhou-14fyp-2021", "第七章第三节", "guizhou-2021/loan/extension"),
    Source("hunan-14fyp-2021", "第五章第二节", "hunan-2021/loan/microcredit-eligibility"),
    Source("yiyang-14fyp-2021", "第五章第二节一", "yiyang-2021/loan/microcredit-eligibility"),
    Source("hunan-opinions-2022", "一（四）", "hunan-2022/loan/microcredit-continued"),
)


@fields.facts_class
class Facts:
    """What must be known of a household for a small loan (小额信贷); amounts in yuan."""

    borrower_in_scope: TruthFact = fields.truth("exited or monitored household", zh="脱贫户或监测对象")
    outstanding: MoneyFact = fields.money("balance outstanding", zh="现有贷款余额")
    requested: MoneyFact = fields.money("amount requested", zh="申请金额")
    need_confirmed: TruthFact = fields.truth("need confirmed", zh="确有需求")
    able_to_repay: TruthFact = fields.truth("able to repay", zh="具备还款能力")
    term_months: CountFact = fields.count("term", zh="贷款期限", unit="months", unit_zh="个月", low=1)
    annual_rate: RateFact = fields.rate("annual rate", zh="年利率")
    days: CountFact = fields.count("days of interest, those overdue included", zh="计息天数", unit="days", unit_zh="天")
    overdue_days: CountFact = fields.count("days overdue", zh="逾期天数", unit="days", unit_zh="天")
    day_count: CountFact = fields.count(
        "days that count as a year", zh="计息年度天数", unit="days", unit_zh="天", low=360, high=366
    )
    subsidised_share: RateFact = fields.rate("share of the interest that is subsidised", zh="贴息比例")
    borrower_age: CountFact = fields.count("age of the borrower", zh="借款人年龄", unit="years", unit_zh="岁", high=150)
    for_production: TruthFact = fields.truth("for production only", zh="用于发展生产")
    lpr_one_year: RateFact = fields.rate("one-year loan prime rate", zh="一年期贷款市场报价利率")
    lpr_five_year: RateFact = fields.rate("five-year loan prime rate", zh="五年期以上贷款市场报价利率")

    @classmethod
    def of(cls, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of a household that asks for nothing new: the interest of the calendar year on what it owes.

        The days are those of the year within the loan's term; those overdue after it are not subsidised.
        """
        return cls(
            borrower_in_scope=household.exited_by(on) | household.monitored_on(on),
            outstanding=household.loans_outstanding(),
            requested=ZERO,
            need_confirmed=False,
            able_to_repay=False,
            term_months=household.of_every_loan("term_months"),
            annual_rate=household.of_every_loan("annual_rate"),
            days=household.loan_days(on.year),
            overdue_days=household.loan_overdue_days(on),
            day_count=recorded(local, "day_count"),
            subsidised_share=recorded(local, "subsidised_share"),
            lpr_one_year=recorded(local, "lpr_one_year"),
            lpr_five_year=recorded(local, "lpr_five_year"),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents and national practice state of small loans; caps in yuan per household."""

    first_loan_cap: MoneyFact = fields.money("cap of a first loan", zh="首贷额度上限")
    topup_cap: MoneyFact = fields.money("cap with a top-up, in all", zh="追加贷款后额度上限")
    subsidised_cap: MoneyFact = fields.money("principal that is subsidised at most", zh="贴息本金上限")
    risk_compensated_cap: MoneyFact = fields.money("principal under risk compensation at most", zh="风险补偿本金上限")
    term_cap: CountFact = fields.count("longest term", zh="贷款期限上限", unit="months", unit_zh="个月")
    short_term: CountFact = fields.count(
        "longest term under the one-year rate", zh="参照一年期利率的期限上限", unit="months", unit_zh="个月"
    )
    youngest: CountFact = fields.count("youngest borrower", zh="最低年龄", unit="years", unit_zh="岁")
    oldest: CountFact = fields.count("oldest borrower", zh="最高年龄", unit="years", unit_zh="岁")
    subsidy_until: DayRecord = fields.day("last day of the interest subsidy", zh="贴息截止日期")


def in_subsidy(facts: Facts, terms: Terms, on: date) -> Facts:
    """The facts of a calendar year's interest, with no share subsidised once the subsidy ended before that year.

    guizhou-14fyp-2021 第七章第三节: the policies go on to the end of 2025 (延长至2025年).
    """
    over = terms.subsidy_until is not None and terms.subsidy_until.year < on.year
    return fields.replaced(facts, subsidised_share=NO_SHARE) if over else facts


@fields.worksheet_class
class Worksheet:
    """A small loan worked out; amounts in yuan, interest over the days given."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    permitted_total: Amount = fields.money(
        "permitted in all", zh="允许贷款总额", uses=("first_loan_cap", "topup_cap"), reading="cap_on_balance"
    )
    granted: Amount = fields.money("granted now", zh="本次可贷金额", answer=True)
    balance: Amount = fields.money("balance with the new loan", zh="贷款余额", reading="cap_on_balance")
    subsidised_principal: Amount = fields.money("subsidised principal", zh="贴息本金", uses=("subsidised_cap",))
    risk_compensated_principal: Amount = fields.money(
        "principal under risk compensation", zh="风险补偿本金", uses=("risk_compensated_cap",)
    )
    interest: Amount = fields.money("interest", zh="利息", answer=True, reading="interest_rounded_once")
    interest_subsidy: Amount = fields.money(
        "interest subsidy",
        zh="贴息金额",
        answer=True,
        uses=("subsidised_cap", "subsidy_until"),
        reading="overdue_not_subsidised",
    )
    own_interest: Amount = fields.money(
        "interest left to pay", zh="个人承担利息", answer=True, reading="rest_after_rounding"
    )
    term_permitted: Truth = fields.truth("term within the limit", zh="期限符合规定", uses=("term_cap",))
    rate_permitted: Truth = fields.truth("rate within the limit", zh="利率符合规定", uses=("short_term",))
    age_permitted: Truth = fields.truth("age within the limits", zh="年龄符合规定", uses=("youngest", "oldest"))
    purpose_permitted: Truth = fields.truth("purpose is production", zh="用途符合规定")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out a small loan (小额信贷) of one household, or of a column of households."""
    topped_up = (facts.outstanding > ZERO) & facts.need_confirmed & facts.able_to_repay
    permitted_total = when(topped_up, terms.topup_cap, terms.first_loan_cap)
    room = maximum(permitted_total - facts.outstanding, ZERO)
    # Not outstanding + granted, which would take what is outstanding for two unrelated amounts.
    raised = maximum(facts.outstanding, minimum(facts.outstanding + facts.requested, permitted_total))
    balance = when(facts.borrower_in_scope & (facts.requested > ZERO), raised, facts.outstanding)
    subsidised_principal = when(facts.borrower_in_scope, minimum(balance, terms.subsidised_cap), ZERO)
    interest = prorated(balance, facts.annual_rate, facts.days, facts.day_count)
    subsidised_days = maximum(facts.days - facts.overdue_days, 0)
    interest_subsidy = prorated(
        subsidised_principal, facts.annual_rate, subsidised_days, facts.day_count, part=facts.subsidised_share
    )
    all_days = (facts.overdue_days <= 0) & (facts.subsidised_share >= ONE)
    wholly_subsidised = facts.borrower_in_scope & (balance <= terms.subsidised_cap) & all_days
    return Worksheet(
        facts=facts,
        terms=terms,
        permitted_total=permitted_total,
        granted=when(facts.borrower_in_scope, minimum(facts.requested, room), ZERO),
        balance=balance,
        subsidised_principal=subsidised_principal,
        risk_compensated_principal=when(facts.borrower_in_scope, minimum(balance, terms.risk_compensated_cap), ZERO),
        interest=interest,
        interest_subsidy=interest_subsidy,
        own_interest=when(wholly_subsidised, ZERO, maximum(interest - interest_subsidy, ZERO)),
        term_permitted=facts.term_months <= terms.term_cap,
        rate_permitted=when(
            facts.term_months <= terms.short_term,
            facts.annual_rate <= facts.lpr_one_year,
            facts.annual_rate <= facts.lpr_five_year,
        ),
        age_permitted=(facts.borrower_age >= terms.youngest) & (facts.borrower_age <= terms.oldest),
        purpose_permitted=facts.for_production,
    )
