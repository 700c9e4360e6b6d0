"""The minimum living allowance (最低生活保障) and its gradual exit."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
