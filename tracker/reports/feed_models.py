"""Calendar feeds: the secret addresses at which a person's own calendar program fetches deadlines and meetings.

The address is the whole right to read, for no calendar program signs in. So its token has 192 bits, the database holds
its hash, by which it is found, and the token itself only sealed with the office's secret key: the owner can copy the
address again for a second device, while a copy of the database alone opens no feed. (With the hash alone every further
device would need a new address and break those that have the old one.) What a feed may say is reckoned anew at each
fetch from what its owner may see at that moment; the row grants nothing by itself.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import Committee, User

LONGEST_NAME = 100
LONGEST_PROGRAM = 200


class CalendarFeed(Model):
    """One secret address: a person's own deadlines and meetings, or the whole of a committee they look after."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    """The committee whose whole calendar it is; None: its owner's own, over all their committees."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    """Where its owner uses it, in their words."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_token: Mapped[str] = mapped_column(String(300), default="")
    """Empty once it is revoked."""
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    fetched_by: Mapped[str] = mapped_column(String(LONGEST_PROGRAM), default="")
    """The program that fetched it last, as it calls itself."""
    digest: Mapped[str] = mapped_column(String(64), default="")
    """The hash of what it last said."""
    changed_at: Mapped[datetime | None]
    """When it was first seen to say that."""

    user: Mapped[User] = relationship()
    committee: Mapped[Committee | None] = relationship()
