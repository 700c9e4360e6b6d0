"""Work, learning and homes: grants of schools, certificates and enterprises; relocation (就业创业和易地搬迁)."""
