"""What the pages call a document: its number, else its kind and title as one phrase."""

import pytest
from flask import Flask

from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.reading.results import DocumentType


@pytest.mark.parametrize(
    ("kind", "number", "title", "name"),
    [
        (DocumentType.NOTICE, "7/TB-UBND", "Kết luận của đồng chí Chủ tịch", "Thông báo số 7/TB-UBND"),
        (DocumentType.NOTICE, None, "Kết luận của đồng chí Chủ tịch", "Thông báo kết luận của đồng chí Chủ tịch"),
        (DocumentType.CONCLUSION, None, "Kết luận phiên họp thứ ba", "Kết luận phiên họp thứ ba"),
        (DocumentType.PLAN, None, "UBND xã kiểm tra cầu treo", "Kế hoạch UBND xã kiểm tra cầu treo"),
        (DocumentType.NOTICE, None, "KẾT LUẬN CỦA ĐỒNG CHÍ LÒ VĂN TẤN", "Thông báo KẾT LUẬN CỦA ĐỒNG CHÍ LÒ VĂN TẤN"),
        (DocumentType.PLAN, None, "", "Kế hoạch chưa có số"),
    ],
)
def test_a_document_is_called_as_an_office_calls_it(
    app: Flask, kind: DocumentType, number: str | None, title: str, name: str
) -> None:
    assert name_of(Conclusion(type=kind, number=number, title=title)) == name
