"""Indicators: what documents ask places to reach, as rows, and how a place stands against them."""

from .evaluation import Facts, Terms, Worksheet, evaluate
from .facts import NATION
from .measure import Measure
from .observation import Observation, gathered
from .reading import (
    Theme,
    joined,
    read_theme,
    shipped_carried,
    shipped_measures,
    shipped_not_carried,
    shipped_targets,
    target_of,
    targets_in_force,
)
from .scorecard import Outcome, Score, Scorecard, scorecard, scorecards
from .target import Comparison, Force, Reference, Target, YearFigure
from .telling import asked_words, held_against, missing_words, observed_words, score_line, scorecard_data

__all__ = [
    "NATION",
    "Comparison",
    "Facts",
    "Force",
    "Measure",
    "Observation",
    "Outcome",
    "Reference",
    "Score",
    "Scorecard",
    "Target",
    "Terms",
    "Theme",
    "Worksheet",
    "YearFigure",
    "asked_words",
    "evaluate",
    "gathered",
    "held_against",
    "joined",
    "missing_words",
    "observed_words",
    "read_theme",
    "score_line",
    "scorecard",
    "scorecard_data",
    "scorecards",
    "shipped_carried",
    "shipped_measures",
    "shipped_not_carried",
    "shipped_targets",
    "target_of",
    "targets_in_force",
]
