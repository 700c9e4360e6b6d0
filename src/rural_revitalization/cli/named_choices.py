"""Choices: codes that an argument or a cell may hold (选项), by code or by what people call them.

A misspelt one is told the nearest. What is near to a code is nobody's name and may be shown; other text is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final, Self

from attrs import define

from ..catalogue import DECLARED
from ..desk import PROGRAMMES, TaskKind
from ..desk.quotas import FORBIDDEN
from ..desk.who_acts import PROCEDURE_OF
from ..errors import Mismatch, in_short, quoted
from ..models.enums import in_words
from ..places import area_of, division_of
from ..policy import JURISDICTIONS
from ..policy.authorities import Authority
from ..procedures import PROCEDURES
from ..registers import Severity
from ..registers.cells import narrow
from ..wording import say as worded
from ..wording.worded import Labelled, Worded
from .near_names import near
from .notes import spoken

_MOST_LISTED: Final = 16
"""So many are named where another was given; of more, how many there are."""


@define(frozen=True, slots=False, eq=False)
class Choices:
    """Codes in order, each with the words that it goes by, the first of them Chinese (选项)."""

    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, items: Mapping[str, Labelled]) -> Self:
        """The choices of things that have words in both languages, by code."""
        return cls({code: (item.zh, item.label) for code, item in items.items()})

    @classmethod
    def of_enum(cls, items: type[StrEnum]) -> Self:
        """The values of an enumeration."""
        return cls({item.value: _words_of(item) for item in items})

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        """The codes by all that they go by: a code before any word, and a first word before others."""
        ranked: list[dict[str, tuple[str, ...]]] = [{_key(code): (code,) for code in self.words}]
        for at in range(max((len(words) for words in self.words.values()), default=0)):
            found = dict[str, tuple[str, ...]]()
            for code, words in self.words.items():
                for word in map(_key, words[at : at + 1]):
                    found[word] = (*found.get(word, ()), code)
            ranked.append(found)
        return {word: codes for found in reversed(ranked) for word, codes in found.items()}

    def among(self, codes: Iterable[str]) -> Choices:
        """Those of some codes."""
        return Choices({code: self.words[code] for code in codes})

    def code(self, text: str) -> str | None:
        """Return the code of a text; None where it is that of none, or of several."""
        found = self._codes.get(_key(text), ())
        return found[0] if len(found) == 1 else None

    def said(self, code: str) -> str:
        """Return a code as it is told: by its Chinese word to those who read Chinese."""
        return self.words[code][0] if spoken() == "zh" and self.words[code] else code

    @property
    def expected(self) -> str:
        """What is expected instead of another text."""
        if len(self.words) > _MOST_LISTED:
            return f"one of the {len(self.words)} names that there are"
        return f"one of {self.listed}"

    @property
    def listed(self) -> str:
        """All of them, in the language of the reader."""
        said = [*map(self.said, self.words)]
        among = "；" if any("、" in name for name in said) else "、"
        return (among if spoken() == "zh" else ", ").join(said)

    def meant(self, text: str) -> tuple[str, ...]:
        """Return what a misspelt one may stand for, the closest first."""
        found = [code for word in near([_key(text)], self._codes) for code in self._codes[word]]
        return tuple(map(self.said, dict.fromkeys(found)))

    def mismatch(self, path: str, text: str) -> Mismatch:
        """Return the fault of a text that is none of them."""
        meant = self.meant(text)
        given = "nothing" if not text else in_short(text) if meant else quoted(text)
        return Mismatch(path, self.expected, given, suggestions=meant)


def _key(text: str) -> str:
    return "".join(narrow(text).split()).casefold()


def _words_of(item: StrEnum) -> tuple[str, ...]:
    return (item.zh, item.label) if isinstance(item, Worded) else (in_words(item, "zh"), in_words(item, "en"))


# -- those of several commands ----------------------------------------------------------------------------------------


def _of_jurisdictions() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in JURISDICTIONS:
        called = division_of(area_of(name)).name
        yield name, (called.rstrip("省市"), called)


def _of_programmes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The programmes that pay: by the name of the rule, and by what heads their column, with and without how often."""
    for name, rule in PROGRAMMES.items():
        heading = rule.heading.zh
        yield name, (rule.zh, rule.label, heading, heading.partition("/")[0])


def words_of_rule(name: str) -> tuple[str, ...]:
    """What a rule goes by: its results, and the procedure that carries its decision out."""
    rule = DECLARED[name]
    carried_out = {item.zh: None for item in PROCEDURES if item.name == rule.procedure}
    return (rule.zh, rule.label, *carried_out)


def _of_file(name: str, keys: Iterable[str], prefix: str = "") -> Choices:
    return Choices({key: tuple(worded(name, f"{prefix}{key}", lang) for lang in ("zh", "en")) for key in keys})


PLACES: Final = Choices(dict(_of_jurisdictions()))
"""The jurisdictions whose documents there are."""
PAYING: Final = Choices(dict(_of_programmes()))
"""The programmes that pay."""
DECISIONS: Final = Choices({name: words_of_rule(name) for name in FORBIDDEN})
"""The decisions of which a document forbids quotas."""
FORMED: Final = Choices({name: words_of_rule(name) for name in PROCEDURE_OF})
"""The decisions of which there are forms, and which are made public."""
TASKS: Final = _of_file("desk", TaskKind, "kind_")
"""The kinds of tasks."""
LEVELS: Final = _of_file("registers", Severity)
"""How serious a finding is."""
AUTHORITIES: Final = Choices.of_enum(Authority)
"""Who takes a step."""
ABSENT: Final = Choices({"error": ("报错",), "unknown": ("按未登记", "未登记")})
"""What becomes of a fact without a column."""
MONEY: Final = Choices({"yuan": ("元",), "fen": ("分",), "wan": ("万元", "万")})
"""The units of amounts."""
ENCODED: Final = Choices(
    {
        "utf-8": ("UTF-8", "utf8", "utf-8-sig"),
        "gb18030": ("GB18030", "gbk", "gb2312", "cp936"),
        "utf-16": ("UTF-16", "utf16"),
    }
)
"""The encodings of text, by what else they are called."""
