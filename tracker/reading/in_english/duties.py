"""What an English sentence asks: who shall do what, with whom; a promise, a request, or no more than a remark."""

import re
from dataclasses import dataclass, replace

from tracker.reading.in_english.names import is_name, list_at, persons_of
from tracker.reading.results import Found
from tracker.reading.text import Passage, word_set

DECIDED = re.compile(
    r"""\b(?:agreed|decided|resolved|concluded|confirmed|directed|instructed|requested|promised|undertook|committed|pledged
        |recommended|recommends|proposed|requests)\s+(?:\w+ly\s+)?(?:by\s+[^,]{1,40},?\s+)?that\s+""",
    re.VERBOSE,
)  # 'After discussion it was agreed that …'
EVENTS = word_set("""
    increase decrease rise fall remain depend affect result cause last cost expire end benefit improve become lead
    require need help enable allow include cover happen occur be have reach exceed face continue grow
""")  # what happens by itself: 'Traffic will increase'
SAID = re.compile(
    r"\b(?:said|says|explained|noted|reported|stated|informed|expressed|suggested|mentioned|argued"
    r"|asked whether|added|observed|stressed|reminded)\b"
)
OPENER = re.compile(
    r"""(?:(?:Action|Decision|Agreed|Conclusion|Follow-up)(?:\s+(?:point|item))?s?(?:\s+\d+)?\s*[:–-]\s*)?
        (?:(?:After|Following|Upon|On|By|Before|With|Regarding|As|For|In|Therefore|However|Moreover|Accordingly|Meanwhile
            |Next|Then|Finally|Also|Until|To|At|Under|Given|Due|Within|No\ later)\b[^,;]{0,120},\s+)?
        (?:(?:also|then|further)\s+)?""",
    re.VERBOSE,
)
MODAL = re.compile(
    r"""[,\s]*(?:also\s+|then\s+|further\s+)?
      (?: (?P<duty>shall|must|is\s+to|are\s+to|has\s+to|have\s+to|needs?\s+to|is\s+required\s+to|are\s+required\s+to
            |(?:is|are|was|were|has\s+been|have\s+been)\s+(?:requested|asked|tasked|assigned|invited|instructed|directed
              |urged|encouraged|mandated)\s+(?:to|with)
            |(?:is|are|will\s+be|shall\s+be)\s+responsible\s+for|takes?\s+responsibility\s+for)
        | (?P<promise>(?:agreed|agrees|has\s+agreed|have\s+agreed|undertook|undertakes|promised|promises|committed
            |commits|pledged|volunteered|offered)\s+to)
        | (?P<future>will|would|should|'ll)
        | (?P<steady>continues?\s+to)
        | (?P<headline>to)
      )\s+(?P<not>not\s+)?(?:also\s+)?(?P<verb>[a-z][a-z-]*)""",
    re.VERBOSE,
)
PASSIVE = re.compile(
    r"be\s+(?:\w+ly\s+)?(?P<done>\w+(?:ed|en)|made|sent|done|held|put|set|built|paid|drawn|kept|brought|laid)\b"
)
AGENT = re.compile(r"\bby\s+(?=(?:the\s|all\s|each\s|Mr|Ms|Mrs|Dr|[A-Z])(?!\w*\s*\d))")
ASKED = re.compile(
    r"""(?P<who>[A-Z][^,;:]{0,60}?)\s+(?:also\s+|then\s+|further\s+|formally\s+)?
        (?P<verb>requests?|requested|asks?|asked|urges?|urged|invites?|invited|instructs?|instructed|directs?|directed
          |tasked|tasks|assigned|assigns|calls?\s+(?:on|upon)|called\s+(?:on|upon)|encouraged|encourages)\s+""",
    re.VERBOSE,
)  # 'The Board requests the Ministry … to consider …'
DOING = re.compile(r"\s+(?:to|with)\s+")
CHAIRS = re.compile(
    r"\b(?:Board|Committee|Chair\w*|Vice[- ]Chair\w*|meeting|Director"
    r"|Chief|Minister|Secretary|Council|Co-chairs|Force|Panel)\b"
)
PASSED = re.compile(
    r"\b(?<!had been )(?<!first been )(?:re)?(?:assigned|handed|handed\s+over|transferred|passed|delegated)\s+to\s+"
)
TELLS = re.compile(r"\b(?:was|were|is|are|has|have|had)\b")
FIRST_WORD = re.compile(r"(?:also |then |please )?([A-Za-z]+)", re.IGNORECASE)
BESIDE = re.compile(r",\s[^,]{3,80},(?=\s)")  # 'Ms. Lan, head of DOF, will …'
CALLED = re.compile(r"\s*:\s*(?:to\s+)?(?P<verb>[A-Za-z]+)")  # 'Procurement unit: prepare …'
ITSELF = re.compile(r"(?:it|he|she|they)\s")
OF_ITSELF = re.compile(r"\bthat\s+(?:it|he|she|they)\s+(?:will|would|shall)\s+(?P<verb>\w+)")
NEXT_MEETING = re.compile(r"(?:the\s+)?(?:next|following)\s+(?:\w+\s+)?(?:meeting|session)", re.IGNORECASE)
THING = re.compile(r"[A-Z][^.;:]{2,120}?\s(?:shall|must|will|would|should|is\s+to|are\s+to)\s+(?=be\s)")
COMES_ABOUT = re.compile(
    r"[A-Z][^.;:,]{3,80}?\s+to\s+(?:start|begin|commence|open|finish|be completed)\s+(?:in|on|by|before)\b"
)
PARTNERS = re.compile(
    r"""\b(?:in\s+(?:close\s+)?(?:coordination|co-ordination|cooperation|collaboration|consultation|partnership)\s+with
        |together\s+with|jointly\s+with|along\s+with|with\s+(?:the\s+)?(?:support|assistance|help)\s+(?:from|of)
        |supported\s+by|assisted\s+by|coordinating\s+with)\s+""",
    re.VERBOSE | re.IGNORECASE,
)
FOR = re.compile(r"(?:for|by|to|action by)\s+", re.IGNORECASE)
HIGHER = re.compile(
    r"\b(?:Ministry|Ministries|Minister|Government|Prime Minister|National Assembly|Donors?|World Bank|ADB|JICA"
    r"|UNDP|State)\b"
)
IMPERATIVES = word_set("""
    submit prepare finalise finalize complete send review update revise organise organize hold provide develop draft
    circulate conduct recruit sign approve procure install train relocate set arrange ensure follow coordinate share
    publish issue carry clarify collect compile confirm consult contact create define deliver design establish evaluate
    identify implement inform investigate invite launch liaise monitor obtain open pay present purchase record repair
    replace report request resolve resubmit schedule select settle start support test translate upload verify visit
    write check agree appoint assess build close contract convene disburse distribute explore hand inspect map mobilise
    mobilize negotiate plan propose put register remind remove renew respond return survey transfer undertake continue
    maintain keep
""")
STEADY = re.compile(
    r"\b(?:continue\w*\s+to|ensure|maintain|monitor|keep|every|each|regularly|any|always|whenever|as needed)\b", re.I
)
PRODUCT = re.compile(
    r"\b(?:submit|prepare|finali[sz]e|complete|draft|sign|procure|install|deliver|develop|organi[sz]e|hold|host"
    r"|revise|open|relocate|set up|recruit|build|repair|construct)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a sentence asks: of whom, with whom, from which place on, and whether of somebody above."""

    leads: tuple[Found[str], ...] = ()
    partners: tuple[Found[str], ...] = ()
    persons: tuple[Found[str], ...] = ()
    action_at: int = 0
    is_request: bool = False


def find_duty(words: Passage, *, listed: bool = False, owned: bool = False) -> Duty | None:
    """Return what a sentence asks, None when it only tells.

    `listed` for a point of a list, where imperatives stand, `owned` where the heading names who is told.
    """
    text = words.text
    start = _clause(text)
    if start is None:
        return None
    duty = _asked(words, start) or _told(words, start) or _passed(words, start)
    if duty is None and listed:
        first = FIRST_WORD.match(text)
        duty = Duty() if first and (first[1].lower() in IMPERATIVES or (owned and not TELLS.search(text))) else None
    if duty is None:
        return None
    partners = _partners(words, duty.action_at)
    taken = {lead.value for lead in duty.leads}
    return replace(duty, partners=tuple(one for one in partners if one.value not in taken))


def _clause(text: str) -> int | None:
    """Where the clause that asks begins: behind 'it was agreed that' and openers; None in reported speech."""
    start = 0
    if decided := list(DECIDED.finditer(text)):
        start = 0 if ITSELF.match(text, decided[-1].end()) else decided[-1].end()
    elif (said := SAID.search(text)) and not OF_ITSELF.search(text, said.end(), said.end() + 100):
        return None
    opener = OPENER.match(text, start)
    return opener.end() if opener else start


def _asked(words: Passage, start: int) -> Duty | None:
    found = ASKED.match(words.text, start)
    if not found or not CHAIRS.search(found["who"]):
        return None
    names, end = list_at(words, found.end())
    doing = DOING.match(words.text, end)
    if not names or not doing:
        return None
    above = bool(HIGHER.search(names[0].words)) and found["verb"].startswith(
        ("request", "ask", "invite", "urge", "call")
    )
    return Duty(tuple(names), (), persons_of(names), doing.end(), is_request=above)


def _told(words: Passage, start: int) -> Duty | None:
    """'X shall …', 'X agreed to …', 'X to …', 'X: prepare …', 'the report will be sent by X'."""
    text = words.text
    names, end = list_at(words, start)
    if not names:
        return _without_actor(words, start)
    beside = BESIDE.match(text, end)
    modal = MODAL.match(text, end) or (MODAL.match(text, beside.end()) if beside else None)
    if modal and not modal["not"]:
        if modal["verb"] == "be" and (done := PASSIVE.match(text, modal.start("verb"))):
            return _passive(words, done.end(), start)
        orders = bool(modal["headline"]) and names[0].words.split()[0].lower() in IMPERATIVES  # 'Agree to …'
        happens = modal["verb"] in EVENTS if modal["future"] and len(names) == 1 else modal["verb"] in ("be", "have")
        return None if orders or happens else _duty(names, modal.start("verb"))
    called = CALLED.match(text, end)
    if called and called["verb"].lower() in IMPERATIVES:
        return _duty(names, called.start("verb"))
    promised = OF_ITSELF.search(text, end)
    if promised and (SAID.match(text, end + 1) or DECIDED.search(text)):
        return _duty(names, promised.start("verb"))
    return _without_actor(words, start)


def _duty(names: list[Found[str]], at: int) -> Duty:
    return Duty(tuple(names), (), persons_of(names), at)


def _without_actor(words: Passage, start: int) -> Duty | None:
    """'The report will be sent by X', 'Construction of Lot 2 to start in September': a thing to be done."""
    text = words.text
    if NEXT_MEETING.match(text, start):
        return None
    thing = THING.match(text, start)
    if thing and (done := PASSIVE.match(text, thing.end())):
        return _passive(words, done.end(), start)
    return Duty(action_at=start) if COMES_ABOUT.match(text, start) else None


def _passive(words: Passage, at: int, start: int) -> Duty:
    """'… shall be prepared by the CPMU': whoever stands behind 'by' is told."""
    for agent in AGENT.finditer(words.text, at):
        names, _ = list_at(words, agent.end())
        if names:
            return Duty(tuple(names), (), persons_of(names), start)
    return Duty(action_at=start)


def _passed(words: Passage, start: int) -> Duty | None:
    """'The work was transferred to PPMU Long Dong': who ends up with it (reading rule 26)."""
    found = PASSED.search(words.text, start)
    names = list_at(words, found.end())[0] if found and "had " not in words.text[start : found.start()] else []
    return Duty(tuple(names), (), persons_of(names), start) if names else None


def _partners(words: Passage, at: int) -> list[Found[str]]:
    return [name for found in PARTNERS.finditer(words.text, at) for name in list_at(words, found.end())[0]]


def owners_of_heading(words: Passage) -> list[Found[str]]:
    """The owners a heading names: 'CPMU:', '2. For the Department of Finance'."""
    start = found.end() if (found := FOR.match(words.text)) else 0
    return list_at(words, start)[0] if is_name(words.text[start:]) else []
