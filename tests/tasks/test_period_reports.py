"""Duties that come round: what is reported of their periods, what is owed, excused, never overdue; their pages."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.office import sign_in
from tests.tasks.desk import ISSUED, TODAY, Desk, conclusion, deadline, fresh_key, moment
from tracker import clock, history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people import actions as people
from tracker.people.calendar import add_day
from tracker.people.calendar_models import DayKind
from tracker.people.models import Cutoff
from tracker.people.queries import reach_of
from tracker.reading.results import ItemKind, Recurrence
from tracker.review.brief import brief
from tracker.review.queue import queue
from tracker.review.spans import span_of
from tracker.tasks import actions, period_reports, queries
from tracker.tasks.course import course
from tracker.tasks.models import Stage, Task, TimeClass
from tracker.tasks.period_models import PeriodExcuse
from tracker.tasks.periods import PeriodState
from tracker.tasks.unit_work import unit_groups

Q4, Q1, Q2 = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)
OWED, SKIPPED, WAITING, SOON = PeriodState.OWED, PeriodState.SKIPPED, PeriodState.WAITING, PeriodState.SOON


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def duty(desk: Desk) -> Task:
    """The economy unit's duty to report every quarter, given within the first quarter of 2026."""
    duty = desk.tasks[2]
    duty.recurrence = Recurrence.QUARTERLY
    db.session.commit()
    return duty


@pytest.fixture
def standing(desk: Desk) -> Task:
    """The culture unit's standing duty."""
    standing = desk.tasks[1]
    standing.kind, standing.due_on, standing.original_due_on = ItemKind.STANDING, None, None
    db.session.commit()
    return standing


def states(task: Task, on: date = TODAY) -> list[tuple[date, PeriodState]]:
    return [(each.period.ends_on, each.state) for each in period_reports.standings_of(task, on)]


def owed(desk: Desk, on: date = TODAY) -> dict[Task, list[date]]:
    found = period_reports.owed(desk.office.committee.id, reach_of(desk.office.secretary), on)
    assert found.total == len(found.rows) == sum(part.total for _unit, part in found.by_unit)
    assert found.reports == sum(part.reports for _unit, part in found.by_unit)
    return {debt.task: [each.period.ends_on for each in debt.owed] for debt in found.rows}


# ------------------------------------------------------------------------------------------ reporting


def test_a_report_names_its_period_and_is_judged_by_its_day(desk: Desk, duty: Task) -> None:
    assert states(duty) == [(Q1, OWED), (Q2, WAITING)]
    desk.update(duty, period=Q1)
    assert states(duty) == [(Q1, PeriodState.LATE), (Q2, WAITING)]
    desk.update(duty, date(2026, 6, 16), period=Q2)
    assert states(duty, date(2026, 7, 1))[1] == (Q2, PeriodState.IN_TIME)
    assert history.of(duty)[0].changes["period_ends_on"] == "2026-06-30"


def test_the_first_report_of_a_period_counts_and_a_correction_makes_nothing_late(desk: Desk, duty: Task) -> None:
    desk.update(duty, date(2026, 3, 16), period=Q1)
    desk.update(duty, period=Q1, result="Sửa số liệu.")
    assert states(duty)[0] == (Q1, PeriodState.IN_TIME)


def test_an_update_in_between_is_no_report(desk: Desk, duty: Task) -> None:
    desk.update(duty)
    assert states(duty)[0] == (Q1, OWED)


@pytest.mark.parametrize("period", [Q4, date(2026, 9, 30), date(2026, 3, 30)])
def test_a_period_before_the_duty_to_come_or_of_another_name_is_none_to_report_on(
    desk: Desk, duty: Task, period
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.update(duty, period=period)
    assert broken.value.field == "period"
    assert not duty.updates


def test_a_report_says_what_was_done(desk: Desk, duty: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.update(duty, period=Q1, result=" ")
    assert broken.value.field == "result"


def test_a_task_that_does_not_come_round_has_no_period(desk: Desk, task: Task) -> None:
    assert states(task) == []
    with pytest.raises(RuleBroken):
        desk.update(task, period=Q1)


def test_a_share_done_is_not_kept_of_a_duty_that_comes_round(desk: Desk, duty: Task) -> None:
    desk.update(duty, percent=60, period=Q1)
    assert duty.percent == 0


def test_the_same_report_sent_twice_is_taken_once(desk: Desk, duty: Task) -> None:
    first = desk.update(duty, key="one", period=Q1)
    assert desk.update(duty, key="one", version=1, period=Q1) is first


# ------------------------------------------------------------------------------------------ the end of a duty


def test_only_the_secretary_ends_a_duty_without_an_end(desk: Desk, duty: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.report(duty)
    assert broken.value.field == "stage"
    desk.report(duty, by=desk.office.secretary)
    desk.confirm(duty)
    assert duty.stage == Stage.DONE
    assert states(duty, date(2026, 12, 1)) == [(Q1, OWED)]
    assert owed(desk, date(2026, 12, 1)) == {}


def test_a_duty_with_a_term_is_reported_done_in_its_last_period(desk: Desk, duty: Task) -> None:
    duty.due_on = duty.original_due_on = date(2026, 6, 30)
    db.session.commit()
    with pytest.raises(RuleBroken):
        desk.report(duty)
    desk.report(duty, date(2026, 6, 20))
    assert duty.stage == Stage.REPORTED


def test_after_its_term_a_duty_has_no_further_period_and_is_overdue_as_any_task(desk: Desk, duty: Task) -> None:
    duty.due_on = duty.original_due_on = date(2026, 6, 14)
    db.session.commit()
    assert [name for name, _state in states(duty, date(2027, 1, 1))] == [Q1, Q2]
    assert duty.time_class(date(2026, 6, 15)) is TimeClass.OVERDUE


def test_a_report_of_completion_settles_what_had_not_fallen_due(desk: Desk, duty: Task) -> None:
    desk.report(duty, date(2026, 3, 10), by=desk.office.secretary)
    assert states(duty) == []


def test_what_fell_due_while_the_work_was_paused_is_not_owed(desk: Desk, duty: Task) -> None:
    desk.update(duty, date(2026, 3, 1), stage=Stage.PAUSED, difficulty="Chờ vốn.")
    assert states(duty) == [(Q1, PeriodState.RESTED), (Q2, PeriodState.RESTED)]
    desk.update(duty, date(2026, 4, 1))
    assert states(duty) == [(Q1, PeriodState.RESTED), (Q2, WAITING)]
    assert owed(desk) == {}


def test_a_duty_that_is_taken_up_again_owes_nothing_for_the_time_it_was_done(desk: Desk, duty: Task) -> None:
    secretary = desk.office.secretary
    desk.report(duty, date(2026, 3, 16), by=secretary)
    desk.confirm(duty, date(2026, 3, 20))
    on = date(2026, 7, 1)
    actions.reopen(duty, "Còn việc", by=secretary, at=moment(on), on=on, version=duty.version)
    assert [state for _name, state in states(duty, on)] == [PeriodState.RESTED, PeriodState.RESTED, WAITING]


# ------------------------------------------------------------------------------------------ the rule


def test_the_words_of_the_sentence_name_the_day(desk: Desk, duty: Task) -> None:
    duty.item.text = "Định kỳ hằng quý, trước ngày 25 của tháng cuối quý báo cáo."
    assert [each.period.due_on for each in period_reports.standings_of(duty, TODAY)] == [
        date(2026, 3, 25), date(2026, 6, 25)
    ]  # fmt: skip


def test_a_committee_keeps_its_own_rule_and_a_report_stays_with_its_period(desk: Desk, duty: Task) -> None:
    desk.update(duty, date(2026, 3, 16), period=Q1)
    committee = desk.office.committee
    values = {"cutoff": Cutoff.CALENDAR, "report_days": 5, "standing_rhythm": Recurrence.QUARTERLY}
    people.set_reporting(committee, values, version=committee.version, by=desk.office.secretary, on=TODAY)
    found = period_reports.standings_of(duty, TODAY)
    assert [(each.period.ends_on, each.state) for each in found] == [(Q1, PeriodState.IN_TIME), (Q2, WAITING)]
    assert found[0].period.due_on == date(2026, 4, 7)  # five office days after 31/3/2026
    assert committee.standing_since is None
    assert history.of(committee)[0].changes["cutoff"] == ["official", "calendar"]


def test_days_off_of_the_office_move_the_day(desk: Desk, duty: Task) -> None:
    add_day(date(2026, 3, 17), DayKind.OFF, "", by=desk.office.admin, at=clock.now())
    assert period_reports.standings_of(duty, TODAY)[0].period.due_on == date(2026, 3, 18)


# ------------------------------------------------------------------------------------------ standing duties


def test_a_standing_duty_is_asked_for_at_the_committees_rhythm(desk: Desk, standing: Task) -> None:
    assert states(standing) == [(Q1, OWED), (Q2, WAITING)]
    committee = desk.office.committee
    values = {"cutoff": Cutoff.OFFICIAL, "report_days": 2, "standing_rhythm": Recurrence.MONTHLY}
    people.set_reporting(committee, values, version=committee.version, by=desk.office.secretary, on=TODAY)
    assert states(standing) == [(date(2026, 4, 30), SOON)]  # nothing is owed by a new rhythm for the time before it
    assert [name for name, _state in states(standing, date(2026, 4, 15))] == [date(2026, 4, 30), date(2026, 5, 31)]
    values["standing_rhythm"] = None
    people.set_reporting(committee, values, version=committee.version, by=desk.office.secretary, on=TODAY)
    assert states(standing) == []
    assert owed(desk) == {}
    assert standing.comes_round


def test_a_standing_duty_is_never_overdue_whatever_it_owes(desk: Desk, standing: Task) -> None:
    on = date(2027, 6, 1)
    assert (standing.time_class(on), standing.is_overdue(on)) == (TimeClass.NO_DEADLINE, False)
    assert standing in owed(desk, on)
    overdue = db.session.scalars(select(Task).where(queries.overdue(on))).all()
    assert standing not in overdue
    figures = queries.figures(desk.office.committee.id, on)
    assert (figures.total, figures.open_overdue, figures.no_deadline) == (3, 1, 2)


def test_a_standing_item_opens_without_a_deadline_and_keeps_its_day_as_a_milestone(desk: Desk) -> None:
    parent = conclusion(desk.office, desk.office.other_committee)
    for item in parent.items:
        item.kind = ItemKind.STANDING
        deadline(item, "đến hết năm 2026", date(2026, 12, 31))
    opened = actions.open_tasks(parent, by=desk.office.other_secretary, on=ISSUED)
    assert all(each.is_standing and each.due_on is None for each in opened)
    assert all(each.milestones[-1].on == date(2026, 12, 31) for each in opened)


@pytest.mark.parametrize("kind", list(ItemKind))
@pytest.mark.parametrize("recurrence", [None, *Recurrence])
@pytest.mark.parametrize("due_on", [None, date(2026, 12, 31)])
def test_the_database_and_the_model_agree_on_what_comes_round(desk: Desk, kind, recurrence, due_on) -> None:
    task = desk.tasks[0]
    task.kind, task.recurrence, task.due_on = kind, recurrence, due_on
    db.session.flush()
    for says, asked in ((task.is_standing, queries.standing()), (task.comes_round, queries.comes_round())):
        assert says == (task.id in set(db.session.scalars(select(Task.id).where(asked))))
        assert says == (task.id not in set(db.session.scalars(select(Task.id).where(~asked))))


# ------------------------------------------------------------------------------------------ owed and excused


def test_a_skipped_period_stays_owed_until_it_is_reported_or_excused(desk: Desk, duty: Task) -> None:
    on = date(2026, 7, 1)
    assert states(duty, on)[:2] == [(Q1, SKIPPED), (Q2, OWED)]
    assert owed(desk, on) == {duty: [Q1, Q2]}
    period_reports.excuse(duty, Q1, " Bão lũ. ", by=desk.office.secretary, at=moment(on), on=on)
    assert states(duty, on)[0] == (Q1, PeriodState.EXCUSED)
    assert owed(desk, on) == {duty: [Q2]}
    entry = history.of(duty)[0]
    assert (entry.verb, entry.changes) == ("excused", {"period_ends_on": "2026-03-31", "reason": "Bão lũ."})
    assert any("Bão lũ." in each.text for each in course(duty, on))


def test_an_excuse_needs_a_reason_and_a_report_that_is_owed(desk: Desk, duty: Task) -> None:
    secretary = desk.office.secretary
    for period, reason in ((Q1, "  "), (Q2, "Chưa cần"), (Q4, "Chưa giao")):
        with pytest.raises(RuleBroken):
            period_reports.excuse(duty, period, reason, by=secretary, at=moment(TODAY), on=TODAY)
    first = period_reports.excuse(duty, Q1, "Bão lũ", by=secretary, at=moment(TODAY), on=TODAY)
    assert period_reports.excuse(duty, Q1, "Lần nữa", by=secretary, at=moment(TODAY), on=TODAY) is first


def test_every_count_of_owed_reports_is_the_same(desk: Desk, duty: Task, standing: Task, client: FlaskClient) -> None:
    office, on = desk.office, TODAY
    assert set(owed(desk)) == {duty, standing}
    assert queue(office.committee.id, reach_of(office.secretary), on).owed.total == 2
    found = brief(office.committee.id, span_of(office.committee.id, on), reach_of(office.chair)).debts
    assert found
    assert (found.total, [(unit.name, part.total) for unit, part in found.by_unit if unit]) == (
        2, [("Phòng Kinh tế", 1), ("Phòng Văn hóa - Xã hội", 1)]
    )  # fmt: skip
    page = sign_in(client, office.chair).get("/reports-owed").text
    assert page.count('<li id="owed-') == 2
    for unit, part in found.by_unit:
        one = client.get(f"/reports-owed?unit={unit.id}").text
        assert one.count('<li id="owed-') == part.total


def test_owed_reports_are_asked_for_in_a_fixed_number_of_questions(desk: Desk, duty: Task, standing: Task) -> None:
    def questions() -> int:
        db.session.expire_all()
        asked: list[str] = []
        reach, committee_id = reach_of(desk.office.secretary), desk.office.committee.id
        listener = lambda _c, _cur, statement, *_rest: asked.append(statement)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        period_reports.owed(committee_id, reach, TODAY)
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(asked)

    few = questions()
    desk.tasks[0].recurrence, desk.tasks[0].due_on = Recurrence.MONTHLY, None
    db.session.commit()
    assert questions() == few


def test_the_committee_next_door_owes_nothing_here(desk: Desk, duty: Task) -> None:
    found = period_reports.owed(desk.office.committee.id, reach_of(desk.office.other_secretary), TODAY)
    assert found.total == 0


def test_a_duty_to_report_on_stands_in_a_group_of_its_own(desk: Desk, duty: Task) -> None:
    groups = unit_groups(reach_of(desk.office.official), TODAY)
    assert (groups.asked, groups.going) == ([duty], [])
    desk.update(duty, period=Q1)
    groups = unit_groups(reach_of(desk.office.official), TODAY)
    assert (groups.asked, groups.going) == ([], [duty])
    assert unit_groups(reach_of(desk.office.official), date(2026, 6, 9)).asked == [duty]


# ------------------------------------------------------------------------------------------ pages


def test_the_tasks_page_shows_every_period_with_a_word_and_as_a_table(
    client: FlaskClient, desk: Desk, duty: Task
) -> None:
    page = sign_in(client, desk.office.secretary).get(f"/tasks/{duty.id}").text
    strip = page[page.index('<ol class="periods">') : page.index("</ol>", page.index('<ol class="periods">'))]
    assert re.findall(r'<li class="is-(\w+)"', strip) == ["owed", "waiting"]
    assert "còn nợ, chậm 28 ngày" in strip
    table = page[page.index('<details class="period-table">') :]
    assert "15/12/2025 – 14/3/2026" in table and "17/3/2026" in table
    assert f"/tasks/{duty.id}/excuses?period=2026-03-31" in page
    assert "/excuses" not in sign_in(client, desk.office.official).get(f"/tasks/{duty.id}").text
    assert '<ol class="periods">' not in client.get(f"/tasks/{desk.tasks[0].id}").text


def test_the_form_offers_the_owed_period_first_and_asks_for_no_percentage(
    client: FlaskClient, desk: Desk, duty: Task
) -> None:
    sign_in(client, desk.office.official)
    page = client.get(f"/tasks/{duty.id}/updates/new").text
    assert re.search(r'<option selected value="2026-03-31">Quý I/2026', page)
    assert 'name="percent"' not in page
    assert 'value="reported"' not in page
    wanted = client.get(f"/tasks/{duty.id}/updates/new?period=2026-06-30").text
    assert '<option selected value="2026-06-30">' in wanted
    plain = client.get(f"/tasks/{desk.tasks[0].id}/updates/new").text
    assert 'name="percent"' in plain and 'name="period"' not in plain
    assert 'value="reported"' in sign_in(client, desk.office.secretary).get(f"/tasks/{duty.id}/updates/new").text


def test_a_report_is_sent_from_the_form(client: FlaskClient, desk: Desk, duty: Task) -> None:
    sign_in(client, desk.office.official)
    words = {"version": duty.version, "key": fresh_key(), "stage": "in_progress", "result": "", "period": "2026-03-31"}
    refused = client.post(f"/tasks/{duty.id}/updates", data=words)
    assert refused.status_code == 422
    assert '<option selected value="2026-03-31">' in refused.text
    words["result"] = "Đã tổng hợp."
    assert client.post(f"/tasks/{duty.id}/updates", data=words).status_code == 303
    assert duty.updates[0].period_ends_on == Q1
    assert "Báo cáo Quý I/2026" in re.sub(
        r"<[^>]*>|\xa0", "", client.get(f"/tasks/{duty.id}").text.replace("\xa0", " ")
    )
    words |= {"version": duty.version, "key": fresh_key(), "period": "ngày mai"}
    assert client.post(f"/tasks/{duty.id}/updates", data=words).status_code == 422


def test_the_secretary_excuses_a_period_on_its_page(client: FlaskClient, desk: Desk, duty: Task) -> None:
    address = f"/tasks/{duty.id}/excuses"
    sign_in(client, desk.office.secretary)
    assert "Quý I/2026" in client.get(f"{address}?period=2026-03-31").text
    assert client.post(address, data={"period": "2026-03-31", "reason": ""}).status_code == 422
    assert client.post(address, data={"period": "2026-03-31", "reason": "Bão lũ"}).status_code == 303
    assert db.session.scalars(select(PeriodExcuse)).one().reason == "Bão lũ"
    assert "miễn báo cáo" in client.get(f"/tasks/{duty.id}").text
    assert client.get(f"{address}?period=2026-03-31").status_code == 303
    assert client.get(f"{address}?period=hôm nay").status_code == 303
    assert sign_in(client, desk.office.official).get(f"{address}?period=2026-03-31").status_code == 403


def test_the_first_pages_name_what_is_owed(client: FlaskClient, desk: Desk, duty: Task) -> None:
    for person, words in (
        (desk.office.official, "1 cần báo cáo kỳ"),
        (desk.office.secretary, "Nợ báo cáo kỳ"),
        (desk.office.chair, "/reports-owed?unit="),
    ):
        assert words in sign_in(client, person).get("/").text
    desk.update(duty, period=Q1)
    assert "cần báo cáo kỳ" not in sign_in(client, desk.office.official).get("/").text


def test_a_row_says_which_report_is_due_and_never_that_the_duty_is_late(
    client: FlaskClient, desk: Desk, duty: Task
) -> None:
    page = sign_in(client, desk.office.viewer).get("/tasks?tab=no_deadline").text
    row = page[page.index(f'id="task-{duty.id}"') :]
    row = row[: row.index("</li>")]
    assert "Báo cáo" in row and "chậm 28 ngày" in row
    assert "is-late" not in row


def test_a_period_long_after_is_still_worked_out_from_the_day_it_was_given(duty: Task) -> None:
    found = period_reports.standings_of(duty, TODAY + timedelta(days=3650))
    assert len(found) == 42
