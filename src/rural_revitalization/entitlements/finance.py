"""Loans and insurance granted without a figure (金融帮扶): who is served first, and with what security or cover.

References: hunan-13fyp-2017 三（二）, 十（三） and 十一（四）金融政策; hunan-14fyp-2021 第五章第二节; yiyang-14fyp-2021
第二章促进就业（节序缺）二 and 第六章第二节二; guizhou-14fyp-2021 第四章第二节, 第七章第二节 and 第七章第三节.

Readings: the people of Guizhou's priority consolidation (重点巩固人口) are those whom its preface names: the monitored,
and people in special difficulty; whom else it means (等) is not stated. A labourer (劳动力) is who has labour capacity,
in part or in full. Insurance that a plan sets up (Yiyang) covers who holds it; whom it is offered to is not stated.
Hunan's loans for start-ups are for the exited and others (等): whom else is not stated.

Limitations: what a start-up guaranteed loan asks of a borrower, and what a larger need of a loan is, no document says;
nor where the mortgage of land, houses and homesteads is tried. The loss that brings compensation about, and buying
insurance, belong to the help, not to whom it is for. Firms and co-operatives that the same sections serve are no rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..algebra import Truth
from ..cases import Case, in_business, special_difficulty
from ..models import Household, LocalFigures, Person
from ..wording.worded import Words
from .classes_of_people import (
    ABLE,
    EXITED,
    IN_POOR_COUNTY,
    MONITORED_HOUSEHOLDS,
    POOR,
    POOR_HOUSEHOLDS,
    RELOCATED_HOUSEHOLDS,
)
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, YIYANG_2021, grant
from .who import Being, Unstated, Who
from .workers import at_work

# -- conditions not stated --------------------------------------------------------------------------------

_OF_LOAN: Final = Unstated(
    "entitlements.guaranteed_loan_conditions", "what a guaranteed loan asks of a borrower", "创业担保贷款条件"
)
_BORROWS_ELSE: Final = Unstated("entitlements.borrowers_beside_exited", "whom else such loans are for", "其他创业主体")
_LARGER: Final = Unstated("entitlements.larger_loan", "which need of a loan is a larger one", "较大贷款资金需求的标准")
_PILOT: Final = Unstated("entitlements.mortgage_pilots", "where such mortgages are tried", "抵押贷款试点范围")
_PRIORITY: Final = Unstated(
    "entitlements.priority_consolidation", "whom else priority consolidation means", "其他重点巩固人口"
)
_SUCCEEDED: Final = Unstated("entitlements.startup_succeeded", "when a start-up has succeeded", "创业成功的标准")
_SUN_FOR_OTHERS: Final = Unstated(
    "entitlements.photovoltaics_of_others", "whether others than poor households are served", "贫困户以外的支持对象"
)

# -- who ---------------------------------------------------------------------------------------------------


def _in_priority(case: Case) -> Truth:
    """The monitored and people in special difficulty, whom the preface names; whom else it means (等) is open."""
    return case[Household.monitored] | case[special_difficulty] | _PRIORITY.open


def _insured_in_yiyang(case: Case) -> Truth:
    """Whoever holds insurance of either kind."""
    return case[Household.insured_against_poverty] | case[Household.insured_products]


_WISHING: Final = Being(at_work(Person.wishes_to_start), "who wish to start a business", "有创业愿望的")
_IN_BUSINESS: Final = _WISHING | Being(in_business, "run one", "经营中的")
_INCUBATED: Final = Being(Person.in_incubator, "whose business is in an incubator", "创业实体设在创业孵化基地的")
_WITH_SUN: Final = Being(
    at_work(Person.in_photovoltaics), "who build or run a distributed photovoltaic station", "建设分布式光伏电站的"
)
_WANTING: Final = Who(
    Household.wants_loan, "households that want a larger loan", "有较大贷款资金需求的农户", about="household"
)
_PRIORITY_HOUSEHOLDS: Final = Who(
    _in_priority,
    "households in priority consolidation",
    "重点巩固户",
    (_PRIORITY,),
    reading="priority_is_named_in_preface",
    about="household",
)
_COVERED: Final = Being(Household.insured_against_poverty, "insured against poverty", "已投防贫保险的")
_INSURED_IN_YIYANG: Final = Who(
    _insured_in_yiyang,
    "households insured against a return to poverty or for featured products",
    "已投防返贫保险或特色产业保险的农户",
    about="household",
)


def _offering(what: Any, label: str, zh: str) -> Who:
    """Households that ask for a loan and offer some security for it."""
    return Who(what, f"households that offer {label} as security", f"以{zh}抵质押的农户", about="household")


# -- the rows ---------------------------------------------------------------------------------------------

_GUARANTEED: Final = ("a start-up guaranteed loan", "创业担保贷款扶持")
_POVERTY_COVER: Final = GUIZHOU_2021["insurance/anti-poverty"]
_OF_YIYANG: Final = YIYANG_2021["employment/startup-loan"]

ROWS: Final = (
    grant(
        "startup_guaranteed_loan",
        *_GUARANTEED,
        to=(POOR & _WISHING).as_far_as(_OF_LOAN),
        by=HUNAN_2017["loan/entrepreneurship-guarantee"],
    ),
    grant(
        "premium_subsidy",
        "a subsidy for premiums of insurance of featured farm products",
        "精准扶贫特色农业保险保费补贴",
        to=POOR_HOUSEHOLDS & IN_POOR_COUNTY,
        by=HUNAN_2017["finance/insurance-premium-subsidy"],
    ),
    grant(
        "loans_from_relending",
        "loans from re-lending against poverty, before others",
        "扶贫再贷款优先支持",
        to=POOR_HOUSEHOLDS,
        by=HUNAN_2017["finance/relending-priority"],
    ),
    grant(
        "loans_backed_by_fund",
        "loans for whose risk a fund of risk compensation or guarantee stands",
        "贷款纳入扶贫贷款风险补偿基金和担保基金",
        to=POOR_HOUSEHOLDS & Being(LocalFigures.loan_risk_fund, "where such a fund is set up", "已设立基金地方的"),
        by=HUNAN_2017["finance/risk-fund"],
    ),
    grant(
        "photovoltaic_support",
        "connection to the grid before others, and small loans",
        "优先安排接入上网、小额信贷支持",
        to=POOR.or_else(_SUN_FOR_OTHERS) & _WITH_SUN,
        by=HUNAN_2017["pv/loan-support"],
    ),
    grant(
        "mortgage_of_rights",
        "mortgage loans on two rights, on trial",
        "“两权”抵押贷款试点",
        to=(
            _offering(Household.offers_land, "the right to manage contracted land", "农村承包土地经营权")
            | _offering(Household.offers_house, "the property in their house", "农民住房财产权")
        ).as_far_as(_PILOT),
        by=HUNAN_2017["finance/two-rights-pilot"],
    ),
    grant(
        "startup_guaranteed_loan",
        *_GUARANTEED,
        to=(EXITED.or_else(_BORROWS_ELSE) & _IN_BUSINESS).as_far_as(_OF_LOAN),
        by=HUNAN_2021["loan/farmer-credit"],
    ),
    grant(
        "farm_assets_as_security",
        "farm assets taken as security by financial institutions",
        "农业资产纳入抵质押品范围",
        to=_offering(
            Household.offers_farm_assets,
            "land management rights, large machinery, greenhouses, farm products or insurance policies",
            "土地经营权、大型农机具、设施大棚、农产品、农业保单",
        ),
        by=HUNAN_2021["fund/collateral-classes"],
    ),
    grant(
        "mortgage_of_rights",
        "mortgage loans on rights to contracted land, and to homesteads on trial",
        "农村承包土地的经营权抵押贷款、宅基地使用权抵押贷款试点",
        to=(
            _offering(Household.offers_land, "the right to manage contracted land", "农村承包土地经营权")
            | _offering(Household.offers_homestead, "the right to use their homestead", "宅基地使用权").as_far_as(
                _PILOT
            )
        ),
        by=HUNAN_2021["loan/mortgage-pilots"],
    ),
    grant(
        "startup_guaranteed_loan",
        "a start-up guaranteed loan, before others",
        "优先发放创业担保贷款",
        to=(EXITED & ABLE).as_far_as(_OF_LOAN),
        by=_OF_YIYANG,
    ),
    grant(
        "startup_subsidy",
        "a start-up subsidy, and services that follow it up",
        "创业补贴和后续跟踪服务",
        to=(EXITED & ABLE & Being(in_business, "who run a business", "已创业的")).as_far_as(_SUCCEEDED),
        by=_OF_YIYANG,
    ),
    grant(
        "incubator_relief",
        "rent, water, electricity and network fees reduced",
        "减免租赁费、水电费、网络费等支出",
        to=EXITED & ABLE & _INCUBATED,
        by=_OF_YIYANG,
    ),
    grant(
        "return_insurance",
        "compensation that keeps disaster and accident from bringing poverty back",
        "因天灾人祸理赔，防止返贫致贫",
        to=_INSURED_IN_YIYANG,
        by=YIYANG_2021["insurance/anti-return"],
    ),
    grant(
        "poverty_insurance",
        "subsidised insurance against poverty, by class, for who wants it",
        "政府补贴、分类施保，自愿购买防贫保险",
        to=_PRIORITY_HOUSEHOLDS,
        by=_POVERTY_COVER,
    ),
    grant(
        "poverty_insurance_compensation",
        "compensation at a set ratio for a loss that nobody could prevent",
        "遇人力不可抗拒情况按赔付比例获得赔付资金",
        to=_PRIORITY_HOUSEHOLDS & _COVERED,
        by=_POVERTY_COVER,
    ),
    grant(
        "return_insurance",
        "insurance against a return to poverty, as part of the help of the government",
        "防返贫保险纳入政府防返贫帮扶机制",
        to=MONITORED_HOUSEHOLDS,
        by=GUIZHOU_2021["insurance/return-prevention"],
    ),
    grant(
        "larger_guaranteed_loan",
        "encouraged to apply for a start-up guaranteed loan",
        "鼓励申请创业担保贷款",
        to=_WANTING.as_far_as(_LARGER).as_far_as(_OF_LOAN),
        by=GUIZHOU_2021["loan/larger-need"],
    ),
    grant(
        "relocation_tax_relief",
        "tax relief for relocation, as the state rules it",
        "按国家规定延续易地扶贫搬迁税收优惠",
        to=RELOCATED_HOUSEHOLDS,
        by=GUIZHOU_2021["finance/tax"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "hunan-2017/education/origin-loan-exploration": Words(
            "has a kind of loan explored, which gives nobody a right yet", "仅为探索开展，尚未赋予任何人权利"
        ),
        "guizhou-2021/insurance/principles": Words(
            "says by which principles insurance runs, not whom it covers", "载明保险的运作原则，未载明保障对象"
        ),
        "guizhou-2021/loan/base-mortgage": Words(
            "is about firms, co-operatives and large farms, and still explored",
            "针对龙头企业、农民专业合作社和种养大户，且尚在探索",
        ),
    }
)
"""Ids of the register that no row implements, and why.

Of guizhou-2021/finance/tax only relocation is a row: which groups the others are for stands in the state's tax law.
"""
