"""Small pictures of what rules do, drawn from what `compute` gives.

A rule without a picture of its own shows what its answers depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby
from types import MappingProxyType, ModuleType
from typing import Any, Final

from drawing import WIDTH, Axes, box, path, shifted, svg, text
from floor_plan import plan

import rural_revitalization as rr
from rural_revitalization.catalogue import DECLARED
from rural_revitalization.citing import may_rest_on, needed_facts, rests_on
from rural_revitalization.fields import specs
from rural_revitalization.rules.allowance import gradual_exit, minimum_living, single_person_household
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.form import AnyRule
from rural_revitalization.rules.medical import (
    contribution_subsidy,
    inpatient_level,
    medical_assistance,
    serious_illness,
    settlement,
)
from rural_revitalization.rules.monitoring import identification, net_income, risk_elimination
from rural_revitalization.wording import amount_text
from rural_revitalization.worksheets import outcome

__all__ = ["depends_on", "picture"]

Drawing = tuple[str, str]  # the SVG, and its caption

LINE: Final = Decimal(6900)
INCOME: Final = 32_000
STANDARD: Final = 450


def picture(name: str) -> Drawing:
    """A picture by its name: one of `PICTURES`, or else what a rule's answers depend on. Raises `KeyError`."""
    if name in PICTURES:
        return PICTURES[name]()
    return depends_on(DECLARED[name])


def _terms(rule: ModuleType, jurisdiction: str = "hunan") -> Any:
    return rr.load_policy(jurisdiction, on=date(2022, 6, 1)).terms(rule)


def _ends(value: Any) -> tuple[Decimal, Decimal]:
    return (value.low, value.high) if hasattr(value, "low") else (value, value)


# -- serious illness --------------------------------------------------------------------------------------


def _reimbursed(cost: int, *, allowance: bool | None, ceiling: Any) -> Any:
    facts = serious_illness.Facts(
        in_scope_cost=cost,
        area_disposable_income=INCOME,
        ceiling=ceiling,
        extreme_poverty=False,
        returned_to_poverty=False,
        minimum_living_allowance=allowance,
    )
    return serious_illness.compute(facts, _terms(serious_illness)).reimbursement


def tilt() -> Drawing:
    """Reimbursement against cost, with the tilt and without."""
    axes = Axes(right=200_000, top=140_000)
    costs, ceiling = range(0, 200_001, 1000), 60_000
    above = axes.at(130_000, _reimbursed(130_000, allowance=True, ceiling=ceiling))
    drawn = [
        *axes.drawn("in-scope cost after basic insurance, yuan", "reimbursed, yuan", step=(50_000, 40_000)),
        axes.line([(cost, _reimbursed(cost, allowance=True, ceiling=ceiling)) for cost in costs], "a"),
        axes.line([(cost, _reimbursed(cost, allowance=False, ceiling=ceiling)) for cost in costs], "b"),
        text(*shifted(above, -8, -6), "with the tilt", anchor="end"),
        text(*shifted(axes.at(160_000, ceiling), 0, 18), "without", anchor="middle"),
        text(*shifted(axes.at(160_000, ceiling), 0, 32), "up to a ceiling of 60,000", style="small", anchor="middle"),
    ]
    caption = (
        "What is reimbursed of a year's cost in Hunan in 2022. The tilt halves the deductible, adds five points to the "
        "rate and lifts the ceiling. The local income of 32,000 yuan and the ceiling of 60,000 yuan are made up."
    )
    return svg("Reimbursement against cost, with the tilt and without", 262, drawn), caption


def a_range() -> Drawing:
    """What is known of a reimbursement while one fact is missing."""
    axes = Axes(right=40_000, top=24_000)
    reimbursed = partial(_reimbursed, allowance=None, ceiling=rr.NO_CEILING)
    found = [(cost, reimbursed(cost)) for cost in range(0, 40_001, 500)]
    low = [(cost, _ends(value)[0]) for cost, value in found]
    high = [(cost, _ends(value)[1]) for cost, value in found]
    settled = max(cost for cost, value in found if not isinstance(value, rr.Unknown))
    asked = 30_000
    least, most = _ends(reimbursed(asked))
    drawn = [
        *axes.drawn("in-scope cost after basic insurance, yuan", "reimbursed, yuan", step=(8_000, 8_000)),
        axes.area(low, high),
        axes.line(low, "b"),
        axes.line(high, "a"),
        path([axes.at(settled, 0), axes.at(settled, 11_000)], "mark"),
        text(*shifted(axes.at(settled, 11_000), 0, -20), "up to here 0.00,", style="small", anchor="middle"),
        text(*shifted(axes.at(settled, 11_000), 0, -7), "either way", style="small", anchor="middle"),
        path([axes.at(asked, least), axes.at(asked, most)], "mark"),
        text(*shifted(axes.at(asked, most), -6, -4), amount_text(most), anchor="end"),
        text(*shifted(axes.at(asked, least), 6, 12), amount_text(least)),
    ]
    caption = (
        "Serious-illness insurance in Hunan in 2022, for somebody of whom nobody recorded whether they receive the "
        "allowance. The answer lies on one of the two lines; the library gives both ends, and names the fact. A small "
        "bill needs no such fact: both answers are 0.00, so 0.00 is the answer. The local income of 32,000 yuan is "
        "made up."
    )
    return svg("The range of a reimbursement while one fact is missing", 262, drawn), caption


# -- contribution subsidy ---------------------------------------------------------------------------------


def classes() -> Drawing:
    """Who pays what of the contribution, class by class."""
    declared = {name: spec for name, spec in specs(contribution_subsidy.Facts).items() if spec.kind.name == "truth"}
    nobody = dict.fromkeys(declared, False)
    cases: list[tuple[str, dict[str, bool]]] = [
        *((spec.label, nobody | {name: True}) for name, spec in declared.items()),
        ("in none of these classes", nobody),
        ("monitored; the rest not recorded", {"monitored": True}),
    ]
    left, top, width, high = 228, 30, 192, 15
    parts = [text(4, 14, "paid of a contribution of 320 yuan", style="small")]
    for at, (label, case) in enumerate(cases):
        facts = contribution_subsidy.Facts(contribution=320, **case)
        least, most = _ends(contribution_subsidy.compute(facts, _terms(contribution_subsidy)).subsidy)
        y = top + 24 * at
        parts += [
            text(4, y + 12, label),
            box(left, y, width, high, "n"),
            *([box(left, y, width * float(most) / 320, high, "a area")] if least != most else []),
            box(left, y, width * float(least) / 320, high, "a"),
        ]
    y = top + 24 * len(cases) + 12
    parts += [
        text(left + width * amount / 320, y, str(amount), style="small", anchor="middle") for amount in (0, 160, 320)
    ]
    caption = (
        "The contribution subsidy in Hunan in 2022, with the contribution of 320 yuan that local notices give. The "
        "last bar is a range: the answer lies between its dark and its light end, and the worksheet names the facts "
        "that would settle it."
    )
    return svg("The share of the contribution that is paid, class by class", y + 8, parts), caption


# -- settlement -------------------------------------------------------------------------------------------


def waterfall() -> Drawing:
    """One bill from its total down to what is left to the patient, layer by layer."""
    paid = {"basic_paid": 63_000, "serious_illness_paid": 12_350, "assistance_paid": 8_190, "tilted_paid": 0}
    facts = settlement.Facts(total=96_000, in_scope=90_000, **paid)
    worksheet: Any = settlement.compute(facts, _terms(settlement, "yiyang"))
    declared = specs(settlement.Facts)
    left, width = 190, 176
    whole: Any = facts.total
    scale = width / float(whole)
    rows = [(declared["total"].label, Decimal(0), whole, "n", "")]
    reached = whole
    for name in paid:
        amount: Any = getattr(facts, name)
        reached -= amount
        rows.append((declared[name].label, reached, amount, "a", "−"))
    rows.append(("left to the patient", Decimal(0), worksheet.own_payment, "c", ""))
    rows.append(("of it out of scope", Decimal(0), worksheet.out_of_scope, "b", ""))
    parts = []
    for at, (label, start, amount, style, sign) in enumerate(rows):
        y = 8 + 28 * at
        begin, length = left + scale * float(start), scale * float(amount)
        parts += [
            text(4, y + 13, label, style="strong" if style == "c" else ""),
            box(begin, y, length, 18, style),
            text(WIDTH - 4, y + 13, f"{sign if amount else ''}{amount_text(amount)}", style="small", anchor="end"),
        ]
        if sign:
            parts.append(path([(begin, y), (begin, y + 28)], "mark"))
    caption = (
        "A bill settled in one stop: basic insurance, serious-illness insurance, medical assistance and tilted "
        "assistance each pay of what is left in scope; what is out of scope none of them pays. All amounts are made up."
    )
    return svg("A bill and what each layer pays of it", 8 + 28 * len(rows), parts), caption


def assisted() -> Drawing:
    """Medical assistance against cost, class by class, by a locality's schedule."""
    axes = Axes(right=60_000, top=40_000)
    schedule = medical_assistance.Terms(
        high_cost_covered=True,
        low_income_covered=True,
        extreme_poverty_threshold=0,
        extreme_poverty_rate="0.90",
        allowance_threshold=1_000,
        allowance_rate="0.70",
        other_threshold=3_000,
        other_rate="0.60",
    )
    nobody = {name: False for name, spec in specs(medical_assistance.Facts).items() if spec.kind.name == "truth"}

    def worked(cost: int, **who: bool) -> Any:
        facts = medical_assistance.Facts(in_scope_cost=cost, annual_cap=30_000, **nobody | who)
        return medical_assistance.compute(facts, schedule).assistance

    shown: list[tuple[str, str, dict[str, bool], int]] = [
        ("extreme poverty", "a", {"extreme_poverty": True}, 20_000),
        ("the allowance", "b", {"minimum_living_allowance": True}, 47_500),
        ("monitored, with high cost", "mark", {"monitored": True, "high_cost": True}, 40_000),
    ]
    drawn = axes.drawn("in-scope cost after both insurances, yuan", "assistance, yuan", step=(15_000, 10_000))
    for label, style, who, at in shown:
        drawn.append(axes.line([(cost, worked(cost, **who)) for cost in range(0, 60_001, 500)], style))
        right, down = {"a": (-8, -2), "b": (-4, -8), "mark": (6, 14)}[style]
        place = shifted(axes.at(at, worked(at, **who)), right, down)
        drawn.append(text(*place, label, style="small", anchor="end" if style == "a" else "start"))
    caption = (
        "What a county might pay: the plans set who is covered and leave thresholds, rates and the annual cap to the "
        "locality. Everything here but the classes is made up, the cap of 30,000 yuan too."
    )
    return svg("Medical assistance against cost, class by class", 262, drawn), caption


def level() -> Drawing:
    """A county's year against the payment level."""
    left, top, width, high = 190, 10, 190, 18
    declared = specs(inpatient_level.Facts)
    parts = []
    worksheet: Any = inpatient_level.compute(
        inpatient_level.Facts(in_scope_cost=80_000_000, paid=55_000_000), _terms(inpatient_level)
    )
    facts: Any = worksheet.facts
    rows = [
        ("in-scope inpatient cost", facts.in_scope_cost, "n"),
        ("70% of it", worksheet.at_level, "b"),
        (declared["paid"].label, facts.paid, "a"),
    ]
    for at, (label, amount, style) in enumerate(rows):
        y = top + 28 * at
        parts += [
            text(4, y + 13, label),
            box(left, y, width * float(amount) / float(facts.in_scope_cost), high, style),
            text(WIDTH - 4, y + 13, f"{int(amount) // 1_000_000}m", style="small", anchor="end"),
        ]
    caption = (
        "A county that paid 55 of 80 million yuan: one million short of the level of about 70%. Both amounts are made "
        "up. The level is the county's, and no person's entitlement."
    )
    return svg("A county's year against the payment level", top + 28 * len(rows), parts), caption


# -- allowance --------------------------------------------------------------------------------------------


def grants() -> Drawing:
    """The grant by difference against the per-capita income, and the borderline above it."""
    axes = Axes(right=900, top=500)

    def worked(income: int) -> Any:
        facts = minimum_living.Facts(
            family_income=income, employment_cost=0, members=1, members_counted=1, yearly_standard=12 * STANDARD
        )
        return minimum_living.compute(facts, _terms(minimum_living))

    incomes = range(0, 901, 5)
    borderline = [income for income in incomes if worked(income).borderline is True]
    (start, bottom), (end, _) = axes.at(borderline[0], 0), axes.at(borderline[-1], 0)
    drawn = [
        box(start, bottom - 36, end - start, 36, "b area"),
        *axes.drawn("per-capita income, yuan per month", "grant for each member, yuan per month", step=(225, 100)),
        axes.line([(income, worked(income).grant) for income in incomes], "a"),
        path([axes.at(STANDARD, 0), axes.at(STANDARD, 300)], "mark"),
        text(*shifted(axes.at(STANDARD, 300), 0, -6), "standard", anchor="middle"),
        text((start + end) / 2, bottom - 14, "borderline", style="small", anchor="middle"),
    ]
    caption = (
        "The grant makes up the difference to the standard. Above it begins the borderline, which ends at one and a "
        "half times the standard. The standard of 450 yuan is made up."
    )
    return svg("The grant against the per-capita income", 262, drawn), caption


def months() -> Drawing:
    """The grant kept month by month after the income rose, without a taper and with one."""
    plain = _terms(gradual_exit)
    tapered = gradual_exit.Terms(
        employment_cost_deducted=True,
        window_months=12,
        local_window_months=6,
        kept_shares=[*[Decimal(1)] * 3, Decimal("0.5")],
    )
    shown = (("as the plan states", plain, "a"), ("with a local schedule, made up", tapered, "b"))
    left, width, high = 10, 420, 70
    step = width / 15
    parts = []
    for row, (label, terms, style) in enumerate(shown):
        floor = 96 + 124 * row
        parts.append(text(left, floor - high - 10, label))
        parts.append(path([(left, floor), (left + width, floor)], "axis line"))
        for month in range(15):
            facts = gradual_exit.Facts(
                receiving=True,
                raised_by_employment=True,
                ended=False,
                family_income=700,
                employment_cost=0,
                members=1,
                yearly_standard=12 * STANDARD,
                months_above=month,
                current_grant=300,
            )
            kept: Any = gradual_exit.compute(facts, terms).grant
            height = high * float(kept) / 300
            x = left + step * month
            parts.append(box(x + 2, floor - height, step - 4, height, style))
            parts.append(text(x + step / 2, floor + 14, str(month), style="small", anchor="middle"))
    caption = (
        "What a family keeps of its grant, by months since a member's work lifted its income above the standard. "
        "The second row shows what a locality may do: a window of six months, and half the grant from month 3 on."
    )
    return svg("The grant kept, month by month", 242, parts), caption


# -- small loans ------------------------------------------------------------------------------------------


def interest() -> Drawing:
    """A year's interest against the balance: what the subsidy pays, and what is left."""
    axes = Axes(right=100_000, top=4_000)

    def worked(balance: int) -> Any:
        facts = small_loan.Facts(
            borrower_in_scope=True,
            outstanding=balance,
            bearing=balance,
            requested=0,
            need_confirmed=False,
            able_to_repay=False,
            tops_up=False,
            annual_rate="0.0365",
            days=365,
            overdue_days=0,
            day_count=365,
            subsidised_share=1,
            year=2022,
            older_balance=0,
        )
        return small_loan.compute(facts, _terms(small_loan, "guizhou"))

    balances = range(0, 100_001, 2_000)
    whole = [(balance, worked(balance).interest) for balance in balances]
    paid = [(balance, worked(balance).interest_subsidy) for balance in balances]
    drawn = [
        *axes.drawn("balance, yuan", "interest of a year, yuan", step=(25_000, 1_000)),
        axes.area([(0, 0), (100_000, 0)], paid),
        axes.line(whole, "b"),
        axes.line(paid, "a"),
        text(*shifted(axes.at(76_000, 900), 0, 0), "paid by the subsidy", anchor="middle"),
        text(*shifted(axes.at(80_000, 2_050), 0, 0), "left to pay", anchor="middle"),
        text(*shifted(axes.at(70_000, 2_900), 0, 0), "interest", anchor="end"),
    ]
    caption = (
        "Guizhou's plan subsidises the interest on at most 50,000 yuan of the balance. The rate of 3.65%, and that "
        "the whole of that interest is subsidised, are made up."
    )
    return svg("A year's interest against the balance, and the part that is subsidised", 262, drawn), caption


# -- net income -------------------------------------------------------------------------------------------


def from_parts() -> Drawing:
    """Net income as the parts it is made of."""
    amounts = {"wage": 20_000, "business": 6_000, "property": 0, "transfer": 1_500, "business_costs": 2_500}
    worksheet: Any = net_income.compute(net_income.Facts(**amounts, members=3), net_income.Terms())
    declared = specs(net_income.Facts)
    left, scale = 150, 250 / float(worksheet.gross_income)
    parts, reached = [], 0.0
    for at, (name, amount) in enumerate(amounts.items()):
        y, length = 8 + 26 * at, scale * amount
        sign, style = ("−", "b") if name == "business_costs" else ("", "a")
        start = reached - length if sign else reached
        reached = start if sign else start + length
        parts += [
            text(4, y + 12, declared[name].label),
            box(left + start, y, length, 16, style),
            text(left + start + length + 6, y + 12, f"{sign}{amount:,}", style="small"),
        ]
    y = 8 + 26 * len(amounts)
    parts += [
        text(4, y + 12, "net income", style="strong"),
        box(left, y, scale * float(worksheet.net_income), 16, "c"),
        text(left + scale * float(worksheet.net_income) + 6, y + 12, amount_text(worksheet.net_income), style="small"),
        text(4, y + 38, f"divided by 3 members: {amount_text(worksheet.per_capita_net_income)} yuan for each"),
    ]
    caption = "Wages, business, property and transfers, less the costs of business. The amounts are made up."
    return svg("Net income and the parts it is made of", y + 50, parts), caption


# -- identification ---------------------------------------------------------------------------------------

_STRUCK: Final = {"shock": True, "spending_large": True, "basic_living_severely_hard": True}
_CALM: Final = {"shock": False, "spending_large": False, "income_fell": False, "basic_living_severely_hard": False}
_SITUATIONS: Final[Sequence[tuple[str, Mapping[str, bool]]]] = (
    ("at risk, had exited poverty", _CALM | {"at_risk": True, "exited": True}),
    ("at risk, never in poverty", _CALM | {"at_risk": True, "exited": False}),
    ("not at risk", _CALM | {"at_risk": False, "exited": True}),
    ("struck by hardship, not at risk", _CALM | _STRUCK | {"at_risk": False, "exited": True}),
    ("struck by hardship, at risk, had exited", _CALM | _STRUCK | {"at_risk": True, "exited": True}),
)
_CLASSES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unstable_exited": ("a", "unstable exited"),
        "marginal": ("b", "marginal"),
        "sudden_hardship": ("c", "sudden hardship"),
        "": ("n", "not monitored"),
    }
)


def _class(situation: Mapping[str, bool], income: Decimal) -> str:
    facts = identification.Facts(household_net_income=income, members=1, monitoring_line=LINE, **situation)
    worksheet = identification.compute(facts, identification.Terms(monitoring=True))
    return next((name for name in _CLASSES if name and getattr(worksheet, name) is True), "")


def strips() -> Drawing:
    """The class of a household against its income, in some situations."""
    left, width, top, high, most = 4, 432, 40, 16, 13_800
    incomes = [Decimal(amount) for amount in range(0, most, 100)]
    parts = []
    for at, (label, situation) in enumerate(_SITUATIONS):
        y = top + 52 * at
        parts.append(text(left, y, label))
        for name, group in groupby(incomes, key=partial(_class, situation)):
            together = list(group)
            start, end = (left + width * float(end) / most for end in (together[0], together[-1] + 100))
            style, words = _CLASSES[name]
            parts.append(box(start, y + 6, end - start - 1, high, style))
            parts.append(text(start + min((end - start) / 2, width / 4), y + 34, words, style="small", anchor="middle"))
    at_line, bottom = left + width * float(LINE) / most, top + 52 * len(_SITUATIONS)
    parts.append(path([(at_line, 18), (at_line, bottom - 30)], "mark"))
    parts.append(text(at_line, 13, "monitoring line, 6,900", style="small", anchor="middle"))
    parts.append(text(WIDTH - 4, 13, "net income →", style="small", anchor="end"))
    caption = (
        "Which class a household falls in, against its per-capita net income of the year. The line of 6,900 yuan is "
        "the one reported for Hunan in 2022; a household exactly at the line is not below it."
    )
    return svg("The class of a household against its income", bottom - 8, parts), caption


# -- columns ----------------------------------------------------------------------------------------------

_ROWS: Final[Sequence[tuple[int, bool | None]]] = ((90_000, None), (12_500, True), (90_000, False))
_CALLED: Final[Mapping[bool | None, str]] = MappingProxyType({True: "yes", False: "no", None: "not recorded"})


def one_rule() -> Drawing:
    """One rule, given the facts of a person and given columns of them."""
    left, right, wide = 1, 186, WIDTH - 187
    columns, ends = (right + 78, right + 90), (right + 150, right + 236)
    parts = [
        text(left + 11, 14, "one person", style="strong"),
        text(right + 11, 14, "a table", style="strong"),
        box(left, 22, 170, 92, "box"),
        box(right, 22, wide, 92, "box"),
        text(left + 11, 40, "in-scope cost", style="small"),
        text(left + 11, 74, "receives the allowance", style="small"),
        text(columns[0], 40, "in-scope cost", style="small", anchor="end"),
        text(columns[1], 40, "receives the allowance", style="small"),
        box(left, 140, WIDTH - 2, 28, "answer"),
        text(WIDTH / 2, 158, "compute(facts, terms)", style="strong", anchor="middle"),
        box(left, 194, 170, 92, "box"),
        box(right, 194, wide, 92, "box"),
        text(left + 11, 212, "reimbursement", style="small"),
        text(right + 11, 212, "reimbursement", style="small"),
        text(ends[0], 212, "low", style="small", anchor="end"),
        text(ends[1], 212, "high", style="small", anchor="end"),
    ]
    parts += [path([(x, y), (x, y + 26)], "mark") for x in (86, right + wide / 2) for y in (114, 168)]
    cost, allowance = _ROWS[0]
    least, most = _ends(_reimbursed(cost, allowance=allowance, ceiling=rr.NO_CEILING))
    parts += [
        text(left + 11, 56, amount_text(Decimal(cost))),
        text(left + 11, 90, _CALLED[allowance]),
        text(left + 11, 230, f"between {amount_text(least)}"),
        text(left + 11, 246, f"and {amount_text(most)}"),
        text(left + 11, 272, "Unknown(low, high, facts)", style="small"),
    ]
    for at, (cost, allowance) in enumerate(_ROWS):
        least, most = _ends(_reimbursed(cost, allowance=allowance, ceiling=rr.NO_CEILING))
        parts += [
            text(columns[0], 58 + 18 * at, amount_text(Decimal(cost)), anchor="end"),
            text(columns[1], 58 + 18 * at, _CALLED[allowance]),
            text(ends[0], 230 + 18 * at, amount_text(least), anchor="end"),
            text(ends[1], 230 + 18 * at, amount_text(most), anchor="end"),
        ]
    caption = (
        "Serious-illness insurance in Hunan in 2022. The same function is called once for one person, and once for the "
        "whole table. The first row is that person. Costs and the local income of 32,000 yuan are made up."
    )
    return svg("One rule, given one person and given a table", 288, parts), caption


# -- how a rule is read, and what a line rests on -----------------------------------------------------------

_NAMES: Final[Sequence[tuple[str, str]]] = (
    ("Facts", "what must be known"),
    ("Terms", "what documents state"),
    ("Worksheet", "every figure on the way"),
    ("compute", "the rule itself"),
    ("RULE", "the declaration"),
)
_READERS: Final[Sequence[tuple[str, str]]] = (
    ("assess", "a household's records"),
    ("frames", "tables of people and households"),
    ("records, envelopes", "JSON, and what is replayed"),
    ("command line", "assess, apply, schema"),
    ("documentation", "the page of the rule"),
    ("tests", "properties that all rules have"),
)


def one_declaration() -> Drawing:
    """Who reads the declaration of a rule: everybody reads the same."""
    left, right, wide, high = 1, 236, WIDTH - 237, 36
    bottom = 22 + len(_READERS) * (high + 8) - 8
    parts = [
        text(left + 11, 14, "a rule's module", style="strong"),
        text(right + 11, 14, "who reads it", style="strong"),
        box(left, 22, 160, bottom - 22, "box"),
    ]
    step = (bottom - 22) / len(_NAMES)
    for at, (name, said) in enumerate(_NAMES):
        y = 22 + step * at
        parts += [text(left + 11, y + 20, name, style="strong"), text(left + 11, y + 35, said, style="small")]
    last = 22 + step * (len(_NAMES) - 1)
    parts.append(box(left + 4, last + 4, 152, step - 8, "answer"))
    for at, (name, said) in enumerate(_READERS):
        y = 22 + at * (high + 8)
        parts += [
            path([(left + 160, last + step / 2), (right, y + high / 2)], "mark"),
            box(right, y, wide, high, "box"),
            text(right + 11, y + 15, name, style="strong"),
            text(right + 11, y + 29, said, style="small"),
        ]
    caption = (
        "The catalogue lists the module, and everybody reads its declaration. None of them knows a rule by its name, "
        "so a new rule needs no change there."
    )
    return svg("Who reads the declaration of a rule", bottom + 4, parts), caption


def rested_on() -> Drawing:
    """Which figures a line rests on in some cases, of all that it may rest on."""
    facts = {name: False for name, spec in specs(serious_illness.Facts).items() if spec.kind.name == "truth"}
    terms = _terms(serious_illness)
    cited = may_rest_on(serious_illness.RULE)["deductible"]
    at_figure = {name: 40 + 48 * at for at, name in enumerate(cited)}
    left, right, wide, high = 1, 262, WIDTH - 263, 40
    parts = [
        text(left + 11, 14, "figures a deductible may rest on", style="strong"),
        text(right + 11, 14, "deductible of", style="strong"),
    ]
    for name, y in at_figure.items():
        figure = terms.cited.get(name)
        said = "unset in Hunan in 2022" if figure is None else str(figure)
        parts += [
            box(left, y - 14, 196, high, "box"),
            text(left + 11, y + 2, name),
            text(left + 11, y + 18, said, style="small"),
        ]
    height = 40 + 48 * len(cited)
    shown: Sequence[tuple[str, bool | None]] = (
        ("an allowance recipient", True),
        ("somebody else", False),
        ("not recorded which", None),
    )
    for at, (label, allowance) in enumerate(shown):
        top = 26 + at * (height - 40) / len(shown)
        known = facts | {"minimum_living_allowance": allowance}
        worksheet: Any = serious_illness.compute(serious_illness.Facts(area_disposable_income=INCOME, **known), terms)
        least, most = _ends(worksheet.deductible)
        amount = amount_text(least) if least == most else f"{amount_text(least)} to {amount_text(most)}"
        parts += [
            box(right, top, wide, 52, "answer"),
            text(right + 11, top + 20, label, style="small"),
            text(right + 11, top + 38, amount, style="strong"),
        ]
        parts += [
            path([(left + 196, at_figure[name] + 6), (right, top + 26)], "line a")
            for name in rests_on(worksheet)["deductible"]
        ]
    caption = (
        "Serious-illness insurance in Hunan in 2022. A line cites the figures of the branches that were taken, and not "
        "those of a class that the person is not in. Where it is open which branch holds, it cites the figures of "
        "both. The local income of 32,000 yuan is made up."
    )
    return svg("Which figures a deductible rests on", height, parts), caption


# -- boxes ------------------------------------------------------------------------------------------------


def all_must_hold(rule: AnyRule) -> Drawing:
    """The criteria of a decision that needs all of them, each with what it depends on."""
    declared = specs(rule.worksheet)
    decision = str(outcome(rule.compute(rule.facts(), rule.terms())))
    drawn = boxes(rule, declared[decision].criteria, f"{declared[decision].label}: all must hold")
    return drawn, "The criteria of the decision, each with what it depends on. One that fails is named as a blocker."


def depends_on(rule: AnyRule) -> Drawing:
    """What each answer of a rule depends on: the picture of a rule that has none of its own."""
    answers = [name for name, spec in specs(rule.worksheet).items() if spec.answer]
    return boxes(rule, answers, "depends on"), "The answers, each with the facts and figures it depends on."


def boxes(rule: AnyRule, names: Sequence[str], heading: str) -> str:
    """A box for each of some lines of a worksheet, with the facts and figures that it may depend on."""
    lines, facts, terms = specs(rule.worksheet), specs(rule.facts), specs(rule.terms)
    figures = may_rest_on(rule)
    parts = [box(1, 1, WIDTH - 2, 26, "answer"), text(WIDTH / 2, 18, heading, style="strong", anchor="middle")]
    y = 38.0
    for name in names:
        known = needed_facts(rule.module, rule.terms(), [name])
        needed = [*(facts[fact].label for fact in known), *(terms[term].label for term in figures[name])]
        height = 26 + 17 * len(needed)
        parts += [box(1, y, WIDTH - 2, height, "box"), text(12, y + 18, lines[name].label, style="strong")]
        parts += [text(26, y + 36 + 17 * at, f"· {label}") for at, label in enumerate(needed)]
        y += height + 8
    return svg(heading, y, parts)


PICTURES: Final[Mapping[str, Callable[[], Drawing]]] = MappingProxyType(
    {
        "columns": one_rule,
        "contribution_subsidy": classes,
        "declaration": one_declaration,
        "gradual_exit": months,
        "identification": strips,
        "inpatient_level": level,
        "medical_assistance": assisted,
        "minimum_living": grants,
        "net_income": from_parts,
        "rests_on": rested_on,
        "rooms": plan,
        "risk_elimination": partial(all_must_hold, risk_elimination.RULE),
        "serious_illness": tilt,
        "settlement": waterfall,
        "single_person_household": partial(all_must_hold, single_person_household.RULE),
        "small_loan": interest,
        "unknown": a_range,
    }
)
"""The pictures by name: those of rules bear the rule's."""
