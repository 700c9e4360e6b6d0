"""A population as linked tables, assessed as `assess` assesses one household."""
