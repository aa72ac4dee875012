"""Where the lines of a name or a title part, so that none of them is a leftover word."""

CAPITAL, LETTER, SPACE = 0.70, 0.47, 0.25
"""Widths in the size of the letters, bold; over "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" they are 1 % off."""
SAFE = 0.94
"""So much of a line is counted on: the widths are means, and another machine may draw another typeface."""
STEP = 4.0
"""Points by which the lines are tried closer."""


def width_of(words: str, size: float) -> float:
    """Return about how many points words take in one line of bold letters of so many points."""
    return sum(SPACE if each.isspace() else CAPITAL if each.isupper() else LETTER for each in words) * size


def lines_of(words: str, size: float, width: float) -> list[str]:
    """Return words as few lines as `width` points allow, the widest of them as short as can be."""
    parts = words.split()
    fewest = len(_filled(parts, size, width * SAFE))
    if fewest < 2:
        return [" ".join(parts)]
    tight = width * SAFE
    while len(_filled(parts, size, tight - STEP)) == fewest:
        tight -= STEP
    return _filled(parts, size, tight)


def _filled(parts: list[str], size: float, width: float) -> list[str]:
    """Return the lines when each takes as many words as it holds."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
