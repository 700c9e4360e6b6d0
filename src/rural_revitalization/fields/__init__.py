"""What a field is, declared once: kind, label in English and Chinese, unit, bounds; and the parts classes can have."""

from .declarations import *  # noqa: F403 - a door has the names of its room
from .declarations import __all__ as __all__
