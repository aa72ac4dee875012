"""Files to text: what an office sends, read with limits and in a process of its own."""
