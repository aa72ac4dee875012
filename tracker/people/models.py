"""Who there is: units with their aliases, users, committees, memberships and sign-ins."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.names import given_name_first
from tracker.reading.results import Recurrence


class Role(StrEnum):
    """What a member does in a committee; the administrator is of the office and stands on the user."""

    SECRETARY = "secretary"
    OFFICIAL = "official"
    CHAIR = "chair"
    VIEWER = "viewer"


class Layout(StrEnum):
    """In which form a committee issues documents: Decree 30/2020/NĐ-CP or Guide 36-HD/VPTW."""

    STATE = "state"
    PARTY = "party"


class LetterRhythm(StrEnum):
    """How often a person wants to be written to: what others did at once, all in one letter a day, or one a week."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Cutoff(StrEnum):
    """Where the periods of reports part: on the 14th and 15th as Decree 09/2019/NĐ-CP has it, or by the calendar."""

    OFFICIAL = "official"
    CALENDAR = "calendar"


LONGEST_FOLDED = 1500
"""Characters of a folded name: written out, its abbreviations take up to five times their room."""


class Unit(Model):
    """A body that tasks are given to."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(LONGEST_FOLDED), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    head_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", use_alter=True))
    """Who leads the unit, and hears of what its people leave late."""
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    head: Mapped["User | None"] = relationship(foreign_keys=[head_id], post_update=True)
    aliases: Mapped[list["UnitAlias"]] = relationship(back_populates="unit", order_by="UnitAlias.name")
    users: Mapped[list["User"]] = relationship(
        back_populates="unit", order_by="User.full_name", foreign_keys="User.unit_id"
    )

    __mapper_args__ = {"version_id_col": version}


class UnitAlias(Model):
    """Another way of writing a unit's name, confirmed once by a person and known from then on."""

    __tablename__ = "unit_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(LONGEST_FOLDED), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship(back_populates="aliases")
    created_by: Mapped["User | None"] = relationship()


class User(Model):
    """A person who signs in; what Flask-Login asks of one is answered here, so that the model needs no web."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    rhythm: Mapped[LetterRhythm] = mapped_column(
        choice(LetterRhythm), default=LetterRhythm.DAILY, server_default=LetterRhythm.DAILY
    )
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit | None] = relationship(back_populates="users", foreign_keys=[unit_id])
    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")

    __mapper_args__ = {"version_id_col": version}

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.is_enabled


class Committee(Model):
    """A steering committee (ban chỉ đạo)."""

    __tablename__ = "committees"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300), unique=True)
    short_name: Mapped[str] = mapped_column(String(100))
    parent_body: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    contact: Mapped[str] = mapped_column(String(300), default="")
    layout: Mapped[Layout] = mapped_column(choice(Layout), default=Layout.PARTY)
    extension_decider_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """The member whom the chair lets decide on later deadlines beside them."""
    cutoff: Mapped[Cutoff] = mapped_column(choice(Cutoff), default=Cutoff.OFFICIAL)
    report_days: Mapped[int] = mapped_column(default=2)
    """Office days after its figures closed by which a report is due, where its words name no day."""
    standing_rhythm: Mapped[Recurrence | None] = mapped_column(choice(Recurrence), default=Recurrence.QUARTERLY)
    """How often a standing duty is reported on; None: never asked for."""
    standing_since: Mapped[date | None]
    """The day from which that rhythm holds; None: from the first."""
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="committee")
    extension_decider: Mapped[User | None] = relationship()

    @property
    def members(self) -> list["Membership"]:
        """The memberships as an office lists people: by given name."""
        return sorted(self.memberships, key=lambda each: given_name_first(each.user.full_name))

    __mapper_args__ = {"version_id_col": version}


class Membership(Model):
    """A user's role in a committee; one person may hold several."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("committee_id", "user_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))

    committee: Mapped[Committee] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(back_populates="memberships")


class SignIn(Model):
    """A session, kept on the server: the cookie holds only a token, and here is only the token's hash."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(60), default="")
    agent: Mapped[str] = mapped_column(String(300), default="")

    user: Mapped[User] = relationship()


class FailedSignIn(Model):
    """A wrong password, counted in the database so that several processes count together."""

    __tablename__ = "failed_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), index=True)
    address: Mapped[str] = mapped_column(String(60), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    is_counted: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether it still counts towards the pause; the right password forgives those before it."""


class KeptForm(Model):
    """What a person had typed when their session ended, kept until they sign in again and decide."""

    __tablename__ = "kept_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    kept_at: Mapped[datetime]

    @property
    def texts(self) -> list[str]:
        """The values a person would know again: written words, not ids, codes and keys."""
        return [value for _name, value in self.fields if any(mark.isspace() or mark > "\x7f" for mark in value.strip())]
