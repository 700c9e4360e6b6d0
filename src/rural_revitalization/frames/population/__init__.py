"""Assess a population in linked tables, as `assess` does a single household."""
