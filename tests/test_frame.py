"""The masthead offers each person their pages, and says where they are."""

import re
from datetime import date

import pytest

from tests.office import sign_in
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.models import Membership, Role

LINK = re.compile(r'<a href="(?P<path>[^"]+)"(?P<here> aria-current="page")?>(?P<word>[^<]+)</a>')


def masthead(client, path):
    """Return the words of the masthead's links, and the one that is marked as the place."""
    page = client.get(path).get_data(as_text=True)
    links = list(LINK.finditer(page[page.index('class="masthead-nav"') : page.index("</nav>")]))
    return [link["word"] for link in links], [link["word"] for link in links if link["here"]]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("secretary", ["Việc chờ tôi", "Văn bản", "Nhiệm vụ", "Công trình", "Phiên họp", "Đôn đốc", "Quản trị"]),
        ("official", ["Việc của đơn vị tôi", "Văn bản", "Nhiệm vụ", "Công trình", "Phiên họp"]),
        ("chair", ["Trước phiên họp", "Văn bản", "Nhiệm vụ", "Công trình", "Phiên họp", "Đôn đốc"]),
        ("admin", ["Quản trị"]),
    ],
)
def test_each_person_is_offered_their_pages(client, office, role, words):
    path = "/units" if role == "admin" else "/"
    assert masthead(sign_in(client, office.users[role]), path)[0] == words


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/", "Việc chờ tôi"), ("/brief", "Việc chờ tôi"), ("/conclusions/new", "Văn bản"), ("/tasks", "Nhiệm vụ"),
        ("/meetings/new", "Phiên họp"), ("/letters", "Đôn đốc"), ("/units/new", "Quản trị"),
    ],
)  # fmt: skip
def test_one_link_is_marked_as_the_place(client, office, path, word):
    assert masthead(sign_in(client, office.secretary), path)[1] == [word]


def test_the_masthead_leads_to_the_search(client, office):
    assert 'href="/search" data-find' in sign_in(client, office.chair).get("/").get_data(as_text=True)


def test_the_menu_changes_the_language_of_a_person_who_has_their_own(client, office):
    assert office.secretary.language == "vi"
    sign_in(client, office.secretary).post("/language", data={"language": "en"})
    assert "Tasks" in masthead(client, "/")[0]
    client.post("/language", data={"language": "vi"})
    assert "Nhiệm vụ" in masthead(client, "/")[0]


def test_a_page_about_an_object_names_its_committee_whichever_was_chosen(client, office):
    db.session.add(Membership(committee=office.other_committee, user=office.secretary, role=Role.VIEWER))
    meeting = Meeting(committee=office.committee, title="Phiên họp thứ nhất", held_on=date(2026, 4, 17))
    db.session.add(meeting)
    db.session.commit()
    sign_in(client, office.secretary).post("/committee", data={"committee": office.other_committee.id})
    page = client.get(f"/meetings/{meeting.id}").get_data(as_text=True)
    assert f"<span>{office.committee.short_name}</span></a>" in page
