"""Review: the first page of each kind of work, and what the chair must see before the next meeting."""
