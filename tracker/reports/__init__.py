"""Reports: the same facts on paper."""
