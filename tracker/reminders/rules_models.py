"""What a committee set about its reminders."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import Committee, User


class ReminderRules(Model):
    """One row a committee; `tracker.reminders.rules.Rules` says what each column means and what holds without a row."""

    __tablename__ = "reminder_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), unique=True)
    days_before: Mapped[list[int]] = mapped_column(JSON)
    on_day: Mapped[bool]
    weekly_late: Mapped[bool]
    silent_after: Mapped[int | None]
    head_after: Mapped[int | None]
    standing_after: Mapped[int | None]
    standing_member_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    summary_weekday: Mapped[int | None]
    brief_days: Mapped[int | None]
    includes_text: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    standing_member: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
