"""A policy: the figures in force in a jurisdiction on a date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from attrs import field, frozen

from ..errors import InvalidInput, InvalidPack, Mismatch, NotStated, close_to, kind_of
from ..fields import Spec, figure_of, specs
from ..fields.citations import Figure, after_its_period, in_language
from ..fields.protocols import HasTerms
from ..readonly import ReadOnly
from ..wording import Language, check_language
from .pack import Pack
from .titles import Titles, title_of

T = TypeVar("T")
V = TypeVar("V")


@frozen(kw_only=True, repr=False)
class Policy:
    """The figures in force in a `jurisdiction` on a date, and the packs searched, in order of precedence.

    Created by `load_policy`; `practice` says whether national practice is included, `carry` whether the last documents
    are carried on after their period, `overlays` are the user's own packs, `installed` those of other packages,
    `known` returns the names of all existing figures. `documents` names the documents in force, in the same order.
    """

    jurisdiction: str
    on: date
    packs: tuple[Pack, ...]
    practice: bool = True
    carry: bool = False
    overlays: tuple[Pack, ...] = ()
    installed: tuple[Pack, ...] = ()
    known: Callable[[], Collection[str]] = field(default=tuple, repr=False, eq=False)
    _figures: Mapping[str, Figure] = field(repr=False, eq=False)
    _terms: dict[str, Any] = field(factory=dict, init=False, repr=False, eq=False)
    _kept: dict[Hashable, Any] = field(factory=dict, init=False, repr=False, eq=False)

    def __repr__(self) -> str:
        return f"Policy({self.jurisdiction!r}, on={self.on}, documents={self.documents})"

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents in force."""
        return tuple(dict.fromkeys(pack.id for pack in self.packs))

    @property
    def titles(self) -> Titles:
        """The English and the Chinese title of each document in force, by id."""
        return ReadOnly({pack.id: (pack.title, pack.title_zh) for pack in self.packs})

    def titled(self, lang: Language = "en") -> tuple[str, ...]:
        """The titles of the documents in force, and of those that are carried on after their period that they are.

        `lang` is "en" or "zh". Raises `InvalidInput` for any other.
        """
        check_language(lang)
        return tuple(map(partial(self._titled, lang), self.documents))

    def _titled(self, lang: Language, document: str) -> str:
        title, last = title_of(document, lang, self.titles), self.carried_on.get(document)
        return title if last is None else in_language(after_its_period(title, last), lang)

    @property
    def carried_on(self) -> Mapping[str, date]:
        """The documents that are carried on after their period, each with its last day (期满后延续的文件)."""
        return ReadOnly({pack.id: pack.ended_on for pack in self.packs if pack.ended_on is not None})

    def figures(self) -> Iterator[Figure]:
        """Iterate over the figures in force, one per name, sorted by name."""
        return iter([self._figures[name] for name in sorted(self._figures)])

    def figure(self, name: str) -> Figure:
        """Return a figure by name, such as `serious_illness.rate`.

        Raises `NotStated` if no document in force states it, `InvalidInput` if no such figure exists.
        """
        if isinstance(name, str) and name in self._figures:
            return self._figures[name]
        known = self.known()
        if not isinstance(name, str) or (known and name not in known):
            raise InvalidInput([Mismatch.of_name("name", name, close_to(name, known) or sorted(known))])
        raise NotStated(name, self.documents)

    def where(self, name: str) -> str:
        """Return the id of the pack that states a figure; raises what `figure` raises."""
        return self.figure(name).pack

    def kept(self, key: Hashable, find: Callable[[], V]) -> V:
        """Return the memoised result of `find`, which must depend on the policy alone; raises what `find` raises."""
        if key not in self._kept:
            self._kept[key] = find()
        found: V = self._kept[key]
        return found

    def terms(self, rule: HasTerms[T]) -> T:
        """Return the `Terms` of a rule module, filled with the figures in force and their citations.

        A figure that no document states is an `Unknown` with its name (`serious_illness.rate`).
        """
        name = getattr(rule, "__name__", None)
        if not (isinstance(name, str) and hasattr(rule, "Terms")):
            expected = "the module of a rule, such as rural_revitalization.rules.credit.small_loan"
            raise InvalidInput([Mismatch("rule", expected, kind_of(rule))], about="Policy.terms")
        if name not in self._terms:
            self._terms[name] = self._filled(name.rsplit(".", 1)[-1], rule.Terms)
        found: T = self._terms[name]
        return found

    def _filled(self, rule: str, terms: Any) -> Any:
        declared = specs(terms)
        names = {term: figure_of(rule, term, spec) for term, spec in declared.items()}
        cited = {term: self._figures[name] for term, name in names.items() if name in self._figures}
        values = {term: _value(figure, declared[term]) for term, figure in cited.items()}
        try:
            return terms(
                **values, cited=cited, documents=self.documents, titles=self.titles, carried_on=self.carried_on
            )
        except InvalidInput as error:
            # Shipped packs are always valid, so the fault is in the overlay.
            wrong = [item.at(names.get(item.path, f"{rule}.{item.path}")) for item in error.mismatches]
            raise InvalidPack(wrong, about=self.packs[0].file) from error


def _value(figure: Figure, spec: Spec) -> Any:
    """Return the value of a term: the stated value, or a range if granted without one."""
    return spec.not_stated(figure.name) if figure.granted else figure.value
