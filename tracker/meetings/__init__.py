"""Meetings: when a committee sits, past and to come, and what became of each sitting."""
