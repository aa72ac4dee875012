"""Directions among the answers of the search."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.findable import shown
from tracker.languages import gettext as _
from tracker.meetings.direction_models import Direction
from tracker.meetings.directions import directions
from tracker.people.queries import Reach
from tracker.tasks.finding import Group, Hit, Kind, best_of, piece_of


def find_directions(query: str, reach: Reach, most: int) -> Group:
    """Return the directions that answer a query, under the title of their task."""
    newest = directions(reach).order_by(None).order_by(Direction.id.desc())
    whole = select(Direction).options(joinedload(Direction.task), joinedload(Direction.said_by))
    best, total = best_of(Direction.found(newest, query), whole, Direction.id, most)
    names = [each.task.title if each.task else str(_("New matter")) for each in best]
    hits = [Hit(each, shown(name, query), piece_of(each.text, query)) for each, name in zip(best, names, strict=True)]
    return Group(Kind.DIRECTION, total, hits)
