"""The operations that rules are written in, and the kinds of value they understand."""

from .operations import *  # noqa: F403 - a door has the names of its room
from .operations import __all__ as __all__
