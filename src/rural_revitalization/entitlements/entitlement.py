"""An entitlement (帮扶待遇): help that a document grants without a figure, and whom it is for."""

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

    `register` is the id of what the document says in the rule register.

    `holds` decides whom it is for. What brings the help about, such as falling ill or buying salt, is part of `label`,
    what is granted, and not of `who`. `begins` is the first day where that is later than the document's; `reading` is
    a key of `wording.READINGS`; `leaves_open` is what the document does not state of who is served.
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
