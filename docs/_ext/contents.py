"""Every generated file of the documentation: what is in it, and where it goes.

`reference/rules/` holds a page for each rule, `reference/register/` one for each document; `_generated/` holds parts
that written pages include. All are made anew with every build and are kept out of version control.
"""

from __future__ import annotations

from pathlib import Path

import checklist_tables
import register_pages
import rooms
import rule_pages
import tables
import target_tables

from rural_revitalization.catalogue import DECLARED

__all__ = ["contents", "write"]


def contents() -> dict[str, str]:
    """The text of each generated file by its path below the documentation's folder."""
    parts = {
        "checklists": checklist_tables.checklists(),
        "classes_of_places": target_tables.classes(),
        "codes": tables.codes(),
        "coverage": tables.coverage(),
        "derived": tables.derived(),
        "duties": tables.duties(),
        "entitlement_rooms": tables.entitlement_rooms(),
        "entitlements": tables.entitlements(),
        "figures": tables.packs(),
        "models": tables.models_page(),
        "names": tables.names(),
        "not_carried": tables.not_carried(),
        "overlaps": tables.overlaps(),
        "parts": tables.parts(),
        "procedures": tables.procedures(),
        "readings": tables.readings(),
        "rooms": rooms.rooms(),
        "targets": target_tables.targets(),
        "unstated": tables.unstated(),
        "usage": tables.usage(),
    }
    pages = {f"reference/rules/{name}.md": rule_pages.page(rule) for name, rule in DECLARED.items()}
    mapped = {f"reference/register/{name}.md": text for name, text in register_pages.pages().items()}
    indices = {"reference/rules/index.md": rule_pages.index(), "reference/register/index.md": register_pages.index()}
    included = {f"_generated/{name}.md": text for name, text in parts.items()}
    return {**indices, **pages, **mapped, **included}


def write(folder: Path) -> None:
    """Write what has changed, and remove pages of what is gone."""
    made = {folder / name: text for name, text in contents().items()}
    kept = ("reference/rules/*.md", "reference/register/*.md", "_generated/*.md")
    for stale in {file for pattern in kept for file in folder.glob(pattern)} - set(made):
        stale.unlink()
    for file, text in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
