"""The outline of a document: what stands under what, which paragraphs are headings, and where the body begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from tracker.reading.blocks import Block
from tracker.reading.labels import Label, Rank, is_above
from tracker.reading.owners import CREDIT, find_owners
from tracker.reading.text import Passage


class Nature(Enum):
    """What the heading above a paragraph makes of it."""

    PLAIN = "nothing said"
    TASKS = "work to be done"
    RESULTS = "what was done"
    REMARKS = "aims, requirements, judgement, background"
    REQUESTS = "requests to a higher level"
    FORMALITIES = "who was present, when and where"


HEADINGS = re.compile(
    r"""
    (?:(?:công\ tác|về|một\ số|những|các|phần|đánh\ giá\ về)\s+)*
    (?: (?P<RESULTS>(?:tóm\ tắt\ )?kết\ quả|tình\ hình\ (?:thực\ hiện|triển\ khai|kết\ quả)|lãnh\ đạo,?\ (?:và\ )?chỉ\ đạo(?:,?\ (?:điều\ hành|triển\ khai|thực\ hiện)[^.]*)?\s*:?\Z|công\ tác\ đã|việc\ đã\ làm)
      | (?P<REQUESTS>(?:đề\ xuất|kiến\ nghị)(?:,?\ (?:và\ )?(?:đề\ xuất|kiến\ nghị))?\s*(?:[:.,]|\Z|với\b|của\b|đối\b))
      | (?P<REMARKS>mục\ (?:đích|tiêu)|yêu\ cầu\s*(?:[:.,]|\Z|chung|cụ\ thể|và\b)|quan\ điểm|nguyên\ tắc|phương\ châm|đánh\ giá|ưu\ điểm|hạn\ chế|tồn\ tại|khó\ khăn
          |thuận\ lợi|nguyên\ nhân|bài\ học|khái\ quát|đặc\ điểm|tình\ hình|bối\ cảnh|phạm\ vi|đối\ tượng|sự\ cần\ thiết|căn\ cứ|nhận\ xét|kết\ luận\ chung\ về|chỉ\ tiêu|cơ\ sở\ (?:pháp\ lý|chính\ trị))
      | (?P<FORMALITIES>thành\ phần|thời\ gian\s*(?:,|và|:)|địa\ điểm|đại\ biểu|chủ\ trì\s*(?:[:,]|cuộc|hội)|thư\ ký\s*:|chủ\ tọa|có\ mặt|vắng\ mặt)
      | (?P<TASKS>nhiệm\ vụ|giải\ pháp|phương\ hướng|tổ\ chức\ thực\ hiện|phân\ công|nội\ dung|trách\ nhiệm|kết\ luận|lộ\ trình|thời\ gian\ tới|trọng\ tâm|chủ\ trương))""",
    re.VERBOSE,
)
OPENING = re.compile(
    r"(?:kết luận|như sau|sau đây|(?:nội dung|nhiệm vụ|việc|vấn đề|ý kiến)(?: [^.:]{0,40})? sau|thông báo|thống nhất)\s*:\s*\Z"
)
RECEIVERS = re.compile(r"(?:\s|\||\*)*(?:nơi nhận|kính gửi(?=:))\s*:?", re.IGNORECASE)
CLOSING = re.compile(
    r"(?:trên đây là|cuộc họp kết thúc|hội nghị kết thúc|biên bản (?:này )?(?:được|lập)|biên bản kết thúc|văn phòng [^.;:]{3,80} (?:xin )?(?:trân trọng )?thông báo|\(?(?:có|kèm theo|ban hành kèm) (?:\w+ )?(?:phụ lục|danh sách|kế hoạch|thông báo|quyết định|theo)"
    r"|(?:nội dung cụ thể|chi tiết|cụ thể)? ?(?:tại|theo|như) (?:các )?(?:phụ lục|biểu))"
)
SIGNED = re.compile(
    r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s*[.:]|(?:Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|CHỦ TRÌ|CHỦ TỌA|THƯ KÝ|TRƯỞNG PHÒNG|NGƯỜI GHI)\b[^.:;]{0,60}\Z"
)
ANNEX = re.compile(r"(?:phụ lục|phụ biểu|biểu mẫu|danh mục)\b", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"(?:[\ufffd¹²³⁰-⁹]|\[\^?\d+\]|\d{1,2}\s?(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn|Thông báo|Theo|Gồm|Báo cáo|Chương trình|Văn bản)\b)"
)
OWNER_LINE = re.compile(r"(?<!\w)(?:chủ trì|lãnh đạo|chịu trách nhiệm|thực hiện)(?!\w)")
PREAMBLE = re.compile(
    r"(?:căn cứ|thực hiện (?:kết luận|nghị quyết|chỉ thị|quyết định|kế hoạch|chương trình)|(?:hôm nay, )?(?:vào )?(?:lúc )?[\dgh: ]*ngày|tham dự|cùng dự|sau khi|qua )",
    re.IGNORECASE,
)
GENERIC = frozenset(
    "chủ trì phối hợp với cùng thực hiện các một số những nội dung nhiệm vụ công việc sau đây tập trung có trách nhiệm và tốt tổ chức triển khai như phải cần tiếp tục cụ thể đề nghị yêu cầu giao chịu quan tâm trong thời gian tới vấn giải pháp chỉ đạo".split()
)
BARE_WORDS = 8


@dataclass
class Node:
    """A paragraph in its place: the path of its labels, what stands above it, and what its heading says of it."""

    words: Passage
    label: Label | None
    path: tuple[str, ...]
    parent: "Node | None"
    nature: Nature = Nature.PLAIN
    is_heading: bool = False
    is_owner_line: bool = False
    is_credit: bool = False
    is_row: bool = False
    announces: bool = False
    children: list["Node"] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return self.label.rank if self.label else Rank.DOT + 1

    @property
    def is_item(self) -> bool:
        return not (self.is_heading or self.is_owner_line or self.is_credit or self.nature is Nature.FORMALITIES)

    def above(self) -> Iterable["Node"]:
        """The nodes this one stands under, the nearest first."""
        node = self.parent
        while node:
            yield node
            node = node.parent


@dataclass
class Outline:
    """The paragraphs of the body in order; the blocks before and after it; the tables with their captions."""

    nodes: list[Node]
    before: list[Block]
    after: list[Block]
    tables: list[tuple[list[Block], list[Block]]]
    opening: Passage | None = None


def make_outline(blocks: list[Block], *, is_report: bool = False) -> Outline:
    """Sort the blocks of a document into head, body, tables and tail, and the body into a tree."""
    start = _body_start(blocks)
    body, after, tables = _parts(blocks, start)
    opening = blocks[start - 1].words if start and OPENING.search(blocks[start - 1].words.fold) else None
    return Outline(_Tree(is_report).grow(body), blocks[:start], after, tables, opening)


def _body_start(blocks: list[Block]) -> int:
    """The first block after the preamble: after '… kết luận:', else the first label, else the first prose."""
    for at, block in enumerate(blocks):
        if block.is_row:
            if at and _is_table(blocks, at):
                return at
            continue
        if block.label and (not block.label.is_bullet or not _opens_later(blocks, at)) and not _present(blocks, at):
            return at
        if not block.label and OPENING.search(block.words.fold) and len(block.words.text) > 15 and not block.is_shouted:
            return at + 1
    return _prose_start(blocks)


def _opens_later(blocks: list[Block], at: int) -> bool:
    """Whether a bullet belongs to the preamble, which an opening sentence closes further down."""
    for block in blocks[at : at + 40]:
        if block.label and not block.label.is_bullet:
            return False
        if not block.label and OPENING.search(block.words.fold):
            return True
    return False


def _present(blocks: list[Block], at: int) -> bool:
    """Whether labels list those present, before an opening sentence: '1. Đồng chí …' under 'Thành phần:'."""
    before = blocks[at - 1].words.fold if at else ""
    return (
        before.endswith(":")
        and bool(HEADINGS.match(before))
        and HEADINGS.match(before).lastgroup == "FORMALITIES"
        and _opens_at_all(blocks, at)
    )  # type: ignore[union-attr]


def _opens_at_all(blocks: list[Block], at: int) -> bool:
    return any(not block.label and OPENING.search(block.words.fold) for block in blocks[at : at + 60])


def _is_table(blocks: list[Block], at: int) -> bool:
    return sum(block.is_row for block in blocks[at : at + 3]) >= 2 and any(
        "nội dung" in b.words.fold or "nhiệm vụ" in b.words.fold for b in blocks[at : at + 3]
    )


def _prose_start(blocks: list[Block]) -> int:
    for at, block in enumerate(blocks):
        if block.is_row or block.is_shouted or len(block.words.text) < 60 or PREAMBLE.match(block.words.text):
            continue
        if any(other.is_shouted for other in blocks[:at]):
            return at + (1 if _is_title(blocks, at) else 0)
    return len(blocks)


def _is_title(blocks: list[Block], at: int) -> bool:
    return at > 0 and blocks[at - 1].is_shouted and not blocks[at].words.text.rstrip('”"*').endswith((".", ";", ":"))


def _parts(blocks: list[Block], start: int) -> tuple[list[Block], list[Block], list[tuple[list[Block], list[Block]]]]:
    """Part body, tail, and tables with the blocks just before them."""
    body: list[Block] = []
    after: list[Block] = []
    tables: list[tuple[list[Block], list[Block]]] = []
    closed = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        if block.is_row and not RECEIVERS.match(block.words.text) and not (closed and len(block.cells) < 3):
            if not tables or not (at and blocks[at - 1].is_row):
                tables.append(([], (after if closed else body)[-3:]))
            tables[-1][0].append(block)
        elif not closed and _ends_body(block, after):
            closed = True
            after.append(block)
        elif closed and not block.label and ANNEX.match(block.words.text):
            closed = bool(blocks[at + 1 :] and not any(later.label or later.is_row for later in blocks[at + 1 :]))
            after.append(block)
        else:
            (after if closed else body).append(block)
    return body, after, tables


def _ends_body(block: Block, after: list[Block]) -> bool:
    text = block.words.text
    if RECEIVERS.match(text):
        return True
    return not block.label and block.is_shouted and len(text) < 90 and bool(SIGNED.match(text))


class _Tree:
    """Grows the tree of paragraphs from the blocks of the body."""

    def __init__(self, is_report: bool) -> None:
        self.is_report = is_report
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.counts: dict[tuple[tuple[str, ...], str], int] = {}

    def grow(self, blocks: list[Block]) -> list[Node]:
        skipping = False
        for at, block in enumerate(blocks):
            following = next((b for b in blocks[at + 1 :] if not b.is_row), None)
            if skipping and not block.label and FOOTNOTE.match(block.words.text) or not block.words.text:
                continue
            if not block.label and (
                FOOTNOTE.match(block.words.text) or CLOSING.match(block.words.fold) or self._is_noise(block)
            ):
                continue
            if self._goes_on(block, following):
                continue
            self._add(block, following)
        return self.nodes

    def _is_noise(self, block: Block) -> bool:
        return (
            len(block.words.text) < 4
            or (ANNEX.match(block.words.text) is not None and len(block.words.text) < 200)
            or not any(c.isalpha() for c in block.words.text)
        )

    def _goes_on(self, block: Block, following: Block | None) -> bool:
        """A bullet that ends in a colon and its one paragraph below are one item (reading rule 2)."""
        last = self.nodes[-1] if self.nodes else None
        if block.label or not last or not last.label or not last.label.is_bullet or not last.words.text.endswith(":"):
            return False
        if following is not None and not following.label:
            return False
        seam = max(block.words.at[0] - 1, 0)
        last.words = Passage(f"{last.words.text} {block.words.text}", (*last.words.at, seam, *block.words.at))
        return True

    def _add(self, block: Block, following: Block | None) -> None:
        if block.label and block.label.words == "*" and OWNER_LINE.search(block.words.fold):
            while self.stack and self.stack[-1].label and self.stack[-1].label.is_bullet:
                self.stack.pop()
        parent = self._parent(block)
        node = Node(block.words, block.label, self._path(block, parent), parent)
        node.is_owner_line = self._is_owner_line(node)
        node.is_credit = not node.is_owner_line and CREDIT.match(block.words.fold) is not None
        has_children = (
            following is not None and self._stands_under(following, node) and not CREDIT.match(following.words.fold)
        )
        node.announces = block.is_open and has_children
        node.is_heading = not node.is_credit and not node.is_owner_line and self._is_heading(node, block, has_children)
        node.nature = self._nature(node, parent)
        if parent:
            parent.children.append(node)
        self.nodes.append(node)
        if block.label or (node.is_heading and not block.label):
            self.stack.append(node)

    def _parent(self, block: Block) -> Node | None:
        if block.label:
            while self.stack and self.stack[-1].label and not is_above(self.stack[-1].label, block.label):
                self.stack.pop()
            while self.stack and not self.stack[-1].label and block.label.rank <= Rank.ORDINAL:
                self.stack.pop()
        elif block.is_shouted:
            self.stack.clear()
        elif self.stack and self.stack[-1].label and self.stack[-1].label.is_bullet:
            while self.stack and self.stack[-1].rank > Rank.ORDINAL:
                self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _path(self, block: Block, parent: Node | None) -> tuple[str, ...]:
        above = parent.path if parent else ()
        if not block.label:
            own = 1 if parent and not parent.is_heading else 0
            return (*above, f"p{self._next(above, 'p') + own}")
        if block.label.is_bullet:
            mark = "+" if block.label.rank is Rank.PLUS else "-"
            return (*above, f"{mark}{self._next(above, mark)}")
        words = block.label.words
        if block.label.rank is Rank.DOTTED and above and words.startswith(f"{above[-1]}."):
            above = above[:-1]
        if self._next((*above, words), "same") > 1:
            words = f"{words}~{self.counts[(*above, words), 'same']}"
        return (*above, words)

    def _next(self, above: tuple[str, ...], mark: str) -> int:
        self.counts[above, mark] = self.counts.get((above, mark), 0) + 1
        return self.counts[above, mark]

    def _stands_under(self, following: Block, node: Node) -> bool:
        if not following.label:
            return not following.is_shouted and node.label is not None
        return node.label is None or is_above(node.label, following.label)

    def _is_owner_line(self, node: Node) -> bool:
        """'* Ban cán sự đảng … lãnh đạo triển khai thực hiện thường xuyên.' (reading rule 4)"""
        return bool(
            node.label
            and node.label.words == "*"
            and node.parent
            and find_owners(node.words).leads
            and len(node.words.text) < 500
        )

    def _is_heading(self, node: Node, block: Block, has_children: bool) -> bool:
        if block.is_shouted:
            return True
        if not node.label:
            return (
                block.bold
                and has_children is False
                and len(block.words.text) < 120
                and not block.words.text.endswith(".")
            )
        if not has_children:
            return block.is_open and len(block.words.text.split()) < 12
        if node.label.rank >= Rank.LETTER:
            return self._only_names(node, block)
        if block.is_open:
            return not self._assigns(node)
        return (
            not block.words.text.rstrip(' "”*').endswith((".", ";", ")", "…")) and len(block.words.text.split()) <= 60
        )

    def _only_names(self, node: Node, block: Block) -> bool:
        """'a) Sở Xây dựng:', 'b) Về đất đai:' announce only; other lead-ins are assignments (reading rule 3)."""
        if not block.is_open and len(block.words.text.split()) > 12:
            return False
        fold = node.words.fold
        return (
            fold.startswith(("về ", "đối với ", "công tác "))
            or (bool(find_owners(node.words).leads or self._names_only(node)) and not self._assigns(node))
            or HEADINGS.match(fold) is not None
            and block.is_open
        )

    def _names_only(self, node: Node) -> bool:
        from tracker.reading.owners import heading_owners

        return bool(heading_owners(node.words).leads)

    def _assigns(self, node: Node) -> bool:
        """Whether a lead-in with an owner says more than that the following is to be done."""
        owners = find_owners(node.words)
        if not owners.leads:
            return False
        rest = node.words.fold[owners.action_at :]
        for found in owners.coordinating:
            rest = rest.replace(found.words.lower(), " ")
        words = [word for word in re.findall(r"\w+", rest) if word not in GENERIC]
        return len(words) >= BARE_WORDS

    def _nature(self, node: Node, parent: Node | None) -> Nature:
        above = parent.nature if parent else Nature.PLAIN
        if (
            above in (Nature.RESULTS, Nature.FORMALITIES, Nature.REQUESTS)
            and parent
            and (parent.is_heading or not node.is_heading)
        ):
            return above
        head = (
            node.words.fold
            if node.is_heading
            else node.words.fold.split(":", 1)[0]
            if ":" in node.words.fold[:60]
            else ""
        )
        found = HEADINGS.match(head) if head else None
        if not found or not found.lastgroup:
            return above
        nature = Nature[found.lastgroup]
        if above is Nature.REMARKS and not node.is_heading:
            return above
        if not self.is_report and nature is Nature.RESULTS and "lãnh đạo" in head[:25]:
            return above
        return nature
