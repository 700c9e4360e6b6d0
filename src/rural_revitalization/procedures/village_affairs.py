"""Procedures of village affairs (村务决策程序): how a village decides what matters to it.

Hunan's plan for 2021 to 2025 has every important matter decided by four deliberations and two disclosures
(四议两公开), whose steps its footnote names. Which matters are important, quorums and majorities are not stated.
"""

from __future__ import annotations

from typing import Final

from ..policy.authorities import Authority
from .procedure import Procedure, Step, in_order

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
    ),
)
"""Procedures, by document."""
