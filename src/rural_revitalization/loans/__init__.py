"""The life of a loan by date: interest, and the subsidy of it."""
