"""Who is told to act: leads, partners and persons of one sentence, and what headings hand down."""

import pytest

from tracker.reading.named import heading_owners
from tracker.reading.owners import find_owners
from tracker.reading.results import Source
from tracker.reading.text import Passage


def whole(words: str) -> Passage:
    return Passage(words, tuple(range(len(words))))


def told(words: str) -> tuple[list[str], list[str], list[str]]:
    owners = find_owners(whole(words))
    return tuple([found.value for found in group] for group in (owners.leads, owners.coordinating, owners.persons))


@pytest.mark.parametrize(
    ("sentence", "leads", "partners"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát biên chế.", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("UBND tỉnh yêu cầu: Giám đốc các sở khẩn trương thực hiện.", ["Các sở"], []),
        ("Dự án đường vành đai: UBND huyện sớm bàn giao mặt bằng.", ["UBND huyện"], []),
        ("Đối với 03 xã: Tân An, Tân Bình, Tân Hòa xây dựng kế hoạch.",
         ["UBND xã Tân An", "UBND xã Tân Bình", "UBND xã Tân Hòa"], []),
        ("Trước ngày 15/9, các đơn vị báo cáo kết quả.", ["Các đơn vị"], []),
        ("Hoàn thành cắm mốc (Phòng Kinh tế chủ trì, phối hợp với Công an phường).", ["Phòng Kinh tế"],
         ["Công an phường"]),
        ("Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tài chính.", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Tăng cường trách nhiệm của các cấp ủy trong công tác này.", ["Các cấp ủy"], []),
        ("Tổng hợp báo cáo, đề xuất UBND tỉnh tháo gỡ khó khăn.", [], []),
        ("Theo dõi các nhiệm vụ UBND huyện giao.", [], []),
        ("Lãnh đạo UBND xã làm việc với các sở ngành để giải quyết vướng mắc.", ["UBND xã"], []),
        ("UBND huyện đã ban hành kế hoạch.", [], []),
    ],
)  # fmt: skip
def test_owners(sentence, leads, partners):
    assert told(sentence)[:2] == (leads, partners)


def test_a_person_told_to_direct_a_body_answers_for_it():
    sentence = (
        "Giao đồng chí Phó Bí thư Thường trực Huyện ủy chịu trách nhiệm chỉ đạo Ban Dân vận và các đơn vị tuyên truyền."
    )
    assert told(sentence) == (["Ban Dân vận"], ["Các đơn vị"], ["Phó Bí thư Thường trực Huyện ủy"])


def test_heading_gives_its_department_and_partners():
    given = heading_owners(whole("2. Phòng Nội vụ chủ trì, phối hợp với các cấp, ngành liên quan thực hiện:"[3:]))
    handed = given.handed_down()
    assert [found.value for found in handed.leads] == ["Phòng Nội vụ"]
    assert [found.value for found in handed.coordinating] == ["Các cấp, ngành liên quan"]
    assert handed.source is Source.SECTION


def test_words_and_span_are_those_of_the_name():
    words = "Giao Sở Nội vụ chủ trì rà soát."
    found = find_owners(whole(words)).leads[0]
    assert found.words == found.span.of(words) == "Sở Nội vụ"
