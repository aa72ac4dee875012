"""Filters kept under a name: each person's own, and those a secretary shows to the whole committee."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Committee, Role, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks.filters import Filters
from tracker.tasks.saved_views_models import LONGEST_NAME, SavedView

MOST = 30
"""Views of one person in one committee: they stand beside the register's tabs."""


def visible(reach: Reach) -> Select[SavedView]:
    """Select the views a person is shown: their own and the shared ones of their committees, by name."""
    seen = or_(SavedView.user_id == reach.user_id, SavedView.is_shared)
    query = select(SavedView).where(SavedView.committee_id.in_(reach.committee_ids), seen)
    return query.order_by(SavedView.is_shared.desc(), SavedView.name, SavedView.id)


def changeable(reach: Reach) -> Select[SavedView]:
    """Select the views a person may rename and delete: their own, and what is shared where they are the secretary."""
    shared = and_(SavedView.is_shared, SavedView.committee_id.in_(_shareable(reach)))
    own = SavedView.user_id == reach.user_id
    return select(SavedView).where(SavedView.committee_id.in_(reach.committee_ids), or_(own, shared))


def may_share(committee_id: int, reach: Reach) -> bool:
    """Whether a person may show a view to everybody of a committee: its secretary."""
    return committee_id in _shareable(reach)


def beside_the_tabs(committees: Iterable[Committee], reach: Reach) -> list[SavedView]:
    """Return the views that stand beside the tabs of a register of these committees."""
    ids = [each.id for each in committees]
    return list(db.session.scalars(visible(reach).where(SavedView.committee_id.in_(ids))))


def save(committee: Committee, filters: Filters, name: str, *, shared: bool, by: User, at: datetime) -> SavedView:
    """Keep filters under a name, one's own unless shared; raises RuleBroken for a name that is taken or too many."""
    own = select(SavedView).filter_by(user_id=by.id, committee_id=committee.id)
    if len(db.session.scalars(own).all()) >= MOST:
        raise RuleBroken(_("You have %(most)s saved filters here. Delete one first.", most=MOST), "name")
    words = {key: str(value) for key, value in filters.but().items() if key != "committee" or value == "all"}
    view = SavedView(
        committee_id=committee.id, user_id=by.id, name=_free_name(name, by.id, committee.id), words=words,
        is_shared=_checked(committee.id, shared, by), created_at=at,
    )  # fmt: skip
    db.session.add(view)
    history.record("added", view, by=by, at=at, changes={"name": view.name})
    db.session.commit()
    return view


def change(view: SavedView, name: str, *, shared: bool, by: User, at: datetime, version: int) -> None:
    """Rename a view, show it to the committee or to oneself again; raises RuleBroken and StaleVersion."""
    if view.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    before = view.name
    view.name = _free_name(name, view.user_id, view.committee_id, view.id)
    if shared != view.is_shared:
        view.is_shared = _checked(view.committee_id, True, by) and shared
    history.record("changed", view, by=by, at=at, changes={"name": (before, view.name)})
    db.session.commit()


def delete(view: SavedView, *, by: User, at: datetime) -> None:
    """Let a view go; the tasks it showed are not touched."""
    history.record("discarded", view, by=by, at=at, changes={"name": view.name})
    db.session.delete(view)
    db.session.commit()


def _shareable(reach: Reach) -> frozenset[int]:
    return reach.limited_to(frozenset({Role.SECRETARY})).committee_ids


def _checked(committee_id: int, shared: bool, by: User) -> bool:
    if shared and not may_share(committee_id, reach_of(by)):
        raise RuleBroken(_("Only the secretary shares a saved filter with the committee."), "is_shared")
    return shared


def _free_name(name: str, user_id: int, committee_id: int, view_id: int | None = None) -> str:
    """Return a name without spaces around it, having made sure that no other view of the person bears it."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Give the filters a name of at most %(most)s characters.", most=LONGEST_NAME), "name")
    taken = select(SavedView.id).filter_by(user_id=user_id, committee_id=committee_id, name=name)
    if db.session.scalar(taken.where(SavedView.id != (view_id or 0))):
        raise RuleBroken(_("You have a saved filter of this name already."), "name")
    return name
