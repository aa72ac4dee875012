"""The pictures a scan is made of: how many pages a file of pictures has, and one page drawn in grey."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

from tracker.intake import sandbox
from tracker.intake.sheets import Picture
from tracker.intake.tesseract import DOTS

FORMATS = ("PNG", "JPEG", "TIFF")
MOST_PAGES = 300
MOST_DOTS = 80_000_000
"""A camera takes fifty million, a scanner thirty-five at 600 dots an inch."""
LONGEST, SHORTEST, USUAL = 4_961, 2_000, 3_508
"""Dots of the long side: A3 at 300 dots an inch; what is enlarged when it has fewer; A4."""
LEAST_DOTS, MOST_DOTS_AN_INCH = 100, 1_200
"""Fewer or more dots an inch than these nobody scans with; a camera writes down whatever it likes."""
UNEVEN = 40
COARSE = 24
WHITE, EDGE = 255, 40
"""The edges of letters are so much lighter than what parts ink from paper."""
PALEST = 200
"""What is called ink on an empty page, but is the grain of its paper, is lighter than this."""


def count(data: bytes) -> int:
    """Return how many pages a PNG, JPEG or TIFF has; raise `Refused` when it cannot be opened or has too many."""
    with _opened(data) as picture:
        pages = getattr(picture, "n_frames", 1)
        if pages > MOST_PAGES:
            raise sandbox.Refused("too long")
        return int(pages)


def page(data: bytes, number: int) -> Image.Image:
    """Return a page of a PDF or of a file of pictures, counted from 1, in grey and about 300 dots an inch.

    Of colours the red is taken, in which a stamp fades and black ink stays.
    """
    return _on_white(_evened(_of_pdf(data, number) if b"%PDF-" in data[:1024] else _of_pictures(data, number)))


def _of_pdf(data: bytes, number: int) -> Image.Image:
    try:
        document = pypdfium2.PdfDocument(data)
        sheet = document[number - 1]
        long = max(sheet.get_size())
        scale = min(max(long * DOTS / 72, SHORTEST), LONGEST) / long
        drawn: Image.Image = sheet.render(scale=scale).to_pil()
        return drawn.convert("RGB").getchannel("R")
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, IndexError) as error:
        raise sandbox.Refused("broken") from error


def _of_pictures(data: bytes, number: int) -> Image.Image:
    with _opened(data) as picture:
        picture.seek(number - 1)
        _bound(picture)
        picture.draft("RGB", (LONGEST, LONGEST))
        grey = _red(ImageOps.exif_transpose(picture))
        return _sized(grey, picture.info.get("dpi"))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open a file of pictures; whatever is wrong with it is refused as broken."""
    Image.MAX_IMAGE_PIXELS = MOST_DOTS
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            _bound(picture)
            yield picture
    except (MemoryError, sandbox.Refused):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise sandbox.Refused("too heavy") from error
    except Exception as error:  # a picture may be wrong in any of its parts; none of them is our concern
        raise sandbox.Refused("broken") from error


def _bound(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_DOTS:
        raise sandbox.Refused("too heavy")


def _red(picture: Image.Image) -> Image.Image:
    """Return a picture in grey: the red of its colours, what is transparent as white."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda light: light * (1 / 256)).convert("L")
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        over = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over)
    return picture.convert("RGB").getchannel("R")


def _sized(grey: Image.Image, told: Any) -> Image.Image:
    """Return a picture with about 300 dots an inch, going by what its file says of them where that can be true."""
    long = max(grey.width, grey.height)
    dots = float(told[0]) if told else 0.0
    wanted: float = USUAL if long > LONGEST or long < SHORTEST else long
    if LEAST_DOTS <= dots <= MOST_DOTS_AN_INCH:
        wanted = min(max(long * DOTS / dots, SHORTEST), LONGEST)
    if abs(wanted - long) < long * 0.05:
        return grey
    scale = wanted / long
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.LANCZOS)


def _evened(grey: Image.Image) -> Image.Image:
    """Return a page with white paper everywhere, where a camera saw shadows."""
    small = grey.resize((max(1, grey.width // COARSE), max(1, grey.height // COARSE)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    lights = paper.tobytes()
    if max(lights) - min(lights) < UNEVEN:
        return grey
    return ImageChops.add(grey, ImageChops.invert(paper).resize(grey.size, Image.Resampling.BILINEAR))


def _on_white(grey: Image.Image) -> Image.Image:
    """Return a page whose paper is white and nothing else; one without ink is white all over.

    Where no letter stands, reading programs take the grain of the paper for letters.
    """
    counts = grey.histogram()
    between = _between(counts)
    ink = sum(counts[: between + 1])
    darkness = sum(light * count for light, count in enumerate(counts[: between + 1])) / ink if ink else WHITE
    if darkness > PALEST:
        return Image.new("L", grey.size, WHITE)
    return grey.point(lambda light: light if light <= between + EDGE else WHITE)


def _between(counts: list[int]) -> int:
    """Return the light that best parts ink from paper (Otsu's method)."""
    total, whole = sum(counts), sum(light * count for light, count in enumerate(counts))
    best, found, ink, dark = -1.0, 0, 0, 0
    for light, count in enumerate(counts):
        ink += count
        dark += light * count
        if not 0 < ink < total:
            continue
        apart = ink * (total - ink) * (dark / ink - (whole - dark) / (total - ink)) ** 2
        if apart > best:
            best, found = apart, light
    return found


def _answer(data: bytes) -> dict[str, Any]:
    return {"pages": [Picture("scanned").kept()] * count(data)}


if __name__ == "__main__":
    sandbox.answer(_answer)
