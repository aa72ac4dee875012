"""Reports: the same facts on paper, and in people's own calendars."""
