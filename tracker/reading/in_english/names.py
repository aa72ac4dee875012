"""Who is named in English: bodies, posts, people and groups, and where a list of them ends."""

import re

from tracker.reading.results import Found
from tracker.reading.text import Passage, word_set

ACTORS = word_set("""
    team teams unit units department departments division divisions contractor contractors consultant consultants
    committee committees board boards office offices member members participant participants party parties ministry
    ministries union unions company companies province provinces district districts commune communes ward wards staff
    secretariat chair chairman chairwoman chairperson secretary director directors manager managers coordinator
    coordinators officer officers partner partners group groups agency agencies authority authorities bank banks school
    schools hospital hospitals supplier suppliers everyone all leads head heads expert experts specialist specialists
    engineer engineers accountant accountants auditor auditors supervisor supervisors owner owners association
    associations government donor donors ngo ngos councils council police centre center representative representatives
    chief lead focal investor investors villages village households
""")
THINGS = word_set("""
    programme program project projects report reports plan plans meeting meetings workshop workshops budget road roads
    works work contract contracts package packages deadline survey training fund funds cost costs construction phase
    year years results data minutes agreement agenda system document documents procurement handover dashboard strategy
    review target targets priority schedule session event evaluation assessment this it there that they he she we which
    who what next progress implementation disbursement clearance bridge gate dyke embankment school-building
""")
TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Eng)\.?"
PERSON = re.compile(rf"{TITLE}\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){{0,4}}")
ARTICLE = re.compile(r"(?:the|The|a|an)\s+")
JOINED = re.compile(r"\s*(?:;|,\s*and\b|,|&|\band\b|/)\s*")
ASIDE = re.compile(r"\s*\([^()]{1,80}\)")
ACTOR = rf"(?:{'|'.join(sorted(ACTORS, key=len, reverse=True))})\b"
PROPER = r"[A-Z0-9][\w.&'’/+-]*"
BODY = re.compile(
    rf"""(?:(?:[Tt]he|[Aa]ll|[Ee]ach|[Ee]very|[Bb]oth)\s+)?(?:of\s+the\s+)?
      (?: {PERSON.pattern}
        | (?:{PROPER}|{ACTOR}|[a-z]+(?=\s{ACTOR})|(?<=[Aa]ll\s)[a-z]+s\b|(?<=[Ee]ach\s)[a-z]+|(?<=[Ee]very\s)[a-z]+)
          (?:\s+(?:(?:of|for|on|and|&)\s+(?:the\s+)?)?(?:{PROPER}|{ACTOR})){{0,9}}
      )(?:\s*\([^()]{{1,80}}\))?""",
    re.VERBOSE,
)  # "the Women's Union of Tra Hau", 'Mr. Dao (M&E consultant)', 'all hotels'
GROUP = re.compile(r"(?:all|each|every)\s", re.IGNORECASE)
INSTITUTION = re.compile(
    r"(?:the |all )?(?:Department|Ministry|Office|Union|Committee|Board|Team|Unit|Bank|Company|People|Division|Agency"
    r"|Mr|Ms|Mrs|Dr)\b"
)


def list_at(words: Passage, at: int) -> tuple[list[Found[str]], int]:
    """Return the names listed from a place on ('the CPMU, DOF and all provinces') and where the list ends."""
    names: list[Found[str]] = []
    end = at
    while found := BODY.match(words.text, at):
        if not _is_actor(found[0]):
            break
        names += [named(words, start, stop) for start, stop in _parted(words.text, found.start(), found.end())]
        end = found.end()
        joint = JOINED.match(words.text, end)
        if not joint:
            break
        if PERSON.fullmatch(found[0]) and words.text[joint.end() : joint.end() + 1].islower() and "," in joint[0]:
            break  # 'Ms. Lan, head of …': what she is, nobody else
        at = joint.end()
    return names, end


def all_in(words: Passage) -> list[Found[str]]:
    """Return the names of a cell or a credit: each part is one, whatever its words."""
    names = []
    at = 0
    for piece in [*re.finditer(r"[;,]\s*|\s+and\s+(?=[A-Z])|<br\s*/?>", words.text), None]:
        end = piece.start() if piece else len(words.text)
        parts = _parted(words.text, at, end) if piece is None or words.text[piece.start()] in ";,<" else [(at, end)]
        names += [named(words, start, stop) for start, stop in parts if words.text[start:stop].strip(" .-")]
        at = piece.end() if piece else end
    return names


def named(words: Passage, start: int, end: int) -> Found[str]:
    """The name between two places: without its article before a proper name, which common nouns keep."""
    text = words.text[start:end].strip(" ,.;")
    value = ASIDE.sub("", text) if PERSON.match(text) else text
    article = ARTICLE.match(value)
    if article and re.search(r"[A-Z]", value[article.end() :]):
        value = value[article.end() :]
    return Found(value[:1].upper() + value[1:], text, words.span_of(start, end))


def persons_of(names: list[Found[str]]) -> tuple[Found[str], ...]:
    """The people among the names, with what is said of them in brackets."""
    return tuple(Found(one.words, one.words, one.span) for one in names if PERSON.match(one.words))


def is_name(text: str) -> bool:
    """Tell whether a text is nothing but names."""
    found = BODY.fullmatch(text.strip(" :."))
    return bool(found) and _is_actor(text)


def _is_actor(text: str) -> bool:
    """Whether a noun phrase names somebody who can act: by its head, or as a proper name or an abbreviation."""
    plain = ARTICLE.sub("", ASIDE.sub("", text), count=1)
    if PERSON.match(plain):
        return True
    head = re.split(r"\s(?:of|for|on|in|at)\s", plain)[0].split()
    if not head:
        return False
    last = head[-1].lower().rstrip(".,'’")
    if (GROUP.match(text) and last not in THINGS) or last in ACTORS or head[0].lower() in ("department", "ministry"):
        return True
    return last not in THINGS and any(word[:1].isupper() for word in head) and not last.isdigit()


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where 'A and B' are two names: abbreviations, or an institution's noun behind the 'and'."""
    for joint in re.finditer(r"\s+(?:and|&)\s+", text[start:end]):
        left, right = text[start : start + joint.start()], text[start + joint.end() : end]
        short = re.fullmatch(r"(?:the |The )?[A-Z]{2,}[\w/-]*s?", left) and re.match(r"(?:the )?[A-Z]{2,}", right)
        if short or INSTITUTION.match(right) or right.startswith("the "):
            middle = start + joint.start()
            return [(start, middle), *_parted(text, start + joint.end(), end)]
    return [(start, end)]
