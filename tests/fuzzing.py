"""Texts to fuzz with (模糊测试): valid ones with a few changes, and such as a parser finds hard.

`FUZZ=1` tries many more of each, other ones every time, and `FUZZ=0.1` a tenth of those; see `nox -s fuzz`. Then no
text may take two seconds, nor the process outgrow 300 MB.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SHARE_OF_THE_NIGHT: Final = float(os.environ.get("FUZZ", "0"))

MOST_MEMORY: Final = 300
"""Megabytes that a process which fuzzes one kind of text may take at most."""

ODD_TEXTS: Final = (
    "",
    " ",
    "\0",
    "none",
    "2022-13-01",
    "0001-01-01",
    "9999-12-31",
    "-0",
    "1e9",
    "１２",
    "\ud801",
    "是",
)
ODD_NUMBERS: Final = (0, -1, 1, 2**63, 10**40, 0.1, -0.0, 1e300)

odd_values: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), st.sampled_from(ODD_NUMBERS), st.sampled_from(ODD_TEXTS), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("id", "since", "until", "", "x")), inner, max_size=3),
    ),
    max_leaves=6,
)
"""Values of JSON of every kind, most of which no field takes."""


def examples(by_day: int, by_night: int) -> Callable[[Any], Any]:
    """Settings of a fuzz test: as many examples whatever the profile, the same by day; none of two seconds by night."""
    return settings(
        max_examples=max(by_day, int(by_night * SHARE_OF_THE_NIGHT)),
        derandomize=not SHARE_OF_THE_NIGHT,
        deadline=timedelta(seconds=2) if SHARE_OF_THE_NIGHT else None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def outcome(run: Callable[[], Any], *refusals: type[Exception]) -> tuple[Any, str]:
    """What something returns, or the words of one of its documented errors; any other error passes through."""
    try:
        return run(), ""
    except refusals as error:
        refused = str(error)
    assert refused
    return None, refused


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in data of JSON, the whole first."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in items for place in places(value, (*path, key)))]


def changed(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    """Data with another value in one place."""
    if not place:
        return value
    again = deepcopy(data)
    inner = again
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return again


@st.composite
def changed_json(draw: st.DrawFn, data: Any) -> str:
    """The text of valid data, of which some values are others, and now and then some characters."""
    for _ in range(draw(st.integers(0, 3))):
        data = changed(data, draw(st.sampled_from(places(data))), draw(odd_values))
    return draw(mangled(json.dumps(data, ensure_ascii=draw(st.booleans()))))


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """A text, unchanged, with a part of it gone, twice or replaced, or with something deep or long put in."""
    if draw(st.integers(0, 3)):
        return text
    first = draw(st.integers(0, len(text)))
    last = draw(st.integers(first, min(len(text), first + 40)))
    hard = (
        "[" * 1000,
        "{" * 70,
        "[" * 70 + "]" * 70,
        "9" * 5001,
        "1e99999999999",
        "a." * 50,
        '"',
        "\\",
        "\ud801",
        "'''",
    )
    put = draw(st.one_of(st.just(""), st.just(text[first:last] * 2), st.sampled_from(hard), st.text(max_size=5)))
    return text[:first] + put + text[last:]


def left_in(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(entry.name for entry in folder.iterdir())
