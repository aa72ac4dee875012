"""The tier of a body, to tell a request upwards from an order (reading rules 8 and 12)."""

import re

from tracker.reading.owners import Owners

TIERS = (
    (
        4,
        re.compile(
            r"""(?<!\w)(?:trung\ ương|chính\ phủ|quốc\ hội|thủ\ tướng|bộ\ chính\ trị|ban\ bí\ thư|các\ bộ
                |bộ(?!\ (?:chỉ\ huy|phận|máy|đội)))(?!\w)""",
            re.VERBOSE,
        ),
    ),
    (1, re.compile(r"(?<!\w)(?:xã|phường|thị trấn|đặc khu|thôn|cấp xã)(?! hội)(?!\w)")),
    (2, re.compile(r"(?<!\w)(?:huyện|quận|thị xã|huyện ủy|quận ủy|thị ủy|cấp huyện|huyện đoàn)(?!\w)")),
    (3, re.compile(r"(?<!\w)(?:tỉnh|thành phố|tỉnh ủy|thành ủy|sở|cấp tỉnh|tỉnh đoàn|thành đoàn)(?!\w)")),
)


def tier(name: str) -> int:
    """Return 4 for a central body, 3 for a province, 2 for a district, 1 for a commune, 0 when it does not say."""
    folded = name.lower()
    return next((level for level, pattern in TIERS if pattern.search(folded)), 0)


def asks_above(owners: Owners, level: int) -> bool:
    """Whether it is a request to a level above the issuer's own (reading rules 6, 8 and 12)."""
    if not owners.leads or owners.verb not in ("đề nghị", "kiến nghị"):
        return False
    asked = tier(owners.leads[0].value)
    return asked > level > 0 or (asked == 4 and level == 0)
