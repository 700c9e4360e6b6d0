"""A procedure (办理程序): steps in order, who takes each, what comes before it and how long it may last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from .. import fields
from ..errors import Mismatch, quoted, raise_if_any
from ..fields.annotations import RequiredDay, RequiredText, TextRecord, TruthRecord
from ..policy.authorities import Authority
from ..policy.prescribed import Prescribed
from ..policy.register import register_index
from ..wording import READINGS
from .time_limits import LIMITS


@frozen
class Way:
    """One of several ways to take a step (方式), such as a channel or a kind of help."""

    name: str
    label: str
    zh: str


@frozen
class Days:
    """A number of days after a step: `limit` names the figure of `time_limits` that says how many."""

    after: str
    limit: str


@frozen
class Step:
    """One step of a procedure (环节): what is done, and `by` whom, where the document says so.

    `after` names the steps that come before it; `in_order` fills it in. It may be taken no sooner than `waits` says,
    and no later than `due`. `optional` steps may be left out; so may one that only a figure of `time_limits` demands
    (its name is `demanded_by`), where no document in force does. Of `ways`, those of a `ranked` step are in order of
    preference. A step that `matches` another is done once each way found there was taken here too.
    """

    name: str
    label: str
    zh: str
    by: Authority | None = None
    after: tuple[str, ...] | None = field(default=None, kw_only=True)
    waits: Days | None = field(default=None, kw_only=True)
    due: Days | None = field(default=None, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    demanded_by: str | None = field(default=None, kw_only=True)
    ways: tuple[Way, ...] = field(default=(), kw_only=True)
    ranked: bool = field(default=False, kw_only=True)
    matches: str | None = field(default=None, kw_only=True)


def in_order(*steps: Step) -> tuple[Step, ...]:
    """Return the steps, each after the one before it unless it says what comes before."""
    before = ((), *((step.name,) for step in steps[:-1]))
    return tuple(
        evolve(step, after=names) if step.after is None else step for step, names in zip(steps, before, strict=True)
    )


@frozen(kw_only=True)
class Procedure(Prescribed):
    """The steps that a document prescribes for something (办理程序).

    `register` is its id in the rule register, `also` are those of other rows that it carries out. `leaves_open` says,
    in English and Chinese, what the document does not state; `reading` is a key of `wording.READINGS`. `begins` is the
    first day where later than the document's. Raises `InvalidInput` with every fault of the declaration.
    """

    register: str
    name: str
    label: str
    zh: str
    steps: tuple[Step, ...]
    also: tuple[str, ...] = ()
    leaves_open: tuple[tuple[str, str], ...] = ()
    reading: str | None = None
    begins: date | None = None

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), self.register)

    def _faults(self) -> Iterator[Mismatch]:
        for register in self.registers:
            if register not in register_index():
                yield Mismatch("register", "an id of the rule register", quoted(register))
        if self.reading is not None and self.reading not in READINGS:
            yield Mismatch.of_name("reading", self.reading, READINGS)
        before: list[str] = []
        for step in self.steps:
            named = [*(step.after or ()), *(days.after for days in (step.waits, step.due) if days), step.matches]
            for name in named:
                if name is not None and name not in before:
                    yield Mismatch(step.name, f"a step that comes before it: {', '.join(before)}", quoted(name))
            limits = [*(days.limit for days in (step.waits, step.due) if days), step.demanded_by]
            for limit in limits:
                if limit is not None and limit not in LIMITS:
                    yield Mismatch.of_name(step.name, limit, LIMITS)
            if step.name in before:
                yield Mismatch(step.name, "a name that no other step has", quoted(step.name))
            before.append(step.name)

    @property
    def registers(self) -> tuple[str, ...]:
        """All ids of the rule register that it carries out."""
        return (self.register, *self.also)

    @property
    def by_name(self) -> Mapping[str, Step]:
        """Its steps by name, in order."""
        return {step.name: step for step in self.steps}


@fields.model_class
class Taken:
    """A step that was taken (办理记录): which, on which day, `by` whom, in which `way`, and whether it was `refused`.

    A refusal ends the procedure. `note` appears in no `repr` and no error, since it may name people.
    """

    step: RequiredText = fields.text("step", zh="环节", required=True)
    on: RequiredDay = fields.day("taken on", zh="办理日期", required=True)
    by: Authority | None = fields.choice("taken by", zh="办理主体", of=Authority)
    way: TextRecord = fields.text("way", zh="方式")
    refused: TruthRecord = fields.truth("refused", zh="不予通过")
    note: TextRecord = fields.text("note", zh="备注", private=True)
