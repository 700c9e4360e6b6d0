"""The policies that hold over a period, each from its first day, and why the next follows (政策更替)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import attrs

from ..catalogue import ENTITLEMENTS, term_spec
from ..errors import InvalidPack, Mismatch, OutsidePeriod
from ..loading import Overlay, load_policy, overlays_of
from ..policy import JURISDICTIONS, Pack, Policy
from ..policy.load import carried, policy_of, policy_on
from ..policy.pack import shipped_packs
from .turns import DAY, Cause, Dated, Reason, Turns, within

_PRACTICE = "national-practice"


@attrs.frozen(kw_only=True)
class InForce:
    """What holds from a day on: a policy, or None where no document covers the day; `why` it follows the one before."""

    since: date
    policy: Policy | None
    why: tuple[Reason, ...] = ()


def policies_between(
    jurisdiction: str, since: date, until: date, *, overlay: Overlay | None, practice: bool, carry: bool
) -> tuple[InForce, ...]:
    """The policies of a jurisdiction from one day to another, in order; the first begins on the first day.

    An overlay counts in its own period; before and after it the documents hold alone. Raises `InvalidPack` for an
    overlay that covers no day of the period, and what else `load_policy` raises but `OutsidePeriod`.
    """
    own = overlays_of(overlay)
    starts: Turns = {since: ()}
    if jurisdiction in JURISDICTIONS:
        starts |= within(_turns(jurisdiction, own, practice=practice), since, until)
    base = _base(jurisdiction, sorted(starts), until, own, practice=practice, carry=carry)
    return (InForce(since=since, policy=None),) if base is None else policies_like(base, since, until)


def policies_like(base: Policy, since: date, until: date) -> tuple[InForce, ...]:
    """The policies of a jurisdiction over a period, in order, of the packs and with the choices of one of them."""
    dated = _turns(base.jurisdiction, base.overlays, base.installed, practice=base.practice)
    starts: Turns = {since: ()} | within(dated, since, until)
    return tuple(InForce(since=day, policy=_on(base, day), why=starts[day]) for day in sorted(starts))


def _base(
    jurisdiction: str, days: list[date], until: date, own: tuple[Pack, ...], *, practice: bool, carry: bool
) -> Policy | None:
    """The policy of one day of the period: a day of an overlay, or else the first that a document covers."""
    for pack in own:
        if pack.until < days[0] or until < pack.since:
            expected = f"a period that covers a day from {days[0]} to {until}"
            raise InvalidPack([Mismatch("document.from", expected, f"{pack.since} to {pack.until}")], about=pack.file)
    checked = [_checked(jurisdiction, max(days[0], pack.since), own, practice=practice, carry=carry) for pack in own]
    if checked:
        # Every day has those of the overlays that cover it; each was checked on a day of its own.
        return policy_of(
            jurisdiction,
            checked[0].on,
            own,
            practice=practice,
            carry=carry,
            installed=checked[0].installed,
            known=checked[0].known,
        )
    for day in days:
        with suppress(OutsidePeriod):
            return load_policy(jurisdiction, on=day, practice=practice, carry=carry)
    return None


def _checked(jurisdiction: str, on: date, own: tuple[Pack, ...], *, practice: bool, carry: bool) -> Policy:
    """The policy of a day, with the overlays that cover it."""
    there = [pack.file for pack in own if pack.covers(on)]
    return load_policy(jurisdiction, on=on, overlay=there, practice=practice, carry=carry)


def _on(base: Policy, day: date) -> Policy | None:
    """The policy of another day; None where no document covers it."""
    with suppress(OutsidePeriod):
        return policy_on(base, day)
    return None


# -- the days on which another policy holds ------------------------------------------------------------------------


def _turns(jurisdiction: str, own: tuple[Pack, ...], installed: tuple[Pack, ...] = (), *, practice: bool) -> Dated:
    names = [*JURISDICTIONS[jurisdiction], *([_PRACTICE] if practice else [])]
    packs = [shipped_packs()[name] for name in names]
    local = [*installed, *own]
    for pack in (*packs, *local, *(pack for one in local for pack in carried(one))):
        yield from _of_pack(pack)
    for item in ENTITLEMENTS:
        if item.begins is not None and item.source.document in names:
            yield item.begins, _named(Cause.FIGURES, shipped_packs()[item.source.document])


def _of_pack(pack: Pack) -> Dated:
    yield pack.since, _named(Cause.DOCUMENT_BEGINS, pack)
    yield from _after(pack.until, _named(Cause.DOCUMENT_ENDS, pack))
    for figure in pack.figures.values():
        if figure.since > pack.since:
            yield figure.since, _named(Cause.FIGURES, pack)
        if figure.until < pack.until:
            yield from _after(figure.until, _named(Cause.FIGURES, pack))


def _after(last: date, reason: Reason) -> Dated:
    if last < date.max:
        yield last + DAY, reason


def _named(cause: Cause, pack: Pack) -> Reason:
    return Reason(cause=cause, label=pack.title, zh=pack.title_zh, document=pack.id)


def days_stated(holdings: tuple[InForce, ...]) -> Iterator[tuple[date, Reason]]:
    """The days that figures in force name, such as the last day of a subsidy, with the document that names them."""
    for holding in holdings:
        for figure in () if holding.policy is None else holding.policy.figures():
            if isinstance(figure.value, date):
                spec = term_spec(figure.name)
                yield figure.value, Reason(cause=Cause.STATED, label=spec.label, zh=spec.zh, document=figure.document)
