"""Field declarations (kind, label in English and Chinese, unit, bounds) and the class decorators that use them."""

from .declarations import *  # noqa: F403 - re-exports all that `declarations` lists
from .declarations import __all__ as __all__
