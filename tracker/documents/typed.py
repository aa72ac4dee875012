"""What is typed into the form of a draft before it is saved: kept as it is, for its writer alone, until they decide."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from tracker import typed
from tracker.documents.actions import require_draft
from tracker.documents.models import Item, TypedDraft
from tracker.extensions import db
from tracker.people.models import User


def keep(
    item: Item, fields: dict[str, Any], *, item_version: int, version: int, by: User, at: datetime
) -> TypedDraft | None:
    """Keep what a person has typed over a version of a draft, as `tracker.typed.keep` does."""
    require_draft(item.conclusion)
    over = {"item_version": item_version}
    return typed.keep(TypedDraft, fields, about={"item_id": item.id}, over=over, version=version, by=by, at=at)


def discard(item: Item, *, by: User) -> None:
    """Throw away what a person has typed into a draft and not saved."""
    require_draft(item.conclusion)
    forget([item], by=by)
    db.session.commit()


def forget(items: Iterable[Item], *, by: User) -> None:
    """Let go of what a person had typed into drafts they now decided. Does NOT commit."""
    ids = [item.id for item in items]
    db.session.execute(delete(TypedDraft).where(TypedDraft.item_id.in_(ids), TypedDraft.user_id == by.id))


def of(item: Item, user: User) -> TypedDraft | None:
    """Return what a person has typed into a draft and not saved."""
    return typed.of(TypedDraft, user, item_id=item.id)


def by_others(item: Item, user: User) -> list[TypedDraft]:
    """Return what other people have typed into a draft and not saved, the latest first."""
    query = select(TypedDraft).where(TypedDraft.item_id == item.id, TypedDraft.user_id != user.id)
    return list(db.session.scalars(query.order_by(TypedDraft.typed_at.desc())))


class Signs:
    """Into which drafts a person has typed without saving, asked for once a document."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._found: dict[int, frozenset[int]] = {}

    def at(self, item: Item) -> bool:
        """Whether the person has typed into this draft."""
        if item.conclusion_id not in self._found:
            query = select(TypedDraft.item_id).join(Item, TypedDraft.item_id == Item.id)
            query = query.where(Item.conclusion_id == item.conclusion_id, TypedDraft.user_id == self._user.id)
            self._found[item.conclusion_id] = frozenset(db.session.scalars(query))
        return item.id in self._found[item.conclusion_id]
