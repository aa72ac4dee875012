"""Documents: a conclusion as it was written, the items read out of it, and a person's decision on each."""
