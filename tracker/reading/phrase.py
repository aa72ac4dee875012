"""The words of one passage with what can be asked of them: sorts, tiers, proper names, counts, separators."""

from collections.abc import Mapping

from tracker.reading.lexicon import LEXICON, TOKEN, Sort, Token, tokens
from tracker.reading.text import word_set

COUNTS = word_set("các những từng mỗi mọi")
NUMBERS = word_set("hai ba bốn năm sáu bảy tám chín mười cả")  # 'Hai xã Tân An và Tân Bình'
COUNTED = frozenset({Sort.LEVEL, Sort.GROUP, Sort.OFFICE, Sort.COMMITTEE})
NUMBERED_PLACES = word_set("phường quận thôn tổ khu vực phố tdp ấp bản xóm khóm làng")  # 'phường 5', 'khu vực 3'


OPENERS = frozenset(
    (
        Sort.COMMITTEE, Sort.OFFICE, Sort.HEAD, Sort.NOUN, Sort.GROUP, Sort.POST, Sort.MEMBER, Sort.HONORIFIC,
        Sort.LEVEL,
    )
)  # fmt: skip


SHORT_FIELDS = word_set("kt ktht kt&ht vh vhxh vhtt vh&tt nn&mt nn&ptnt tn&mt tnmt tc tckh kh&đt qlđt gd&đt lđtbxh")
FIRST_WORDS = LEXICON.first_words(OPENERS) | COUNTS | NUMBERS | SHORT_FIELDS | word_set("toàn tất")


def may_open(fold: str, place: int) -> bool:
    """Whether a name may begin at the first word or mark from a place of a folded text on."""
    found = TOKEN.search(fold, place)
    return found is not None and (found[0] in FIRST_WORDS or found[0].isdigit())


class Phrase:
    """A passage in tokens; every method takes the number of a token, and lengths are counted in tokens."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.tokens: list[Token] = tokens(view)
        self._lengths: dict[int, Mapping[Sort, int]] = {}
        self._starts = {token.start: n for n, token in enumerate(self.tokens)}

    def index(self, place: int) -> int:
        """Return the number of the first token at or after a place."""
        while place < len(self.view) and place not in self._starts:
            place += 1
        return self._starts.get(place, len(self.tokens))

    def _words(self, at: int, end: int) -> str:
        return self.view[self.tokens[at].start : self.tokens[end - 1].end] if end > at else ""

    def _fold(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def _folds(self, at: int, count: int) -> str:
        return " ".join(self._fold(n) for n in range(at, at + count)).replace(" ,", ",")

    def _is_large(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].is_large

    def _length(self, sort: Sort, at: int) -> int:
        """The length of the longest phrase of a sort from `at` on; 0 when there is none."""
        lengths = self._lengths.get(at)
        if lengths is None:
            lengths = self._lengths[at] = LEXICON.lengths(self.tokens, at)
        return lengths.get(sort, 0)

    def _may_open(self, at: int) -> bool:
        """Whether some name may begin at a token, told from its first word alone."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        return not OPENERS.isdisjoint(LEXICON.sorts(token)) or (token.fold in SHORT_FIELDS and token.words.isupper())

    def _level(self, at: int) -> int:
        """The length of a tier named from `at` on; 'huyện ủy' is a body and no tier."""
        length = self._length(Sort.LEVEL, at)
        if length == 1 and self._fold(at) == "xã" and self._fold(at + 1) == "hội" and not self._is_large(at + 1):
            return 0
        return length if max(self._length(Sort.HEAD, at), self._length(Sort.GROUP, at)) <= length else 0

    def _count(self, at: int) -> int:
        token = self._fold(at)
        if token in ("toàn", "tất") and self._fold(at + 1) in ("thể", "cả"):
            return 2 + self._count(at + 2)
        if token in NUMBERS and at + 1 < len(self.tokens):
            return int(not COUNTED.isdisjoint(LEXICON.sorts(self.tokens[at + 1])) and not self._is_large(at + 1))
        return 1 if token in COUNTS or (token.isdigit() and len(token) < 4) else 0

    def _honorific(self, at: int) -> int:
        return self._length(Sort.HONORIFIC, at)

    def _inside(self, at: int) -> bool:
        """Whether a token may stand inside a name."""
        if at >= len(self.tokens) or not self.tokens[at].is_word or self._fold(at) in ("và", "của", "các"):
            return False
        if self._level(at) and self._fold(at - 1) != "nông":
            return False
        return self._length(Sort.STRONG, at) < (2 if self._is_large(at) else 1)

    def _proper(self, at: int) -> int:
        """Return the token after a proper name that begins at `at` (or `at` itself)."""
        end = at
        while end < min(at + 5, len(self.tokens)) and self._proper_word(end, at):
            end += 1 + (self._fold(end + 1) == "-" and self._is_large(end + 2) and self._touches(end))
        return min(end, len(self.tokens))

    def _proper_word(self, at: int, first: int) -> bool:
        token = self.tokens[at]
        if token.fold.isdigit():
            return at > 0 and len(token.fold) < 3 and self._fold(at - 1) in NUMBERED_PLACES
        return (
            token.is_large
            and self._length(Sort.STRONG, at) < 2
            and not (at > first and self._starts_name(at) and self._length(Sort.HEAD, at) > 1)
        )

    def _touches(self, at: int) -> bool:
        return self.tokens[at].end == self.tokens[at + 1].start

    def _at_level(self, at: int) -> int:
        """Pass over '(của) huyện An Lão', 'các xã, thị trấn', 'trên địa bàn tỉnh' after a name."""
        if self._folds(at, 2) == "liên ngành":
            at += 2
        step = 1 if self._fold(at) in ("của", "thuộc", "liên") else 3 if self._is_around(at) else 0
        level = at + step + self._count(at + step)
        if (length := self._length(Sort.HEAD, level)) > 1 and self._length(Sort.LEVEL, level):
            return level + length
        if self._fold(level) in ("tổ", "khu", "khối") and self._fold(level + 1).isdigit():
            return level + 2
        length = self._level(level)
        if not length:
            return at + 3 if step == 3 else at
        if level > at + step or self._level(level + length):
            end = self._levels(level)
            return self._more_places(end + self._level(end)) if self._is_large(end - 1) else end + self._level(end)
        return self._paired(self._proper(level + length))

    def _paired(self, at: int) -> int:
        """Pass over the second place of 'khu vực Mai Lâm - Đông Khê'."""
        joined = self._fold(at) in ("-", "–") and self._is_large(at - 1) and not self._length(Sort.POST, at + 1)
        if not joined or self._starts_name(at + 1) or self._length(Sort.FIELD, at + 1):
            return at
        end = self._proper(at + 1)
        return end if end > at + 2 else at

    def _more_places(self, at: int) -> int:
        """Pass over the further places of 'Đảng ủy các xã Tân Phú, Tân Lộc'."""
        while self._fold(at) in (",", "và") and not self._starts_name(at + 1):
            end = self._proper(at + 1)
            if end == at + 1:
                break
            at = end
        return at

    def _is_around(self, at: int) -> bool:
        return self._fold(at) == "trên" and self._folds(at, 3) == "trên địa bàn"

    def _separator(self, at: int) -> int:
        if self._fold(at) in (",", ";", "và") and self._fold(at + 1) == "và":
            return 2
        if self._fold(at) == "," and self._folds(at + 1, 2) in ("nhất là", "đặc biệt"):
            return 3 + (self._fold(at + 3) == "là")
        return 1 if self._fold(at) in (",", ";", "và") else 0

    def _next_level(self, at: int) -> int:
        """The length of the level after a separator: 'và thị trấn C'."""
        if self._fold(at) not in (",", "và"):
            return 0
        return self._level(at + 1 + self._count(at + 1))

    def _starts_name(self, at: int) -> bool:
        at += self._count(at)
        if self._folds(at, 2) == "xã hội":
            return False
        return bool(
            self._length(Sort.COMMITTEE, at)
            or self._length(Sort.OFFICE, at)
            or self._length(Sort.HEAD, at)
            or self._length(Sort.GROUP, at)
            or self._length(Sort.POST, at)
            or self._honorific(at)
        )

    def _levels(self, at: int) -> int:
        """Pass over 'xã, phường và thị trấn', stopping before one that has a name of its own."""
        following = at + self._level(at)
        while length := self._next_level(following):
            end = following + 1 + self._count(following + 1) + length
            if self._proper(end) > end:
                break
            following = end
        return self._proper(following) if following == at + self._level(at) else following
