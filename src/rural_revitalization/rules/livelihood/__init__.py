"""Rules about how people earn their living: work, services to find it, and posts."""
