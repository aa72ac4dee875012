"""What the two layouts prescribe, in millimetres and points, each with the place that prescribes it.

State: Decree 30/2020/NĐ-CP of 5/3/2020, Annex I, Part I ("PL I"). Party: Guide 36-HD/VPTW of 3/4/2018, whose Annex 3
gives the sizes of letters ("PL 3"). Where a rule gives a range, the value taken is the one of its own example.
"""

from dataclasses import dataclass

FONT = "Times New Roman"
"""PL I, I.4; the guide names the same."""
A4 = (210.0, 297.0)
"""Width and height; PL I, I.1; the guide, I."""


@dataclass(frozen=True)
class Measures:
    """One layout."""

    top: float
    bottom: float
    left: float
    right: float
    page_number: float
    """Size of the page number, in the middle of the upper margin, none on the first page."""
    header: float
    """From the upper edge to the page number."""
    left_column: float
    """Width of the left one of the two columns a head and a foot stand in."""
    superior: float
    issuer: float
    number: float
    place: float
    kind: float
    subject: float
    body: float
    indent: float
    """First line of a paragraph."""
    after: float
    """Between two paragraphs."""
    line: float
    """Between two lines: so many lines below 4, else so many points at least."""
    signer: float
    receivers_word: float
    receivers: float

    @property
    def text_width(self) -> float:
        """What the margins leave."""
        return A4[0] - self.left - self.right


STATE = Measures(
    top=20, bottom=20, left=30, right=15,  # PL I, I.3: 20-25, 20-25, 30-35, 15-20
    page_number=14, header=10,  # PL I, I.7: 13-14
    left_column=70,
    superior=12, issuer=12,  # PL I, II.2b: 12-13
    number=13,  # PL I, II.3c
    place=13,  # PL I, II.4c: 13-14
    kind=14, subject=14,  # PL I, II.5b: 13-14
    body=14, indent=12.7, after=6, line=1.15,  # PL I, II.6e: 13-14, 10 or 12.7 mm, 6 pt at least, 1 to 1.5 lines
    signer=14,  # PL I, II.7đ: 13-14
    receivers_word=12, receivers=11,  # PL I, II.9d
)  # fmt: skip
NATION, MOTTO = 12.0, 13.0
"""Sizes of Quốc hiệu and Tiêu ngữ; PL I, II.1: 12-13 and 13-14."""

PARTY = Measures(
    top=20, bottom=20, left=30, right=15,  # the guide, I; known from two descriptions of it, not from its own text
    page_number=14, header=10,
    left_column=78,
    superior=14, issuer=14,  # PL 3, 2
    number=14,  # PL 3, 3
    place=14,  # PL 3, 4
    kind=16, subject=14,  # PL 3, 5: 15-16 and 14-15
    body=14, indent=10, after=6, line=18,  # PL 3, 6: 14-15; lines of 18 pt and the indent as descriptions have them
    signer=14, receivers_word=14, receivers=12,  # PL 3, 7 and 9, as descriptions have them
)  # fmt: skip
PARTY_TITLE = 15.0
"""Size of "ĐẢNG CỘNG SẢN VIỆT NAM"; PL 3, 1."""
