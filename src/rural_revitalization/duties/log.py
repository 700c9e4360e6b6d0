"""The log of a duty (台账): dated entries, each of one duty and one place."""

from __future__ import annotations

from .. import fields
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import RequiredDay, RequiredText, TextRecord
from .reading import shipped_duties


@fields.model_class
class LogEntry:
    """One entry of the log of a duty (台账记录): that it was done on a day, or that what is forbidden happened.

    `duty` is the key of the duty, `place` the code of the place, or the id of the household, that it was done for. `by`
    and `note` appear in no `repr` and no error, since they may name people.
    """

    duty: RequiredText = fields.text("duty", zh="职责编号", required=True)
    on: RequiredDay = fields.day("done on", zh="日期", required=True)
    place: RequiredText = fields.text("place or household", zh="地点或农户", required=True)
    by: TextRecord = fields.text("done by", zh="经办人", private=True)
    note: TextRecord = fields.text("note", zh="备注", private=True)

    def __attrs_post_init__(self) -> None:
        if self.duty not in shipped_duties():
            raise_if_any([Mismatch.of_name("duty", self.duty, shipped_duties(), "the key of a duty")], "LogEntry")
