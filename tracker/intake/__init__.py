"""Intake: a file as it came, decided by its content, turned into the plain text that `reading` reads."""
