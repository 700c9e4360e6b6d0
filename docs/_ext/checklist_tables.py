"""Markdown of the checklists: what documents name for places, firms and projects, item by item."""

from __future__ import annotations

from tables import register_link, table

from rural_revitalization.checklists import Checklist, shipped_checklists

__all__ = ["checklists"]


def checklists() -> str:
    """Each checklist by document: what for, for whom, its items, what is left open, and the section."""
    documents = dict.fromkeys(row.source.document for row in shipped_checklists().values())
    return "\n".join(_of(document) for document in documents)


def _of(document: str) -> str:
    named = [row for row in shipped_checklists().values() if row.source.document == document]
    rows = (
        [
            f"{row.label}; {row.zh}",
            f"{row.about.label}; {row.about.zh}",
            f"{row.use.label}; {row.use.zh}",
            _items(row),
            f"{row.unstated}; {row.unstated_zh}" if row.unstated else "",
            row.source.section,
            register_link(row.key),
        ]
        for row in named
    )
    heads = ["what", "for", "what follows", "items", "not stated", "section", "register id"]
    return f"### {document}\n\n{table(heads, rows)}"


def _items(row: Checklist) -> str:
    every = "any of" if row.any_of else "all of"
    listed = "; ".join(f"`{name}`: {item.words('en')}, {item.words('zh')}" for name, item in row.by_name.items())
    return listed if len(row.by_name) == 1 else f"{every} {listed}"
