"""Places (行政区划): divisions by code, the classes that documents put them in, and who helps whom."""

from .classes import ClassList, PlaceClass, list_for, listed, parts_of, shipped_lists
from .divisions import Division, Level, area_of, division_of, divisions, is_code, level_of, part_of, within
from .names import code_of, names_of
from .pairings import Pairing, helps, shipped_pairings
from .place import ClassConflict, Membership, Place, Saying, agreed, class_conflict, in_class, place_in, sayings

__all__ = [
    "ClassConflict",
    "ClassList",
    "Division",
    "Level",
    "Membership",
    "Pairing",
    "Place",
    "PlaceClass",
    "Saying",
    "agreed",
    "area_of",
    "class_conflict",
    "code_of",
    "division_of",
    "divisions",
    "helps",
    "in_class",
    "is_code",
    "level_of",
    "list_for",
    "listed",
    "names_of",
    "part_of",
    "parts_of",
    "place_in",
    "sayings",
    "shipped_lists",
    "shipped_pairings",
    "within",
]
