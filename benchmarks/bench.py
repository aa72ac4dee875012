"""Speed and size: reading, the chair's brief, the register, and what a first visit loads."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, an_office, cpu_seconds
from tests.office import sign_in
from tracker.reading.reader import read

PARAGRAPH = (
    "{n}. Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý dự án hoàn thành hồ sơ, thủ tục đấu giá quyền sử dụng đất "
    "khu số {n} với tổng kinh phí {n},5 tỷ đồng; chậm nhất Quý I/2027 phải trình phê duyệt, báo cáo Ban Chỉ đạo "
    "trước ngày 15/12/2026.\n\n- Ban Quản lý dự án khởi công hạng mục số {n} trong tháng 9 năm 2026.\n\n"
)
FIRST_VISIT = ("vendor/bootstrap.css", "tracker.css", "vendor/htmx.min.js", "tracker.js", "icons.svg")


def document(kilobytes: int) -> str:
    """Return a conclusion of about this size."""
    head = "BAN CHỈ ĐẠO\n*\nSố 16-KL/BCĐ\n\nKẾT LUẬN\nPhiên họp thứ tư\n\nNgày 10/4/2026, Ban Chỉ đạo kết luận:\n\n"
    size, number, parts = 0, 0, [head]
    while size < kilobytes * 1024:
        number += 1
        parts.append(PARAGRAPH.format(n=number))
        size += len(parts[-1].encode())
    return "".join(parts)


def reading_speed() -> Figure:
    """Megabytes of text read in a second of one core."""
    text = document(500)
    speed = len(text.encode()) / 1e6 / cpu_seconds(lambda: read(text), rounds=2)
    return Figure(round(speed, 3), "at least 1 MB of text a second on one core", speed >= 1)


def reading_growth() -> Figure:
    """How much longer ten times the text takes."""
    short, long = document(20), document(200)
    ratio = cpu_seconds(lambda: read(long), 3) / cpu_seconds(lambda: read(short), 3)
    return Figure(round(ratio, 2), "ten times the text takes at most eleven times as long", ratio <= 11)


def brief() -> Figure:
    """Processor milliseconds of the chair's brief over 5,000 tasks."""
    with an_office(tasks=5000) as (app, office):
        client = sign_in(app.test_client(), office.chair)
        spent = cpu_seconds(lambda: client.get("/brief").get_data()) * 1000
    return Figure(round(spent, 1), "the brief of 5,000 tasks in under 100 ms of processor time", spent < 100)


def register() -> Figure:
    """Processor milliseconds of one page of the register over 5,000 tasks."""
    with an_office(tasks=5000) as (app, office):
        client = sign_in(app.test_client(), office.secretary)
        spent = cpu_seconds(lambda: client.get("/tasks").get_data()) * 1000
    return Figure(
        round(spent, 1), "a page of the register of 5,000 tasks in under 100 ms of processor time", spent < 100
    )


def first_visit() -> Figure:
    """Compressed kilobytes of everything the first page loads."""
    static = Path("static")
    files = [static / name for name in FIRST_VISIT] + sorted(static.glob("vendor/**/*.woff2"))
    kept = [path for path in files if "italic" not in path.name]
    size = sum(len(p.read_bytes() if p.suffix == ".woff2" else gzip.compress(p.read_bytes())) for p in kept) / 1024
    return Figure(round(size, 1), "at most 140 kB compressed on the first visit", size <= 140)


def start() -> Figure:
    """Seconds from nothing to an application that could answer."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import wsgi"], check=True)
    spent = time.perf_counter() - begun
    return Figure(round(spent, 2), "starts in under 5 seconds", spent < 5)


MEASURES: dict[str, Callable[[], Figure]] = {
    "reading_speed": reading_speed,
    "reading_growth": reading_growth,
    "brief": brief,
    "register": register,
    "first_visit": first_visit,
    "start": start,
}
