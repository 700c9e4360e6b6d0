"""Serious-illness insurance (大病保险): what it pays of a year's in-scope cost, with the tilt (倾斜) for the poor.

Whom: everyone insured; the tilt is for people in extreme poverty, recipients of the minimum living allowance and
people who returned to or fell into poverty. It halves the deductible, raises the rate by five percentage points and
lifts the ceiling. Amounts are yuan per person and year. `in_scope_cost` is what remains of the year's in-scope cost
(政策范围内费用) after basic insurance has paid, never the whole bill.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二 and 第二章低收入人口二;
guizhou-14fyp-2021 第四章第五节, which grants a tilt without a figure; hunan-13fyp-2017 专栏12（一）, which states
only the allowance recipients' lower deductible.

Readings: the cut applies to the local deductible, rounded at both steps; five per cent means percentage points, on
every band; tilts do not add up; the deductible and the rate are stated in principle, so a city's overlay replaces
them. The plan for 2016 to 2020 also raises the rate for people in special difficulty (特殊困难人口) and lowers the
deductible for sick or disabled children (病残儿童) and the severely disabled, and states no figure: what they get is
open, and said to be not stated. Who is in special difficulty, or a sick or disabled child, it does not define either:
that is recorded. Guizhou's third class is people prone to fall into poverty (易致贫返贫人口): those of monitored
households, since the plan names them as whom monitoring finds (第四章第二节), beside who is recorded as returned to
poverty; see `with_prone`.

Limitations: while it is open whether the ceiling is lifted, the ceiling, and facts whose effect it hides, may be named
as missing although they make no difference.

>>> from datetime import date
>>> from rural_revitalization import NO_CEILING, load_policy
>>> from rural_revitalization.rules.medical import serious_illness as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(in_scope_cost=90000, area_disposable_income=32000, ceiling=NO_CEILING,
...                    extreme_poverty=False, returned_to_poverty=False)
>>> rule.compute(facts, terms).reimbursement
Unknown(Decimal('44400.00'), Decimal('53300.00'), {'minimum_living_allowance'})
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from ... import fields
from ...algebra import (
    NO_CEILING,
    NO_SHARE,
    ONE,
    ZERO,
    Amount,
    Band,
    MeasuredOn,
    Rate,
    Truth,
    band_rate,
    banded,
    checked_bands,
    exact_arithmetic,
    maximum,
    minimum,
    share,
    when,
)
from ...errors import InvalidInput, Mismatch
from ...fields.annotations import CeilingFact, MoneyFact, RateFact, TruthFact, TruthRecord
from ...fields.citations import Source
from ...models import Household, LocalFigures, Person, recorded

__all__ = ["NO_CEILING", "SOURCES", "Facts", "Terms", "Worksheet", "compute", "with_prone"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/serious-illness/deductible-base"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/serious-illness/payment-ratio"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/serious-illness/local-discretion"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/serious-illness/deductible-tilt"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/serious-illness/deductible-base"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/serious-illness/payment-ratio"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/serious-illness/deductible-tilt"),
    Source("yiyang-14fyp-2021", "第二章低收入人口(节序缺)二", "yiyang-2021/serious-illness/tilt-restate"),
    Source("guizhou-14fyp-2021", "第四章第五节", "guizhou-2021/medical-insurance/critical-tilt"),
    Source(
        "hunan-13fyp-2017",
        "专栏12〔标题原文缺失〕（一）",
        "hunan-2017/medical-insurance/dibao-critical-deductible-half",
    ),
    Source(
        "hunan-13fyp-2017",
        "专栏12〔标题原文缺失〕（一）；六（二）",
        "hunan-2017/medical-insurance/critical-illness-tilt",
    ),
)


@fields.facts_class
class Facts:
    """What must be known of a person for serious-illness insurance (大病保险)."""

    in_scope_cost: MoneyFact = fields.money(
        "in-scope cost of the year after basic insurance", zh="基本医保支付后政策范围内费用"
    )
    area_disposable_income: MoneyFact = fields.money(
        "local per-capita disposable income of the year before", zh="当地上年居民人均可支配收入"
    )
    ceiling: CeilingFact = fields.ceiling("local ceiling", zh="大病保险封顶线")
    extreme_poverty: TruthFact = fields.truth("in extreme poverty", zh="特困人员")
    minimum_living_allowance: TruthFact = fields.truth("receives the minimum living allowance", zh="低保对象")
    returned_to_poverty: TruthFact = fields.truth("returned to or fell into poverty", zh="返贫致贫人口")
    severely_disabled: TruthFact = fields.truth("severely disabled", zh="重度残疾人")
    sick_or_disabled_child: TruthFact = fields.truth("sick or disabled child", zh="病残儿童")
    special_difficulty: TruthFact = fields.truth("in special difficulty", zh="特殊困难人口")

    @classmethod
    def of(cls, person: Person, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of one person on a day; somebody not enrolled has no cost in scope."""
        return cls(
            in_scope_cost=person.while_insured(person.in_scope_cost(on)),
            area_disposable_income=recorded(local, "area_disposable_income"),
            ceiling=recorded(local, "serious_illness_ceiling"),
            extreme_poverty=person.belongs("extreme_poverty", on),
            minimum_living_allowance=person.belongs("minimum_living_allowance", on),
            returned_to_poverty=person.belongs("returned_to_poverty", on),
            severely_disabled=person.severely_disabled_on(on, local),
            sick_or_disabled_child=person.belongs("sick_or_disabled_child", on),
            special_difficulty=person.belongs("special_difficulty", on),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of serious-illness insurance.

    `bands` and `bands_measured_on` ("whole" or "excess") replace `rate` where a locality pays by bands; a schedule
    without its base, or a base without a schedule, is refused. `prone_tilted` says whether people prone to poverty have
    the tilt of those who returned to it. `special_tilt` says whether the document tilts payment to special classes
    without a figure; `special_deductible_cut` and `special_rate_uplift` are those figures, where a locality states
    them.
    """

    deductible_share: RateFact = fields.rate("deductible as a share of local income", zh="起付线占当地居民收入比例")
    rate: RateFact = fields.rate("reimbursed share above the deductible", zh="支付比例")
    deductible_cut: RateFact = fields.rate("cut of the deductible for tilted people", zh="起付线降低比例")
    allowance_deductible_cut: RateFact = fields.rate(
        "cut of the deductible for allowance recipients", zh="低保对象起付线降低比例"
    )
    rate_uplift: RateFact = fields.rate("uplift of the rate for tilted people", zh="报销比例提高")
    ceiling_lifted: TruthFact = fields.truth("no ceiling for tilted people", zh="取消封顶线")
    prone_tilted: TruthRecord = fields.truth(
        "tilts payment to people prone to poverty too", zh="对易致贫返贫人口倾斜支付", optional=True
    )
    special_tilt: TruthRecord = fields.truth("tilts payment to special classes", zh="对特殊困难人群倾斜", optional=True)
    special_deductible_cut: RateFact = fields.rate(
        "cut of the deductible for severely disabled people and sick or disabled children",
        zh="重度残疾人、病残儿童起付线降低比例",
    )
    special_rate_uplift: RateFact = fields.rate(
        "uplift of the rate for people in special difficulty", zh="特殊困难人口报销比例提高"
    )
    bands: Sequence[Band] | None = fields.bands("bands of the reimbursed share", zh="分段支付比例")
    bands_measured_on: MeasuredOn | None = fields.choice(
        "what the bands' limits are measured on", zh="分段计算基数", of=MeasuredOn
    )

    def __attrs_post_init__(self) -> None:
        if (self.bands is None) is not (self.bands_measured_on is None):
            given = "only one of them"
            raise InvalidInput([Mismatch("bands_measured_on", "bands and what they are measured on", given)])
        checked_bands(self.schedule, self.measured_on)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The one rate for all, where bands stand in for it."""
        return () if self.bands is None else ("rate",)

    @property
    def tilts_special(self) -> bool:
        """Whether payment is tilted to the special classes."""
        return self.special_tilt is True

    @property
    def cut_for_special(self) -> Rate:
        """The cut for severely disabled people and sick or disabled children: none where they are not named."""
        return self.special_deductible_cut if self.special_tilt else NO_SHARE

    @property
    def uplift_for_special(self) -> Rate:
        """The uplift for people in special difficulty: none where they are not named."""
        return self.special_rate_uplift if self.special_tilt else NO_SHARE

    @property
    def schedule(self) -> Sequence[Band]:
        """The bands in force: the locality's, or the one rate for all."""
        return self.bands or (Band(None, self.rate),)

    @property
    def measured_on(self) -> MeasuredOn:
        """What the bands' limits are measured on; it makes no difference to one rate for all."""
        return self.bands_measured_on or MeasuredOn.EXCESS


# What the payment rests on, and so what it cites, whether in principle or not.
_ALL: Final = (
    "prone_tilted",
    "deductible_share",
    "deductible_cut",
    "allowance_deductible_cut",
    "special_tilt",
    "special_deductible_cut",
    "rate",
    "bands",
    "bands_measured_on",
    "rate_uplift",
    "special_rate_uplift",
    "ceiling_lifted",
)
_DEDUCTIBLE: Final = (
    "deductible_share",
    "deductible_cut",
    "allowance_deductible_cut",
    "special_tilt",
    "special_deductible_cut",
)


def with_prone(facts: Facts, terms: Terms, household: Household, on: date) -> Facts:
    """The facts with people prone to poverty in the class of those who returned to it, where a document says so.

    guizhou-14fyp-2021 第四章第五节. Who is prone to poverty (易致贫返贫人口) is of a monitored household.
    """
    if not terms.prone_tilted:
        return facts
    prone = facts.returned_to_poverty | household.monitored_on(on)
    return fields.replaced(facts, returned_to_poverty=prone)


@fields.worksheet_class
class Worksheet:
    """Serious-illness insurance worked out; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    tilted: Truth = fields.truth("has the tilt", zh="享受倾斜")
    deductible: Amount = fields.money(
        "deductible",
        zh="起付线",
        uses=_DEDUCTIBLE,
        reading="cut_of_local_deductible",
    )
    above_deductible: Amount = fields.money(
        "cost above the deductible",
        zh="起付线以上费用",
        uses=_DEDUCTIBLE,
    )
    rate: Rate = fields.rate(
        "rate on the last yuan",
        zh="支付比例",
        uses=("rate", "bands", "bands_measured_on", "rate_uplift", "special_tilt", "special_rate_uplift"),
        reading="percentage_points",
    )
    reimbursement: Amount = fields.money(
        "reimbursement",
        zh="大病保险报销金额",
        answer=True,
        unit="yuan per year",
        unit_zh="元/年",
        uses=_ALL,
        reading="tilts_do_not_add_up",
    )
    own_payment: Amount = fields.money(
        "left to pay",
        zh="个人负担金额",
        answer=True,
        unit="yuan per year",
        unit_zh="元/年",
        uses=_ALL,
        reading="rest_after_rounding",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out what serious-illness insurance (大病保险) reimburses one person, or a column of people."""
    others = facts.extreme_poverty | facts.returned_to_poverty
    tilted = facts.minimum_living_allowance | others
    disabled_or_child = facts.severely_disabled | facts.sick_or_disabled_child
    special = disabled_or_child | facts.special_difficulty
    cut = maximum(
        maximum(
            when(facts.minimum_living_allowance, terms.allowance_deductible_cut, NO_SHARE),
            when(others, terms.deductible_cut, NO_SHARE),
        ),
        when(disabled_or_child, terms.cut_for_special, NO_SHARE),
    )
    deductible = share(share(facts.area_disposable_income, terms.deductible_share), ONE - cut)
    uplift = maximum(
        when(tilted, terms.rate_uplift, NO_SHARE),
        when(facts.special_difficulty, terms.uplift_for_special, NO_SHARE),
    )
    band = band_rate(facts.in_scope_cost, deductible, terms.schedule, measured_on=terms.measured_on)
    reimbursement, own_payment = banded(
        facts.in_scope_cost,
        deductible,
        terms.schedule,
        measured_on=terms.measured_on,
        uplift=uplift,
        ceiling=when(tilted & terms.ceiling_lifted, NO_CEILING, facts.ceiling),
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        tilted=tilted | (special & terms.tilts_special),
        deductible=deductible,
        above_deductible=maximum(facts.in_scope_cost - deductible, ZERO),
        rate=minimum(band + uplift, ONE),
        reimbursement=reimbursement,
        own_payment=own_payment,
    )
