"""Interest and interest subsidy over the life of a loan."""
