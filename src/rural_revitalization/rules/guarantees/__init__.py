"""Rules about what every household must have: schooling, a safe home, drinking water (“三保障”和饮水安全)."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
