"""What to ask of many households as text of 80 columns: which facts, held by whom, and what they would settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..assessment import Assessment, CommonQuestion
from ..assessment.findings import text_of
from ..assessment.questions import questions_over
from ..wording import Language, called, say
from .text_columns import row, wrapped

_WIDTHS: Final = (20, 20, 5, 7, 7, 11)
_WIDTH: Final = 80
_HEADS: Final = ("fact", "held", "households", "settled", "waiting", "narrows")


def questions_table(assessments: Sequence[Assessment], lang: Language) -> list[str]:
    """A row for each fact that is still to be asked for, what settles most first."""
    questions = questions_over(assessments)
    heads = [say("questions", f"head_{key}", lang) for key in _HEADS]
    return [
        *wrapped(say("questions", "over", lang, count=len(questions)), _WIDTH),
        *row(heads, _WIDTHS),
        "-" * _WIDTH,
        *(line for question in questions for line in row(list(_cells(question, lang)), _WIDTHS)),
    ]


def _cells(question: CommonQuestion, lang: Language) -> Iterator[str]:
    yield from (called(question, lang), called(question.holder, lang))
    yield from map(str, (question.households, question.settled, question.answers))
    amounts = [text_of(amount, period.unit, lang) for period, amount in question.narrows.items()]
    bounds = [say("questions", "bounded", lang, count=question.bounds)] if question.bounds else []
    yield ("; " if lang == "en" else "；").join([*amounts, *bounds])
