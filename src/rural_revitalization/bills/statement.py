"""The statement of a settled bill (一单式结算单): plain text that a counter can print, in English or Chinese.

Whom: the patient, who sees on one sheet what each layer paid, under which section, and what is left to pay. It shows
the person's record key, and neither name nor identity number.

References: hunan-14fyp-2021 第二章第二节二 (一站式 settlement); yiyang-14fyp-2021 第二章第二节二 (一单式结算).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

import attrs

from ..algebra import ZERO
from ..errors import check_kinds
from ..fields import comparable, specs
from ..models import MedicalBill
from ..rules.form import AnyRule
from ..wording import Language, called, check_language, display_width, say
from ..worksheets import Line, label_of, lines, missing, not_stated, silence, value_text
from .day import Part
from .year import SettledBill, Year, YearTotals, paid_facts, paying_rules

_WIDTH: Final = 76
_NUMBERS: Final[Mapping[Language, str]] = MappingProxyType({"en": "123456789", "zh": "一二三四五六七八九"})
_USED: Final = ("paid_before", "cap", "paid")
_RESULTS: Final = ("own_payment", "no_deposit", "temporary_relief", "charity_referral")


def statement(bill: SettledBill, lang: Language = "en") -> str:
    """One settled bill (结算单) as plain text; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
    check_kinds("statement", bill=(bill, SettledBill))
    check_language(lang)
    return "\n".join(_bill_lines(bill, lang))


def year_statement(year: Year, lang: Language = "en") -> str:
    """Every bill of a year, one sheet each, followed by the year's totals (年度汇总)."""
    check_kinds("year_statement", year=(year, Year))
    check_language(lang)
    sheets = [statement(bill, lang) for bill in year.bills()]
    totals = "\n".join(_total_lines(year.person.id, year.local.year, year.totals(), lang))
    return "\n\n".join([*sheets, totals])


def _bill_lines(bill: SettledBill, lang: Language) -> Iterator[str]:
    yield from _heading(_say("title", lang), _say("person", lang, person=bill.person, day=bill.settled_on))
    settled = {line.name: line for line in lines(bill.worksheet, lang)}
    yield _say("bill", lang)
    yield from (_row(settled[name]) for name in ("total", "out_of_scope", "in_scope"))
    basic, *others = paying_rules()
    for at, (rule, paid) in enumerate(zip((basic, *others), paid_facts(), strict=True)):
        yield _say("layer", lang, number=_NUMBERS[lang][at], name=called(rule, lang).capitalize())
        yield _row(settled[paid])
        yield from _recorded(bill, lang) if rule is basic else _below(rule, bill.within.part(rule), lang)
    yield _say("result", lang)
    settled["own_payment"] = _citing_layers(settled["own_payment"], bill, lang)
    for name in _RESULTS:
        yield _row(settled[name])
        yield from _sections(settled[name], lang)
    yield from _open(bill, lang)
    yield "=" * _WIDTH


def _citing_layers(own: Line, bill: SettledBill, lang: Language) -> Line:
    """The line of what is left to the patient, which rests on what each layer paid, such as under a county's notice."""
    _, *layers = zip(paying_rules(), paid_facts(), strict=True)
    paying = [rule for rule, paid in layers if comparable(getattr(bill, paid)) != ZERO]
    found = [line.cited for rule in paying for line in lines(bill.within[rule.name], lang) if line.name == rule.answer]
    return attrs.evolve(own, cited=tuple(dict.fromkeys([*own.cited, *chain.from_iterable(found)])))


def _recorded(bill: SettledBill, lang: Language) -> Iterator[str]:
    """Where the payment of basic insurance comes from: the record, or for want of it an estimate for the reader."""
    if bill.basic is None:
        yield f"    {_say('recorded', lang)}"
        return
    rule = paying_rules()[0]
    for line in lines(bill.basic, lang):
        if line.name == rule.answer:
            yield _row(attrs.evolve(line, label=_say("estimate", lang)), indent=4)
            yield from _sections(line, lang)


def _below(rule: AnyRule, part: Part, lang: Language) -> Iterator[str]:
    """The intermediate figures of a layer's payment, and the sections behind the answer.

    A layer pays on the year's cost, so its answer is shown as that of the year; where other payments used up the caps,
    as what it would be in these classes, and then what is really paid.
    """
    key = "of_the_year" if part.stretch is None else "in_these_classes"
    for line in lines(part.worksheet, lang):
        spec = specs(rule.worksheet).get(line.name)
        if spec is not None and not spec.answer and spec.kind.name in ("money", "rate"):
            yield _row(line, indent=4)
        elif line.name == rule.answer:
            yield _row(attrs.evolve(line, label=_say(key, lang)), indent=4)
            yield from _sections(line, lang)
    if part.stretch is not None:
        yield from (_row(line, indent=4) for line in lines(part.stretch, lang) if line.name in _USED)


def _sections(line: Line, lang: Language) -> Iterator[str]:
    if line.cited:
        between = "; " if lang == "en" else "；"
        yield from _wrapped(_say("sections", lang, sections=between.join(line.cited)), indent=4)


def _open(bill: SettledBill, lang: Language) -> Iterator[str]:
    """The missing facts to record, and the figures that no document in force states."""
    worksheet = bill.worksheet
    figures = dict.fromkeys(not_stated(worksheet))
    facts = [label for name in missing(worksheet) if name not in figures for label in _asked(name, bill, lang)]
    between = "; " if lang == "en" else "；"
    if facts:
        yield _say("not_recorded", lang)
        yield from _wrapped(between.join(dict.fromkeys(facts)), indent=2)
    if figures:
        said = silence(worksheet.terms, lang)
        yield from _wrapped(said[0].upper() + said[1:], indent=0)
        yield from _wrapped(between.join(dict.fromkeys(label_of(name, worksheet, lang) for name in figures)), indent=2)


def _asked(fact: str, bill: SettledBill, lang: Language) -> tuple[str, ...]:
    """The labels of a missing fact: of the bill itself, those of what it does not record or say."""
    if fact != "bills" or not (bill.unrecorded or bill.origin_open):
        return (label_of(fact, bill.worksheet, lang),)
    declared = specs(MedicalBill)
    origin = (_say("origin", lang),) if bill.origin_open else ()
    return (*origin, *(called(declared[name], lang) for name in bill.unrecorded))


def _total_lines(person: str, year: int, totals: YearTotals, lang: Language) -> Iterator[str]:
    yield from _heading(_say("year_title", lang, year=year), _say("year_of", lang, person=person, bills=totals.bills))
    declared = specs(YearTotals)
    for name in ("total", "in_scope", *paid_facts(), "own_payment"):
        spec = declared[name]
        yield _aligned(called(spec, lang), value_text(getattr(totals, name), spec, lang), 2)
    yield "=" * _WIDTH


def _heading(title: str, about: str) -> Iterator[str]:
    yield from ("=" * _WIDTH, title, about, "-" * _WIDTH)


def _row(line: Line, *, indent: int = 2) -> str:
    return _aligned(line.label, line.figure, indent)


def _aligned(label: str, figure: str, indent: int) -> str:
    """A label with its figure right-aligned, on a line of its own if too long."""
    gap = _WIDTH - indent - display_width(label) - display_width(figure)
    if gap < 1:
        return f"{' ' * indent}{label}\n{' ' * (_WIDTH - display_width(figure))}{figure}"
    return f"{' ' * indent}{label}{' ' * gap}{figure}"


def _wrapped(text: str, *, indent: int) -> Iterator[str]:
    """Wrap a text to the sheet's width: at spaces in English, in Chinese between any two characters."""
    line = ""
    for word in re.findall(r"[!-~]+ *|[^!-~][》）〕，、；：。 ]*", text):
        if line and display_width(line + word.rstrip()) > _WIDTH - indent:
            yield " " * indent + line.rstrip()
            line = ""
        line += word
    yield " " * indent + line.rstrip()


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("statement", key, lang, **parts)
