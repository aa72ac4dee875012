"""Where the room answers."""

from flask import Blueprint

bp = Blueprint("documents", __name__)
