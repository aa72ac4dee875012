"""Minutes and reports in English: who is to do what by when, told by the language's own rules."""

from tracker.reading.in_english.cells import english_tongue
from tracker.reading.in_english.days import Known
from tracker.reading.in_english.items import english_items
from tracker.reading.in_english.letterhead import english_header
from tracker.reading.in_english.tongue import is_english

__all__ = ["Known", "english_header", "english_items", "english_tongue", "is_english"]
