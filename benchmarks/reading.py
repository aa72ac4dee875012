"""The texts and files reading is measured on, and the measures: speed, growth, memory, a long Word file."""

import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document

from benchmarks.figures import Figure, cpu_seconds
from tracker.intake import files
from tracker.reading.reader import read

PAGE = 3000  # bytes of text
HEAD = "BAN CHỈ ĐẠO\n*\nSố 16-KL/BCĐ\n\nKẾT LUẬN\nPhiên họp thứ tư\n\nNgày 10/4/2026, Ban Chỉ đạo kết luận:\n\n"
ORDINARY = """\
{n}. Về công tác quy hoạch và quản lý đất đai tại {place}

Thời gian qua, các địa phương quanh {place} đã có nhiều cố gắng trong quản lý quy hoạch, trật tự xây dựng và đất đai; \
cơ bản không phát sinh điểm nóng mới tại {n} thôn. Tuy nhiên, tiến độ lập quy hoạch chi tiết của {n} khu dân cư còn \
chậm, việc công khai quy hoạch tại xã {place} mang tính hình thức, người dân khó tiếp cận, hồ sơ chưa được sắp xếp.

- Giao Phòng Kinh tế và Hạ tầng chủ trì, phối hợp với Ban Quản lý dự án và UBND các xã liên quan tiếp tục rà soát toàn \
bộ {n} đồ án quy hoạch đã được phê duyệt, đánh giá sự phù hợp với thực tế sử dụng đất và nhu cầu phát triển của từng \
khu vực; trên cơ sở đó tham mưu UBND huyện phương án điều chỉnh khu {place}, bảo đảm đồng bộ với hạ tầng giao thông, \
cấp nước và thoát nước. Hoàn thành {n} đồ án trước ngày 30/9/2026.

- UBND các xã tăng cường kiểm tra, kịp thời phát hiện và xử lý nghiêm các trường hợp lấn chiếm đất công, xây dựng trái \
phép dọc tuyến đường số {n}; thường xuyên tuyên truyền, vận động Nhân dân {place} chấp hành các quy định của pháp luật \
về đất đai, môi trường; thực hiện tốt việc giải quyết kiến nghị của {n} hộ dân có đất bị thu hồi.

- Đối với {n} hộ dân chưa thống nhất phương án bồi thường, hỗ trợ và tái định cư, Trung tâm Phát triển quỹ đất tiếp \
tục phối hợp với Ủy ban Mặt trận Tổ quốc và các đoàn thể gặp gỡ, đối thoại, giải thích rõ chế độ, chính sách của Nhà \
nước; chỉ thực hiện các bước tiếp theo tại {place} khi đã tạo được sự đồng thuận cao, không để khiếu kiện đông người.

Công tác phối hợp giữa các cơ quan chuyên môn với chính quyền {place} có chuyển biến, song trách nhiệm của người đứng \
đầu ở {n} đơn vị chưa được phát huy đầy đủ; việc đôn đốc sau phiên họp lần trước tại {place} còn thiếu thường xuyên, \
số liệu báo cáo giữa các ngành chưa thống nhất, ảnh hưởng đến chất lượng tham mưu và chỉ đạo, điều hành chung.

- Văn phòng tổng hợp kết quả thực hiện của {n} đơn vị, tham mưu nội dung kiểm điểm tại phiên họp tiếp theo của Ban Chỉ \
đạo; đề xuất hình thức nhắc nhở đối với {n} đơn vị chậm báo cáo, đồng thời biểu dương những tập thể, cá nhân có cách \
làm hay, sáng tạo ở {place} để nhân rộng trong toàn huyện, báo cáo Ban Chỉ đạo trong tháng 10/2026.

"""
"""As thick with items and deadlines as the conclusions and reports of offices: 2.4 and 0.7 to a thousand bytes."""
FIRST = "An Bình Cẩm Đông Giao Hòa Khánh Lộc Minh Ninh Phú Quang Sơn Tân Thanh Trung Văn Xuân Yên"
SECOND = "Châu Điền Giang Hải Hưng Khê Lâm Long Mỹ Nghĩa Phong Quý Tây Thành Thịnh Trạch Tường Vinh Vượng"
DENSE = (
    "{n}. Phòng Kinh tế chủ trì, phối hợp với Ban Quản lý dự án hoàn thành hồ sơ, thủ tục đấu giá quyền sử dụng đất "
    "khu số {n} với tổng kinh phí {n},5 tỷ đồng; chậm nhất Quý I/2027 phải trình phê duyệt, báo cáo Ban Chỉ đạo "
    "trước ngày 15/12/2026.\n\n- Ban Quản lý dự án khởi công hạng mục số {n} trong tháng 9 năm 2026.\n\n"
)
"""The worst: nothing but owners, sums and deadlines, 7 items and 7 deadlines to a thousand bytes."""
SAMPLES = Path("tests/reading/documents")

READ_AND_TELL_MEMORY = """
import resource, sys
from tracker.intake import files
from tracker.reading.reader import read
read(files.text_of(sys.stdin.buffer.read()))
used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(max(used) / 1024)
"""


def document(kilobytes: int, paragraphs: str = ORDINARY) -> str:
    """Return a conclusion of about this size, in which no sentence stands twice: nothing read is of use again."""
    first, second = FIRST.split(), SECOND.split()
    size, number, parts = 0, 0, [HEAD]
    while size < kilobytes * 1000:
        number += 1
        place = f"{first[number % len(first)]} {second[number // len(first) % len(second)]}"
        parts.append(paragraphs.format(n=number, place=place))
        size += len(parts[-1].encode())
    return "".join(parts)


def word_file(pages: int) -> bytes:
    """Return a .docx of so many pages of such a conclusion."""
    word = Document()
    for paragraph in document(pages * PAGE // 1000).split("\n\n"):
        word.add_paragraph(paragraph)
    held = BytesIO()
    word.save(held)
    return held.getvalue()


def speed() -> Figure:
    """Megabytes (UTF-8) of ordinary text read in a second of one core."""
    return _speed([document(500)], "at least 1 MB of ordinary text a second on one core", least=1)


def speed_on_samples() -> Figure:
    """The same of the sample documents of the tests, short and each in a form of its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return _speed(texts, "told beside it: the short sample documents")


def speed_on_dense() -> Figure:
    """The same of a text that is nothing but owners and deadlines."""
    return _speed([document(200, DENSE)], "told beside it: nothing but owners, sums and deadlines")


def _speed(texts: list[str], goal: str, least: float = 0) -> Figure:
    """The speed, and in words what a thousand bytes hold and how many characters they are."""
    spent = cpu_seconds(lambda: [read(text) for text in texts], rounds=3)
    readings = [read(text) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    items = sum(len(reading.items) for reading in readings) / size * 1000
    deadlines = sum(len(item.deadlines) for reading in readings for item in reading.items) / size * 1000
    characters = sum(map(len, texts)) / size * 1000
    held = f"1,000 bytes: {characters:.0f} characters, {items:.1f} items, {deadlines:.1f} deadlines"
    return Figure(round(size / 1e6 / spent, 3), f"{goal} ({held})", size / 1e6 / spent >= least)


def growth() -> Figure:
    """How much longer ten times the text takes."""
    short, long = document(50), document(500)
    ratio = cpu_seconds(lambda: read(long), 3) / cpu_seconds(lambda: read(short), 3)
    return Figure(round(ratio, 2), "ten times the text takes at most eleven times as long", ratio <= 11)


def memory() -> Figure:
    """The most megabytes a process holds that reads a Word file of 100 pages, or the process that unpacks it."""
    told = subprocess.run(
        [sys.executable, "-c", READ_AND_TELL_MEMORY], input=word_file(100), capture_output=True, check=True
    )
    most = float(told.stdout)
    return Figure(round(most, 1), "at most 200 MB while a .docx of 100 pages is read", most <= 200)


def word() -> Figure:
    """Seconds, by the clock, from the bytes of a Word file of 100 pages to its items."""
    data = word_file(100)
    begun = time.perf_counter()
    read(files.text_of(data))
    spent = time.perf_counter() - begun
    return Figure(round(spent, 2), "a .docx of 100 pages is read in under 3 seconds", spent < 3)


MEASURES: dict[str, Callable[[], Figure]] = {
    "reading_speed": speed,
    "reading_speed_samples": speed_on_samples,
    "reading_speed_dense": speed_on_dense,
    "reading_growth": growth,
    "reading_memory": memory,
    "reading_word": word,
}
