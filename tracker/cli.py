"""The console command `tracker`: the same verbs as the web, through another door."""

import io
import json
import logging
import os
import signal
import sys
from datetime import date
from pathlib import Path

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tracker import clock, database, filestore, permissions
from tracker.app import create_app
from tracker.errors import RuleBroken
from tracker.extensions import db


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False)
def main() -> None:
    """Conclusions read into tasks, chased, reviewed, reported."""


def _require_tables() -> None:
    """Stop, and say what to do, when the database has not been migrated to this version."""
    from tracker.doctor import unready

    if sentence := unready():
        raise click.ClickException(sentence)


@main.command()
@click.option("--host", help="Address to listen on; the setting HOST by default.")
@click.option("--port", type=int, help="Port to listen on; the setting PORT by default.")
@with_appcontext
def serve(host: str | None, port: int | None) -> None:
    """Serve the program and keep its timetable until it is stopped."""
    _require_tables()
    from waitress.server import create_server

    from tracker import demo, scheduler

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    host, port = host or app.config["HOST"], port or app.config["PORT"]
    try:
        server = create_server(app, host=host, port=port, threads=app.config["THREADS"], ident=None)
    except OSError as error:
        raise click.ClickException(f"Cannot listen on port {port}: {error}. Choose another with --port.") from error
    if app.config["TIMETABLE"]:
        scheduler.start(app)
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))  # waitress then ends as it does on Ctrl+C
    click.echo(f"\nTracker answers at http://{host}:{port}   (Ctrl+C stops it)")
    accounts = demo.accounts_line()
    db.session.remove()  # or this command's own transaction would keep every writer out
    click.echo(accounts)
    sys.stdout.flush()
    server.run()
    if app.config["TIMETABLE"]:
        scheduler.stop(app)


@main.command()
@with_appcontext
def worker() -> None:
    """Keep the timetable in a process of its own, beside any number of others; SIGTERM ends it orderly."""
    _require_tables()
    from tracker import worker as timetable

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.remove()
    sys.exit(timetable.run(app, lambda words: click.echo(words)))


@main.command()
@click.option("--if-empty", is_flag=True, help="Do nothing, and say so, when the database holds users already.")
@with_appcontext
def demo(if_empty: bool) -> None:
    """Load an invented committee with four months of work into an empty database."""
    from tracker import demo as office

    _require_tables()
    if not office.is_empty():
        if if_empty:
            return
        raise click.ClickException("The database holds users already; demo data only goes into an empty one.")
    click.echo("Loading demo data …")
    office.load(today=clock.today())


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json_", is_flag=True, help="Print the whole reading as JSON, with spans.")
def read(file: Path, as_json_: bool) -> None:
    """Read a document and print what it asks of whom by when."""
    from tracker.intake.files import text_of
    from tracker.reading.export import as_json
    from tracker.reading.reader import read as read_text

    try:
        reading = read_text(text_of(file.read_bytes(), told=_tell_page))
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from broken
    if as_json_:
        click.echo(json.dumps(as_json(reading, file=file.name), ensure_ascii=False, indent=1))
        return
    for item in reading.items:
        due = "; ".join(f"“{each.words}” → {each.on or '?'}" for each in item.deadlines)
        leads = ", ".join(each.value for each in item.leads)
        click.echo(f"{item.id:10} {item.kind:14} {item.action or item.text[:70]}\n{'':10} {leads}   {due}")


def _tell_page(page: int, pages: int) -> None:
    """Say how far a scan has come, beside what is printed."""
    click.echo(f"\rReading page {page} of {pages} …", err=True, nl=page == pages)


@main.command("export-reading")
@click.argument("conclusion_id", type=int)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export_reading(conclusion_id: int, folder: Path) -> None:
    """Write the text of a document and its reading, as it was corrected, into FOLDER: a test case for the reader."""
    from tracker.documents.exports import files
    from tracker.documents.models import Conclusion

    _require_tables()
    found = db.session.get(Conclusion, conclusion_id)
    if found is None:
        raise click.ClickException(f"There is no document {conclusion_id}.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(found).items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
        click.echo(folder / name)


@main.command()
@click.option("--json", "as_json_", is_flag=True, required=True, help="JSON lines in, JSON lines out.")
def deadline(as_json_: bool) -> None:
    """Answer phrases on standard input with the day each means.

    A line in: {"id", "phrase", "context", "reference_date"}; out: {"id", "on", "from", "kind", "recurrence", "words"}.
    """
    from tracker.reading.questions import answer

    for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"):
        if line.strip():
            click.echo(json.dumps(answer(json.loads(line)), ensure_ascii=False))


@main.command()
@click.option("--on", "day", help="The day to remind for, YYYY-MM-DD; today by default.")
@with_appcontext
def remind(day: str | None) -> None:
    """Write the reminders due on a day into the outbox, and send what waits there."""
    from tracker.reminders import outbox, schedule

    _require_tables()
    on = date.fromisoformat(day) if day else clock.today()
    click.echo(f"{schedule.remind(on=on, at=clock.now())} letters written for {on}.")
    click.echo(f"{outbox.send_waiting(at=clock.now())} letters sent.")


@main.command()
@with_appcontext
def bounce() -> None:
    """Read one returned letter on standard input, as the mail server's pipe hands it over.

    Ends with 75 when it could not be kept, so that the server tries again later.
    """
    from tracker.reminders import bounces, dsn

    try:
        _require_tables()
        found = bounces.receive(sys.stdin.buffer.read(dsn.LONGEST), at=clock.now())
    except (DBAPIError, click.ClickException) as error:
        click.echo(f"Try again later: {error}", err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(found)


@main.command("add-user")
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Full name.")
@click.option("--email", default="", help="E-mail address for reminders.")
@click.option("--admin", is_flag=True, help="Make the person an administrator of the office.")
@click.password_option(help="The first password; asked for when left out.")
@with_appcontext
def add_user(username: str, full_name: str, email: str, admin: bool, password: str) -> None:
    """Add a person who can sign in."""
    from tracker.people.actions import add_user as add

    _require_tables()
    try:
        add(
            username=username,
            full_name=full_name,
            email=email,
            is_admin=admin,
            password=password,
            by=None,
            at=clock.now(),
        )
    except RuleBroken as broken:
        raise click.ClickException(broken.sentence) from broken
    click.echo(f"{username} can sign in now.")


@main.command()
@with_appcontext
def routes() -> None:
    """List every route with its methods and who may call it."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            granted = permissions.grant(rule.endpoint, method)
            click.echo(f"{method:5} {rule.rule:45} {rule.endpoint:30} {granted or 'NOT DECLARED'}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the database and the files people sent, even while they are in use, into FILE (a tar)."""
    from tracker.backup import back_up

    try:
        copied = back_up(file)
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already; name a new file.") from error
    except ValueError as error:
        raise click.ClickException(f"{error}; after that copy the folder {filestore.folder()}.") from error
    click.echo(f"{file}: {copied.size / 1024:.0f} kB, with {copied.files} files")
    if copied.wrong:
        raise click.ClickException(f"{len(copied.wrong)} files are missing or changed; `tracker doctor` names them.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put a backup in place, where no database is: the program must not be running."""
    from tracker.backup import NotRestored
    from tracker.backup import restore as put_in_place

    try:
        files = put_in_place(file)
    except NotRestored as refused:
        raise click.ClickException(f"{refused}.") from refused
    click.echo(f"The database and {files} files are in place. Run `tracker db upgrade`, then `tracker doctor`.")


@main.command("archive")
@click.argument("committee")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def write_archive(committee: str, file: Path) -> None:
    """Write everything of COMMITTEE (its name) into FILE (a zip), for another installation to take in."""
    from tracker.people.models import Committee
    from tracker.reports.archive.writing import write

    found = db.session.scalars(select(Committee).filter_by(name=committee)).one_or_none()
    if found is None:
        names = "; ".join(db.session.scalars(select(Committee.name).order_by(Committee.name)))
        raise click.ClickException(f"There is no committee “{committee}”. Here are: {names or 'none'}.")
    try:
        with database.reading():
            told = write(found.id, file, at=clock.now())
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already; name a new file.") from error
    click.echo(f"{file}: {sum(told.rows.values())} rows, {told.files} files, digest {told.digest}")
    if told.missing:
        raise click.ClickException(f"{len(told.missing)} files are missing or changed; `tracker doctor` names them.")


@main.command("take-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@with_appcontext
def take_archive_in(file: Path, dry_run: bool) -> None:
    """Take in the archive FILE of a committee that another installation wrote."""
    from tracker.reports.archive.reading import preview, read_archive
    from tracker.reports.archive.taking import take_in

    try:
        archive = read_archive(file)
        seen = preview(archive)
        click.echo(f"{seen.name}: {sum(seen.counts.values())} rows, {seen.files} files")
        click.echo(f"People: {len(seen.new_people)} new, {len(seen.known_people) - len(seen.strangers)} known here")
        for each in seen.strangers:
            click.echo(f"  {each.known_as} is {each.here} here: {each.there} gets an account of another name")
        click.echo(f"Units: {len(seen.new_units)} new, {len(seen.known_units)} known here")
        if not dry_run:
            take_in(archive, by=None, at=clock.now())
            click.echo("Taken in. Give its people passwords under Quản trị → Người dùng.")
    except RuleBroken as refused:
        raise click.ClickException(refused.sentence) from refused


@main.command()
@with_appcontext
def doctor() -> None:
    """Look over the installation and say what is wrong and what would help; ends with 1 when something is."""
    from tracker.doctor import examine

    with database.reading():  # the whole history takes a while, and the office goes on writing
        findings = list(examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.holds else 'FAIL' if finding.serious else 'note'}  {finding.sentence}")
    sys.exit(any(finding.serious and not finding.holds for finding in findings))
