"""Protocols of a rule's module, so that type checkers know its terms, facts and worksheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

F = TypeVar("F")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
W_co = TypeVar("W_co", covariant=True)


class HasTerms(Protocol[T_co]):
    """A module with the `Terms` of a rule."""

    @property
    def __name__(self) -> str: ...

    @property
    def Terms(self) -> type[T_co]:  # noqa: N802 - the name in every rule's module
        """The figures the documents state."""


class RuleModule(Protocol[F, T, W_co]):
    """The module of a rule (规则模块): `Facts` and `Terms` in, `Worksheet` out, by `compute`."""

    @property
    def __name__(self) -> str: ...

    @property
    def Facts(self) -> type[F]:  # noqa: N802 - the name in every rule's module
        """The facts of the case."""

    @property
    def Terms(self) -> type[T]:  # noqa: N802 - likewise
        """The figures the documents state."""

    @property
    def Worksheet(self) -> type[W_co]:  # noqa: N802 - likewise
        """Every intermediate figure and result."""

    @property
    def compute(self) -> Callable[[F, T], W_co]:
        """The calculation."""
