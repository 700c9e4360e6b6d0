"""Answers to items, recorded one by one, and all checklists that they and the places of a bureau are gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from .. import fields
from ..errors import Mismatch, check_kinds, discreet, items_of, quoted, raise_if_any, unlike_items
from ..fields.annotations import RequiredText, TextRecord, TruthRecord
from ..places import Place, area_of, is_code, within
from ..policy import Policy
from .checking import Checked, check
from .checklist import Checklist
from .reading import checklists_in_force, shipped_checklists


@fields.model_class
class ItemAnswer:
    """Whether one item of a checklist holds (核对记录).

    `subject` says of what: a division code, or whatever id a household, firm or project bears; None where there is but
    one. Where `holds` is None it is not recorded.
    """

    checklist: RequiredText = fields.text("checklist", zh="清单编号", required=True)
    item: RequiredText = fields.text("item", zh="清单项代码", required=True)
    holds: TruthRecord = fields.truth("holds", zh="是否符合")
    subject: TextRecord = fields.text("of what", zh="对象编号")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), "ItemAnswer")

    def _faults(self) -> Iterator[Mismatch]:
        found = shipped_checklists().get(self.checklist)
        if found is None:
            yield Mismatch.of_name("checklist", self.checklist, shipped_checklists(), "the key of a checklist")
        elif self.item not in found.by_name:
            yield Mismatch.of_name("item", self.item, found.by_name, "the name of an item")


@discreet
def check_all(
    answers: Iterable[ItemAnswer],
    policy: Policy,
    *,
    places: Iterable[Place] = (),
    rows: Iterable[Checklist] | None = None,
) -> tuple[Checked, ...]:
    """Go through the checklists in force on the day of the policy: those answered, and all that are about a place.

    Each of `places` comes first, with every checklist for its level or for an area; then what else was answered for,
    with the checklists that were. A subject that is a division code is a place too. With `rows`, each of these is gone
    through just those, or, without answers and places, the rows are by themselves.

    Raises `InvalidInput` for an item answered twice, a checklist not in force, and a place given twice or outside the
    jurisdiction.

    >>> from datetime import date
    >>> from rural_revitalization import load_policy
    >>> courtyard = next(key for key in shipped_checklists() if key.endswith("/courtyard-eight-no"))
    >>> yard = ItemAnswer(checklist=courtyard, item="yard", holds=False, subject="H-1")
    >>> [found] = check_all([yard], load_policy("hunan", on=date(2022, 6, 1)))
    >>> found.subject, found.met
    ('H-1', False)
    """
    check_kinds("check_all", policy=(policy, Policy))
    given, asked = items_of(answers), items_of(places)
    chosen = None if rows is None else items_of(rows)
    kinds = (("answers", given, ItemAnswer), ("places", asked, Place), ("rows", chosen or (), Checklist))
    raise_if_any((item for name, items, kind in kinds for item in unlike_items(name, items, kind)), "check_all")
    in_force = {row.key: row for row in checklists_in_force(policy)}
    raise_if_any(_faults(given, asked, chosen or (), in_force, policy), "check_all")
    return tuple(_gone_through(given, asked, chosen, in_force, policy))


def _gone_through(
    answers: tuple[ItemAnswer, ...],
    places: tuple[Place, ...],
    chosen: tuple[Checklist, ...] | None,
    in_force: Mapping[str, Checklist],
    policy: Policy,
) -> Iterator[Checked]:
    known = {place.code: place for place in places}
    by_subject: dict[str | None, dict[str, dict[str, bool | None]]] = {code: {} for code in known}
    for answer in answers:
        by_subject.setdefault(answer.subject, {}).setdefault(answer.checklist, {})[answer.item] = answer.holds
    if chosen is not None and not by_subject:
        by_subject[None] = {}
    for subject, answered in by_subject.items():
        place = known.get(subject or "")
        asked = [row for row in in_force.values() if row.key in answered or (place is not None and row.is_for(place))]
        for row in asked if chosen is None else chosen:
            found = check(row, answered.get(row.key, {}), on=policy.on, place=place or _place(subject))
            yield evolve(found, subject=subject)


def _place(subject: str | None) -> Place | None:
    return Place(code=subject) if subject is not None and is_code(subject) else None


def _faults(
    answers: tuple[ItemAnswer, ...],
    places: tuple[Place, ...],
    rows: tuple[Checklist, ...],
    in_force: Mapping[str, Checklist],
    policy: Policy,
) -> Iterator[Mismatch]:
    expected = f"a checklist in force in {policy.jurisdiction} on {policy.on}"
    for at, row in enumerate(rows):
        if row.key not in in_force:
            yield Mismatch(f"rows[{at}]", expected, quoted(row.key))
    area, codes = area_of(policy.jurisdiction), [place.code for place in places]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield Mismatch(f"places[{at}].code", "a place given once", quoted(code))
        if not within(code, area):
            yield Mismatch(f"places[{at}].code", f"a place in {policy.jurisdiction} ({area})", quoted(code))
    first: dict[tuple[str | None, str, str], int] = {}
    for at, answer in enumerate(answers):
        if answer.checklist not in in_force:
            yield Mismatch(f"answers[{at}].checklist", expected, quoted(answer.checklist))
        if first.setdefault((answer.subject, answer.checklist, answer.item), at) != at:
            yield Mismatch(f"answers[{at}].item", "an item answered once", f"{quoted(answer.item)} again")
