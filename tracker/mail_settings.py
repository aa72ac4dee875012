"""How the office's mail server is reached: what was entered in the browser, under what the machine's settings fix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from tracker import config, sealing
from tracker.extensions import Model, db

THE_ROW = 1
PURPOSE = "mail password"
SERVER = {"host": "SMTP_HOST", "port": "SMTP_PORT", "security": "SMTP_SECURITY", "user": "SMTP_USER",
          "password": "SMTP_PASSWORD"}  # fmt: skip
NAMES = SERVER | {"sender": "MAIL_FROM", "base_url": "BASE_URL"}
"""Each value's name in `tracker.toml`; with TRACKER_ before it, in the environment."""


class MailSettings(Model):
    """What the administrator entered; one row, and nothing in it while it was never saved."""

    __tablename__ = "mail_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(253), default="")
    port: Mapped[int] = mapped_column(default=25)
    security: Mapped[str] = mapped_column(String(10), default="none")
    user: Mapped[str] = mapped_column(String(254), default="")
    sealed_password: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(String(254), default="")
    base_url: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


@dataclass(frozen=True, slots=True)
class Settings:
    """How the office's mail server is reached, and in whose name letters go out."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str | None = field(default="", repr=False)
    """None when one is kept that this machine's key does not open."""
    security: str = "none"
    timeout: float = 20
    sender: str = "tracker@localhost"

    @property
    def mark(self) -> str:
        """Return what tells these settings from others, and nothing of the password."""
        return sealing.mark(repr((self.host, self.port, self.user, self.password, self.security, self.sender)), PURPOSE)


def fixed() -> frozenset[str]:
    """Return the values the machine's own settings decide.

    Server, user and password go together: a password of the machine must never go to a server entered in the browser.
    """
    named = {name for name, setting in NAMES.items() if config.is_fixed(current_app.config, setting)}
    return frozenset(named | SERVER.keys() if named & {"host", "user", "password"} else named)


def current() -> Settings:
    """Return the settings in force at this moment."""
    values, sealed = _values()
    password = values["password"] if sealed is None else sealing.unseal(sealed, PURPOSE)
    security = "tls" if values["security"] == "ssl" else values["security"]
    return Settings(
        values["host"], int(values["port"]), values["user"], password, security,
        float(current_app.config["SMTP_TIMEOUT"]), values["sender"],
    )  # fmt: skip


def base_url() -> str:
    """Return the address at which the office opens the program, without a slash at its end."""
    return str(_values()[0]["base_url"]).rstrip("/")


def _values() -> tuple[Mapping[str, Any], str | None]:
    """Return what is in force, and the sealed password when it is the one that was entered here."""
    values = {name: current_app.config[setting] for name, setting in NAMES.items()}
    row = db.session.execute(select(MailSettings.__table__).where(MailSettings.id == THE_ROW)).mappings().first()
    if row is None:
        return values, None
    free = NAMES.keys() - fixed()
    values |= {name: row[name] for name in free - {"password"} if row[name]}
    return values, row["sealed_password"] if "password" in free else None
