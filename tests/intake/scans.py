"""Scans made of printed pages: drawn as pictures, laid crooked, in another colour, under a shadow, on their side."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

WHITE = 255


def drawn(printed: bytes, dots: int = 200) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(printed) as document:
        return [page.render(scale=dots / 72).to_pil().convert("L") for page in document]


def scanned(
    printed: bytes, change: Callable[[Image.Image], Image.Image] = lambda page: page, dots: int = 200, kind: str = "PDF"
) -> bytes:
    """Return a file of the pictures of a PDF's pages, each changed first."""
    pages = [change(page) for page in drawn(printed, dots)]
    file = BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(file, kind, resolution=dots, dpi=(dots, dots), **more)
    return file.getvalue()


def crooked(page: Image.Image) -> Image.Image:
    """Lay a page down crooked, as it is done in a hurry."""
    return page.rotate(1.3, Image.Resampling.BICUBIC, fillcolor=WHITE)


def shadowed(page: Image.Image) -> Image.Image:
    """Darken a page from left to right, as a hand before the lamp does."""
    shadow = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda light: 255 - light // 2)
    return Image.composite(page, Image.new("L", page.size, 0), shadow)


def on_its_side(page: Image.Image) -> Image.Image:
    return page.rotate(90, expand=True)


def upside_down(page: Image.Image) -> Image.Image:
    return page.rotate(180)


def stamped(page: Image.Image) -> Image.Image:
    """Set a red stamp on a page, across its words."""
    stamp = Image.new("RGB", page.size, "white")
    width, height = page.size
    box = (width // 3, height // 6, width * 2 // 3, height // 6 + width // 3)
    ImageDraw.Draw(stamp).ellipse(box, fill=(255, 120, 130), outline=(225, 30, 40), width=12)
    return ImageChops.multiply(page.convert("RGB"), stamp)
