"""Rules about how people earn their living: work, posts, grants for learning it, relocation (就业创业、易地搬迁)."""

from ...lazy import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__)
