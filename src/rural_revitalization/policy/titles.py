"""Documents as people read of them: by title and section, in their own language (文件名称)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..fields.citations import in_language
from ..wording import Language
from .pack import shipped_packs

Titles = Mapping[str, tuple[str, str]]
"""The English and the Chinese title of documents by id."""

PRACTICE: Final = "national-practice"
"""The pack of national practice, which is no document and bears no title marks."""
_NO_TITLES: Final[Titles] = MappingProxyType({})
_NUMBERED: Final = re.compile("(.*?)(（[^）]*）)?")


def title_of(document: str, lang: Language, titles: Titles = _NO_TITLES) -> str:
    """Return the title of a document, from `titles` or of a shipped pack; its id where neither has it.

    >>> title_of("hunan-13fyp-2017", "zh")
    '《湖南省“十三五”脱贫攻坚规划》（湘政发〔2017〕12号）'
    """
    shipped = shipped_packs().get(document)
    own = (shipped.title, shipped.title_zh) if shipped else (document, document)
    english, chinese = titles.get(document, own)
    if lang == "en" or document in (PRACTICE, chinese):
        return english if lang == "en" else chinese
    found = _NUMBERED.fullmatch(chinese)
    if found is None or "《" in chinese:
        return chinese
    return f"《{found[1]}》{found[2] or ''}"


def cited(document: str, section: str, lang: Language, titles: Titles = _NO_TITLES) -> str:
    """Return a section with the title of its document.

    >>> cited("hunan-13fyp-2017", "专栏3", "en")
    'Hunan: 13th five-year plan against poverty, 专栏3'
    """
    separator = ", " if lang == "en" else "：" if document == PRACTICE else ""
    return f"{title_of(document, lang, titles)}{separator}{in_language(section, lang)}"
