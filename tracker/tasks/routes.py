"""Where the room answers."""

from flask import Blueprint

from tracker.tasks import queries as queries

bp = Blueprint("tasks", __name__)
