"""Rules about how people earn their living: work, posts, grants for learning it, relocation (就业创业、易地搬迁)."""
