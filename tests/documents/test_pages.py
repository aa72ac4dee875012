"""The pages of documents: recorded, checked, locked; a refusal keeps what was typed and changes nothing."""

import re
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.documents import texts
from tests.intake import letters
from tests.office import Office, sign_in
from tracker import clock, history
from tracker.documents import actions, drafts, queries
from tracker.documents import typed as kept
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.extensions import db
from tracker.people.models import Unit, UnitAlias
from tracker.people.queries import unit_named

HTMX = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.secretary)


def typed(item: Item, **changes: str) -> dict[str, str]:
    """Return what the form of a draft sends, with some of it typed anew."""
    terms = queries.terms_of(item)
    fields = {
        "version": str(item.version),
        "action": item.action,
        "leads": "; ".join(drafts.name_of(each) for each in queries.units_of(item, Part.LEAD)),
        "supports": "; ".join(drafts.name_of(each) for each in queries.units_of(item, Part.SUPPORT)),
        "assignee_id": "",
        "due_words": terms.main.words if terms.main else "",
        "start_words": terms.start.words if terms.start else "",
        "product": item.product,
        "recurrence": "",
        "kind": "task",
    }
    return {**fields, **changes}


def counted() -> tuple[int, int]:
    db.session.rollback()
    return db.session.query(Conclusion).count(), db.session.query(history.HistoryEntry).count()


def publish(draft: Conclusion, office: Office) -> None:
    for item in draft.items:
        if item.decision == Decision.OPEN:
            drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    actions.lock(draft, by=office.secretary, at=clock.now())
    db.session.commit()


# ---------------------------------------------------------------------------------------------------------- record


def test_pasted_text_is_recorded_and_its_check_opens(secretary: FlaskClient) -> None:
    answer = secretary.post("/conclusions/new", data={"text": texts.TEXT})
    found = db.session.query(Conclusion).one()
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/conclusions/{found.id}")
    assert found.number == "14-KL/BCĐ"
    assert len(found.items) >= 3


def test_no_transaction_is_open_while_a_sent_text_is_read(
    secretary: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_while_reading: list[bool] = []

    def read(text: str) -> object:
        open_while_reading.append(db.session().in_transaction())
        return texts.read(text)

    monkeypatch.setattr(actions, "read", read)
    secretary.post("/conclusions/new", data={"text": texts.TEXT})
    assert open_while_reading == [False]


@pytest.mark.parametrize("name", ["kl.docx", "khong dung.pdf", "..\\..\\kl.docx"])
def test_a_word_file_is_recorded_whatever_its_name_says(secretary: FlaskClient, name: str) -> None:
    def write(document: Any) -> None:
        for line in texts.TEXT.splitlines():
            document.add_paragraph(line)

    secretary.post("/conclusions/new", data={"file": (BytesIO(letters.word(write)), name)})
    found = db.session.query(Conclusion).one()
    assert found.number == "14-KL/BCĐ"
    assert "\\" not in found.file_name


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Dán nội dung văn bản hoặc chọn tệp."),
        ({"text": "   "}, "Dán nội dung văn bản hoặc chọn tệp."),
        ({"text": "Kính gửi các đồng chí"}, "Không thấy điểm"),
        ({"text": "Không có gì"}, "Không thấy điểm"),
        ({"file": b"%PDF-1.7"}, "Đây là tệp PDF"),
        ({"file": b"MZ\x90\0\3\0"}, "Đây không phải tệp Word"),
        ({"file": b""}, "Tệp trống"),
        ({"text": "1. Giao Phòng Kinh tế rà soát.", "file": b"1. Giao"}, "Chỉ dùng một"),
    ],
)
def test_what_cannot_be_recorded_is_answered_with_a_sentence_and_changes_nothing(
    secretary: FlaskClient, data: dict[str, Any], sentence: str
) -> None:
    before = counted()
    sent = {key: (BytesIO(value), "kl.docx") if isinstance(value, bytes) else value for key, value in data.items()}
    answer = secretary.post("/conclusions/new", data=sent, content_type="multipart/form-data")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.text
    assert data.get("text", "").strip() in answer.text
    assert counted() == before


def test_a_duplicate_leads_to_the_document_recorded_before(secretary: FlaskClient, draft: Conclusion) -> None:
    before = counted()
    answer = secretary.post("/conclusions/new", data={"text": texts.TEXT})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'href="/conclusions/{draft.id}"' in answer.text
    assert counted() == before


def test_what_is_wrong_with_a_file_is_said_at_the_file(secretary: FlaskClient, draft: Conclusion) -> None:
    file = (BytesIO(texts.TEXT.encode()), "kl.txt")
    page = secretary.post("/conclusions/new", data={"file": file}, content_type="multipart/form-data").text
    assert 'id="file-error"' in page
    assert 'id="text-error"' not in page
    page = secretary.post("/conclusions/new", data={"text": texts.TEXT}).text
    assert 'id="text-error"' in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_file_over_the_limit_is_answered_clearly(secretary: FlaskClient, app: Flask, headers: dict[str, str]) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    data = {"file": (BytesIO(b"a" * 20_000), "kl.docx")}
    answer = secretary.post("/conclusions/new", data=data, content_type="multipart/form-data", headers=headers)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert counted()[0] == 0


def test_a_text_longer_than_a_form_field_is_answered_clearly(secretary: FlaskClient, app: Flask) -> None:
    app.config["MAX_FORM_MEMORY_SIZE"] = 10_000
    answer = secretary.post("/conclusions/new", data={"text": "a" * 20_000}, content_type="multipart/form-data")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "lớn" in answer.text


# ------------------------------------------------------------------------------------------------------------ list


def test_drafts_stand_first_with_their_progress(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get("/conclusions").text
    assert page.index("14-KL/BCĐ") < page.index("Đã ban hành")
    assert "<b>1/3</b> đã kiểm tra" in page


def test_an_empty_list_says_what_to_do(secretary: FlaskClient) -> None:
    page = secretary.get("/conclusions").text
    assert "Ghi nhận kết luận phiên họp tới" in page
    assert 'href="/conclusions/new' in page


def test_who_only_reads_sees_published_documents_alone(client: FlaskClient, office: Office, draft: Conclusion) -> None:
    sign_in(client, office.official)
    assert "14-KL/BCĐ" not in client.get("/conclusions").text
    assert client.get(f"/conclusions/{draft.id}").status_code == HTTPStatus.NOT_FOUND
    publish(draft, office)
    assert "14-KL/BCĐ" in client.get("/conclusions").text
    page = client.get(f"/conclusions/{draft.id}").text
    assert "<form" not in page[page.index("<main") : page.index("</main")]


# ----------------------------------------------------------------------------------------------------------- check


def test_each_passage_is_marked_and_joined_to_its_draft(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get(f"/conclusions/{draft.id}").text
    second, third = draft.items[1:]
    assert f'<mark class="is-current" data-item="{second.id}">Phòng KT chủ trì' in page.replace(
        '<mark class="is-doubtful">Phòng KT</mark>', "Phòng KT"
    )
    assert "<u>chậm nhất Quý II/2026</u>" in page
    assert f'<a href="#item-{third.id}" aria-label="Dự thảo 3">3</a></sup>' in page
    assert "<mark>14-KL/BCĐ</mark>" in page
    assert f'data-item="{draft.items[0].id}"' not in page


def test_the_form_of_the_next_undecided_draft_stands_open(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get(f"/conclusions/{draft.id}").text
    assert page.count('class="draft-form"') == 1
    assert f'id="draft-{draft.items[1].id}"' in page


def test_a_filter_stands_in_the_address_and_stays_there(secretary: FlaskClient, draft: Conclusion) -> None:
    second, third = draft.items[1:]
    address = f"/conclusions/{draft.id}?show=doubtful"
    page = secretary.get(address).text
    drafts_shown = re.findall(r'id="item-(\d+)"', page)
    assert drafts_shown == [str(second.id), str(third.id)]
    assert "Cần xem trước <b>2</b>" in page
    assert 'aria-current="page">Cần xem trước' in page
    answer = secretary.post(f"/items/{second.id}/decision?show=doubtful", data={"decision": "accepted", "version": 1})
    assert answer.location == f"/conclusions/{draft.id}?show=doubtful#item-{second.id}"
    assert re.findall(r'id="item-(\d+)"', secretary.get(address).text) == [str(third.id)]
    assert "?show=doubtful" in secretary.get(f"/items/{third.id}?show=doubtful").text


def test_a_filter_nothing_fits_any_more_says_so(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get(f"/conclusions/{draft.id}?show=no_deadline").text
    assert "Không còn dự thảo nào thuộc nhóm này." in page
    assert 'class="draft-form"' not in page


def test_what_to_look_at_first_stands_above_with_the_reason(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get(f"/conclusions/{draft.id}").text
    strip = page[page.index('class="look-first"') : page.index('<div class="check">')]
    assert "Chưa rõ đơn vị chủ trì." in strip
    assert f'<a href="#item-{draft.items[1].id}">“Phòng KT”</a>' in strip
    assert "Mức chắc chắn khi đọc: 60%." in page


def test_the_counts_are_renewed_from_a_page_without_the_drafts(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    page = secretary.get(f"/conclusions/{draft.id}/progress").text
    assert f'id="progress-{draft.id}"' in page
    assert f'id="sift-{draft.id}"' in page
    assert "item-" not in page.replace('href="#item-', "")
    publish(draft, office)
    assert secretary.get(f"/conclusions/{draft.id}/progress").location == f"/conclusions/{draft.id}"


def test_text_of_a_document_is_never_markup(secretary: FlaskClient) -> None:
    text = texts.TEXT.replace("trình phê duyệt quy hoạch", "<script>alert(1)</script><b>trình</b> quy hoạch")
    secretary.post("/conclusions/new", data={"text": text})
    found = db.session.query(Conclusion).one()
    page = secretary.get(f"/conclusions/{found.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_names_longer_than_their_field_are_read_in_full_beneath_it(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    long = "; ".join(f"Ban Quản lý công trình số {n}" for n in range(4))
    page = secretary.post(f"/items/{item.id}", data=typed(item, action="", leads=long), headers=HTMX).text
    assert f'<p class="help wide">{long}</p>' in page


def test_a_draft_opens_alone_and_is_saved_without_javascript(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    assert f'id="draft-{item.id}"' in secretary.get(f"/items/{item.id}").text
    answer = secretary.post(f"/items/{item.id}", data=typed(item, leads="Phòng Kinh tế", due_words="30/9/2026"))
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/conclusions/{draft.id}#item-{item.id}")
    assert item.decision == Decision.ACCEPTED
    assert item.due and item.due.words == "30/9/2026"


def test_a_saved_draft_answers_in_its_seat_and_tells_the_rest(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    answer = secretary.post(f"/items/{item.id}", data=typed(item), headers=HTMX)
    assert answer.text.lstrip().startswith('<div class="draft is-done"')
    assert f'id="item-{item.id}"' in answer.text
    assert "items-changed" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("due_words", "ba mươi lăm tháng chín", "Chưa đọc được ngày"), ("action", "", "Ghi nội dung nhiệm vụ."),
     ("product", "Tờ trình" * 126, "dài hơn 1000"), ("kind", "result", ""), ("version", "", "")],
)  # fmt: skip
def test_a_wrong_field_is_answered_in_place_with_what_was_typed(
    secretary: FlaskClient, draft: Conclusion, field: str, value: str, sentence: str
) -> None:
    item = draft.items[1]
    answer = secretary.post(
        f"/items/{item.id}", data=typed(item, **{"product": "Tờ trình", field: value}), headers=HTMX
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.text
    assert 'value="Tờ trình' in answer.text
    db.session.expire_all()
    assert item.decision == Decision.OPEN


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_clash_shows_both_versions_and_overwrites_nothing(
    secretary: FlaskClient, draft: Conclusion, office: Office, headers: dict[str, str]
) -> None:
    item = draft.items[1]
    opened = typed(item, action="Bản của tôi")
    drafts.accept(
        item, drafts.Wording(action="Bản của người khác"), version=item.version, by=office.secretary, at=clock.now()
    )
    answer = secretary.post(f"/items/{item.id}", data=opened, headers=headers)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Bản của người khác" in answer.text
    assert "Bản của tôi</textarea>" in answer.text
    assert f'name="version" type="hidden" value="{item.version}"' in answer.text
    db.session.expire_all()
    assert item.action == "Bản của người khác"


def test_what_is_typed_returns_on_any_machine(secretary: FlaskClient, draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    writing = typed(item, action="Trình quy hoạch khu", due_words="đang ghi dở", kind="standing", typed_version="0")
    answer = secretary.post(f"/items/{item.id}/typed", data=writing, headers=HTMX)
    assert "Đã lưu nháp" in answer.text
    assert 'name="typed_version" value="1"' in answer.text
    elsewhere = sign_in(secretary.application.test_client(), office.secretary)
    for address in (f"/items/{item.id}", f"/conclusions/{draft.id}"):
        page = elsewhere.get(address).text
        assert "Trình quy hoạch khu</textarea>" in page
        assert 'value="đang ghi dở"' in page
        assert "Đã khôi phục nội dung ghi dở" in page
    assert "đang ghi dở" in elsewhere.get(f"/conclusions/{draft.id}?item=0").text
    assert "đang ghi dở" not in sign_in(secretary.application.test_client(), office.chair).get(address).text
    again = secretary.post(f"/items/{item.id}/typed", data=writing, headers=HTMX)
    assert again.status_code == HTTPStatus.CONFLICT
    assert "cửa sổ khác" in again.text
    assert secretary.post(f"/items/{item.id}/typed", data={**writing, "typed_version": "1"}).status_code == 303
    fresh = secretary.post(f"/items/{item.id}/typed/discard", headers=HTMX).text
    assert "Trình phê duyệt quy hoạch</textarea>" in fresh
    assert 'class="restored"' not in secretary.get(f"/items/{item.id}").text


def test_typed_text_over_an_older_draft_is_shown_beside_the_newer_one(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    item = draft.items[1]
    writing = typed(item, action="Bản ghi dở", typed_version="0")
    secretary.post(f"/items/{item.id}/typed", data=writing, headers=HTMX)
    wording = drafts.Wording(action="Bản của người khác")
    drafts.accept(item, wording, version=item.version, by=office.chair, at=clock.now())
    page = secretary.get(f"/items/{item.id}").text
    assert "Có người đã sửa dự thảo này sau khi đồng chí ghi dở." in page
    assert '<p class="title">Bản của người khác</p>' in page
    assert "Bản ghi dở</textarea>" in page
    assert f'name="version" type="hidden" value="{item.version}"' in page


def test_a_colleague_who_writes_the_same_draft_is_named(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    item = draft.items[1]
    kept.keep(item, {"action": "x"}, item_version=1, version=0, by=office.chair, at=clock.now())
    assert f"{office.chair.full_name} cũng đang ghi dự thảo này" in secretary.get(f"/items/{item.id}").text


def test_what_is_typed_as_it_stands_is_no_typed_text(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    secretary.post(f"/items/{item.id}/typed", data=typed(item, typed_version="0"), headers=HTMX)
    assert 'class="restored"' not in secretary.get(f"/items/{item.id}").text
    assert secretary.post(f"/items/{item.id}/typed", data={"version": "1"}).status_code == HTTPStatus.BAD_REQUEST


def test_a_decision_and_its_undo(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    address = f"/items/{item.id}/decision"
    assert secretary.post(address, data={"decision": "no_task", "version": item.version}).status_code == 303
    assert item.decision == Decision.NO_TASK
    assert secretary.post(address, data={"decision": "open", "version": item.version}).status_code == 303
    assert item.decision == Decision.OPEN
    stale = secretary.post(address, data={"decision": "accepted", "version": 1}, headers=HTMX)
    assert stale.status_code == HTTPStatus.CONFLICT
    assert secretary.post(address, data={"decision": "published", "version": 9}).status_code == HTTPStatus.BAD_REQUEST
    db.session.expire_all()
    assert item.decision == Decision.OPEN


def test_the_last_step_is_taken_back_by_the_button_of_the_check(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    address = f"/conclusions/{draft.id}/undo"
    assert "data-take-back" not in secretary.get(f"/conclusions/{draft.id}").text
    secretary.post(f"/items/{item.id}", data=typed(item, action="Khác"))
    page = secretary.get(f"/conclusions/{draft.id}").text
    assert "nhận dự thảo 2" in page[page.index("data-take-back") :]
    answer = secretary.post(address)
    assert answer.location == f"/conclusions/{draft.id}?item={item.id}#item-{item.id}"
    assert (item.action, item.decision) == ("Trình phê duyệt quy hoạch", Decision.OPEN)
    assert "Đã hoàn lại: nhận dự thảo 2." in secretary.get(answer.location).text
    assert secretary.post(address).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_page_that_is_open_already_is_read_again_when_a_step_leads_back_to_it(
    secretary: FlaskClient, draft: Conclusion
) -> None:
    """A browser sent to the address it is at, or to another place on that page, would go on showing the old one."""
    item = draft.items[1]
    secretary.post(f"/items/{item.id}", data=typed(item, action="Khác"))
    here = f"http://localhost/conclusions/{draft.id}?item={item.id}#item-{draft.items[2].id}"
    answer = secretary.post(f"/conclusions/{draft.id}/undo", headers={**HTMX, "HX-Current-URL": here})
    assert answer.headers["HX-Refresh"] == "true"
    assert "HX-Redirect" not in answer.headers


def test_a_step_of_another_document_is_never_taken_back(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    other = actions.record(office.other_committee, texts.TEXT, by=office.other_secretary, at=clock.now())
    item = other.items[1]
    drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.other_secretary, at=clock.now())
    step = queries.step_to_undo(other, office.other_secretary)
    assert step is not None
    secretary.post(f"/conclusions/{draft.id}/undo?step={step.id}")
    assert item.decision == Decision.ACCEPTED


def test_a_draft_is_cut_at_a_place_offered_or_at_any_other(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    address = f"/items/{item.id}/split"
    page = secretary.get(address).text
    assert "phối hợp với Phòng Văn hóa" in page[page.index('name="offered"') :]
    sent = {"version": item.version, "place": item.text.index("trình phê duyệt")}
    answer = secretary.post(address, data=sent)
    assert answer.location == f"/conclusions/{draft.id}?item={item.id}#item-{item.id}"
    assert [each.text[-6:] for each in draft.items[1:3]] == ["Xã hội", "/2026."]
    page = secretary.get(answer.location).text
    assert "Đã tách thành dự thảo 2 và 3." in page
    step = queries.step_to_undo(draft, draft.created_by)
    assert step is not None
    assert f'action="/conclusions/{draft.id}/undo?step={step.id}"' in page
    secretary.post(f"/conclusions/{draft.id}/undo?step={step.id}")
    assert len(draft.items) == 3


@pytest.mark.parametrize(
    ("change", "status"), [({"place": 0}, 422), ({"offered": 9999}, 422), ({"version": 99, "place": 30}, 409)]
)
def test_a_cut_that_cannot_be_made_is_answered_in_place(
    secretary: FlaskClient, draft: Conclusion, change: dict[str, int], status: int
) -> None:
    item = draft.items[1]
    sent = {"version": item.version, **change}
    answer = secretary.post(f"/items/{item.id}/split", data=sent, headers=HTMX)
    assert answer.status_code == status
    assert answer.text.lstrip().startswith('<div class="draft is-current"')
    assert 'class="field-error"' in answer.text or 'role="alert"' in answer.text
    assert len(draft.items) == 3


def test_a_draft_is_joined_to_the_one_before_it(secretary: FlaskClient, draft: Conclusion) -> None:
    second, third = draft.items[1:]
    assert "Gộp với dự thảo 2" in secretary.get(f"/items/{third.id}").text
    assert "Gộp với" not in secretary.get(f"/items/{draft.items[0].id}").text
    answer = secretary.post(f"/items/{third.id}/merger", data={"version": third.version}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/conclusions/{draft.id}?item={second.id}#item-{second.id}"
    assert [item.id for item in draft.items[1:]] == [second.id]
    assert secretary.post(f"/items/{second.id}/merger", data={}).status_code == HTTPStatus.BAD_REQUEST


def test_many_drafts_are_done_with_at_once_and_taken_back_at_once(secretary: FlaskClient, draft: Conclusion) -> None:
    page = secretary.get(f"/conclusions/{draft.id}").text
    picks = re.findall(r'name="pick" value="([\d:]+)"', page)
    assert picks == [f"{item.id}:{item.version}" for item in draft.items]
    answer = secretary.post(f"/conclusions/{draft.id}/bulk", data={"pick": picks[1:], "do": "accept"})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    page = secretary.get(answer.location).text
    assert "Đã nhận 2 dự thảo." in page
    undo = re.search(r'action="(/conclusions/\d+/undo\?step=\d+)"', page)
    assert undo is not None
    secretary.post(undo[1])
    assert [item.decision for item in draft.items[1:]] == [Decision.OPEN, Decision.OPEN]


def test_all_drafts_a_filter_shows_are_chosen_without_javascript(secretary: FlaskClient, draft: Conclusion) -> None:
    address = f"/conclusions/{draft.id}?show=doubtful"
    found = re.search(r'name="shown" value="([\d:,]+)"', secretary.get(address).text)
    assert found is not None
    data = {"shown": found[1], "everything": "y", "lead": "Phòng Kinh tế", "do": ""}
    answer = secretary.post(f"/conclusions/{draft.id}/bulk?show=doubtful", data=data)
    assert "show=doubtful" in answer.location
    assert [queries.lead_of(item) is not None for item in draft.items] == [False, True, True]
    assert "Đã giao đơn vị chủ trì cho 2 dự thảo." in secretary.get(answer.location).text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({"do": "lead", "lead": "Trạm bơm"}, "Chọn một đơn vị trong danh mục."), ({"do": ""}, "Chọn việc cần làm"),
     ({"do": "publish"}, ""), ({"do": "person", "assignee_id": "1"}, ""), ({"do": "accept", "pick": "x"}, "ít nhất")],
)  # fmt: skip
def test_an_order_for_many_that_cannot_be_carried_out_keeps_what_was_chosen(
    secretary: FlaskClient, draft: Conclusion, data: dict[str, str], sentence: str
) -> None:
    pick = f"{draft.items[1].id}:{draft.items[1].version}"
    answer = secretary.post(f"/conclusions/{draft.id}/bulk", data={"pick": pick, **data})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.text
    assert (f'value="{pick}" aria-label="Chọn dự thảo 2" checked' in answer.text) == ("pick" not in data)
    db.session.expire_all()
    assert draft.items[1].version == 1


def test_a_document_without_tasks_is_locked_and_kept(secretary: FlaskClient, draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    page = secretary.get(f"/conclusions/{draft.id}/no-task").text
    assert "1 dự thảo đã nhận cũng sẽ được ghi là không phát sinh nhiệm vụ." in page
    form = dict(re.findall(r'name="(shown|everything)" value="([^"]*)"', page))
    answer = secretary.post(f"/conclusions/{draft.id}/bulk", data={**form, "do": "set_aside"})
    assert {each.decision for each in draft.items} == {Decision.NO_TASK}
    assert "Hoàn lại" in secretary.get(answer.location).text
    assert "/publication" in secretary.get(f"/conclusions/{draft.id}/no-task").text
    page = secretary.get(f"/conclusions/{draft.id}/publication").text
    assert "văn bản được khóa và lưu, không có thư gửi đi" in page
    assert "Thư gửi" not in page
    answer = secretary.post(f"/conclusions/{draft.id}/publication")
    assert draft.is_published
    assert "Văn bản không phát sinh nhiệm vụ." in secretary.get(answer.location).text
    assert "Không phát sinh nhiệm vụ" in secretary.get("/conclusions").text
    assert secretary.get(f"/conclusions/{draft.id}/no-task").location == f"/conclusions/{draft.id}"


# ----------------------------------------------------------------------------------------------------------- units


def test_a_chosen_unit_is_confirmed_and_remembered(secretary: FlaskClient, draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    assert f'value="{named.id}:' in secretary.get(f"/conclusions/{draft.id}").text
    secretary.post(f"/items/{item.id}/units", data={"choose": f"{named.id}:{office.economy.id}"})
    assert named.unit == office.economy
    assert unit_named("Lãnh đạo UBND xã") == office.economy
    page = secretary.get(f"/conclusions/{draft.id}").text
    learnt = page[page.index('class="learnt"') :]
    assert "Đã nhớ: “Lãnh đạo UBND xã” là Phòng Kinh tế." in learnt
    step = re.search(r'name="step" value="(\d+)"', learnt)
    assert step is not None
    secretary.post(f"/conclusions/{draft.id}/undo", data={"step": step[1]})
    assert unit_named("Lãnh đạo UBND xã") is None
    assert 'class="learnt"' not in secretary.get(f"/conclusions/{draft.id}").text


def test_likeness_alone_never_chooses_a_unit(draft: Conclusion) -> None:
    assert all(named.unit is None for named in queries.units_of(draft.items[2], Part.LEAD))
    assert db.session.query(UnitAlias).count() == 0


def test_a_choice_inside_the_form_keeps_what_was_typed(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    data = typed(item, action="Đang ghi dở", choose=f"{named.id}:{office.economy.id}")
    answer = secretary.post(f"/items/{item.id}/units", data=data, headers=HTMX)
    assert "Đang ghi dở</textarea>" in answer.text
    assert 'value="Phòng Kinh tế"' in answer.text
    assert item.decision == Decision.OPEN


def test_a_unit_is_added_in_place(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    data = {"choose": f"{named.id}:new", f"unit_name-{named.id}": "Ủy ban nhân dân xã Đạ Lâm"}
    secretary.post(f"/items/{item.id}/units", data=data)
    assert db.session.query(Unit).filter_by(name="Ủy ban nhân dân xã Đạ Lâm").one() == named.unit


def test_enter_in_a_field_never_presses_a_suggested_unit(secretary: FlaskClient, draft: Conclusion) -> None:
    """A browser answers Enter in a field with the first button of the form."""
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    page = secretary.get(f"/items/{item.id}").text
    written = page[page.index('class="draft-form"') :]
    assert f'value="{named.id}:new"' in written
    assert "formaction" not in written[: written.index("</button>")]
    seen = secretary.get(f"/items/{item.id}?closed=1").text
    choices = seen[seen.index('class="doubt-choices"') :]
    assert f'value="{named.id}:new"' in choices[: choices.index("</button>")]


def test_names_and_units_of_others_are_out_of_reach(secretary: FlaskClient, draft: Conclusion, office: Office) -> None:
    named = queries.units_of(draft.items[1], Part.LEAD)[0]
    for choose in (f"{named.id}:{office.economy.id}", f"{named.id}:99999", "99999:1"):
        answer = secretary.post(f"/items/{draft.items[2].id}/units", data={"choose": choose})
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert secretary.post(f"/items/{draft.items[2].id}/units", data={"choose": "1:x"}).status_code == 400


@pytest.mark.parametrize("who", ["other_secretary", "chair", "admin"])
def test_nobody_is_put_in_charge_who_is_no_official_of_the_committee(
    secretary: FlaskClient, draft: Conclusion, office: Office, who: str
) -> None:
    item = draft.items[1]
    answer = secretary.post(f"/items/{item.id}", data=typed(item, assignee_id=str(office.users[who].id)))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (item.assignee_id, item.decision) == (None, Decision.OPEN)
    assert secretary.post(f"/items/{item.id}", data=typed(item, assignee_id=str(office.official.id))).status_code == 303
    assert item.assignee_id == office.official.id


def test_the_name_of_a_new_unit_is_cleaned_like_anything_typed(secretary: FlaskClient, draft: Conclusion) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    sent = {"choose": f"{named.id}:new", f"unit_name-{named.id}": "Phòng\x00 Ky\u0303 thuật\ufeff"}
    secretary.post(f"/items/{item.id}/units", data=sent)
    assert unit_named("Phòng Kỹ thuật").name == "Phòng Kỹ thuật"  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------- day, head, lock


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Quý I/2027", "31/3/2027"), ("30/9/2026", "30/9/2026"), ("cuối tháng 10/2026", "31/10/2026"),
     ("ngày 31/11/2026", "hưa"), ("sẽ bàn sau", "Chưa đọc được ngày"), ("", "")],
)  # fmt: skip
def test_the_day_of_typed_words_is_echoed(secretary: FlaskClient, draft: Conclusion, words: str, answer: str) -> None:
    echo = secretary.get(f"/conclusions/{draft.id}/day", query_string={"due_words": words})
    assert echo.status_code == HTTPStatus.OK
    assert answer in echo.text
    assert "<html" not in echo.text
    assert bool(echo.text.strip()) == bool(words)


def test_the_head_is_corrected_on_its_page(secretary: FlaskClient, draft: Conclusion) -> None:
    address = f"/conclusions/{draft.id}/header"
    assert 'value="10/4/2026"' in secretary.get(address).text
    data = {"version": draft.version, "type": "thong_bao", "number": "7-TB/BCĐ", "issued_on": "31/4/2026"}
    wrong = secretary.post(address, data=data)
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="31/4/2026"' in wrong.text
    assert secretary.post(address, data={**data, "issued_on": "30/4/2026"}).status_code == HTTPStatus.SEE_OTHER
    assert (draft.number, draft.issued_on and draft.issued_on.day) == ("7-TB/BCĐ", 30)
    assert secretary.post(address, data={**data, "issued_on": ""}).status_code == HTTPStatus.CONFLICT


def test_a_head_somebody_else_corrected_first_is_shown_beside_the_typed_one_and_can_then_be_saved(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    address = f"/conclusions/{draft.id}/header"
    opened = {"version": draft.version, "type": "thong_bao", "number": "7-TB/BCĐ", "signer": "Trần Quốc Thạch"}
    actions.change_header(draft, {"number": "15-KL/BCĐ"}, version=draft.version, by=office.secretary, at=clock.now())
    clash = secretary.post(address, data=opened)
    assert clash.status_code == HTTPStatus.CONFLICT
    assert 'value="7-TB/BCĐ"' in clash.text
    assert '<span class="differs">15-KL/BCĐ</span>' in clash.text
    assert draft.number == "15-KL/BCĐ"
    assert f'value="{draft.version}"' in clash.text
    assert secretary.post(address, data={**opened, "version": draft.version}).status_code == HTTPStatus.SEE_OTHER
    assert draft.number == "7-TB/BCĐ"


def test_a_published_document_is_read_and_every_write_is_refused(
    secretary: FlaskClient, draft: Conclusion, office: Office
) -> None:
    publish(draft, office)
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    page = secretary.get(f"/conclusions/{draft.id}").text
    assert "Đã ban hành" in page
    assert 'class="draft-form"' not in page
    head = {"version": draft.version, "type": "ket_luan", "number": "1"}
    before = counted()
    for address, data in (
        (f"/conclusions/{draft.id}/header", head),
        (f"/items/{item.id}", typed(item, action="Khác")),
        (f"/items/{item.id}/decision", {"decision": "open", "version": item.version}),
        (f"/conclusions/{draft.id}/undo", {}),
        (f"/conclusions/{draft.id}/bulk", {"do": "set_aside", "pick": f"{item.id}:{item.version}"}),
        (f"/items/{item.id}/split", {"version": item.version, "place": 30}),
        (f"/items/{item.id}/merger", {"version": item.version}),
        (f"/items/{item.id}/typed", typed(item, typed_version="0")),
        (f"/items/{item.id}/typed/discard", {}),
        (f"/items/{item.id}/units", {"choose": f"{named.id}:{office.economy.id}"}),
    ):
        for headers in ({}, HTMX):
            answer = secretary.post(address, data=data, headers=headers)
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, address
            assert "đã ban hành và đã khóa" in answer.text, address
    assert counted() == before
    assert item.action == "Trình phê duyệt quy hoạch"
