"""Which unit written words mean: a person says so once, the office knows it from then on, and it can be forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from tracker import history
from tracker.documents import steps
from tracker.documents.actions import require_draft
from tracker.documents.models import Item, ItemUnit, Step
from tracker.documents.queries import named_in_document
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Unit, UnitAlias, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import unit_named


def confirm_unit(item: Item, named: ItemUnit, unit: Unit, *, by: User, at: datetime) -> None:
    """Say which unit the written words mean; the words are known as its name from then on, here and everywhere."""
    require_draft(item.conclusion)
    with steps.step(item.conclusion, "confirmed", [], by=by, at=at, about=item) as done:
        done.name = _remember(named.words, unit, by=by, at=at)
        _settle(item, named, unit)
    history.record("confirmed", item, by=by, at=at, changes={"unit": (named.words, unit.name)})
    db.session.commit()


def create_unit(item: Item, named: ItemUnit, name: str, *, by: User, at: datetime) -> Unit:
    """Add the unit the written words mean, which the office did not know yet."""
    require_draft(item.conclusion)
    name = " ".join(name.split())
    key = folded_unit_name(name)
    if not key or len(name) > 200:
        raise RuleBroken(_("The name of a unit has between 1 and 200 characters."), "name")
    if taken := db.session.query(Unit).filter_by(folded=key).first() or unit_named(name):
        raise RuleBroken(_("There is a unit with this name already: %(name)s.", name=taken.name), "name")
    with steps.step(item.conclusion, "confirmed", [], by=by, at=at, about=item) as done:
        unit = Unit(name=name, folded=key)
        db.session.add(unit)
        history.record("added", unit, by=by, at=at, changes={"name": name}, committee_id=item.committee_id)
        done.name = {**_remember(named.words, unit, by=by, at=at), "is_new": True}
        _settle(item, named, unit)
    history.record("confirmed", item, by=by, at=at, changes={"unit": (named.words, unit.name)})
    db.session.commit()
    return unit


def forget(found: Step, *, by: User, at: datetime) -> None:
    """Take back the name a step taught the office, and the choice wherever it was made in the document.

    A unit the step added goes too, unless something else refers to it by now. Does NOT commit.
    """
    name = found.changes["name"]
    unit = db.session.get(Unit, name["unit_id"])
    if unit is None:
        return
    history.record("undid", found.draft or found.conclusion, by=by, at=at, changes={"unit": (unit.name, name["words"])})
    for each in named_in_document(found.conclusion_id):
        if each.unit_id == unit.id and folded_unit_name(each.words) == name["key"]:
            each.unit = None
    alias = db.session.query(UnitAlias).filter_by(folded=name["key"], unit_id=unit.id).first()
    if alias and name["was_learnt"]:
        history.record("revoked_alias", unit, by=by, at=at, changes={"alias": (alias.name, None)})
        former = db.session.get(Unit, name["former_unit_id"]) if name["former_unit_id"] else None
        if former:
            alias.unit = former
        else:
            db.session.delete(alias)
    db.session.flush()
    if name.get("is_new"):
        _remove_unit(unit)


def _remove_unit(unit: Unit) -> None:
    """Delete a unit nothing refers to; by a plain statement, or the session would loose what refers to it first."""
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Unit).where(Unit.id == unit.id))
    except IntegrityError:  # a draft, an account or a task has it by now: it stays among the units
        return
    db.session.expunge(unit)


def _remember(words: str, unit: Unit, *, by: User, at: datetime) -> dict[str, Any]:
    """Keep the words as an alias of the unit, unless they are its name or known already; return what was done."""
    db.session.flush()
    key, known = folded_unit_name(words), unit_named(words)
    name = {"words": words, "key": key, "unit": unit.name, "unit_id": unit.id}
    name |= {"was_learnt": False, "former_unit_id": None}
    if not key or key == unit.folded or known is unit:
        return name
    if known:
        raise RuleBroken(_("“%(words)s” is known as a name of %(unit)s.", words=words, unit=known.name))
    if of_closed_unit := db.session.query(UnitAlias).filter_by(folded=key).first():
        name["former_unit_id"] = of_closed_unit.unit_id
        of_closed_unit.unit = unit
    else:
        db.session.add(UnitAlias(unit=unit, name=words, folded=key, created_by_id=by.id, created_at=at))
    history.record("added_alias", unit, by=by, at=at, changes={"alias": words})
    return {**name, "was_learnt": True}


def _settle(item: Item, named: ItemUnit, unit: Unit) -> None:
    """Give the unit to these words wherever they stand in the document without one."""
    named.unit = unit
    key = folded_unit_name(named.words)
    for each in named_in_document(item.conclusion_id):
        if each.unit_id is None and folded_unit_name(each.words) == key:
            each.unit = unit
