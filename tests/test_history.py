"""History only grows, and shows when somebody altered it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests import traces
from tracker import clock, history
from tracker.extensions import db
from tracker.people import actions
from tracker.people.models import Committee


def committee() -> Committee:
    row = Committee(name="Ban Chỉ đạo thử", short_name="BCĐ thử")
    db.session.add(row)
    db.session.flush()
    return row


def test_an_entry_says_what_changed(app):
    row = committee()
    entry = history.record("renamed", row, by=None, changes={"name": ("cũ", "mới")})
    db.session.commit()
    assert history.of(row) == [entry]
    assert entry.changes == {"name": ["cũ", "mới"]}
    assert history.first_broken_entry() is None


@pytest.mark.parametrize("statement", ["DELETE FROM history", "UPDATE history SET verb = 'x'"])
def test_entries_cannot_be_changed_or_removed(app, statement):
    history.record("made", committee(), by=None)
    db.session.commit()
    with pytest.raises(IntegrityError, match="history only grows"):
        db.session.execute(text(statement))


def test_an_entry_altered_behind_the_programs_back_is_found(app):
    row = committee()
    for verb in ("made", "renamed", "closed"):
        history.record(verb, row, by=None)
    db.session.commit()
    db.session.execute(text("DROP TRIGGER history_no_UPDATE"))
    db.session.execute(text("UPDATE history SET verb = 'forgotten' WHERE verb = 'renamed'"))
    db.session.commit()
    db.session.expire_all()
    assert history.first_broken_entry().verb == "forgotten"


def test_a_commit_of_the_program_without_history_is_found(app, office, monkeypatch):
    monkeypatch.setattr(history, "record", lambda *_rest, **_more: None)
    actions.add_alias(office.economy, "Phòng KT cũ", by=office.admin, at=clock.now())
    assert traces.untraced == ["actions.add_alias: unit_aliases"]
    traces.untraced.clear()
