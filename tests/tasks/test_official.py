"""The official sentence is a pure function of the figures and the day."""

from datetime import date

import pytest
from flask import Flask

from tracker.tasks.official import official_clauses, official_sentence
from tracker.tasks.queries import Figures

FIGURES = Figures(total=58, done=31, done_late=5, open=27, open_overdue=8, soon=6, no_deadline=4, reported=4, dropped=3)
ON = date(2026, 4, 14)


@pytest.fixture(autouse=True)
def vietnamese(app: Flask) -> None:
    """The words come from the catalogs of an application."""


def test_the_sentence_reads_as_thong_bao_624_reports_figures() -> None:
    assert official_sentence(FIGURES, ON) == (
        "Tính đến ngày 14/4/2026, Ban Chỉ đạo giao tổng số 58 nhiệm vụ; hoàn thành 31 (đúng hạn 26, quá hạn 5); "
        "chưa hoàn thành 27 (trong hạn 19, quá hạn 8)."
    )


def test_each_number_names_the_figure_it_states() -> None:
    pieces = [piece for clause in official_clauses(FIGURES, ON) for piece in clause if piece.figure]
    assert [(piece.figure, piece.text) for piece in pieces] == [
        ("total", "58"), ("done", "31"), ("done_on_time", "26"), ("done_late", "5"),
        ("open", "27"), ("open_in_time", "19"), ("open_overdue", "8"),
    ]  # fmt: skip


def test_thousands_are_parted_by_dots_and_nothing_is_left_out_when_all_is_zero() -> None:
    assert "tổng số 1.200 nhiệm vụ" in official_sentence(Figures(total=1200), ON)
    assert official_sentence(Figures(), date(2026, 2, 5)).startswith(
        "Tính đến ngày 05/02/2026, Ban Chỉ đạo giao tổng số 0 nhiệm vụ; hoàn thành 0 (đúng hạn 0, quá hạn 0);"
    )
