"""The operations that rules are written in, and the kinds of value they accept."""

from .operations import *  # noqa: F403 - re-exports all that `operations` lists
from .operations import __all__ as __all__
