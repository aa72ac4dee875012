"""Names outside sentences: what headings hand down, and the names in the cells of a table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.reading.owners import Owners, Sentence, find_owners
from tracker.reading.results import Found, Source
from tracker.reading.text import Passage, fold

PARTED = re.compile(r"<br\s*/?>|[,;.\n]\s*|\s(?:và)\s")  # 'Phòng Kinh tế<br>Phòng Nội vụ'
GOES_ON = re.compile(
    r"\s(?!(?:chủ trì|phối hợp|thực hiện|tham mưu|chịu|là|làm|cùng|với|để)(?!\w))[^\W\d][^,;:.()\[\]]{1,60}"
)  # 'HTX | chè Khe Mực': in a cell nothing stands but names
BRACKETED = re.compile(r"\A\s*\([^()]*\)")  # 'Phòng Kinh tế (cơ quan thường trực)'


def heading_owners(words: Passage) -> Owners:
    """Return whom a heading makes responsible for what stands under it: '2. Phòng Nội vụ chủ trì, phối hợp với …:'."""
    sentence = Sentence(words)
    names, end = sentence.listed(0)
    rest = BRACKETED.sub("", sentence.fold[end:]).strip(" :.;,")
    if fold(words.text).startswith("đối với "):
        names, end = sentence.listed(8)
        rest = sentence.fold[end:].strip(" :.;,")
        rest = "" if names and len(rest) < 40 else rest
    if names and not rest:
        return Owners(
            tuple(sentence.found(n, v) for n in names for v in n.lead.split("; ")),
            (),
            tuple(sentence.found(n, n.post) for n in names if n.post),
            Source.ITEM,
        )
    return find_owners(words)


def names_only(words: Passage) -> bool:
    """Tell whether a paragraph is nothing but names: '1. Phòng Kinh tế (cơ quan thường trực)'."""
    sentence = Sentence(words)
    names, end = sentence.listed(0)
    return bool(names) and not BRACKETED.sub("", sentence.fold[end:]).strip(" :.;,")


def names_in(words: Passage) -> Iterator[Found[str]]:
    """Return the names of a cell of a table, one after the other, whatever parts them."""
    sentence = Sentence(words)
    at = 0
    while at < len(words.text):
        names, end = sentence.listed(at)
        rest = PARTED.search(words.text, max(end, at))
        more = words.text[end : rest.start() if rest else len(words.text)].rstrip() if names else ""
        if names and GOES_ON.fullmatch(fold(more)) and not names[-1].post:
            names[-1] = replace(names[-1], value=names[-1].value + more, end=end + len(more))
        for name in names:
            lead = name.value if fold(name.value).startswith("trưởng các ") else name.lead
            for value in lead.split("; "):
                yield sentence.found(name, value)
        if not names:
            piece_end = rest.start() if rest else len(words.text)
            piece = words.text[at:piece_end].strip(" ,;.-–")
            if piece:
                start = words.text.index(piece, at)
                yield Found(piece[:1].upper() + piece[1:], piece, words.span_of(start, start + len(piece)))
        if not rest:
            return
        at = rest.end()
