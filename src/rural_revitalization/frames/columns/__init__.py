"""Columns of a table as operands, with which a rule computes all rows at once."""
