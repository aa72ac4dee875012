"""Demo data: an invented commune with four months of work behind it, told relative to the day it is loaded.

Everything goes through the same verbs as the web, so the history, the letters and the figures are as real ones.
"""

from tracker.demo.office import accounts_line as accounts_line
from tracker.demo.office import is_empty as is_empty
from tracker.demo.office import load as load
