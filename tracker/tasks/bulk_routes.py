"""Where many tasks are passed on or given a person at once, and where one sees what became of it."""

from collections.abc import Mapping

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people.queries import active_units, people
from tracker.tasks import assignments, bulk
from tracker.tasks.bulk_forms import BulkForm, BulkPersonForm, BulkUnitForm, Chosen, chosen
from tracker.tasks.bulk_models import BulkOrder, Deed, RowState
from tracker.tasks.filters import Filters
from tracker.tasks.routes import bp


@bp.route("/tasks/bulk/unit", methods=["GET", "POST"])
def bulk_unit() -> ResponseReturnValue:
    """Pass many tasks to another unit with one reason."""
    picked, form = chosen(web.reach()), BulkUnitForm().offer(db.session.scalars(active_units()))
    made: list[BulkOrder] = []
    if form.validate_on_submit() and form.attempt(lambda: made.append(order(Deed.UNIT, picked, form))):
        return ordered(made[0], bulk.DEEDS)
    return page("tasks/bulk_unit.html", picked, form)


@bp.route("/tasks/bulk/person", methods=["GET", "POST"])
def bulk_person() -> ResponseReturnValue:
    """Give many tasks one person in charge, or nobody."""
    picked, mine = chosen(web.reach()), web.whole_reach()
    form = BulkPersonForm().offer(people(assignments.people_for_many(picked.tasks, picked.committee.id, mine)))
    made: list[BulkOrder] = []
    if form.validate_on_submit() and form.attempt(lambda: made.append(order(Deed.PERSON, picked, form))):
        return ordered(made[0], bulk.DEEDS)
    return page("tasks/bulk_person.html", picked, form)


@bp.route("/tasks/bulk/<int:order_id>")
def bulk_order(order_id: int) -> ResponseReturnValue:
    """Show what became of a deed for many tasks, task by task where it was left."""
    found = web.fetch(bulk.orders_of(web.reach()).where(BulkOrder.id == order_id))
    return render_template("tasks/bulk_order.html", order=found, summary=bulk.summary(found), State=RowState)


@bp.route("/tasks/bulk/<int:order_id>/cancellation", methods=["POST"])
def cancel_bulk(order_id: int) -> ResponseReturnValue:
    """Stop before the tasks that have not been reached yet."""
    found = web.fetch(bulk.orders_of(web.reach()).where(BulkOrder.id == order_id))
    bulk.cancel(found)
    return web.done(url_for("tasks.bulk_order", order_id=order_id), _("Stopped. What was done stays done."))


@bp.route("/tasks/bulk/<int:order_id>/return", methods=["POST"])
def take_bulk_back(order_id: int) -> ResponseReturnValue:
    """Give the tasks back to those they were taken from, where nobody has touched them since."""
    found = web.fetch(bulk.orders_of(web.reach()).where(BulkOrder.id == order_id))
    bulk.take_back(found)
    bulk.run(bulk.DEEDS, at=clock.now(), order_id=order_id)
    return web.done(url_for("tasks.bulk_order", order_id=order_id))


# ------------------------------------------------------------------------------------------ how they answer


def order(deed: Deed, picked: Chosen, form: BulkForm) -> BulkOrder:
    """Write down what a form asks for, in the name of the person who sent it."""
    return bulk.order(
        picked.committee, deed, picked.tasks, picked.choice, key=form.key.data or "", by=web.me(), at=clock.now(),
        words=form.words, **form.whom,
    )  # fmt: skip


def ordered(made: BulkOrder, deeds: Mapping[Deed, bulk.Do]) -> ResponseReturnValue:
    """Do the first rows at once; go back to the register when all is done, else to the page that says what is not."""
    order_id = made.id
    bulk.run(deeds, at=clock.now(), order_id=order_id)
    found = db.session.get_one(BulkOrder, order_id)
    told = bulk.summary(found)
    there = url_for("tasks.bulk_order", order_id=order_id)
    if told.is_running or told.left:
        return web.done(there)
    toast = {"text": sentence(found, told)}
    if found.deed != Deed.REMIND and told.counts[RowState.DONE]:
        toast["undo"] = url_for("tasks.take_bulk_back", order_id=order_id)
    return web.done(url_for("tasks.tasks", **Filters.of(request.values).but()), toast)


def sentence(given: BulkOrder, told: bulk.Summary) -> str:
    """Return what was done in one sentence."""
    done = told.counts[RowState.DONE]
    words = {
        Deed.UNIT: ngettext("%(num)s task passed on.", "%(num)s tasks passed on.", done),
        Deed.PERSON: ngettext("%(num)s task assigned.", "%(num)s tasks assigned.", done),
        Deed.REMIND: ngettext("%(num)s task reminded of.", "%(num)s tasks reminded of.", done),
    }
    same = told.counts[RowState.SAME]
    stood = ngettext("%(num)s stood so already.", "%(num)s stood so already.", same) if same else ""
    return f"{words[given.deed]} {stood}".strip()


def page(template: str, picked: Chosen, form: BulkForm) -> ResponseReturnValue:
    """Show whom a deed is about, which tasks it will leave, and what it needs."""
    mine = web.whole_reach()
    return render_template(
        template, picked=picked, form=form, may_pass_on=lambda task: assignments.may_pass_on(task, mine),
        may_assign=lambda task: assignments.may_assign(task, mine),
    ), form.status  # fmt: skip
