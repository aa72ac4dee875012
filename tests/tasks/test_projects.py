"""Works as tasks: what the document tells of them, what people tell after it, and that nothing told is lost."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.office import Office
from tests.tasks.desk import Desk, fresh_key, moment
from tests.tasks.works import ISSUED, report, works
from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.reading.results import ItemKind
from tracker.reading.works import Fact, WorksStage
from tracker.tasks import actions, drafts, project_queries, project_values, projects, undo
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.project_models import Project, ToldFact
from tracker.tasks.project_words import known, sayings

LATER = date(2026, 3, 2)


@pytest.fixture
def tasks(office: Office) -> list[Task]:
    return report(office)


@pytest.fixture
def school(tasks: list[Task]) -> Project:
    return works(tasks[0])


def correct(project: Project, by: User, on: date = LATER, **typed: str) -> Project:
    facts = {Fact(name): words for name, words in typed.items()}
    return projects.follow(project.task, facts, by=by, at=moment(on), on=on, version=project.version)


# ------------------------------------------------------------------------------------------ opening


def test_works_open_with_what_their_document_tells_of_them(tasks: list[Task]) -> None:
    assert [task.kind for task in tasks] == [ItemKind.PROJECT] * 3 + [ItemKind.TASK]
    school, road, homes = (works(task) for task in tasks[:3])
    assert (school.total_investment, school.volume, school.works_stage) == (8 * 10**9, 35_00, WorksStage.CONSTRUCTION)
    assert (road.total_investment, road.allocated, road.disbursed) == (3_800_000_000, 2 * 10**9, 500_000_000)
    assert (road.works_stage, road.completion, road.completion_on) == (
        WorksStage.PREPARATION, "năm 2026", date(2026, 12, 31),
    )  # fmt: skip
    assert road.share_disbursed == 25_00
    assert (homes.works_stage, homes.volume) == (None, None)
    assert tasks[0].title == "Đầu tư nhà lớp học Trường Nà Lơi"
    assert projects.of(tasks[3]) is None


def test_each_fact_keeps_its_words_its_day_and_who_published_it(school: Project, office: Office) -> None:
    told = {each.fact: each for each in school.facts}
    assert told[Fact.TOTAL].words == "8.000 triệu đồng"
    assert told[Fact.VOLUME].words == "đã hoàn thành 35% khối lượng"
    assert {(each.on, each.by_id, each.is_read) for each in school.facts} == {(ISSUED, office.secretary.id, True)}


# ------------------------------------------------------------------------------------------ telling


def test_a_correction_is_told_beside_what_stood_there_before(school: Project, office: Office) -> None:
    correct(school, office.secretary, total_investment="8,2 tỷ", volume="35%", investor="Ban Quản lý dự án")
    assert (school.total_investment, school.investor) == (8_200_000_000, "Ban Quản lý dự án")
    sums = [(each.on, each.number) for each in school.facts if each.fact is Fact.TOTAL]
    assert sums == [(ISSUED, 8 * 10**9), (LATER, 8_200_000_000)]
    assert len([each for each in school.facts if each.fact is Fact.VOLUME]) == 1, "what did not change is no news"
    assert history.of(school.task)[0].changes == {
        "total_investment": ["8.000 triệu đồng", "8.200 triệu đồng"], "investor": ["", "Ban Quản lý dự án"],
    }  # fmt: skip


def test_an_emptied_field_says_that_the_fact_is_no_longer_known(school: Project, office: Office) -> None:
    correct(school, office.secretary, total_investment="", works_stage="")
    assert (school.total_investment, school.works_stage) == (None, None)
    assert [each.fact for each in known(school)] == [Fact.VOLUME]
    assert sayings(school)[0].others == [("Tổng mức đầu tư", "không còn số liệu"), ("Giai đoạn", "không còn số liệu")]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("total_investment", "1200"), ("allocated", "hai tỷ"), ("disbursed", "20000 nghìn tỷ"), ("volume", "120%"),
     ("works_stage", "khác"), ("investor", "x" * 301)],
)  # fmt: skip
def test_words_no_value_follows_from_are_refused_at_their_field(
    school: Project, office: Office, field: str, typed: str
) -> None:
    before = len(school.facts)
    with pytest.raises(RuleBroken) as broken:
        correct(school, office.secretary, site="thôn Nà Lơi", **{field: typed})
    assert broken.value.field == field
    db.session.rollback()
    assert (len(works(school.task).facts), works(school.task).site) == (before, "")


def test_what_is_told_of_an_earlier_day_does_not_push_out_a_later_one(school: Project, office: Office) -> None:
    correct(school, office.secretary, LATER, volume="60")
    correct(school, office.secretary, date(2026, 2, 1), volume="50")
    assert school.volume == 60_00


def test_two_who_correct_at_once_do_not_overwrite_each_other(school: Project, office: Office) -> None:
    version = school.version
    correct(school, office.secretary, volume="40")
    with pytest.raises(StaleVersion):
        projects.follow(
            school.task, {Fact.VOLUME: "45"}, by=office.official, at=moment(LATER), on=LATER, version=version
        )


# ------------------------------------------------------------------------------------------ following


def test_a_secretary_follows_a_plain_task_as_works_and_lets_it_be(tasks: list[Task], office: Office) -> None:
    task = tasks[3]
    assert projects.form_values(task)["total_investment"] == "900 triệu đồng"
    projects.follow(
        task, {Fact.TOTAL: "900 triệu đồng", Fact.SITE: "thôn 3"}, by=office.secretary, at=moment(LATER), on=LATER,
        version=task.version,
    )  # fmt: skip
    assert task.kind is ItemKind.PROJECT
    assert (works(task).total_investment, works(task).site) == (900_000_000, "thôn 3")
    assert history.of(task)[0].changes == {"kind": ["task", "project"], "site": ["", "thôn 3"]}
    projects.unfollow(task, by=office.secretary, at=moment(LATER), version=works(task).version)
    assert task.kind is ItemKind.TASK
    assert projects.of(task) is None
    projects.follow(task, {}, by=office.secretary, at=moment(LATER), on=LATER, version=task.version)
    assert works(task).site == "thôn 3", "what was told before is kept"
    assert db.session.scalars(select(Project).filter_by(task_id=task.id)).one()


def test_only_the_secretary_follows_and_the_unit_corrects_its_own(tasks: list[Task], office: Office) -> None:
    with pytest.raises(RuleBroken):
        projects.follow(tasks[3], {}, by=office.culture_official, at=moment(LATER), on=LATER, version=tasks[3].version)
    db.session.rollback()
    correct(works(tasks[0]), office.official, volume="36")
    with pytest.raises(RuleBroken):
        correct(works(tasks[0]), office.culture_official, volume="37")
    db.session.rollback()
    with pytest.raises(RuleBroken):
        projects.unfollow(tasks[0], by=office.official, at=moment(LATER), version=works(tasks[0]).version)
    db.session.rollback()
    for person, own, followed in [
        (office.secretary, 4, 4), (office.official, 2, 2), (office.culture_official, 1, 1), (office.viewer, 0, 0),
        (office.chair, 0, 0),
    ]:  # fmt: skip
        found = db.session.scalars(projects.describable(reach_of(person))).all()
        assert len(found) == own == followed, person.username


def test_the_meaning_of_typed_words_is_said_back(office: Office) -> None:
    assert project_values.meaning(Fact.TOTAL, "2,5 tỷ", LATER) == "2.500 triệu đồng"
    assert project_values.meaning(Fact.TOTAL, "1.234.567.891 đồng", LATER) == "1.234.567.891 đồng"
    assert project_values.meaning(Fact.VOLUME, "35,5", LATER) == "35,5%"
    assert project_values.meaning(Fact.COMPLETION, "Quý IV/2026", LATER) == "31/12/2026"
    assert project_values.meaning(Fact.COMPLETION, "sau khi có vốn", LATER) == "chưa suy ra được ngày từ cách ghi này"
    assert "kèm đơn vị" in project_values.meaning(Fact.TOTAL, "1200", LATER)


def test_a_plain_conclusion_opens_no_works(desk: Desk) -> None:
    assert db.session.scalars(select(Project)).all() == []
    assert db.session.scalars(select(ToldFact)).all() == []


# ------------------------------------------------------------------------------------------ updates


def update(task: Task, by: User, on: date = LATER, **typed: str) -> Update:
    facts = {Fact(name): words for name, words in typed.items()}
    return actions.update_task(
        task, by=by, at=moment(on), on=on, version=task.version, stage=Stage.IN_PROGRESS, percent=None, key=fresh_key(),
        works=facts,
    )  # fmt: skip


def test_an_update_tells_of_works_and_their_volume_is_the_share_done(school: Project, office: Office) -> None:
    said = update(
        school.task, office.official, volume="42,5%", disbursed="3 tỷ", works_stage="", completion="Quý IV/2026"
    )
    assert (school.volume, school.disbursed, school.completion_on) == (42_50, 3 * 10**9, date(2026, 12, 31))
    assert (school.task.percent, school.works_stage) == (42, WorksStage.CONSTRUCTION)
    assert {each.fact for each in school.facts if each.update is said} == {Fact.VOLUME, Fact.DISBURSED, Fact.COMPLETION}
    assert history.of(school.task)[0].changes["volume"] == ["35%", "42,5%"]


def test_a_volume_that_did_not_move_is_news_of_its_day(school: Project, office: Office) -> None:
    update(school.task, office.official, volume="35")
    assert project_queries.volumes([school])[school.id] == [(ISSUED, 35_00), (LATER, 35_00)]


def test_a_wrong_sum_refuses_the_whole_update(school: Project, office: Office) -> None:
    with pytest.raises(RuleBroken) as broken:
        update(school.task, office.official, volume="50", disbursed="3000")
    assert broken.value.field == "disbursed"
    db.session.rollback()
    assert (school.volume, school.task.updates) == (35_00, [])


def test_an_update_that_is_taken_back_takes_its_figures_with_it(school: Project, office: Office) -> None:
    said = update(school.task, office.official, volume="60%", disbursed="3 tỷ")
    undo.put_back(said, by=office.official, at=moment(LATER))
    db.session.commit()
    assert (school.volume, school.disbursed, school.task.percent) == (35_00, None, 0)
    draft = drafts.of(school.task, office.official)
    assert draft is not None
    assert (draft.fields["volume"], draft.fields["disbursed"]) == ("60%", "3 tỷ")


def test_what_is_typed_of_works_means_nothing_for_a_plain_task(tasks: list[Task], office: Office) -> None:
    said = actions.update_task(
        tasks[3], by=office.culture_official, at=moment(LATER), on=LATER, version=tasks[3].version,
        stage=Stage.IN_PROGRESS, percent=10, key=fresh_key(), result="Đã khảo sát.", works={},
    )  # fmt: skip
    assert projects.told_by(said) == {}
