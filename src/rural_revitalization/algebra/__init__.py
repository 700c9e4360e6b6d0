"""The operations that rules are written in, and the kinds of value they accept.

Rules use only `&`, `|`, `+`, `-`, comparisons and the functions below. Each accepts plain values, `Unknown` ranges and
any other `Operand`; if no argument is an operand, the result is a plain value. Every operation is *sound* (the true
answer lies within the result) and *tight* (both ends are attained, if the arguments are independent).

Amounts are in yuan, rates are shares of 1; each operation rounds at most once, half-up to the fen.
"""

from . import figures, operations, schedules
from .figures import *  # noqa: F403 - re-exports all that each module lists
from .operations import *  # noqa: F403
from .schedules import *  # noqa: F403

__all__: list[str] = []
__all__ += figures.__all__
__all__ += operations.__all__
__all__ += schedules.__all__
