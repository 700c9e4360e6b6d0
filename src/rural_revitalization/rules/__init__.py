"""The rules: one module each, all with `Facts`, `Terms`, `Worksheet` and `compute`."""
