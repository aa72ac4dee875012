"""Tracker: conclusions of a steering committee, read into tasks, chased, reviewed and reported."""
