"""The work list on a terminal, in at most 80 columns: what there is of each kind, for whom, by whom; then tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from ..assessment.findings import text_of as amount_of
from ..desk import Task, TaskKind, WorkList
from ..wording import Language
from ..wording import say as text_of
from .text_columns import GAP, row, wrapped

_KINDS: Final = ("kind", "tasks", "whom", "by")
_KIND_WIDTHS: Final = (26, 5, 26, 17)
_TASKS: Final = ("who", "what", "deadline", "worth")
_TASK_WIDTHS: Final = (15, 34, 10, 15)
_WHOLE: Final = sum(_TASK_WIDTHS) + len(GAP) * (len(_TASK_WIDTHS) - 1)
_NAMED: Final = 2
"""So many households of a kind are named, and so many of its tasks opened with."""


def _say(key: str, lang: Language, **parts: object) -> str:
    return text_of("desk", key, lang, **parts)


def opening(listed: WorkList, lang: Language) -> list[str]:
    """What a longer output opens with: the kinds, and the most pressing tasks of each."""
    seen: Counter[TaskKind] = Counter()
    first: list[Task] = []
    for task in listed.tasks:
        seen[task.kind] += 1
        if seen[task.kind] <= _NAMED:
            first.append(task)
    return _table(listed, first, "desk_opened", lang)


def whole_list(listed: WorkList, most: int, lang: Language) -> list[str]:
    """The kinds, then the first tasks."""
    return _table(listed, listed.tasks[:most], "desk_more", lang)


def _worth(task: Task, lang: Language) -> str:
    """What hangs on a task; nothing where it is no payment."""
    return "" if task.worth is None else amount_of(task.worth, task.unit, lang)


def _table(listed: WorkList, shown: Sequence[Task], more: str, lang: Language) -> list[str]:
    left = len(listed.tasks) - len(shown)
    lines = [
        _heading(listed, lang),
        *(warning.text(lang) for warning in listed.warnings),
        *(["", *_kinds(listed, lang), "", *_tasks(listed, shown, lang)] if listed.tasks else []),
        *([_say(more, lang, count=f"{left:,}")] if left > 0 else []),
    ]
    return [part for line in lines for part in wrapped(line, _WHOLE)]


def _heading(listed: WorkList, lang: Language) -> str:
    needing = len({task.household for task in listed.tasks})
    counts = {"tasks": len(listed.tasks), "needing": needing, "households": listed.households, "idle": listed.idle}
    return _say("desk_heading", lang, on=listed.on, **counts)


def _kinds(listed: WorkList, lang: Language) -> Iterator[str]:
    yield from _heads(_KINDS, _KIND_WIDTHS, lang)
    for kind, count in listed.counts().items():
        of_kind = [task for task in listed.tasks if task.kind is kind]
        cells = [_say(f"kind_{kind}", lang), f"{count.tasks:,}", _whom(of_kind, lang), _by(of_kind, lang)]
        yield from row(cells, _KIND_WIDTHS)


def _tasks(listed: WorkList, shown: Iterable[Task], lang: Language) -> Iterator[str]:
    yield from _heads(_TASKS, _TASK_WIDTHS, lang)
    for task in shown:
        yield from row([_who(task), task.text(lang), _deadline(listed, task, lang), _worth(task, lang)], _TASK_WIDTHS)


def _who(task: Task) -> str:
    """The household, and the person where there is one, whose key may hold that of the household."""
    if task.person is None:
        return task.household
    return task.person if task.person.startswith(task.household) else f"{task.household} {task.person}"


def _heads(names: Iterable[str], widths: Sequence[int], lang: Language) -> Iterator[str]:
    yield from row([_say(f"head_{name}", lang) for name in names], widths)
    yield "-" * _WHOLE


def _whom(tasks: Iterable[Task], lang: Language) -> str:
    """How many households, and the first of them."""
    found = dict.fromkeys(task.household for task in tasks)
    named = _say("apart_names", lang).join(islice(found, _NAMED))
    left = len(found) - _NAMED
    return _say("whom_more" if left > 0 else "whom", lang, count=f"{len(found):,}", named=named)


def _by(tasks: Iterable[Task], lang: Language) -> str:
    """Who acts, where it is one for all."""
    found = {task.who_acts(lang) for task in tasks}
    return found.pop() if len(found) == 1 else _say("by_each", lang)


def _deadline(listed: WorkList, task: Task, lang: Language) -> str:
    late = listed.overdue(task)
    if late:
        return _say("overdue", lang, deadline=task.deadline, days=late)
    return "" if task.deadline is None else str(task.deadline)
