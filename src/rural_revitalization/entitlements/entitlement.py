"""An entitlement (帮扶待遇): help that a document grants without a figure, and who is entitled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from ..fields.citations import Source, cited_on
from ..policy.prescribed import Prescribed
from ..policy.register import source_of
from ..readonly import ReadOnly
from .who import Subject, Unstated, Who


@frozen
class Provision:
    """A provision of a document: its id in the rule register, and its first day where later than the document's."""

    register: str
    begins: date | None = None


@frozen
class Provisions:
    """The provisions of one document, by what follows its name in the ids of the register."""

    document: str
    begins: date | None = None

    def __getitem__(self, name: str) -> Provision:
        return Provision(f"{self.document}/{name}", self.begins)


HUNAN_2017 = Provisions("hunan-2017", begins=date(2017, 3, 31))
"""Hunan's plan for 2016 to 2020, which opens its period in 2016; its benefits start on the day it was issued."""
HUNAN_2021 = Provisions("hunan-2021")
HUNAN_2022 = Provisions("hunan-2022")
YIYANG_2021 = Provisions("yiyang-2021")
GUIZHOU_2021 = Provisions("guizhou-2021")


@frozen(kw_only=True)
class Entitlement(Prescribed):
    """One kind of help that one document grants (帮扶待遇): what, to whom, in which section, and since when.

    What triggers the help, such as falling ill or buying salt, belongs to `label`, not to whom it is granted `to`.
    `begins` is the first day where later than the document's; `reading` is a key of `wording.READINGS`; `carried_on`
    has the last day of its document's period if that is carried on.
    """

    name: str
    label: str
    zh: str
    to: Who = field(repr=False, eq=False, metadata={"in_json": False})
    register: str
    begins: date | None = None
    reading: str | None = None
    carried_on: Mapping[str, date] = field(factory=ReadOnly, repr=False, metadata={"in_json": False})

    @property
    def about(self) -> Subject:
        """The kind of case it is granted to."""
        return self.to.about

    @property
    def who(self) -> str:
        """Who is entitled, in English."""
        return self.to.label

    @property
    def who_zh(self) -> str:
        """Who is entitled, in Chinese."""
        return self.to.zh

    @property
    def leaves_open(self) -> tuple[Unstated, ...]:
        """The conditions of entitlement that the document does not state."""
        return self.to.leaves_open

    @property
    def source(self) -> Source:
        """The section that grants it, as it is cited."""
        return cited_on(source_of(self.register), self.carried_on)


def grant(name: str, label: str, zh: str, *, to: Who, by: Provision, reading: str | None = None) -> Entitlement:
    """Declare help that a provision grants, without a figure; the reading is that of whom it serves, unless given."""
    return Entitlement(
        name=name, label=label, zh=zh, to=to, register=by.register, begins=by.begins, reading=reading or to.reading
    )
