"""Credit for households: small loans (小额信贷)."""
