"""Places (行政区划): divisions by code, the classes that documents put them in, and who helps whom."""

from .classes import ClassList, PlaceClass, listed, shipped_lists
from .divisions import Division, Level, area_of, division_of, divisions, level_of, part_of, within
from .pairings import Pairing, helps, shipped_pairings
from .place import Membership, Place, in_class

__all__ = [
    "ClassList",
    "Division",
    "Level",
    "Membership",
    "Pairing",
    "Place",
    "PlaceClass",
    "area_of",
    "division_of",
    "divisions",
    "helps",
    "in_class",
    "level_of",
    "listed",
    "part_of",
    "shipped_lists",
    "shipped_pairings",
    "within",
]
