"""Assessment of a household: payments, decisions, entitlements, workings and missing facts."""

from ..catalogue import PARTS
from .alternatives import Alternative, Otherwise, what_would_change
from .changes import Answer, DatedChange
from .comparing import Change, compare
from .conflicts import Conflict
from .dues import Due, Held
from .entitling import entitlements_of
from .findings import Decision, Entitled, Finding, Payment, Period, Status, Working
from .inputs import Inputs
from .interviewing import Interview, interview
from .missing_facts import MissingFact, Skipped
from .over_time import Timeline, next_change, timeline
from .questions import CommonQuestion, Question, next_questions, questions_over
from .result import Assessment
from .running import assess
from .settling import SettlingSet, SettlingSets, settling_sets
from .since import Since, since_when
from .stretches import Standing, Stretch
from .turns import Cause, Reason

__all__ = [
    "PARTS",
    "Alternative",
    "Answer",
    "Assessment",
    "Cause",
    "Change",
    "CommonQuestion",
    "Conflict",
    "DatedChange",
    "Decision",
    "Due",
    "Entitled",
    "Finding",
    "Held",
    "Inputs",
    "Interview",
    "MissingFact",
    "Otherwise",
    "Payment",
    "Period",
    "Question",
    "Reason",
    "SettlingSet",
    "SettlingSets",
    "Since",
    "Skipped",
    "Standing",
    "Status",
    "Stretch",
    "Timeline",
    "Working",
    "assess",
    "compare",
    "entitlements_of",
    "interview",
    "next_change",
    "next_questions",
    "questions_over",
    "settling_sets",
    "since_when",
    "timeline",
    "what_would_change",
]
