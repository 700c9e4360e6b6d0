"""What an assessment was made of (评估输入): the household, its local figures and the policy."""

from __future__ import annotations

import attrs

from ..models import Household, LocalFigures
from ..policy import Policy


@attrs.frozen(kw_only=True)
class Inputs:
    """The inputs of an assessment."""

    household: Household
    local: LocalFigures
    policy: Policy
