"""Files in which a person hides in one of many places, and a search of all that the product leaves on disks."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.comments import Comment

from tests.imports.office_files import ods

NAME, ID, PHONE = "Lường Thị Kín", "034090001234", "0912345678"
PICTURE = b"\x89PNG\r\n\x1a\n picture of an identity card of " + NAME.encode()
SECRETS = (
    NAME,
    NAME.upper(),
    "LuongThiKin",
    ID,
    "34090001234",
    PHONE,
    "912345678",
    "034-090-001",
    "picture of an identity",
)
HEADER = ["Ngày", "Thôn", "Nội dung", "Số mới"]
_day = 5


def _row() -> list:
    """A right row of counts, of another day each time so that no file is known already."""
    global _day
    _day += 1
    return [f"2025-{1 + _day // 28:02}-{1 + _day % 28:02}", "A1", "Thẻ", 3]


def _csv(*rows: list, first: str = "", last: str = "", encoding: str = "utf-8") -> bytes:
    lines = [",".join(map(str, row)) for row in rows]
    return "\n".join([*filter(None, [first]), *lines, *filter(None, [last]), ""]).encode(encoding)


def _book(*rows: list, hide=lambda made: None) -> bytes:
    made = openpyxl.Workbook()
    for row in rows or (HEADER, _row()):
        made.active.append(row)
    hide(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _with(**members: bytes | str) -> bytes:
    """A right workbook with members of its zip added; `__` stands for a slash, `_dot_` for a point."""
    with zipfile.ZipFile(io.BytesIO(_book())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for key, part in members.items():
        name = key.replace("__", "/").replace("_dot_", ".")
        parts[name] = parts.get(name, b"") + (part.encode() if isinstance(part, str) else part)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


def _second_sheet(*rows: list, state: str = "visible"):
    def hide(made: openpyxl.Workbook) -> None:
        sheet = made.create_sheet("khác")
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)

    return hide


def _comment(made: openpyxl.Workbook) -> None:
    made.active["B2"].comment = Comment(f"{NAME} {ID}", NAME)


def _properties(made: openpyxl.Workbook) -> None:
    made.properties.creator, made.properties.description = NAME, f"CCCD {ID}"


def _footer(made: openpyxl.Workbook) -> None:
    made.active.oddFooter.center.text = f"{NAME} {PHONE}"


def _defined(made: openpyxl.Workbook) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    made.defined_names["LuongThiKin"] = DefinedName("LuongThiKin", attr_text=f'"{ID}"')


def _choices(made: openpyxl.Workbook) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{ID},{NAME}"')
    made.active.add_data_validation(rule)
    rule.add("F2")


def _link(made: openpyxl.Workbook) -> None:
    made.active["B2"].hyperlink = f"tel:{PHONE}"


def _far_away(made: openpyxl.Workbook) -> None:
    made.active["AA40"] = f"{NAME} {ID}"


def _in_format(made: openpyxl.Workbook) -> None:
    made.active["D2"].number_format = f'0"{ID}"'


def _parquet() -> bytes:
    frame = pd.DataFrame([dict(zip(HEADER, _row(), strict=True))])
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame).replace_schema_metadata({"by": f"{NAME} {ID}"}), file)
    return file.getvalue()


def outline(**properties: str) -> dict:
    shape = {
        "type": "Polygon",
        "coordinates": [[[104.5, 21.5], [105.5, 21.5], [105.5, 22.5], [104.5, 22.5], [104.5, 21.5]]],
    }
    return {"type": "Feature", "properties": {"commune_code": "10001", **properties}, "geometry": shape}


def places() -> Iterator[tuple[str, str, bytes]]:
    """Where a person hides, the file's name, and its bytes; a different row of counts in each."""
    yield "Tên", "a.csv", _csv([*HEADER, "Tên"], [*_row(), NAME])
    yield "Công dân", "a.csv", _csv([*HEADER, "Công dân"], [*_row(), f"{NAME} {ID}"])
    yield "HVT", "a.csv", _csv([*HEADER, "HVT", "SĐT LH"], [*_row(), NAME, PHONE])
    yield "an empty header", "a.csv", _csv([*HEADER, ""], [*_row(), NAME])
    yield "a number for a header", "a.csv", _csv([*HEADER, ID], [*_row(), ""])
    yield "a name for a header", "a.csv", _csv([*HEADER, NAME], [*_row(), "x"])
    yield "a note", "a.csv", _csv([*HEADER, "Ghi chú"], [*_row(), f"gặp {NAME} CCCD {ID}"])
    yield "a title", "a.csv", _csv(HEADER, _row(), first=f"Người lập: {NAME} {ID}")
    yield "a line below", "a.csv", _csv(HEADER, _row(), last=f"Người lập: {NAME} {PHONE}")
    yield "signs between", "a.csv", _csv([*HEADER, "x"], [*_row(), "034-090-001-234"])
    yield "behind an apostrophe", "a.csv", _csv([*HEADER, "x"], [*_row(), f"'{ID}"])
    yield "UTF-16", "a.csv", _csv([*HEADER, "Tên"], [*_row(), f"{NAME} {ID}"], encoding="utf-16")
    yield "an empty count", "a.csv", _csv([*HEADER, "Tên"], [*_row(), NAME], [*_row()[:3], "", f"{NAME} {ID}"])
    yield "a bad row", "a.csv", _csv(HEADER, _row(), [*_row()[:3], NAME])
    yield "a village", "a.csv", _csv(HEADER, _row(), [_row()[0], f"{NAME} {ID}", "Thẻ", 3])
    yield "an indicator", "a.csv", _csv(HEADER, _row(), [*_row()[:2], f"{NAME} {ID}", 3])
    yield "a day", "a.csv", _csv(HEADER, _row(), [f"{NAME} {ID}", *_row()[1:]])
    yield "a total", "a.csv", _csv(HEADER, _row(), ["Tổng cộng", NAME, ID, 3])
    yield (
        "a village's name",
        "villages.csv",
        _csv(["village_code", "commune_code", "village_name"], ["X1", "10001", f"{NAME} {ID}"]),
    )
    yield "a village's code", "villages.csv", _csv(["village_code", "commune_code", "village_name"], [ID, "10001", "X"])
    yield (
        "a gift",
        "contributions.csv",
        _csv(["received_on", "commune_code", "item", "quantity", "unit"], ["", "10001", f"{NAME} {ID}", 1, "kg"]),
    )
    yield (
        "a written note",
        "notes.csv",
        _csv(["check_name", "place_code", "finding_status", "note"], ["spike", "A1", "open", f"gọi {NAME} {PHONE}"]),
    )
    yield "the file's name", f"báo cáo {ID}.csv", _csv(HEADER, _row())
    yield (
        "a second sheet",
        "a.xlsx",
        _book(HEADER, _row(), hide=_second_sheet(["Họ và tên", "Số CCCD"], [NAME, int(ID)])),
    )
    yield "a hidden sheet", "a.xlsx", _book(HEADER, _row(), hide=_second_sheet([NAME, ID], state="hidden"))
    yield "a very hidden sheet", "a.xlsx", _book(HEADER, _row(), hide=_second_sheet([NAME, ID], state="veryHidden"))
    yield "a sheet's name", "a.xlsx", _book(HEADER, _row(), hide=lambda made: setattr(made.active, "title", f"BC {ID}"))
    yield "a comment", "a.xlsx", _book(HEADER, _row(), hide=_comment)
    yield "the properties", "a.xlsx", _book(HEADER, _row(), hide=_properties)
    yield "a footer", "a.xlsx", _book(HEADER, _row(), hide=_footer)
    yield "a name for cells", "a.xlsx", _book(HEADER, _row(), hide=_defined)
    yield "a list to choose from", "a.xlsx", _book(HEADER, _row(), hide=_choices)
    yield "a link", "a.xlsx", _book(HEADER, _row(), hide=_link)
    yield "a far cell", "a.xlsx", _book(HEADER, _row(), hide=_far_away)
    yield "a format", "a.xlsx", _book(HEADER, _row(), hide=_in_format)
    yield "a picture", "a.xlsx", _with(xl__media__image1_dot_png=PICTURE)
    yield "a workbook within", "a.xlsx", _with(xl__embeddings__b_dot_xlsx=f"PK {NAME} {ID}")
    yield "a string no cell shows", "a.xlsx", _with(xl__old_dot_xml=f"<sst><si><t>{NAME} {ID}</t></si></sst>")
    yield "a member in UTF-16", "a.xlsx", _with(customXml__item1_dot_xml=f"<x>{NAME} {ID}</x>".encode("utf-16"))
    yield "bytes after the zip", "a.xlsx", _book() + f"{NAME} {ID}".encode()
    yield "what a Parquet file says of itself", "a.parquet", _parquet()
    yield "a column of a Parquet file", "a.parquet", _column_of_parquet()
    yield "OpenDocument", "a.ods", ods([*HEADER, "Tên"], [*map(str, _row()), f"{NAME} {ID}"])
    yield (
        "an outline's owner",
        "a.geojson",
        json.dumps({"type": "FeatureCollection", "features": [outline(chu=f"{NAME} {ID}")]}).encode(),
    )
    yield (
        "an outline's code",
        "b.geojson",
        json.dumps({"type": "FeatureCollection", "features": [outline(), outline(commune_code=ID)]}).encode(),
    )
    yield (
        "a description",
        "datapackage.json",
        json.dumps({"contributors": [f"{NAME} {ID}"], "notice": {"vi": "v", "en": "e"}}).encode(),
    )


def _column_of_parquet() -> bytes:
    frame = pd.DataFrame([{**dict(zip(HEADER, _row(), strict=True)), "Người dân": f"{NAME} {ID}"}])
    file = io.BytesIO()
    frame.to_parquet(file)
    return file.getvalue()


def found_in(*folders: Path) -> list[str]:
    """Where any of the secrets stands under these folders, in whatever is packed or stored by columns too."""
    return [
        f"{path}: {secret}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        for secret in _secrets_in(path, *_state(path))
    ]


def _state(path: Path) -> tuple[int, int, int]:
    """What changes when a file does."""
    told = path.stat()
    return (told.st_ino, told.st_size, told.st_mtime_ns) if path.is_file() else (0, 0, 0)


@cache
def _secrets_in(path: Path, *_: int) -> list[str]:
    return [
        secret
        for text in _texts(path)
        for secret in SECRETS
        if any(secret.encode(letters) in text for letters in ("utf-8", "utf-16-le"))
    ]


def _texts(path: Path) -> Iterator[bytes]:
    yield path.name.encode()
    if not path.is_file():
        return
    content = path.read_bytes()
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as packed:
            yield from map(packed.read, packed.namelist())
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    if content.startswith(b"PAR1") and content.endswith(b"PAR1"):
        yield pd.read_parquet(path).to_csv().encode()
    if path.suffix == ".duckdb":
        with duckdb.connect(path, read_only=True) as con:
            for (name,) in con.execute("select table_name from duckdb_tables() where not internal").fetchall():
                yield con.table(name).df().to_csv().encode()
