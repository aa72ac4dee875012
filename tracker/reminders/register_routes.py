"""Where the register of reminders is read, taken out, and a letter sent again."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, mail, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.reminders import links, missed, next_reminders, outbox, queries, register, register_export, words
from tracker.reminders.forms import GiveUpForm
from tracker.reminders.heartbeat import CLOCKS
from tracker.reminders.models import Letter
from tracker.reminders.register import Filters
from tracker.reminders.routes import bp
from tracker.tasks.models import Task
from tracker.tasks.queries import visible as tasks_visible

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@bp.app_context_processor
def _register_words() -> dict[str, Any]:
    """Let the pages of a letter and of a task say what of it is shown, and when a task is brought to mind."""
    return {
        "title_of_letter": lambda letter: words.title(letter, is_whole=register.is_whole(letter, web.whole_reach())),
        "reminded": _reminded,
        "without_links": links.covered,
    }


@bp.route("/letters")
def letters() -> ResponseReturnValue:
    """List the letters of one's committees: to whom, of which tasks, when, what became of each, and what is next."""
    filters, shown = Filters.of(request.args), web.committees()
    ids = [each.id for each in shown]
    counts = register.counts(filters, web.reach(), ids)
    total = sum(counts.values()) if not filters.state else counts[filters.state]  # type: ignore[index]
    page = register.page(filters, web.reach(), ids, request.args.get("place"), total)
    units, people = register.recipients_known(web.reach(), ids)
    return render_template(
        "reminders/letters.html", page=page, counts=counts, filters=filters, shown=shown, ids=ids, units=units,
        people=people, of_task=_task(filters), next_days=_next_days(page.rows, ids), register=register,
        unreachable=[unit for each in ids for unit in queries.unreachable_units(each)], **_pulse(),
        page_url=lambda place: url_for(".letters", **filters.words | {"place": place}),
        choices=web.reached_committees(),
    )  # fmt: skip


@bp.route("/letters.xlsx")
def export_letters() -> ResponseReturnValue:
    """Give the register under the filters of its page as an Excel workbook."""
    return send_file(register_export.workbook(_lines()), EXCEL, as_attachment=True, download_name=_name("xlsx"))


@bp.route("/letters.csv")
def export_letters_as_text() -> ResponseReturnValue:
    """Give the register under the filters of its page as a table in plain text."""
    return send_file(register_export.text(_lines()), CSV, as_attachment=True, download_name=_name("csv"))


@bp.route("/letters/<int:letter_id>")
def letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter as it was written, how it fared with each recipient, and when its tasks are next."""
    return _letter_page(_letter(letter_id), GiveUpForm(formdata=None))


def _letter_page(found: Letter, form: GiveUpForm) -> str:
    ids = list(web.reach().committee_ids)
    return render_template(
        "reminders/letter.html", letter=found, reminders=register.reminders_of(found, ids), form=form,
        is_whole=register.is_whole(found, web.reach()), next_days=_next_days([found], ids), **_pulse(),
    )  # fmt: skip


@bp.route("/letters/<int:letter_id>/resend", methods=["POST"])
def resend(letter_id: int) -> ResponseReturnValue:
    """Try a letter again at the next tick."""
    outbox.resend(_letter(letter_id), by=web.me(), at=clock.now())
    return web.done(url_for(".letter", letter_id=letter_id), _("The letter goes out within a minute."))


@bp.route("/letters/<int:letter_id>/giving-up", methods=["POST"])
def give_up(letter_id: int) -> ResponseReturnValue:
    """Let a letter rest that cannot be delivered, with the reason."""
    found, form = _letter(letter_id), GiveUpForm()
    if form.validate_on_submit() and form.attempt(lambda: _give_up(found, form)):
        return web.done(url_for(".letter", letter_id=letter_id), _("The letter is given up; the history keeps why."))
    return _letter_page(_letter(letter_id), form), form.status


def _give_up(found: Letter, form: GiveUpForm) -> None:
    missed.give_up(found, form.why.data or "", by=web.me(), at=clock.now())


def _lines() -> Iterator[register_export.Line]:
    ids = [each.id for each in web.committees()]
    return register_export.lines(Filters.of(request.args), web.reach(), ids, clock.today())


def _letter(letter_id: int) -> Letter:
    return web.fetch(queries.visible(web.reach()).where(Letter.id == letter_id))


def _task(filters: Filters) -> Task | None:
    """Return the task whose letters are looked for, None when there is none within reach."""
    return db.session.scalar(tasks_visible(web.reach()).where(Task.id == int(filters.task))) if filters.task else None


def _next_days(letters: Any, ids: list[int]) -> dict[int, Any]:
    tasks = {each.task for row in letters for each in register.reminders_of(row, ids) if each.task}
    told = register.days_told(list(tasks), clock.today())
    return next_reminders.next_days(tasks, clock.today(), told=told)


def _reminded(task: Task) -> dict[str, Any]:
    """Return when a task was last brought to mind, and when it is next."""
    last = register.last_told(task)
    told = [task.id] if last and last.on == clock.today() else []
    return {"last": last, "next": next_reminders.next_days([task], clock.today(), told=told).get(task.id)}


def _name(kind: str) -> str:
    return f"so-nhac-viec-{clock.today().isoformat()}.{kind}"


def _pulse() -> dict[str, Any]:
    """Return whether letters go out at all, and what keeps the jobs from their work."""
    beats = [each for each in queries.heartbeats() if each.name not in ("bounces", "reconcile")]  # letters still go
    troubles = [each.trouble for each in beats if each.trouble and each.trouble not in CLOCKS]
    return {"has_mail": bool(mail.settings().host), "troubles": list(dict.fromkeys(troubles))}
