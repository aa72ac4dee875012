"""Names of bodies and posts in running text: where one begins, where it ends, and how a list of them is parted."""

import re
from dataclasses import dataclass, replace

from tracker.reading.vocabulary import LEXICON, Sort, Token, tokens

SHORT = (
    (re.compile(r"ủy ban nhân(?: dân)?", re.IGNORECASE), "UBND"),  # 'Ủy ban nhân dân huyện'
    (re.compile(r"hội đồng nhân dân", re.IGNORECASE), "HĐND"),  # 'Hội đồng nhân dân tỉnh'
    (re.compile(r"mặt trận tổ quốc(?: việt nam)?", re.IGNORECASE), "MTTQ"),  # 'Ủy ban Mặt trận Tổ quốc Việt Nam'
)
ABOUT = re.compile(r"\s+(?:đóng )?trên địa bàn\b.*")
COUNTS = frozenset("các những từng mỗi mọi".split())
HONORIFICS = (("các", "đồng", "chí"), ("đồng", "chí"), ("các", "đ/c"), ("đ/c",), ("các", "ông"), ("ông",), ("bà",), ("anh",), ("chị",))  # fmt: skip
HEADSHIPS = re.compile(r"(?:các )?(?:phó |pct\b|thư ký|kế toán|công chức|cán bộ|chuyên viên|văn thư)")
MAXIMUM_TAIL = 9


@dataclass(frozen=True, slots=True)
class Name:
    """A body, a post or a person, named between two places of a passage.

    `body` of a post is the unit it stands in; `is_member` marks posts held by several, which act under their own name
    (reading rule 15).
    """

    value: str
    start: int
    end: int
    post: str = ""
    body: str = ""
    is_member: bool = False
    is_general: bool = False

    @property
    def lead(self) -> str:
        """Who is told to act: the body itself, or the one the head stands for."""
        return self.value if not self.post or self.is_member or not self.body else self.body


def shorten(name: str) -> str:
    """Return a name with UBND, HĐND, MTTQ short and a large first letter (reading rule 13)."""
    for pattern, short in SHORT:
        name = pattern.sub(short, name)
    name = " ".join(name.split()).strip(" ,;:.-–")
    name = ABOUT.sub("", name)
    return name[:1].upper() + name[1:]


class Names:
    """The names of one passage, read from its tokens."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.tokens: list[Token] = tokens(view)
        self._starts = {token.start: n for n, token in enumerate(self.tokens)}

    def index(self, place: int) -> int:
        """Return the number of the first token at or after a place."""
        while place < len(self.view) and place not in self._starts:
            place += 1
        return self._starts.get(place, len(self.tokens))

    def list_at(self, at: int) -> tuple[list[Name], int]:
        """Return the names listed from token `at` on ('Sở A, Sở B và UBND các xã') and the token after them."""
        names: list[Name] = []
        following = at
        while found := self._one(following, names):
            more, following = found
            names += more
            separator = self._separator(following)
            if not separator:
                break
            at, following = following, following + separator
            if not self._one(following, names):
                return names, at
        return names, following

    # -- one name, or several under one head

    def _one(self, at: int, before: list[Name]) -> tuple[list[Name], int] | None:
        if at >= len(self.tokens):
            return None
        return (
            self._post(at)
            or self._person(at)
            or self._committee(at)
            or self._office(at)
            or self._places(at)
            or self._group(at)
            or self._named(at)
            or (self._same_sort(at, before) if before else None)
        )

    def _committee(self, at: int) -> tuple[list[Name], int] | None:
        """'UBND huyện', 'UBND các xã, thị trấn'; 'UBND các xã: A, B và thị trấn C' is a name for each."""
        start = at + self._count(at)
        length = self._length(Sort.COMMITTEE, start)
        if not length:
            return None
        head = self._words(start, start + length)
        names, following = self._scope(start + length, head)
        return (names, following) if names else ([self._name(at, following)], following)

    def _scope(self, at: int, head: str) -> tuple[list[Name], int]:
        """Read the places after a committee; without proper names they stay one name with it."""
        following = at + self._count(at)
        length = self._level(following)
        if not length:
            return [], self._proper(at)
        names: list[Name] = []
        before = at
        while length:
            level, place = self._words(following, following + length), following + length
            place += self._fold(place) == ":"
            if self._proper(place) == place:
                return (names, before) if names else ([], self._levels(following))
            names, before = self._proper_list(names, head, level, place)
            length = self._next_level(before)
            following = before + 1 + self._count(before + 1)
        return names, before

    def _levels(self, at: int) -> int:
        """Pass over 'xã, phường và thị trấn', stopping before one that has a name of its own."""
        following = at + self._level(at)
        while length := self._next_level(following):
            end = following + 1 + self._count(following + 1) + length
            if self._proper(end) > end:
                break
            following = end
        return self._proper(following) if following == at + self._level(at) else following

    def _proper_list(self, names: list[Name], head: str, level: str, at: int) -> tuple[list[Name], int]:
        end = self._proper(at)
        while end > at:
            value = shorten(f"{head} {level} {self._words(at, end)}")
            names = [*names, Name(value, self.tokens[at].start, self.tokens[end - 1].end)]
            following = end
            if self._fold(following) not in (",", "và"):
                break
            at = following + 1
            end = at if self._starts_name(at) else self._proper(at)
        return names, following

    def _places(self, at: int) -> tuple[list[Name], int] | None:
        """'03 xã: A, B, C': communes named alone stand for their committees."""
        start = at + self._count(at)
        length = self._level(start)
        if not length or (start == at and not self._is_large(start + length)):
            return None
        names, following = self._scope(at, "UBND")
        return (names, following) if names else None

    def _office(self, at: int) -> tuple[list[Name], int] | None:
        """'Sở Xây dựng', 'các sở: Tài chính, Xây dựng': an office named by its field."""
        start = at + self._count(at)
        length = self._length(Sort.OFFICE, start)
        if not length or self._length(Sort.NOT_HEAD, start):
            return None
        field = start + length + (self._fold(start + length) == ":")
        end = self._field(field)
        if not end:
            return None
        head = self._words(start, start + length)
        end = self._at_level(end)
        value = shorten(f"{head} {self._words(field, end)}")
        names = [Name(value, self.tokens[start].start, self.tokens[end - 1].end)]
        return names, end

    def _field(self, at: int) -> int:
        """Return the token after a field of work, or 0: a known one, or words the first of which is large."""
        length = self._length(Sort.FIELD, at)
        if length:
            return at + length
        if not self._is_large(at) or self._length(Sort.STRONG, at):
            return 0
        end = at + 1
        while end < min(at + 5, len(self.tokens)) and self._inside(end):
            end += 1
        return end

    def _same_sort(self, at: int, before: list[Name]) -> tuple[list[Name], int] | None:
        """In 'các sở Tài chính, Xây dựng' the second field belongs to the same sort of office as the first."""
        head = before[-1].value.split(" ", 1)[0]
        length = self._length(Sort.FIELD, at)
        if head not in ("Sở", "Phòng", "Bộ", "Ngành") or not length or not self._is_large(at):
            return None
        end = self._at_level(at + length)
        return [Name(f"{head} {self._words(at, end)}", self.tokens[at].start, self.tokens[end - 1].end)], end

    def _group(self, at: int) -> tuple[list[Name], int] | None:
        """'các sở, ban, ngành', 'các cơ quan, đơn vị liên quan': a set phrase is one name."""
        counted = self._count(at)
        following = at + counted
        length = self._group_noun(following)
        if not length or (not counted and not self._opens_group(following + length)):
            return None
        following += length
        while self._fold(following) in (",", "và", "-", "–", "/") and (more := self._group_noun(following + 1)):
            following += 1 + more
        following = self._group_tail(following)
        listed = self._listed(at, following)
        return listed or ([replace(self._name(at, following), is_general=True)], following)

    def _group_noun(self, at: int) -> int:
        length = self._length(Sort.GROUP, at)
        if length and self._length(Sort.HEAD, at) > length:
            return 0
        if (
            length
            and (self._is_large(at + length) or self._length(Sort.FIELD, at + length))
            and not self._group_follows(at + length)
        ):
            return 0 if self._fold(at) not in ("tổ", "cấp") else length
        return length

    def _group_follows(self, at: int) -> bool:
        return bool(
            self._length(Sort.GROUP, at)
            or self._length("group tail", at)
            or self._length(Sort.STRONG, at)
            or self._length(Sort.WEAK, at)
            or self._level(at)
        )

    def _opens_group(self, at: int) -> bool:
        return self._fold(at) in (",", "-", "–") and bool(self._group_noun(at + 1)) and self._fold(at + 1) != "xã hội"

    def _group_tail(self, at: int) -> int:
        """Pass over what says which of them: 'liên quan', 'của tỉnh', 'làm nhiệm vụ …'."""
        for _ in range(3):
            if length := self._length("group tail", at):
                at += length
            elif self._folds(at, 3) == "làm nhiệm vụ":
                at += 3
                while self._inside(at) and not self._length(Sort.WEAK, at) or self._length(Sort.COMPOUND, at):
                    at += max(1, self._length(Sort.COMPOUND, at))
            else:
                at = self._at_level(at)
        return at

    def _listed(self, at: int, following: int) -> tuple[list[Name], int] | None:
        """'Các đơn vị: Văn phòng …, Kinh tế và Hạ tầng' and '… như Hội Nông dân, …' name those listed."""
        if self._fold(following) not in (":", "như"):
            return None
        head = "Sở" if "sở" in self._words(at, following).lower() else "Phòng"
        names, end = list[Name](), following + 1
        while True:
            if (
                found := self._field_of(end, head)
                or self._post(end)
                or self._committee(end)
                or self._office(end)
                or self._group(end)
                or self._named(end)
            ):
                names, end = names + found[0], found[1]
            else:
                return None
            separator = self._separator(end)
            if not separator or not (self._starts_name(end + separator) or self._length(Sort.FIELD, end + separator)):
                return names, end
            end += separator

    def _field_of(self, at: int, head: str) -> tuple[list[Name], int] | None:
        length = self._length(Sort.FIELD, at)
        if not length or not self._is_large(at) or self._length(Sort.HEAD, at):
            return None
        end = self._at_level(at + length)
        return [Name(f"{head} {self._words(at, end)}", self.tokens[at].start, self.tokens[end - 1].end)], end

    def _named(self, at: int) -> tuple[list[Name], int] | None:
        """'Ban Dân vận Huyện ủy', 'Trung tâm phát triển quỹ đất huyện': a head and the rest of its name."""
        start = at + self._count(at)
        length = self._length(Sort.HEAD, start)
        if not length or self._length(Sort.NOT_HEAD, start) >= length:
            return None
        end = self._tail(start, start + length)
        if end == start + length == start + 1 and self._fold(start) in (
            "tt",
            "đài",
            "báo",
            "viện",
            "trường",
            "vụ",
            "cục",
            "quỹ",
            "thuế",
        ):
            return None
        if length := self._length(Sort.COMMITTEE, end):
            if self._fold(end + length) in ("và", ",", "-", "–") and self._length(Sort.COMMITTEE, end + length + 1):
                end += length + 1
            end = self._scope(end + self._length(Sort.COMMITTEE, end), "")[1]
        return [self._name(at, end)], end

    def _is_verb(self, at: int) -> bool:
        """Whether a verb that may stand inside names opens a duty here: 'xây dựng kế hoạch'."""
        return bool(self._length(Sort.WEAK, at)) and not self._is_large(at) and not self._length(Sort.COMPOUND, at)

    def _tail(self, start: int, at: int) -> int:
        limit = min(at + MAXIMUM_TAIL, len(self.tokens))
        if (
            self._folds(start, 3) in ("ban chỉ đạo",)
            or self._fold(start) == "bcđ"
            or self._folds(start, 3) == "tổ công tác"
        ):
            if self._fold(at) == "số" and self._fold(at + 1).isdigit():
                at += 2
            if self._length(Sort.PURPOSE, at) and not self._length(Sort.GROUP, at + 1):
                at, limit = at + self._length(Sort.PURPOSE, at), at + 16
                while at < limit and (
                    (self._inside(at) and not self._is_verb(at))
                    or (
                        self._fold(at) == ","
                        and self._inside(at + 1)
                        and not self._is_large(at + 1)
                        and not self._starts_name(at + 1)
                        and not self._length(Sort.WEAK, at + 1)
                    )
                ):
                    at += 1
            return self._at_level(at)
        while at < limit:
            if length := max(self._length(Sort.COMPOUND, at), self._length(Sort.FIELD, at)):
                at += length
            elif (
                self._fold(at) in ("-", "–", "&", "và")
                and (self._length(Sort.FIELD, at + 1) or self._is_large(at + 1))
                and not self._starts_name(at + 1)
            ):
                at += 1
            elif self._length(Sort.COMMITTEE, at):
                break
            elif (length := self._length(Sort.HEAD, at)) > 1 and self._is_large(at):
                at += length
                break
            elif self._inside(at) and (self._is_large(at) or not self._length(Sort.WEAK, at)):
                at += 1
            else:
                break
        return self._at_level(at)

    def _post(self, at: int) -> tuple[list[Name], int] | None:
        """'Lãnh đạo UBND huyện', 'đồng chí Bí thư Đảng ủy các xã': a post, with the body it stands in."""
        start = at + self._honorific(at)
        following = start + self._count(start)
        member = self._count(start) > 0 or self._fold(at) == "các"
        length = self._length(Sort.POST, following) or self._length(Sort.MEMBER, following)
        if self._folds(start, 1) == "trong" and start > at:
            return self._members_in(at, start + 1)
        if not length or (following + length < len(self.tokens) and self._folds(following, 3) == "lãnh đạo, chỉ đạo"):
            return None
        post = following
        while length:
            member = member or bool(self._length(Sort.MEMBER, following))
            following += length
            step = 1 if self._fold(following) in (",", "-", "–", "và") else 0
            step += self._count(following + step)
            length = (
                self._length(Sort.POST, following + step) or self._length(Sort.MEMBER, following + step) if step else 0
            )
            following += step if length else 0
        body = (
            self._held(post, following)
            or self._committee(following)
            or self._group(following)
            or self._named(following)
            or self._office(following)
        )
        end = self._group_tail(body[1]) if body else following
        if not body and start == at and not member and not self._is_large(at):
            return None
        while (
            body
            and self._separator(end)
            and (more := self._group(end + 1))
            and member is False
            and self._fold(post) in ("thủ", "người", "lãnh")
        ):
            body, end = (body[0] + more[0], more[1]), more[1]
        words = self._words(start, end)
        if self._fold(end) == "phụ" and self._fold(end + 1) == "trách":
            end = self._in_charge(end)
        name = Name(shorten(words), self.tokens[at].start, self.tokens[end - 1].end, post=words, is_member=member)
        if body and not member:
            name = replace(name, body="; ".join(one.lead for one in body[0]))
        return [name], end

    def _held(self, post: int, following: int) -> tuple[list[Name], int] | None:
        """'Chánh Văn phòng UBND xã', 'Trưởng phòng Nội vụ': the name of the body begins inside that of the post."""
        if self._fold(post) not in ("chánh", "trưởng") or following - post < 2 or self._count(following):
            return None
        return self._office(post + 1) or self._named(post + 1)

    def _in_charge(self, at: int) -> int:
        """Pass over 'phụ trách các phòng, ban, ngành, các xã', which says no more than whom they oversee."""
        end = at + 2
        while found := self._group(end + (self._fold(end) == ",")):
            end = found[1]
        return end if end > at + 2 else at

    def _members_in(self, at: int, body: int) -> tuple[list[Name], int] | None:
        found = self._committee(body) or self._named(body)
        if not found:
            return None
        return [replace(self._name(at, found[1]), post=self._words(at, found[1]), is_member=True)], found[1]

    def _person(self, at: int) -> tuple[list[Name], int] | None:
        """'đồng chí Nguyễn Văn An, Phó Chủ tịch UBND huyện', 'bà Nhung, Chủ tịch Hội Phụ nữ xã'."""
        start = at + self._honorific(at)
        end = self._proper(start)
        if start == at or end == start:
            return None
        name = Name(
            self._words(start, end), self.tokens[at].start, self.tokens[end - 1].end, post=self._words(start, end)
        )
        step = 1 if self._fold(end) in (",", "-", "–", "(") else 0
        post = self._post(end + step)
        if not post:
            return [name], end
        last = post[0][0]
        closed = post[1] + (step == 1 and self._fold(end) in "(," and self._fold(post[1]) in (")", ","))
        words = f"{name.value}, {last.post}"
        return [replace(last, value=shorten(words), post=words, start=name.start, is_member=False)], closed

    # -- tokens

    def _name(self, at: int, end: int) -> Name:
        return Name(shorten(self._words(at, end)), self.tokens[at].start, self.tokens[end - 1].end)

    def _words(self, at: int, end: int) -> str:
        return self.view[self.tokens[at].start : self.tokens[end - 1].end] if end > at else ""

    def _fold(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def _folds(self, at: int, count: int) -> str:
        return " ".join(self._fold(n) for n in range(at, at + count)).replace(" ,", ",")

    def _is_large(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].is_large

    def _length(self, sort: object, at: int) -> int:
        return LEXICON.length(sort, self.tokens, at)

    def _level(self, at: int) -> int:
        """The length of a tier named from `at` on; 'huyện ủy' is a body and no tier."""
        length = self._length(Sort.LEVEL, at)
        return length if max(self._length(Sort.HEAD, at), self._length(Sort.GROUP, at)) <= length else 0

    def _count(self, at: int) -> int:
        if self._folds(at, 2) in ("toàn thể", "tất cả"):
            return 2 + self._count(at + 2)
        token = self._fold(at)
        return 1 if token in COUNTS or (token.isdigit() and len(token) < 4) else 0

    def _honorific(self, at: int) -> int:
        for words in HONORIFICS:
            if self._folds(at, len(words)) == " ".join(words):
                return len(words)
        return 0

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
            return at > 0 and len(token.fold) < 3 and self._fold(at - 1) in ("phường", "quận", "thôn", "tổ", "khu")
        return (
            token.is_large
            and self._length(Sort.STRONG, at) < 2
            and not (at > first and self._starts_name(at) and self._length(Sort.HEAD, at) > 1)
        )

    def _touches(self, at: int) -> bool:
        return self.tokens[at].end == self.tokens[at + 1].start

    def _at_level(self, at: int) -> int:
        """Pass over '(của) huyện An Lão', 'các xã, thị trấn', 'trên địa bàn tỉnh' after a name."""
        step = 1 if self._fold(at) in ("của", "thuộc") else 3 if self._folds(at, 3) == "trên địa bàn" else 0
        level = at + step + self._count(at + step)
        if (length := self._length(Sort.HEAD, level)) > 1 and self._length(Sort.LEVEL, level):
            return level + length
        length = self._level(level)
        if not length:
            return at + 3 if step == 3 else at
        if level > at + step or self._level(level + length):
            end = self._levels(level)
            return end + self._level(end)
        return self._proper(level + length)

    def _separator(self, at: int) -> int:
        if self._fold(at) in (",", ";", "và") and self._fold(at + 1) in ("và", "cùng"):
            return 2
        if self._fold(at) == "," and self._folds(at + 1, 2) in ("nhất là", "đặc biệt"):
            return 3 + (self._fold(at + 3) == "là")
        return 1 if self._fold(at) in (",", ";", "và", "cùng") else 0

    def _next_level(self, at: int) -> int:
        """The length of the level after a separator: 'và thị trấn C'."""
        if self._fold(at) not in (",", "và"):
            return 0
        return self._level(at + 1 + self._count(at + 1))

    def _starts_name(self, at: int) -> bool:
        at += self._count(at)
        return bool(
            self._length(Sort.COMMITTEE, at)
            or self._length(Sort.OFFICE, at)
            or self._length(Sort.HEAD, at)
            or self._length(Sort.GROUP, at)
            or self._honorific(at)
        )
