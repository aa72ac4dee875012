"""How the head of a paper shows itself: a number, or the motto of the State or the Party."""

import re

LETTERHEAD = re.compile(r"\bSố\s*:?\s*\S*\s*[-/]|CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN")
