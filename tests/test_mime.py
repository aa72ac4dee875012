"""Whatever a subject or a name holds, it never becomes another header."""

import random
from email import message_from_bytes, policy

import pytest

from tests.hostile_words import hostile_words, is_wrong
from tests.reminders.world import AT
from tracker.mime import Bearings, UnsafeHeader, build, folded, is_address, message_id, one_line

SENDER = "sotheodoi@dalam.local"
TO = [("Phòng Văn hóa - Xã hội", "vhxh@dalam.local"), ("K’Brơm Hà", "hakb@vpub")]
NOWHERE = Bearings()


def letter(
    subject="Phòng Kinh tế: 3 nhiệm vụ quá hạn", *, to=TO, sender_name="BCĐ công trình trọng điểm", bearings=NOWHERE
):
    return build(
        sender=SENDER, sender_name=sender_name, to=to, subject=subject, text="Kính gửi: Phòng Kinh tế\n", at=AT,
        html="<p>Kính gửi: <b>Phòng Kinh tế</b></p>", message_id=message_id("thư 1", SENDER), bearings=bearings,
    )  # fmt: skip


def test_a_letter_has_the_same_id_at_every_attempt_and_no_other_letter_has_it():
    assert message_id("a", SENDER) == message_id("a", SENDER) != message_id("b", SENDER)
    assert message_id("a", SENDER).endswith("@dalam.local>")


@pytest.mark.parametrize("good", ["x@vpub.local", "x@mail", "x.y+z@phong-kt.dalam.gov.vn", "o'brien@a.b"])
def test_addresses_of_intranets_are_addresses(good):
    assert is_address(good)


@pytest.mark.parametrize(
    "bad",
    ["", "x", "@mail", "x@", "x@@mail", "x y@mail", "x@mail\n", "x@-mail", "x@a..b", "x.@mail", "tên@mail", "a,b@mail",
     "x@mail>", "<x@mail", "x@mail, y@mail", "x" * 65 + "@mail", "x@" + "a" * 255],
)  # fmt: skip
def test_other_things_are_not_addresses(bad):
    assert not is_address(bad)


# ------------------------------------------------------------------------------------------ its text


def test_text_is_folded_at_72_columns_under_what_its_line_begins_with():
    words = "Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn 2026-2030 của xã"
    rows = folded(f"12. {words}\n   {words}\n> {words}\n- ngắn\n\n-- ").split("\n")
    assert rows == [
        "12. Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn",
        "    2026-2030 của xã",
        "   Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn",
        "   2026-2030 của xã",
        "> Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn",
        "> 2026-2030 của xã",
        "- ngắn", "", "-- ",
    ]  # fmt: skip
    assert folded("\n".join(rows)) == "\n".join(rows)


def test_no_address_in_a_text_is_cut():
    address = "http://so.dalam.local/r/" + "a-b" * 40
    assert folded(f"   Cập nhật kết quả: {address}").split()[-1] == address


# ------------------------------------------------------------------------------------------ where it belongs


def read(message):
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def test_a_letter_says_that_nobody_wrote_it_and_keeps_absence_notes_away_but_not_bounces():
    found = read(letter())
    assert found["Auto-Submitted"] == "auto-generated"
    assert "OOF" in found["X-Auto-Response-Suppress"]
    assert "NDR" not in found["X-Auto-Response-Suppress"]
    assert not {"References", "In-Reply-To", "Reply-To", "List-Unsubscribe", "List-Id"} & set(found.keys())


def test_a_letter_says_what_it_hangs_under_who_answers_and_where_its_rhythm_is_chosen():
    page = "http://so.dalam.local/me/letters"
    found = read(letter(bearings=Bearings(("<a@dalam.local>", "<b@dalam.local>"), "vpdu@dalam.local", page, "daily")))
    assert found["References"] == "<a@dalam.local> <b@dalam.local>"
    assert found["In-Reply-To"] == "<b@dalam.local>"
    assert found["Reply-To"] == "vpdu@dalam.local"
    assert found["List-Unsubscribe"] == f"<{page}>"
    assert found["List-Id"] == "<daily.dalam.local>"


@pytest.mark.parametrize(
    "page",
    ["", "http://sổ.local/", "http://a/x y", "http://a/,<mailto:b@c>", "http://a/>\r\nBcc: b@c", "javascript:x",
     "http://a/" + "x" * 900],
)  # fmt: skip
def test_what_is_no_plain_address_is_left_out_of_the_headers(page):
    found = read(letter(bearings=Bearings(reply_to="Văn phòng, máy lẻ 104", settings_url=page)))
    assert not {"List-Unsubscribe", "Reply-To", "Bcc"} & set(found.keys())


@pytest.mark.parametrize("field", ["thread", "stream"])
def test_a_line_feed_in_what_a_letter_hangs_under_stops_it(field):
    evil = "a@b>\r\nBcc: ke.gian@xa.local"
    with pytest.raises(UnsafeHeader):
        letter(bearings=Bearings(**{field: (evil,) if field == "thread" else evil}))


def test_a_letter_sent_again_is_the_same_to_the_byte_and_no_line_of_it_is_long():
    first = letter("Kết luận " * 20)
    assert first.as_bytes() == letter("Kết luận " * 20).as_bytes()
    assert max(map(len, first.as_bytes().split(b"\r\n"))) <= 78


# ------------------------------------------------------------------------------------------ hostile headers

HOSTILE = [
    "Kết luận\r\nBcc: ke.gian@xa.local", "=?utf-8?q?a=0ABcc:_ke.gian@xa.local?=", "=?utf-8?B?QQpCY2M6IGFAYi5j?=",
    "\u2028Bcc: a@b.c", "a\x00b\x85c", "=?utf-8?q?=0D=0ABcc=3A?= =?utf-8?q?x?=", "=" * 500, "=?" * 200, "?=" * 200,
    "ậ" * 1000, "a@b.c, d@e.f", '"<a@b.c>" <d@e.f>', "\ud800", "\u202eevil", " ", "",
]  # fmt: skip
PIECES = [
    "=?", "?=", "utf-8", "?q?", "?b?", "=0A", "=0D", "\r", "\n", "\x00", "Bcc: a@b.c", "\u2028", "\u0085", "Kết luận",
    "\t", " ", ":", "<", ">", ",", '"', "\\", "(", ")", "đường tránh", "\u202e", "\ud800", "=", "?", "😀", "ẫ" * 30,
]  # fmt: skip
_DICE = random.Random(624)
HOSTILE += ["".join(_DICE.choices(PIECES, k=_DICE.randint(1, 40))) for _each in range(300)]


def test_no_hostile_subject_or_name_sets_another_header_or_reaches_another_person():
    plain = sorted(letter("Kết luận").keys())
    for words in HOSTILE:
        message = letter(
            words, to=[(words, "a@mail"), ("Phòng Kinh tế", "b@mail"), (words, "c@mail")], sender_name=words
        )
        read = message_from_bytes(message.as_bytes(), policy=policy.default)
        assert sorted(read.keys()) == plain, words
        assert [each.addr_spec for each in read["To"].addresses] == ["a@mail", "b@mail", "c@mail"], words
        assert [each.addr_spec for each in read["From"].addresses] == [SENDER], words
        assert str(read["Subject"]) == one_line(words, 180), words


def test_vietnamese_subjects_of_any_length_arrive_unchanged():
    text = "Phòng Kinh tế: 3 nhiệm vụ quá hạn, trình “chậm nhất Quý I/2024” – 1.200 triệu đồng (Đức Trọng)"
    words = text.split()
    for length in range(1, 60):
        subject = one_line(" ".join(words[each % len(words)] for each in range(length)), 180)
        read = message_from_bytes(letter(subject).as_bytes(), policy=policy.default)
        assert str(read["Subject"]) == subject


def test_a_letter_to_something_that_is_no_address_is_not_made():
    with pytest.raises(UnsafeHeader):
        letter(to=[("A", "a@mail\nBcc: b@mail")])


@pytest.mark.parametrize(
    ("wall", "gap"),
    [("one_line", lambda text, _limit: text), ("_encoded", lambda _text, _taken: "a\r\nBcc: ke.gian@xa.local")],
)
def test_what_slips_through_one_wall_is_stopped_by_the_next(monkeypatch, wall, gap):
    monkeypatch.setattr(f"tracker.mime.{wall}", gap)
    with pytest.raises(UnsafeHeader):
        letter("a\r\nBcc: ke.gian@xa.local")


def test_two_readers_find_the_same_headers_whatever_the_words_hold():
    """The whole 20,000 in `make soak ONLY=subjects`."""
    assert [words for words in hostile_words(60, seed=2026) if is_wrong(words)] == []
