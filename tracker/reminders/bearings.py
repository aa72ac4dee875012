"""Where a letter belongs in its readers' mail programs: its conversation, who answers, whose rhythm it follows.

Letters about one conclusion make one conversation. Its head is an id no letter has, for every unit gets a letter of its
own; under it stands the unit's assignment, and under that whatever it is asked afterwards.
"""

from sqlalchemy import select

from tracker import mail, mime
from tracker.extensions import db
from tracker.people.models import Committee
from tracker.reminders.models import Letter, LetterKind


def bearings_of(letter: Letter) -> mime.Bearings:
    """Return where a letter belongs; asks the database which assignment went before it."""
    return mime.Bearings(thread=_thread(letter), reply_to=answering(letter.committee) if letter.committee else "")


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
    """Return the Message-ID of the letter that gave the same reader the tasks of the conclusion."""
    if letter.kind == LetterKind.ASSIGNMENT:
        return []
    given = select(Letter.message_id).filter_by(
        kind=LetterKind.ASSIGNMENT, conclusion_id=letter.conclusion_id, unit_id=letter.unit_id, user_id=letter.user_id
    )
    return list(db.session.scalars(given.order_by(Letter.id).limit(1)))
