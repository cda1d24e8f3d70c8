"""Bad files of every kind: each gets its sentence, nothing is half done, nothing takes the server down."""

import hashlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrolment.changes import commit, requests
from enrolment.changes.verify import verify
from enrolment.imports.files.upload import FileOnDisk, Upload
from enrolment.imports.meaning.reading import choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import handed_over
from enrolment.store import batches as batch_store
from tests.conftest import ROOT
from tests.looking import look, seen, whole

HEADER = "reported_on,village_code,indicator_code,new_count\n"
GOOD = HEADER + "2025-01-05,A1,cards,3\n"


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def book(*rows: list) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def sheet_with(xml_head: str, cell: str) -> bytes:
    """An Excel file whose sheet's XML has been written by somebody else."""
    content = book(["Ngày", "Thôn"], ["x", "y"])
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    members["xl/worksheets/sheet1.xml"] = (xml_head + sheet.replace("<sheetData>", f"<sheetData>{cell}", 1)).encode()
    return packed(members)


def two_sheets(second: list[list]) -> bytes:
    made = openpyxl.Workbook()
    for row in (["reported_on", "village_code", "indicator_code", "new_count"], ["2025-01-05", "A1", "cards", 3]):
        made.active.append(row)
    other = made.create_sheet("Danh sách")
    for row in second:
        other.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.to_parquet(file)
    return file.getvalue()


def bomb() -> bytes:
    """A zip file of 1 MB whose one member says that it has a thousand times as much."""
    return packed({"progress.csv": b"0" * 600_000_000})


def liar() -> bytes:
    """A zip file whose directory promises ten bytes of a member that has a million."""
    content = bytearray(packed({"progress.csv": b"0" * 1_000_000}))
    size = struct.pack("<I", 1_000_000)
    while size in content:
        at = content.index(size)
        content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FRAME = pd.DataFrame(
    {"reported_on": ["2025-01-05"], "village_code": ["A1"], "indicator_code": ["cards"], "new_count": [3]}
)
GOOD_BOOK = book(["reported_on", "village_code", "indicator_code", "new_count"], ["2025-01-05", "A1", "cards", 3])

# name -> content, and the reasons one of which must be named; None where it must come in all the same
CORPUS: dict[str, tuple[str, bytes, set[str] | None]] = {
    "empty": ("progress.csv", b"", {"empty-file"}),
    "one blank": ("progress.csv", b" ", {"empty-file", "no-header"}),
    "only a header": ("progress.csv", HEADER.encode(), None),
    "only blank lines": ("progress.csv", b"\n\n\n", {"empty-file", "no-header"}),
    "no header": ("counts.csv", b"1,2,3\n4,5,6\n", {"no-header", "question", "missing"}),
    "truncated parquet": ("progress.parquet", parquet(FRAME)[:200], {"unreadable"}),
    "parquet without its end": ("progress.parquet", parquet(FRAME)[:-8], {"unreadable"}),
    "parquet of junk": ("progress.parquet", b"PAR1" + os.urandom(500) + b"PAR1", {"unreadable"}),
    "parquet of lists": ("progress.parquet", parquet(FRAME.assign(new_count=[[1, 2]])), {"not-integer"}),
    "truncated excel": ("progress.xlsx", GOOD_BOOK[:900], {"unreadable"}),
    "excel without sheets": ("progress.xlsx", packed({"xl/workbook.xml": b"<workbook/>"}), {"unreadable", "empty-file"}),
    "excel that is a text": ("progress.xlsx", GOOD.encode(), {"wrong-kind"}),
    "text that is an excel": ("progress.csv", GOOD_BOOK, {"wrong-kind"}),
    "pdf under csv": ("progress.csv", b"%PDF-1.7 ...", {"wrong-kind"}),
    "png under xlsx": ("progress.xlsx", b"\x89PNG\r\n\x1a\n", {"wrong-kind"}),
    "pdf": ("report.pdf", b"%PDF-1.7 ...", {"wrong-kind"}),
    "word": ("report.docx", packed({"word/document.xml": b"<w/>"}), {"wrong-kind"}),
    "program": ("progress.csv", b"MZ\x90\0\3", {"wrong-kind"}),
    "old excel of junk": ("progress.xls", b"\xd0\xcf\x11\xe0" + os.urandom(600), {"unreadable"}),
    "locked excel": (
        "progress.xlsx",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100,
        {"locked"},
    ),
    "ods of junk": ("progress.ods", packed({"content.xml": b"<office"}), {"unreadable"}),
    "zip bomb": ("data.zip", bomb(), {"too-large-unpacked"}),
    "excel bomb": ("progress.xlsx", bomb(), {"too-large-unpacked"}),
    "zip that lies": ("data.zip", liar(), {"unreadable"}),
    "zip of nothing": ("data.zip", packed({}), {"empty-zip", "unreadable", "wrong-kind"}),
    "zip of hidden files": ("data.zip", packed({"__MACOSX/._a.csv": b"x", ".DS_Store": b"x"}), {"empty-zip"}),
    "zip in a zip": ("data.zip", packed({"inner.zip": packed({"progress.csv": GOOD.encode()})}), {"wrong-kind"}),
    "zip that climbs": ("data.zip", packed({"../../etc/progress.csv": GOOD.encode()}), {"empty-zip"}),
    "truncated zip": ("data.zip", packed({"progress.csv": GOOD.encode()})[:60], {"unreadable"}),
    "zip cut in the middle": ("data.zip", packed({"progress.csv": os.urandom(5000)})[:3000], {"unreadable"}),
    "ten thousand columns": ("progress.csv", (",".join(f"c{n}" for n in range(10_000)) + "\n1\n").encode(), {"too-many-columns"}),
    "excel of twelve hundred columns": ("progress.xlsx", book([f"c{n}" for n in range(1200)], [1]), {"too-many-columns"}),
    "a line without end": ("progress.csv", b"x" * 30_000_000, {"long-line", "too-large"}),
    "a cell without end": ("progress.csv", GOOD.encode() + b'2025-01-06,"' + b"y" * 2_000_000, {"long-line", "unreadable"}),
    "nul bytes": ("progress.csv", GOOD.replace("A1", "A\0001").encode(), {"nul-byte"}),
    "nothing but nul": ("progress.csv", b"\0" * 5000, {"nul-byte", "unknown-letters"}),
    "mixed encodings": ("progress.csv", GOOD.encode() + "2025-01-06,Thôn 1,cards,3\n".encode("latin-1"), {"not-utf8"}),
    "utf-16 cut off": ("progress.csv", GOOD.encode("utf-16")[:-1], {"unknown-letters"}),
    "random bytes": ("progress.csv", bytes(range(1, 256)) * 20, {"no-header", "unreadable", "question", "missing", "unknown-letters", "not-integer"}),
    "quote left open": ("progress.csv", GOOD.encode() + b'2025-01-06,"A1,cards,3\n', {"ragged-row"}),
    "ragged rows": ("progress.csv", GOOD.encode() + b"2025-01-06\n2025-01-06,A1,cards,3,4,5\n", {"ragged-row"}),
    "no such date": ("progress.csv", GOOD.replace("2025-01-05", "31/02/2025").encode(), {"not-iso-date", "no-such-date"}),
    "date in words": ("progress.csv", GOOD.replace("2025-01-05", "hôm qua").encode(), {"not-iso-date"}),
    "year 9999": ("progress.csv", GOOD.replace("2025", "9999").encode(), {"future"}),
    "year 1825": ("progress.csv", GOOD.replace("2025", "1825").encode(), {"too-early"}),
    "time instead of a day": ("progress.csv", GOOD.replace("2025-01-05", "08:30").encode(), {"not-iso-date"}),
    "count in words": ("progress.csv", GOOD.replace(",3\n", ",ba\n").encode(), {"not-integer"}),
    "half a person": ("progress.csv", GOOD.replace(",3\n", ",2.5\n").encode(), {"not-integer"}),
    "minus": ("progress.csv", GOOD.replace(",3\n", ",-3\n").encode(), {"negative"}),
    "count of 10^18": ("progress.csv", GOOD.replace(",3\n", f",{10**18}\n").encode(), {"not-integer", "out-of-range", "id-number"}),
    "count of 10^8": ("progress.csv", GOOD.replace(",3\n", f",{10**7 + 1}\n").encode(), {"out-of-range"}),
    "infinity": ("progress.csv", GOOD.replace(",3\n", ",inf\n").encode(), {"not-integer"}),
    "no count": ("progress.csv", GOOD.replace(",3\n", ",\n").encode(), {"no-counts"}),
    "no village": ("progress.csv", GOOD.replace("A1", "").encode(), {"one-place"}),
    "unknown village": ("progress.csv", GOOD.replace("A1", "Z9").encode(), {"unknown-code"}),
    "unknown village by name": ("progress.csv", GOOD.replace("A1", "Bản Khác Hẳn").encode(), {"unknown-name"}),
    "unknown indicator": ("progress.csv", GOOD.replace("cards", "votes").encode(), {"unknown-code"}),
    "village for a commune's indicator": ("progress.csv", GOOD.replace("cards", "offices").encode(), {"commune-only"}),
    "the same key twice": ("progress.csv", (GOOD + "2025-01-05,A1,cards,3\n").encode(), {"duplicate"}),
    "a key with two counts": ("progress.csv", (GOOD + "2025-01-05,A1,cards,4\n").encode(), {"question"}),
    "cumulative that falls": ("progress.csv", b"reported_on,village_code,indicator_code,cumulative_count\n2025-01-05,A2,cards,9\n", {"falling"}),
    "formula as a name": ("villages.csv", b'village_code,commune_code,village_name\nX1,10001,"=HYPERLINK(""http://x"")"\n', None),
    "excel formula": ("progress.xlsx", book(["reported_on", "village_code", "indicator_code", "new_count"], ["2025-01-05", "A1", "cards", "=1+2"]), {"no-value"}),
    "excel error cell": ("progress.xlsx", book(["reported_on", "village_code", "indicator_code", "new_count"], ["2025-01-05", "A1", "cards", "#DIV/0!"]), {"no-value"}),
    "an error in place of a known name": ("villages.xlsx", book(["village_code", "commune_code", "village_name"], ["A1", "10001", "#REF!"]), {"no-value"}),
    "an error in place of a known number": ("villages.xlsx", book(["village_code", "commune_code", "village_name", "population"], ["A1", "10001", "Thôn A", "#VALUE!"]), {"no-value"}),
    "an error as text": ("villages.csv", b"village_code,commune_code,village_name\nA1,10001,#NAME?\n", {"no-value"}),
    "xml entities": ("progress.xlsx", sheet_with(ENTITIES, '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'), {"unreadable", "no-header", "question", "missing", "no-rows"}),
    "xml from a file": ("progress.xlsx", sheet_with('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row>'), {"unreadable", "no-header", "question", "missing", "no-rows"}),
    "header twice": ("teams.csv", b"team_code,team_code,commune_code\nT9,T8,10001\n", {"missing"}),
    "columns of another world": ("x.csv", "màu,mùi\nđỏ,thơm\n".encode(), {"question"}),
    "outlines of junk": ("boundaries.geojson", b'{"features": [1]}', {"bad-outlines"}),
    "outlines without places": ("a.geojson", b'{"type":"FeatureCollection","features":[]}', {"bad-outlines"}),
    "geopackage of junk": ("a.gpkg", b"SQLite format 3\0" + os.urandom(500), {"bad-outlines"}),
    "shapefile of junk": ("a.zip", packed({"a.shp": b"\0" * 100, "a.shx": b"\0" * 100, "a.dbf": b"\0"}), {"bad-outlines"}),
    "note on a person": ("notes.csv", b"check_name,place_code,finding_status,note\nspike,A1,open,call 0912345678\n", {"id-number"}),
    "identity numbers as codes": ("villages.csv", b"village_code,commune_code,village_name\n001099000123,10001,X\n", {"question", "id-number"}),
}  # fmt: skip


def key_of(name: str, content: bytes) -> str:
    """What a file's answers are kept by."""
    return f"{name}:{hashlib.sha256(content).hexdigest()[:12]}"


def looked(store: Path, name: str, content: bytes) -> tuple[set[str], list[str]]:
    """The reasons and the sentences that a file gets, and whether it would come in."""
    try:
        seen = look(store, handed_over(Upload(name, content)))
    except BadInput as bad:
        return {one.reason for one in bad.found}, [one.sentence("vi") for one in bad.found]
    found = [*seen.mistakes, *(mistake for one in seen.prepared for mistake in one.mistakes)]
    reasons = {one.reason for one in found}
    if any(one.is_waiting for one in seen.prepared):
        reasons.add("question")
    return reasons, [one.sentence(lang) for one in found for lang in ("vi", "en")]


def test_the_corpus_has_sixty_kinds():
    assert len(CORPUS) >= 60


@pytest.mark.parametrize("kind", CORPUS)
def test_a_bad_file_is_named_and_changes_nothing(little_store, kind):
    name, content, expected = CORPUS[kind]
    before = sorted((path, path.stat().st_mtime_ns) for path in little_store.rglob("*") if path.is_file())
    reasons, sentences = looked(little_store, name, content)
    if expected is None:
        assert reasons == set()
    else:
        assert reasons & expected, reasons
        assert all(len(sentence) < 700 and "Traceback" not in sentence for sentence in sentences)
    after = sorted((path, path.stat().st_mtime_ns) for path in little_store.rglob("*") if path.is_file())
    assert [one for one in after if one[0].name != "lock"] == [one for one in before if one[0].name != "lock"]


@pytest.mark.parametrize(
    "kind",
    [
        "zip bomb",
        "excel bomb",
        "truncated parquet",
        "parquet of junk",
        "a line without end",
        "xml entities",
        "random bytes",
    ],
)
def test_hostile_files_cannot_hurt_the_server(little_store, use_store, kind):
    """As the page does it: in a process of its own, whose memory is bounded."""
    use_store(little_store)
    name, content, _ = CORPUS[kind]
    answer = seen("vi", [(name, content)], {}, {})
    (file,) = answer["files"]
    assert not file["is_ready"]
    assert file["mistakes"] or file["questions"]


def test_the_memory_of_a_reader_is_bounded(little_store, tmp_path):
    """A hundred megabytes in a line, from the command line: refused without reading it into a table."""
    path = tmp_path / "progress.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    script = (
        "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], capture_output=True);"
        "print(r.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024);"
        "sys.stderr.buffer.write(r.stderr)"
    )
    command = [sys.executable, "-c", script, sys.executable, "-m", "enrolment", "import", str(path)]
    environment = {**os.environ, "ENROLMENT_STORE": str(little_store), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    code, megabytes = map(int, done.stdout.split())
    assert code == 2
    assert megabytes < 1000
    assert "Traceback" not in done.stderr
    assert "progress.csv" in done.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    name=st.sampled_from(
        ["a.csv", "a.tsv", "a.xlsx", "a.ods", "a.parquet", "a.zip", "a.xls", "progress.csv", "a.geojson"]
    ),
)
def test_any_bytes_give_a_sentence_a_question_or_rows(little_store, name, content):
    reasons, sentences = looked(little_store, name, content)
    assert all(sentences)
    if not reasons:  # then all of it comes in
        assert all(one.batch for one in look(little_store, handed_over(Upload(name, content))).prepared)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["2025-01-05", "2025-1-6", "5/1/2025", "2025-02-31", "", "x"]),
            st.sampled_from(["A1", " A1", "A2", "", "Thôn 1", "A 1"]),
            st.sampled_from(["3", "3.0", "1e1", "2.5", "", "-1", "ba", "+4"]),
        ),
        max_size=6,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_the_fast_way_takes_what_the_careful_way_takes_and_the_same(tmp_path_factory, rows, end):
    from enrolment.contract import schema
    from enrolment.imports.rows.bulk import write_rows
    from enrolment.imports.rows.check import cast_columns, check_cells, check_duplicates
    from enrolment.imports.rows.read import read_text
    from enrolment.imports.scratch import scratch

    folder = tmp_path_factory.mktemp("ways")
    path, target = folder / "progress.csv", folder / "rows.parquet"
    lines = [HEADER.strip(), *(f"{day},{village},cards,{count}" for day, village, count in rows)]
    path.write_text(end.join(lines) + end, encoding="utf-8", newline="")
    contract = schema("progress")
    with scratch("256MB") as con:
        fast = write_rows(con, FileOnDisk(path), contract, target)
        careful = read_text(con, FileOnDisk(path), contract, "incoming") or check_cells(
            con, path.name, contract, "incoming"
        )
        if fast is not None:
            assert careful == []
            slow = con.execute(f"select {cast_columns(contract)} from incoming order by row_number").fetchall()
            assert con.execute("select * from read_parquet($path)", {"path": str(target)}).fetchall() == slow
            keys = [row[:5] for row in slow]
            assert bool(check_duplicates(con, contract, [("a", target)])) == (len(set(keys)) < len(keys))


PERSONS = """Họ và tên,Số CCCD,Thôn,Ngày kích hoạt
Nguyễn A,001099000123,Thôn 1,5/1/2025
Trần B,001099000124,Thôn 1,15/1/2025
Nguyễn A,001099000123,Thôn 2,16/1/2025
"""


def test_nothing_of_a_list_of_persons_is_ever_stored(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    use_store(store)
    villages = "village_code,commune_code,village_name\nA1,10001,Thôn 1\nA2,10001,Thôn Hai\nA3,10001,Thôn Ba\n"
    first = seen("vi", [("ds.csv", PERSONS.encode())], {}, {})["files"][0]
    assert first["personal"]
    assert not first["is_ready"]
    key = key_of("ds.csv", PERSONS.encode())
    made = {key: {"count_persons": True, "indicator": "cards", "accepted": {"Thôn 1": "A1", "Thôn 2": "A2"}}}
    second = seen("vi", [("ds.csv", PERSONS.encode())], made, {})["files"][0]
    assert second["is_ready"], second
    requests.bring_in("vi", [("ds.csv", PERSONS.encode())], made, {}, [key], "the office")
    seen("vi", [("villages.csv", (villages + "001099000125,10001,X\n").encode())], {}, {})
    assert verify(store) == []
    newest = requests.history()[0]
    assert (newest["file_name"], newest["row_count"]) == ("counted.csv", 2)
    stored = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    for secret in ("001099000123", "1099000123", "001099000125", "Nguyễn A", "Trần B"):
        assert secret.encode() not in stored
    for path in store.rglob("*.parquet"):
        assert "1099000" not in pd.read_parquet(path).to_string()


def test_good_rows_come_in_without_the_bad(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    use_store(store)
    content = (GOOD + "2025-01-06,Z9,cards,4\n2025-01-06,A1,cards,bốn\n2025-01-07,A1,cards,5\n").encode()
    (file,) = seen("vi", [("progress.csv", content)], {}, {})["files"]
    assert (file["change"]["new_count"], file["change"]["rejected_count"]) == (2, 2)
    assert {row["row"] for row in file["bad_rows"]} == {3, 4}
    assert all(row["reason"] for row in file["bad_rows"])
    with pytest.raises(requests.Refused):
        requests.bring_in("vi", [("progress.csv", content)], {}, {}, [file["key"]], "x")
    requests.bring_in("vi", [("progress.csv", content)], {file["key"]: {"leave_out": True}}, {}, [file["key"]], "x")
    newest = requests.history()[0]
    assert (newest["row_count"], newest["rejected_count"]) == (2, 2)
    again = requests.bring_in(
        "vi", [("progress.csv", content)], {file["key"]: {"leave_out": True}}, {}, [file["key"]], "x"
    )
    assert not again.changed


def test_a_day_of_a_header_that_is_none_is_named_by_its_header(little_store):
    wide = "Thôn,30/2/2025\nA1,3\n".encode()
    chosen = choices({"counts": "new", "indicator": "cards"})
    (one,) = look(little_store, handed_over(Upload("a.csv", wide), choices=chosen)).prepared
    assert [(mistake.column, mistake.value) for mistake in one.mistakes] == [("30/2/2025", "30/2/2025")]


def test_a_bad_count_of_a_wide_row_leaves_its_neighbours(little_store, tmp_path):
    wide = "Ngày,Thôn,Thẻ trong ngày,Sau trong ngày\n2025-01-05,Thôn Hai,-4,2\n2025-01-06,Thôn Hai,x,3\n"
    wide += "2025-01-07,Thôn Chín,5,6\n"
    names = "village_code,commune_code,village_name\nA2,10001,Thôn Hai\n"
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    commit.bring_in(handed_over(Upload("villages.csv", names.encode())), store, "x")
    (one,) = look(store, handed_over(Upload("a.csv", wide.encode()))).prepared
    assert (one.batch.row_count, one.batch.rejected_count) == (2, 4)
    told = [(mistake.row, mistake.column, mistake.reason) for mistake in one.mistakes]
    assert told == [
        (2, "Thẻ trong ngày", "negative"),
        (3, "Thẻ trong ngày", "not-integer"),
        (4, "Thôn", "unknown-name"),
    ]
    assert one.batch.choices["rows_left_out"] == [
        "2 Thẻ trong ngày", "3 Thẻ trong ngày", "4 Thẻ trong ngày", "4 Sau trong ngày",
    ]  # fmt: skip
    chosen = choices({"leave_out": True})
    commit.bring_in(handed_over(Upload("a.csv", wide.encode()), choices=chosen), store, "x")
    stored = pd.read_parquet(batch_store.read(store, one.batch.code).rows_path)
    assert stored.new_count.tolist() == [2, 3] and verify(store) == []


ID = "034090001234"
LONG = "Biểu tổng hợp kết quả thu nhận hồ sơ " * 8


def test_numbers_that_are_no_persons_come_in(little_store):
    villages = "Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ\nX1,Thôn X,10001,22.012345,105.012345\n"
    gifts = "received_on,commune_code,item,quantity,unit\n2025-01-02,10001,Tiền,150000000,đồng\n"
    for name, text in (("thôn.csv", villages), ("contributions.csv", gifts)):
        (one,) = look(little_store, handed_over(Upload(name, text.encode()))).prepared
        assert one.batch, (one.mistakes, one.reading)


def test_who_and_file_names_hide_numbers_of_persons(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    name = f"báo cáo {ID}.csv"
    outcome = commit.bring_in(handed_over(Upload(name, GOOD.encode())), store, f"Nguyễn A 0912345678 {ID}")
    assert ID not in outcome.batches[0].file_name
    stored = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert ID.encode() not in stored
    assert b"0912345678" not in stored


def test_a_family_with_one_telephone_is_not_one_person(little_store):
    lines = "Họ và tên,ĐT liên hệ,CCCD,Thôn,Ngày thu nhận\n"
    lines += "".join(f"A{n},0912345678,03409000123{n},A1,13/1/2025\n" for n in range(3))
    chosen = choices({"count_persons": True, "indicator": "cards"})
    (one,) = look(little_store, handed_over(Upload("ds.csv", lines.encode()), choices=chosen)).prepared
    assert one.reading.frame.new_count.tolist() == ["3"]


SILENT = {
    "a bare sign between thousands": ("progress.csv", HEADER.encode() + b"2025-01-05,A1,cards,1,234\n", "ragged-row"),
    "the same in an office's file": ("a.csv", "Ngày,Thôn,Nội dung,Số mới\n13/1/2025,A1,cards,1,234\n".encode(), "ragged-row"),
    "one torn letter": ("villages.csv", "village_code,commune_code,village_name\nX1,10001,Thôn Đồn\nX2,10001,Khuổi Lặng\n".encode() + b"X3,10001,Th\xf4n\n", "not-utf8"),
    "an error cell among counts": ("a.xlsx", sheet_with("", '<row r="1"><c r="A1" t="inlineStr"><is><t>Ngày</t></is></c><c r="B1" t="inlineStr"><is><t>Thôn</t></is></c><c r="C1" t="inlineStr"><is><t>Cards số mới</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>2025-01-05</t></is></c><c r="B2" t="inlineStr"><is><t>A1</t></is></c><c r="C2" t="e"><v>#N/A</v></c></row>'), "no-value"),
}  # fmt: skip


def test_a_thousand_with_a_point_is_never_one(little_store):
    rows = GOOD + "2025-01-06,A1,cards,1.000\n"
    (one,) = look(little_store, handed_over(Upload("progress.csv", rows.encode()))).prepared
    assert one.reading.frame.new_count.tolist() == ["3", "1000"]
    assert looked(
        little_store, "contributions.csv", b"received_on,commune_code,item,quantity,unit\n,10001,a,1.5,kg\n"
    ) == (set(), [])


def test_a_second_sheet_is_never_dropped_without_a_word(little_store):
    content = two_sheets(
        [["reported_on", "village_code", "indicator_code", "new_count"], ["2025-01-07", "A1", "cards", 9]]
    )
    (one,) = look(little_store, handed_over(Upload("progress.xlsx", content))).prepared
    assert any(left.why == "sheet" for left in one.reading.left_out)


def test_a_note_makes_no_total_and_another_kind_of_place_no_village(little_store):
    header = "Ngày,Thôn,Nội dung,Số mới,Ghi chú\n13/1/2025,{},{},3,{}\n"
    for village, indicator, note, reasons in (
        ("A1", "Thẻ", "Tổng", set()),
        ("A1", "Thẻ", "Cộng dồn", {"question"}),
        ("A1", "Số người chưa có Thẻ", "", {"unknown-name"}),
        ("A1", "Chỉ tiêu Thẻ", "", {"unknown-name"}),
    ):
        content = header.format(village, indicator, note).encode()
        assert looked(little_store, "a.csv", content)[0] == reasons, (indicator, note)
    (one,) = look(little_store, handed_over(Upload("a.csv", header.format("Xã 2", "Thẻ", "").encode()))).prepared
    assert one.batch is None and [question.about for question in one.reading.questions] == ["Xã 2"]


@pytest.mark.parametrize("tag", [b"<c ", b"<Relationship ", b"<sheet ", b"<c r='A1' "])
def test_tags_without_an_end_take_no_time(little_store, tag):
    with zipfile.ZipFile(io.BytesIO(book(["a"], [1]))) as old:
        members = {name: old.read(name) for name in old.namelist()}
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        members[name] += tag * 100_000
    began = time.perf_counter()
    assert looked(little_store, "a.xlsx", packed(members))[0]
    assert time.perf_counter() - began < 20


def test_a_cell_far_out_is_seen_in_any_quotes(little_store):
    content = sheet_with("", "<row r='1'><x:c r='XFD1048576' t='n'><v>1</v></x:c></row>")
    assert looked(little_store, "a.xlsx", content)[0] & {"too-many-columns", "too-many-rows"}


def test_many_merged_cells_take_no_time(little_store):
    made = openpyxl.Workbook()
    made.active.append(["Ngày", "Thôn", "Nội dung", "Số mới"])
    for number in range(4000):
        made.active.append(["2025-01-05" if number % 2 == 0 else None, "A1", "Thẻ", number])
    for number in range(2, 4001, 2):
        made.active.merge_cells(f"A{number}:A{number + 1}")
    file = io.BytesIO()
    made.save(file)
    began = time.perf_counter()
    (one,) = look(little_store, handed_over(Upload("a.xlsx", file.getvalue()))).prepared
    assert set(one.reading.frame.reported_on) == {"2025-01-05"}
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("kind", SILENT)
def test_what_would_be_stored_wrongly_is_named(little_store, kind):
    name, content, reason = SILENT[kind]
    assert reason in looked(little_store, name, content)[0]


def test_a_cell_far_out_is_refused_before_it_fills_the_memory(little_store):
    content = sheet_with("", '<row r="900000"><c r="XFD900000"><v>1</v></c></row>')
    assert looked(little_store, "progress.xlsx", content)[0] == {"too-many-columns"}


def test_outlines_cannot_send_their_reader_elsewhere(little_store, tmp_path):
    other = tmp_path / "other.geojson"
    other.write_text('{"type":"FeatureCollection","features":[]}')
    asking = f"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    assert looked(little_store, "a.geojson", asking.encode())[0] == {"bad-outlines"}


def test_columns_that_a_file_lacks_keep_what_is_known(little_store, tmp_path):
    from enrolment.changes import commit

    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    content = "Mã thôn,Tên thôn,Mã xã\nA1,Thôn Mới,10001\n".encode()
    (one,) = look(store, handed_over(Upload("thôn.csv", content))).prepared
    assert "note-completed" in {key for key, _, _ in one.notes}
    commit.bring_in(handed_over(Upload("thôn.csv", content)), store)
    village = whole(store, "villages").set_index("village_code").loc["A1"]
    assert (village.village_name, village.residents_14_plus, village.electricity) == ("Thôn Mới", 100, "grid")


def test_what_a_file_lacks_goes_and_comes_with_the_batch_that_said_it(little_store, tmp_path):
    from enrolment.changes import commit
    from enrolment.changes.verify import verify

    store = tmp_path / "store"
    shutil.copytree(little_store, store)

    def bring(name: str, text: str) -> str:
        return commit.bring_in(handed_over(Upload(name, text.encode())), store).batches[0].code

    def village():
        return whole(store, "villages").set_index("village_code").loc["A1"]

    head = "village_code,commune_code,village_name"
    typo = bring("villages-1.csv", f"{head},residents_14_plus\nA1,10001,Thôn 1,777\n")
    bring("villages-2.csv", f"{head}\nA1,10001,Thôn Mới\n")
    assert (village().village_name, village().residents_14_plus, village().electricity) == ("Thôn Mới", 777, "grid")
    commit.undo(store, typo)
    assert (village().village_name, village().residents_14_plus) == ("Thôn Mới", 100)
    assert verify(store) == []
    bring("villages-3.csv", f"{head},residents_14_plus,electricity\nA1,10001,Thôn Mới,100,\n")
    assert pd.isna(village().electricity), "a column that is there and empty says that it is unknown"
    assert village().mobile_signal == "good"


def test_two_files_of_one_name_in_a_zip_and_a_very_long_name(little_store, use_store):
    use_store(little_store)
    content = packed({"thon1/bc.csv": GOOD.encode(), "thon2/bc.csv": GOOD.replace("A1", "A2").encode()})
    answer = seen("vi", [("hai.zip", content), (f"{LONG}.csv", GOOD.replace("A1", "B1").encode())], {}, {})
    assert len({file["key"] for file in answer["files"]}) == 3
    assert all(file["is_ready"] for file in answer["files"]), answer


def test_malformed_requests_are_refused_with_a_sentence(little_store, use_store):
    use_store(little_store)
    for made in ({"foo": 1}, {"columns": "x"}, {"accepted": ["a"]}, {"dates": "never"}, "x"):
        with pytest.raises(requests.Refused):
            seen("vi", [("a.csv", GOOD.encode())], {key_of("a.csv", GOOD.encode()): made}, {})
    with pytest.raises(requests.Refused):
        requests.undo("vi", "nothing", "x")
    (file,) = seen("vi", [("a.csv", GOOD.encode())], {}, {key_of("a.csv", GOOD.encode()): "nonsense"})["files"]
    assert not file["is_ready"]


def test_choices_that_do_not_exist_are_refused():
    made: Any
    for made in ({"colour": "red"}, [], "x"):
        with pytest.raises(ValueError):
            choices(made)
    assert json.dumps(choices({"day": "2025-01-01"}).made())
