"""What a person sees when something cannot be done: a broken rule, a clash, a refusal, a fault."""

import logging
import re
from http import HTTPStatus

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker import permissions
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.web import ask_to_sign_in, wants_fragment

SECRET = re.compile(r"(?<=/r/)[\w.=-]+|(?<=/calendars/)[\w-]+")
"""The words of addresses that are a right by themselves: of a link in a letter, of a calendar."""


def init_app(app: Flask) -> None:
    """Give each kind of failure its answer: one sentence, nothing written, what was typed still on the page."""
    app.logger.addFilter(_without_secrets)
    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(OverflowError, _no_such_value)
    app.register_error_handler(DataError, _no_such_value)
    app.register_error_handler(StaleDataError, _somebody_was_faster)
    app.register_error_handler(IntegrityError, _somebody_was_faster)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)


def _without_secrets(record: logging.LogRecord) -> bool:
    """Leave out of the log what would let its reader read or write in somebody's name."""
    record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
    return True


def _rule_broken(error: RuleBroken) -> ResponseReturnValue:
    db.session.rollback()
    status = HTTPStatus.CONFLICT if isinstance(error, StaleVersion) else HTTPStatus.UNPROCESSABLE_ENTITY
    return _error_page(status, error.sentence)


def _somebody_was_faster(error: StaleDataError | IntegrityError) -> ResponseReturnValue:
    """Answer a write that found its row changed, or its place taken, after the verb had looked."""
    db.session.rollback()
    current_app.logger.warning("Refused by the database: %s", getattr(error, "orig", error))
    return _error_page(HTTPStatus.CONFLICT, _("Somebody changed this while you were writing. Nothing was overwritten."))


def _no_such_value(error: OverflowError | DataError) -> ResponseReturnValue:
    """Answer what no column can hold, a number in an address or a sign in a hidden field: it names nothing."""
    db.session.rollback()
    current_app.logger.warning("No column holds this: %s", getattr(error, "orig", error))
    return _error_page(HTTPStatus.NOT_FOUND, "")


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    grant = permissions.grant(request.endpoint, request.method)
    if grant and not grant.anyone and not current_user.is_authenticated:
        return ask_to_sign_in(keep=False)  # without its token the text may come from somebody else's page
    return _error_page(HTTPStatus.BAD_REQUEST, _("This page is too old to be sent. Open it again; your text is kept."))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    db.session.rollback()
    response = _error_page(HTTPStatus(error.code), "")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _error_page(status: HTTPStatus, sentence: str) -> Response:
    template = "_error.html" if wants_fragment() else "errors.html"
    try:
        page = render_template(template, status=status, sentence=sentence)
    except Exception:  # the page itself needs the database, which may be what is missing
        current_app.logger.exception("The error page could not be drawn.")
        page = f"{status.value} {status.phrase}"
    response = make_response(page, status)
    if wants_fragment():
        response.headers["HX-Retarget"] = "#errors"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
