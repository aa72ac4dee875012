"""From the bytes of a file to the plain text `tracker.reading` reads; what it is, its content decides."""


def text_of(data: bytes) -> str:
    """Return the text of a file, or raise `RuleBroken` with a sentence that says what is accepted."""
    raise NotImplementedError
