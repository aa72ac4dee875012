"""The numbers of date phrases as offices write and scanners garble them: digits, Roman numerals, words."""

# A day or month in digits. Scans give O for 0 and l or I for 1: "trước ngày 3O/9/2023"; one true digit must be there.
# Small i and capital L are no slips of theirs, whatever the case of the pattern around.
TWO_DIGITS = r"(?-i:(?:\d[\dOolI]?|[OolI]\d)(?![\dOolI]))"
YEAR = r"(?:19|20)\d\d(?!\d)"
# "quý IV", "Quý 4", "quý l" (a scanned I), "quý II1", "quý 11" (none is the eleventh), "quý một"; longer forms first.
QUARTER = r"(?:[IVl|1]{1,3}(?!\w)|[2-9](?!\w)|nhất|một|hai|ba|bốn|tư)"
# "trong 10 ngày", "trong vòng mười lăm ngày", "15 (mười lăm) ngày".
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn lăm": 45, "sáu mươi": 60,
    "chín mươi": 90,
}  # fmt: skip
# Of several words the longest first; their blanks are spelled out, since verbose patterns pass over them.
COUNT = r"(?:\d{1,3}|" + "|".join(word.replace(" ", r"\s") for word in sorted(WORDS, key=len, reverse=True)) + ")"
MONTH_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12,
}  # fmt: skip
# "tháng chín", not "tháng năm 2023" (a lost number), "tháng ba" but not "tháng ba ngày".
MONTH = rf"(?:{TWO_DIGITS}|(?:mười\s(?:một|hai)|hai|ba|tư|bốn|năm(?!\s\d)|sáu|bảy|tám|chín|mười)(?!\w))"

_SCANNED = str.maketrans("OolI", "0011")
_ONES = str.maketrans("L|1", "III")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def digits(text: str) -> int:
    """A number of one or two digits, with the letters a scanner put for them read as meant."""
    return int(text.translate(_SCANNED))


def month(text: str) -> int:
    """The number of a month in digits or words, 0 to 99: what is no month is left to the calendar to refuse."""
    folded = " ".join(text.lower().split())
    return MONTH_WORDS[folded] if folded in MONTH_WORDS else digits(text)


def quarter(text: str) -> int:
    """The number of a quarter; 0 for a numeral there is none of ("quý IIV")."""
    folded = text.lower()
    if folded.isdigit() and len(folded) == 1:
        return int(folded)
    words = {"nhất": 1} | WORDS
    return words[folded] if folded in words else _ROMAN.get(text.upper().translate(_ONES), 0)


def count(text: str) -> int:
    """A count in digits or words ("15", "mười lăm")."""
    return int(text) if text.isdigit() else WORDS[" ".join(text.lower().split())]


def full_year(text: str) -> int:
    """A year of four digits, or of two in this century ("30/9/23")."""
    return int(text) if len(text) == 4 else 2000 + int(text)
