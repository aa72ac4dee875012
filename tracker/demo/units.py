"""What the units of the invented commune did of what the two conclusions gave them."""

from collections.abc import Mapping
from datetime import date, timedelta

from tracker.demo import desk
from tracker.demo.desk import ago, hour
from tracker.demo.words import office_day
from tracker.people.models import Committee, User
from tracker.tasks import actions as tasks
from tracker.tasks import extensions
from tracker.tasks.models import Stage, Task


def before_the_fourth_meeting(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Report on what was done of the first conclusion when the fourth meeting came: one in time, one late."""
    works, chair = people["canbo.duan"], people["truongban"]
    stones = desk.task(committee, "mốc chỉ giới")
    _update(stones, works, ago(today, 58), Stage.REPORTED, 100, "Đã cắm và bàn giao 126 mốc cho bảy thôn, có biên bản.")
    tasks.confirm(stones, by=chair, at=hour(ago(today, 56), 10), on=ago(today, 56), version=stones.version)
    culvert = desk.task(committee, "cống hộp")
    _update(culvert, works, ago(today, 70), Stage.IN_PROGRESS, 80, "Đã đổ xong bản đáy, đang lắp đốt cống cuối.")
    _update(culvert, works, ago(today, 52), Stage.REPORTED, 100, "Nghiệm thu ngày hôm nay, chậm do mưa lũ hai đợt.")
    tasks.confirm(culvert, by=chair, at=hour(ago(today, 50), 10), on=ago(today, 50), version=culvert.version)


def on_the_first(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Report on what the first conclusion still has open."""
    works, economy, culture = people["canbo.duan"], people["canbo"], people["canbo.vanhoa"]
    chair = people["truongban"]
    park = desk.task(committee, "quyết toán công viên")
    _update(
        park, works, ago(today, 20), Stage.IN_PROGRESS, 80, "Đã nộp hồ sơ quyết toán, chờ thẩm tra.",
        difficulty="Nhà thầu chưa nộp đủ bản vẽ hoàn công.",
    )  # fmt: skip
    auction = desk.task(committee, "đấu giá")
    _update(
        auction, economy, ago(today, 34), Stage.IN_PROGRESS, 70, "Đã hoàn chỉnh phương án đấu giá và trích đo khu đất.",
        difficulty="Chưa có văn bản thống nhất giá khởi điểm.",
        proposal="Đề nghị Trưởng ban làm việc với Sở Tài chính.",
    )  # fmt: skip
    _ask_extension(auction, economy, ago(today, 34), 10, "Sở Tài chính chưa có ý kiến về giá khởi điểm.")
    asked = auction.extensions[0]
    extensions.grant(
        asked, asked.until, "Gia hạn một lần; Phòng Kinh tế báo cáo hằng tuần.", by=chair, at=hour(ago(today, 33), 10),
        on=ago(today, 33), version=asked.version,
    )  # fmt: skip
    funds = desk.task(committee, "phân bổ vốn")
    _update(
        funds,
        economy,
        ago(today, 9),
        Stage.IN_PROGRESS,
        90,
        "Đã tổng hợp nhu cầu của năm dự án, đang lấy ý kiến lần cuối.",
    )
    sport = desk.task(committee, "dụng cụ thể dục")
    _update(sport, culture, ago(today, 12), Stage.IN_PROGRESS, 50, "Đã lắp xong một công viên.")
    _ask_extension(
        sport, culture, ago(today, 2), 20, "Đơn vị cung cấp giao thiếu ba bộ, hẹn giao đủ trong hai tuần tới."
    )


def on_the_second(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Report on the second conclusion; one completion waits to be confirmed."""
    economy, culture = people["canbo"], people["canbo.vanhoa"]
    maps = desk.task(committee, "niêm yết bản đồ")
    _update(maps, culture, ago(today, 8), Stage.REPORTED, 100, "Đã niêm yết đủ mười bốn điểm, có biên bản từng thôn.")
    plans = desk.task(committee, "phương án bồi thường")
    _update(plans, economy, ago(today, 3), Stage.IN_PROGRESS, 65, "Đã họp dân hai thôn, còn một thôn chưa thống nhất.")


def _update(
    task: Task, by: User, day: date, stage: Stage, percent: int, result: str, difficulty: str = "", proposal: str = ""
) -> None:
    tasks.update_task(
        task, by=by, at=hour(day, 9), on=day, version=task.version, stage=stage, percent=percent, result=result,
        difficulty=difficulty, proposal=proposal, evidence="", key=f"demo-{task.id}-{day}-{stage}",
    )  # fmt: skip


def _ask_extension(task: Task, by: User, day: date, days: int, reason: str) -> None:
    """Ask for so many days beyond the deadline, and beyond the day of asking when that came later."""
    until = office_day(max(task.due_on or day, day) + timedelta(days=days))
    extensions.ask(
        task, until, reason, by=by, at=hour(day, 10), on=day, version=task.version, key=f"demo-later-{task.id}"
    )
