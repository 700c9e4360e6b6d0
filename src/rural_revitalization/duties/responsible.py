"""Who in the bureau answers for a sentence of the opinions of 2022 (责任处室)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from ..fields.citations import Source
from ..policy.register import source_of
from ..readonly import ReadOnly
from ..wording import Language, called


@frozen
class Office:
    """An office of the bureau (处室), with its words in English and Chinese."""

    name: str
    label: str
    zh: str

    def words(self, lang: Language) -> str:
        """What it is called; `lang` is "en" or "zh"."""
        return called(self, lang)


@frozen
class Responsibility:
    """The offices that answer for each task, by the number of the task (责任分工); `register` names the sentence."""

    register: str
    by_task: Mapping[str, tuple[Office, ...]]

    @property
    def source(self) -> Source:
        """Where the document names them."""
        return source_of(self.register)


@cache
def responsibility() -> Responsibility:
    """Return which offices answer for which task of the opinions of 2022."""
    content = tomllib.loads(files(__package__).joinpath("responsible.toml").read_text(encoding="utf-8"))
    offices = {name: Office(name, row["label"], row["zh"]) for name, row in content["offices"].items()}
    by_task = {task: tuple(offices[name] for name in names) for task, names in content["tasks"].items()}
    return Responsibility(content["register"], ReadOnly(by_task))


_TASK: Final = re.compile(r"（([一二三四五六七八九十]+)）")
"""The number of a task in a section, such as 二 in 一（二）."""


def responsible_for(source: Source) -> tuple[Office, ...]:
    """Return the offices that answer for a section of the opinions, none for one of another document.

    A section that names several tasks has the offices of all of them.

    >>> [office.zh for office in responsible_for(Source("hunan-opinions-2022", "二（九）", register=""))]
    ['开发指导处']
    """
    found = responsibility()
    if source.document != found.source.document:
        return ()
    tasks = _TASK.findall(source.section)
    return tuple(dict.fromkeys(office for task in tasks for office in found.by_task.get(task, ())))
