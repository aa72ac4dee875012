"""Names of bodies in running text: committees, offices, groups and the rest; where each begins and ends."""

import re
from dataclasses import dataclass, replace

from tracker.reading.lexicon import Sort
from tracker.reading.tails import Tails
from tracker.reading.text import fold, word_set

SHORT = (
    (re.compile(r"ủy ban nhân(?: dân)?", re.IGNORECASE), "UBND"),  # 'Ủy ban nhân dân huyện'
    (re.compile(r"hội đồng nhân dân", re.IGNORECASE), "HĐND"),  # 'Hội đồng nhân dân tỉnh'
    (re.compile(r"mặt trận tổ quốc(?: việt nam)?", re.IGNORECASE), "MTTQ"),  # 'Ủy ban Mặt trận Tổ quốc Việt Nam'
)
ABOUT = re.compile(r"\s+(?:(?:đóng )?trên địa bàn\b.*|(?:đã )?nêu trên\Z)")
POLICE = re.compile(r"\bCA\b(?= )")  # 'CA phường'
SERVING = re.compile(r"(?:các )?(?:trường|doanh nghiệp|cơ sở|hộ|nhà thầu)(?!\w)")  # their place tells which they are
HAMLETS = word_set("thôn xóm bản ấp buôn khu tổ tdp khóm làng")  # they have no committee of the people
LOCATIVES = word_set("ở tại thuộc dọc ven trên")
AREAS = word_set("khu vực vùng tuyến đường địa bàn cụm ven bờ sông suối hồ bãi cầu chợ quanh")
NO_PLACES = word_set("""
    thông kết kế chỉ nghị quyết công văn báo chương đề hội quý tháng điều mục phụ luật ban ủy ubnd hđnd tỉnh trung
""")  # 'tại Thông báo', 'tại Hội nghị' name no place
MAXIMUM_CLAUSE = 7
COMMON_SHORT = ("GTVT", "GPMB", "TTHC")  # they name the matter more often than the office
OF_GROUPS = ("đảng đoàn", "đảng ủy", "ban cán sự đảng", "công đoàn")  # 'Đảng đoàn các tổ chức chính trị - xã hội'
NOT_ALONE = word_set("tt đài báo viện trường vụ cục quỹ thuế")


@dataclass(frozen=True, slots=True)
class Name:
    """A body, a post or a person, named between two places of a passage.

    `body` of a post is the unit it stands in, `deputy` the post itself when it is not that of the head;
    `is_member` marks posts held by several, which act under their own name (reading rule 15).
    """

    value: str
    start: int
    end: int
    post: str = ""
    body: str = ""
    deputy: str = ""
    is_member: bool = False
    is_general: bool = False

    @property
    def lead(self) -> str:
        """Who is told to act: the body itself, or the one the head stands for."""
        return self.value if not self.post or self.is_member or not self.body else self.body


def shorten(name: str) -> str:
    """Return a name with UBND, HĐND, MTTQ short and a large first letter (reading rule 13)."""
    name = POLICE.sub("Công an", name)
    for pattern, short in SHORT:
        name = pattern.sub(short, name)
    name = " ".join(name.split()).strip(" ,;:.-–")
    name = name if SERVING.match(fold(name)) else ABOUT.sub("", name)
    return name[:1].upper() + name[1:]


Listed = tuple[list[Name], int]


class Bodies(Tails):
    """Reads one body at a token: the names it gives (one, or one for each place) and the token after them."""

    def _committee(self, at: int) -> Listed | None:
        """'UBND huyện', 'UBND các xã, thị trấn'; 'UBND các xã: A, B và thị trấn C' is a name for each."""
        start = at + self._count(at)
        length = self._length(Sort.COMMITTEE, start)
        if not length:
            return None
        head = self._words(start, start + length)
        names, following = self._scope(start + length, head)
        if names:
            return names, following
        following += self._length(Sort.TAIL, following) if self._is_of_several(at, following) else 0
        return [self._name(at, following)], following

    def _is_of_several(self, at: int, end: int) -> bool:
        return any(self._count(n) for n in range(at, end))

    def _scope(self, at: int, head: str) -> tuple[list[Name], int]:
        """Read the places after a committee; without proper names they stay one name with it."""
        following = at + self._count(at)
        length = self._level(following)
        if not length:
            return [], self._proper(at)
        names: list[Name] = []
        before = at
        while length:
            level, place = self._words(following, following + length).lower(), following + length
            place += 2 if self._folds(place, 2) == "gồm :" else self._fold(place) in (":", "gồm", "(")
            if self._proper(place) == place:
                return (names, before) if names else ([], self._levels(following))
            names, before = self._proper_list(names, head, level, place)
            before += self._fold(place - 1) == "(" and self._fold(before) == ")"
            length = self._next_level(before)
            following = before + 1 + self._count(before + 1)
        return names, before

    def _proper_list(self, names: list[Name], head: str, level: str, at: int) -> tuple[list[Name], int]:
        end = self._proper(at)
        while end > at:
            value = shorten(f"{head} {level} {self._words(at, end)}".strip())
            names = [*names, Name(value, *self._places_of(at, end))]
            following = end
            if self._fold(following) not in (",", "và"):
                break
            at = following + 1
            end = at if self._starts_name(at) else self._proper(at)
        return names, following

    def _places(self, at: int) -> Listed | None:
        """'03 xã: A, B, C': communes named alone stand for their committees."""
        start = at + self._count(at)
        length = self._level(start)
        numbered = self._fold(start) in HAMLETS and self._fold(start + length).isdigit()
        if not length or (start == at and not numbered and not self._is_large(start + length)):
            return None
        if self._fold(start) in HAMLETS:
            return self._hamlets(at, start, start + length)
        names, following = self._scope(at, "UBND")
        return (names, following) if names else None

    def _hamlets(self, at: int, start: int, following: int) -> Listed | None:
        """'thôn 5', 'các thôn: Đông Yên, Tây Yên': hamlets act under their own name."""
        following += self._fold(following) in (":", "(", "gồm")
        end = self._proper(following)
        if end == following:
            return None
        if not self._count(at):
            return [self._name(at, end)], end
        return self._proper_list([], "", self._words(start, start + 1).lower(), following)

    def _office(self, at: int) -> Listed | None:
        """'Sở Xây dựng', 'các sở: Tài chính, Xây dựng': an office named by its field."""
        start = at + self._count(at)
        length = self._length(Sort.OFFICE, start)
        if not length and start == at and self._is_short_field(at):
            end = self._at_level(at + self._length(Sort.FIELD, at))
            return [self._name(at, end)], end
        if not length or max(self._length(Sort.NOT_HEAD, start), self._length(Sort.HEAD, start)) > length:
            return None
        field = start + length + (self._fold(start + length) == ":")
        end = self._field(field, joined=start == at)
        if not end:
            return None
        head = self._words(start, start + length)
        end = self._at_level(end)
        value = shorten(f"{head} {self._words(field, end)}")
        names = [Name(value, *self._places_of(start, end))]
        return names, end

    def _is_short_field(self, at: int) -> bool:
        """Whether an office is named by its field in capitals alone: 'VH-XH phối hợp', 'KT-HT&ĐT'."""
        length = self._length(Sort.FIELD, at)
        words = self._words(at, at + length) if length else ""
        return len(words) > 3 and words.isupper() and words not in COMMON_SHORT

    def _field(self, at: int, *, joined: bool = True) -> int:
        """Return the token after a field of work, or 0: a known one, or words the first of which is large."""
        length = self._length(Sort.FIELD, at)
        if not length and (not self._is_large(at) or self._length(Sort.STRONG, at)):
            return 0
        end = at + length
        if not length:
            end = self._tail(at - 1, at)
        while joined and self._fold(end) in ("-", "–", "&", "và") and self._is_large(end + 1):
            if not (length := self._length(Sort.FIELD, end + 1)) or self._starts_name(end + 1):
                break
            end += 1 + length
        return end

    def _same_sort(self, at: int, before: list[Name]) -> Listed | None:
        """In 'các sở Tài chính, Xây dựng' the second field belongs to the same sort of office as the first."""
        head = before[-1].value.split(" ", 1)[0]
        length = self._length(Sort.FIELD, at)
        if head not in ("Sở", "Phòng", "Bộ", "Ngành") or not length or not self._is_large(at):
            return None
        if head != "Bộ" and self._length(Sort.HEAD, at) >= length:
            return None  # 'các Sở: Tài chính, Nội vụ; Công an tỉnh'
        end = self._at_level(at + length)
        return [Name(f"{head} {self._words(at, end)}", *self._places_of(at, end))], end

    def _plain_group(self, at: int) -> Listed | None:
        """'các cơ quan, đơn vị liên quan': a set phrase is one name."""
        counted = self._count(at)
        following = at + counted
        length = self._group_noun(following)
        if not length or (not counted and not self._opens_group(following + length)):
            return None
        following += length
        while self._fold(following) in (",", "và", "-", "–", "/") and (more := self._group_noun(following + 1)):
            following += 1 + more
        following = self._where(self._group_tail(following))
        return [replace(self._name(at, following), is_general=True)], following

    def _line_of_work(self, at: int) -> int:
        """'các doanh nghiệp viễn thông', 'các cơ sở y tế': the length of a field in small letters before a verb."""
        length = max(self._length(Sort.FIELD, at), self._length(Sort.SMALL, at))
        sorts = (Sort.STRONG, Sort.WEAK, Sort.HEAD)
        if not length or self._is_large(at) or any(self._length(sort, at) for sort in sorts):
            return 0
        return length if length > 1 or self._closes(at + 1) or self._length(Sort.WEAK, at + 1) else 0

    def _where(self, at: int) -> int:
        """Pass over what says which of them by their place: 'nuôi ở Bãi Trào', 'tại khu vực cầu Đá'."""
        for n in range(at, min(at + MAXIMUM_CLAUSE, len(self.tokens))):
            if self._fold(n) in LOCATIVES and (end := self._place_named(n + 1)):
                return end
            if not self.tokens[n].is_word or self._is_large(n) or self._fold(n) in ("và", "của"):
                return at
            if n == at and (self._length(Sort.STRONG, n) or self._length(Sort.WEAK, n)):
                return at
        return at

    def _place_named(self, at: int) -> int:
        """The token after 'khu vực Bãi Trào' or 'Bãi Trào'; 0 when no place is named."""
        for n in range(at, min(at + 4, len(self.tokens))):
            if self._is_large(n):
                return self._proper(n) if self._fold(n) not in NO_PLACES else 0
            if self._fold(n) not in AREAS and not self._level(n):
                return 0
        return 0

    def _group_noun(self, at: int) -> int:
        """The length of a common noun for bodies; 'phòng' before 'Tài chính' is the head of a name instead."""
        length = self._length(Sort.GROUP, at)
        if not length or max(self._length(Sort.HEAD, at), self._length(Sort.MEMBER, at)) > length:
            return 0
        named = self._is_large(at + length) or self._length(Sort.FIELD, at + length)
        return 0 if named and self._fold(at) != "cấp" and not self._group_follows(at + length) else length

    def _group_follows(self, at: int) -> bool:
        return bool(
            self._length(Sort.GROUP, at)
            or self._length(Sort.TAIL, at)
            or self._length(Sort.STRONG, at)
            or self._length(Sort.WEAK, at)
            or self._level(at)
        )

    def _opens_group(self, at: int) -> bool:
        return self._fold(at) in (",", "-", "–") and bool(self._group_noun(at + 1)) and self._fold(at + 1) != "xã hội"

    def _group_tail(self, at: int) -> int:
        """Pass over what says which of them: 'liên quan', 'của tỉnh', 'làm nhiệm vụ …'."""
        for _ in range(3):
            if length := self._length(Sort.TAIL, at):
                at += length
                while self._fold(at) in (",", "và") and (length := self._length(Sort.TAIL, at + 1)):
                    at += 1 + length
            elif self._folds(at, 3) == "làm nhiệm vụ":
                at += 3
                while (self._inside(at) and not self._length(Sort.WEAK, at)) or self._length(Sort.COMPOUND, at):
                    at += max(1, self._length(Sort.COMPOUND, at))
            elif length := self._line_of_work(at):
                at += length
            else:
                at = self._at_level(at)
        return at

    def _named(self, at: int) -> Listed | None:
        """'Ban Dân vận Huyện ủy', 'Trung tâm phát triển quỹ đất huyện': a head and the rest of its name."""
        start = at + self._count(at)
        length = self._length(Sort.HEAD, start)
        if length <= self._length(Sort.NOT_HEAD, start):
            length = self._noun(start)
        if not length:
            return None
        end = self._tail(start, start + length)
        if end == start + length and self._words(start, end).lower() in OF_GROUPS and self._count(end):
            end = group[1] if (group := self._plain_group(end)) else end
        if end == start + 1 and self._fold(start) in NOT_ALONE:
            return None
        if length := self._length(Sort.COMMITTEE, end):
            if self._fold(end + length) in ("và", ",", "-", "–") and self._length(Sort.COMMITTEE, end + length + 1):
                end += length + 1
            end = self._scope(end + self._length(Sort.COMMITTEE, end), "")[1]
        return [self._name(at, end)], end

    def _noun(self, at: int) -> int:
        """'Ban QLDA', 'Đoàn ĐBQH', 'bộ phận Kế toán': a noun for bodies before a name in capitals."""
        length = self._length(Sort.NOUN, at)
        named = self._is_large(at + length) and self.tokens[at + length].is_word
        return length if length and named and self._length(Sort.NOT_HEAD, at) <= length else 0

    def _places_of(self, at: int, end: int) -> tuple[int, int]:
        """The places in the passage of the tokens from `at` up to `end`."""
        return self.tokens[at].start, self.tokens[end - 1].end

    def _name(self, at: int, end: int) -> Name:
        return Name(shorten(self._words(at, end)), *self._places_of(at, end))
