"""Lists of names in running text: bodies, posts and persons, one after the other."""

import re
from dataclasses import replace

from tracker.reading.bodies import HAMLETS, Bodies, Listed, Name, shorten
from tracker.reading.lexicon import Sort
from tracker.reading.text import word_set

__all__ = ["Name", "Names", "shorten"]

WITH_FIELD = ("cán", "công", "chuyên")  # 'Cán bộ địa chính xã', 'Công chức Tư pháp - Hộ tịch'
PARTS_PLAYED = (
    "chủ đầu tư", "nhà thầu", "nhà thầu thi công", "đơn vị thi công", "đơn vị tư vấn", "cơ quan thường trực",
    "cơ quan chủ trì", "đơn vị chủ trì", "đơn vị vận hành",
)  # fmt: skip
FAMILIES = word_set("""
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh lưu trịnh mai tô đào đoàn vương tạ hà
    cao chu lâm thái triệu tăng quách kiều lại nông hứa lò phùng tống trương lương châu đậu thạch nghiêm khổng vi doãn
""")
PERSON_WORDS = 3
LONGEST_SHORT = 8
HOUSES = word_set("sở bộ cục")
DEPUTIES = ("phó", "pct")  # of two posts of one person that of the deputy counts less
HEADED = {"bộ trưởng": "Các bộ"}
BOTH_HEADS = re.compile(r"bí thư,? (?:và )?chủ tịch ")  # 'Bí thư, Chủ tịch UBND các xã'
HEADS_OF_SEVERAL = ("thủ", "người", "lãnh")  # 'Thủ trưởng các đơn vị', 'Người đứng đầu …'


class Names(Bodies):
    """The names of one passage, read from its tokens."""

    several = False  # whether 'các Bộ: Quốc phòng, Công an' is read, of which all that follow are offices of one sort

    def list_at(self, at: int) -> tuple[list[Name], int]:
        """Return the names listed from token `at` on ('Sở A, Sở B và UBND các xã') and the token after them."""
        names: list[Name] = []
        self.several = self._count(at) > 0 and self._length(Sort.OFFICE, at + self._count(at)) > 0
        found = self._one(at, names)
        while found:
            more, at = found
            names += more
            separator = self._separator(at)
            found = self._one(at + separator, names) if separator else None
        return names, at

    def post_at(self, at: int) -> Name | None:
        """Return the post that stands at token `at`, with the body whose post it is, or None."""
        found = self._post(at)
        return found[0][0] if found else None

    def _one(self, at: int, before: list[Name]) -> Listed | None:
        if not self._may_open(at + self._count(at)):
            return (self._same_sort(at, before) if before else None) if at < len(self.tokens) else None
        found = (
            (self._same_sort(at, before) if before and self.several else None)
            or self._post(at)
            or self._person(at)
            or self._committee(at)
            or self._office(at)
            or self._places(at)
            or self._group(at)
            or self._named(at)
            or (self._same_sort(at, before) if before else None)
        )
        return found and (self._told_in_brackets(at, found) or found)

    def _told_in_brackets(self, at: int, found: Listed) -> Listed | None:
        """'Chủ đầu tư (Ban Quản lý dự án tỉnh)' names who it is, 'Tập đoàn Điện lực Việt Nam (EVN)' its short name."""
        names, end = found
        if self._fold(end) != "(":
            return None
        short = self.tokens[end + 1].words if end + 2 < len(self.tokens) else ""
        if short.isupper() and len(short) <= LONGEST_SHORT and self._fold(end + 2) == ")" and not names[-1].post:
            whole = replace(names[-1], value=f"{names[-1].value} ({short})", end=self.tokens[end + 2].end)
            return [*names[:-1], whole], end + 3
        if self._words(at + self._count(at), end).lower() not in PARTS_PLAYED:
            return None
        names, closing = self.list_at(end + 1)
        return (names, closing + 1) if names and self._fold(closing) == ")" else None

    def _group(self, at: int) -> Listed | None:
        """'các sở, ban, ngành'; 'Các đơn vị: A, B' names those listed instead."""
        found = self._plain_group(at)
        return found and (self._listed(at, found[1]) or found)

    def _listed(self, at: int, following: int) -> Listed | None:
        """'Các đơn vị: Văn phòng …, Kinh tế và Hạ tầng' and '… như Hội Nông dân, …' name those listed."""
        if self._fold(following) not in (":", "như"):
            return None
        group = self._words(at, following).lower().split()
        head = next((house.capitalize() for house in ("sở", "bộ", "ban") if house in group), "Phòng")
        names: list[Name] = []
        end = following + 1
        while found := self._field_of(end, head) or self._one_listed(end):
            names, end = names + found[0], found[1]
            separator = self._separator(end)
            if not separator or not (self._starts_name(end + separator) or self._length(Sort.FIELD, end + separator)):
                return names, end
            end += separator
        return None

    def _one_listed(self, at: int) -> Listed | None:
        return self._post(at) or self._committee(at) or self._office(at) or self._plain_group(at) or self._named(at)

    def _field_of(self, at: int, head: str) -> Listed | None:
        length = self._length(Sort.FIELD, at)
        if not length or not self._is_large(at) or (self._length(Sort.HEAD, at) and head != "Bộ"):
            return None
        end = self._at_level(at + length)
        return [Name(f"{head} {self._words(at, end)}", *self._places_of(at, end))], end

    def _post(self, at: int, *, of_one: bool = False) -> Listed | None:
        """'Lãnh đạo UBND huyện', 'đồng chí Bí thư Đảng ủy các xã': a post, with the body it stands in."""
        start = at + self._honorific(at)
        if start > at and self._fold(start) == "trong":
            return self._members_in(at, start + 1)
        post = start + self._count(start)
        if self._fold(post) == "trưởng" and self._count(post + 1):
            return self._heads_of(at, post)
        following = self._posts(post)
        if following == post:
            return None
        member = self._count(start) > 0 or self._fold(at) == "các" or self._has_member(post, following)
        member = member and not of_one
        found = self._body(post, following)
        if not found and self._fold(post) in WITH_FIELD and (length := self._length(Sort.FIELD, following)):
            following = self._at_level(following + length)
        person = self._person_named(following, found[1]) if found and start > at else 0
        if person:
            found = [self._name(following, person)], self._proper(person)
        end = self._group_tail(found[1] if found else following)
        if not found and start == at and not member and not self._is_large(at):
            return None
        bodies = found[0] if found else []
        if not member and self._fold(post) in HEADS_OF_SEVERAL:
            bodies, end = self._more_bodies(bodies, end)
        elif not found and self._fold(post + 1) in HAMLETS and self._proper(following) > following:
            end = self._proper(following)
        words = self._words(start, end)
        deputy = "" if member or self._fold(post) not in DEPUTIES else self._words(start, person or end)
        end = self._in_charge(end)
        body = "" if member else "; ".join(one.lead for one in bodies) or HEADED.get(words.lower(), "")
        if BOTH_HEADS.match(words.lower()) and body.startswith("UBND "):
            body = f"{body.replace('UBND', 'Đảng ủy')}; {body}"
        name = Name(shorten(words), *self._places_of(at, end), post=words, body=body, is_member=member)
        name = replace(name, deputy=shorten(deputy))
        return self._second_post(name, end) if start > at and not member else ([name], end)

    def _heads_of(self, at: int, post: int) -> Listed | None:
        """'Trưởng các khu phố': the heads of several stand for them all."""
        found = self._plain_group(post + 1)
        if not found:
            return None
        words = self._words(at, found[1])
        return [Name(shorten(words), *self._places_of(at, found[1]), post=words, body=found[0][0].value)], found[1]

    def _second_post(self, first: Name, end: int) -> Listed:
        """'đồng chí Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh': of one person's two posts that of the head counts."""
        at = end + 1
        if self._fold(end) not in (",", "-", "–") or self._count(at) or self._posts(at) == at:
            return [first], end
        found = self._post(at)
        if not found or not found[0][0].body or found[0][0].is_member:
            return [first], end
        second, following = found[0][0], found[1]
        head = first if not first.deputy else second
        return [replace(head, start=first.start, end=second.end, post=f"{first.post}, {second.post}")], following

    def _person_named(self, at: int, end: int) -> int:
        """Where the name of the person begins in 'đồng chí Phó Chủ tịch UBND tỉnh Lê Hồng Quang'; 0 when nowhere."""
        places = (n for n in range(at + 1, end + 1) if self._fold(n) in FAMILIES and self._is_large(n))
        return next((n for n in places if self._proper(n) - n >= PERSON_WORDS), 0)

    def _posts(self, at: int) -> int:
        """Pass over posts held together: 'Bí thư, Chủ tịch', 'lãnh đạo, thành viên'."""
        following = at
        while length := self._length(Sort.POST, following) or self._length(Sort.MEMBER, following):
            at = following + length
            if any(self._fold(n) == "các" for n in range(following, at)) or self._folds(following, 2) == "bộ trưởng":
                break
            step = 1 if self._fold(at) in (",", "-", "–", "và") else 0
            following = at + step + self._count(at + step)
            if following == at:
                break
        return at

    def _has_member(self, at: int, end: int) -> bool:
        return any(self._length(Sort.MEMBER, n) for n in range(at, end))

    def _body(self, post: int, at: int) -> Listed | None:
        """The body whose post it is: inside the name of the post, or after it."""
        return (
            self._held(post, at)
            or self._committee(at)
            or self._group(at)
            or self._named(at)
            or self._office(at)
            or self._own_house(at)
            or (self._bare_group(at) if self._fold(post) in HEADS_OF_SEVERAL else None)
        )

    def _bare_group(self, at: int) -> Listed | None:
        """'Thủ trưởng cơ quan ngang bộ': a common noun for bodies, without 'các'."""
        length = self._group_noun(at)
        return ([self._name(at, at + length)], at + length) if length else None

    def _own_house(self, at: int) -> Listed | None:
        """'Giám đốc Sở', 'Phó Trưởng Ban': the house that issues the document, without its name."""
        return ([self._name(at, at + 1)], at + 1) if self._fold(at) in HOUSES and self._is_large(at) else None

    def _more_bodies(self, bodies: list[Name], end: int) -> Listed:
        """'Thủ trưởng các đơn vị, các ngành, các xã': heads of several groups."""
        while bodies and self._separator(end) and (more := self._group(end + 1)):
            bodies, end = bodies + more[0], more[1]
        return bodies, end

    def _held(self, post: int, following: int) -> Listed | None:
        """'Chánh Văn phòng UBND xã', 'Trưởng phòng Nội vụ': the name of the body begins inside that of the post."""
        if self._fold(post) not in ("chánh", "trưởng") or following - post < 2 or self._count(following):
            return None
        if self._count(post + 1):
            return self._plain_group(post + 1)
        return self._office(post + 1) or self._named(post + 1)

    def _in_charge(self, at: int) -> int:
        """Pass over 'phụ trách các phòng, ban, ngành, các xã', which says no more than whom they oversee."""
        if self._folds(at, 2) != "phụ trách":
            return at
        end = at + 2
        while found := self._group(end + (self._fold(end) == ",")):
            end = found[1]
        return end if end > at + 2 else at

    def _members_in(self, at: int, body: int) -> Listed | None:
        found = self._committee(body) or self._named(body)
        if not found:
            return None
        return [replace(self._name(at, found[1]), post=self._words(at, found[1]), is_member=True)], found[1]

    def _person(self, at: int) -> Listed | None:
        """'đồng chí Nguyễn Văn An, Phó Chủ tịch UBND huyện', 'bà Nhung, Chủ tịch Hội Phụ nữ xã'."""
        start = at + self._honorific(at)
        end = self._proper(start)
        if start == at or end == start:
            return None
        given = end == start + 1  # a given name alone keeps what it is called by: 'Đ/c Nam', 'Cô Hạnh'
        called = shorten(self._words(at, end)) if given else self._words(start, end)
        name = Name(called, *self._places_of(at, end), post=self._words(at if given else start, end))
        step = 1 if self._fold(end) in (",", "-", "–", "(") else 0
        post = self._post(end + step, of_one=True)
        if not post:
            return [name], end
        last = post[0][0] if post[0][0].body or not post[0][0].deputy else replace(post[0][0], body=name.value)
        closed = post[1] + (step == 1 and self._fold(end) in "(," and self._fold(post[1]) in (")", ","))
        words = f"{name.value}, {last.post}"
        return [replace(last, value=shorten(words), post=words, start=name.start, is_member=False)], closed
