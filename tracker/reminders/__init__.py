"""Reminders: what is sent to whom, recorded once, never lost, and the same message however often it is sent."""
