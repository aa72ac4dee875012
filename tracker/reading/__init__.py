"""Reading: the text of a document in, a proposal with its evidence out. Standard library only."""

from tracker.reading.export import as_json
from tracker.reading.reader import read
from tracker.reading.results import Reading

__all__ = ["Reading", "as_json", "read"]
