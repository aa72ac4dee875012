"""Deadlines and cadences: hand-worked phrases, whole sentences, doubts, and a reading time that stays linear."""

import json
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.plain import plain
from tracker.reading.calendar import OfficeCalendar, in_force
from tracker.reading.deadlines import find_deadline_remarks, find_deadlines, read_deadline
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.questions import answer
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import DeadlineKind, Precision, Recurrence

MEETING = date(2023, 8, 11)  # a Friday
# phrases_written.jsonl was written by another hand before the grammar had read it; what that hand accepts is right too.
PHRASES = [
    json.loads(line)
    for name in ("phrases.jsonl", "phrases_written.jsonl")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
]


def days(text, reference=MEETING):
    return [found.on.isoformat() if found.on else None for found in find_deadlines(text, reference=reference)]


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: plain(row["phrase"]))
def test_phrase(row):
    question = {"phrase": row["phrase"], "context": row.get("context", ""), "reference_date": row["reference"]}
    told = answer(question)
    assert told["on"] in (row["on"], *row.get("accept", []))
    assert (told["from"], told["recurrence"]) == (row.get("since"), row.get("recurrence"))
    assert row.get("kind") in (None, told["kind"])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # what the documents around an order cite is no term, the order's own day is
        ("Theo Quyết định số 12/2023/QĐ-UBND ban hành ngày 20/9/2023, các hộ được hỗ trợ.", []),
        ("Thực hiện Thông báo số 45-TB/HU ngày 25/8/2023, hoàn thành trong tháng 10.", ["2023-10-31"]),
        ("Tham mưu kế hoạch tinh giản biên chế năm 2024, hoàn thành trước 15/10/2023.", ["2023-10-15"]),
        ("Xây dựng kế hoạch đầu tư công năm 2025 trình HĐND trước ngày 10/12/2024.", ["2024-12-10"]),
        ("Đối với 05 dự án khởi công mới năm 2024: hoàn thành thủ tục trong Quý I/2024.", ["2024-03-31"]),
        ("Công trình có kế hoạch hoàn thành năm 2024 phải xong trước 30/11.", ["2023-11-30"]),
        # figures and goals
        ("Trong tháng 8, thu ngân sách đạt 45 tỷ đồng, bằng 62% dự toán.", []),
        ("Từ đầu năm đến nay, toàn huyện có 15 vụ vi phạm.", []),
        ("Mục tiêu đến năm 2030 tỷ lệ đô thị hóa đạt 45%.", []),
        ("Phấn đấu đến 31/12/2023 giải ngân 95%, đến hết 31/01/2024 đạt 100%.", ["2023-12-31", "2024-01-31"]),
        ("Phấn đấu đến hết năm 2023 có 03 xã đạt chuẩn; hết năm 2025 có 15 xã.", ["2023-12-31", "2025-12-31"]),
        # past and to come in one breath
        ("Dự án khởi công ngày 15/3/2023, dự kiến hoàn thành ngày 30/6/2024.", ["2024-06-30"]),
        ("Đã yêu cầu hoàn thành trước ngày 30/6/2023 nhưng đến nay chưa xong.", []),
        # several terms
        ("Khởi công trong tháng 9, hoàn thành, đưa vào sử dụng năm 2024.", ["2023-09-30", "2024-12-31"]),
        ("Nghiệm thu giai đoạn 1 trong tháng 9 và giai đoạn 2 trong tháng 12.", ["2023-09-30", "2023-12-31"]),
        # one that only narrows the other
        ("Trình thẩm định trong quý III, chậm nhất 15/9/2023.", ["2023-09-15"]),
        ("Lấy ý kiến trong 03 ngày làm việc (từ ngày 21 đến ngày 23 tháng 8 năm 2023).", ["2023-08-23"]),
        # tables
        ("| 1 | Lập quy hoạch phân khu | Phòng KT&HT | UBND các xã | Quý II/2024 | Quyết định |", ["2024-06-30"]),
        ("| 2 | Tuyên truyền | Phòng VH-TT | | Thường xuyên | |", []),
        ("| 3 | Đề án | | | 2024-2025 | |", ["2025-12-31"]),
        ("| 4 | Sơ kết | | | Tháng 6, tháng 12/2024 | |", ["2024-12-31"]),
        # meetings, people, names, numbers
        ("Cuộc họp tiếp theo dự kiến vào ngày 15/11/2023.", []),
        ("Tổ chức hội nghị tổng kết trước ngày 20/12/2023.", ["2023-12-20"]),
        ("Dự án do Công ty TNHH 27/7 thi công, trụ sở tại đường 3/2.", []),
        ("Số điện thoại 0919.12.10.20.", []),
        ("Đồng chí Phó Chủ tịch chịu trách nhiệm trước Chủ tịch UBND huyện.", []),
        # spoken
        ("Chị Mai gửi danh sách sáng mai.", ["2023-08-12"]),
        ("Xong trong tuần, chậm nhất thứ Hai tuần sau báo cáo lại.", ["2023-08-13", "2023-08-14"]),
        ("Bàn giao mốc ngày 10/9/2023 cho UBND xã.", ["2023-09-10"]),
        ("Họp Ban Chỉ đạo xây dựng huyện thành thị xã (Ngày 11/8/2023)", []),
        # each of these would be a term but for the one rule which says what it is
        ("Vận động đến 9/10 thôn đồng thuận hiến đất.", []),
        ("Kỷ niệm 78 năm ngày truyền thống của ngành (28/8/1945 - 28/8/2023).", []),
        ("Số liệu tính đến hết ngày 31/12/2023.", []),
        ("Quy định này có hiệu lực đến hết ngày 31/12/2024.", []),
        ("Trong tháng 7 vừa qua, tổ công tác kiểm tra 12 hộ.", []),
        ("Từ ngày 01/10/2023, người dân nộp hồ sơ tại bộ phận một cửa.", []),
        ("Phát động đợt thi đua “Về đích trước ngày 30/9, hoàn thành trong năm 2023”.", ["2023-09-30"]),
        ("Phát động đợt thi đua “Hoàn thành trong năm 2023”.", []),
        ("Phấn đấu đến năm 2025 có 100% số xã đạt chuẩn.", []),
        ("Phấn đấu đến năm 2024 hoàn thành đường liên xã.", ["2024-12-31"]),
        ("Có kết quả trước ngày 11/8.", ["2023-08-11"]),
        # cadences beside terms
        ("Định kỳ vào ngày 25 hằng tháng và trước ngày 15/12/2023 gửi báo cáo tổng hợp.", ["2023-12-15"]),
        ("Hằng năm, trước ngày 30/11, xây dựng kế hoạch.", []),
    ],
)
def test_sentence(sentence, expected):
    assert days(sentence) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nhiệm vụ trọng điểm (hoàn thành trong tháng 8 năm 2023).", "hoàn thành trong tháng 8 năm 2023"),
        ("các nội dung để tháng 9 năm 2023 phải khởi công xây dựng", "tháng 9 năm 2023 phải khởi công"),
        (
            "mở rộng, chậm nhất tháng Quý I/2024 phải hoàn thành trình phê duyệt.",
            "chậm nhất tháng Quý I/2024 phải hoàn thành trình phê duyệt",
        ),
        ("gửi về Văn phòng trước 17h00 ngày 18/8/2023 để tổng hợp", "trước 17h00 ngày 18/8/2023"),
        ("42 tỷ đồng; thời gian thực hiện 2023-2024 bằng nguồn vốn", "thời gian thực hiện 2023-2024"),
        ("Trình thẩm định trong quý III, chậm nhất 15/9/2023.", "trong quý III, chậm nhất 15/9/2023"),
        ("thông qua tại kỳ họp giữa năm (ngày chưa định)", "tại kỳ họp giữa năm"),
    ],
)
def test_the_words_are_those_a_person_would_quote(text, words):
    (found,) = find_deadlines(text, reference=MEETING)
    assert found.words == words
    assert found.span.of(text) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("khởi công trong tháng 9", DeadlineKind.START),
        ("sẽ được khởi công vào tháng 10/2023", DeadlineKind.START),
        ("| Khởi công | T9/2023 |", DeadlineKind.START),
        ("trình UBND tỉnh phê duyệt trước ngày 30/9", DeadlineKind.APPROVE),
        ("chậm nhất quý I/2024 phải hoàn thành trình phê duyệt", DeadlineKind.APPROVE),
        ("tổng hợp, báo cáo Thường trực trước ngày 30/9", DeadlineKind.REPORT),
        ("chuyển hồ sơ sang Công an huyện trước ngày 30/9", DeadlineKind.REPORT),
        ("báo cáo, đề xuất phê duyệt, bảo đảm hoàn thành trước ngày 30/9", DeadlineKind.FINISH),
        ("tiếp tục thi công và hoàn thành các công trình trong năm 2023", DeadlineKind.FINISH),
        ("hoàn thành chuyển đổi mục đích sử dụng đất trước 30/9", DeadlineKind.FINISH),
        ("thời gian thực hiện 2023 - 2025", DeadlineKind.PERIOD),
        ("thực hiện các nhiệm vụ đặt hàng trong năm 2023", DeadlineKind.PERIOD),
        ("trước 30/9, báo cáo Thường trực", DeadlineKind.REPORT),
        ("ngày 30/9/2023 phải gửi báo cáo", DeadlineKind.REPORT),
        # of a term said more exactly the verb of either part counts
        ("trình thẩm định trong quý III, chậm nhất 15/9/2023", DeadlineKind.APPROVE),
        ("hoàn thành dự thảo trong quý III, chậm nhất 15/9/2023 phải trình", DeadlineKind.APPROVE),
    ],
)
def test_kind(text, kind):
    (found,) = find_deadlines(text, reference=MEETING)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("trước ngày 30/9/2023", Precision.DAY),
        ("trong tuần sau", Precision.WEEK),
        ("cuối tháng 9", Precision.PART_MONTH),
        ("trong tháng 9", Precision.MONTH),
        ("trong quý IV", Precision.QUARTER),
        ("trước năm 2025", Precision.YEAR),
        ("từ ngày 01/9 đến ngày 15/9", Precision.RANGE),
        ("trong 5 ngày làm việc kể từ ngày ký", Precision.WORKING_DAYS),
        ("trong 5 ngày tới", Precision.CALENDAR_DAYS),
        ("trước Tết Nguyên đán", Precision.HOLIDAY),
        ("trước kỳ họp cuối năm của HĐND huyện", Precision.EVENT),
    ],
)
def test_precision(text, precision):
    (found,) = find_deadlines(text, reference=MEETING)
    assert found.precision == precision


def test_without_a_reference_only_full_days_have_a_day():
    assert days("hoàn thành trước ngày 30/9/2023", None) == ["2023-09-30"]
    assert days("hoàn thành trước ngày 30/9", None) == [None]
    assert days("báo cáo trong tuần này", None) == [None]
    assert days("trong 10 ngày làm việc kể từ ngày ký", None) == [None]


def test_a_year_that_ends_a_lead_in_is_its_term_but_none_before_what_it_is_said_of():
    words = "Phấn đấu hoàn thành lắp đặt thiết bị chuyển đổi số năm 2023:"
    assert [found.on for found in find_deadlines(words, reference=date(2023, 1, 9))] == [date(2023, 12, 31)]
    assert find_deadlines(words + " đã lắp 12 bộ", reference=date(2023, 1, 9)) == []


def test_a_year_of_birth_is_no_term():
    assert days("Hoàn thành hồ sơ hỗ trợ bà K'Thơm, sinh năm 1985.", None) == []


def test_a_swap_day_moves_a_term_of_office_days():
    text = "giải trình trong 3 ngày làm việc kể từ ngày ký"
    swapped = OfficeCalendar(extra_working_days=frozenset({date(2024, 5, 4)}))
    (plain,) = find_deadlines(text, reference=date(2024, 4, 29))
    with in_force(swapped):
        (moved,) = find_deadlines(text, reference=date(2024, 4, 29))
    assert (plain.on, moved.on) == (date(2024, 5, 6), date(2024, 5, 4))


@pytest.mark.parametrize("typed", ["30/9", "Quý I/2024", "cuối tháng 10", "2024", "trước Tết", "15/9/2023", "T9/2023"])
def test_what_a_secretary_types_is_a_term(typed):
    found = read_deadline(typed, reference=MEETING)
    assert found is not None
    assert found.on is not None


@pytest.mark.parametrize("typed", ["", "sớm", "hằng tháng", "15 hộ dân", "1/500", "kế hoạch vốn năm 2024"])
def test_what_is_no_term_is_none(typed):
    assert read_deadline(typed, reference=MEETING) is None


def test_a_typed_day_may_lie_in_the_past():
    found = read_deadline("30/6/2023", reference=MEETING)
    assert found is not None
    assert found.on == date(2023, 6, 30)
    this_month = read_deadline("ngày 10 tháng này", reference=MEETING)
    assert this_month is not None
    assert this_month.on == date(2023, 8, 10)


def test_of_several_terms_the_utmost_counts_else_the_latest():
    latest = read_deadline("hoàn thành trước 31/12, báo cáo trước 30/11", reference=MEETING)
    utmost = read_deadline("hoàn thành trước 31/12, chậm nhất 30/11 báo cáo", reference=MEETING)
    assert latest is not None and utmost is not None
    assert (latest.on, utmost.on) == (date(2023, 12, 31), date(2023, 11, 30))


def test_neighbours_share_what_leads_them_in():
    found = find_deadlines("Khởi công công trình vào các ngày 15/11 và 15/12.", reference=MEETING)
    assert [(each.on, each.kind) for each in found] == [
        (date(2023, 11, 15), DeadlineKind.START),
        (date(2023, 12, 15), DeadlineKind.START),
    ]


def test_a_typed_term_of_office_days_follows_the_calendar_of_the_office():
    swapped = OfficeCalendar(extra_working_days=frozenset({date(2024, 5, 4)}))
    typed = "trong 3 ngày làm việc"
    with in_force(swapped):
        alone = read_deadline(typed, reference=date(2024, 4, 29))
        inside = read_deadline(typed, context=f"báo cáo {typed}", reference=date(2024, 4, 29))
    assert alone is not None and inside is not None
    assert alone.on == inside.on == date(2024, 5, 4)


def test_a_phrase_beside_a_term_has_none():
    context = "Báo cáo trước ngày 30/9/2023 về tỉnh"
    assert read_deadline("Báo cáo ", context=context, reference=MEETING) is None
    assert read_deadline(" về tỉnh", context=context, reference=MEETING) is None


@pytest.mark.parametrize(
    ("phrase", "words"),
    [("báo cáo trước ngày 30/9/2023 về tỉnh", "trước ngày 30/9/2023"), ("ngày 30/9/2023 về", "ngày 30/9/2023")],
)
def test_the_span_of_a_phrase_in_its_context_points_into_the_phrase(phrase, words):
    found = read_deadline(phrase, context="Yêu cầu báo cáo trước ngày 30/9/2023 về tỉnh ngay.", reference=MEETING)
    assert found is not None
    assert found.span.of(phrase) == words


def test_a_phrase_said_twice_is_judged_where_it_first_stands():
    twice = "hoàn thành trước ngày 28/8/2023 như Tờ trình số 5/TTr-UBND ngày 28/8/2023 đã nêu"
    found = read_deadline("ngày 28/8/2023", context=twice, reference=MEETING)
    assert found is not None


def test_the_first_month_of_the_calendar_has_none_before_it():
    assert days("xong trước tháng này", date(1, 1, 5)) == ["0001-01-31"]


def test_a_phrase_is_judged_in_its_context():
    phrase = "ngày 28/8/2023"
    cited = "theo Tờ trình số 145/TTr-TNMT ngày 28/8/2023 của phòng Tài nguyên và Môi trường"
    ordered = "hoàn thành trước ngày 28/8/2023"
    assert read_deadline(phrase, context=cited, reference=MEETING) is None
    found = read_deadline(phrase, context=ordered, reference=MEETING)
    assert found is not None
    assert found.on == date(2023, 8, 28)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("hoàn thành trước ngày 31/9/2023", ["impossible_day"]),
        ("phê duyệt trong tháng 13/2023", ["impossible_day"]),
        ("thanh toán sau khi nhận đủ hồ sơ", ["unknown_event"]),
        ("trong 05 ngày kể từ ngày nhận được văn bản", ["unknown_event"]),
        ("phải hoàn thành trước ngày 30/6/2023", ["past_day"]),
        ("sớm hoàn thành bàn giao", ["vague_term"]),
        ("khẩn trương hoàn thành trước ngày 30/9/2023", []),
        ("kiểm tra, đôn đốc các đơn vị", []),
        ("hoàn thành trước ngày 31/9/2023 tại các xã", ["impossible_day"]),
        ("khẩn trương thanh toán sau khi nhận đủ hồ sơ", ["unknown_event", "vague_term"]),
        ("trình tại kỳ họp tháng 12/2023", []),
    ],
)
def test_doubts(text, codes):
    remarks = find_deadline_remarks(text, reference=MEETING)
    assert [remark.code for remark in remarks] == codes
    assert all(remark.span is not None and remark.span.of(text) == remark.words for remark in remarks)


def test_a_day_that_only_lacks_its_year_is_no_doubt():
    assert find_deadline_remarks("hoàn thành trước ngày 30/9", reference=None) == []


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Định kỳ hàng quý, cuối năm và đột xuất báo cáo Chủ tịch", Recurrence.QUARTERLY),
        ("Định kỳ hằng tháng, 6 tháng, hằng năm báo cáo", Recurrence.MONTHLY),
        ("báo cáo quý, 6 tháng, năm theo quy định", Recurrence.QUARTERLY),
        ("họp tháng 2 lần", Recurrence.MONTHLY),
        ("Thực hiện thường xuyên công tác duy tu. Nguồn kinh phí hàng năm của huyện", Recurrence.STANDING),
        ("đưa vào chương trình công tác hàng năm của cấp ủy", None),
        ("bố trí từ nguồn chi thường xuyên", None),
        ("hoàn thành các năm 2024, 2025", None),
        ("thường xuyên kiểm tra các tổ", Recurrence.STANDING),
    ],
)
def test_recurrence(text, recurrence):
    found = find_recurrence(text)
    assert (found.value if found else None) == recurrence
    assert found is None or found.span.of(text) == found.words


def test_an_answer_bears_the_number_of_its_question_and_the_words_it_rests_on():
    question = {
        "id": 7,
        "phrase": "30/9",
        "context": "báo cáo hằng tháng, xong chậm nhất 30/9",
        "reference_date": "2023-08-11",
    }
    assert answer(question) == {
        "id": 7,
        "on": "2023-09-30",
        "from": None,
        "kind": "finish",
        "recurrence": None,
        "words": "xong chậm nhất 30/9",
    }
    assert answer({"id": 8, "phrase": "kiểm tra"})["words"] == "kiểm tra"


@pytest.mark.parametrize(
    "context",
    [
        "Trước ngày 25 hằng tháng gửi báo cáo",
        "Báo cáo tháng: Trước ngày 25 hằng tháng; quý: Trước ngày 25 tháng cuối quý",
    ],
)
def test_the_cadence_of_a_phrase_may_stand_right_behind_it(context):
    asked = answer({"phrase": "Trước ngày 25", "context": context, "reference_date": "2023-08-11"})
    assert (asked["kind"], asked["recurrence"]) == ("recurring", "monthly")


def test_a_cadence_far_behind_a_phrase_is_not_its_own():
    context = "Kiểm tra công trường cùng các đơn vị có liên quan hằng tháng"
    assert answer({"phrase": "Kiểm tra công trường", "context": context})["recurrence"] is None


def test_an_odd_question_is_answered():
    assert answer({})["kind"] == "none"
    assert answer({"phrase": None})["words"] == ""
    assert answer({"id": 7, "phrase": None, "context": 3, "reference_date": "2023-02-30"})["on"] is None
    decomposed = "trước nga\u0300y 30/9/2023"
    assert answer({"id": 8, "phrase": decomposed, "reference_date": "2023-08-11"})["on"] == "2023-09-30"


PIECES = st.sampled_from(
    """
    ngày tháng năm quý tuần trước đến từ trong hết cuối đầu 30/9 31/02 13/13 99/99/9999 2023 9999 l5/O9 I/2024
    Quý Tết Bính Ngọ kể ký làm việc 999 định kỳ hằng ( ) “ ” | . , ; : - – hoàn thành phải khởi công sau khi
    mùng rằm Giêng âm lịch tỷ đồng 1.000 1,5 % 35% khối lượng đã đang nay mai học kỳ 2023-2024 1900 2099 giờ
    17h00 dịp Quốc khánh
    """.split()  # noqa: SIM905 - forty quoted words in a list are harder to read
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join))


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_no_text_makes_it_fail_and_every_value_shows_its_words(text, reference):
    found = [*find_deadlines(text, reference=reference), *find_money(text)]
    found += [value for value in (find_recurrence(text), find_progress(text), find_status(text)) if value]
    assert all(value.span.of(text) == value.words for value in found)
    find_deadline_remarks(text, reference=reference)
    read_deadline(text, context=text[:5] + text, reference=reference)


MODULES = """
    days periods years relatives occasions events english ranges surroundings exclusions recurrences terms kinds
    deadlines quantities
"""
PATTERNS = [
    pytest.param(value, id=f"{module}.{name}")
    for module in MODULES.split()
    for name, value in vars(import_module(f"tracker.reading.{module}")).items()
    if isinstance(value, re.Pattern)
]
PUMPS = [
    "ngày ", "tháng 9 ", "trước ", "1", "12/", "2023-", "1.000.", "  ", "sau khi ", "nhận được ", "đang ",
    "hoàn thành ",
    "số ", "số 1/", "(", "“", "họp ", "kết luận ", "để ", "quy hoạch ", "tính ", "a", "I", "báo cáo ", "kỷ niệm ",
]  # fmt: skip


def seconds(work, times=3):
    """The least time of the processor that some work took; what other programs do meanwhile hardly counts."""
    spent = []
    for _ in range(times):
        begin = process_time()
        work()
        spent.append(process_time() - begin)
    return min(spent)


def grows_too_fast(shape, pump):
    """Eight times the text may take some eight times as long; a quadratic pattern takes sixty-four times."""
    short, long = ((pump * size)[:size] for size in (3_000, 24_000))
    if seconds(lambda: list(shape.finditer(long)), times=1) < 0.02:
        return False
    once = seconds(lambda: list(shape.finditer(short)), times=5)
    return seconds(lambda: list(shape.finditer(long))) > 24 * once + 0.01


@pytest.mark.parametrize("shape", PATTERNS)
def test_no_pattern_backtracks_without_bound(shape):
    assert not [pump for pump in PUMPS if grows_too_fast(shape, pump)]


def test_a_pattern_that_does_is_seen():
    assert grows_too_fast(re.compile(r"[^;]*;"), "a")


def test_reading_time_grows_with_the_text():
    text = "Giao Phòng Nội vụ trình trước ngày 30/9/2023, hằng tháng báo cáo từ ngày 1 đến "
    once, fourfold = (
        seconds(lambda size=size: find_deadlines(text * size, reference=MEETING), times=2) for size in (150, 600)
    )
    assert fourfold < 9 * once
