"""What a publication gives to a unit or a person, in words: what they are in charge of, lead and support."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tracker.documents.models import Item
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.reminders.addressees import Addressee
from tracker.reminders.letter_lines import counted, due_line, notes_of, to_see
from tracker.reminders.links import to_update
from tracker.reminders.rules import rules_of
from tracker.reminders.typesetting import Line, Link, Part
from tracker.tasks.models import Task


def given_to(to: Addressee) -> str:
    """Return what is given to whom: giao Phòng Kinh tế chủ trì 4 nhiệm vụ, phối hợp 1 nhiệm vụ."""
    if to.user:
        many = len(to.in_charge)
        return str(
            ngettext("%(num)s task in charge of %(name)s", "%(num)s tasks in charge of %(name)s", many, name=to.name)
        )
    if not to.leads:
        many = len(to.supports)
        return str(
            ngettext(
                "%(num)s task for %(unit)s to support", "%(num)s tasks for %(unit)s to support", many, unit=to.name
            )
        )
    leads = ngettext("%(num)s task for %(unit)s", "%(num)s tasks for %(unit)s", len(to.leads), unit=to.name)
    supports = ngettext("%(num)s to support", "%(num)s to support", len(to.supports))
    return f"{leads}, {supports}" if to.supports else str(leads)


def assignment_parts(to: Addressee, opened: Mapping[Item, Task], *, at: datetime, on: date) -> list[Part]:
    """Return the tasks a letter of a publication names, under what their reader is for them."""

    def lines(items: Sequence[Item], *, is_owed: bool) -> list[Line]:
        return [_line(item, opened[item], to, at=at, on=on, is_owed=is_owed) for item in items]

    leads = _("Tasks your unit leads") if to.user else _("Tasks to lead")
    parts = [
        counted(_("Tasks in your charge"), lines(to.in_charge, is_owed=True)),
        counted(leads, lines(to.leads, is_owed=True)),
        counted(_("Tasks to support"), lines(to.supports, is_owed=False)),
    ]
    return [part for part in parts if part.lines]


def _line(item: Item, task: Task, to: Addressee, *, at: datetime, on: date, is_owed: bool) -> Line:
    """Return a task with who else takes part and, where the committee wants it, the words of the conclusion."""
    link = Link(_("Update the result"), to_update(task, to.user, at=at)) if is_owed else to_see(task)
    lead = task.lead_unit.name if task.lead_unit and task.lead_unit != to.unit else ""
    notes = [*([_("Led by: %(who)s", who=lead)] if lead else []), *notes_of(task)]
    return due_line(
        task, on, link=link, notes=notes, passage=item.text if rules_of(task.committee_id).includes_text else ""
    )
