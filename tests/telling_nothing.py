"""What an error may show of a person: its text, its data, and what the library's frames of its traceback keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import rural_revitalization
from rural_revitalization.errors import RuralRevitalizationError

__all__ = ["hides", "refusal", "tells_nothing", "told_by"]

PACKAGE: Final = str(Path(rural_revitalization.__file__).parent)


def hides(text: str, secret: str) -> bool:
    digits = "".join(character for character in secret if character.isdecimal())
    return secret not in text and (len(digits) < 11 or digits not in text)


def told_by(error: BaseException) -> Iterator[str]:
    """All that an error tells: its text, its data, and what the library's own frames keep of it and of its causes."""
    yield f"{error} {error!r}"
    for mismatch in getattr(error, "mismatches", ()):
        yield " ".join((mismatch.path, mismatch.expected, mismatch.given, *mismatch.suggestions))
    yield from map(repr, kept_by(error.__traceback__))
    for cause in (error.__cause__, error.__context__):
        if cause is not None:
            yield from told_by(cause)


def kept_by(traceback: TracebackType | None) -> Iterator[Any]:
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename.startswith(PACKAGE):
            yield from traceback.tb_frame.f_locals.values()
        traceback = traceback.tb_next


def refusal(make: Callable[[], Any]) -> RuralRevitalizationError | None:
    try:
        make()
    except RuralRevitalizationError as error:
        return error
    return None


def tells_nothing(make: Callable[[], Any], secret: str) -> None:
    """Nothing of a secret is in the error, or else in the `repr` of what was made."""
    error = refusal(make)
    told = [repr(make())] if error is None else told_by(error)
    assert all(hides(text, secret) for text in told)
