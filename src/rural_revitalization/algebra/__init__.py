"""The operations that rules are written in, and the kinds of value they accept."""

from . import figures, operations, schedules
from .figures import *  # noqa: F403 - re-exports all that each module lists
from .operations import *  # noqa: F403
from .schedules import *  # noqa: F403

__all__: list[str] = []
__all__ += figures.__all__
__all__ += operations.__all__
__all__ += schedules.__all__
