"""Rules about how people earn their living: work, services to find it, posts, training and grants for it."""
