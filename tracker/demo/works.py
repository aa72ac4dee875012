"""Four of the demo's tasks followed as works: one prepared, one about to begin, one being settled, one handed over."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import Day, months_away, office_day
from tracker.extensions import db
from tracker.people.models import User
from tracker.reading.works import Fact
from tracker.tasks import projects
from tracker.tasks.models import Task

Said = tuple[int, Mapping[str, str]]
"""So many days ago, and what was told then, by the names of facts."""

BOARD = "Ban Quản lý dự án"
WORKS: Mapping[str, tuple[Said, ...]] = {
    "Quyết toán công viên Bến Sỏi": (
        (95, {"total_investment": "6.000 triệu đồng", "allocated": "5,4 tỷ đồng", "disbursed": "2.650 triệu đồng",
              "volume": "72%", "works_stage": "construction", "investor": BOARD,
              "contractor": "Công ty TNHH Xây dựng Nậm Riêng",
              "capital_source": "Ngân sách tỉnh", "site": "Thôn Bến Sỏi"}),
        (70, {"volume": "88,5%", "disbursed": "3.980 triệu đồng"}),
        (44, {"volume": "100%", "disbursed": "4.900 triệu đồng", "works_stage": "acceptance"}),
        (20, {"works_stage": "settlement", "disbursed": "5.130 triệu đồng"}),
    ),
    "Nghiệm thu cống hộp suối Nậm Riêng": (
        (92, {"total_investment": "1.200 triệu đồng", "allocated": "1.200 triệu đồng", "disbursed": "480 triệu đồng",
              "volume": "45%", "works_stage": "construction", "investor": BOARD, "capital_source": "Ngân sách xã"}),
        (70, {"volume": "80%"}),
        (50, {"volume": "100%", "disbursed": "1.085,5 triệu đồng", "works_stage": "acceptance"}),
    ),
    "Khởi công hạ tầng khu trung tâm hành chính xã": (
        (38, {"total_investment": "38,5 tỷ đồng", "allocated": "15 tỷ đồng", "disbursed": "2,1 tỷ đồng",
              "works_stage": "clearance", "investor": BOARD, "completion": "{next_quarter:quý}",
              "capital_source": "Ngân sách tỉnh và vốn đấu giá đất", "site": "Khu trung tâm xã"}),
        (10, {"works_stage": "bidding", "disbursed": "3,25 tỷ đồng"}),
    ),
    "Trình chủ trương đầu tư cầu Nậm Riêng mới": (
        (30, {"total_investment": "21.280 triệu đồng", "works_stage": "preparation", "investor": BOARD}),
    ),
}  # fmt: skip


def load(people: Mapping[str, User], today: date) -> None:
    """Tell of the demo's works as they went."""
    next_quarter = Day(months_away(today, 3))
    for title, told in WORKS.items():
        task = db.session.scalars(select(Task).filter_by(title=title)).one()
        for ago, facts in told:
            on = max(office_day(today - timedelta(days=ago)), task.opened_on)
            typed = {Fact(name): words.format(next_quarter=next_quarter) for name, words in facts.items()}
            known = projects.of(task)
            projects.follow(
                task, typed, by=people["thuky"], at=datetime.combine(on, time(14), clock.OFFICE_ZONE).astimezone(UTC),
                on=on, version=(known or task).version,
            )  # fmt: skip
