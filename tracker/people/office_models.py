"""What holds for the whole office: one row."""

from datetime import datetime, time

from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model

ONLY = 1
"""The id of the one row."""


class OfficeSettings(Model):
    """The office's hours, and whether a link in a letter asks its reader to sign in."""

    __tablename__ = "office_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    reply_needs_sign_in: Mapped[bool]
    offers_calendars: Mapped[bool] = mapped_column(default=True)
    """Whether people may have their deadlines and meetings in calendar programs."""
    reply_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which generation of the links in letters is good; a new one revokes all there are."""
    news_since: Mapped[datetime | None]
    """What others did before this moment, when the program began to tell of it, is no news any more."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
