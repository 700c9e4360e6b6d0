"""Places: which services are due where, and which counties may pool funds."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
