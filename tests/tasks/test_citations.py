"""The place of a task in its document, in the office's words."""

import pytest
from flask import Flask

from tracker.tasks.citations import place


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (["3"], "điểm 3"),
        (["3", "-4"], "điểm 3, ý 4"),
        (["2", "b"], "điểm 2b"),
        (["3", "-2", "b"], "điểm 3, ý 2b"),
        (["II", "3", "a"], "mục II, điểm 3a"),
        (["II", "2", "a", "-3", "c"], "mục II, điểm 2a, ý 3c"),
        (["II", "4", "b", "1"], "mục II, điểm 4b.1"),
        (["2", "2.1"], "điểm 2.1"),
        (["B", "1"], "mục B, điểm 1"),
        (["2", "p2"], "điểm 2, đoạn 2"),
        (["p1"], "đoạn 1"),
        (["II", "3", "a", "b"], "mục II, điểm 3a.b"),
        (["1", "-2", "+1"], "điểm 1, ý 2.1"),
        (["3~2", "-1"], "điểm 3, ý 1"),
        (["I", "2", "*"], "mục I, điểm 2"),
        (["đ"], "điểm đ"),
        (["Phần thứ hai", "1"], "phần thứ hai, điểm 1"),
        (["Điều 2", "1"], "điều 2, điểm 1"),
        ([], ""),
    ],
)
def test_a_path_is_cited_as_an_office_does(app: Flask, path: list[str], words: str) -> None:
    assert place(path) == words
