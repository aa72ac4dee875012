"""Tasks: who does what by when, how far it is, and everything that was said of it."""
