"""Where the room answers."""

from flask import Blueprint

from tracker.reminders import publication  # noqa: F401

bp = Blueprint("reminders", __name__)
