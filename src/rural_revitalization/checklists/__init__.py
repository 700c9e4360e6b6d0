"""Checklists: what documents ask of, allow to or grant places, firms and projects, item by item, as rows."""

from .answering import ItemAnswer, check_all
from .checking import Checked, ItemState, check, support_for
from .checklist import Checklist, ChecklistSubject, Item, Use
from .reading import checklist_of, checklists_in_force, read_checklists, shipped_checklists

__all__ = [
    "Checked",
    "Checklist",
    "ChecklistSubject",
    "Item",
    "ItemAnswer",
    "ItemState",
    "Use",
    "check",
    "check_all",
    "checklist_of",
    "checklists_in_force",
    "read_checklists",
    "shipped_checklists",
    "support_for",
]
