"""The pause after the office's own mail settings were refused, so that a wrong password is not tried each minute."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model


class MailPause(Model):
    """Settings that were refused, known by their mark, and until when they are not tried again."""

    __tablename__ = "mail_pauses"

    settings_mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime]
    trouble: Mapped[str] = mapped_column(Text)
