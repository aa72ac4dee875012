"""Minutes in English: who shall do what by when, what is no more than talk, and the head around it."""

from datetime import date
from time import process_time

import pytest

from tracker.reading import read
from tracker.reading.in_english import is_english

HEAD = (
    "HARBOUR TASK FORCE\nRef.: HTF-03/2026\n\nMINUTES OF THE THIRD MEETING OF THE HARBOUR TASK FORCE\n\n"
    "Date of meeting: Monday, 2 March 2026\nMinutes circulated: 4 March 2026\n"
    "Present: the Chair, the members and the invited consultants of the harbour programme for this meeting\n\n"
    "1. Decisions\n\n"
)
TAIL = "\n\nApproved by: Lam Quoc Tuan, Chair of the Task Force\n"


def items(body: str):
    return list(read(HEAD + body + TAIL).items)


def leads(body: str) -> list[str]:
    return [found.value for item in items(body) for found in item.leads]


def days(body: str) -> list[date | None]:
    return [deadline.on for item in items(body) for deadline in item.deadlines]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The Port Authority shall dredge the basin.", ["Port Authority"]),
        ("DOT to mark the fairway.", ["DOT"]),
        ("It was agreed that the Fisheries Union would move its boats.", ["Fisheries Union"]),
        ("Ms. Yen, head of the laboratory, will test the water.", ["Ms. Yen"]),
        ("The Chair instructed the Coast Guard to patrol the reef.", ["Coast Guard"]),
        ("The samples shall be taken by the Institute of Oceanography.", ["Institute of Oceanography"]),
        ("Survey team: prepare the charts.", ["Survey team"]),
        (
            "The crane had been given to Unit 2. The upkeep was transferred to the Works Department.",
            ["Works Department"],
        ),
        ("Mr. Khoa said that he would write to the shipyard.", ["Mr. Khoa"]),
        ("All boat owners must register.", ["All boat owners"]),
        ("DOF and PMU shall agree on the fees.", ["DOF", "PMU"]),
        ("The Department of Science and Technology shall advise.", ["Department of Science and Technology"]),
        ("The contractor is requested to clean the quay.", ["The contractor"]),
    ],
)
def test_who_is_told(sentence, who):
    assert leads(sentence) == who


@pytest.mark.parametrize(
    "sentence",
    [
        "The Chair welcomed the members.",
        "Mr. Khoa explained that the contractor would finish by June 2026.",
        "Traffic in the harbour will increase.",
        "2026 will be a busy year.",
        "The next meeting will be held on 6 April 2026.",
        "Members discussed the fees.",
    ],
)
def test_talk_is_no_duty(sentence):
    assert [item.kind.value for item in items(sentence)] == ["assessment"]


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("by 15 March 2026", date(2026, 3, 15)),
        ("by March 15, 2026", date(2026, 3, 15)),
        ("no later than Friday, 13 March", date(2026, 3, 13)),
        ("before 31/3/2026", date(2026, 3, 31)),
        ("before April 2026", date(2026, 3, 31)),
        ("by mid-May", date(2026, 5, 15)),
        ("by the end of Q2 2026", date(2026, 6, 30)),
        ("by the end of the month", date(2026, 3, 31)),
        ("by Friday", date(2026, 3, 6)),
        ("in January", date(2027, 1, 31)),
        ("next week", date(2026, 3, 15)),
        ("from 6 to 10 July 2026", date(2026, 7, 10)),
        ("within 10 days of circulation", date(2026, 3, 14)),
        ("within two weeks from the date of this meeting", date(2026, 3, 16)),
        ("within 5 working days from the date of issue", date(2026, 3, 11)),
        ("within 5 days of receipt of the permit", None),
    ],
)
def test_by_when(term, day):
    assert days(f"The PMU shall close the tender {term}.") == [day]


def test_a_year_of_a_plan_and_a_day_asked_for_are_no_deadlines():
    assert days("The PMU shall revise the Work Plan 2026 and move the closing date to 31 May 2027.") == []


def test_each_owner_and_each_day_is_an_item():
    first, second = items("The PMU shall hire divers by 9 March 2026; the Coast Guard shall close the bay by 20 March.")
    assert ([lead.value for lead in first.leads], first.due.on) == (["PMU"], date(2026, 3, 9))
    assert ([lead.value for lead in second.leads], second.due.on) == (["Coast Guard"], date(2026, 3, 20))


def test_partners_cadence_and_a_request_upwards():
    (with_partner,) = items("DOT shall mark the fairway in coordination with the Coast Guard by 9 March 2026.")
    (cadence,) = items("DOT shall report to the Chair every month.")
    (request,) = items("The Task Force requests the Ministry of Transport to approve the route.")
    assert [one.value for one in with_partner.coordinating] == ["Coast Guard"]
    assert (cadence.kind.value, cadence.recurrence.value.value) == ("standing", "monthly")
    assert (request.kind.value, request.leads[0].value) == ("recommendation", "Ministry of Transport")


def test_a_line_of_credits_and_a_heading_give_the_owner():
    assert leads("- Repair the jetty.\nAction: Ms. Yen. Deadline: 9 March 2026\n") == ["Ms. Yen"]
    assert leads("For the Works Department:\n- Repair the jetty.\n- Paint the lights.\n") == ["Works Department"] * 2


def test_a_table_of_actions():
    first, second = items(
        "No\tAction\tResponsible\tDue\n1\tBuy two buoys\tPMU; Mr. Khoa (diver)\t30 April 2026\n"
        "2\tCount boats\tsame\tWeekly\n"
    )
    assert ([lead.value for lead in first.leads], first.due.on) == (["PMU", "Mr. Khoa"], date(2026, 4, 30))
    assert ([lead.value for lead in second.leads], second.recurrence.value.value) == (["PMU", "Mr. Khoa"], "weekly")


def test_money_and_progress():
    (item,) = items("The quay wall (VND 12.5 billion, USD 3,000) is about 70% complete.")
    assert ([amount.value for amount in item.money], item.progress.value) == ([12_500_000_000], 70)


def test_the_head():
    header = read(HEAD + "The PMU shall hire divers." + TAIL).header
    assert (header.type.value.value, header.number.value) == ("bien_ban", "HTF-03/2026")
    assert (header.meeting_on.value, header.issued_on.value) == (date(2026, 3, 2), date(2026, 3, 4))
    assert (header.signer.value, header.signer_role.value) == ("Lam Quoc Tuan", "Chair of the Task Force")


def test_vietnamese_is_not_taken_for_english():
    assert is_english(HEAD) and not is_english("Giao Phòng Kinh tế chủ trì, rà soát và báo cáo kết quả. " * 10)


PUMPS = [
    "The PMU and ", "It was agreed that ", "by 12 May, ", "A of B ", "Mr. A ", "all a ", "said that it ",
    "(", "x, ", "to be ",
    "Action: A ", "within 5 days of ", "end of ", "requested the ", "1 ",
    "VND 1,", "will be ", "The A shall be made by ",
]  # fmt: skip


@pytest.mark.parametrize("pump", PUMPS)
def test_time_grows_with_the_text(pump):
    def taken(size: int) -> float:
        text = HEAD + (pump * size)[:size]
        start = process_time()
        read(text)
        return process_time() - start

    assert min(taken(32_000), taken(32_000)) < 20 * max(min(taken(4_000), taken(4_000)), 0.01)
