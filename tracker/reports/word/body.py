"""The body of a paper: paragraphs, and points with their label typed as an office types it."""

from tracker.reports.word.sheet import Run, Sheet, write


def paragraphs(sheet: Sheet, words: str) -> None:
    """Write each line of some words as a paragraph; empty ones are left out."""
    for line in words.split("\n"):
        if line.strip():
            write(sheet.body(), [Run(line.strip())])


def point(sheet: Sheet, label: str, words: str, *, is_heading: bool = False) -> None:
    """Write a point, "1." or "a)"; a heading is bold with its number and stays with what follows (PL I, II.6đ).

    Further lines of its words are paragraphs of their own below it.
    """
    first, *more = [line.strip() for line in words.split("\n") if line.strip()] or [""]
    paragraph = write(sheet.body(), [Run(f"{label} {first}".strip(), bold=is_heading)])
    paragraph.paragraph_format.keep_with_next = is_heading or None
    for line in more:
        write(sheet.body(), [Run(line)])


def keep_with_foot(sheet: Sheet) -> None:
    """Keep the last paragraph beside the signature: no name is signed on a page of its own."""
    if sheet.document.paragraphs:
        sheet.document.paragraphs[-1].paragraph_format.keep_with_next = True
