"""Where everything is found by its words, on a page of its own and in the palette that Ctrl-K opens on any page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker import web
from tracker.findable import LONGEST_QUERY, is_called, printed
from tracker.tasks import finding
from tracker.tasks.routes import bp

ON_PAGE, IN_PALETTE = 20, 5
"""Answers of each kind."""


@bp.route("/search")
def search() -> ResponseReturnValue:
    """Show what answers a query, and in the palette the pages too whose names begin with it."""
    query = printed(request.args.get("q", ""))[:LONGEST_QUERY]
    palette = "palette" in request.args
    groups = finding.find(query, web.reach(), IN_PALETTE if palette else ON_PAGE)
    template = "tasks/_found.html" if palette else "tasks/search.html"
    return render_template(template, query=query, groups=groups, palette=palette, most=ON_PAGE, is_called=is_called)
