"""Hypothesis profiles, and decimal contexts that an embedding program might have set.

`quick` is the default; `HYPOTHESIS_PROFILE=deep` looks much further. Under `CI` the examples are the same on every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import ROUND_DOWN, Context, FloatOperation, getcontext, localcontext
from typing import Final

import pytest
from hypothesis import settings

CI: Final = "CI" in os.environ
HOSTILE_CONTEXTS: Final = {
    "every signal raises": Context(
        prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, traps=list(Context().flags)
    ),
    "nothing raises": Context(prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, traps=[]),
    "floats raise": Context(traps=[FloatOperation]),
}

settings.register_profile("quick", max_examples=100, deadline=None, derandomize=CI)
settings.register_profile("deep", max_examples=3000, deadline=None, derandomize=CI)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class Hostile:
    """A context no arithmetic of the library may use or touch: `with hostile(): ...` fails if it was touched."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> AbstractContextManager[None]:
        return self._entered()

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with localcontext(self._context) as context:
            context.clear_flags()
            before = repr(context)
            yield
            assert getcontext() is context
            assert repr(context) == before


@pytest.fixture(scope="session", params=HOSTILE_CONTEXTS)
def hostile(request: pytest.FixtureRequest) -> Hostile:
    """Each hostile decimal context in turn."""
    return Hostile(HOSTILE_CONTEXTS[request.param])
