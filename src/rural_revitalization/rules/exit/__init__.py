"""Rules about the exit from poverty up to 2020 (脱贫退出)."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
