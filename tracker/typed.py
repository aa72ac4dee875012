"""What is typed into a form before it is saved: kept as it is, for its writer alone, on any machine, until they decide.

A room makes a table of such rows by mixing in `Typed` and adding what the form is about.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _

LONGEST = 20_000
"""Characters of all fields together that are kept; what is longer is no wording of an office."""


class Typed:
    """What one person has typed into one form and not saved yet, kept as it was typed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    typed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr
    def user_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands the class
        """Whose it is; nobody else sees it."""
        return mapped_column(ForeignKey("users.id"), index=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


Row = TypeVar("Row", bound=Typed)


def of(kind: type[Row], by: Any, **about: int) -> Row | None:
    """Return what a person has typed about something and not saved."""
    return db.session.scalar(select(kind).filter_by(user_id=by.id, **about))


def keep(
    kind: type[Row], fields: dict[str, Any], *, about: Mapping[str, int], over: Mapping[str, int], version: int,
    by: Any, at: datetime,
) -> Row | None:  # fmt: skip
    """Keep what a person has typed; None when it is too long to be kept.

    `about` and `over` are columns: what the form is about, and over which version of it the person types. `version` is
    that of the kept text the form was opened with, 0 for none. Raises StaleVersion when the same person has typed into
    another window since: neither text overwrites the other. Typing changes nothing, so the history is silent about it.
    """
    if sum(len(str(value)) for value in fields.values()) > LONGEST:
        return None
    row = of(kind, by, **about)
    if (row.version if row else 0) != version:
        raise StaleVersion(_("You are writing this in another window too. What is typed here is not kept."))
    if row is None:
        row = kind()
        db.session.add(row)
    row.fields, row.typed_at = fields, at
    for column, value in {**about, **over, "user_id": by.id}.items():
        setattr(row, column, value)
    db.session.commit()
    return row
