"""Where a letter belongs in its readers' mail programs: its conversation, who answers, whose rhythm it follows.

Letters about one conclusion make one conversation. Its head is an id no letter has, for every unit gets a letter of its
own; under it stands the unit's assignment, and under that whatever it is asked afterwards.
"""

from sqlalchemy import and_, or_, select

from tracker import mail, mime
from tracker.extensions import db
from tracker.people.models import Committee
from tracker.reminders.models import Letter, LetterKind

STREAM = "nhac-viec"
"""What a reader's mail program may file the regular letters by."""


def bearings_of(letter: Letter) -> mime.Bearings:
    """Return where a letter belongs; asks the database which assignment went before it.

    What is duty, the assignment and what a secretary or chair asks for, carries no word of unsubscribing. The regular
    letters name the page of their rhythm: it lets a person choose how often, never whether.
    """
    is_regular = letter.kind in (LetterKind.DIGEST, LetterKind.NEWS)
    return mime.Bearings(
        thread=_thread(letter), reply_to=answering(letter.committee) if letter.committee else "",
        settings_url=own_letters_page() if is_regular and letter.user else "", stream=STREAM if is_regular else "",
    )  # fmt: skip


def own_letters_page() -> str:
    """Return the page where people choose how often they are written to."""
    return mail.link("reminders.own_letters")


def answering(committee: Committee) -> str:
    """Return the address that answers for a committee: the one its contact names, nothing when it names none."""
    words = (word.strip(".,;:()<>") for word in committee.contact.split())
    return next((word for word in words if mime.is_address(word)), "")


def _thread(letter: Letter) -> tuple[str, ...]:
    conclusion = letter.conclusion
    if conclusion is None:
        return ()
    head = mime.message_id(f"conclusion {conclusion.id} {conclusion.created_at.isoformat()}", mail.settings().sender)
    return (head, *_assignments_before(letter))


def _assignments_before(letter: Letter) -> list[str]:
    """Return the Message-ID of the letter that gave the reader, or their unit, the tasks of the conclusion."""
    if letter.kind == LetterKind.ASSIGNMENT:
        return []
    to_them = [
        *([Letter.user_id == letter.user_id] if letter.user_id else []),
        *([and_(Letter.user_id.is_(None), Letter.unit_id == letter.unit_id)] if letter.unit_id else []),
    ]
    given = select(Letter.message_id).filter_by(kind=LetterKind.ASSIGNMENT, conclusion_id=letter.conclusion_id)
    own_first = Letter.user_id.is_(None), Letter.id
    return list(db.session.scalars(given.where(or_(*to_them)).order_by(*own_first).limit(1))) if to_them else []
