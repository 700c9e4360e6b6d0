"""Monitoring against a return to poverty (防止返贫监测): identification and risk elimination."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
