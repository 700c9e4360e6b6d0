"""Hypothesis profiles, and decimal contexts that an embedding program might have set.

`quick` is the default; `HYPOTHESIS_PROFILE=deep` looks much further, `few` only so far as to run every line. Under `CI`
there are half as many examples, the same on every run: the night looks further.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Context, FloatOperation, localcontext
from typing import Any, Final

import pytest
from hypothesis import settings

from fuzzing import MOST_MEMORY, SHARE_OF_THE_NIGHT

_EVERY_SIGNAL: Final = list(Context().flags)
_HOSTILE: Final = (
    Context(prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, traps=_EVERY_SIGNAL),
    Context(prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, traps=[]),
    Context(traps=[FloatOperation]),
)

_CI: Final = "CI" in os.environ
settings.register_profile("few", max_examples=5, deadline=None, derandomize=True)
settings.register_profile("quick", max_examples=25 if _CI else 50, deadline=None, derandomize=_CI)
settings.register_profile("deep", max_examples=3000, deadline=None, derandomize=_CI)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session", autouse=True)
def memory_of_the_night() -> Iterator[None]:
    """Fail a run of fuzz by night whose process took more memory than it may."""
    yield
    if SHARE_OF_THE_NIGHT:
        resource = pytest.importorskip("resource")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 <= MOST_MEMORY


@pytest.fixture(autouse=True)
def _no_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is printed be broken nowhere, whatever terminal the tests run in."""
    monkeypatch.setenv("COLUMNS", "1000")


@pytest.fixture(autouse=True)
def _english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line speak English unless it is asked otherwise, whatever system the tests run on."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def hostile() -> Callable[[Callable[[], Any]], Iterator[Any]]:
    """Run something in decimal contexts that would spoil its arithmetic; fails where it changed one, or set a flag."""

    def results(run: Callable[[], Any]) -> Iterator[Any]:
        for context in _HOSTILE:
            with localcontext(context) as current:
                current.clear_flags()
                before = repr(current)
                result = run()
                after = repr(current)
            assert after == before
            yield result

    return results
