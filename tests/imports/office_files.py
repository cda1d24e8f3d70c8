"""Files as offices make them, and what was understood of one."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Reading


def book(*rows, merged=(), name="báo cáo.xlsx", sheet="Sheet1") -> Upload:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    for cell_range in merged:
        made.active.merge_cells(cell_range)
    file = io.BytesIO()
    made.save(file)
    return Upload(name, file.getvalue())


def text(lines: str, name="a.csv", encoding="utf-8") -> Upload:
    return Upload(name, lines.encode(encoding))


def stored(reading: Reading, columns: str) -> list[tuple]:
    assert reading.frame is not None
    assert reading.questions == ()
    return list(reading.frame[columns.split()].itertuples(index=False, name=None))


def asked(reading: Reading) -> dict[str, str]:
    return {str(question.choice): question.about for question in reading.questions}


REPORT = book(
    ["UBND XÃ BẰNG THÀNH"],
    ["KẾT QUẢ đến ngày 02/8/2025"],
    [],
    ["STT", "Tên thôn", "Căn cước", None, "VNeID mức 2", None],
    [None, None, "Chỉ tiêu", "Lũy kế", "Chỉ tiêu", "Lũy kế"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    [1, "Thôn 01", 100, 91, 100, 61],
    [2, "thôn  nà pài", 100, 92, "1.200", 62],
    [],
    [3, "Hoà Bình", 100, 93, 100, None],
    ["Tổng cộng", None, 300, 276, 1400, 123],
    [None, "NGƯỜI LẬP BIỂU"],
    merged=["A4:A5", "B4:B5", "C4:D4", "E4:F4"],
)


def ods(*rows: list[str], changes: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument sheet, as small as one can be; `changes` in its XML: what stands there, and what shall."""
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell {_kind(cell)}><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" xmlns:style="{names}:style:1.0" '
        'xmlns:c="calcext:1.0">'
        f"<office:body><office:spreadsheet>"
        f'<table:table table:name="S">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    for old, new in (changes or {}).items():
        assert old in content
        content = content.replace(old, new)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return file.getvalue()


def in_bytes(made: openpyxl.Workbook, name: str = "a.xlsx") -> Upload:
    file = io.BytesIO()
    made.save(file)
    return Upload(name, file.getvalue())


def targets_of(reading: Reading) -> list[str]:
    return [str(column.target) for column in reading.columns]


def _kind(cell: str) -> str:
    if cell == "#DIV/0!":
        return 'table:formula="of:=1/0" office:value-type="string" office:string-value="" c:value-type="error"'
    if cell == "Err:502":
        return 'table:formula="of:=1/0" office:value-type="float" office:value="0" c:value-type="error"'
    return 'office:value-type="string"'
