"""What every part of the demo's story works with: a task by words of its sentence, a day so long ago, an hour of it."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.people.models import Committee
from tracker.tasks.models import Task


def task(committee: Committee, words: str) -> Task:
    """Return the task whose sentence holds these words."""
    query = select(Task).join(Item, Item.id == Task.item_id).where(Task.committee_id == committee.id)
    return db.session.scalars(query.where(Task.parent_id.is_(None), Item.text.contains(words))).one()


def ago(today: date, days: int) -> date:
    """Return the office day so many days before."""
    return office_day(today - timedelta(days=days))


def hour(day: date, hour: int) -> datetime:
    """Return an hour of a day in the office."""
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE).astimezone(UTC)
