"""The register of works and the pages on which they are described, as each role gets them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, fresh_key, moment
from tests.tasks.works import TEXT, report, works
from tracker import clock
from tracker.extensions import db
from tracker.people.queries import reach_of
from tracker.reading.results import ItemKind
from tracker.reading.works import Fact, WorksStage
from tracker.tasks import actions, projects, queries
from tracker.tasks import project_queries as asked
from tracker.tasks.models import Stage, Task
from tracker.tasks.project_filters import Group, ProjectFilters, Tab


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def tasks(office: Office) -> list[Task]:
    return report(office)


def rows(html: str) -> list[int]:
    """Return the ids of the tasks whose rows a register shows, in their order."""
    return [int(found) for found in re.findall(r'<tr id="works-(\d+)"', html)]


def typed(task: Task, **words: str) -> dict[str, object]:
    """Return what a browser sends from the form on a task's works."""
    return {**projects.form_values(task), **words}


# ------------------------------------------------------------------------------------------ the register


@pytest.mark.parametrize("role", ["secretary", "official", "chair", "viewer"])
def test_every_member_reads_the_register(tasks: list[Task], client: FlaskClient, office: Office, role: str) -> None:
    sign_in(client, getattr(office, role))
    page = client.get("/projects").text
    assert rows(page) == [task.id for task in tasks[:3]]
    assert '<td class="number" data-th="Tổng mức đầu tư">50.300</td>' in page, "8.000 + 3.800 + 38.500"
    assert '<span class="of-it">25%</span>' in page
    assert 'aria-current="page">Công trình</a>' in page


def test_another_committee_finds_nothing(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.other_secretary)
    page = client.get("/projects").text
    assert rows(page) == []
    assert "Chưa theo dõi công trình, dự án nào" in page
    assert client.get(f"/tasks/{tasks[0].id}/project").status_code == 404


def test_each_tab_shows_as_many_works_as_it_counts(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.viewer)
    tasks[2].kind = ItemKind.PROJECT
    tasks[2].due_on = tasks[2].original_due_on = TODAY.replace(month=3)
    db.session.commit()
    figures = queries.figures(asked.projects(reach_of(office.viewer), office.committee.id), TODAY)
    for tab in Tab:
        page = client.get(f"/projects?tab={tab}").text
        assert len(rows(page)) == asked.count_of(tab, figures)
        assert re.search(rf'aria-current="page"[^>]*>[^<]*<b>{len(rows(page))}</b>', page)
    assert figures.open_overdue == 1


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("text=duong+thon", [1]), ("text=Nà+Lơi", [0]), ("text=khong+co", []), ("stage=preparation", [1]),
        ("stage=construction&text=na", [0]), ("sort=total", [2, 0, 1]), ("sort=completion", [2, 1, 0]),
        ("sort=volume", [0, 1, 2]), ("group=stage", [1, 0, 2]), ("stage=x&unit=y&sort=z&tab=w&group=v", [0, 1, 2]),
    ],
)  # fmt: skip
def test_the_address_narrows_orders_and_parts(
    tasks: list[Task], client: FlaskClient, office: Office, query: str, wanted: list[int]
) -> None:
    sign_in(client, office.viewer)
    assert rows(client.get(f"/projects?{query}").text) == [tasks[number].id for number in wanted]


def test_the_units_own_works_stand_behind_their_filter(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.viewer)
    page = client.get(f"/projects?unit={office.economy.id}").text
    assert rows(page) == [tasks[0].id, tasks[2].id]


@pytest.mark.parametrize("group", list(Group))
def test_the_parts_add_up_to_the_whole(tasks: list[Task], office: Office, group: Group) -> None:
    chosen = ProjectFilters().chosen(asked.projects(reach_of(office.viewer), office.committee.id), TODAY)
    whole, parts = asked.sums(chosen), asked.sums_by(group, chosen).values()
    assert whole.many == sum(part.many for part in parts) == 3
    assert whole.total_investment == sum(part.total_investment or 0 for part in parts) == 50_300_000_000
    assert whole.compared == 1


def test_the_share_disbursed_is_of_the_works_that_have_both_figures(tasks: list[Task], office: Office) -> None:
    school = works(tasks[0])
    school.disbursed = 700_000_000
    db.session.commit()
    found = asked.sums(ProjectFilters().chosen(asked.projects(reach_of(office.viewer), office.committee.id), TODAY))
    assert (found.disbursed, found.compared, found.many) == (1_200_000_000, 1, 3)
    assert found.share_disbursed == 25_00, "500 of 2.000 triệu đồng, without the school that has no capital allocated"


def test_what_stands_in_the_way_is_shown_with_its_day(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    for day, words in ((TODAY.replace(day=1), "Vướng hai hộ dân."), (TODAY.replace(day=9), "")):
        actions.update_task(
            tasks[0], by=office.official, at=moment(day), on=day, version=tasks[0].version, stage=Stage.IN_PROGRESS,
            percent=40, key=fresh_key(), result="Đang xây tường.", difficulty=words,
        )  # fmt: skip
    page = sign_in(client, office.viewer).get("/projects").text
    assert re.search(
        r"Vướng hai hộ dân\.</?[^0-9]*01/4/2026|Vướng hai hộ dân\. <span class=\"meta nowrap\">01/4/2026", page
    )


def test_a_long_register_asks_the_database_a_few_times_only(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    sign_in(client, office.viewer)
    asked_for: list[str] = []
    client.get("/projects?group=unit")
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked_for.append(args[2]))
    client.get("/projects?group=unit")
    few = len(asked_for)
    for number in range(5):
        report(office, text=_other(number))
    asked_for.clear()
    assert len(rows(client.get("/projects?group=unit").text)) == 18
    assert len(asked_for) <= few


def _other(number: int) -> str:
    return TEXT.replace("05/BC-BCĐ", f"{10 + number}/BC-BCĐ")


# ------------------------------------------------------------------------------------------ the page of a task


def test_a_task_shows_what_is_known_of_its_works_with_the_words_of_the_document(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    page = sign_in(client, office.viewer).get(f"/tasks/{tasks[0].id}").text
    assert f'id="works-{tasks[0].id}"' in page
    assert "8.000 triệu đồng" in page
    assert "đã hoàn thành 35% khối lượng" in page
    assert '<svg class="volume-chart"' in page
    assert "/project" not in page.replace("/projects", ""), "a viewer corrects nothing"
    assert "works-" not in client.get(f"/tasks/{tasks[3].id}").text


def test_the_unit_corrects_its_works_without_javascript(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.official)
    task = tasks[0]
    form = client.get(f"/tasks/{task.id}/project").text
    assert 'value="8.000 triệu đồng"' in form
    answer = client.post(f"/tasks/{task.id}/project", data=typed(task, allocated="2,5 tỷ", volume="42,5"))
    assert (answer.status_code, answer.location) == (303, f"/tasks/{task.id}")
    assert (works(task).allocated, works(task).volume) == (2_500_000_000, 42_50)
    assert "42,5%" in client.get(answer.location).text


def test_what_was_typed_survives_a_refusal_and_a_clash(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    task = tasks[0]
    before = typed(task)
    refused = client.post(f"/tasks/{task.id}/project", data={**before, "allocated": "2500", "site": "thôn 1"})
    assert refused.status_code == 422
    assert 'value="2500"' in refused.text
    assert 'value="thôn 1"' in refused.text
    client.post(f"/tasks/{task.id}/project", data=typed(task, site="thôn 2"))
    clash = client.post(f"/tasks/{task.id}/project", data={**before, "site": "thôn 3"})
    assert clash.status_code == 409
    assert 'value="thôn 3"' in clash.text
    assert works(task).site == "thôn 2"


def test_the_secretary_follows_a_task_as_works_and_lets_it_be(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    sign_in(client, office.secretary)
    task = tasks[3]
    assert f"/tasks/{task.id}/project" in client.get(f"/tasks/{task.id}").text
    client.post(f"/tasks/{task.id}/project", data=typed(task, works_stage="bidding"))
    assert works(task).works_stage is WorksStage.BIDDING
    assert task.id in rows(client.get("/projects").text)
    client.post(f"/tasks/{task.id}/project/end", data={"version": works(task).version})
    assert task.kind is ItemKind.TASK
    assert task.id not in rows(client.get("/projects").text)
    sign_in(client, office.culture_official)
    assert client.get(f"/tasks/{task.id}/project").status_code == 404


def test_the_meaning_of_a_field_is_said_beneath_it(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.viewer)
    assert "2.500 triệu đồng" in client.get("/projects/meaning?total_investment=2,5+tỷ").text
    assert "kèm đơn vị" in client.get("/projects/meaning?disbursed=2500").text
    assert client.get("/projects/meaning?volume=").text.strip() == ""
    assert "<b>" not in client.get("/projects/meaning?site=%3Cb%3E").text


def test_words_of_works_are_never_markup(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    task = tasks[0]
    client.post(f"/tasks/{task.id}/project", data=typed(task, investor="<b>x</b>", completion="<i>Quý I</i>"))
    for path in ("/projects", f"/tasks/{task.id}", f"/tasks/{task.id}/project"):
        page = client.get(path).text
        assert "<b>x</b>" not in page
        assert "<i>Quý I</i>" not in page
    assert {each.fact for each in works(task).facts} >= {Fact.INVESTOR, Fact.COMPLETION}


# ------------------------------------------------------------------------------------------ the form of an update


def test_an_official_tells_of_works_in_the_form_of_an_update(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    sign_in(client, office.official)
    task = tasks[0]
    form = client.get(f"/tasks/{task.id}/updates/new").text
    assert 'name="volume"' in form
    assert "Lần trước: 35%" in form
    assert 'name="percent"' not in form
    sent = {"version": task.version, "key": fresh_key(), "stage": "in_progress", "result": "Xong móng.", "volume": "48"}
    refused = client.post(f"/tasks/{task.id}/updates", data={**sent, "disbursed": "4000"})
    assert refused.status_code == 422
    assert 'value="4000"' in refused.text
    answer = client.post(
        f"/tasks/{task.id}/updates", data={**sent, "disbursed": "4.000 triệu", "works_stage": "suspended"}
    )
    assert answer.status_code == 303
    assert (works(task).volume, works(task).disbursed, task.percent) == (48_00, 4 * 10**9, 48)
    assert works(task).works_stage is WorksStage.SUSPENDED


def test_the_draft_of_an_update_keeps_what_was_typed_of_works(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    sign_in(client, office.official)
    task = tasks[0]
    assert "Bản nháp" not in client.get(f"/tasks/{task.id}/updates/new").text
    sent = {
        "version": task.version,
        "key": fresh_key(),
        "stage": "in_progress",
        "volume": "48",
        "completion": "Quý III",
    }
    client.post(f"/tasks/{task.id}/updates/draft", data={**sent, "typed_version": 0})
    form = client.get(f"/tasks/{task.id}/updates/new").text
    assert 'value="48"' in form
    assert 'value="Quý III"' in form


def test_the_form_of_a_plain_task_asks_nothing_of_works(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    sign_in(client, office.culture_official)
    form = client.get(f"/tasks/{tasks[3].id}/updates/new").text
    assert 'name="volume"' not in form
    assert 'name="percent"' in form
