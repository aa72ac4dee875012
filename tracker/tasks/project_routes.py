"""Where the register of works answers, and where it is said what is known of them."""

from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.forms import VersionedForm
from tracker.reading.works import Fact
from tracker.tasks import growth, project_values, projects, queries
from tracker.tasks import project_queries as asked
from tracker.tasks.citations import citation
from tracker.tasks.evidence import evidence
from tracker.tasks.models import Task
from tracker.tasks.project_filters import ProjectFilters
from tracker.tasks.project_forms import LONGEST, ProjectForm
from tracker.tasks.project_models import Project
from tracker.tasks.project_words import STAGES, fact_name, known, sayings, works_stage
from tracker.tasks.routes import bp

MOST_ROWS = 500
"""Works on one page; a committee has some dozens. The file has all of them."""
EXPORT = "reports.projects"


@bp.app_context_processor
def _works_words() -> dict[str, Any]:
    """Let any page ask what works a task is, and what a person may say of them."""
    return {
        "works_of": projects.of,
        "works_stage": works_stage,
        "fact_name": fact_name,
        "known_of_works": known,
        "told_of_works": sayings,
        "volume_chart": _chart,
        "volume_line": growth.line,
        "may_follow_works": lambda task: projects.may_follow(task, web.whole_reach()),
        "may_correct_works": lambda task: projects.may_correct(task, web.whole_reach()),
    }


def _chart(project: Project) -> growth.Chart | None:
    grown = asked.volumes([project]).get(project.id, [])
    return growth.chart(grown, project.completion_on, clock.today())


@bp.route("/projects", endpoint="projects")
def register() -> ResponseReturnValue:
    """Show the register of a committee's works under the filters of the address."""
    on, filters, committee = clock.today(), ProjectFilters.of(request.args), web.committee()
    whole = asked.projects(web.reach(), committee.id)
    figures, chosen = queries.figures(filters.narrowed(whole), on), filters.chosen(whole, on)
    rows = db.session.scalars(asked.with_row(chosen).limit(MOST_ROWS)).all()
    return render_template(
        "tasks/projects.html", filters=filters, figures=figures, rows=rows, sums=asked.sums(chosen), most=MOST_ROWS,
        parts=asked.parts(filters.group, rows, chosen), part_name=asked.part_name, obstacles=asked.obstacles(rows),
        volumes=asked.volumes(rows),
        units=asked.units_of(whole), stages=[(each.value, STAGES[each]) for each in asked.stages_of(whole)],
        export=url_for(EXPORT, **filters.but()) if EXPORT in current_app.view_functions else "",
    )  # fmt: skip


@bp.route("/tasks/<int:task_id>/project", methods=["GET", "POST"])
def project(task_id: int) -> ResponseReturnValue:
    """Follow a task as works, or correct what is known of them."""
    found = web.fetch(projects.describable(web.reach()).where(Task.id == task_id))
    works, form = projects.of(found), ProjectForm()
    if not form.is_submitted():
        form = ProjectForm(formdata=None, data=projects.form_values(found))
    elif form.validate() and form.attempt(lambda: _describe(found, form)):
        return web.done(url_for("tasks.task", task_id=task_id), _("What is known of the works is saved."))
    theirs = form.theirs(works or found)
    return render_template(
        "tasks/project.html", task=found, works=works, form=form, theirs=theirs, evidence=evidence(found.item),
        citation=citation(found),
    ), form.status  # fmt: skip


@bp.route("/tasks/<int:task_id>/project/end", methods=["POST"])
def end_project(task_id: int) -> ResponseReturnValue:
    """Follow works as a plain task again."""
    found, form = web.fetch(projects.describable(web.reach()).where(Task.id == task_id)), VersionedForm()
    url = url_for("tasks.task", task_id=task_id)
    if form.validate_on_submit() and form.attempt(
        lambda: projects.unfollow(found, by=web.me(), at=clock.now(), version=form.known_version)
    ):
        return web.done(url, _("The task is no longer followed as works."))
    return web.done(url, " ".join(map(str, form.form_errors)))


@bp.route("/projects/meaning")
def meaning() -> ResponseReturnValue:
    """Say what the words typed in the field of a fact mean, for the line beneath it."""
    typed = [(fact, " ".join(request.args[fact].split())[:LONGEST]) for fact in Fact if fact in request.args]
    said = [project_values.meaning(fact, words, clock.today()) for fact, words in typed if words]
    return render_template("tasks/_meaning.html", said="; ".join(said))


def _describe(task: Task, form: ProjectForm) -> None:
    projects.follow(
        task, form.typed, by=web.me(), at=clock.now(), on=clock.today(), version=form.known_version
    )  # fmt: skip
