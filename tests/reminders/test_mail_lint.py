"""The lint of letters notices each thing a mail program would not stand."""

import pytest

from tests.reminders.mail_lint import RULES, complaints, contrast

GOOD = (
    '<!doctype html><html lang="vi"><head><meta name="color-scheme" content="light dark">'
    '<meta name="supported-color-schemes" content="light dark"><title>Thư</title>'
    "<style>@media (prefers-color-scheme: dark) {\n.page { background-color: #161513 !important; }\n"
    ".ink { color: #ECE7DC !important; }\n}</style></head>"
    '<body class="page" style="background-color:#FFFFFF">'
    '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>'
    '<td class="ink" style="font-family:Arial;font-size:16px;color:#1D1B18;word-break:break-word">'
    '<h1 style="margin:0">Nhiệm vụ</h1> <a href="http://so.local/tasks">Mở</a></td></tr></table></body></html>'
)  # fmt: skip


def test_a_plain_letter_passes():
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("tags nest", "</td>", ""),
        ("plain tags", "<h1", '<form action="/x"></form><h1'),
        ("plain tags", "<h1 ", '<h1 onclick="x" '),
        ("plain styles", "margin:0", "float:left"),
        ("plain styles", "margin:0", "display:flex"),
        ("nothing from outside", "<h1", '<img src="http://x/y.png"><h1'),
        ("nothing from outside", "<title>", '<link href="http://x/y.css"><title>'),
        ("one hidden text", "<h1", '<div style="display:none">a</div><div style="display:none">b</div><h1'),
        ("tables are layout", ' role="presentation"', ""),
        ("headings in order", "<h1", "<h3>b</h3><h1"),
        ("links with words", "http://so.local/tasks", "/tasks"),
        ("links with words", ">Mở<", "> <"),
        ("sizes", "font-size:16px", "font-size:12px"),
        ("sizes", "font-family:Arial;", ""),
        ("widths", "<table ", '<table width="900" '),
        ("widths", "word-break:break-word", ""),
        ("contrast", "color:#1D1B18", "color:#A0998B"),
        ("contrast", "#ECE7DC", "#333333"),
        ("contrast", "background-color:#FFFFFF", ""),
        ("head", ' lang="vi"', ""),
        ("length", "Nhiệm vụ", "Nhiệm vụ " * 12_000),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_named(rule, old, new):
    html = GOOD.replace(old, new, 1) if (rule, old) != ("widths", "word-break:break-word") else GOOD.replace(
        old, new
    ).replace("Nhiệm vụ", "x" * 40)  # fmt: skip
    assert [each for each in complaints(html) if each.startswith(f"{rule}:")], complaints(html)


def test_every_rule_says_why_and_since_where():
    assert all(rule.reason and rule.source for rule in RULES.values())


def test_contrast_is_counted_as_wcag_does():
    assert round(contrast("#FFFFFF", "#000000"), 1) == 21
    assert round(contrast("#FFFFFF", "#767676"), 2) == 4.54
