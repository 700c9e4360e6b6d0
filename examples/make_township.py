"""Make the made-up township of `examples/data`: every class and situation, with facts missing in one household of four.

Running it writes `data/township.json` and `data/township.jsonl` anew, byte for byte the same, and says which households
are of which kind. `SCENARIOS` is where to begin reading. Amounts are drawn in whole fen; no `float` comes near them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import rural_revitalization as rr
from rural_revitalization import DisabilityKind, Disease, Employment, LabourCapacity, RiskKind, RiskState, SupportKind
from rural_revitalization.fields import specs
from rural_revitalization.records import dumps, loads, structure, unstructure

Record = dict[str, Any]  # a model's fields by name; None is what nobody recorded, and is left out of the files
Scenario = Callable[[Random], Record]

SEED: Final = 20220601
ON: Final = date(2022, 6, 1)
SCHOOL_YEAR: Final = date(2021, 8, 31)  # ages are those on this day
REGISTERED_ON: Final = date(2014, 1, 1)
REPAID_ON: Final = date(2021, 3, 1)
COUNTY: Final = "430000-example"
VILLAGES: Final = "一二三四五六七八九"
LINE: Final = 6_900_00  # the monitoring line in fen
STANDARD: Final = 450_00  # the allowance standard in fen
BEYOND: Final = (520_000, 700_000)  # what bills beyond the ceiling leave, in yuan
ENDS: Final = {
    rr.SchoolStage.PRESCHOOL: 6,
    rr.SchoolStage.PRIMARY: 12,
    rr.SchoolStage.JUNIOR_SECONDARY: 15,
    rr.SchoolStage.UPPER_SECONDARY: 18,
}  # the age at which each stage ends and the next begins
OUT_OF_SCHOOL: Final = 22
CLASSES: Final = tuple(name for name, spec in specs(rr.Person).items() if spec.of in (rr.Spell, rr.AllowanceSpell))
ALLOWANCE: Final = "minimum_living_allowance"
SECURED: Final = tuple(name for name in specs(rr.Household) if name.endswith("_secured"))
MENTAL: Final = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)
BODILY: Final = tuple(kind for kind in DisabilityKind if kind not in {*MENTAL, DisabilityKind.NONE})
SHOCKS: Final = (RiskKind.ILLNESS, RiskKind.DISASTER, RiskKind.ACCIDENT)
HELP: Final = {
    RiskKind.ILLNESS: SupportKind.HEALTH,
    RiskKind.DISABILITY: SupportKind.SOCIAL_SECURITY,
    RiskKind.SCHOOLING: SupportKind.EDUCATION,
    RiskKind.DISASTER: SupportKind.INDUSTRY,
    RiskKind.ACCIDENT: SupportKind.SOCIAL_SECURITY,
    RiskKind.LACK_OF_LABOUR: SupportKind.INDUSTRY,
    RiskKind.UNSTABLE_WORK: SupportKind.EMPLOYMENT,
    RiskKind.HOUSING: SupportKind.HOUSING,
    RiskKind.WATER: SupportKind.WATER,
    RiskKind.OTHER: SupportKind.OTHER,
}
STRUCK: Final[Record] = {
    **dict.fromkeys(("shock", "spending_large", "basic_living_severely_hard"), True),
    "rigid_spending_controlled": False,
}
UNDECIDED: Final = ("months_above_line", "education_secured", "water_secured", "rigid_spending_controlled", "risks")
UNGRADED: Final[Record] = {"disability_kind": DisabilityKind.LIMB, "severely_disabled": None}
WAGED: Final = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY, Employment.PUBLIC_POST)
CANCERS: Final = (Disease.GASTRIC_CANCER, Disease.COLON_CANCER, Disease.RECTAL_CANCER, Disease.OESOPHAGEAL_CANCER)
MAIN_CHRONIC: Final = (Disease.HYPERTENSION, Disease.DIABETES, Disease.TUBERCULOSIS, Disease.SEVERE_MENTAL_DISORDER)
AILMENTS: Final = (Disease.HYPERTENSION, Disease.HYPERTENSION, Disease.DIABETES, Disease.CATARACT, Disease.OTHER)
GRAVE: Final[Record] = {"gravely_ill": True, "high_medical_cost": True, "burden_heavy": True}
NOT_KNOWN_EXITED: Final[Record] = dict.fromkeys(("exited", "exited_on", "registered_poor"))
NO_NET: Final[Record] = {"per_capita_net_income": None}
NO_COSTS: Final[Record] = {"business_costs": None}
NO_CAUSE: Final[Record] = {"raised_by_employment": None}
NOT_BY_WORK: Final[Record] = {"raised_by_employment": False, "months_above_standard": 3}
BLIND: Final[Record] = {"disability_kind": DisabilityKind.VISUAL, "disability_grade": 1, "severely_disabled": None}

MADE_UP: Final = "made up for this example"
PLAN: Final = "湖南省“十四五”规划（2021—2025年，hunan-14fyp-2021）第二章第五节二"
LPR: Final = ("0.038", "0.046")  # of one year, and of five
FIGURES: Final[dict[str, tuple[Any, str]]] = {
    "monitoring_line": ("6900.00", "湖南日报 (Hunan Daily), 2023-02-17"),
    "allowance_standard": ("450.00", MADE_UP),
    "area_disposable_income": ("32000.00", MADE_UP),
    "insurance_contribution": ("320.00", "several local notices of the contribution for 2022"),
    "inpatient_share": ("0.70", MADE_UP),
    "serious_illness_ceiling": ("300000.00", MADE_UP),
    "medical_assistance_cap": ("50000.00", MADE_UP),
    "tilted_assistance_cap": ("30000.00", MADE_UP),
    "elderly_age": (60, MADE_UP),
    "oldest_minor_age": (17, MADE_UP),
    "lpr": ([{"since": "2013-01-01", "one_year": LPR[0], "five_year": LPR[1]}], MADE_UP),
    "subsidised_share": ("1.00", MADE_UP),
    "day_count": (360, MADE_UP),
    "severe_disability_grade": (2, f"{PLAN}: calls grades 1 and 2 severe"),
    "severe_mental_disability_grade": (3, f"{PLAN}: names grade 3 of intellectual and of mental disability"),
}
ABOUT: Final = (
    "A made-up township in Hunan, to be assessed on 2022-06-01. No household, person, village or county in it exists; "
    "there are no names and no identity numbers. What is left out was not recorded; [] was recorded as none. "
    "Written by examples/make_township.py."
)

# -- amounts and days ----------------------------------------------------------------------------------------


def yuan(fen: int) -> str:
    """An amount in yuan as it is written, from fen: "-6900.05"."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def fen(yuan: str) -> int:
    """An amount in fen, from yuan with two places."""
    return int(yuan.replace(".", ""))


def between(draw: Random, low: int, high: int) -> int:
    """An amount in fen between two in yuan."""
    return draw.randint(low * 100, high * 100)


def per_head(fen: int, heads: int) -> int:
    """An amount that is not negative divided by heads, half-up to the fen."""
    return (2 * fen + heads) // (2 * heads)


def day(draw: Random, first_year: int, last_year: int) -> date:
    """A day of some years."""
    return date(draw.randint(first_year, last_year), draw.randint(1, 12), draw.randint(1, 28))


def spell(draw: Random) -> list[Record]:
    """A spell that has not ended."""
    return [{"since": day(draw, 2017, 2020)}]


def allowance_spell(draw: Random) -> list[Record]:
    """A spell that has not ended of the family's allowance, not of one person's."""
    return [one | {"alone": False} for one in spell(draw)]


def ended_spell(draw: Random) -> list[Record]:
    """A spell that ended before the assessed day."""
    return [{"since": day(draw, 2017, 2020), "until": draw.choice((date(2021, 12, 31), date(2022, 5, 31)))}]


# -- people and what they have -------------------------------------------------------------------------------


def person(draw: Random, age: int, **facts: Any) -> Record:
    """A person in no class and in good health, with everything recorded, but for what `facts` says otherwise."""
    schoolings = schools(draw, age)
    at_school = any("until" not in school for school in schoolings)
    busy = not at_school and 16 <= age < 66
    work = list(Employment)[: 1 if age >= 60 else None]
    known: Record = {
        "birth_date": SCHOOL_YEAR.replace(year=SCHOOL_YEAR.year - age) - timedelta(days=draw.randrange(365)),
        "sex": draw.choice(list(rr.Sex)),
        "disability_kind": DisabilityKind.NONE,
        "labour_capacity": labour_capacity(age),
        "schoolings": schoolings,
        "employment": draw.choice(work) if busy else None,
        "insured": True,
        "gravely_ill": False,
        "high_medical_cost": False,
        "burden_heavy": False,
        "bills": [],
        **{name: [] for name in CLASSES},
        **facts,
    }
    return dict.fromkeys(specs(rr.Person)) | {"diagnoses": ailments(draw, known)} | known


def ailments(draw: Random, known: Record) -> list[Record]:
    """What a person was found to have: a cancer where gravely ill, what comes with age, a disorder of the mind."""
    found = [draw.choice(CANCERS)] if known["gravely_ill"] else []
    if known["disability_kind"] is DisabilityKind.MENTAL:
        found.append(Disease.SEVERE_MENTAL_DISORDER)
    if known["birth_date"].year < 1965 and draw.randint(0, 1):
        found.append(draw.choice(AILMENTS))
    return [{"disease": disease, "since": day(draw, 2015, 2021)} for disease in found]


def diagnosed(*diseases: Disease, since: date = date(2021, 5, 1), until: date | None = None) -> Record:
    """What makes somebody ill with some diseases, known since a day."""
    return {"diagnoses": [{"disease": disease, "since": since, "until": until} for disease in diseases]}


def schools(draw: Random, age: int) -> list[Record]:
    """The schools of somebody at an age: one after another up to 18, then a university for half of the young."""
    goes_on = age < OUT_OF_SCHOOL and draw.randint(0, 1)
    ends = {**ENDS, rr.SchoolStage.UNIVERSITY: OUT_OF_SCHOOL} if goes_on else ENDS
    begun = [(stage, begins, end) for (stage, end), begins in zip(ends.items(), (3, *ends.values()), strict=False)]
    return [school(*one, age) for one in begun if one[1] <= age < OUT_OF_SCHOOL]


def school(stage: rr.SchoolStage, begins: int, ends: int, age: int) -> Record:
    """A stage of school between two ages, attended by somebody of an age; completed, if it is over."""
    found: Record = {"stage": stage, "since": date(SCHOOL_YEAR.year - age + begins, 9, 1)}
    found |= {"rural": True, "boarding": stage is rr.SchoolStage.JUNIOR_SECONDARY}
    over: Record = {"until": date(SCHOOL_YEAR.year - age + ends, 6, 30), "completed": True}
    return found | over if ends <= age else found


def labour_capacity(age: int) -> LabourCapacity:
    """The labour capacity usual at an age."""
    if age < 16 or age >= 72:
        return LabourCapacity.NONE
    return LabourCapacity.FULL if age < 60 else LabourCapacity.PARTIAL


def family(draw: Random, **facts: Any) -> list[Record]:
    """A couple, often with children, sometimes with a grandparent; `facts` are about the first of them."""
    age = draw.randint(27, 48)
    wife = person(draw, age, **{"sex": rr.Sex.FEMALE} | facts)
    husband = person(draw, age + draw.randint(0, 5), sex=rr.Sex.MALE)
    children = [person(draw, draw.randint(0, age - 22)) for _ in range(draw.choice((0, 0, 1, 2)))]
    parents = [person(draw, age + draw.randint(25, 34)) for _ in range(draw.choice((0, 0, 0, 1)))]
    return [wife, husband, *children, *parents]


def aged_couple(draw: Random, age: int, child: Record, **facts: Any) -> list[Record]:
    """An aged couple who bring up a grandchild; `facts` are about the first of them."""
    return [person(draw, age, **{"sex": rr.Sex.FEMALE} | facts), person(draw, age + 2, sex=rr.Sex.MALE), child]


def child_in(draw: Random, name: str, **facts: Any) -> list[Record]:
    """A child of a class with its grandparents; `facts` are about the child."""
    held = {name: [{"since": day(draw, 2019, 2020)}]}
    return aged_couple(draw, draw.randint(58, 66), person(draw, draw.randint(5, 14), **held, **facts))


def all_in(draw: Random, name: str, year: int, **facts: Any) -> list[Record]:
    """A family all of which has belonged to a class since a day of some year, or birth; `facts` are about the first."""
    since = day(draw, year, year)
    return [one | {name: [{"since": max(since, one["birth_date"])}]} for one in family(draw, **facts)]


def disability(draw: Random, kinds: tuple[DisabilityKind, ...], grades: tuple[int, ...]) -> Record:
    """What makes somebody disabled, of whom the register of the severely disabled says nothing."""
    of = {"disability_kind": draw.choice(kinds), "disability_grade": draw.choice(grades), "severely_disabled": None}
    return of | {"labour_capacity": LabourCapacity.PARTIAL}


def bill(draw: Random, left: int, settled_on: date) -> Record:
    """A bill of which basic insurance leaves some fen of the in-scope cost."""
    paid = min(left * draw.randint(100, 190) // 100, 150_000_00)
    total = left + paid + left * draw.randint(0, 25) // 100
    amounts = {"total": total, "in_scope": left + paid, "basic_insurance_paid": paid}
    return {"settled_on": settled_on, **{name: yuan(fen) for name, fen in amounts.items()}}


def bills(low: int, high: int) -> Callable[[Random], list[Record]]:
    """Draws up to three bills of the year that leave, in all, between two amounts in yuan."""

    def drawn(draw: Random) -> list[Record]:
        left, parts = between(draw, low, high), draw.randint(1, 3)
        each = [left // parts] * (parts - 1)
        days = sorted(day(draw, 2022, 2022).replace(month=draw.randint(1, 5)) for _ in range(parts))
        return [bill(draw, part, on) for part, on in zip([*each, left - sum(each)], days, strict=True)]

    return drawn


def bills_that_do_not_count(draw: Random) -> list[Record]:
    """A bill of the year before and one settled after the assessed day."""
    return [bill(draw, between(draw, 20_000, 60_000), on) for on in (date(2021, 12, 31), ON + timedelta(days=1))]


def bills_half_recorded(draw: Random) -> list[Record]:
    """Bills of which the last does not say what basic insurance paid."""
    *before, last = bills(20_000, 60_000)(draw) + bills(1_000, 9_000)(draw)
    return [*before, last | {"basic_insurance_paid": None}]


def share_out(draw: Random, members: list[Record], net: int, grant: str | None) -> int:
    """Record the members' incomes by kind, and give the business costs (生产经营性支出) that leave the net income.

    The net income is per person; `grant` is the family's monthly allowance, which is part of it.
    """
    costs = between(draw, 500, 3_000)
    workers = [one for one in members if one["employment"] is not None]
    kinds = [rr.IncomeKind.WAGE if one["employment"] in WAGED else rr.IncomeKind.BUSINESS for one in workers]
    left = whole = max(net * len(members), 0) + (costs if rr.IncomeKind.BUSINESS in kinds else 0)
    aged = [one for one in members if one["birth_date"].year < 1962]
    parts = [(members[0], rr.IncomeKind.TRANSFER, 12 * fen(grant))] if grant else []
    parts += [(one, rr.IncomeKind.TRANSFER, 12 * between(draw, 105, 150)) for one in aged]
    if draw.randint(0, 2) == 0:
        parts.append((members[0], rr.IncomeKind.PROPERTY, between(draw, 200, 1_500)))
    parts += [(one, kind, left // len(workers)) for one, kind in zip(workers[1:], kinds[1:], strict=True)]
    for one in members:
        one["income"] = []
    for one, kind, part in parts:
        one["income"].append({"kind": kind, "amount": yuan(min(part, left))})
        left -= min(part, left)
    rest = (workers[0], kinds[0]) if workers else (members[0], rr.IncomeKind.TRANSFER)
    rest[0]["income"].append({"kind": rest[1], "amount": yuan(left)})
    return whole - net * len(members)


# -- what households have ------------------------------------------------------------------------------------


def risk(draw: Random, kind: RiskKind, found_on: date, state: RiskState | None) -> Record:
    """A risk; one that is gone was settled in the months after."""
    gone = state in {RiskState.RESOLVED, RiskState.VANISHED}
    settled_on = found_on + timedelta(days=draw.randint(30, 120)) if gone else None
    return {"kind": kind, "found_on": found_on, "state": state, "settled_on": settled_on}


def support(draw: Random, kind: SupportKind, since: date) -> Record:
    """Support received some weeks after a day; half of it is money."""
    amount = yuan(between(draw, 300, 5_000)) if draw.randint(0, 1) else None
    return {"kind": kind, "received_on": since + timedelta(days=draw.randint(7, 60)), "amount": amount}


def loan(draw: Random) -> Record:
    """A small loan (小额信贷) of 5,000 to 50,000 yuan, repaid in part, and in full where it was due."""
    lent_on, years, principal = day(draw, 2019, 2021), draw.randint(1, 3), 5_000_00 * draw.randint(1, 10)
    left = principal * draw.randint(0, 4) // 4
    due_on = lent_on.replace(year=lent_on.year + years)
    return lent(due_on, years, principal, left if due_on > ON else 0)


def loan_owed(draw: Random, owed: int = 40_000_00, overdue: int = 0, years: int = 1) -> Record:
    """A small loan of which nothing has been repaid, due within the year to come unless it is days `overdue`."""
    due_on = ON - timedelta(days=overdue or -draw.randint(30, 200))
    return lent(due_on, years, owed, owed) | {"overdue_days": overdue}


def lent(due_on: date, years: int, principal: int, outstanding: int) -> Record:
    """A small loan for some years, with its drawing and what was repaid of it."""
    lent_on = due_on.replace(year=due_on.year - years)
    record = {
        "lent_on": lent_on,
        "due_on": due_on,
        "principal": yuan(principal),
        "outstanding": yuan(outstanding),
        "overdue_days": 0,
        "annual_rate": LPR[0] if years == 1 else LPR[1],
        "term_months": 12 * years,
    }
    back = principal - outstanding
    # What came back did so when it was due, or half-way through the term if that is still to come.
    repaid_on = due_on if due_on <= ON else min(lent_on + (due_on - lent_on) / 2, ON - timedelta(days=30))
    repaid = [{"on": repaid_on, "repaid": yuan(back)}] if back else []
    return record | {"entries": [{"on": lent_on, "drawn": yuan(principal)}, *repaid]}


def counted(members: list[Record], income: int, before: int | None) -> Record:
    """What civil affairs recorded of a family: its income, and where it is on the allowance, its grant by difference.

    Incomes are per person and month, after the cost of employment, now and `before` a member found work. What a family
    has is in whole yuan, so what each person has is not always in whole fen.
    """
    heads, costs = len(members), 120_00 * sum(one["employment"] in WAGED for one in members)
    whole, whole_before = (of * heads // 100 * 100 for of in (income, before or income))
    known = {"family_income": yuan(whole + costs), "employment_cost": yuan(costs)}
    if not members[0][ALLOWANCE]:
        return known
    grant = max(STANDARD - per_head(whole_before, heads), 0) * heads
    return known | {"allowance_grant": yuan(grant), "raised_by_employment": before is not None}


# -- kinds of household --------------------------------------------------------------------------------------


def never_poor(
    draw: Random,
    members: list[Record] | None = None,
    income: int | None = None,
    monthly: int | None = None,
    before: int | None = None,
    **facts: Any,
) -> Record:
    """A household that was never poor, with all secured and at no risk, but for what `facts` says otherwise.

    `income` is the net income of the year, per person; `monthly` and `before` are what civil affairs counts: `counted`.
    """
    members = members or family(draw)
    net = income or between(draw, 11_000, 28_000)
    known: Record = dict.fromkeys(specs(rr.Household)) | {
        "members": members,
        "county": COUNTY,
        "village": f"示例{VILLAGES[draw.randint(1, 9) - 1]}村",
        "exited": False,
        "per_capita_net_income": yuan(net),
        **dict.fromkeys(("at_risk", "shock", "spending_large", "income_fell", "basic_living_severely_hard"), False),
        **dict.fromkeys((*SECURED, "rigid_spending_controlled"), True),
        **{name: [] for name in ("registered_poor", "monitored", "risks", "loans", "support")},
        **({} if monthly is None else counted(members, monthly, before)),
        **facts,
    }
    if known["per_capita_net_income"] is not None:
        known["business_costs"] = yuan(share_out(draw, members, net, known["allowance_grant"]))
    return known


def exited(draw: Random, members: list[Record] | None = None, income: int | None = None, **facts: Any) -> Record:
    """A household that was on the poverty register (建档立卡) until it exited (脱贫户), and had some support."""
    since = date(draw.randint(2015, 2020), 12, 31)
    held: Record = {"exited": True, "exited_on": since, "registered_poor": [{"since": REGISTERED_ON, "until": since}]}
    held["support"] = [support(draw, draw.choice(list(SupportKind)), since)]
    return never_poor(draw, members, income or between(draw, 8_500, 16_000), **held | facts)


def exited_with(draw: Random, *diseases: Disease, **when: Any) -> Record:
    """An exited household, the first of which has some diseases."""
    return exited(draw, family(draw, **diagnosed(*diseases, **when)))


def exited_with_a_sick_child(draw: Random) -> Record:
    """An exited household with a child born with a defect of the heart (先天性心脏病)."""
    child = person(draw, 4, **diagnosed(Disease.CHILDHOOD_VENTRICULAR_SEPTAL_DEFECT, since=date(2018, 3, 1)))
    return exited(draw, [*family(draw), child])


def borrower(draw: Random, *loans: Record, **facts: Any) -> Record:
    """An exited household with small loans."""
    return exited(draw, **{"loans": list(loans)} | facts)


def first_has(**facts: Any) -> Scenario:
    """A family never poor; `facts` are about its first member, and drawn where they can be called."""

    def scenario(draw: Random) -> Record:
        drawn = {name: fact(draw) if callable(fact) else fact for name, fact in facts.items()}
        return never_poor(draw, family(draw, **drawn))

    return scenario


def modest(draw: Random, members: list[Record], **facts: Any) -> Record:
    """A household with a modest income, though at no risk."""
    return never_poor(draw, members, between(draw, 5_500, 9_000), **facts)


def on_allowance(draw: Random, monthly: int | None = None, before: int | None = None, **facts: Any) -> Record:
    """A family on the allowance, below the standard unless it is given another income; see `never_poor`."""
    work: Record = {} if before is None else {"employment": Employment.WORKING_AWAY}
    members = all_in(draw, ALLOWANCE, 2019, **work)
    net = between(draw, 5_500, 9_000)
    return never_poor(draw, members, net, monthly or net // 30, before, **facts)


def risen(draw: Random, **facts: Any) -> Record:
    """A family on the allowance that rose above the standard: by a member's work, unless `facts` says otherwise."""
    return on_allowance(draw, between(draw, 470, 750), between(draw, 150, 420), **facts)


def farming(draw: Random, low: int, high: int, **facts: Any) -> Record:
    """An exited household that farms, and so has business costs, with a net income between two in yuan."""
    return exited(draw, family(draw, employment=Employment.FARMING), between(draw, low, high), **facts)


def checked(draw: Random, monthly: int, members: list[Record] | None = None, **facts: Any) -> Record:
    """A family not on the allowance whose income civil affairs has counted (家庭经济状况核对)."""
    return never_poor(draw, members, 12 * monthly + between(draw, 100, 900), monthly, **facts)


def borderline(draw: Random, **facts: Any) -> Record:
    """A borderline family (低保边缘家庭); `facts` are about its first member."""
    return checked(draw, between(draw, 455, 670), family(draw, **facts))


def failed_business(draw: Random, **facts: Any) -> Record:
    """A household whose business costs came to more than all it earned."""
    return never_poor(draw, family(draw, employment=Employment.SELF_EMPLOYED), -between(draw, 500, 9_000), **facts)


def single_in_extreme_poverty(draw: Random, **facts: Any) -> Record:
    """A single aged person in extreme poverty (特困人员), provided for by the state."""
    known = {"extreme_poverty": spell(draw), "labour_capacity": LabourCapacity.NONE, **facts}
    return modest(draw, [person(draw, draw.randint(66, 88), **known)])


def disabled(draw: Random, kinds: tuple[DisabilityKind, ...], grades: tuple[int, ...], **facts: Any) -> Record:
    """A family with a disabled member, not known to the register of the severely disabled unless `facts` says so."""
    return never_poor(draw, family(draw, **disability(draw, kinds, grades) | facts))


def monitored(
    draw: Random,
    state: RiskState | None = RiskState.OPEN,
    was: Callable[..., Record] = exited,
    kind: RiskKind | None = None,
    members: list[Record] | None = None,
    income: int | None = None,
    **facts: Any,
) -> Record:
    """A monitored household, below the line while its risk is open: unstable exited (脱贫不稳定户) or what it `was`."""
    kind, members, at_risk = kind or draw.choice(list(RiskKind)), members or family(draw), state is RiskState.OPEN
    if kind is RiskKind.DISABILITY:
        members[0] |= {"disability_kind": DisabilityKind.LIMB, "disability_grade": 3}
    if kind is RiskKind.SCHOOLING:
        members.append(person(draw, 6))
    since = date(2021, draw.randint(1, 9), draw.randint(1, 28))
    found = {
        "monitored": [{"since": since}],
        "identified_on": since,
        "months_above_line": 0 if at_risk else draw.randint(6, 8),
        "at_risk": at_risk,
        "housing_secured": not (at_risk and kind is RiskKind.HOUSING),
        "water_secured": not (at_risk and kind is RiskKind.WATER),
        "rigid_spending_controlled": not (at_risk and kind in SHOCKS),
        "risks": [risk(draw, kind, since - timedelta(days=draw.randint(5, 15)), state)],
        "loans": [loan(draw)] if draw.randint(0, 4) == 0 else [],
        "support": [support(draw, HELP[kind], since)],
    }
    usual = between(draw, 3_500, 6_800) if at_risk else between(draw, 6_901, 11_000)
    return was(draw, members, income or usual, **found | facts)


def sudden_hardship(draw: Random) -> Record:
    """A monitored household above the line whose basic living a shock made hard (突发严重困难户)."""
    income, months = between(draw, 7_000, 12_000), draw.randint(1, 9)
    facts = STRUCK | {"was": never_poor, "income": income, "months_above_line": months}
    return monitored(draw, kind=draw.choice(SHOCKS), **facts)


def recovered(draw: Random, /, **facts: Any) -> Record:
    """A monitored household that meets every criterion of risk elimination, but for what `facts` says otherwise."""
    usual: Record = {"state": RiskState.RESOLVED, "was": draw.choice((exited, never_poor))}
    return monitored(draw, **usual | facts)


def with_another_risk(draw: Random, found_on: date, state: RiskState) -> Record:
    """A recovered household with one more risk, which is new where it was found after the household was identified."""
    known = recovered(draw, kind=RiskKind.UNSTABLE_WORK)
    return known | {"risks": [*known["risks"], risk(draw, RiskKind.ILLNESS, found_on, state)]}


def without_labour(draw: Random, **facts: Any) -> Record:
    """A recovered household of an aged couple and a grandchild; `facts` are about the first of the couple."""
    members = aged_couple(draw, draw.randint(72, 80), person(draw, draw.randint(6, 14)), **facts)
    return recovered(draw, kind=RiskKind.LACK_OF_LABOUR, members=members)


SCENARIOS: Final[tuple[tuple[int, str, Scenario], ...]] = (
    # nothing due, nothing to decide
    (24, "never poor", never_poor),
    (14, "exited", exited),
    (6, "exited, with a small loan", lambda draw: borrower(draw, loan(draw))),
    (3, "modest income, not at risk", lambda draw: modest(draw, family(draw))),
    (2, "failed business, not at risk", failed_business),
    (3, "one not insured", first_has(insured=False)),
    (2, "one not insured, though on the allowance", first_has(insured=False, minimum_living_allowance=allowance_spell)),
    (3, "one on the allowance until lately", first_has(minimum_living_allowance=ended_spell)),
    (3, "monitored until lately", lambda draw: exited(draw, monitored=ended_spell(draw))),
    # medical bills
    (6, "bills below the deductible", first_has(bills=bills(1_000, 15_000))),
    (1, "bills exactly at the deductible", first_has(bills=bills(16_000, 16_000))),
    (6, "bills above the deductible", first_has(bills=bills(17_000, 120_000))),
    (3, "bills beyond the ceiling", first_has(**GRAVE, bills=bills(*BEYOND))),
    (3, "bills of the year before and after the day", first_has(bills=bills_that_do_not_count)),
    (2, "bills of one not insured", first_has(insured=False, bills=bills(17_000, 60_000))),
    (3, "tilted, bills below", first_has(minimum_living_allowance=allowance_spell, bills=bills(1_000, 7_900))),
    (4, "tilted, bills above", first_has(minimum_living_allowance=allowance_spell, bills=bills(8_100, 90_000))),
    (2, "tilted, bills beyond", first_has(minimum_living_allowance=allowance_spell, **GRAVE, bills=bills(*BEYOND))),
    # classes of people
    (8, "extreme poverty", single_in_extreme_poverty),
    (3, "extreme poverty, bills", lambda draw: single_in_extreme_poverty(draw, bills=bills(2_000, 60_000)(draw))),
    (4, "severely disabled by register", lambda d: disabled(d, BODILY, (1, 2), severely_disabled=spell(d))),
    (4, "severely disabled by grade", partial(disabled, kinds=BODILY, grades=(1, 2))),
    (3, "severely disabled by grade 3, mental", partial(disabled, kinds=MENTAL, grades=(3,))),
    (3, "disabled, not severely", partial(disabled, kinds=BODILY, grades=(3, 4))),
    (3, "orphan", lambda draw: modest(draw, child_in(draw, "orphan"))),
    (2, "orphan on the allowance", lambda d: modest(d, child_in(d, "orphan", **{ALLOWANCE: allowance_spell(d)}))),
    (3, "de facto unattended child", lambda draw: modest(draw, child_in(draw, "de_facto_unattended_child"))),
    (7, "allowance family", on_allowance),
    (5, "low-income family", lambda draw: modest(draw, all_in(draw, "low_income", 2021))),
    (3, "returned to poverty", lambda draw: monitored(draw, members=all_in(draw, "returned_to_poverty", 2021))),
    (2, "returned to poverty, bills", first_has(returned_to_poverty=spell, bills=bills(9_000, 40_000))),
    # to be monitored, and monitored
    (2, "to be identified: unstable exited", lambda d: exited(d, income=between(d, 3_000, 6_899), at_risk=True)),
    (2, "to be identified: marginal", lambda d: never_poor(d, None, between(d, 3_000, 6_899), at_risk=True)),
    (2, "to be identified: failed business", partial(failed_business, at_risk=True)),
    (3, "to be identified: sudden hardship", partial(never_poor, **STRUCK)),
    (7, "monitored: unstable exited", monitored),
    (6, "monitored: marginal", partial(monitored, was=never_poor)),
    (5, "monitored: sudden hardship", sudden_hardship),
    (3, "monitored, on the allowance", lambda d: monitored(d, members=all_in(d, ALLOWANCE, 2020), monthly=250_00)),
    # risk elimination: what may be marked, and what one criterion alone keeps from it
    (6, "eliminable: resolved", recovered),
    (3, "eliminable: vanished by itself", partial(recovered, state=RiskState.VANISHED)),
    (2, "eliminable: new risk gone too", lambda d: with_another_risk(d, date(2021, 12, 1), RiskState.RESOLVED)),
    (2, "blocked: income below the line", lambda draw: recovered(draw, income=between(draw, 5_000, 6_899))),
    (2, "blocked: income exactly at the line", partial(recovered, income=LINE)),
    (2, "blocked: only five months", partial(recovered, months_above_line=5)),
    *((2, f"blocked: not {name}", partial(recovered, kind=RiskKind.OTHER, **{name: False})) for name in SECURED),
    (2, "blocked: spending", partial(recovered, rigid_spending_controlled=False)),
    (2, "blocked: open risk", lambda draw: with_another_risk(draw, date(2020, 12, 1), RiskState.OPEN)),
    (2, "blocked: new risk", lambda draw: with_another_risk(draw, date(2022, 3, 1), RiskState.OPEN)),
    (2, "blocked: no labour capacity", without_labour),
    # not recorded, and it does not matter
    (2, "unrecorded, no matter: orphan's other class", lambda d: modest(d, child_in(d, "orphan", low_income=None))),
    (2, "unrecorded, no matter: not insured", first_has(insured=False, bills=None, low_income=None)),
    (1, "unrecorded, no matter: insured, in no class", first_has(insured=None)),
    (2, "unrecorded, no matter: grade, in extreme poverty", lambda d: single_in_extreme_poverty(d, **UNGRADED)),
    (1, "unrecorded, no matter: diagnoses, never poor", first_has(diagnoses=None)),
    (2, "unrecorded, no matter: income, not at risk", partial(never_poor, per_capita_net_income=None)),
    (2, "unrecorded, no matter: housing, five months", partial(recovered, housing_secured=None, months_above_line=5)),
    (2, "unrecorded, no matter: risks, spending", partial(recovered, risks=None, rigid_spending_controlled=False)),
    (1, "unrecorded, no matter: when identified", partial(recovered, identified_on=None)),
    (2, "unrecorded, no matter: one's labour", lambda d: recovered(d, members=family(d, labour_capacity=None))),
    # not recorded, and it matters
    (3, "unrecorded: class", first_has(low_income=None)),
    (2, "unrecorded: insured, on the allowance", first_has(insured=None, minimum_living_allowance=allowance_spell)),
    (3, "unrecorded: bills", first_has(bills=None)),
    (2, "unrecorded: what basic insurance paid", first_has(bills=bills_half_recorded)),
    (2, "unrecorded: allowance, bills too low", first_has(minimum_living_allowance=None, bills=bills(1_000, 7_900))),
    (3, "unrecorded: allowance, bills high", first_has(minimum_living_allowance=None, bills=bills(17_000, 90_000))),
    (2, "unrecorded: grade of disability", lambda draw: never_poor(draw, family(draw, **UNGRADED))),
    (1, "unrecorded: kind of disability", first_has(disability_kind=None, severely_disabled=None)),
    (3, "unrecorded: whether monitored", partial(exited, monitored=None)),
    (2, "unrecorded: income, at risk", partial(never_poor, per_capita_net_income=None, at_risk=True)),
    (2, "unrecorded: at risk, below the line", lambda d: exited(d, None, between(d, 4_000, 6_800), at_risk=None)),
    (1, "unrecorded: hardship after a shock", partial(never_poor, **STRUCK | {"basic_living_severely_hard": None})),
    (2, "unrecorded: labour capacity", partial(without_labour, labour_capacity=None)),
    (2, "unrecorded: state of the risk", partial(recovered, state=None)),
    *((1, f"unrecorded: {name}", partial(recovered, **{name: None})) for name in UNDECIDED),
    # net income from its parts
    (2, "unrecorded, no matter: net income, not at risk", lambda d: farming(d, 9_000, 14_000) | NO_NET),
    (2, "unrecorded, no matter: net income, at risk", lambda d: farming(d, 3_000, 6_899, at_risk=True) | NO_NET),
    (1, "unrecorded, no matter: net income, at the line", lambda d: farming(d, 6_900, 6_900, at_risk=True) | NO_NET),
    (2, "unrecorded, no matter: net income, eliminable", lambda draw: recovered(draw) | NO_NET),
    (2, "unrecorded, no matter: costs", lambda d: farming(d, 3_000, 6_899, at_risk=True) | NO_COSTS),
    (2, "unrecorded: net income, costs", lambda d: farming(d, 6_700, 6_899, at_risk=True) | NO_NET | NO_COSTS),
    (1, "unrecorded: the same, low before costs", lambda d: farming(d, 900, 2_000, at_risk=True) | NO_NET | NO_COSTS),
    # families on the allowance
    (2, "allowance, below by the cost of employment", partial(on_allowance, monthly=446_00, before=300_00)),
    (1, "allowance, exactly at the standard", partial(on_allowance, monthly=STANDARD, before=300_00)),
    *((2, f"allowance, gradual exit, month {at}", partial(risen, months_above_standard=at)) for at in (0, 5, 12)),
    (2, "allowance, gradual exit over, month 13", partial(risen, months_above_standard=13)),
    (2, "allowance, above, not by work", partial(risen, **NOT_BY_WORK)),
    (1, "unrecorded, no matter: why above, month 13", partial(risen, months_above_standard=13, **NO_CAUSE)),
    (1, "unrecorded, no matter: why above, but below", partial(on_allowance, **NO_CAUSE)),
    (1, "unrecorded, no matter: cost of employment, below", partial(on_allowance, employment_cost=None)),
    (2, "unrecorded: why above, month 3", partial(risen, months_above_standard=3, **NO_CAUSE)),
    (1, "unrecorded: months above", risen),
    (1, "unrecorded: grant, month 3", partial(risen, months_above_standard=3, allowance_grant=None)),
    # families not on the allowance
    (3, "below the standard, no allowance", lambda draw: checked(draw, between(draw, 100, 440))),
    (1, "no income at all, no allowance", partial(checked, monthly=0)),
    (1, "exactly at the standard, no allowance", partial(checked, monthly=STANDARD)),
    (2, "borderline, severely disabled", lambda draw: borderline(draw, **disability(draw, BODILY, (1, 2)))),
    (2, "borderline, grade 3, mental", lambda draw: borderline(draw, **disability(draw, MENTAL, (3,)))),
    (1, "borderline, grade 3, not mental", lambda draw: borderline(draw, **disability(draw, BODILY, (3,)))),
    (2, "borderline, gravely ill", partial(borderline, gravely_ill=True)),
    (2, "borderline, nobody ill or disabled", borderline),
    (1, "borderline as recorded", lambda d: modest(d, family(d, gravely_ill=True), allowance_borderline=True)),
    (1, "exactly where the borderline ends", partial(checked, monthly=STANDARD * 3 // 2)),
    (2, "clearly above the standard", lambda draw: checked(draw, between(draw, 900, 2_000))),
    (1, "unrecorded, no matter: illness, severely disabled", partial(borderline, gravely_ill=None, **BLIND)),
    (1, "unrecorded: illness, borderline", partial(borderline, gravely_ill=None)),
    (1, "unrecorded: grade, borderline", partial(borderline, **UNGRADED)),
    (1, "unrecorded: cost of employment, above", partial(checked, monthly=500_00, employment_cost=None)),
    (1, "unrecorded: whether on the allowance", lambda d: checked(d, 300_00, family(d, minimum_living_allowance=None))),
    # small loans
    (2, "small loan below 50,000", lambda d: borrower(d, loan_owed(d, 1_000_00 * d.randint(5, 49)))),
    (1, "small loan of exactly 50,000", lambda d: borrower(d, loan_owed(d, 50_000_00, years=3))),
    (2, "small loan overdue for days", lambda d: borrower(d, loan_owed(d, overdue=d.randint(10, 120)))),
    (1, "small loan overdue for over a year", lambda d: borrower(d, loan_owed(d, overdue=400))),
    (1, "small loan after one repaid", lambda d: borrower(d, lent(REPAID_ON, 3, 50_000_00, 0), loan_owed(d))),
    (1, "small loan, never poor", lambda d: never_poor(d, loans=[loan_owed(d)])),
    (1, "unrecorded: balance of a loan", lambda d: borrower(d, loan_owed(d) | {"outstanding": None, "entries": None})),
    (1, "unrecorded: days overdue", lambda d: borrower(d, loan_owed(d) | {"overdue_days": None})),
    (1, "unrecorded: whether exited, with a loan", lambda d: borrower(d, loan_owed(d), **NOT_KNOWN_EXITED)),
    # help without a figure
    (3, "exited, with a main chronic disease", lambda draw: exited_with(draw, draw.choice(MAIN_CHRONIC))),
    (1, "exited, found ill on the day", lambda draw: exited_with(draw, Disease.DIABETES, since=ON)),
    (1, "exited, cured before the day", lambda d: exited_with(d, Disease.TUBERCULOSIS, until=date(2022, 5, 31))),
    (2, "exited, with other diseases", lambda draw: exited_with(draw, Disease.BREAST_CANCER, Disease.OTHER)),
    (1, "exited, a child with a defect of the heart", exited_with_a_sick_child),
    (2, "never poor, with a main chronic disease", lambda d: never_poor(d, family(d, **diagnosed(*MAIN_CHRONIC[:2])))),
    (4, "unrecorded: diagnoses, exited", lambda draw: exited(draw, family(draw, diagnoses=None))),
    (2, "unrecorded: whether exited", partial(never_poor, **NOT_KNOWN_EXITED)),
    (
        1,
        "unrecorded: the same, diabetes",
        lambda d: never_poor(d, family(d, **diagnosed(Disease.DIABETES)), **NOT_KNOWN_EXITED),
    ),
)


# -- the files -----------------------------------------------------------------------------------------------


def township(seed: int = SEED) -> list[rr.Household]:
    """The households of all scenarios, in their order, with keys for each household and person."""
    draw, households = Random(seed), list[rr.Household]()  # noqa: S311 - nothing here is secret
    for scenario in [scenario for count, _, scenario in SCENARIOS for _ in range(count)]:
        known = scenario(draw) | {"id": f"T-{len(households) + 1:04}"}
        # What people work at says where income comes from; since when they do is not recorded.
        known["members"] = [
            one | {"id": f"{known['id']}-{at}", "employment": None} for at, one in enumerate(known["members"], 1)
        ]
        households.append(loads(rr.Household, json.dumps(known, default=date.isoformat)))
    return households


def local_figures() -> rr.LocalFigures:
    """The county's figures of the year, each with its source."""
    figures = {name: figure for name, (figure, _) in FIGURES.items()}
    sources = {name: FIGURES[name][1] for name in sorted(FIGURES)}
    return structure(rr.LocalFigures, {"county": COUNTY, "year": ON.year, **figures, "sources": sources})


def main() -> None:
    """Make the township and write both files, whole or not at all."""
    local = {"local": unstructure(local_figures())}
    lines = [dumps(household) for household in township()]
    head = json.dumps({"about": ABOUT} | local, ensure_ascii=False, indent=1).removesuffix("\n}")
    texts = {
        "township.json": head + ',\n "households": [\n' + ",\n".join(lines) + "\n ]\n}\n",
        "township.jsonl": "".join(f"{line}\n" for line in (json.dumps(local, ensure_ascii=False), *lines)),
    }
    data = Path(__file__).resolve().parent / "data"
    data.mkdir(exist_ok=True)
    for name, text in texts.items():
        (data / f"{name}.part").write_text(text, encoding="utf-8", newline="\n")
    for name in texts:
        (data / f"{name}.part").replace(data / name)
    first = 1
    for count, name, _ in SCENARIOS:
        print(f"T-{first:04} to T-{first + count - 1:04}: {name}")
        first += count


if __name__ == "__main__":
    main()
