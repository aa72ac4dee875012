"""Where the room answers."""

from flask import Blueprint

bp = Blueprint("tasks", __name__)
