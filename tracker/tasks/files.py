"""Files that show what was done: sent with a draft, handed over to the update when it is sent, read by the committee.

The bytes lie in `tracker.filestore`, whole and on the disk before their row commits; they go after their row is gone.
What a browser sent once is never asked for again: a file stays with the draft through every refusal and clash.
"""

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select

from tracker import filestore, formats
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.intake.kinds import FileKind, kind_of, safe_name
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import Reach, reach_of
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.models import Task, Update
from tracker.tasks.moves import roles_for
from tracker.tasks.queries import UPDATERS
from tracker.tasks.queries import visible as visible_tasks

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_FILES, MOST_BYTES = 10, 60 * MEGABYTE
"""What one update may carry."""
MOST_AT_ONCE = 38 * MEGABYTE
"""What one request may bring, with room for the words beside it (`MAX_CONTENT_LENGTH`)."""
ACCEPTED = ",".join(f".{ending}" for kind in FileKind for ending in sorted(kind.endings))
"""What a browser offers to choose from; the content decides."""
ORPHANS_STAY = timedelta(days=7)
"""For how long a file without a row is left: an older copy of the database may just have been put in place."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """A file as a browser sent it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Taken:
    """A file that was looked at and lies on the disk, without a row yet."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    stored: str


# ------------------------------------------------------------------------------------------ what one asks


def visible(reach: Reach) -> Select[EvidenceFile]:
    """Select the files a member may open: those of updates, and those of their own drafts."""
    seen = visible_tasks(reach).with_only_columns(Task.id)
    own = and_(EvidenceFile.update_id.is_(None), EvidenceFile.by_id == reach.user_id)
    return select(EvidenceFile).where(
        EvidenceFile.task_id.in_(seen), or_(EvidenceFile.update_id.is_not(None), own)
    )  # fmt: skip


def removable(reach: Reach) -> Select[EvidenceFile]:
    """Select the files a person may take away: what they sent themself."""
    return visible(reach).where(EvidenceFile.by_id == reach.user_id)


def of_draft(task: Task, user: User) -> Sequence[EvidenceFile]:
    """Return the files a person has sent with the update they are writing."""
    query = select(EvidenceFile).filter_by(task_id=task.id, by_id=user.id, update_id=None)
    return db.session.scalars(query.order_by(EvidenceFile.id)).all()


# ------------------------------------------------------------------------------------------ what one does


def attach(task: Task, sent: Sequence[Sent], *, by: User, at: datetime, key: str = "") -> list[str]:
    """Keep files with what a person is writing of a task; return what is said of those not kept.

    A file that is there already is not kept twice, nor one whose form (`key`) was taken before: a double click adds
    nothing. No transaction is open while bytes are looked at and written.
    """
    db.session.rollback()
    taken, said = _look_at(sent)
    kept: list[Taken] = []
    try:
        kept = _enter(task, taken, said, by=by, at=at, key=key)
        db.session.commit()
    except BaseException:
        kept = []
        raise
    finally:
        _drop(each.stored for each in taken if each not in kept)
    return said


def remove(file: EvidenceFile, *, by: User) -> None:
    """Take a file out of one's own draft."""
    db.session.refresh(file)
    if file.by_id != by.id or file.update_id is not None:
        raise RuleBroken(_("This file belongs to an update that was sent."))
    stored = file.stored
    db.session.delete(file)
    db.session.commit()
    _drop([stored])


def remove_all(task: Task, *, by: User) -> list[str]:
    """Take all files out of a person's draft; return where their bytes lie, to go after it. Does NOT commit."""
    found = of_draft(task, by)
    for file in found:
        db.session.delete(file)
    return [file.stored for file in found]


def hand_over(update: Update, *, by: User) -> list[str]:
    """Give an update the files its writer sent with the draft; return their names. Does NOT commit."""
    found = of_draft(update.task, by)
    for file in found:
        file.update = update
    return [file.name for file in found]


def take_back(update: Update) -> None:
    """Put the files of an update back into the draft of whoever sent them. Does NOT commit."""
    for file in update.files:
        file.update_id = None


def forget(stored: Iterable[str]) -> None:
    """Let the bytes go whose rows are gone; what cannot be removed now the sweep takes later."""
    _drop(stored)


def sweep(at: datetime) -> int:
    """Take away the bytes that no row has named for a week; return how many files that were."""
    known = frozenset(db.session.scalars(select(EvidenceFile.stored)))
    db.session.rollback()
    return len(filestore.sweep(known, before=at - ORPHANS_STAY))


# ------------------------------------------------------------------------------------------ how


def _look_at(sent: Sequence[Sent]) -> tuple[list[Taken], list[str]]:
    """Judge each file by its content and write it down; return those taken, and what is said of the others."""
    taken: list[Taken] = []
    said: list[str] = []
    for each in sent:
        try:
            taken.append(_take(each))
        except RuleBroken as broken:
            said.append(f"{each.name}: {broken.sentence}")
        except OSError:
            log.exception("A file could not be written")
            said.append(_("%(name)s: The server could not keep the file. Tell the administrator.", name=each.name))
    return taken, said


def _take(sent: Sent) -> Taken:
    if len(sent.data) > LARGEST:
        raise RuleBroken(_("The file is larger than %(size)s.", size=formats.size(LARGEST)))
    kind = kind_of(sent.data)
    name = safe_name(sent.name, kind)
    digest = hashlib.sha256(sent.data).hexdigest()
    return Taken(name, kind, len(sent.data), digest, filestore.keep(sent.data))


def _enter(task: Task, taken: Sequence[Taken], said: list[str], *, by: User, at: datetime, key: str) -> list[Taken]:
    """Write the rows of the files that find room; return those files."""
    db.session.refresh(task, with_for_update={"of": Task})
    if taken and not roles_for(task, reach_of(by)) & UPDATERS:
        raise RuleBroken(_("Only who reports on a task sends files with it."))
    if key and db.session.scalar(select(Update.id).filter_by(task_id=task.id, key=key)):
        return []
    there = list(of_draft(task, by))
    kept: list[Taken] = []
    for each in taken:
        if any((each.sha256, each.name) == (other.sha256, other.name) for other in there):
            continue
        if len(there) >= MOST_FILES or each.size + sum(other.size for other in there) > MOST_BYTES:
            most = {"count": MOST_FILES, "size": formats.size(MOST_BYTES)}
            said.append(each.name + ": " + _("An update carries at most %(count)s files, %(size)s together.", **most))
            continue
        row = EvidenceFile(
            task=task, by=by, at=at, name=each.name, kind=each.kind, size=each.size,
            sha256=each.sha256, stored=each.stored,
        )  # fmt: skip
        db.session.add(row)
        there.append(row)
        kept.append(each)
    return kept


def _drop(stored: Iterable[str]) -> None:
    for name in stored:
        try:
            filestore.remove(name)
        except OSError:  # the sweep takes it
            log.exception("A file could not be removed")
