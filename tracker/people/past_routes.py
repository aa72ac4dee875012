"""Where the administrator reads the history, takes it out and has its chain followed."""

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock, history, web
from tracker.extensions import db
from tracker.people import chronicle, past, queries
from tracker.people.models import Committee, User
from tracker.people.routes import bp

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/history", endpoint="history")
def show_history() -> ResponseReturnValue:
    """Show what was done in the office: who, when, through which door, what, from what to what."""
    filters = past.Filters.of(request.args)
    page = past.page(filters, request.args.get("place"))
    return render_template(
        "people/history.html", page=page, filters=filters, words=chronicle, reach=web.reach(), holds=past.holds(page),
        options=past.options(queries.people(select(User)), db.session.scalars(select(Committee)).all()),
        page_url=lambda place: url_for("people.history", **filters.words | {"place": place}),
        subject_name=_person_of(filters),
    )  # fmt: skip


@bp.route("/history.xlsx")
def export_history() -> ResponseReturnValue:
    """Give the history under the filters of its page as an Excel workbook."""
    book = past.workbook(past.Filters.of(request.args), web.reach())
    return send_file(book, EXCEL, as_attachment=True, download_name=f"lich-su-{clock.today().isoformat()}.xlsx")


@bp.route("/history/chain", endpoint="chain")
def follow_chain() -> ResponseReturnValue:
    """Follow the whole chain, as the doctor does, and say whether every entry is as it was written."""
    return render_template("people/chain.html", count=history.count(), broken=history.first_broken_entry())


def _person_of(filters: past.Filters) -> str:
    found = db.session.get(User, int(filters.subject_id)) if filters.subject == "users" and filters.subject_id else None
    return found.full_name if found else ""
