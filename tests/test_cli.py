"""The console: the same verbs through another door."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.conftest import settings
from tracker import clock
from tracker.app import create_app
from tracker.cli import main
from tracker.documents.actions import record
from tracker.extensions import db
from tracker.intake import files, tesseract
from tracker.people.models import User
from tracker.reminders.models import Letter
from tracker.tasks.models import Task

CONCLUSION = """BAN CHỈ ĐẠO
*
Số 09-KL/BCĐ

KẾT LUẬN
Phiên họp thứ hai

Đạ Lâm, ngày 10 tháng 4 năm 2026

1. Phòng Kinh tế hoàn thành hồ sơ đấu giá khu Đồi Thông trước ngày 15/5/2026.

2. Phòng Văn hóa - Xã hội tăng cường tuyên truyền, vận động nhân dân.
"""


def test_read_prints_the_reading_of_a_file_as_json(runner, tmp_path):
    file = tmp_path / "kết luận.txt"
    file.write_text(CONCLUSION, encoding="utf-8")
    result = runner.invoke(main, args=["read", str(file), "--json"])
    answer = json.loads(result.output)
    assert answer["document"]["number"] == "09-KL/BCĐ"
    assert [d["on"] for item in answer["items"] for d in item["deadlines"]] == ["2026-05-15"]


def test_read_tells_how_far_a_scan_has_come_beside_what_it_prints(runner, tmp_path, monkeypatch):
    def text_of(_data, *, told):
        told(1, 2)
        told(2, 2)
        return CONCLUSION

    monkeypatch.setattr(files, "text_of", text_of)
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-")
    result = runner.invoke(main, args=["read", str(file), "--json"])
    assert json.loads(result.stdout)["document"]["number"] == "09-KL/BCĐ"
    assert result.stderr == "\rReading page 1 of 2 …\rReading page 2 of 2 …\n"


def test_read_says_in_a_sentence_what_is_wrong_with_a_file(runner, tmp_path):
    file = tmp_path / "picture.docx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = runner.invoke(main, args=["read", str(file)])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output


def test_deadline_answers_each_line_with_a_line(runner):
    questions = [
        {"id": "a", "phrase": "chậm nhất Quý I/2027", "context": "", "reference_date": "2026-04-10"},
        {
            "id": "b",
            "phrase": "định kỳ hằng quý",
            "context": "định kỳ hằng quý báo cáo",
            "reference_date": "2026-04-10",
        },
    ]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in questions)
    result = runner.invoke(main, args=["deadline", "--json"], input=lines)
    assert result.exception is None
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [set(each) for each in answers] == [{"id", "on", "from", "kind", "recurrence", "words"}] * 2
    assert (answers[0]["on"], answers[1]["recurrence"]) == ("2027-03-31", "quarterly")


def test_every_route_is_listed_with_who_may_call_it(runner):
    output = runner.invoke(main, args=["routes"]).output
    assert "people.sign_in" in output
    assert "NOT DECLARED" not in output


def test_the_doctor_finds_a_fresh_office_in_order(runner, office):
    result = runner.invoke(main, args=["doctor"])
    assert "FAIL" not in result.output
    assert result.exit_code == 0


def test_the_doctor_says_which_optional_program_adds_what(runner, office, monkeypatch):
    monkeypatch.setenv("PATH", "")
    missing = runner.invoke(main, args=["doctor"]).output
    for package, use in (
        ("tesseract-ocr-vie", "scans and pictures"), ("tesseract-ocr-osd", "on their side"),
        ("libreoffice-writer-nogui", ".doc and .rtf"), ("antiword", ".doc files"),
    ):  # fmt: skip
        assert re.search(rf"note  apt install {package} would let it read .*{use}", missing)
    monkeypatch.setattr(tesseract, "_languages", lambda _path: {"vie"})
    there = runner.invoke(main, args=["doctor"]).output
    assert "ok    tesseract-ocr-vie is installed" in there
    assert "note  apt install tesseract-ocr-osd" in there


def test_the_doctor_keeps_no_writer_out_and_waits_for_none(runner, office, tmp_path):
    db.session.remove()
    with closing(sqlite3.connect(tmp_path / "tracker.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        result = runner.invoke(main, args=["doctor"])
    assert "FAIL" not in result.output
    assert result.exit_code == 0


def test_an_office_without_a_secret_gets_one_that_stays(app, tmp_path):
    (tmp_path / "secret.key").write_text("")  # as a power cut leaves it
    unset = {"INSTANCE_PATH": tmp_path, "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    first, second = (create_app(unset).config["SECRET_KEY"] for _start in range(2))
    assert len(first) == 64
    assert first == second
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("secret*")] == ["secret.key"]


def test_a_person_added_on_the_console_can_sign_in(runner, client):
    args = ["add-user", "hoaint", "--name", "Nông Thị Hoài", "--admin", "--password", "mot mat khau dai"]
    assert runner.invoke(main, args=args).exit_code == 0
    answer = client.post("/sign-in", data={"username": "hoaint", "password": "mot mat khau dai"})
    assert answer.status_code == 303


def test_adding_the_same_name_twice_says_so(runner, office):
    result = runner.invoke(
        main, args=["add-user", office.chair.username, "--name", "Ai đó", "--password", "mot mat khau dai"]
    )
    assert result.exit_code == 1
    assert "Error: " in result.output


@pytest.mark.parametrize("on", [date(2026, 11, 21), date(2026, 2, 17), date(2027, 1, 1), date(2028, 2, 29)])
def test_the_demo_is_a_working_office_on_any_day(app, on):
    from tracker import demo

    demo.load(on)
    tasks = db.session.scalars(select(Task)).all()
    overdue = [task for task in tasks if task.is_overdue(on)]
    assert len(tasks) >= 12
    assert 2 <= len(overdue) <= 6
    assert any(task.stage == "done" and not task.was_on_time for task in tasks)
    assert all(task.lead_unit for task in tasks)
    assert db.session.scalar(select(func.count()).select_from(Letter)) > 0


def test_the_demo_never_touches_an_office_with_people(runner, office):
    before = db.session.scalar(select(func.count()).select_from(User))
    assert runner.invoke(main, args=["demo"]).exit_code == 1
    assert runner.invoke(main, args=["demo", "--if-empty"]).exit_code == 0
    assert db.session.scalar(select(func.count()).select_from(User)) == before


@pytest.mark.parametrize(
    "command", [["serve"], ["demo"], ["remind"], ["add-user", "x", "--name", "X", "--password", "x"], ["doctor"]]
)
def test_a_database_without_tables_gets_a_sentence_not_a_traceback(tmp_path, command):
    app = create_app(settings(tmp_path))
    result = app.test_cli_runner().invoke(main, args=command)
    assert result.exit_code == 1
    assert "The tables are not made yet: run `tracker db upgrade`." in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_document_is_written_out_as_a_test_case(runner, tmp_path, office):
    found = record(office.committee, CONCLUSION, by=office.secretary, at=clock.now())
    result = runner.invoke(main, args=["export-reading", str(found.id), str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    [told, text] = sorted((tmp_path / "out").iterdir())
    assert text.read_text(encoding="utf-8") == CONCLUSION
    assert json.loads(told.read_text(encoding="utf-8"))["document"]["file"] == text.name
    assert runner.invoke(main, args=["export-reading", "999", str(tmp_path)]).exit_code == 1
