"""Interest and interest subsidy over the life of a loan."""

from ..lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
