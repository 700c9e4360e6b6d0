"""Markdown of the targets of places and of the classes they belong to."""

from __future__ import annotations

from tables import code, register_link, table

from rural_revitalization.indicators import Target, asked_words, shipped_measures, shipped_targets
from rural_revitalization.places import ClassList, shipped_lists

__all__ = ["classes", "targets"]


def targets() -> str:
    """Each target by document: what is measured of which places, what is asked, its force, and the section."""
    documents = dict.fromkeys(target.source.document for target in shipped_targets().values())
    return "\n".join(_targets_of(document) for document in documents)


def _targets_of(document: str) -> str:
    asked = [target for target in shipped_targets().values() if target.source.document == document]
    rows = (
        [
            f"{shipped_measures()[target.measure].label}; {shipped_measures()[target.measure].zh}",
            shipped_measures()[target.measure].unit,
            target.of_class.label if target.of_class else str(target.of),
            "; ".join(_asked(target)),
            "" if target.baseline is None else f"{target.baseline} ({target.baseline_year})",
            f"{target.force.label}; {target.force.zh}" if target.force else "not stated; 未载明",
            target.source.section,
            code(target.measure),
            register_link(target.key),
        ]
        for target in asked
    )
    heads = ["what", "unit", "of", "asked", "baseline", "force", "section", "measure", "register id"]
    return f"### {document}\n\n{table(heads, rows)}"


def _asked(target: Target) -> list[str]:
    """What is asked; of a schedule, for each year."""
    return [asked_words(target, year, "en") for year in target.scheduled or (target.by or target.until.year,)]


def classes() -> str:
    """Each list of places: the class, how many the document says they are, and who they are."""
    rows = (
        [
            f"{item.of.label}; {item.of.zh}",
            _stated(item),
            _members(item),
            f"{item.source}",
            register_link(item.registers[0]),
        ]
        for item in shipped_lists()
    )
    return table(["class", "stated", "members", "section", "register id"], rows)


def _stated(item: ClassList) -> str:
    """How many the document says they are, and how many of them have a code, where that is another number."""
    if item.stated is None:
        return "not stated; 未载明"
    named = item.stated if item.members is None else len(item.members)
    return f"{item.stated}" if named == item.stated else f"{item.stated}, of which {named}"


def _members(item: ClassList) -> str:
    if item.made_of:
        return "; ".join(f"all of {part.label}; {part.zh}" for part in item.made_of)
    if item.members is None:
        return "not named; 未列名单"
    return "、".join(f"{name} {key}" for key, name in item.members.items())
