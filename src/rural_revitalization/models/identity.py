"""Resident identity numbers (身份证号): checked where python-stdnum is installed, and never shown."""

from __future__ import annotations

from importlib import import_module

__all__ = ["is_identity_number"]


def is_identity_number(number: str) -> bool:
    """Whether a number is well formed, with its check digit, birth date and place right.

    Needs the extra `identity` (python-stdnum); raises `ModuleNotFoundError`, which says so, without it.
    """
    try:
        ric = import_module("stdnum.cn.ric")
    except ModuleNotFoundError:
        message = "identity numbers are checked by python-stdnum: install rural-revitalization[identity]"
        raise ModuleNotFoundError(message) from None
    return bool(ric.is_valid(number))
