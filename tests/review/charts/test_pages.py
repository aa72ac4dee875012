"""The pages of the pictures: how many questions they ask, what the browser's rules allow, who may open them."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.office import Office, sign_in
from tests.review.charts.plenty import plenty
from tests.review.test_brief import questions
from tests.review.world import TODAY, World, at
from tracker import clock
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.reading.results import ItemKind
from tracker.tasks.models import Task
from tracker.tasks.project_models import Project

PAGES = (
    "/pictures",
    "/pictures/units",
    "/pictures/projects",
    "/pictures/calendar/2026-04",
    "/pictures/tasks?kind=judged",
)


@pytest.fixture
def world(office: Office, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return World(office)


def filled(world: World, many: int, seed: int) -> list[Task]:
    """Tasks of which each tenth is works, and each tenth of which somebody promised something."""
    found = plenty(world, many, seed)
    for place, task in enumerate(found[::10]):
        task.kind = ItemKind.PROJECT
        db.session.add(Project(task=task))
        db.session.add(
            Commitment(
                committee_id=task.committee_id, task=task, person="Trưởng phòng", promise="Xong hồ sơ", made_on=TODAY,
                due_on=TODAY + timedelta(place % 9), by_id=world.office.secretary.id, at=at(TODAY),
                key=f"promise {task.number}",
            )
        )  # fmt: skip
    db.session.commit()
    return found


def test_no_page_asks_more_for_more_tasks_and_none_breaks_the_content_policy(client: FlaskClient, world: World) -> None:
    sign_in(client, world.office.chair)
    filled(world, 24, seed=1)
    asked: list[list[int]] = []
    for turn in (1, 2):
        asked.append([])
        for page in PAGES:
            with questions() as found:
                text = client.get(page).text
            asked[-1].append(len(found))
            assert not re.search(r"\sstyle=|<script(?! src)|\son\w+=|javascript:", text), page
        filled(world, 40, seed=1 + turn)
    assert asked[0][:4] == asked[1][:4], "a list of tasks asks once more for each row in progress, as every list does"
    assert max(asked[0]) < 40


def test_each_picture_has_its_words_and_each_page_its_tables(client: FlaskClient, world: World) -> None:
    sign_in(client, world.office.chair)
    filled(world, 40, seed=4)
    page = html.fromstring(client.get("/pictures").text)
    for picture in page.xpath("//main//svg[@role='img']"):
        title, told = (picture.xpath(f".//{tag}")[0] for tag in ("title", "desc"))
        assert picture.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert title.text_content().strip()
        assert re.search(r"\d", told.text_content())
    assert len(page.xpath("//main//svg[@role='img']")) == len(page.xpath("//main//table")) == 3
    for address in PAGES[:4]:
        others = html.fromstring(client.get(address).text).xpath("//main//svg[not(@role='img')]")
        assert {svg.get("aria-hidden") for svg in others if not svg.xpath("ancestor::svg")} == {"true"}


def test_officials_see_deadlines_and_milestones_and_not_the_units_compared(client: FlaskClient, world: World) -> None:
    sign_in(client, world.office.official)
    assert [client.get(page).status_code for page in PAGES] == [403, 403, 200, 200, 403]
    links = html.fromstring(client.get(PAGES[3]).text).xpath("//nav[contains(@class, 'tabs')]/a/@href")
    assert links == ["/pictures/projects", "/pictures/calendar"]
