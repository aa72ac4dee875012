"""Pages cut by where rows stand: whatever changes between two pages, no row that keeps its place is lost or doubled."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.office import Office
from tests.tasks.desk import conclusion, item
from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.keyset import Cursor, Window, window
from tracker.tasks.models import Stage, Task
from tracker.tasks.orders import Sort, order_of

SIZE = 7


@pytest.fixture
def tasks(office: Office) -> list[Task]:
    """Three and sixty tasks, many alike in every key but the last."""
    parent, rnd = conclusion(office), random.Random(4)
    for number in range(10, 73):
        db.session.add(_task(office, parent, number, rnd))
    db.session.commit()
    return list(db.session.scalars(select(Task)))


def _task(office: Office, parent: Conclusion, number: int, rnd: random.Random) -> Task:
    due = date(2026, 3, 1) + timedelta(rnd.randrange(5))
    return Task(
        committee_id=parent.committee_id, number=number, title="Nạo vét mương", opened_on=date(2026, 1, 1),
        item=item(parent, ["5", str(number)], "4. Tiếp tục", f"Việc {number}"),
        lead_unit=rnd.choice([office.economy, office.culture, None]), stage=rnd.choice(list(Stage)),
        due_on=rnd.choice([due, None]), updated_at=rnd.choice([None, datetime(2026, 2, rnd.randint(1, 3), tzinfo=UTC)]),
    )  # fmt: skip


def page(sort: Sort, at: str | None = None, size: int = SIZE) -> Window[Task]:
    order = order_of(sort, "muong")
    total = db.session.query(Task).count()
    return window(select(Task), order, Cursor.read(at, order), size, total)


def walk(sort: Sort, between: object = None) -> list[Task]:
    """Turn every page from the first on, doing something between two pages."""
    seen, at = [], None
    while True:
        shown = page(sort, at)
        seen += shown.rows
        if shown.next is None:
            return seen
        at = shown.next
        if callable(between):
            between(shown)


@pytest.mark.parametrize("sort", Sort)
def test_the_pages_together_are_the_list(tasks: list[Task], sort: Sort) -> None:
    assert walk(sort) == list(db.session.scalars(order_of(sort, "muong").on(select(Task))))
    assert len(walk(sort)) == len(tasks)


@pytest.mark.parametrize("sort", Sort)
def test_turning_back_shows_the_same_pages(tasks: list[Task], sort: Sort) -> None:
    forth, shown = [], page(sort)
    while shown.next:
        forth.append(shown)
        shown = page(sort, shown.next)
    for earlier in reversed(forth):
        assert shown.previous
        shown = page(sort, shown.previous)
        assert (shown.rows, shown.first, shown.last) == (earlier.rows, earlier.first, earlier.last)
    assert shown.previous is None and shown.first == 1


@pytest.mark.parametrize("sort", [Sort.DEADLINE, Sort.SILENT, Sort.NUMBER, Sort.UNIT, Sort.STAGE])
def test_rows_that_change_between_pages_lose_and_double_no_other(office: Office, tasks: list[Task], sort: Sort) -> None:
    """While pages are turned rows seen and rows to come are moved, removed and added; all others are seen once."""
    rnd, moved = random.Random(11), set()
    order = order_of(sort, "muong")
    everything = list(db.session.scalars(order.on(select(Task))))

    def change(shown: Window[Task]) -> None:
        for task in rnd.sample(everything, 4):
            if task.id not in moved and task in db.session:
                moved.add(task.id)
                task.due_on, task.stage = date(2026, 3, rnd.randint(1, 9)), rnd.choice(list(Stage))
                task.updated_at, task.number = datetime(2026, 2, rnd.randint(1, 9), tzinfo=UTC), 1000 + len(moved)
        task = shown.rows[-1]  # the very row the next page begins after
        if task.id not in moved:
            moved.add(task.id)
            db.session.delete(task)
        db.session.commit()

    wanted = [task.id for task in everything]
    seen = [task_id for task_id in walk_ids(sort, change) if task_id not in moved]
    assert seen == [task_id for task_id in wanted if task_id not in moved]
    assert len(moved) > 20


def walk_ids(sort: Sort, between: object) -> list[int]:
    """The ids in the order of walking, taken before anything changes."""
    seen, at = [], None
    while True:
        shown = page(sort, at)
        seen += [task.id for task in shown.rows]
        if shown.next is None:
            return seen
        at = shown.next
        between(shown)  # type: ignore[operator]


def test_where_nothing_is_left_the_last_page_answers(tasks: list[Task]) -> None:
    last, at = page(Sort.NUMBER), None
    while last.next:
        at, last = last.next, page(Sort.NUMBER, last.next)
    for task in last.rows:
        db.session.delete(task)
    db.session.commit()
    shown = page(Sort.NUMBER, at)
    assert (len(shown.rows), shown.last, shown.next) == (SIZE, shown.total, None)


def test_the_first_page_is_always_whole(tasks: list[Task]) -> None:
    second = page(Sort.NUMBER, page(Sort.NUMBER).next)
    for task in page(Sort.NUMBER).rows[:4]:
        db.session.delete(task)
    db.session.commit()
    shown = page(Sort.NUMBER, second.previous)
    assert (len(shown.rows), shown.first, shown.previous) == (SIZE, 1, None)


def test_an_empty_list_has_no_pages(tasks: list[Task]) -> None:
    order = order_of(Sort.DEADLINE)
    assert window(select(Task).where(Task.id < 0), order, None, SIZE, 0) == Window([], 0, 0, None, None)


def test_a_place_in_another_order_or_no_place_at_all_begins_anew(tasks: list[Task]) -> None:
    first = page(Sort.DEADLINE)
    for at in (page(Sort.NUMBER).next, "", "x", "é", "WzFd", "bnVsbA", "e30", "W10", "A" * 3000):
        assert page(Sort.DEADLINE, at).rows == first.rows
