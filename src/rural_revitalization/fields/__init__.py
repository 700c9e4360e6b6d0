"""Field declarations (kind, label in English and Chinese, unit, bounds) and the class decorators that use them."""

from . import decorators, makers, spec
from .decorators import *  # noqa: F403 - re-exported, see `__all__`
from .makers import *  # noqa: F403
from .spec import *  # noqa: F403

__all__: list[str] = []
__all__ += decorators.__all__
__all__ += makers.__all__
__all__ += spec.__all__
