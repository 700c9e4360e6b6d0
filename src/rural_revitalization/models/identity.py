"""Resident identity numbers (公民身份号码, GB 11643): validated by form, never shown.

A number has six digits for the place of registration, eight for the date of birth, three for a sequence number (odd
for men, even for women) and a check digit. The place is not validated: it is the place at the time of issue, which may
be decades after birth and may no longer exist as a county.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..errors import HIDDEN, Mismatch
from .enums import Sex

_FORM: Final = re.compile(r"[0-9]{17}[0-9X]")
_BORN: Final = slice(6, 14)
_SEX: Final = 16


def is_identity_number(number: str) -> bool:
    """Test whether a number has a valid form, date of birth and check digit.

    >>> is_identity_number("11010519491231002X")  # the example of GB 11643
    True
    >>> is_identity_number("110105194912310021")
    False
    """
    return _FORM.fullmatch(number) is not None and _born(number) is not None and _is_checked(number)


def identity_faults(number: str, birth_date: date | None, sex: Sex | None) -> Iterator[Mismatch]:
    """Yield mismatches in a person's number, alone or against the birth date and sex; never shows the number."""
    if not is_identity_number(number):
        expected = "a valid identity number: 17 digits, and a check digit or capital X"
        yield Mismatch("identity_number", expected, HIDDEN, rule="check_digit")
        return
    if birth_date not in (None, _born(number)):
        yield Mismatch("identity_number", "a number that fits the birth_date", HIDDEN, rule="number_fits_birth_date")
    if sex not in (None, _sex(number)):
        yield Mismatch("identity_number", "a number that fits the sex", HIDDEN, rule="number_fits_sex")


def _born(number: str) -> date | None:
    """Return the date of birth, or None if it is not a valid date."""
    try:
        return date.fromisoformat(number[_BORN])
    except ValueError:
        return None


def _sex(number: str) -> Sex:
    return Sex.MALE if int(number[_SEX]) % 2 else Sex.FEMALE


def _is_checked(number: str) -> bool:
    """Test whether the check digit is correct (ISO 7064, MOD 11-2); X stands for ten."""
    remainder = 0
    for digit in number:
        remainder = (2 * remainder + (10 if digit == "X" else int(digit))) % 11
    return remainder == 1
