"""Grants for work and learning: vocational schools, certificates, enterprises (就业创业和职业教育补助)."""
