"""Review: the committee's meetings, and what the chair must see before the next one."""
