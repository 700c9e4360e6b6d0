"""Procedures of monitoring (监测程序): identification, risk elimination, and the register of the poor before them.

Of identification, discovery comes first: the plans name three channels, and the clue is what time runs from.
Publicity of risk elimination is national practice, as all time limits are; the plans write none.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ..policy.authorities import Authority
from .procedure import Days, Procedure, Step, Way, in_order

_WHO_APPLIES: Final = (
    "who applies where cadres or departments found the household",
    "走访排查或部门筛查发现的，由谁提交申请",
)
_NATURAL: Final = ("whether risks that went by themselves skip a step", "自然消除是否可简化程序")
_CHANNELS: Final = (
    Way("self_application", "the household reports itself", "农户自主申报"),
    Way("cadre_visits", "cadres visit", "干部走访排查"),
    Way("department_screening", "departments screen and warn", "部门筛查预警"),
)


def _identification(place: str) -> Procedure:
    return Procedure(
        register=f"{place}-2021/monitoring/identification-procedure",
        also=(f"{place}-2021/monitoring/discovery-channels",),
        name="identification_procedure",
        label="identification of a monitored household",
        zh="监测对象识别",
        steps=in_order(
            Step("discovery", "discovery", "发现", ways=_CHANNELS),
            Step("application", "application", "提交申请"),
            Step("household_check", "check at the household", "入户核实"),
            Step("appraisal_and_publicity", "appraisal and publicity", "评议公示", Authority.VILLAGE),
            Step(
                "township_review",
                "review",
                "审核",
                Authority.TOWNSHIP,
                waits=Days("appraisal_and_publicity", "publicity_days"),
            ),
            Step(
                "county_decision",
                "comparison of data and decision",
                "比对审定",
                Authority.COUNTY,
                due=Days("discovery", "identification_days"),
            ),
        ),
        leaves_open=(_WHO_APPLIES,),
    )


def _elimination(place: str, *left: tuple[str, str]) -> Procedure:
    return Procedure(
        register=f"{place}-2021/monitoring/risk-elimination-procedure",
        name="risk_elimination_procedure",
        label="marking a household's risk eliminated",
        zh="标注风险消除",
        steps=in_order(
            Step("village_list", "proposal of a list", "提出名单", Authority.VILLAGE),
            Step("household_check", "check at the household", "入户核实"),
            Step("appraisal", "democratic appraisal", "民主评议", Authority.VILLAGE),
            Step("publicity", "publicity", "公示", Authority.VILLAGE, demanded_by="elimination_publicity"),
            Step("township_review", "review", "审核", Authority.TOWNSHIP, waits=Days("publicity", "publicity_days")),
            Step("county_decision", "decision", "审定", Authority.COUNTY),
            Step("marking", "marking", "标注风险消除"),
        ),
        leaves_open=left,
    )


ROWS: Final = (
    _identification("hunan"),
    _elimination("hunan"),
    _identification("yiyang"),
    _elimination("yiyang", _NATURAL),
    Procedure(
        register="hunan-2022/monitoring/workflow-steps",
        name="prevention",
        label="prevention of a return to poverty, link by link",
        zh="防止返贫工作环节",
        steps=in_order(
            Step("screening", "screening", "排查"),
            Step("comparison", "comparison of data", "比对"),
            Step("verification", "verification", "核实"),
            Step("determination", "determination", "认定"),
            Step("help", "help", "帮扶"),
            Step("exit", "exit", "退出"),
        ),
        reading="links_in_the_order_listed",
    ),
    Procedure(
        register="guizhou-2021/monitoring/discovery-channels",
        name="discovery",
        label="discovery of households prone to poverty, and the response",
        zh="易返贫致贫人口发现和响应",
        steps=in_order(
            Step(
                "discovery",
                "discovery",
                "发现",
                ways=(
                    Way("self_application", "the household reports itself, by QR code too", "农户自主申报（含扫码）"),
                    Way("cadre_visits", "grassroots cadres look into it", "基层干部排查"),
                    Way("department_screening", "departments screen and warn", "部门筛查预警"),
                ),
            ),
            Step("inclusion", "inclusion by class and level", "分层分类及时纳入"),
            Step("analysis", "analysis of the causes", "分析返贫致贫原因"),
            Step("help", "help that fits the causes", "落实针对性帮扶"),
        ),
        leaves_open=(
            ("within what time to respond", "响应时限"),
            ("how a household leaves monitoring", "退出标准和程序"),
        ),
    ),
    Procedure(
        register="hunan-2017/planning/dynamic-registry",
        name="poverty_register",
        label="keeping the register of the poor",
        zh="扶贫对象动态管理",
        steps=in_order(
            Step("crossing_off", "crossing off on exit", "脱贫销号"),
            Step("re_entry", "entry on return to poverty", "返贫录入", optional=True),
        ),
        begins=date(2017, 3, 31),
    ),
)
"""Every procedure of monitoring, by document."""
