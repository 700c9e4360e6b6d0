"""Procedures of village affairs (村务程序): how a village decides, plans and builds, and what becomes of its refuse.

Hunan's plan for 2021 to 2025 has every important matter decided by four deliberations and two disclosures
(四议两公开), whose steps its footnote names. Which matters are important, quorums and majorities are not stated. Plans
come before building, the first toilet before the others, and refuse goes from household to county.
"""

from __future__ import annotations

from typing import Final

from ..policy.authorities import Authority
from .procedure import Procedure, Step, in_order


def _refuse(register: str) -> Procedure:
    """The way of refuse from the household that sorts it to the county that treats it."""
    return Procedure(
        register=register,
        name="refuse",
        label="collection and treatment of refuse",
        zh="农村生活垃圾收运处置",
        steps=in_order(
            Step("sorting", "sorting by the household", "户分类", Authority.HOUSEHOLD),
            Step("collection", "collection by the village", "村收集", Authority.VILLAGE),
            Step("transport", "transport by the township", "镇转运", Authority.TOWNSHIP),
            Step("treatment", "treatment by the county", "县处理", Authority.COUNTY),
        ),
        leaves_open=(("how often it is collected", "收运频次"),),
    )


def _first_toilet(register: str) -> Procedure:
    """No further toilet before the first one passed."""
    return Procedure(
        register=register,
        name="first_toilet",
        label="the first toilet passes first",
        zh="首厕过关制",
        steps=in_order(
            Step("first_toilet", "building the first toilet", "建设首厕"),
            Step("acceptance", "the first toilet passes", "首厕过关"),
            Step("others", "building the others", "整体推进"),
        ),
        leaves_open=(
            ("what the first toilet must pass", "首厕验收标准"),
            ("of how many it is the first", "首厕所属批次范围"),
        ),
    )


ROWS: Final = (
    Procedure(
        register="hunan-2021/governance/four-deliberations-two-disclosures",
        name="four_deliberations",
        label="four deliberations and two disclosures",
        zh="四议两公开",
        steps=in_order(
            Step("proposal", "proposal by the party branch of the village", "村党支部会提议", Authority.VILLAGE),
            Step("consultation", "consultation of its two committees", "村“两委”会商议", Authority.VILLAGE),
            Step("review", "review by the meeting of party members", "党员大会审议", Authority.VILLAGE),
            Step(
                "resolution",
                "resolution by the meeting of villagers or their representatives",
                "村民代表会议或村民会议决议",
                Authority.VILLAGE,
            ),
            Step("resolution_disclosed", "disclosure of the resolution", "决议公开", Authority.VILLAGE),
            Step("results_disclosed", "disclosure of what came of it", "实施结果公开", Authority.VILLAGE),
        ),
        leaves_open=(
            ("which matters are important", "重要事项、重大问题的范围"),
            ("quorum and majority", "到会人数和表决比例"),
            ("how long it is disclosed", "公开期限"),
        ),
        also=("hunan-2021/governance/key-matters-order",),
    ),
    Procedure(
        register="hunan-2021/principle/plan-before-build",
        name="plan_before_build",
        label="plan first, build afterwards",
        zh="先规划后建设",
        steps=in_order(
            Step("plan", "writing the practical village plan that unites all plans", "编制“多规合一”实用性村庄规划"),
            Step("building", "building", "建设"),
        ),
        leaves_open=(("what may be built without a plan", "例外情形"),),
    ),
    _first_toilet("hunan-2021/toilet/first-toilet-gate"),
    _first_toilet("yiyang-2021/toilet/first-toilet-gate"),
    _refuse("hunan-2021/waste/collection-system"),
    _refuse("yiyang-2021/waste/chain"),
    _refuse("guizhou-2021/infrastructure/refuse-mode"),
)
"""Procedures, by document."""
