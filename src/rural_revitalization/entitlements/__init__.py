"""Entitlements: help that a document grants without a figure, as declarative rows."""

from ..lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
