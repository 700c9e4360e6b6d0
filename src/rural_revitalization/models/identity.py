"""Resident identity numbers (公民身份号码, GB 11643): checked by their form, and never shown.

A number is six digits of the place of registration, eight of the date of birth, three of a sequence whose last is odd
for men and even for women, and a check digit. The place is the one of the day the number was issued, which may have
been decades after the birth and may be no county any more: which places there are is not asked.
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
    """Whether a number has the right form, a date of birth that there is, and the right check digit.

    >>> is_identity_number("11010519491231002X")  # the example of GB 11643
    True
    >>> is_identity_number("110105194912310021")
    False
    """
    return _FORM.fullmatch(number) is not None and _born(number) is not None and _is_checked(number)


def identity_faults(number: str, birth_date: date | None, sex: Sex | None) -> Iterator[Mismatch]:
    """What is wrong with a person's number, by itself or beside what else is recorded; shows nothing of it."""
    if not is_identity_number(number):
        expected = "a valid identity number: 17 digits, and a check digit or capital X"
        yield Mismatch("identity_number", expected, HIDDEN, rule="check_digit")
        return
    if birth_date not in (None, _born(number)):
        yield Mismatch("identity_number", "a number of the recorded birth_date", HIDDEN, rule="number_fits_birth_date")
    if sex not in (None, _sex(number)):
        yield Mismatch("identity_number", "a number of the recorded sex", HIDDEN, rule="number_fits_sex")


def _born(number: str) -> date | None:
    """The date of birth, or None where there is no such day."""
    try:
        return date.fromisoformat(number[_BORN])
    except ValueError:
        return None


def _sex(number: str) -> Sex:
    return Sex.MALE if int(number[_SEX]) % 2 else Sex.FEMALE


def _is_checked(number: str) -> bool:
    """Whether the check digit is right (ISO 7064, MOD 11-2): X stands for ten."""
    remainder = 0
    for digit in number:
        remainder = (2 * remainder + (10 if digit == "X" else int(digit))) % 11
    return remainder == 1
