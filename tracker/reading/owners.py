"""Who is told to do it: the leads, partners and persons a sentence names, and what a heading hands down."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.reading.lexicon import LEXICON, Sort
from tracker.reading.names import Name
from tracker.reading.partners import Company
from tracker.reading.phrasing import (
    AFTER_TOPIC,
    AGREED,
    CLOSING_BRACKET,
    COMPANY,
    CORES,
    DOING,
    FORMERLY,
    HANDING,
    HANDING_CUES,
    HIRED,
    IN_CHARGE_HERE,
    MOVED,
    NO_DUTY,
    NOT_TOLD,
    OPENING,
    OWN_PEOPLE,
    PERSON_LINK,
    REASON,
    RECEIVED,
    REMIT,
    SHARED_DUTY,
    SPEAKING,
    TOPIC,
    TRAILING,
    TRAILING_CUES,
    WHEN,
    WHICH,
    WORKERS,
    YEAR_OF,
)
from tracker.reading.results import Found, Source
from tracker.reading.text import Passage, fold

FRONTED = 6  # words of what is handed over, named before the verb: 'Đêm văn nghệ giao Hội Phụ nữ xã …'


@dataclass(frozen=True)
class Owners:
    """Who leads, who coordinates, which persons answer for it, and where that was said."""

    leads: tuple[Found[str], ...] = ()
    coordinating: tuple[Found[str], ...] = ()
    persons: tuple[Found[str], ...] = ()
    source: Source = Source.NONE
    action_at: int = 0
    verb: str = ""

    def handed_down(self, source: Source = Source.SECTION) -> "Owners":
        """Return these as what a heading or point gives to the items below it (reading rule 17)."""
        if not self.leads and not self.coordinating:
            return self
        source = self.source if self.source is Source.DOCUMENT else source
        return Owners(
            tuple(replace(found, source=source) for found in self.leads),
            tuple(replace(found, source=source) for found in self.coordinating),
            tuple(replace(found, source=source) for found in self.persons),
            source if self.leads else Source.NONE,
        )


@lru_cache(maxsize=256)  # a passage never changes, and is asked more than once
def find_owners(words: Passage) -> Owners:
    """Return who a sentence or paragraph tells to act (reading rules 13 to 16)."""
    return Sentence(words).owners()


class Sentence(Company):
    """One passage, and who is told in it."""

    def owners(self) -> Owners:
        start = OPENING.match(self.fold)
        at = start.end() if start else 0
        leads, end, verb = (
            self._handed_in_brackets()
            or self._handed(at)
            or self._credited()
            or self._subject(at)
            or self._speaking()
            or self._after_topic(at)
            or self._shared(at)
            or self._trailing()
            or self._agreed()
            or ([], at, "")
        )
        leads, partners = self.delegated(leads)
        helpers, end = self.helpers(end)
        partners += helpers
        leads, end, more = self._directed(leads, end, verb)
        leads = [] if any(name.value[0].isdigit() for name in leads) else leads
        if leads and IN_CHARGE_HERE.match(self.fold, end):
            leads, self._persons = [], leads
        partners += more + self.partners(end if leads else 0, leads)
        leads = [self.full_name(name) for name in leads]
        return Owners(
            tuple(self.found(name, lead) for name in leads for lead in name.lead.split("; ")),
            tuple(self.found(name, lead) for name in partners for lead in name.lead.split("; ")),
            tuple(self.found(name, name.post) for name in self._persons + leads + partners if name.post),
            Source.ITEM if leads else Source.NONE,
            self.past_partners(end),
            verb,
        )

    # -- the ways of naming a lead, each giving the names, the end of them and the verb that handed it over

    def _handed(self, at: int) -> tuple[list[Name], int, str] | None:
        """'Giao Sở Tài chính …', 'UBND huyện yêu cầu: Thủ trưởng các đơn vị …', 'Đối với …: giao …'."""
        if not HANDING_CUES.stand_in(self.cues):
            return None
        moved = MOVED.match(self.fold, at)
        names, end = self.listed(moved.end()) if moved else ([], at)
        if names:
            return names, end, "chuyển"
        for found in HANDING.finditer(self.fold, at):
            verb = CORES.match(found["core"])[0]  # type: ignore[index]
            before = self.fold[at : found.start()].rstrip()
            names, end = self.listed(found.end())
            if not names and verb in ("đề nghị", "kiến nghị"):
                names, end = self._tier(found.end())
            if not names and self.fold.startswith("tư vấn ", found.end()):
                end = found.end() + len("tư vấn")
                names = [Name("Tư vấn", found.end(), end)]
            if names and self._may_hand(before, at, found["verb"]):
                if verb == "yêu cầu" and before and all(HIRED.match(fold(name.value)) for name in names):
                    return None  # 'Ban Quản lý dự án … yêu cầu nhà thầu …': who presses those it hired is told to
                return names, end, verb
            if before and not before.endswith((":", ",", ";")) and len(before) > 400:
                break
        return None

    def _handed_in_brackets(self) -> tuple[list[Name], int, str] | None:
        """'… tham gia lớp Cao cấp (Giao Văn phòng Đảng ủy hoàn tất thủ tục).': the last word on who is to do it."""
        found = CLOSING_BRACKET.search(self.fold) if self.fold.rstrip(" .;/").endswith(")") else None
        names, end = self.listed(found.end()) if found else ([], 0)
        return (names, 0, "giao") if names and self._acts(end, plainly=True) else None

    def _tier(self, place: int) -> tuple[list[Name], int]:
        """'đề nghị thành phố hỗ trợ': a tier asked without naming its body."""
        at = self.names.index(place)
        length = LEXICON.length(Sort.LEVEL, self.names.tokens, at)
        if not length:
            return [], place
        end = self.names.tokens[at + length - 1].end
        words = self.words.view[place:end].strip()
        return [Name(words[:1].upper() + words[1:], self.names.tokens[at].start, end)], end

    def _may_hand(self, before: str, at: int, verb: str) -> bool:
        """Whether a verb of handing over stands at the head of its clause, with or without a subject."""
        if not before or verb.startswith(("chuyển", "cuộc họp", "hội nghị", "ban chỉ đạo")):
            return True
        if before.endswith((" nay", ",nay")):
            return True
        if FORMERLY.search(re.split(r"[,:;.]\s+", before)[-1]):
            return False
        if verb.endswith("chỉ đạo"):
            return before.endswith(("tiếp tục", "tăng cường")) and len(before) < 20
        if before.endswith((":", ",", ";")):
            return bool(TOPIC.match(before)) or before.endswith(":") or before.startswith("căn cứ") or len(before) < 60
        clause = re.split(r"[:;]\s+", before)[-1]
        if "," in clause and not REASON.match(clause) and not WHEN.match(clause):
            return False
        if (
            len(clause.split()) <= FRONTED
            and not clause.endswith(("được", "đã", "nhiệm vụ", "bàn", "chuyển"))
            and verb.startswith("giao")
        ):
            return True
        clause = clause.rsplit(", ", 1)[-1]
        names, end = self.listed(at + before.rfind(clause))
        return bool(names) and not self.fold[end : at + len(before)].strip(" ,")

    def _credited(self) -> tuple[list[Name], int, str] | None:
        """'Cơ quan chủ trì: Sở Nội vụ.'"""
        for found in self.credits:
            if found.lastgroup == "lead":
                names, _ = self.listed(found.end())
                if names:
                    return names, 0, "chủ trì"
        return None

    def _agreed(self) -> tuple[list[Name], int, str] | None:
        """'… cuộc họp thống nhất Trạm Y tế chủ trì, Công an xã cùng tham gia'."""
        found = AGREED.search(self.fold) if "thống nhất" in self.fold or "nhất trí" in self.fold else None
        names, end = self.listed(found.end()) if found else ([], 0)
        told = names and (DOING.match(self.fold, end) or (found and found["to"] and self._acts(end, plainly=True)))
        return (names, end, "giao") if told else None

    def _subject(self, at: int, *, surely: bool = False) -> tuple[list[Name], int, str] | None:
        """'UBND huyện chấn chỉnh …': who stands first and is followed by what to do."""
        names, end = self.listed(at)
        if (
            names
            and (which := WHICH.match(self.fold, end))
            and (names[-1].is_general or "các" in fold(names[-1].value))
        ):
            said = f"{names[-1].value} {YEAR_OF.sub('', self.words.view[which.start('which') : which.end('which')])}"
            names, end = [*names[:-1], replace(names[-1], value=said, end=which.end("which"))], which.end()
        if not names or NOT_TOLD.match(self.fold, end):
            return None
        at = self._past_remit(self._past_company(end))
        helpers, acting = self.helpers(at)
        return (names, end, "") if helpers or self._acts(acting, plainly=not surely) else None

    def _past_remit(self, end: int) -> int:
        """The place after '…, theo lĩnh vực phụ trách, …', which says only why just they are told."""
        remit = REMIT.match(self.fold, end)
        return remit.end() if remit else end

    def _past_company(self, end: int) -> int:
        """The place after '… cùng (với) các thôn', said of a body before its verb."""
        link = COMPANY.match(self.fold, end)
        names, after = self.listed(link.end()) if link else ([], end)
        return after if names else end

    def _acts(self, end: int, *, plainly: bool = False) -> bool:
        """Whether a duty follows: a verb, also after a comma ('…, căn cứ chức năng, …'), or `plainly` any word."""
        tokens = self.names.tokens
        at = self._past_marks(self.names.index(end))
        if at >= len(tokens):
            return False
        verb = LEXICON.length(Sort.STRONG, tokens, at) or LEXICON.length(Sort.WEAK, tokens, at)
        if (tokens[at].fold in NO_DUTY and verb < 2) or tokens[at].fold == "phục":
            return False
        return bool(verb) or tokens[at].fold in ("hướng", "lãnh", "thường") or (plainly and self._is_plain(at))

    def _past_marks(self, at: int) -> int:
        """Pass over a remark in brackets, a comma or a colon after a name."""
        tokens = self.names.tokens
        if at < len(tokens) and tokens[at].fold == "(":
            at = 1 + next((n for n in range(at, min(at + 30, len(tokens))) if tokens[n].fold == ")"), at)
        return at + (at < len(tokens) and tokens[at].fold in (",", "...", ":"))

    def _is_plain(self, at: int) -> bool:
        """Whether an unlisted word in small letters follows a name: 'Công an xã tuần tra …', 'Phòng Y tế: in …'."""
        token, before = self.names.tokens[at], self.names.tokens[at - 1]
        return (
            token.is_word and token.words.islower() and token.fold != "và" and (before.is_word or before.fold in ":)")
        )

    def _after_topic(self, at: int) -> tuple[list[Name], int, str] | None:
        """'Dự án tái định cư: UBND huyện sớm chỉ đạo …', 'Đối với 03 xã: A, B, C xây dựng …'."""
        topic = TOPIC.match(self.fold, at)
        if topic and topic[0] == "đối với":
            names, end = self.listed(topic.end() + 1)
            if names and self._acts(end) and not NOT_TOLD.match(self.fold[end:]):
                return names, end, ""
        timely = WHEN.match(self.fold, at)
        for found in AFTER_TOPIC.finditer(self.fold, at, at + 300):
            if found[0][0] == ":" or topic or timely:
                subject = self._subject(found.end(), surely=found[0][0] == "," or not (topic or timely))
                if subject and found[0][0] == "," and RECEIVED.match(self.fold, subject[1]):
                    continue
                if subject and (found[0][0] == ":" or timely or not any(name.is_general for name in subject[0])):
                    return subject
        return None

    def _speaking(self) -> tuple[list[Name], int, str] | None:
        """'Ông Trí, Phó Giám đốc Ban Quản lý dự án tỉnh: Ban sẽ …': who speaks promises for the own body."""
        found = SPEAKING.search(self.fold) if ":" in self.fold else None
        spoken = self.listed(0)[0] if found else []
        body = spoken[0].body or self._body_in(spoken[0]) if spoken else ""
        if not found or not fold(body).startswith(found["noun"]):
            return None
        return [Name(body, found.start("noun"), found.end("noun"))], found.end("noun"), ""

    def _body_in(self, name: Name) -> str:
        """The body in the post of a deputy: 'Phó Giám đốc Ban Quản lý dự án tỉnh'."""
        place = next(
            (
                at
                for at in range(name.start, name.end)
                if self.words.view[at : at + 1].isupper() and self.listed(at)[0] and not self.listed(at)[0][0].post
            ),
            -1,
        )
        return self.listed(place)[0][0].value if place >= 0 else ""

    def _shared(self, at: int) -> tuple[list[Name], int, str] | None:
        found = SHARED_DUTY.match(self.fold, at)
        names, end = self.listed(found.end()) if found else ([], 0)
        return (names, end, "") if names else None

    def _trailing(self) -> tuple[list[Name], int, str] | None:
        """'… (Sở Tài chính chủ trì)', '… do Sở Y tế thực hiện', '… cấp cho Ban quản lý dự án thực hiện'."""
        if not TRAILING_CUES.stand_in(self.cues):
            return None
        for found in TRAILING.finditer(self.fold):
            names, end = self.listed(found.end())
            if names and DOING.match(self.fold, end):
                return names, 0, ""
        return None

    # -- partners and persons

    _persons: list[Name] = []

    def _directed(self, leads: list[Name], end: int, verb: str) -> tuple[list[Name], int, list[Name]]:
        """'giao đồng chí P chịu trách nhiệm chỉ đạo X …': X leads, P is the person (reading rule 14).

        So it is when a body leads another ('Đảng ủy xã lãnh đạo UBND xã …'), but not when it is asked to, nor when
        it leads nobody but its own people at large ('UBND xã chỉ đạo các bộ phận liên quan …').
        """
        self._persons = []
        link = PERSON_LINK.match(self.fold, self._past_remit(end)) if leads else None
        names, after = self.listed(link.end()) if link else ([], end)
        if not link or not names or not self._acts(self._past_remit(after), plainly=True):
            return leads, end, []
        by_post = all(name.post for name in leads)
        own_people = all(name.is_general and OWN_PEOPLE.search(fold(name.value)) for name in names)
        if link["how"] == "đôn đốc" or (not by_post and (own_people or verb in ("đề nghị", "kiến nghị"))):
            return leads, end, []
        self._persons = leads if by_post else []
        at_large = len(names) > 1 and names[-1].is_general and WORKERS.search(fold(names[-1].value))
        directed, partners = (names[:-1], names[-1:]) if at_large else (names, [])
        return directed, after, partners
