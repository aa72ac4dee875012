"""The labels that open a paragraph: section, point, letter, bullet, and how they stand above one another."""

import re
from dataclasses import dataclass
from enum import IntEnum

from tracker.reading.text import LOWER, UPPER, is_shouted


class Rank(IntEnum):
    """How high a label stands; a paragraph belongs to the nearest one above it with a smaller rank."""

    PART = 1
    CAPITAL = 2
    ROMAN = 3
    ORDINAL = 4
    ARABIC = 5
    DOTTED = 6
    LETTER = 9
    BRACKET = 10
    DASH = 11
    PLUS = 12
    DOT = 13


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its rank, its own words (`3`, `b`, `-`) and, of dotted numbers, the numbers."""

    rank: Rank
    words: str

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(self.words.split(".")) if self.rank in (Rank.ARABIC, Rank.DOTTED) else ()

    @property
    def is_bullet(self) -> bool:
        return self.rank >= Rank.DASH


LABEL = re.compile(
    rf"""
    [\ \t#>\\]* (?:\*\*|__)?\ ?               # furniture of markdown: '## **1. Về quy hoạch**'
    (?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\ +(?:thứ\ +)?(?:[IVX]+|\d+|nhất|hai|ba|tư|năm))(?:[.:,]|\ *[-–]|(?=\ *$))
    | (?P<article>(?:Điều|Mục|Điểm|MỤC)\ +\d{{1,2}})(?:[.:,)]|\ *[-–])     # 'Điều 2.', 'Mục 1:'
    | (?P<roman>[IVX]{{1,5}})(?:\ ?[.),:]|/(?![{LOWER}\d]|V\b)|\ ?[-–](?=\ )|(?=\ [{UPPER}]{{2}}))  # 'III.', not 'V/v'
    | (?P<capital>[A-HĐK])(?:[.)/]|\ ?[-–](?=\ ))(?=\s)                    # 'A. Kết quả'
    | (?P<ordinal>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\ là
        | Thứ\ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))\ ?[,:;.]      # 'Một là,', 'Thứ hai:'
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:[.)/:]|[-–](?=\ )|(?=\ ))(?!\d)   # '2.1.', '1.2.3'
    | (?P<arabic>\d{{1,3}})(?:\ ?[.)/]|\\[.)]|[-–](?=\ [{UPPER}])|,(?=\ ?[{UPPER}]))(?!\d)   # '3.', '3/', '3- ', '3, '
    | \((?P<bracket>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)                       # '(1)', '(a)', '(ii)'
    | (?P<letter>[a-zđ]{{1,2}}(?:\.?\d{{1,2}})?)\ ?(?:[.)/]|,(?=\ ))(?=\s|\*|[{UPPER}])   # 'a.', 'đ)', 'a,'
    | (?P<dash>[-–—−])(?![-–—\d.])                                         # '- Rà soát', '-Rà soát'
    | (?P<dashnumber>[-–—−])(?=\ +\d)                                      # '- 03 xã'
    | (?P<plus>\+)
    | (?P<dot>[•●▪■◦○‣∙·⁃*➢✓Ø]|o(?=\ +[{UPPER}]))(?=\s)                   # '* Ban Tuyên giáo', 'o Rà soát'
    | (?P<scanned>[e¢®©«»§¬~=_])(?=\ +[{UPPER}])                          # a bullet misread: 'e Rà soát'
    )
    (?:\*\*|__)?[\ \t]*
    """,
    re.VERBOSE,
)

RANKS = {
    "part": Rank.PART, "article": Rank.ORDINAL, "roman": Rank.ROMAN, "capital": Rank.CAPITAL,
    "ordinal": Rank.ORDINAL, "dotted": Rank.DOTTED, "arabic": Rank.ARABIC, "bracket": Rank.BRACKET,
    "letter": Rank.LETTER, "dash": Rank.DASH, "dashnumber": Rank.DASH, "plus": Rank.PLUS, "dot": Rank.DOT,
    "scanned": Rank.DASH,
}  # fmt: skip
ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
SCANNED_ROMAN = re.compile(r"[ \t]*(?P<roman>[IVXl1|]{1,5})\. ?(?=\S)")  # 'l. ĐÁNH GIÁ', 'Ill. TỔ CHỨC'
MISREAD_ONE = str.maketrans("l1|", "III")


def find_label(line: str) -> tuple[Label, int] | None:
    """Return the label at the start of a line and where the words after it begin, or None."""
    if scanned := _scanned_section(line):
        return scanned
    found = LABEL.match(line)
    if not found or not found.lastgroup:
        return None
    name, words = found.lastgroup, found[found.lastgroup]
    if name == "roman" and not ROMAN.fullmatch(words):
        return None
    if name == "letter" and len(words) > 1 and not (words[1:].strip(".").isdigit() or words[0] == words[1]):
        return None
    if name in ("dash", "dashnumber", "scanned"):
        words = "-"
    return Label(RANKS[name], words), found.end()


def _scanned_section(line: str) -> tuple[Label, int] | None:
    """The number of a section, in capitals, whose I the scanner took for another stroke: 'Ill. TỔ CHỨC THỰC HIỆN'."""
    found = SCANNED_ROMAN.match(line)
    if not found or found["roman"].isdigit():
        return None
    words = found["roman"].translate(MISREAD_ONE)
    if words == found["roman"] or not ROMAN.fullmatch(words) or not is_shouted(line[found.end() :]):
        return None
    return Label(Rank.ROMAN, words), found.end()


def is_above(label: Label, other: Label) -> bool:
    """Tell whether `label` may stand as heading above `other`: '2' above '2.1', 'a' above '-'."""
    if label.rank == other.rank == Rank.DOTTED or (label.rank, other.rank) == (Rank.ARABIC, Rank.DOTTED):
        return len(label.numbers) < len(other.numbers)
    return label.rank < other.rank
