"""Calendar feeds: a person makes one, renews its address, revokes it; a calendar program fetches it.

What a feed says is what its owner may see at that moment, as if signed in. One that may say nothing any more says so
(`Gone`), rather than nothing: an empty answer would leave a program guessing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import OperationalError

from tracker import clock, database, history, sealing
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import speaking
from tracker.meetings.models import Meeting
from tracker.meetings.queries import meetings
from tracker.people import office_settings
from tracker.people.models import Committee, Role, User
from tracker.people.queries import Reach, committees_in, reach_of
from tracker.people.sign_in import hashed
from tracker.reports.events import Event, calendar_text
from tracker.reports.feed_events import Teller
from tracker.reports.feed_models import LONGEST_PROGRAM, CalendarFeed
from tracker.tasks.models import Task
from tracker.tasks.queries import counted, responsible

PURPOSE = "calendar feed"
TOKEN_BYTES = 24
OVERSEERS = frozenset({Role.SECRETARY, Role.CHAIR, Role.VIEWER})
"""Who may have the calendar of a whole committee."""
MOST_FEEDS = 20
"""Living feeds of one person: a few devices and committees."""
NOTED_AFTER = timedelta(minutes=1)
"""A fetch is noted when the last note is this old: a program that comes often keeps no writer busy."""


class Gone(Exception):
    """This feed says nothing any more; the sentence tells its owner why. Answered with 410."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Told:
    """What a feed says at a moment, its hash, and since when it says that."""

    text: bytes
    digest: str
    changed_at: datetime


# ------------------------------------------------------------------------------------------ what one asks


def own_feeds(reach: Reach) -> Select[CalendarFeed]:
    """Select a person's own living feeds, the oldest first."""
    mine = select(CalendarFeed).where(CalendarFeed.user_id == reach.user_id, CalendarFeed.revoked_at.is_(None))
    return mine.order_by(CalendarFeed.id)


def offered_committees(reach: Reach) -> Sequence[Committee]:
    """Return the committees whose whole calendar a person may have, by name."""
    return db.session.scalars(committees_in(reach.limited_to(OVERSEERS))).all()


def feed_of(token: str) -> CalendarFeed | None:
    """Return the feed that has, or once had, this token."""
    return db.session.scalar(select(CalendarFeed).filter_by(token_hash=hashed(token)))


def token_of(feed: CalendarFeed) -> str | None:
    """Return the token of a feed to show it to its owner, None when this machine's key does not open it."""
    return sealing.unseal(feed.sealed_token, PURPOSE) or None


# ------------------------------------------------------------------------------------------ what one does


def make(owner: User, committee: Committee | None, name: str, *, at: datetime) -> CalendarFeed:
    """Make a feed: of one's own work, or of the whole committee given.

    Raises RuleBroken when one has no say over that committee, or too many feeds.
    """
    mine = reach_of(owner)
    if not office_settings.current().offers_calendars:
        raise RuleBroken(_("The office has switched calendars off."))
    if committee and committee.id not in mine.limited_to(OVERSEERS).committee_ids:
        raise RuleBroken(_("Only its secretary, chair and viewers have the calendar of a whole committee."), "what")
    if (db.session.scalar(select(func.count()).select_from(own_feeds(mine).subquery())) or 0) >= MOST_FEEDS:
        raise RuleBroken(_("You have %(many)s calendars already. Revoke one you no longer use.", many=MOST_FEEDS))
    feed = CalendarFeed(user=owner, committee=committee, name=name, made_at=at)
    _give_address(feed)
    db.session.add(feed)
    history.record("opened_feed", feed, by=owner, at=at, changes={"name": name} if name else {})
    db.session.commit()
    return feed


def renew(feed: CalendarFeed, *, by: User, at: datetime) -> CalendarFeed:
    """Give a feed a new address; the old one is dead at once, and known as such."""
    fresh = CalendarFeed(user=feed.user, committee=feed.committee, name=feed.name, made_at=at)
    _give_address(fresh)
    db.session.add(fresh)
    _end(feed, at)
    history.record("renewed_feed", feed, by=by, at=at)
    db.session.commit()
    return fresh


def revoke(feed: CalendarFeed, *, by: User, at: datetime) -> None:
    """End a feed: its address is dead at once."""
    _end(feed, at)
    history.record("revoked_feed", feed, by=by, at=at)
    db.session.commit()


def _end(feed: CalendarFeed, at: datetime) -> None:
    feed.revoked_at, feed.sealed_token = at, ""


def _give_address(feed: CalendarFeed) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed.token_hash, feed.sealed_token = hashed(token), sealing.seal(token, PURPOSE)


# ------------------------------------------------------------------------------------------ what a program fetches


def tell(feed: CalendarFeed, *, at: datetime) -> Told:
    """Return what a feed says at a moment to its owner, in their language. Raises Gone when it may say nothing."""
    with speaking(feed.user.language):
        name, events = _contents(feed, at)
        text = calendar_text(name, events)
    digest = sha256(text).hexdigest()
    same = feed.changed_at if feed.digest == digest else None
    return Told(text, digest, same or at.replace(microsecond=0))


def note_fetch(feed: CalendarFeed, told: Told, *, at: datetime, program: str) -> None:
    """Note that a feed was fetched, when and by what; a database that is busy is not waited for."""
    if feed.digest == told.digest and feed.fetched_at and at - feed.fetched_at < NOTED_AFTER:
        return
    noted = update(CalendarFeed).where(CalendarFeed.id == feed.id).values(
        fetched_at=at, fetched_by=program[:LONGEST_PROGRAM], digest=told.digest, changed_at=told.changed_at
    )  # fmt: skip
    db.session.rollback()
    try:
        with database.writing():
            db.session.execute(noted)
            db.session.commit()
    except OperationalError:
        db.session.rollback()


def _contents(feed: CalendarFeed, at: datetime) -> tuple[str, list[Event]]:
    if not office_settings.current().offers_calendars:
        raise Gone(_("The office has switched calendars off."))
    if feed.revoked_at or not feed.user.is_enabled:
        raise Gone(_("This calendar was revoked. Take it out of your calendar program."))
    mine, teller = reach_of(feed.user), Teller(clock.local(at).date())
    if feed.committee_id is None:
        name, seen, tasks = str(_("My deadlines and meetings")), mine, responsible(mine)
    else:
        seen = Reach(mine.user_id, mine.unit_id, False, _only(mine, feed.committee_id))
        if not seen.roles or feed.committee is None:
            raise Gone(_("You no longer look after this committee, so its calendar says nothing to you."))
        name, tasks = feed.committee.short_name, counted(seen)
    return name, [*teller.meetings(meetings(seen)), *teller.deadlines(tasks), *teller.reports(tasks)]


def _only(mine: Reach, committee_id: int) -> dict[int, frozenset[Role]]:
    held = mine.limited_to(OVERSEERS).roles.get(committee_id)
    return {committee_id: held} if held else {}


# ------------------------------------------------------------------------------------------ one event alone


def calendar_of_task(task: Task, at: datetime) -> bytes:
    """Return the deadline of one task as a calendar of its own; the same event as in a feed."""
    found = Teller(clock.local(at).date()).deadlines(select(Task).where(Task.id == task.id))
    return calendar_text(task.title, found)


def calendar_of_meeting(meeting: Meeting, at: datetime) -> bytes:
    """Return one meeting as a calendar of its own; the same event as in a feed."""
    found = Teller(clock.local(at).date()).meetings(select(Meeting).where(Meeting.id == meeting.id))
    return calendar_text(meeting.title, found)
