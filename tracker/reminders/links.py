"""The link beside each task of a letter: signed, for one task and one person, ending by itself.

**What it is.** A word of four numbers (person, task, day of the letter, generation of the office's links), signed. It
opens the page of two fields on which this person tells how far this task is, and nothing else: no route takes it but
that page, and the page takes task and person from the word, never from a form.

**What it is worth.** By default nothing without signing in: it only spares the hunt for the task. Where the office
chose that no sign-in is needed, the word is the authority to write one kind of entry in that person's name, as the
letter's mailbox is theirs. So it is worth no more than the letter: it ends `LASTS` days after it, with the person's
account, membership or unit, with the task's being awaited, with the office's choice, and all at once when the
administrator revokes them, which begins a new generation.

**What nobody can do.** *Guess one*: 256 bits of signature; what was not written by this program answers 404, always the
same page, before the database is asked anything. *Change one*: task, person and day are under the signature. *Let a
scanner of mail do harm*: it fetches, and a GET changes nothing. *Send it across sites*: the POST needs no cookie and
looks at none, so that a hostile page gains nothing by making somebody else's browser send it: whoever knows the word
can send it themself, and whoever does not cannot write the address. That is why the page has no CSRF token, and why it
takes the person from the word even where somebody is signed in. *Frame it or read it from elsewhere*: no frame is
allowed, `no-referrer` and `no-store` are said, and the page has no link that leads out of the program. *Walk on from
it*: the page offers no other task's word, sets no session, and shows no more than the letter did.

**What remains.** Who reads somebody's mail can write an update in their name, as in any answer by mail: the history
says that it came by the door "letter". An office that does not want this leaves the sign-in on.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker import clock, mail, signing
from tracker.extensions import db
from tracker.people import office_settings
from tracker.people.models import User
from tracker.tasks.models import Task

LASTS = timedelta(days=14)
"""From the day of the letter; the task's deadline has nothing to do with it."""
PURPOSE = "reply to a letter"
WORD = re.compile(r"(https?://\S+?/r/)\S+")
"""A link as it stands in the text of a letter."""


@dataclass(frozen=True)
class Link:
    """What a link is for: this person's word on this task, in answer to a letter of this day."""

    user: User
    task: Task
    written_on: date
    is_revoked: bool = False

    def is_over(self, on: date) -> bool:
        """Whether its time has passed, or the office took all links of its time back."""
        return self.is_revoked or on > self.written_on + LASTS


def to_update(task: Task, user: User | None, *, at: datetime) -> str:
    """Return the whole address under which a letter written at a moment lets its reader tell of a task.

    A unit's common mailbox is no person: its readers get the plain page, which asks them to sign in.
    """
    if user is None:
        return mail.link("reminders.reply", task_id=task.id)
    return mail.link("reminders.reply_by_link", link=word_for(task, user, on=clock.local(at).date()))


def word_for(task: Task, user: User, *, on: date) -> str:
    """Return the word of the link to a task in a letter of a day to a person."""
    return signing.signed((user.id, task.id, on.toordinal(), generation()), PURPOSE)


def read(word: str) -> Link | None:
    """Return what a link is for, None for a word this program did not write."""
    numbers = signing.unsigned(word, PURPOSE)
    if numbers is None:
        return None
    user_id, task_id, day, made_in = numbers
    user, task = db.session.get(User, user_id), db.session.get(Task, task_id)
    if user is None or task is None:
        return None
    return Link(user, task, date.fromordinal(day), is_revoked=made_in != generation())


def generation() -> int:
    """Return which generation of links is good; the administrator revokes all there are by beginning a new one."""
    return office_settings.reply_generation()


def needs_sign_in() -> bool:
    """Whether the office asks whoever follows a link to sign in."""
    return office_settings.current().reply_needs_sign_in


def covered(text: str) -> str:
    """Return a letter's text for who is not its reader: the words of its links are left out."""
    return WORD.sub(r"\g<1>…", text)
