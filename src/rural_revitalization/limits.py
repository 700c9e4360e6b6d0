"""How long and how deep a text may be that the library reads (输入上限), checked before it is parsed.

Records, envelopes and packs are nested a few levels deep. A text beyond these limits is refused like any other that
cannot be used, since a parser would need memory or stack out of all proportion to it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from .errors import Mismatch

LONGEST_JSON: Final = 500_000_000
"""Characters of a JSON text: an envelope of some 5,800 households of three, at 85,000 characters each."""
LONGEST_TOML: Final = 1_000_000
"""Characters of a pack; the longest that is shipped has about 4,000."""
DEEPEST: Final = 64
"""Levels of objects, arrays and tables in one another."""
MOST_MEMBERS: Final = 100
"""Members of a household that is read; to assess it takes time that grows with them."""
MOST_LOANS: Final = 100
"""Loans of a household that is read: each is worked out beside the older ones."""
MOST_RECORDS: Final = 2_000
"""Records in a household: its members with all their bills, jobs, spells and so on."""
LARGEST_WORKBOOK: Final = 150_000_000
"""Bytes of a workbook; one of a hundred thousand people and all columns of the national system has some 60 million."""
LARGEST_UNPACKED: Final = 4_000_000_000
"""Bytes of a workbook once unpacked."""
MOST_GROWTH: Final = 100
"""How many times its size a part of a workbook may unpack to; sheets of registers grow some thirteen times."""
LONGEST_CONTENTS: Final = 10_000_000
"""Bytes of each part that says what a workbook holds."""
LONGEST_STRINGS: Final = 100_000_000
"""Bytes of the strings that the cells of a workbook share."""
MOST_CELLS: Final = 20_000_000
"""Cells of the area of a sheet that is read at a time, empty ones among them."""
LONGEST_KEY: Final = 8
"""Parts of a dotted TOML key; a pack needs three."""

# Strings are taken whole, also one that never ends, so that a search reads each character once.
_JSON_TEXT: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_TOML_TEXT: Final = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+(?:""")?'
    r"|'''(?:[^']|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_ALIKE: Final = bytes.maketrans(b"{}", b"[]")
_LONG_KEY: Final = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{LONGEST_KEY},}}")


def json_excess(text: str) -> Mismatch | None:
    """Return what of a JSON text is beyond the limits; None if nothing is."""
    return json_too_long(text) or _too_deep(_JSON_TEXT.sub("", text))


def json_too_long(text: str) -> Mismatch | None:
    """Return a mismatch if a JSON text is longer than is read."""
    excess = len(text) > LONGEST_JSON
    return Mismatch("$", f"at most {LONGEST_JSON} characters", str(len(text))) if excess else None


def household_excess(data: Any) -> Mismatch | None:
    """Return what of the plain data of a household is beyond the limits; None if nothing is."""
    if not isinstance(data, dict):
        return None
    for name, most in (("members", MOST_MEMBERS), ("loans", MOST_LOANS)):
        items = data.get(name)
        if isinstance(items, list) and len(items) > most:
            return Mismatch(f"$.{name}", f"at most {most} {name}", str(len(items)))
    size, left = 0, list[Any]([data])
    while left and size <= MOST_RECORDS:
        item = left.pop()
        within = [it for it in (item.values() if isinstance(item, dict) else item) if isinstance(it, dict | list)]
        size += len(item) if isinstance(item, list) else sum(isinstance(it, dict) for it in within)
        left += within
    return Mismatch("$", f"at most {MOST_RECORDS} records in a household", "more") if size > MOST_RECORDS else None


def toml_excess(text: str) -> Mismatch | None:
    """Return what of a TOML text is beyond the limits; None if nothing is."""
    if len(text) > LONGEST_TOML:
        return Mismatch("$", f"at most {LONGEST_TOML} characters", str(len(text)))
    bare = _TOML_TEXT.sub("_", text)  # which stands for a quoted part of a key
    if _LONG_KEY.search(bare):
        return Mismatch("$", f"keys of at most {LONGEST_KEY} parts", "a longer one")
    return _too_deep(bare)


def _too_deep(text: str) -> Mismatch | None:
    """Return a mismatch if brackets, none of them in a string, stand deeper in one another than allowed."""
    left = text.encode("ascii", "ignore").translate(_ALIKE, _NO_BRACKETS)
    for _ in range(DEEPEST):
        left = left.replace(b"[]", b"")  # the innermost
    # What is opened and never closed is left to the parser to report, unless it too is deep.
    if b"[]" in left or left.count(b"[") > DEEPEST:
        return Mismatch("$", f"at most {DEEPEST} levels of nesting", "more")
    return None
