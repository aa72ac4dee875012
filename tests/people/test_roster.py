"""Lists of people: what is taken out comes in again unchanged, and one wrong cell changes nothing."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from sqlalchemy import func, select

from tests.intake import letters
from tests.office import Office, sign_in
from tests.people.sheets import COLUMN, HEADS, edited, packed, row, sheet
from tests.world import fingerprint
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.intake.refusals import Unreadable
from tracker.people import actions, roster_actions
from tracker.people.models import Membership, Role, SignIn, User
from tracker.people.roster_models import Roster


@pytest.fixture
def admin(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.admin)


def receive(office: Office, data: bytes) -> Roster:
    return roster_actions.receive(data, "danh-sach.xlsx", by=office.admin, at=clock.now())


def plan(office: Office, data: bytes) -> roster_actions.Plan:
    return roster_actions.plan_of(receive(office, data))


def carry_out(office: Office, data: bytes) -> list[roster_actions.Slip]:
    roster = receive(office, data)
    mark = roster_actions.plan_of(roster).mark
    return roster_actions.carry_out(roster, mark, by=office.admin, at=clock.now())


def taken_out(admin: FlaskClient) -> bytes:
    return admin.get("/users.xlsx").data


def at(data: bytes, username: str, key: str) -> str:
    """Return the address of a person's cell in a workbook."""
    page = load_workbook(io.BytesIO(data))["Cán bộ"]
    number = next(cells[0].row for cells in page.iter_rows() if cells[0].value == username)
    return f"{COLUMN[key]}{number}"


# ------------------------------------------------------------------------------------------ out and in again


def test_a_list_taken_out_and_sent_back_changes_nothing(admin: FlaskClient, office: Office):
    office.viewer.phone, office.viewer.post = "0912 345 678", "Chuyên viên; phụ trách 'tổng hợp'"
    office.culture_official.is_enabled, office.culture.is_active = False, False
    db.session.add(Membership(committee=office.committee, user=office.official, role=Role.VIEWER))
    db.session.commit()
    found = plan(office, taken_out(admin))
    assert (found.problems, found.changes, found.left_out) == ([], [], 0)
    assert found.rows == found.unchanged == 7


def test_exactly_what_was_edited_is_changed_with_history_for_each_person(admin: FlaskClient, office: Office):
    data = taken_out(admin)
    edits = {
        at(data, "luongdn", "phone"): "0987 654 321", at(data, "ngocpt", "unit"): "phòng văn hóa và xã hội",
        at(data, "ngocpt", "other"): "Cán bộ phụ trách", at(data, "hakb", "is_enabled"): "Không",
        at(data, "thachtq", "own"): "Trưởng ban; Người xem",
    }  # fmt: skip
    before = db.session.scalar(select(func.max(history.HistoryEntry.id))) or 0
    sign_in(admin.application.test_client(), office.viewer)
    assert carry_out(office, edited(data, edits)) == []
    assert office.official.phone == "0987 654 321"
    assert office.viewer.unit == office.culture
    assert not office.culture_official.is_enabled
    entries = db.session.scalars(select(history.HistoryEntry).where(history.HistoryEntry.id > before)).all()
    told = {(each.verb, each.subject, each.by_id) for each in entries}
    assert told == {
        ("changed", "users", office.admin.id), ("added_member", "committees", office.admin.id),
        ("imported", "rosters", office.admin.id),
    }  # fmt: skip
    assert next(each for each in entries if each.subject_id == office.official.id).changes == {
        "phone": ["", "0987 654 321"]
    }
    assert db.session.query(SignIn).filter_by(user_id=office.viewer.id, ended_at=None).count() == 0
    assert plan(office, taken_out(admin)).changes == []


def test_new_people_get_passwords_once_on_slips(admin: FlaskClient, office: Office):
    new = row("lan.anh", "Nguyễn Lan Anh", unit="Phòng Kinh tế", own="Cán bộ phụ trách", email="lananh@dalam.local")
    page = admin.post("/users/lists", data={"file": (io.BytesIO(sheet([new])), "moi.xlsx")})
    assert page.status_code == 303
    shown = admin.get(page.location).text
    assert "tài khoản mới" in shown
    assert db.session.query(User).filter_by(username="lan.anh").count() == 0, "a dry run changes nothing"
    mark = shown.split('name="mark" value="')[1].split('"')[0]
    slips = admin.post(f"{page.location}/acts", data={"mark": mark})
    assert slips.headers["Cache-Control"] == "no-store"
    password = slips.text.split('class="password">')[1].split("<")[0]
    user = db.session.query(User).filter_by(username="lan.anh").one()
    assert (user.must_change_password, user.unit, user.memberships[0].role) == (True, office.economy, Role.OFFICIAL)
    stranger = admin.application.test_client()
    stranger.post("/sign-in", data={"username": "lan.anh", "password": password})
    assert stranger.get("/tasks").location == "/password"
    again = admin.post(f"{page.location}/acts", data={"mark": mark})
    assert again.status_code == 409
    assert password not in admin.get(page.location).text
    assert db.session.query(Roster).one().sheets == []


def test_what_the_office_did_meanwhile_is_not_overwritten(admin: FlaskClient, office: Office):
    roster = receive(office, edited(taken_out(admin), {"C2": "Chức vụ khác"}))
    mark = roster_actions.plan_of(roster).mark
    for person in (office.official, office.viewer, office.chair, office.secretary, office.admin,
                   office.culture_official, office.other_secretary):  # fmt: skip
        person.post = "Đã đổi"
    db.session.commit()
    with pytest.raises(StaleVersion):
        roster_actions.carry_out(roster, mark, by=office.admin, at=clock.now())
    assert office.official.post == "Đã đổi"


def test_a_failure_in_the_middle_leaves_nothing_half_done(admin: FlaskClient, office: Office, monkeypatch):
    roster = receive(office, sheet([row("mot", "Người Một"), row("hai", "Người Hai")]))
    mark, done = roster_actions.plan_of(roster).mark, []
    record = history.record

    def fail(verb, *rest, **more):
        done.append(verb)
        if len(done) == 2:
            raise OSError("mất điện")
        return record(verb, *rest, **more)

    monkeypatch.setattr(history, "record", fail)
    with pytest.raises(OSError, match="mất điện"):
        roster_actions.carry_out(roster, mark, by=office.admin, at=clock.now())
    db.session.rollback()
    assert db.session.query(User).filter(User.username.in_(["mot", "hai"])).count() == 0


def test_another_administrators_list_is_nobody_elses(admin: FlaskClient, office: Office):
    roster = receive(office, sheet([row("mot", "Người Một")]))
    office.viewer.is_admin = True
    other = sign_in(admin.application.test_client(), office.viewer)
    assert other.get(f"/users/lists/{roster.id}").status_code == 404


def test_no_cell_taken_out_is_a_formula(admin: FlaskClient, office: Office):
    office.viewer.full_name, office.viewer.post = "=HYPERLINK(1)", "+cmd|' /C calc'!A0"
    db.session.commit()
    packed_file = zipfile.ZipFile(io.BytesIO(taken_out(admin)))
    assert not any(b"<f>" in packed_file.read(name) for name in packed_file.namelist() if "sheet" in name)


# ------------------------------------------------------------------------------------------ what is wrong with a sheet

GOOD = ("thuong.vt", "Vũ Thị Thương")


def cell_case(**cells: object) -> bytes:
    return sheet([row(*GOOD, **cells)])


def mended(mend) -> bytes:
    return sheet([row(*GOOD)], mend=mend)


def with_extra(head: object, value: object = "x") -> bytes:
    return sheet([[*row(*GOOD), value]], heads=[*HEADS, head])


def merged(page) -> None:
    page.merge_cells("C2:D2")


def hide_row(page) -> None:
    page.row_dimensions[2].hidden = True


def hide_column(page) -> None:
    page.column_dimensions["E"].hidden = True


def gap(page) -> None:
    page["A4"], page["B4"] = "sau.khoang", "Người Sau"


def under_no_head(page) -> None:
    page["M2"] = "lạc chỗ"


def two_sheets() -> bytes:
    book = Workbook()
    book.active.append(list(HEADS))
    book.create_sheet("Bản sao").append(list(HEADS))
    return packed(book)


def hidden_sheet() -> bytes:
    book = Workbook()
    page = book.create_sheet("Danh sách")
    page.append(list(HEADS))
    page.sheet_state = "hidden"
    return packed(book)


def wrong_sheet() -> bytes:
    book = Workbook()
    book.active.append(["STT", "Nhiệm vụ", "Thời hạn"])
    return packed(book)


KINDS = {
    "wrong_sheet": wrong_sheet,
    "two_sheets": two_sheets,
    "hidden_sheet": hidden_sheet,
    "missing_head": lambda: sheet([["a", "b"]], heads=["Tên đăng nhập", "Chức vụ"]),
    "head_twice": lambda: with_extra("Chức vụ"),
    "unknown_head": lambda: with_extra("Chức vu hiện nay"),
    "unknown_committee": lambda: with_extra("Vai trò: Ban Chỉ đạo không có"),
    "closed_committee": lambda: sheet([row(*GOOD)]),
    "no_rows": lambda: sheet([]),
    "too_many_rows": lambda: sheet([row(f"nguoi{number}", "Người") for number in range(1001)]),
    "merged": lambda: mended(merged),
    "hidden_row": lambda: mended(hide_row),
    "hidden_column": lambda: mended(hide_column),
    "empty_row": lambda: mended(gap),
    "no_head": lambda: mended(under_no_head),
    "formula": lambda: cell_case(post="=1+1"),
    "error_cell": lambda: cell_case(post="#N/A"),
    "date": lambda: cell_case(post=date(2026, 5, 1)),
    "number": lambda: cell_case(post=12),
    "phone_number": lambda: cell_case(phone=912345678),
    "yes_no_cell": lambda: cell_case(post=True),
    "control": lambda: cell_case(post="Chuyên\u2028viên"),
    "line_break": lambda: cell_case(post="Chuyên viên\nchính"),
    "formula_like": lambda: cell_case(post="@Chuyên viên"),
    "too_long": lambda: cell_case(post="dài " * 60),
    "no_username": lambda: sheet([row("", "Vũ Thị Thương")]),
    "bad_username": lambda: sheet([row("vũ thương", "Vũ Thị Thương")]),
    "username_twice": lambda: sheet([row(*GOOD), row("Thuong.VT", "Vũ Thị Thương")]),
    "of_somebody_else": lambda: sheet([row("luongdn", "Cao Bá Khải", is_admin="Không")]),
    "no_full_name": lambda: sheet([row("thuong.vt", "  ")]),
    "unknown_unit": lambda: cell_case(unit="Phòng Kinh tên"),
    "ambiguous_unit": lambda: cell_case(unit="Phòng Giáo dục"),
    "closed_unit": lambda: cell_case(unit="Phòng cũ"),
    "bad_email": lambda: cell_case(email="không có a còng"),
    "bad_phone": lambda: cell_case(phone="số nhà riêng"),
    "unknown_language": lambda: cell_case(language="Tiếng Pháp"),
    "no_yes_or_no": lambda: cell_case(is_admin="có lẽ"),
    "unknown_role": lambda: cell_case(own="Thư kí"),
    "official_without_unit": lambda: cell_case(own="Cán bộ phụ trách"),
    "own_administration": lambda: sheet([row("quantri", "Quản trị hệ thống", is_admin="Không")]),
    "last_administrator": lambda: sheet([row("quantri", "Quản trị hệ thống", is_admin="Có", is_enabled="Không")]),
    "last_secretary": lambda: sheet([row("nganltt", "Lý Thị Thu Ngần", other="Người xem")]),
}
"""A sheet for each kind of error, by its code."""


@pytest.fixture
def crowded(office: Office) -> Office:
    """The office with units whose names are alike, one that is closed, and a closed committee."""
    for name in ("Phòng Giáo dục phía Đông", "Phòng Giáo dục phía Tây"):
        actions.add_unit({"name": name, "email": ""}, by=office.admin)
    actions.add_unit({"name": "Phòng cũ", "email": "", "is_active": False}, by=office.admin)
    return office


@pytest.mark.parametrize("code", KINDS)
def test_each_kind_of_error_is_named_and_changes_nothing(crowded: Office, code: str, tmp_path):
    if code == "closed_committee":
        crowded.other_committee.is_active = False
        db.session.commit()
    roster = receive(crowded, KINDS[code]())
    before = fingerprint(tmp_path / "tracker.db")
    found = roster_actions.plan_of(roster)
    assert code in {each.code for each in found.problems}, [each.code for each in found.problems]
    assert all(each.sentence.strip() for each in found.problems)
    with pytest.raises(RuleBroken):
        roster_actions.carry_out(roster, found.mark, by=crowded.admin, at=clock.now())
    db.session.rollback()
    assert fingerprint(tmp_path / "tracker.db") == before


CELLS = (
    {"post": "=1+1"}, {"post": "#N/A"}, {"post": date(2026, 5, 1)}, {"post": 12}, {"phone": 912345678}, {"post": True},
    {"post": "Chuyên\u2028viên"}, {"post": "a\nb"}, {"post": "@x"}, {"post": "dài " * 60}, {"unit": "Phòng Kinh tên"},
    {"unit": "Phòng Giáo dục"}, {"unit": "Phòng cũ"}, {"email": "x"}, {"phone": "số nhà"}, {"language": "Tiếng Pháp"},
    {"is_admin": "có lẽ"}, {"own": "Thư kí"}, {"own": "Cán bộ phụ trách"}, {"email": "=1"}, {"unit": 5},
    {"other": "vua"}, {"is_enabled": "?"},
)  # fmt: skip
"""What may stand in a cell of a row that is otherwise right."""


def test_a_sheet_with_all_of_them_changes_nothing_and_names_each_row(admin: FlaskClient, crowded: Office, tmp_path):
    rows = [row(f"nguoi.{number}", f"Người {number}", **cells) for number, cells in enumerate(CELLS)]
    rows += [
        row("", "Không Tên"), row("tên sai", "Tên Sai"), row("khong.ho.ten", ""), row("hai.lan", "Hai Lần"),
        row("HAI.lan", "Hai Lần"), row("luongdn", "Cao Bá Khải"),
        row("quantri", "Quản trị hệ thống", is_enabled="Không"), row("nganltt", "Lý Thị Thu Ngần", other="Người xem"),
    ]  # fmt: skip

    def spoil(page) -> None:
        last = page.max_row
        page.append(row("an", "Dòng Ẩn"))
        page.row_dimensions[last + 1].hidden = True
        page.append(row("gop", "Ô Gộp"))
        page.merge_cells(start_row=last + 2, end_row=last + 2, start_column=3, end_column=4)
        page.cell(last + 5, 1, "sau.cho.trong")
        page.cell(last + 5, 2, "Sau Chỗ Trống")
        page.cell(last + 5, 14, "lạc chỗ")
        page.cell(1, 12, "Chức vụ")
        page.cell(1, 13, "Cột lạ")
        page["C2"].comment = Comment("ghi chú không sao", "ai đó")

    data = sheet(rows, mend=spoil)
    answer = admin.post("/users/lists", data={"file": (io.BytesIO(data), "loi.xlsx")})
    before = fingerprint(tmp_path / "tracker.db")
    page = admin.get(answer.location).text
    found = roster_actions.plan_of(db.session.query(Roster).one())
    assert len({each.code for each in found.problems}) >= 30
    wrong = {each.row for each in found.problems}
    assert wrong >= set(range(2, 2 + len(rows) + 3)), sorted(set(range(2, 2 + len(rows) + 3)) - wrong)
    for number in wrong - {0}:
        assert f"Dòng {number}<" in page
    assert 'name="mark"' not in page, "there is nothing to agree to"
    refused = admin.post(f"{answer.location}/acts", data={"mark": found.mark})
    assert refused.status_code == 422
    assert "Không thay đổi gì" in refused.text
    assert fingerprint(tmp_path / "tracker.db") == before


@pytest.mark.parametrize(("written", "hint"), [
    ("Phòng Kinh tên", "Có phải “Phòng Kinh tế” không?"), ("Phòng Văn hoá Xã hội", None), ("PHÒNG VH-XH", None),
])  # fmt: skip
def test_a_unit_is_known_by_all_its_names_and_suggested_by_likeness(crowded: Office, written: str, hint: str | None):
    said = [each.sentence for each in plan(crowded, cell_case(unit=written)).problems]
    assert any(hint in each for each in said) if hint else said == []


def test_spaces_around_and_odd_spaces_within_do_no_harm(office: Office):
    found = plan(
        office, sheet([row("  Thuong.VT ", " Vũ Thị\xa0Thương ", unit=" Phòng Kinh tế ", own="thư ký ,người xem")])
    )
    assert found.problems == []
    [change] = found.changes
    assert (change.username, change.full_name) == ("thuong.vt", "Vũ Thị Thương")
    assert len(change.given) == 2


def test_columns_that_are_left_out_leave_everything_as_it_is(office: Office):
    found = plan(office, sheet([["luongdn", "Đỗ Ngọc Lưỡng"]], heads=["Tên đăng nhập", "Họ và tên"]))
    assert (found.problems, found.changes, found.left_out) == ([], [], 6)


# ------------------------------------------------------------------------------------------ what is no workbook


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return file.getvalue()


def entities() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    return file.getvalue()


def cut_off() -> bytes:
    whole = sheet([row(*GOOD)])
    return whole[: len(whole) // 2]


def macros() -> bytes:
    file = io.BytesIO(sheet([row(*GOOD)]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(("data", "code"), [
    (lambda: b"", "empty"), (lambda: b"ho,ten\nx,y\n", "workbook no workbook"),
    (lambda: b"%PDF-1.7", "workbook no workbook"),
    (lambda: OLE + b"\x00" * 600, "workbook old"), (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (lambda: letters.word(lambda document: document.add_paragraph("Kết luận")), "workbook no workbook"),
    (lambda: b"PK\x03\x04" + b"x" * 100, "workbook broken"), (cut_off, "workbook broken"),
    (lambda: b"PK\x03\x04" + b"x" * 6_000_000, "workbook large"), (bomb, "workbook too heavy"),
    (entities, "workbook broken"), (macros, "workbook macros"),
], ids=[
    "empty", "csv", "pdf", "xls", "locked", "docx", "torn", "cut off", "large", "bomb", "entities", "macros",
])  # fmt: skip
def test_what_is_no_workbook_is_refused_in_its_own_words(admin: FlaskClient, office: Office, data, code: str):
    with pytest.raises(Unreadable) as refused:
        receive(office, data())
    assert refused.value.code == code
    if code != "workbook large":  # the test client leaves the temporary file of a large one open
        answer = admin.post("/users/lists", data={"file": (io.BytesIO(data()), "la.xlsx")})
        assert answer.status_code == 422
        assert 'id="file-error"' in answer.text


def test_a_thousand_people_are_shown_within_seconds(office: Office):
    begun = clock.now()
    found = plan(office, sheet([row(f"nguoi{n}", f"Người Thứ {n}", unit="Phòng Kinh tế") for n in range(1000)]))
    assert len(found.changes) == 1000
    assert clock.now() - begun < timedelta(seconds=25)
