"""Pages that were laid crooked on the glass, straightened: at the right angle the lines of print and the white
between them part most sharply."""

from itertools import pairwise

from PIL import Image

WIDTH = 600
"""How many points wide a page is looked at; more tell nothing new."""
MOST = 4.0
"""Degrees; a page further askew is turned by hand, and a tilt is rarely told from a slanting picture."""
COARSE, FINE = 0.5, 0.05
LEAST = 0.05
WHITE = 255


def tilt(page: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, a grey page must be turned to stand straight."""
    small = page.resize((WIDTH, max(1, page.height * WIDTH // page.width)), Image.Resampling.BOX)
    dark = small.point(lambda light: WHITE - light if light < 160 else 0)
    angle = max(_steps(0.0, MOST, COARSE), key=lambda angle: (_sharpness(dark, angle), -abs(angle)))
    return max(_steps(angle, COARSE, FINE), key=lambda angle: (_sharpness(dark, angle), -abs(angle)))


def straightened(page: Image.Image) -> Image.Image:
    """Return a grey page turned so that its lines are level."""
    angle = tilt(page)
    if abs(angle) < LEAST:
        return page
    return page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=WHITE)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [middle + step * each for each in range(-count, count + 1)]


def _sharpness(dark: Image.Image, angle: float) -> float:
    """Return how much neighbouring rows of a turned page differ."""
    turned = dark.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.resize((1, dark.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - other) ** 2 for one, other in pairwise(rows)))
