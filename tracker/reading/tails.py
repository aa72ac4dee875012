"""Where the name of a body ends, told from capitals, known fields and places, not from the verb behind it."""

from tracker.reading.lexicon import Sort
from tracker.reading.phrase import Phrase

WITH_PURPOSE = ("ban chỉ đạo", "tổ công tác")
NUMBERED = ("khu", "số", "đội", "tổ", "sở")  # 'Quân khu 5', 'Tổ công tác số 3'
MAXIMUM_TAIL = 14
MAXIMUM_SMALL = 6
MAXIMUM_PURPOSE = 16
VERBS_AS_NOUNS = ("xây dựng", "đầu tư", "đào tạo", "bảo vệ")
OF_TRADES = ("htx", "hợp", "công", "trường", "nhà")  # 'HTX chè Khe Mực'
SYLLABLES = 2  # of a word of Vietnamese, where nothing else tells its end


class Tails(Phrase):
    """Reads on from the head of a name ('Ban Quản lý', 'Trung tâm') to the end of it."""

    def _tail(self, start: int, at: int) -> int:
        """Return the token after the name that begins with a head at `start`, whose own words end before `at`.

        A name goes on with words in capitals and with words known to stand in names; it ends at the first other word
        in small letters, whatever that says: 'Ban QLDA | gấp rút bốc xúc', 'Điện lực Hải Lăng | hạ ngầm'.
        """
        if self._folds(start, 3) in WITH_PURPOSE or self._fold(start) == "bcđ":
            return self._at_level(self._purpose(at))
        limit, head = min(at + MAXIMUM_TAIL, len(self.tokens)), at
        while at < limit and not self._length(Sort.COMMITTEE, at):
            if (length := self._length(Sort.HEAD, at)) > 1 and self._is_large(at):
                return self._tail(at, at + length)
            step = self._known(at, is_first=at == head) or self._joint(at) or self._large(at, after_name=at > head)
            if not step and at == head and self._fold(start) in OF_TRADES:
                step = int(self._is_large(at + 1) and self._inside(at) and not self._length(Sort.WEAK, at))
            if not step:
                break
            at += step
        return self._at_level(at)

    def _known(self, at: int, *, is_first: bool) -> int:
        """The length of words known inside names; in small letters a verb must not open a duty with them."""
        length = max(self._length(sort, at) for sort in (Sort.COMPOUND, Sort.FIELD, Sort.SMALL))
        plural = self._fold(at) == "các" or self._fold(at).isdigit()
        if plural and (following := max(self._length(Sort.SMALL, at + 1), self._length(Sort.COMPOUND, at + 1))):
            return 1 + following
        if not length or self._is_large(at):
            return length
        verb = self._length(Sort.STRONG, at) or self._length(Sort.WEAK, at)
        if not verb:
            return length
        if length > verb:
            plural = self._fold(at + length) == "các" and self._known(at + length, is_first=False) > 0
            follows = plural or (self._length(Sort.SMALL, at + length) > 0 and not self._length(Sort.WEAK, at + length))
            return length if is_first or follows or self._closes(at + length) else 0
        return 0

    def _closes(self, at: int) -> bool:
        """Whether a name may end before a token: at a mark, a tier, a capital or a word that opens a duty."""
        if at >= len(self.tokens) or not self.tokens[at].is_word or self._is_large(at):
            return True
        return bool(self._level(at) or self._length(Sort.STRONG, at) or self._length(Sort.COMPOUND, at))

    def _joint(self, at: int) -> int:
        """'Tư pháp - Nội vụ', 'dân dụng và công nghiệp': what joins two parts of one name."""
        joins = self._fold(at) in ("-", "–", "&", "và") and not self._starts_name(at + 1)
        known = self._length(Sort.FIELD, at + 1) or self._length(Sort.SMALL, at + 1)
        return int(joins and (self._is_large(at + 1) or bool(known)))

    def _large(self, at: int, *, after_name: bool = True) -> int:
        """A word in capitals, with the small ones after it that belong to it: 'Giống cây trồng tỉnh'."""
        if self._fold(at).isdigit():
            named = (after_name and self._is_large(at - 1)) or self._fold(at - 1) in NUMBERED
            is_verb = bool(self._length(Sort.WEAK, at + 1))
            ends = is_verb or self._closes(at + 1) or self._fold(at + 1) in ("và", "cùng")
            return int((named or ends) and len(self._fold(at)) < 4)
        if not self._is_large(at) or not self.tokens[at].is_word or self._level(at):
            return 0
        if self._is_large(at + 1) or self._length(Sort.FIELD, at) or (after_name and self._closes_name(at)):
            return 1
        end = at + 1
        while end < min(at + MAXIMUM_SMALL, len(self.tokens)) and self._is_small_noun(end):
            end += 1
        if (
            self._length(Sort.SMALL, end)
            or self._level(end)
            or self._is_large(end)
            or self._length(Sort.STRONG, end)
            or self._joint(end)
            or self._fold(end) == ":"
        ):
            return end - at
        if (noun := self._verb_as_noun(end)) and self._closes(end + noun):
            return end + noun - at
        return min(end - at, SYLLABLES)

    def _verb_as_noun(self, at: int) -> int:
        """'Kiểm định chất lượng xây dựng': the length of a verb that has no object and so ends the name."""
        return self._length(Sort.WEAK, at) if self._folds(at, 2) in VERBS_AS_NOUNS else 0

    def _closes_name(self, at: int) -> bool:
        """Whether the last of several words in capitals stands here: 'Hồng Vân', 'Yên Thành', or an abbreviation."""
        before, word = self.tokens[at - 1], self.tokens[at]
        return (before.is_large and not before.words.isupper()) or word.words.isupper() or len(word.words) > 6

    def _is_small_noun(self, at: int) -> bool:
        return self._inside(at) and not (
            self._is_large(at) or self._length(Sort.WEAK, at) or self._length(Sort.SMALL, at)
        )

    def _is_verb(self, at: int) -> bool:
        """Whether a verb that may stand inside names opens a duty here: 'xây dựng kế hoạch'."""
        return bool(self._length(Sort.WEAK, at)) and not self._is_large(at) and not self._length(Sort.COMPOUND, at)

    def _purpose(self, at: int) -> int:
        """Pass over what a steering committee is for: 'thực hiện các công trình trọng điểm'."""
        if self._fold(at) == "số" and self._fold(at + 1).isdigit():
            at += 2
        elif self._fold(at).isdigit() and self._closes(at + 1):
            at += 1
        length = self._length(Sort.PURPOSE, at)
        if not length or self._length(Sort.GROUP, at + 1):
            return at
        limit = min(at + MAXIMUM_PURPOSE, len(self.tokens))
        at += length
        while at < limit and (self._goes_on(at) or (self._fold(at) == "," and self._goes_on_after_comma(at + 1))):
            at += 1
        return at

    def _goes_on(self, at: int) -> bool:
        return self._inside(at) and not self._is_verb(at)

    def _goes_on_after_comma(self, at: int) -> bool:
        return self._goes_on(at) and not self._is_large(at) and not self._starts_name(at)
