"""Where filters are kept under a name, renamed, shared and let go."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.tasks import saved_views
from tracker.tasks.filters import Filters
from tracker.tasks.register import settled
from tracker.tasks.routes import bp
from tracker.tasks.saved_views_models import LONGEST_NAME, SavedView


class SavedViewForm(VersionedForm):
    """The name of kept filters, and who is shown them."""

    name = StringField(_l("Name of the saved filter"), validators=[Length(max=LONGEST_NAME)])
    is_shared = BooleanField(_l("Show it to everybody in the committee"))


@bp.route("/tasks/views/new", methods=["GET", "POST"])
def new_saved_view() -> ResponseReturnValue:
    """Keep the filters of the address under a name."""
    committee, form, on = web.committees()[0], SavedViewForm(), clock.today()
    filters, chips = settled(Filters.of(request.args), web.reach(), on)

    def keep() -> SavedView:
        name, shared = form.name.data or "", bool(form.is_shared.data)
        return saved_views.save(committee, filters, name, shared=shared, by=web.me(), at=clock.now())

    if form.validate_on_submit() and form.attempt(keep):
        return web.done(url_for("tasks.tasks", **filters.but()), _("The filters are saved."))
    return _page(form, None, committee_id=committee.id, filters=filters, chips=chips)


@bp.route("/tasks/views/<int:view_id>", methods=["GET", "POST"])
def saved_view(view_id: int) -> ResponseReturnValue:
    """Rename a saved view, or share it."""
    found = web.fetch(saved_views.changeable(web.reach()).where(SavedView.id == view_id))
    form = SavedViewForm(obj=found)

    def change() -> None:
        name, shared = form.name.data or "", bool(form.is_shared.data)
        saved_views.change(found, name, shared=shared, by=web.me(), at=clock.now(), version=form.known_version)

    if form.validate_on_submit() and form.attempt(change):
        return web.done(url_for("tasks.tasks", **found.address), _("The saved filter is changed."))
    filters, chips = settled(Filters.of(found.address), web.reach(), clock.today())
    return _page(form, found, committee_id=found.committee_id, filters=filters, chips=chips)


@bp.route("/tasks/views/<int:view_id>/removal", methods=["POST"])
def remove_saved_view(view_id: int) -> ResponseReturnValue:
    """Let a saved view go."""
    found = web.fetch(saved_views.changeable(web.reach()).where(SavedView.id == view_id))
    saved_views.delete(found, by=web.me(), at=clock.now())
    return web.done(url_for("tasks.tasks"), _("The saved filter is deleted."))


def _page(form: SavedViewForm, view: SavedView | None, *, committee_id: int, **said: object) -> ResponseReturnValue:
    may_share = saved_views.may_share(committee_id, web.reach())
    page = render_template(
        "tasks/saved_view.html", form=form, view=view, theirs=form.theirs(view), may_share=may_share, **said
    )  # fmt: skip
    return page, form.status
