"""A page for each document: section by section, what carries each row of the rule register out, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tables import code, section_anchor, table

from rural_revitalization.map_of_documents import Carried, MappedRow, Share, register_map, shares
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.policy.titles import title_of

__all__ = ["index", "pages"]

_PAGES: Final = {
    "assets": "../api/assets.md",
    "checklists": "../checklists.md#rows",
    "duties": "../duties.md#duties-and-prohibitions",
    "procedures": "../duties.md#procedures",
    "entitlements": "../api/entitlements.md",
    "indicators": "../targets.md#targets",
    "places": "../targets.md#classes",
}
"""Where the rows of a room are listed."""

_ABOUT: Final = """\
What of the five documents is carried out, and by what. The rule register lists every sentence of them that a library
could carry out; a page for each document follows it section by section. Each row says what carries it out, or why
nothing does: because it is *context*, or *out* of what the library is for, or for a reason of its own; whatever is
left is *open*. The same map is at hand in code, `rr.register_map()`, and on the command line,
`rural-revitalization coverage`.
"""


def pages() -> dict[str, str]:
    """The text of each page by the id of its document."""
    return {document: _page(document, rows) for document, rows in _by_document().items()}


def index() -> str:
    """The list of documents, with the shares of all."""
    found = _by_document()
    rows = [[f"[{title_of(document, 'en')}](#register-{document})", *_counts(rows)] for document, rows in found.items()]
    listed = "\n".join(found)
    every = [row for rows in found.values() for row in rows]
    return "\n".join(
        [
            "# The map of the documents",
            "",
            _ABOUT,
            table(["document", "rows that ask for something", "carried out"], rows),
            "## By priority and kind",
            "",
            _shares(shares(every)),
            f"```{{toctree}}\n:hidden:\n\n{listed}\n```",
            "",
        ]
    )


def _by_document() -> dict[str, list[MappedRow]]:
    found: dict[str, list[MappedRow]] = {}
    for row in register_map():
        found.setdefault(row.source.document, []).append(row)
    return found


def _counts(rows: Sequence[MappedRow]) -> list[str]:
    asking = [row for row in rows if row.decidable]
    return [str(len(asking)), str(sum(row.state is Carried.CARRIED_OUT for row in asking))]


def _shares(found: Sequence[Share]) -> str:
    rows = ([str(cell.priority), cell.handling, str(cell.carried_out), str(cell.rows)] for cell in found)
    return table(["priority", "kind", "carried out", "rows"], rows)


def _page(document: str, rows: Sequence[MappedRow]) -> str:
    about = f"{title_of(document, 'zh')}\\\nIts figures: [{document}](#pack-{document}).\n"
    head = [f"(register-{document})=", f"# {title_of(document, 'en')}", "", about, _shares(shares(rows))]
    return "\n".join([*head, *_sections(rows)])


def _sections(rows: Sequence[MappedRow]) -> Iterator[str]:
    by_section: dict[str, list[MappedRow]] = {}
    for row in rows:
        by_section.setdefault(row.source.section, []).append(row)
    for section, under in by_section.items():
        yield f"({section_anchor(under[0].source)})=\n## {section}\n"
        cells = ([code(row.source.register), row.rule, str(row.priority), row.handling, _told(row)] for row in under)
        yield table(["register id", "what it says", "priority", "kind", "carried out by"], cells)


def _told(row: MappedRow) -> str:
    return ", ".join(map(_place, row.places)) or row.words()


def _place(place: str) -> str:
    """A place of the coverage, linked to its page where it has one."""
    full, _, name = place.partition(": ")
    room, *_ = full.split(".")
    if not name:
        return f"[{code(place)}](#rule-{place.removeprefix('rules.')})"
    if room in _PAGES:
        return f"[{code(place)}]({_PAGES[room]})"
    return f"[{code(place)}](#pack-{room})" if room in shipped_packs() else code(place)
