"""Text files, read by their encoding: a byte-order mark is no part of the text, and UTF-16 is named where it is met."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from .errors import InvalidInput, Mismatch

ENCODINGS: Final = ("utf-8", "gb18030", "utf-16")
"""The encodings that an option offers, the default first."""
_MARK: Final = "\ufeff"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


_LONGEST_PATH: Final = 4096
_LONGEST_NAME: Final = 255


def is_content(given: str) -> bool:
    """Whether a text given for a path is rather the content of a file: with line breaks, or too long for a path.

    >>> is_content("notices/county.toml"), is_content("x" * 300)
    (False, True)
    """
    lengths = (len(name.encode("utf-8", "surrogatepass")) for name in re.split(r"[/\\]", given))
    return "\n" in given or len(given) > _LONGEST_PATH or max(lengths) > _LONGEST_NAME


def text_of(file: Path, kind: str = "text") -> str:
    """The whole text of a file in UTF-8; raises `InvalidInput` for another encoding, `OSError` if it cannot be read.

    `kind` is what the text should be, such as "TOML".
    """
    content = file.read_bytes()
    if content.startswith(_UTF_16):
        raise InvalidInput([Mismatch("$", f"{kind} in UTF-8", "UTF-16")], about=str(file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        given = f"other bytes, first at byte {error.start:,}; text from Excel may be in GBK: save it as UTF-8"
    raise InvalidInput([Mismatch("$", f"{kind} in UTF-8", given)], about=str(file))


@contextmanager
def open_text(file: Path, encoding: str) -> Iterator[TextIO]:
    """Open a text file behind its byte-order mark; raises `InvalidInput` for a mark of another encoding."""
    with file.open("rb") as start:
        marked = start.read(2) in _UTF_16
    if marked and encoding != "utf-16":
        wrong = Mismatch("$", f"text in {encoding}", "UTF-16; give --encoding utf-16")
        raise InvalidInput([wrong], about=str(file))
    # Without a mark, UTF-16 is what Windows writes.
    with file.open(encoding=encoding if encoding != "utf-16" or marked else "utf-16-le", newline="") as stream:
        if stream.read(1) != _MARK:
            stream.seek(0)
        yield stream
