"""The rules, one module each with `Facts`, `Terms`, `Worksheet`, `compute` and `RULE`."""

from ..lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
