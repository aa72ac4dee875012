"""The factory: one application out of the rooms."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import config, database, failures, frame, web
from tracker.extensions import babel, compress, csrf, db, htmx, login_manager, migrate
from tracker.languages import RoomCatalogs, chosen_language

ROOT = Path(__file__).parent.parent


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return a new application; `settings` override every other source. Starts no job and opens no connection."""
    app = Flask(
        "tracker",
        root_path=str(ROOT / "tracker"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str((settings or {}).get("INSTANCE_PATH", ROOT / "instance")),
    )
    config.load(app)
    app.config.from_mapping(settings or {})
    Path(app.instance_path).mkdir(mode=0o700, parents=True, exist_ok=True)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    login_manager.init_app(app)
    csrf.init_app(app)
    htmx.init_app(app)
    compress.init_app(app)
    babel.init_app(app, locale_selector=chosen_language)
    babel.domain_instance = RoomCatalogs()
    web.init_app(app)
    failures.init_app(app)
    frame.init_app(app)
    _open_rooms(app)
    if app.debug or app.testing:
        app.add_url_rule("/style", "style", lambda: render_template("style.html"))
    return app


def _open_rooms(app: Flask) -> None:
    """Register the rooms' routes; several modules of a room hang theirs on one blueprint."""
    from tracker.documents import draft_routes as drafts
    from tracker.documents import routes as documents
    from tracker.documents import source_routes as sources
    from tracker.documents import upload_routes as uploads
    from tracker.meetings import agenda_routes as agendas
    from tracker.meetings import attendance_routes as attendances
    from tracker.meetings import commitment_routes as commitments
    from tracker.meetings import conclusion_draft_routes as conclusion_drafts
    from tracker.meetings import direction_routes as directions
    from tracker.meetings import projector_routes as projectors
    from tracker.meetings import results_routes as results
    from tracker.meetings import routes as meetings
    from tracker.meetings import signed_routes as signed
    from tracker.meetings import sitting_routes as sittings
    from tracker.people import absence_routes as absences
    from tracker.people import calendar_routes as calendar
    from tracker.people import office_routes as office
    from tracker.people import past_routes as past
    from tracker.people import reporting_routes as reporting
    from tracker.people import roster_routes as rosters
    from tracker.people import routes as people
    from tracker.people import session_routes as sessions
    from tracker.reminders import bounce_routes as bounces
    from tracker.reminders import bulk_routes as bulk_reminders
    from tracker.reminders import mail_routes as mail
    from tracker.reminders import own_routes as own_letters
    from tracker.reminders import register_routes as registers
    from tracker.reminders import reply_routes as replies
    from tracker.reminders import routes as reminders
    from tracker.reminders import rules_routes as rules
    from tracker.reminders import undo_routes as undo
    from tracker.reports import conclusion_routes as conclusion_files
    from tracker.reports import feed_routes as feeds
    from tracker.reports import routes as reports
    from tracker.reports import units_routes as units_files
    from tracker.reports import works_routes as works_files
    from tracker.review import picture_routes as pictures
    from tracker.review import routes as review
    from tracker.tasks import assignment_routes as assignments
    from tracker.tasks import bulk_routes as bulk
    from tracker.tasks import departure_routes as departures
    from tracker.tasks import extension_routes as extensions
    from tracker.tasks import file_routes as files
    from tracker.tasks import period_routes as periods
    from tracker.tasks import project_routes as projects
    from tracker.tasks import refusal_routes as refusals
    from tracker.tasks import routes as tasks
    from tracker.tasks import saved_view_routes as saved_views
    from tracker.tasks import search_routes as search
    from tracker.tasks import subtask_routes as subtasks
    from tracker.tasks import succession_routes as successions
    from tracker.tasks import thread_routes as threads
    from tracker.tasks import update_routes as updates

    modules = (
        people,
        office,
        reporting,
        calendar,
        rosters,
        past,
        absences,
        sessions,
        documents,
        drafts,
        sources,
        uploads,
        tasks,
        updates,
        files,
        assignments,
        bulk,
        departures,
        extensions,
        periods,
        refusals,
        projects,
        saved_views,
        subtasks,
        threads,
        search,
        successions,
        meetings,
        results,
        signed,
        directions,
        commitments,
        sittings,
        agendas,
        attendances,
        projectors,
        conclusion_drafts,
        reminders,
        bulk_reminders,
        bounces,
        mail,
        replies,
        registers,
        rules,
        own_letters,
        undo,
        review,
        pictures,
        reports,
        conclusion_files,
        works_files,
        units_files,
        feeds,
    )
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
