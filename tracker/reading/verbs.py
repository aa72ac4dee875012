"""Whether words begin with something to do."""

from functools import lru_cache

from tracker.reading.lexicon import LEXICON, Sort, tokens
from tracker.reading.phrasing import OPENING
from tracker.reading.text import Passage, word_set

NOT_ACTING = word_set("""
    là có không chưa đã đang được bị sẽ nên để nhằm theo tại trong về từ khi sau trước với như gồm bằng cho qua những
    mọi mà thì nếu vì do bởi trên nơi vẫn còn cơ thống ghi nhất đồng đánh biểu hoan
""")


@lru_cache(maxsize=256)  # asked of the same passage wherever a paragraph may be cut
def opens_with_verb(words: Passage) -> bool:
    """Whether a passage begins, after connecting words, with a verb of action: 'Đồng thời, rà soát …'."""
    opening = OPENING.match(words.fold)
    sequence = tokens(words.view[opening.end() if opening else 0 :][:60])
    if not sequence or sequence[0].fold in NOT_ACTING:
        return False
    return bool(LEXICON.length(Sort.STRONG, sequence, 0) or LEXICON.length(Sort.WEAK, sequence, 0))
