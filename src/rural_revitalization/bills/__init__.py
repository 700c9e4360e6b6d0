"""A year of medical bills, settled one by one through the layers of insurance and assistance."""

from ..lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
