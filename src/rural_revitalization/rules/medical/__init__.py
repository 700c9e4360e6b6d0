"""Medical security (医疗保障): contribution subsidy, three layers, and the settlement of bills."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
