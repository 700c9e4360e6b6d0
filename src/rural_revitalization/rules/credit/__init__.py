"""Credit for households: small loans (小额信贷)."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
