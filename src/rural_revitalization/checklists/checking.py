"""Going through a checklist (逐项核对): whether it is met, by which items, and what is missing to say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NoReturn

from attrs import frozen

from ..algebra import Truth, Unknown
from ..errors import Mismatch, Undecided, check_kinds, discreet, in_short, raise_if_any
from ..fields.citations import Source
from ..places import ClassConflict, Place, Saying, agreed, class_conflict, sayings
from ..policy import Policy
from ..policy.in_period import check_in_period
from ..policy.titles import cited, title_of
from ..wording import Language, called, check_language, reading, say
from ..wording.worded import Worded
from .checklist import Checklist, Item, Use
from .reading import checklists_in_force

ItemAnswers = Mapping[str, bool | None]
"""Whether items hold, by name; what is not there, or None, is not recorded."""


class ItemState(Worded):
    """How an item stands (清单项状态)."""

    HOLDS = "holds", "holds", "符合"
    FAILS = "fails", "does not hold", "不符合"
    CONTRADICTED = "contradicted", "contradicted", "记录矛盾"
    MISSING = "missing", "not recorded", "未登记"
    NOT_NEEDED = "not_needed", "need not be", "无须登记"


@frozen(kw_only=True)
class Checked:
    """A checklist gone through on a day (核对结果), for the place, or whatever it is, whose code or id is `subject`.

    `holding` are the items that hold, `failing` those that do not. `missing` names the items that leave it open and
    somebody can record; `not_stated` is the key of the checklist where what the document leaves open does. `conflicts`
    are about items of which an answer, the place's record or a list contradict each other: neither wins.
    """

    checklist: Checklist
    on: date
    subject: str | None = None
    met: Truth
    holding: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    conflicts: tuple[ClassConflict, ...] = ()

    def __bool__(self) -> NoReturn:
        """Refuse: a checklist may be met, not met, or open."""
        raise Undecided("what was checked is no truth value", instead="compare `met`")

    @property
    def source(self) -> Source:
        """The section that names the items."""
        return self.checklist.source

    @property
    def states(self) -> Mapping[str, ItemState]:
        """How each item stands, by name."""
        named = {
            ItemState.HOLDS: self.holding,
            ItemState.FAILS: self.failing,
            ItemState.CONTRADICTED: tuple(str(conflict.of) for conflict in self.conflicts),
            ItemState.MISSING: self.missing,
        }
        known = {name: state for state, names in named.items() for name in names}
        return {name: known.get(name, ItemState.NOT_NEEDED) for name in self.checklist.by_name}

    @property
    def outcome(self) -> Literal["met", "not_met", "open"]:
        """Whether it is met, not met, or open."""
        return "open" if isinstance(self.met, Unknown) else "met" if self.met is True else "not_met"

    def stands(self, lang: Language = "en") -> str:
        """How it stands: what follows where it is met, that it is not, or that it is open; `lang` as for `line`."""
        return say("checklists", self.outcome, lang, follows=self.checklist.use.words(lang))

    def rests_on(self, lang: Language = "en") -> str:
        """The section that names the items, and the reading relied on; `lang` as for `line`."""
        section = cited(self.source.document, self.source.section, lang)
        read = [reading(self.checklist.reading, lang)] if self.checklist.reading else []
        return say("checklists", "apart", lang).join([section, *read])

    def left_open(self, lang: Language = "en") -> str:
        """What the document does not state and leaves it open, nothing if that is not so; `lang` as for `line`."""
        row = self.checklist
        if not self.not_stated or row.unstated is None:
            return ""
        what = row.unstated if lang == "en" else row.unstated_zh
        return say("checklists", "not_stated", lang, what=what, document=title_of(self.source.document, lang))

    def contradictions(self, lang: Language = "en") -> tuple[str, ...]:
        """Each conflict as a text that names both fields; `lang` as for `line`."""
        return tuple(
            say("checklists", "conflict", lang, item=called(of.of, lang), one=of.fields[0], other=of.fields[1])
            for of in self.conflicts
        )

    def line(self, lang: Language = "en") -> str:
        """What was checked as a line to read out: what for, how it stands, by which items, the section.

        `lang` is "en" or "zh". Raises `InvalidInput` for any other.
        """
        check_language(lang)
        row, apart = self.checklist, say("checklists", "apart", lang)
        parts = [self.stands(lang)]
        for key in ("holding", "missing") if self.met is True else ("holding", "failing", "missing"):
            named = [row.by_name[name].words(lang) for name in getattr(self, key)]
            parts += [say("checklists", key, lang, items=say("checklists", "comma", lang).join(named))] if named else []
        parts += [*self.contradictions(lang), *filter(None, [self.left_open(lang)])]
        stands = apart.join(parts)
        return say(
            "checklists",
            "line",
            lang,
            words=row.words(lang),
            about=row.about.words(lang),
            stands=stands,
            source=self.rests_on(lang),
        )


@discreet
def check(checklist: Checklist, answers: ItemAnswers, *, on: date, place: Place | None = None) -> Checked:
    """Go through a checklist on a day; what `answers` do not say is unknown, not false.

    Whether a `place` is of a class that the checklist names follows from the lists of the documents and from its
    record. Raises `InvalidInput` for an answer to no item, or no truth, and `OutsidePeriod` if the document does not
    cover the day.

    >>> from rural_revitalization import load_policy
    >>> policy = load_policy("hunan", on=date(2018, 6, 1))
    >>> [row] = (row for row in checklists_in_force(policy) if row.key.endswith("/linkage-modes"))
    >>> check(row, {"direct": False, "entrusted": True}, on=policy.on).met
    True
    """
    check_kinds(
        "check", checklist=(checklist, Checklist), answers=(answers, Mapping), on=(on, date), place=(place, Place, None)
    )
    raise_if_any(_faults(checklist, answers), "check")
    check_in_period(on, checklist.source.document, checklist.since, checklist.until)
    said = {name: tuple(_said(item, answers, on, place)) for name, item in checklist.by_name.items()}
    known = {name: agreed(name, of) for name, of in said.items()}
    found = (class_conflict(item.of_class, said[name]) for name, item in checklist.by_name.items() if item.of_class)
    conflicts = tuple(filter(None, found))
    met = _met(checklist, known)
    open_for = met.facts if isinstance(met, Unknown) else frozenset()
    return Checked(
        checklist=checklist,
        on=on,
        subject=None if place is None else place.code,
        met=met,
        holding=tuple(name for name, truth in known.items() if truth is True),
        failing=tuple(name for name, truth in known.items() if truth is False),
        missing=tuple(name for name in known if name in open_for and not said[name]),
        not_stated=(checklist.key,) if checklist.key in open_for else (),
        conflicts=conflicts,
    )


def _faults(checklist: Checklist, answers: ItemAnswers) -> Iterator[Mismatch]:
    for name, answer in answers.items():
        if name not in checklist.by_name:
            yield Mismatch.of_name(f"answers.{name}", name, checklist.by_name, "the name of an item")
        elif not (answer is None or isinstance(answer, bool)):
            yield Mismatch(f"answers.{name}", "true, false or nothing", in_short(answer))


def _said(item: Item, answers: ItemAnswers, on: date, place: Place | None) -> Iterator[Saying]:
    """Yield all that says whether an item holds: the answer, and what says of which class the place is."""
    answer = answers.get(item.key)
    if answer is not None:
        yield f"answers.{item.key}", answer
    if item.of_class is not None and place is not None:
        yield from sayings(place, item.of_class, on=on)


def _met(checklist: Checklist, known: Mapping[str, Truth]) -> Truth:
    found: Truth = not checklist.any_of
    for truth in known.values():
        found = found | truth if checklist.any_of else found & truth
    if checklist.unstated is None:
        return found
    left_open = Unknown(False, True, {checklist.key})
    return found | left_open if checklist.any_of else found & left_open


@discreet
def support_for(place: Place, policy: Policy, answers: ItemAnswers | None = None) -> tuple[Checked, ...]:
    """Return what the documents in force grant a county, township or village, without what it certainly has not.

    `answers` say whether items hold, by name, of whatever checklist. Raises `InvalidInput` for an answer to no item of
    any.

    >>> from rural_revitalization import load_policy
    >>> from rural_revitalization.places import Place
    >>> found = support_for(Place(code="430923"), load_policy("hunan", on=date(2022, 6, 1)))
    >>> [item.checklist.register.partition("/")[2] for item in found if item.met is True]
    ['key-county/resource-tilt', 'fund/tilt']
    """
    check_kinds("support_for", place=(place, Place), policy=(policy, Policy), answers=(answers, Mapping, None))
    given = answers or {}
    rows = [row for row in checklists_in_force(policy) if row.use is Use.SUPPORT and row.is_for(place)]
    names = {name for row in rows for name in row.by_name}
    unknown = [name for name in given if name not in names]
    raise_if_any((Mismatch.of_name(f"answers.{name}", name, names, "the name of an item") for name in unknown), "")
    found = (
        check(row, {name: given[name] for name in row.by_name if name in given}, on=policy.on, place=place)
        for row in rows
    )
    return tuple(item for item in found if item.met is not False)
