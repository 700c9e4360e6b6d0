"""The rules, one module each with `Facts`, `Terms`, `Worksheet`, `compute` and `RULE`."""
