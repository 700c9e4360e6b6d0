"""An entitlement (帮扶待遇): help that a document grants without a figure, and who is entitled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import field, frozen

from ..algebra import Truth, Unknown
from ..cases import Case
from ..fields.citations import Source
from ..policy.pack import Pack, shipped_packs
from ..policy.register import source_of

Predicate = Callable[[Case], Truth]


@frozen
class Unstated:
    """A condition that a document does not state (文件未载明事项); `name` is its key among missing facts."""

    name: str
    label: str
    zh: str

    @property
    def open(self) -> Truth:
        """The unknown truth value that depends on it."""
        return Unknown(False, True, {self.name})


@frozen(kw_only=True)
class Entitlement:
    """One kind of help that one document grants (帮扶待遇): what, to whom, in which section, and since when.

    `register` is the id of the provision in the rule register.

    `holds` decides who is entitled. What triggers the help, such as falling ill or buying salt, belongs to `label`, not
    to `who`. `begins` is the first day where later than the document's; `reading` is a key of `wording.READINGS`;
    `leaves_open` lists the conditions of entitlement that the document does not state.
    """

    name: str
    label: str
    zh: str
    who: str
    who_zh: str
    register: str
    holds: Predicate = field(repr=False, metadata={"in_json": False})
    begins: date | None = None
    reading: str | None = None
    leaves_open: tuple[Unstated, ...] = ()

    @property
    def source(self) -> Source:
        """The section that grants it."""
        return source_of(self.register)

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
