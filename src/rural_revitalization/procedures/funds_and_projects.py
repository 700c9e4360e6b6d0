"""Procedures of funds and projects (资金项目管理程序): who approves, pools and records, and how a project comes about.

Hunan's plan for 2016 to 2020 moved the approval of projects to poor counties; the opinions of 2022 ask for a library of
projects and name what a project goes through. No document states a time limit.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ..policy.authorities import Authority
from .procedure import Procedure, Step, in_order

_ISSUED: Final = date(2017, 3, 31)
"""The day on which the plan for 2016 to 2020 was issued."""

ROWS: Final = (
    Procedure(
        register="hunan-2017/planning/fund-integration-county",
        name="fund_projects",
        label="funds and projects of poor counties",
        zh="贫困县资金项目管理",
        steps=in_order(
            Step("approval", "approval by the county", "县审批", Authority.COUNTY),
            Step("pooling", "pooling of the funds by the county", "县整合", Authority.COUNTY),
            Step("record", "record with the province", "省备案", Authority.PROVINCE),
        ),
        leaves_open=(("by when it is recorded", "备案时限"),),
        begins=_ISSUED,
    ),
    Procedure(
        register="hunan-2017/asset-income/collective-share-quantification",
        name="collective_shares",
        label="collective assets as shares",
        zh="农村集体资产作价入股",
        steps=in_order(
            Step("valuation", "valuing assets and land of the collective as shares", "资产作价入股"),
            Step("shares", "forming collective shares", "形成集体股权"),
            Step(
                "allotment",
                "allotting them in proportion to the collective organisation",
                "按比例量化到农村集体经济组织",
            ),
        ),
        leaves_open=(("in proportion to what", "量化比例"),),
        begins=_ISSUED,
    ),
    Procedure(
        register="hunan-2022/construction/project-library",
        name="village_building_projects",
        label="library of village-building projects",
        zh="县级乡村建设相关项目库",
        steps=in_order(
            Step("review", "review before a project enters the library", "入库项目审核"),
            Step("entry", "entry in the library", "入库"),
            Step("evaluation", "evaluation of what it achieved", "绩效评估"),
        ),
        leaves_open=(("how projects are ranked beside those that come first", "优先纳入之外项目的排序"),),
    ),
    Procedure(
        register="hunan-2022/fund/project-checks",
        name="linkage_fund_projects",
        label="projects of linkage funds",
        zh="衔接资金项目管理",
        steps=in_order(
            Step("preparation", "preparing the project", "项目前期谋划"),
            Step("feasibility", "planning and studying whether it is feasible", "规划可研"),
            Step("advance", "carrying it forward", "项目推进"),
            Step("evaluation", "evaluating it strictly", "项目评价"),
        ),
        leaves_open=(("by which method it is evaluated", "项目评价办法"),),
    ),
)
"""Procedures, by document."""
