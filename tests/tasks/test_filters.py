"""The register's filters: each narrows as it says, is shown in words, and nonsense is left out without an error."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in, unit
from tests.tasks.desk import ISSUED, TODAY, Desk, conclusion
from tracker import clock
from tracker.extensions import db
from tracker.people.models import Membership, Role
from tracker.people.queries import reach_of
from tracker.reading.results import ItemKind, Recurrence
from tracker.tasks.filters import Filters
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import visible
from tracker.tasks.register import settled


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def found(desk: Desk, **args: object) -> list[int]:
    """Return which of the desk's three tasks an address shows: plan (economy), road (culture), standing (economy)."""
    filters = Filters.of({name: str(value) for name, value in args.items()})
    chosen = filters.chosen(visible(reach_of(desk.office.viewer)), TODAY)
    return [desk.tasks.index(task) for task in db.session.scalars(chosen)]


def test_a_unit_is_found_where_it_leads_supports_or_either(desk: Desk) -> None:
    culture = desk.office.culture.id
    assert found(desk, unit=culture) == [1]
    assert found(desk, unit=culture, part="support") == [0]
    assert found(desk, unit=culture, part="any") == [0, 1]


def test_a_kind_is_what_the_sentence_asks_for_and_recurring_what_comes_round(desk: Desk) -> None:
    desk.tasks[1].kind, desk.tasks[2].kind = ItemKind.PROJECT, ItemKind.STANDING
    desk.tasks[2].recurrence = Recurrence.QUARTERLY
    db.session.commit()
    assert [found(desk, kind=kind) for kind in ("task", "project", "standing", "recurring")] == [[0], [1], [2], [2]]
    assert found(desk, kind="result") == found(desk)


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ({"period": "2026-q1"}, [0]),
        ({"period": "month"}, [1]),
        ({"period": "official-2026-04"}, [0]),
        ({"since": "31/3/2026", "until": "20/4/2026"}, [0, 1]),
        ({"since": "2026-04-01"}, [1]),
        ({"until": "2026-04-01"}, [0]),
        ({"period": "2026-01", "dated": "given"}, [0, 1, 2]),
        ({"period": "2026-02", "dated": "given"}, []),
        ({"since": "20/4/2026", "until": "31/3/2026"}, [0, 1, 2]),
    ],
)
def test_a_period_narrows_by_the_deadline_or_by_the_day_given(
    desk: Desk, args: dict[str, str], shown: list[int]
) -> None:
    assert found(desk, **args) == shown


def test_done_in_a_period_is_what_was_confirmed_in_it(desk: Desk) -> None:
    desk.report(desk.tasks[0], date(2026, 4, 2))
    desk.confirm(desk.tasks[0], date(2026, 5, 3))
    assert found(desk, period="2026-05", dated="done", tab="all") == [0]
    assert found(desk, period="2026-04", dated="done", tab="all") == []


def test_every_order_shows_every_task_once(desk: Desk) -> None:
    desk.update(desk.tasks[1], by=desk.office.culture_official)
    orders = {sort: found(desk, sort=sort) for sort in ("deadline", "silent", "updated", "number", "unit", "stage")}
    assert all(sorted(order) == [0, 1, 2] for order in orders.values())
    assert orders["deadline"] == [0, 1, 2]
    assert orders["updated"][0] == orders["silent"][-1] == 1
    assert orders["unit"] == [0, 2, 1]
    assert orders["stage"][-1] == 1
    assert orders["number"] == [2, 1, 0]


def test_under_a_text_the_very_words_come_first_unless_an_order_is_chosen(desk: Desk) -> None:
    for task, title in zip(desk.tasks, ("Trồng cây dương liễu", "Mở đường thôn 3", "Khác"), strict=True):
        task.title = title
    db.session.commit()
    assert found(desk, text="đường")[0] == 1
    assert found(desk, text="đường", sort="deadline")[0] == 0
    assert found(desk, sort="fit") == [0, 1, 2]


# ------------------------------------------------------------------------------------------ in the address, in words


def chips(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    start = page.text.find('<ul class="chosen"')
    part = page.text[start : page.text.index("</ul>", start)] if start >= 0 else ""
    return [each.split("<svg")[0].split(">")[-1] for each in part.split("<li>")[1:] if "<svg" in each]


def test_what_is_chosen_is_said_in_words_that_can_be_taken_away(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    address = f"/tasks?unit={desk.office.economy.id}&part=any&stage=not_started&period=2026-q1&tab=all"
    assert chips(client, address) == [
        "Phòng Kinh tế chủ trì hoặc phối hợp", "Chưa thực hiện", "Thời hạn: Quý I/2026"
    ]  # fmt: skip
    page = client.get(address).text
    assert f'href="/tasks?unit={desk.office.economy.id}&amp;part=any&amp;stage=not_started&amp;tab=all"' in page
    assert 'href="/tasks?stage=not_started&amp;period=2026-q1&amp;tab=all"' in page


@pytest.mark.parametrize(
    "query",
    ["unit=999999", "unit=x", "person=-1", "person=999999", "conclusion=77777", "stage=no", "kind=no", "period=2026-99",
     "since=31/2/2026", "dated=x", "part=support", "sort=x", "tab=x", "committee=x", "committee=99999", "at=zzz",
     "at=" + "A" * 5000, "at=WyJkZWFkbGluZSIsImFmdGVyIl0", "unit=" + "9" * 40, "text=%00", "committee="],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out(desk: Desk, client: FlaskClient, query: str) -> None:
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks?{query}")
    assert page.status_code == 200
    assert '<ul class="chosen"' not in page.text
    assert page.text.count('<li id="task-') == 3


def test_a_closed_unit_is_still_named(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    desk.office.economy.is_active = False
    empty = unit("Phòng Địa chính")
    empty.is_active = False
    db.session.commit()
    assert chips(client, f"/tasks?unit={desk.office.economy.id}") == ["Phòng Kinh tế chủ trì"]
    assert chips(client, f"/tasks?unit={empty.id}") == ["Phòng Địa chính chủ trì"]


def test_nobody_and_nothing_out_of_reach_is_named(desk: Desk, office: Office) -> None:
    elsewhere = conclusion(office, office.other_committee)
    db.session.commit()
    asked = Filters(conclusion=elsewhere.id, person=office.other_secretary.id, committee=office.other_committee.id)
    assert settled(asked, reach_of(office.viewer), TODAY) == (Filters(), [])


# ------------------------------------------------------------------------------------------ committees


def test_a_person_of_two_committees_sees_one_or_both(desk: Desk, office: Office, client: FlaskClient) -> None:
    db.session.add(Membership(committee=office.other_committee, user=office.viewer, role=Role.VIEWER))
    source = conclusion(office, office.other_committee).items[0]
    db.session.add(
        Task(committee=office.other_committee, item=source, number=1, title="Việc bên kia", opened_on=ISSUED)
    )
    db.session.commit()
    sign_in(client, office.viewer)
    one, other = (
        client.get(f"/tasks?committee={office.committee.id}"),
        client.get(f"/tasks?committee={office.other_committee.id}"),
    )
    both = client.get("/tasks?committee=all").text
    assert [page.text.count('<li id="task-') for page in (one, other)] == [3, 1]
    assert both.count('<li id="task-') == 4
    assert "Việc bên kia" in both and "BCĐ chuyển đổi số</span>" in both
    assert client.get("/tasks.xlsx?committee=all").status_code == 200


def test_all_committees_are_those_within_reach(desk: Desk, office: Office, client: FlaskClient) -> None:
    sign_in(client, office.other_secretary)
    assert '<li id="task-' not in client.get("/tasks?committee=all").text
    assert '<li id="task-' not in client.get(f"/tasks?committee={office.committee.id}").text


def test_a_done_tab_counts_under_the_filters(desk: Desk, client: FlaskClient) -> None:
    desk.report(desk.tasks[0])
    desk.confirm(desk.tasks[0])
    assert desk.tasks[0].stage == Stage.DONE
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks?unit={desk.office.economy.id}").text
    assert "Hoàn thành <b>1</b>" in page and "Tất cả <b>2</b>" in page and "1–1 trong 1" in page
