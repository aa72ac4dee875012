"""What the demo shows of updates: one with a file as its evidence, and one being written."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.people.models import Committee, User
from tracker.tasks import actions, drafts, files
from tracker.tasks.models import Stage, Task

LIST = """BIÊN BẢN GIAO NHẬN DỤNG CỤ THỂ DỤC NGOÀI TRỜI

1. Xà đơn ba bậc: 02 bộ
2. Máy đi bộ trên không: 02 bộ
3. Máy tập lưng eo: 01 bộ, còn thiếu 01 bộ, bên giao hẹn bổ sung trong hai tuần

Bên nhận: Phòng Văn hóa - Xã hội
"""


def show(committee: Committee, people: dict[str, User], today: date) -> None:
    """Let the culture unit send a file with its update, and the economy unit leave one half written."""
    on = office_day(today - timedelta(days=1))
    at = datetime.combine(on, time(16, 20), clock.OFFICE_ZONE).astimezone(UTC)
    sport, writer = _task(committee, "dụng cụ thể dục"), people["canbo.vanhoa"]
    paper = files.Sent("Biên bản giao nhận dụng cụ thể dục.txt", LIST.encode())
    files.attach(sport, [paper], by=writer, at=at)
    actions.update_task(
        sport, by=writer, at=at, on=on, version=sport.version, stage=Stage.IN_PROGRESS, percent=70,
        result="Đã nhận thêm hai bộ và lắp tại công viên thứ hai.", key=f"demo-file-{sport.id}",
    )  # fmt: skip
    funds = _task(committee, "phân bổ vốn")
    words = {
        "result": "Đã nhận ý kiến của bốn trong năm chủ đầu tư; đang hoàn chỉnh phương án trình", "difficulty": "",
        "proposal": "", "evidence": "", "percent": "95%", "stage": Stage.IN_PROGRESS.value, "corrects": "",
    }  # fmt: skip
    drafts.keep(funds, words, task_version=funds.version, version=0, by=people["canbo"], at=at)


def _task(committee: Committee, words: str) -> Task:
    """Return the task whose sentence holds these words."""
    query = select(Task).join(Item, Item.id == Task.item_id)
    return db.session.scalars(query.where(Task.committee_id == committee.id, Item.text.contains(words))).one()
