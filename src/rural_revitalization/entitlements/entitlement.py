"""An entitlement (帮扶待遇): help that a document grants without a figure, and whether somebody has a right to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from ..algebra.operand import Truth
from ..algebra.unknown import Unknown
from ..errors import InvalidInput, Mismatch, shown
from ..fields import Spec, comparable, specs
from ..fields.citations import Source
from ..models import Household, LocalFigures, Person
from ..policy.pack import Pack, shipped_packs
from ..wording import LANGUAGES, Language, phrase, reading, truth_text
from ..worksheets import Line

__all__ = ["Case", "Entitled", "Entitlement", "Predicate", "Unstated"]


@frozen(kw_only=True)
class Case:
    """Whom a predicate is asked about: a person of a household, in a county, on a day."""

    person: Person
    household: Household
    local: LocalFigures
    on: date


Predicate = Callable[[Case], Truth]


@frozen
class Unstated:
    """What a document leaves open of who is served (文件未载明事项); `name` stands for it among missing facts."""

    name: str
    label: str
    zh: str

    @property
    def open(self) -> Truth:
        """The truth that hangs on it."""
        return Unknown(False, True, {self.name})


@frozen(kw_only=True)
class Entitlement:
    """One kind of help that one document grants (帮扶待遇): what, to whom, where it says so, and since when.

    `holds` decides whom it is for. What brings the help about, such as falling ill or buying salt, is part of `label`,
    what is granted, and not of `who`. `begins` is the first day where that is later than the document's; `reading` is
    a key of `wording.READINGS`; `leaves_open` is what the document does not state of who is served.
    """

    name: str
    label: str
    zh: str
    who: str
    who_zh: str
    source: Source
    holds: Predicate = field(repr=False, metadata={"in_json": False})
    begins: date | None = None
    reading: str | None = None
    leaves_open: tuple[Unstated, ...] = ()

    @property
    def since(self) -> date:
        """The first day on which the document grants it."""
        return self.begins or self._pack.since

    @property
    def until(self) -> date:
        """The last day of the document's period."""
        return self._pack.until

    @property
    def _pack(self) -> Pack:
        return shipped_packs()[self.source.document]

    def found(self, case: Case) -> Entitled:
        """Whether a case has a right to it, and what keeps that open."""
        outcome = self.holds(case)
        open_facts = outcome.facts if type(outcome) is Unknown else frozenset()
        not_stated = tuple(item.name for item in self.leaves_open if item.name in open_facts)
        recorded = tuple(name for name in _RECORDED if name in open_facts)
        return Entitled(
            person=case.person.id,
            entitlement=self,
            outcome=outcome,
            missing=(*recorded, *not_stated),
            not_stated=not_stated,
        )


@frozen(kw_only=True)
class Entitled:
    """Whether a person has a right to some help (是否享受).

    `outcome` is True, False or open. `missing` names what keeps it open: the facts nobody recorded, then what the
    document does not state, which `not_stated` names alone. Where they are the same, no fact would settle it.
    """

    person: str
    entitlement: Entitlement
    outcome: Truth = field(eq=comparable)
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]

    def line(self, lang: Language = "en") -> Line:
        """The answer as a line that can be read out: what, for whom, yes or no, section, reading, what is missing.

        `lang` is "en" or "zh". Raises `InvalidInput` for another.
        """
        if lang not in LANGUAGES:
            raise InvalidInput([Mismatch("lang", f"one of {', '.join(LANGUAGES)}", shown(lang))])
        item, source = self.entitlement, self.entitlement.source
        label = f"{item.label} ({item.who})" if lang == "en" else f"{item.zh}（{item.who_zh}）"
        outcome = self.outcome
        return Line(
            name=item.name,
            label=label,
            value=outcome,
            figure=truth_text(outcome, lang) if isinstance(outcome, bool) else phrase("not_recorded", lang),
            unit="",
            sources=(f"{source.document} {source.section}",),
            figures=(),
            reading=reading(item.reading, lang) if item.reading else None,
            depends_on=tuple(self._called(name, lang) for name in self.missing),
            lang=lang,
        )

    def _called(self, missing: str, lang: Language) -> str:
        unstated = {item.name: item for item in self.entitlement.leaves_open}
        declared = unstated.get(missing) or _RECORDED[missing]
        label = declared.label if lang == "en" else declared.zh
        document = self.entitlement.source.document
        return phrase("not_stated", lang, name=label, documents=document) if missing in unstated else label


_RECORDED: Final[Mapping[str, Spec]] = MappingProxyType(
    {name: spec for model in (Person, Household, LocalFigures) for name, spec in specs(model).items()}
)
"""The facts that can be recorded, in order of declaration."""
