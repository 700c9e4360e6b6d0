"""Decisions about poor households, exact and cited, from China's rural-revitalization policy documents.

The names below cover everyday use:

>>> from datetime import date
>>> import rural_revitalization as rr
>>> from rural_revitalization.rules.medical import contribution_subsidy
>>> policy = rr.load_policy("hunan", on=date(2022, 6, 1))
>>> facts = contribution_subsidy.Facts(contribution=320, orphan=False, monitored=True)
>>> worksheet = contribution_subsidy.compute(facts, policy.terms(contribution_subsidy))
>>> worksheet.subsidy
Unknown(Decimal('160.00'), Decimal('320.00'), {'de_facto_unattended_child', 'extreme_poverty', 'severely_disabled'})
>>> rr.missing(worksheet)
('extreme_poverty', 'severely_disabled', 'de_facto_unattended_child')
"""

from .lazy import attach_stub

__version__ = "0.2.0"

# The public names stand in the stub file, `__init__.pyi`. Each is imported when it is first asked for, so that
# `import rural_revitalization` is cheap and a program loads only the rules it uses.
__getattr__, __dir__, __all__ = attach_stub(__name__)
