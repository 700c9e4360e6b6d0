"""Procedures of posts in the public interest (公益性岗位程序): how a post comes about and ends, and ecological guards.

Guizhou names the steps and who takes them, and no time limit, pay or term. Hunan's plan names the same four steps.
"""

from __future__ import annotations

from typing import Final

from ..policy.authorities import Authority
from .procedure import Procedure, Step, in_order

_TERM: Final = ("the term of a post", "岗位期限")
_PAY: Final = ("what it pays", "岗位补贴标准")


def _posts(register: str, name: str) -> Procedure:
    """The four steps of a rural public-welfare post; pay is due only in the post."""
    return Procedure(
        register=register,
        name=name,
        label="rural public-welfare posts",
        zh="乡村公益性岗位管理",
        steps=in_order(
            Step("creation", "creating posts as they are needed", "按需设岗"),
            Step("appointment", "appointment to a post", "以岗聘任"),
            Step("pay", "pay, while in the post", "在岗领补"),
            Step("exit", "leaving in order", "有序退岗"),
        ),
        leaves_open=(_TERM, _PAY, ("what ends it", "退岗情形")),
    )


ROWS: Final = (
    _posts("guizhou-2021/employment/public-posts", "public_posts"),
    _posts("hunan-2021/employment/public-post-rules", "public_posts"),
    Procedure(
        register="guizhou-2021/ecology/guard-management",
        name="ecological_guards",
        label="ecological guards of forests",
        zh="生态护林员管理",
        steps=in_order(
            Step("plan", "planning by the county", "县统筹", Authority.COUNTY),
            Step("appointment", "appointment by the township", "乡镇聘", Authority.TOWNSHIP),
            Step("management", "management by the village", "村管理", Authority.VILLAGE),
            Step("assessment", "assessment of the work", "考核管理"),
            Step("renewal", "renewal of the appointment", "续聘", optional=True),
        ),
        leaves_open=(_TERM, _PAY, ("what ends it", "退出情形")),
    ),
)
"""Procedures, by document."""
