"""Notices (告知书, 公示): what a household or a person is told, and what a village makes public.

A public notice holds no identity number, telephone, bank account, name or state of health: it has no field for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from ..algebra import Unknown
from ..assessment import Assessment, Decision, Entitled, Payment, Since, Status, since_when
from ..errors import HIDDEN, InvalidInput, Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..fields import specs
from ..fields.citations import Source
from ..policy.titles import cited
from ..procedures import time_limits, working_day_after
from ..wording import Language, called, check_language, say
from .decided import holds
from .printed import DocumentPart, Printed
from .private_numbers import holds_private_number
from .who_acts import PROCEDURE_OF, procedure_for

_CLASSES: Final = ("unstable_exited", "marginal", "sudden_hardship")
"""The classes of monitored households, as the worksheet of identification tells them."""


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("desk", key, lang, **parts)


# -- to one household or person ------------------------------------------------------------------------------------


@discreet
def notice(
    assessment: Assessment,
    person: str | None = None,
    lang: Language = "zh",
    *,
    contact: str | None = None,
    names: bool = False,
) -> Printed:
    """Return what a household is told of an assessment, or one of its people (告知书), to print.

    It says what is due, since when and by which section, which help is granted without a figure, what was decided and
    what stood against it, what is open and which facts would settle it, and how to contest it: `contact` is the office
    to turn to, which no document names. Since when is the day of the year on which it became so, and why, as
    `since_when` finds it; where there is none, the first day that the figures cover, or before. It ends in room for the
    office's seal and the day. Nobody is named but by record key, or with `names` by the name that is recorded: it is
    then for the household alone.
    Raises `InvalidInput` for a person whom the household does not have, and another language.
    """
    check_kinds(
        "notice",
        assessment=(assessment, Assessment),
        person=(person, str, None),
        contact=(contact, str, None),
        names=(names, bool),
    )
    check_language(lang)
    if person is not None and person not in [member.id for member in assessment.inputs.household.people]:
        raise InvalidInput([Mismatch("person", "a member of the household", HIDDEN)], about="notice")
    called_by = _called_by(assessment, names=names)
    since_whens = (_told_of(since, called_by) for since in since_when(assessment))
    dated = zip(assessment.findings, since_whens, strict=True)
    of_person = [(item, since) for item, since in dated if person is None or item.person == person]
    due = [(item, since) for item, since in of_person if isinstance(item, Payment) and item.status is Status.DUE]
    helped = [(item, since) for item, since in of_person if isinstance(item, Entitled) and item.outcome is True]
    decided = [(item, since) for item, since in of_person if isinstance(item, Decision) and since is not None]
    left_open = [
        item for item, _ in of_person if isinstance(item, Payment | Decision) and isinstance(item.value, Unknown)
    ]
    missing = [item for item in assessment.unrecorded if item.person in (None, person) or person is None]
    parts = [
        _listed("notice_due", lang, [_told(item, since, called_by, lang) for item, since in due]),
        _listed("notice_granted", lang, list(_granted(helped, called_by, lang))),
        _listed("notice_decided", lang, [_told(item, since, called_by, lang) for item, since in decided]),
        DocumentPart(lines=tuple(_undated((since for _, since in (*due, *helped, *decided)), lang))),
        _listed("notice_open", lang, [_open(item, called_by, lang) for item in left_open]),
        _listed("notice_missing", lang, list(dict.fromkeys(called(item, lang) for item in missing))),
        DocumentPart(
            lines=(_say("notice_contest", lang, contact=contact) if contact else _say("notice_contest_open", lang),)
        ),
        _signed(lang),
    ]
    who = assessment.household if person is None else called_by[person]
    title = _say("notice_of", lang, who=who, on=assessment.on)
    return Printed(title=title, parts=tuple(part for part in parts if part.lines), lang=lang)


def _listed(key: str, lang: Language, items: list[str]) -> DocumentPart:
    return DocumentPart(
        heading=_say(key, lang), lines=tuple(f"  {at}. {item}" for at, item in enumerate(items, start=1))
    )


def _signed(lang: Language) -> DocumentPart:
    """Room for the office that gives it, and the day."""
    return DocumentPart(lines=(_say("signed", lang),))


def _called_by(assessment: Assessment, *, names: bool) -> Mapping[str, str]:
    """What each person is called by: the record key, or the name where it is recorded and wanted."""
    return {item.id: (item.name if names else None) or item.id for item in assessment.inputs.household.people}


def _told_of(since: Since | None, called_by: Mapping[str, str]) -> Since | None:
    """Since when, with those whom its reasons are about as they are called."""
    if since is None:
        return None
    about = ((reason, reason.person) for reason in since.why)
    why = (reason if key is None else attrs.evolve(reason, person=called_by[key]) for reason, key in about)
    return attrs.evolve(since, why=tuple(why))


def _told(item: Payment | Decision, since: Since | None, called_by: Mapping[str, str], lang: Language) -> str:
    return _open(item, called_by, lang) + _since(since, lang) + _in_brackets(_sections(item, lang), lang)


def _open(item: Payment | Decision, called_by: Mapping[str, str], lang: Language) -> str:
    whose = "" if item.person is None else f"{called_by[item.person]} "
    return f"{whose}{item.label(lang)}{_say('colon', lang)}{item.text(lang)}"


def _granted(
    found: Iterable[tuple[Entitled, Since | None]], called_by: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """A line for each help without a figure and each day since when: whose it is, and the section."""
    people: dict[tuple[str, str, str], list[str]] = {}
    for item, since in found:
        source = item.entitlement.source
        section = cited(source.document, source.section, lang)
        whose = people.setdefault((item.label(lang), _since(since, lang), section), [])
        whose += [] if item.person is None else [called_by[item.person]]
    for (label, since_then, section), whose in people.items():
        who = f"{_say('colon', lang)}{_say('apart_names', lang).join(whose)}" if whose else ""
        yield f"{label}{who}{since_then}{_in_brackets([section], lang)}"


def _since(since: Since | None, lang: Language) -> str:
    """Since when, where something of the year says so."""
    return f"{_say('comma', lang)}{since.text(lang)}" if since is not None and since.why else ""


def _undated(found: Iterable[Since | None], lang: Language) -> Iterator[str]:
    """What holds where no day is named, and what the days rest on."""
    told = [since for since in found if since is not None]
    first = next((since for since in told if not since.why), None)
    if first is not None:
        yield _say("notice_since", lang, since=first.text(lang))
    if told:
        yield _say("notice_since_recorded", lang)


def _sections(item: Payment | Decision, lang: Language) -> Sequence[str]:
    """The sections of the line that answers."""
    return next((line.cited for line in item.lines(lang) if line.name == item.answer), ())


def _in_brackets(sections: Sequence[str], lang: Language) -> str:
    opening, closing = (" [", "]") if lang == "en" else ("［", "］")
    return f"{opening}{_say('apart', lang).join(sections)}{closing}" if sections else ""


# -- to the public -------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PublicEntry:
    """One household of a public notice: its record key, how many people it has, and its class, where it has one."""

    household: str
    people: int
    label: str = ""
    zh: str = ""


@attrs.frozen(kw_only=True)
class PublicNotice:
    """What is made public of a decision (公示), from `since` on; `until` is its last day, None where none is stated."""

    decision: str
    village: str
    since: date
    until: date | None
    source: Source
    entries: tuple[PublicEntry, ...]

    def printed(self, lang: Language = "zh", *, contact: str | None = None) -> Printed:
        """The notice to print; `contact` is the office for objections. Raises `InvalidInput` for another language."""
        check_language(lang)
        until = _say("public_until", lang, day=self.until) if self.until else _say("public_until_open", lang)
        entries = tuple(self._entry(at, item, lang) for at, item in enumerate(self.entries, start=1))
        said = (
            _say("public_days", lang, since=self.since, until=until),
            _say("public_objections", lang, contact=contact) if contact else _say("public_objections_open", lang),
            _say("public_source", lang, source=cited(self.source.document, self.source.section, lang)),
        )
        title = _say(f"public_{self.decision}", lang, village=self.village)
        return Printed(
            title=title, parts=(DocumentPart(lines=entries), DocumentPart(lines=said), _signed(lang)), lang=lang
        )

    def text(self, lang: Language = "zh", *, contact: str | None = None) -> str:
        """The notice as plain text; arguments as for `printed`."""
        return str(self.printed(lang, contact=contact))

    def _entry(self, at: int, item: PublicEntry, lang: Language) -> str:
        named = called(item, lang)
        of_class = f"{_say('comma', lang)}{named}" if named else ""
        return _say("public_entry", lang, at=at, household=item.household, people=item.people) + of_class


@discreet
def public_notice(assessments: Iterable[Assessment], decision: str, village: str, since: date) -> PublicNotice:
    """Return what a village makes public of a decision that holds (公示): "identification" or "risk_elimination".

    Of the assessments it takes the households of the village on which the decision holds, by record key. The last day
    is that of the publicity that the policy in force asks for; where its length, or the working days of the year, are
    not known, there is none. Raises `InvalidInput` for another decision, or one whose procedure no document in force
    states, for no household to make public or one given twice, and for a key or a village in which an identity number,
    a telephone or a card may stand, by its form; the number of a household (户编号) is none.
    """
    assessments = items_of(assessments)
    check_kinds("public_notice", decision=(decision, str), village=(village, str), since=(since, date))
    raise_if_any(unlike_items("assessments", assessments, Assessment), "public_notice")
    if decision not in PROCEDURE_OF:
        raise InvalidInput([Mismatch.of_name("decision", decision, PROCEDURE_OF)], about="public_notice")
    held = [item for item in assessments if item.inputs.household.village == village and holds(item, decision)]
    raise_if_any(_faults(held, village), "public_notice")
    policy = held[0].inputs.policy
    procedure = procedure_for(policy, PROCEDURE_OF[decision])
    if procedure is None:
        stated = Mismatch("decision", "a decision of which a document in force states the procedure", decision)
        raise InvalidInput([stated], about="public_notice")
    return PublicNotice(
        decision=decision,
        village=village,
        since=since,
        until=_last_day(since, policy.terms(time_limits)),
        source=procedure.source,
        entries=tuple(sorted((_entry(item, decision) for item in held), key=lambda item: item.household)),
    )


def _faults(held: list[Assessment], village: str) -> Iterator[Mismatch]:
    if not held:
        yield Mismatch("assessments", "a household of the village on which the decision holds", "none")
    if len({item.household for item in held}) < len(held):
        yield Mismatch("assessments", "one assessment of each household", "several of one")
    for path, text in (("village", village), *(("household", item.household) for item in held)):
        if holds_private_number(text):
            yield Mismatch(path, "a name or key without an identity number, telephone or card", HIDDEN)


def _last_day(since: date, limits: time_limits.Terms) -> date | None:
    days = limits.publicity_days
    if not isinstance(days, int):
        return None
    return working_day_after(since, days) if limits.working_days is True else since + timedelta(days=days)


def _entry(assessment: Assessment, decision: str) -> PublicEntry:
    found = assessment.decision(decision)
    assert found is not None, "the decision holds"
    declared, worksheet = specs(type(found.worksheet)), found.worksheet
    of_class = [declared[name] for name in _CLASSES if getattr(worksheet, name, None) is True]
    return PublicEntry(
        household=assessment.household,
        people=len(assessment.inputs.household.members_on(assessment.on)),
        label=of_class[0].label if of_class else "",
        zh=of_class[0].zh if of_class else "",
    )
