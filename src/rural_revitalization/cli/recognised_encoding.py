"""The encoding of a text file (文字编码): the one that is asked for, or the one that its bytes show.

UTF-16 shows by its mark. What is UTF-8 throughout is UTF-8; text that is not, and is GB18030 throughout, is what
spreadsheets in Chinese write (GBK). It is said what was read as either of them.
"""

from __future__ import annotations

import codecs
from functools import partial
from pathlib import Path
from typing import Final

from ..encodings import ENCODINGS
from .notes import warn
from .suffixes import suffix_of

_CHUNK: Final = 1 << 20
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_8, _GB18030, _UTF_16 = ENCODINGS
_TEXT: Final = ".csv"


def encoding_of(file: Path, asked: str | None) -> str:
    """Return the encoding that a file is to be read in; raises `OSError` where it cannot be opened.

    A workbook says its own. Where no encoding fits, it is the first, whose reader says what is wrong.
    """
    if asked is not None or suffix_of(file) != _TEXT:
        return asked or _UTF_8
    with file.open("rb") as stream:
        if stream.read(2) in _MARKS:
            return _told(file, _UTF_16, "UTF-16")
    if _fits(file, _UTF_8) or not _fits(file, _GB18030):
        return _UTF_8
    return _told(file, _GB18030, f"{_GB18030} (GBK)")


def _told(file: Path, encoding: str, called: str) -> str:
    warn(f"{file}: read as {called}; name another encoding with --encoding")
    return encoding


def _fits(file: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open("rb") as stream:
            for chunk in iter(partial(stream.read, _CHUNK), b""):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
