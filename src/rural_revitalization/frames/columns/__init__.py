"""Columns of a table as operands: what lets a rule work out every row at once."""
