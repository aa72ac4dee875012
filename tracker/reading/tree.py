"""The tree of paragraphs: what stands under what, and which paragraphs are headings, owner lines or credits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from tracker.reading.blocks import Block
from tracker.reading.headings import ANNEX, CLOSING, FOOTNOTE, GENERIC, OWNER_LINE, Nature, nature_of
from tracker.reading.labels import Label, Rank, is_above
from tracker.reading.named import heading_owners, names_only
from tracker.reading.owners import find_owners
from tracker.reading.phrasing import CREDIT
from tracker.reading.text import Passage
from tracker.reading.verbs import opens_with_verb

BARE_WORDS = 8
TOLD_IN_BRACKETS = re.compile(r"(?<!\w)(?:hoàn thành|xong|trước|chậm nhất|thực hiện|chủ trì|giao)(?!\w)")
STICKY = (Nature.RESULTS, Nature.FORMALITIES, Nature.REQUESTS)


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


def grow(blocks: list[Block], *, is_report: bool) -> list[Node]:
    """Return the nodes of the body in order, each under its parent."""
    return _Tree(is_report).grow(blocks)


def _is_noise(block: Block) -> bool:
    """Whether an unlabelled paragraph belongs to no section: footnotes, closing formulas, captions of annexes."""
    text = block.words.text
    if len(text) < 4 or not any(char.isalpha() for char in text):
        return True
    is_caption = len(text) < 200 and ANNEX.match(text) is not None
    return is_caption or bool(FOOTNOTE.match(text) or CLOSING.match(block.words.fold))


def _is_bracketed_owner(block: Block) -> bool:
    """'(Đảng ủy Sở Y tế lãnh đạo thực hiện các nội dung tại mục 3)': who is told, below the points it is said of."""
    text = block.words.text.rstrip(" .")
    if block.label or not (text.startswith("(") and text.endswith(")")) or len(text) > 300:
        return False
    return bool(OWNER_LINE.search(block.words.fold) and find_owners(block.words.cut(1, len(text) - 1)).leads)


class _Tree:
    """Grows the tree of paragraphs from the blocks of the body."""

    def __init__(self, is_report: bool) -> None:
        self.is_report = is_report
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.counts: dict[tuple[tuple[str, ...], str], int] = {}

    def grow(self, blocks: list[Block]) -> list[Node]:
        kept = [block for block in blocks if block.words.text and (block.label or not _is_noise(block))]
        for block, following in zip_longest(kept, kept[1:]):
            if not self._goes_on(block, following):
                self._add(block, following)
        return self.nodes

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
            self._close_bullets()
        elif _is_bracketed_owner(block):
            self._close_points()
        parent = self._parent(block)
        node = Node(block.words, block.label, self._path(block, parent), parent)
        has_children = self._has_children(node, following)
        node.announces = block.is_open and has_children
        node.is_owner_line = self._is_owner_line(node, block)
        if not node.is_owner_line:
            node.is_credit = CREDIT.match(block.words.fold) is not None
            node.is_heading = not node.is_credit and self._is_heading(node, block, has_children)
        node.nature = self._nature(node, parent)
        if parent:
            parent.children.append(node)
        self.nodes.append(node)
        if block.label or node.is_heading:
            self.stack.append(node)

    def _close_bullets(self) -> None:
        """Close the bullets, and a letter without any: a starred line speaks for all the letters of its point."""
        while self.stack and self.stack[-1].label and self.stack[-1].label.is_bullet:
            self.stack.pop()
        if self.stack and self.stack[-1].rank == Rank.LETTER and self.stack[-1].parent and not self.stack[-1].children:
            self.stack.pop()

    def _close_points(self) -> None:
        while self.stack and self.stack[-1].rank > Rank.ARABIC and self.stack[-1].parent:
            self.stack.pop()

    def _has_children(self, node: Node, following: Block | None) -> bool:
        """Whether the next block stands under this one and is more than a credit of it."""
        if following is None or CREDIT.match(following.words.fold) or _is_bracketed_owner(following):
            return False
        if not following.label:
            return not following.is_shouted and node.label is not None
        return node.label is None or is_above(node.label, following.label)

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

    def _is_owner_line(self, node: Node, block: Block) -> bool:
        """'* Ban cán sự đảng … lãnh đạo triển khai thực hiện thường xuyên.' (reading rule 4)"""
        if _is_bracketed_owner(block):
            return node.parent is not None
        return bool(
            node.label
            and node.label.words == "*"
            and node.parent
            and find_owners(node.words).leads
            and len(node.words.text) < 500
        )

    def _is_heading(self, node: Node, block: Block, has_children: bool) -> bool:
        """Whether a paragraph only names what follows (reading rule 1)."""
        text = block.words.text
        if block.is_shouted:
            return True
        if not node.label:
            return block.bold and not has_children and len(text) < 120 and not text.endswith(".")
        if not has_children:
            return block.is_open and len(text.split()) < 12
        if node.label.rank >= Rank.LETTER:
            return self._only_names(node, block)
        if block.is_open:
            return not self._assigns(node)
        if text.endswith(")") and (names_only(node.words) or self._asides(node, block)):
            return True
        return not text.rstrip(' "”*').endswith((".", ";", ")", "…")) and len(text.split()) <= 60

    def _asides(self, node: Node, block: Block) -> bool:
        """Whether the brackets that close a paragraph only explain its subject: '2. Về các trạm y tế xã (42 trạm)'."""
        is_subject = block.bold or node.words.fold.startswith(("về ", "đối với "))
        inside = node.words.fold[node.words.fold.rfind("(") :]
        return is_subject and not TOLD_IN_BRACKETS.search(inside) and not self._assigns(node)

    def _only_names(self, node: Node, block: Block) -> bool:
        """'a) Sở Xây dựng:', 'b) Về đất đai:' announce only; other lead-ins are assignments (reading rule 3)."""
        if not block.is_open and len(block.words.text.split()) > 12:
            return False
        fold = node.words.fold
        if fold.startswith(("về ", "đối với ", "công tác ")) or (block.is_open and nature_of(fold)):
            return True
        if not heading_owners(node.words).leads:
            return block.is_open and not opens_with_verb(node.words)  # 'a) Dự án đường tránh phía Đông:'
        return not self._assigns(node)

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
        """What the paragraph's own heading says, else that of the one above; results stay results throughout."""
        above = parent.nature if parent else Nature.PLAIN
        if parent and above in STICKY and (parent.is_heading or not node.is_heading):
            return above
        fold = node.words.fold
        head = fold if node.is_heading else fold.split(":", 1)[0] if ":" in fold[:60] else ""
        nature = nature_of(head) if head else None
        if nature is None or (above is Nature.REMARKS and not node.is_heading):
            return above
        if nature is Nature.REQUESTS and not node.is_heading:
            return above
        if nature is Nature.REMARKS and not node.is_heading and find_owners(node.words).leads:
            return above
        if (
            not self.is_report
            and nature is Nature.RESULTS
            and ("lãnh đạo" in head[:25] or "chỉ đạo, điều hành" in head)
        ):
            return above
        return nature
