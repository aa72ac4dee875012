"""Files made to harm, each a little different with every seed: bombs, rings, depths, lies about size and kind."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.intake import letters, prints

Trap = Callable[[random.Random], bytes]
HONEST = letters.word(lambda document: document.add_paragraph("1. Giao Phòng Kinh tế rà soát quỹ đất công"))
MEGABYTE = 1024 * 1024
CONTENT = b"BT /F 12 Tf 50 700 Td (" + b"Giao Phong Kinh te chu tri. " * 4 + b") Tj ET"


def _document(body: str) -> bytes:
    xml = f"<w:document {letters.NAMESPACE}><w:body>{body}</w:body></w:document>"
    return letters.rewritten(HONEST, {"word/document.xml": xml.encode()})


# ------------------------------------------------------------------------------------------------------------ zips


def zip_bomb(rnd: random.Random) -> bytes:
    name = rnd.choice(("word/document.xml", "word/media/a.bin", "word/styles.xml", "docProps/core.xml"))
    return letters.rewritten(HONEST, {name: rnd.choice((b" ", b"\0", b"<a/>")) * rnd.randint(2, 12) * MEGABYTE})


def nested_zip(rnd: random.Random) -> bytes:
    inner = HONEST
    for _layer in range(rnd.randint(1, 6)):
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as outer:
            for copy in range(rnd.randint(1, 4)):
                outer.writestr(f"{copy}.docx", inner)
        inner = file.getvalue()
    return letters.rewritten(HONEST, {"word/embeddings/a.zip": inner}) if rnd.random() < 0.5 else inner


def many_members(rnd: random.Random) -> bytes:
    return letters.rewritten(
        HONEST, {f"word/{n}.{rnd.choice(('xml', 'png'))}": b"" for n in range(rnd.randint(100, 3000))}
    )


def odd_names(rnd: random.Random) -> bytes:
    names = (
        "../../etc/passwd",
        "/etc/cron.d/a",
        "word\\document.xml",
        "\u202excod.exe",
        "a" * 60_000,
        "word/document.xml ",
    )
    return letters.rewritten(HONEST, {rnd.choice(names): b"<a/>"})


def lying_sizes(rnd: random.Random) -> bytes:
    data = bytearray(HONEST)
    for mark, place in ((b"PK\x01\x02", 20), (b"PK\x03\x04", 18)):
        at = data.find(mark)
        while at >= 0:
            if rnd.random() < 0.4:
                data[at + place : at + place + 8] = struct.pack("<II", rnd.getrandbits(32), rnd.getrandbits(32))
            at = data.find(mark, at + 4)
    return bytes(data)


def locked_member(rnd: random.Random) -> bytes:
    data = bytearray(HONEST)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= rnd.choice((1, 0x41, 8))
    return bytes(data)


def entities(rnd: random.Random) -> bytes:
    depth, width = rnd.randint(2, 12), rnd.randint(2, 20)
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * width}">' for n in range(1, depth))
    outside = rnd.choice(
        ('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:1/"', 'PUBLIC "a" "b"')
    )
    head = f"<!DOCTYPE w:document [<!ENTITY e0 {outside}>{declared}]>"
    text = f"<w:p><w:r><w:t>&e{depth - 1};</w:t></w:r></w:p>"
    xml = f"{head}<w:document {letters.NAMESPACE}><w:body>{text}</w:body></w:document>"
    member = rnd.choice(("word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"))
    return letters.rewritten(HONEST, {member: xml.encode(rnd.choice(("utf-8", "utf-16", "utf-16-be", "utf-32")))})


def deep_xml(rnd: random.Random) -> bytes:
    depth = rnd.randint(50, 20_000)
    tag = rnd.choice(("w:sdt", "w:tbl", "w:tr", "w:tc", "w:p", "w:ins", "w:r", "w:txbxContent", "w:customXml"))
    return _document(f"<{tag}>" * depth + f"</{tag}>" * depth)


def tables_in_tables(rnd: random.Random) -> bytes:
    depth = rnd.randint(5, 400)
    return _document("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def odd_numbering(rnd: random.Random) -> bytes:
    def write(document: object) -> None:
        letters.lists(document)
        for _paragraph in range(40):
            letters.numbered(
                document, "Giao", rnd.choice(("901", "902", "7", "-1")), rnd.choice((0, 3, 8, 99, -5, 10**9))
            )

    return letters.word(write)


def wide_spans(rnd: random.Random) -> bytes:
    span = rnd.choice((-1, 0, 1, 10**4, 10**9))
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>Giao</w:t></w:r></w:p></w:tc>'
    return _document(f"<w:tbl>{'<w:tr>' + cell * 5 + '</w:tr>'}</w:tbl>" * rnd.randint(1, 50))


def styles_in_a_ring(rnd: random.Random) -> bytes:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 9}"/></w:style>' for n in range(9)
    )
    xml = f"<w:styles {letters.NAMESPACE}>{ring}</w:styles>"
    return letters.rewritten(HONEST, {"word/styles.xml": xml.encode()})


# ------------------------------------------------------------------------------------------------------------ PDFs


def pdf_bomb(rnd: random.Random) -> bytes:
    filters = rnd.randint(1, 3)
    content = rnd.choice((b" ", b"0 0 m 1 1 l S\n", b"q ", b"BT (a) Tj ET "))
    return prints.of_content(content * rnd.randint(10**4, 6 * 10**5), filters)


def pages_without_end(rnd: random.Random) -> bytes:
    count = rnd.randint(2, 900)
    kids = b" ".join(b"%d 0 R" % rnd.choice((number, 3)) for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return prints.raw(
        prints.CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, rnd.choice((count, 10**9))), *[page] * count
    )


def pdf_ring(rnd: random.Random) -> bytes:
    honest = prints.of_content(CONTENT)
    return rnd.choice((
        prints.raw(prints.CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        honest.replace(b"/Size 6", b"/Size 6/Prev 9"),
        honest.replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
        honest.replace(b"/Resources", b"/Parent 3 0 R/Resources"),
        honest.replace(b"/Type/Catalog", b"/Type/Catalog/Outlines 1 0 R/Names 1 0 R"),
    ))  # fmt: skip


def odd_boxes(rnd: random.Random) -> bytes:
    box = b" ".join(b"%d" % rnd.choice((0, -1, 1, 595, 10**5, 10**9, -(10**9))) for _side in range(4))
    page = prints.PAGE.replace(b"0 0 595 842", box + rnd.choice((b"", b" 1 2", b"/Rotate 90")))
    return prints.of_content(CONTENT, page=page)


def nested_objects(rnd: random.Random) -> bytes:
    opening, closing = rnd.choice(((b"[", b"]"), (b"<</A ", b">>"), (b"(", b")"), (b"q ", b"Q ")))
    depth = rnd.randint(10, 200_000)
    return prints.of_content(opening * depth + closing * rnd.choice((0, depth)))


def odd_filters(rnd: random.Random) -> bytes:
    name = rnd.choice(
        (
            b"LZWDecode",
            b"ASCII85Decode",
            b"RunLengthDecode",
            b"JBIG2Decode",
            b"JPXDecode",
            b"CCITTFaxDecode",
            b"Crypt",
            b"Nought",
        )
    )
    body = b"<</Length 4000/Filter/%s>>stream\n%s\nendstream" % (name, rnd.randbytes(4000))
    return prints.raw(prints.CATALOG, prints.PAGES, prints.PAGE, body, prints.FONT)


def odd_font(rnd: random.Random) -> bytes:
    font = b"<</Type/Font/Subtype/%s/BaseFont/%s/Encoding/%s/FirstChar %d/LastChar %d/Widths[%s]/ToUnicode 4 0 R>>" % (
        rnd.choice((b"Type0", b"Type1", b"Type3", b"TrueType", b"MMType1")),
        rnd.choice((b"X", b".VnTime", b"VNI-Times")),
        rnd.choice((b"WinAnsiEncoding", b"Identity-H", b"1 0 R", b"90ms-RKSJ-H")), rnd.choice((-5, 0, 10**7)),
        rnd.choice((255, -1, 10**8)), b"1e99 " * rnd.randint(0, 300),
    )  # fmt: skip
    return prints.of_content(CONTENT, font=font)


def pictured_page(rnd: random.Random) -> bytes:
    width, height = rnd.choice((1, 60, 40_000, 2**31 - 1)), rnd.choice((0, 1, 85, 40_000))
    filters = rnd.choice((b"FlateDecode", b"DCTDecode", b"JPXDecode", b"JBIG2Decode"))
    form = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/Length 60/Filter/%s%s>>" % (
        width, height, rnd.choice((1, 8, 64)), filters, b"/ColorSpace/DeviceGray",
    )  # fmt: skip
    page = prints.PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 5 0 R>>")
    body = form + b"stream\n" + zlib.compress(b"\x80" * 600)[:60].ljust(60) + b"\nendstream"
    return prints.of_content(b"q 595 0 0 842 0 0 cm /X Do Q", page=page, font=body)


# -------------------------------------------------------------------------------------------------------- pictures


def picture(rnd: random.Random) -> bytes:
    """A picture of an odd shape or kind."""
    size = rnd.choice(((1, 1), (1, 4000), (4000, 1), (3, 3), (200, 300)))
    mode, kind = rnd.choice(
        (
            ("1", "PNG"),
            ("L", "TIFF"),
            ("RGB", "JPEG"),
            ("RGBA", "PNG"),
            ("CMYK", "TIFF"),
            ("P", "PNG"),
            ("I;16", "PNG"),
            ("F", "TIFF"),
            ("LA", "PNG"),
        )
    )
    file = BytesIO()
    Image.new(mode, size, rnd.choice((0, 1))).save(file, kind)
    return file.getvalue()


def picture_bomb(rnd: random.Random) -> bytes:
    """A small file that says it unfolds into very many dots, or does."""
    side = rnd.choice((9_500, 30_000, 65_000))
    raw = zlib.compress(b"\0" * min(side * side // 8, 20_000_000), 9)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, rnd.choice((1, 8)), 0, 0, 0, 0)),
        (b"IDAT", raw),
        (b"IEND", b""),
    )
    written = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + written


def frames_without_end(rnd: random.Random) -> bytes:
    file = BytesIO()
    frames = [Image.new("1", (8, 8))] * rnd.randint(2, 400)
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:])
    data = bytearray(file.getvalue())
    if rnd.random() < 0.5:  # the last frame says the first one follows
        data[-4:] = struct.pack("<I", 8)
    return bytes(data)


# ------------------------------------------------------------------------------------------------------- the others


def not_quite_text(rnd: random.Random) -> bytes:
    return rnd.choice((
        b"\0" * rnd.randint(1, 5000), b"\xff\xfe" + rnd.randbytes(99), b"\xef\xbb\xbf", b"\xfe\xff\xd8\x00",
        "1. Giao Phòng\0 Kinh tế".encode(), ("1. " + "(" * rnd.randint(10, 200_000)).encode(),
        ("\u0301" * rnd.randint(1, 100_000) + "a").encode(), ("1." * rnd.randint(1, 100_000)).encode(),
        ("| " * rnd.randint(1, 100_000)).encode(), ("- Giao\n" * rnd.randint(1, 9_000)).encode(),
        ("Giao Phòng Kinh tế trước ngày 30/9/2026, " * rnd.randint(1, 9_000)).encode(),
        rnd.randbytes(rnd.randint(1, 4000)),
    ))  # fmt: skip


def old_word(rnd: random.Random) -> bytes:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rnd.randbytes(504)
    return rnd.choice((
        ole + b"\xec\xa5\xc1\0" + rnd.randbytes(600) + "WordDocument".encode("utf-16-le") + rnd.randbytes(3000),
        ole + "Workbook".encode("utf-16-le"), ole + "EncryptedPackage".encode("utf-16-le"), ole[: rnd.randint(8, 500)],
    ))  # fmt: skip


def other_kinds(rnd: random.Random) -> bytes:
    return rnd.choice((
        *(mark + rnd.randbytes(90) for mark in (
            b"MZ\x90\0", b"\x7fELF", b"GIF89a", b"RIFF", b"BM", b"\x1f\x8b\x08", b"7z\xbc\xaf", b"\0\0\0\x18ftypheic",
        )),
        b"<html><script>alert(1)</script></html>", b"<?xml version='1.0'?><a/>", b"%!PS-Adobe", b" " * 999,
    ))  # fmt: skip


TRAPS: tuple[Trap, ...] = (
    zip_bomb, nested_zip, many_members, odd_names, lying_sizes, locked_member, entities, deep_xml, tables_in_tables,
    odd_numbering, wide_spans, styles_in_a_ring, pdf_bomb, pages_without_end, pdf_ring, odd_boxes, nested_objects,
    odd_filters, odd_font, pictured_page, picture, picture_bomb, frames_without_end, not_quite_text, old_word,
    other_kinds,
)  # fmt: skip
