"""The readings that results rely on: how the library reads what a document leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .phrases import Language

__all__ = ["READINGS", "reading"]

READINGS: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "about_the_level": {
            "en": "the year is held against exactly the level, though the plans say about",
            "zh": "文件表述为“左右”，此处按该比例本数比较",
        },
        "borderline_between": {
            "en": "borderline is above the standard and below the standard times the factor",
            "zh": "高于低保标准且低于低保标准规定倍数的为低保边缘家庭",
        },
        "cap_on_balance": {
            "en": "the cap is on the balance outstanding, old and new together",
            "zh": "额度上限按贷款余额计算，新旧贷款合并",
        },
        "chronic_patients_have_exited": {
            "en": "the management of chronic diseases is part of the contract service, so it is for the exited",
            "zh": "慢性病规范管理属于脱贫人口签约服务的重点，对象为脱贫人口",
        },
        "class_on_the_day": {
            "en": "classes are those of the day asked about",
            "zh": "人员类别以所查询日期当日为准",
        },
        "classed_by_income_first": {
            "en": "a household that meets the income test is classed by it, so the classes exclude each other",
            "zh": "同时符合收入条件的，按收入条件归类，三类互不重叠",
        },
        "cost_before_division": {
            "en": "the cost of employment is taken from the income before it is divided by heads",
            "zh": "就业成本先从收入中扣减，再计算人均",
        },
        "cut_of_local_deductible": {
            "en": "the cut applies to the local ordinary deductible, rounded at both steps",
            "zh": "降低比例以当地普通起付线为基数，两步均四舍五入到分",
        },
        "first_class_counts": {
            "en": "a person in several classes is helped once: extreme poverty, then the allowance, then all others",
            "zh": "同时属于多类的，依特困、低保、其他的顺序救助一次",
        },
        "grant_goes_on_below_standard": {
            "en": "at or below the standard the grant goes on unchanged",
            "zh": "人均收入未超过标准的，原待遇不变",
        },
        "hardship_without_income_test": {
            "en": "sudden hardship has no income test",
            "zh": "突发严重困难户不设收入条件",
        },
        "heavy_is_recorded": {
            "en": "no document says when a burden is still heavy: it is recorded",
            "zh": "“仍然较重”的标准文件未载明，以登记为准",
        },
        "highest_class_once": {
            "en": "a person in several classes gets the highest rate, once",
            "zh": "同时属于多类的，就高资助一次，不重复",
        },
        "interest_rounded_once": {
            "en": "principal x rate x days / day count, rounded once",
            "zh": "本金×年利率×天数÷计息年度天数，仅四舍五入一次",
        },
        "layers_in_order": {
            "en": "basic insurance, serious-illness insurance, medical assistance: each pays of what is left in scope",
            "zh": "依次由基本医保、大病保险、医疗救助支付政策范围内余额",
        },
        "left_to_the_locality": {
            "en": "threshold, rate and cap are left to the locality",
            "zh": "起付标准、救助比例和年度限额由当地确定",
        },
        "line_is_strict": {
            "en": "below and above the line are strict: income equal to the line is neither",
            "zh": "“低于”“高于”监测线均不含本数",
        },
        "members_share_income": {
            "en": "divided by the members who share income and spending",
            "zh": "按共享收支的家庭人口计算人均",
        },
        "natural_elimination": {
            "en": "a risk that vanished by itself replaces only the condition that measures removed it",
            "zh": "自然消除仅替代“经帮扶稳定消除”这一项，其他条件不变",
        },
        "no_taper_unless_local": {
            "en": "the documents state no taper; a schedule of shares is local",
            "zh": "文件未规定逐月递减，递减比例由当地确定",
        },
        "overdue_not_subsidised": {
            "en": "days overdue bear interest and no subsidy",
            "zh": "逾期期间计息不贴息",
        },
        "percentage_points": {
            "en": "five per cent is five percentage points, on every band",
            "zh": "提高5个百分点，各分段同样提高",
        },
        "policies_kept_serve_the_exited": {
            "en": "policies kept as they were go on serving the households that have exited",
            "zh": "保持稳定的健康帮扶政策继续适用于脱贫户",
        },
        "poor_is_registered_poor": {
            "en": "the poor of the plan for 2016 to 2020 are the registered poor",
            "zh": "“十三五”规划所称贫困人口指建档立卡贫困人口",
        },
        "rest_after_rounding": {
            "en": "what is left to pay is the cost less the rounded payment",
            "zh": "个人负担为费用减去四舍五入后的支付金额",
        },
        "scope_is_added_to": {
            "en": "what a plan brings into the scope is added to it: whether earlier classes remain it does not say",
            "zh": "“纳入救助范围”为新增，原有救助对象是否保留文件未载明",
        },
        "ten_percentage_points": {
            "en": "ten per cent is ten percentage points",
            "zh": "“提高10%”按提高10个百分点计",
        },
        "tilts_do_not_add_up": {
            "en": "a person in several classes gets the most favourable tilt, once",
            "zh": "同时属于多类的，按最优一类倾斜，不叠加",
        },
        "window_includes_its_ends": {
            "en": "the month of the rise is month 0; months 0 to the last are in the window",
            "zh": "收入超过标准当月为第0个月，自第0个月至期满当月均在渐退期内",
        },
        "without_labour_stays_monitored": {
            "en": "a household wholly without labour capacity stays monitored, with social security in place",
            "zh": "整户无劳动能力的，落实社会保障措施，暂不标注风险消除",
        },
    }
)
"""Every reading by its key, in both languages."""


def reading(key: str, lang: Language) -> str:
    """A reading in words; raises `KeyError` for a key there is none of."""
    return READINGS[key][lang]
