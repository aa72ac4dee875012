"""The action of an item in a few words, taken from its own sentence."""

import re

from tracker.reading.text import Passage

MAXIMUM_WORDS = 15
LEAD_IN = re.compile(
    r"""(?:[\s,:;.–-]*(?:
        (?:có|chịu)\ trách\ nhiệm|tiếp\ tục|khẩn\ trương|chủ\ động|tích\ cực|tập\ trung|phải|cần|sớm|nghiêm\ túc
      | quyết\ liệt|trực\ tiếp|chủ\ trì(?=,|\ phối\ hợp)|đồng\ thời
      | (?:căn\ cứ|định\ kỳ|hằng|hàng|trước|trong|chậm\ nhất|sau\ khi|trên\ cơ\ sở)[^,;.]{0,120},
    )(?!\w)){0,6}[\s,:;]*""",
    re.VERBOSE,
)  # '… có trách nhiệm khẩn trương rà soát', 'Trước ngày 15/9, báo cáo …'
BREAK = re.compile(r"[;.:](?:\s|\Z)|,\s|\s(?:để|nhằm|đảm bảo|bảo đảm|trong đó|theo|trên cơ sở|gắn với)\s|\s\(")


def action_phrase(words: Passage, start: int) -> str:
    """Return at most fifteen words of what is to be done, from `start` on, without who and how soon."""
    fold = words.fold
    opening = LEAD_IN.match(fold, start)
    at = opening.end() if opening else start
    text = words.text[at:] or words.text
    kept = " ".join(text.split()[:MAXIMUM_WORDS])
    if len(text.split()) > MAXIMUM_WORDS:
        breaks = [found.start() for found in BREAK.finditer(kept) if len(kept[: found.start()].split()) >= 5]
        kept = kept[: breaks[-1]] if breaks else kept
    else:
        stop = re.search(r"[.;](?=\s|\Z)", kept)
        kept = kept[: stop.start()] if stop and len(kept[: stop.start()].split()) >= 4 else kept
    kept = kept.replace("*", "").strip(' ,;:.–-/“”"')
    return kept[:1].upper() + kept[1:]
