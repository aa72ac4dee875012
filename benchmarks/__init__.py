"""Measurements: `make bench` for speed and size, `make soak` for the long checks; one JSON line a figure."""
