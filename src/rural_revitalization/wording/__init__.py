"""User-facing text: readings, phrases and formatted values, in English and Chinese."""

from .phrases import amount_text, count_text, enumerated, phrase, rate_text, truth_text
from .readings import READINGS, Reading, reading
from .sentences import translated
from .widths import display_width, fitted, words_in
from .worded import called
from .words import LANGUAGES, Language, check_language, say

__all__ = [
    "LANGUAGES",
    "READINGS",
    "Language",
    "Reading",
    "amount_text",
    "called",
    "check_language",
    "count_text",
    "display_width",
    "enumerated",
    "fitted",
    "phrase",
    "rate_text",
    "reading",
    "say",
    "translated",
    "truth_text",
    "words_in",
]
