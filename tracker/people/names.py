"""Names compared as an office reads them: without accents, and with the abbreviations everybody uses written out."""

import re

from tracker.findable import fold

ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttqvn": "uy ban mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "mttq": "mat tran to quoc",
    "bcd": "ban chi dao",
    "btv": "ban thuong vu",
    "bqlda": "ban quan ly du an",
    "bql": "ban quan ly",
    "qlda": "quan ly du an",
    "dtxd": "dau tu xay dung",
    "ttptqd": "trung tam phat trien quy dat",
    "vp": "van phong",
    "tn&mt": "tai nguyen moi truong",
    "tnmt": "tai nguyen moi truong",
    "nn&mt": "nong nghiep moi truong",
    "nn&ptnt": "nong nghiep phat trien nong thon",
    "kt&ht": "kinh te ha tang",
    "kt-ht": "kinh te ha tang",
    "ktht": "kinh te ha tang",
    "tc-kh": "tai chinh ke hoach",
    "tckh": "tai chinh ke hoach",
    "kh&dt": "ke hoach dau tu",
    "vh-xh": "van hoa xa hoi",
    "vhxh": "van hoa xa hoi",
    "vh&tt": "van hoa thong tin",
    "gd&dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "ld-tb&xh": "lao dong thuong binh xa hoi",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "kh&cn": "khoa hoc cong nghe",
    "tt&tt": "thong tin truyen thong",
}
"""Abbreviations of bodies and fields in use in Vietnamese offices, folded."""

_ABBREVIATION = re.compile(
    r"(?<![\w&-])(?:" + "|".join(map(re.escape, sorted(ABBREVIATIONS, key=len, reverse=True))) + r")(?![\w&-])"
)
_SMALL_WORDS = frozenset({"va", "cac"})


def given_name_first(full_name: str) -> list[str]:
    """Return the key by which an office lists people: the given name, which stands last, then the rest."""
    return list(reversed(fold(full_name).split()))


def folded_unit_name(name: str) -> str:
    """Return the form in which two ways of writing one unit's name are equal."""
    text = _ABBREVIATION.sub(lambda found: ABBREVIATIONS[found[0]], fold(name)).replace("to quoc viet nam", "to quoc")
    return " ".join(word for word in re.findall(r"\w+", text) if word not in _SMALL_WORDS)
