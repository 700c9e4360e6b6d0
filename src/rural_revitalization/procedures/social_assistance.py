"""Procedures of social assistance (社会救助程序): the low-income population, the allowance, special assistance, care.

The plans name hardly any authority and no time limit here. Help that is matched to difficulties is done once each
difficulty that was found has its help (应救尽救).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from .procedure import Procedure, Step, Way, in_order

_LEVEL: Final = ("how grave a difficulty must be", "困难程度标准")
_OVERRULE: Final = ("when the appraisal may overrule the figures", "评议何时可改变核算结果")
_MEDICAL: Final = Way("medical", "medical care", "医疗")
_HOUSING: Final = Way("housing", "housing", "住房")
_EDUCATION: Final = Way("education", "education", "教育")
_EMPLOYMENT: Final = Way("employment", "employment", "就业")
_BASIC: Final = Way("basic_living", "basic living", "基本生活")
_OTHER: Final = Way("other", "other necessary help", "其他必要的救助")


def _matched(register: str, name: str, label: str, zh: str, kinds: Iterable[Way], *left: tuple[str, str]) -> Procedure:
    """A procedure that gives the help that fits each difficulty found."""
    ways = tuple(kinds)
    return Procedure(
        register=register,
        name=name,
        label=label,
        zh=zh,
        steps=in_order(
            Step("difficulty", "finding the actual difficulty and need", "认定实际困难程度和需要", ways=ways),
            Step("assistance", "help that fits each difficulty", "给予相应救助", ways=ways, matches="difficulty"),
        ),
        leaves_open=left,
    )


def _allowance(place: str) -> Procedure:
    return Procedure(
        register=f"{place}-2021/dibao/assessment-method",
        name="allowance_assessment",
        label="assessment for the minimum living allowance",
        zh="最低生活保障审核确认",
        steps=in_order(
            Step("economic_status", "working out the family's economic status", "家庭经济状况核算"),
            Step("appraisal", "appraisal, which only supplements the figures", "评议（辅助）", optional=True),
            Step("confirmation", "review and confirmation", "审核确认"),
        ),
        leaves_open=(_OVERRULE,),
    )


_KINDS: Final = (_BASIC, _MEDICAL, _HOUSING, _EDUCATION, _EMPLOYMENT, _OTHER)

ROWS: Final = (
    Procedure(
        register="guizhou-2021/lowincome/registration-steps",
        name="low_income_registration",
        label="registration of the rural low-income population",
        zh="农村低收入人口认定登记",
        steps=in_order(
            Step("survey", "survey", "调查"),
            Step("verification", "verification", "核实"),
            Step("confirmation", "confirmation", "确认"),
            Step("filing", "opening a file, kept electronically", "建档（电子化档案台账）"),
            Step("registration", "review and registration", "审核登记"),
        ),
        leaves_open=(("who takes each step", "各环节责任主体"),),
    ),
    _matched(
        "guizhou-2021/lowincome/relief-tiers",
        "tiered_relief",
        "relief by level and class for the rural low-income population",
        "分层分类实施社会救助",
        (_MEDICAL, _EDUCATION, _HOUSING, _EMPLOYMENT, _BASIC, _OTHER),
        ("the levels and their bounds", "分层标准"),
    ),
    Procedure(
        register="hunan-2021/low-income/identification-channels",
        name="low_income_identification",
        label="finding the rural low-income population",
        zh="采集低收入人口信息",
        steps=in_order(
            Step(
                "collection",
                "collection of information, with no household and nobody missed",
                "采集低收入人口信息，不漏一户、不落一人",
                ways=(
                    Way("household_visits", "visits to households", "入户走访"),
                    Way("self_application", "the household reports itself", "自主申报"),
                    Way("grassroots_report", "reports from the grassroots", "基层上报"),
                    Way("data_comparison", "comparison of data", "数据比对"),
                    Way("hotline_and_petitions", "hotline and petitions", "热线信访"),
                    Way("past_data", "data of the past", "历史数据"),
                ),
            )
        ),
        leaves_open=(("who is low-income", "低收入人口认定标准"),),
    ),
    Procedure(
        register="hunan-2021/low-income/monitoring-modes",
        name="low_income_monitoring",
        label="monitoring of the rural low-income population",
        zh="低收入人口动态监测",
        steps=in_order(
            Step(
                "monitoring",
                "monitoring",
                "动态监测",
                ways=(
                    Way("daily_visits", "day-to-day visits", "日常走访"),
                    Way("random_survey", "random survey", "随机调查"),
                    Way("data_comparison", "comparison of data", "数据比对"),
                ),
            ),
            Step("early_help", "early help, where a risk is found", "早帮扶", optional=True),
        ),
        leaves_open=(("how often", "监测频次"),),
    ),
    Procedure(
        register="yiyang-2021/low-income/mechanism",
        name="low_income_mechanism",
        label="early warning, check and response for the rural low-income population",
        zh="低收入人口动态管理",
        steps=in_order(
            Step("early_warning", "monitoring and early warning", "监测预警"),
            Step("verification", "study, and check of each household and person", "研判核实（到户到人核查）"),
            Step("response", "response and help", "响应帮扶"),
        ),
        leaves_open=(("how often", "监测频次"),),
    ),
    Procedure(
        register="hunan-2017/dibao/income-verification",
        name="allowance_approval",
        label="approval of the rural minimum living allowance",
        zh="农村低保审核审批",
        steps=in_order(
            Step("economic_status", "check of the family's economic status", "家庭经济状况核对"),
            Step("review", "review", "审核"),
            Step("approval", "approval", "审批"),
        ),
        begins=date(2017, 3, 31),
    ),
    _allowance("hunan"),
    _allowance("yiyang"),
    *(
        _matched(
            f"{place}-2021/special-assistance/matching",
            "special_assistance",
            "special assistance by actual difficulty",
            "专项社会救助",
            _KINDS,
            _LEVEL,
        )
        for place in ("hunan", "yiyang")
    ),
    Procedure(
        register="hunan-2021/disability/care-system",
        name="disability_care",
        label="care for severely disabled people in difficulty",
        zh="困难重度残疾人照护",
        steps=in_order(
            Step(
                "care",
                "care, at home first",
                "照护（居家照护为主）",
                ways=(
                    Way("at_home", "at home", "居家照护"),
                    Way("village_help", "help by the village", "村组帮扶"),
                    Way("centralised", "in a home, where conditions allow", "集中照护（有条件的地方）"),
                ),
                ranked=True,
            )
        ),
    ),
)
"""Every procedure of social assistance, by document."""
