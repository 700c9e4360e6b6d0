"""Employment services (就业服务): offers of jobs, guidance and training that a person received."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import RequiredDay
from .enums import EmploymentServiceKind


@fields.model_class
class EmploymentService:
    """One service that a person received to find or keep work (就业服务记录)."""

    on: RequiredDay = fields.day("received on", zh="服务日期", required=True)
    kind: EmploymentServiceKind | None = fields.choice(
        "kind of service", zh="服务类别", of=EmploymentServiceKind, required=True
    )

    def counts(self, on: date, *kinds: EmploymentServiceKind) -> bool:
        """Whether it is one of some kinds, received in the year of a date and not after it."""
        return self.kind in kinds and self.on <= on and self.on.year == on.year
