"""A policy: the figures that hold in a jurisdiction on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from types import ModuleType
from typing import Any

from attrs import field, fields, frozen

from ..errors import InvalidInput, InvalidPack, Mismatch, NotStated, shown
from ..fields.citations import Figure
from .pack import Pack, known_figures

__all__ = ["Policy"]


@frozen(kw_only=True)
class Policy:
    """The figures in force in a `jurisdiction` on a day, and the packs they were looked for in, the most binding first.

    Made by `load_policy`; `practice` says whether national practice was asked for, `overlay` is the user's own pack.
    `documents` names the documents in force, in the same order.
    """

    jurisdiction: str
    on: date
    packs: tuple[Pack, ...]
    practice: bool = True
    overlay: Pack | None = None
    _figures: Mapping[str, Figure] = field(repr=False, eq=False)
    _terms: dict[str, Any] = field(factory=dict, init=False, repr=False, eq=False)
    _days: dict[date, Policy] = field(factory=dict, init=False, repr=False, eq=False)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents in force."""
        return tuple(dict.fromkeys(pack.id for pack in self.packs))

    def figures(self) -> Iterator[Figure]:
        """Every figure in force, one for each name, in order of name."""
        return iter([self._figures[name] for name in sorted(self._figures)])

    def figure(self, name: str) -> Figure:
        """One figure by its name, such as `serious_illness.rate`.

        Raises `NotStated` where no document in force states it; `InvalidInput` for a name that no figure has.
        """
        if name not in known_figures():
            raise InvalidInput([Mismatch("name", f"one of {', '.join(_alike(name))}", shown(name))])
        try:
            return self._figures[name]
        except KeyError:
            raise NotStated(name, self.documents) from None

    def where(self, name: str) -> str:
        """The pack that a figure came from; raises what `figure` raises."""
        return self.figure(name).pack

    def kept(self, on: date, found: Callable[[], Policy]) -> Policy:
        """The policy of another day, as `found` finds it, looked up once; raises what that raises."""
        if on not in self._days:
            self._days[on] = found()
        return self._days[on]

    def terms(self, rule: ModuleType | Any) -> Any:
        """The `Terms` of a rule module, filled with the figures in force and citing them.

        A figure that no document states is left `Unknown`, bearing its name (`serious_illness.rate`).
        """
        name = rule.__name__
        if name not in self._terms:
            self._terms[name] = self._filled(name.rsplit(".", 1)[-1], rule.Terms)
        return self._terms[name]

    def _filled(self, rule: str, terms: Any) -> Any:
        declared = [item.name for item in fields(terms)]
        cited = {term: self._figures[f"{rule}.{term}"] for term in declared if f"{rule}.{term}" in self._figures}
        values = {term: figure.value for term, figure in cited.items()}
        try:
            return terms(**values, cited=cited, documents=self.documents)
        except InvalidInput as error:
            # Shipped packs fit their rules; what does not fit came from an overlay.
            wrong = [Mismatch(f"{rule}.{item.path}", item.expected, item.given) for item in error.mismatches]
            raise InvalidPack(wrong, about=self.packs[0].file) from error


def _alike(name: str) -> list[str]:
    """The figures whose names come near a name; all there are where none does."""
    names = sorted(known_figures())
    return get_close_matches(str(name), names) or names
