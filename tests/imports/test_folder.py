"""Bad input: each mistake is named with file, row, column and remedy, and nothing is half built."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrolment.changes.commit import build
from enrolment.imports.files.upload import FileOnDisk
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.snapshot.current import current
from enrolment.store import ledger
from tests.conftest import ROOT, rewrite


def mistakes_of(folder: Path, store: Path) -> list[Mistake]:
    with pytest.raises(BadInput) as bad:
        build(folder, store)
    return bad.value.mistakes


def set_cell(folder: Path, file: str, row: int, column: str, value: str) -> None:
    rewrite(folder / file, lambda rows: rows[row - 2].__setitem__(column, value))


CELLS = [
    ("progress.csv", 5, "village_code", "01864-99", "unknown-code"),
    ("progress.csv", 7, "new_count", "mười", "not-integer"),
    ("progress.csv", 9, "reported_on", "2025-02-31", "no-such-date"),
    ("progress.csv", 9, "reported_on", "31/02/2025", "not-iso-date"),
    ("progress.csv", 9, "reported_on", "2925-08-02", "future"),
    ("progress.csv", 9, "reported_on", "1825-08-02", "too-early"),
    ("targets.csv", 9, "due_on", "2205-08-31", "too-late"),
    ("progress.csv", 11, "new_count", "-3", "negative"),
    ("progress.csv", 11, "new_count", "", "one-count"),
    ("progress.csv", 11, "village_code", "", "one-place"),
    ("progress.csv", 11, "indicator_code", "organisation_id", "commune-only"),
    ("progress.csv", 11, "is_correction", "perhaps", "not-boolean"),
    ("communes.csv", 2, "commune_code", "1864", "bad-code"),
    ("communes.csv", 2, "commune_name", "  ", "missing"),
    ("villages.csv", 3, "village_code", "01864", "code-taken"),
    ("villages.csv", 3, "team_code", "T99", "unknown-code"),
    ("targets.csv", 2, "indicator_code", "organisation_id", "commune-only"),
    ("villages.csv", 3, "electricity", "solar", "not-in-list"),
    ("villages.csv", 3, "road_km", "far", "not-number"),
    ("villages.csv", 3, "road_km", "nan", "not-number"),
    ("villages.csv", 3, "smartphone_share", "60", "out-of-range"),
    ("villages.csv", 3, "latitude", "", "half-place"),
    ("villages.csv", 4, "latitude", "22.99", "outside-outline"),
    ("targets.csv", 4, "due_on", "2025-07-01", "plan-dates"),
]


@pytest.mark.parametrize(("file", "row", "column", "value", "reason"), CELLS)
def test_a_bad_cell_is_named(folder, tmp_path, file, row, column, value, reason):
    set_cell(folder, file, row, column, value)
    found = mistakes_of(folder, tmp_path / "store")
    first = next(mistake for mistake in found if mistake.reason == reason)
    assert (first.file, first.row) == (file, row)
    assert column in (first.column or "")
    for language in ("vi", "en"):
        sentence = first.sentence(language)
        assert sentence.startswith(file)
        assert str(row) in sentence
    assert current(tmp_path / "store") is None
    assert not list((tmp_path / "store").glob("*duckdb*"))


def test_every_mistake_of_every_file_is_listed(folder, tmp_path):
    set_cell(folder, "progress.csv", 3, "new_count", "x")
    set_cell(folder, "progress.csv", 8, "new_count", "y")
    set_cell(folder, "villages.csv", 5, "road_km", "z")
    found = {(mistake.file, mistake.row) for mistake in mistakes_of(folder, tmp_path / "store")}
    assert found == {("progress.csv", 3), ("progress.csv", 8), ("villages.csv", 5)}


def test_a_duplicate_key_names_the_first_row(folder, tmp_path):
    rewrite(folder / "progress.csv", lambda rows: rows.append(dict(rows[0])))
    found = mistakes_of(folder, tmp_path / "store")
    assert [(mistake.reason, mistake.detail) for mistake in found] == [("duplicate", "progress.csv 2")]


def test_a_duplicate_across_files_and_forms_is_found(folder, tmp_path):
    pd.read_csv(folder / "progress.csv", dtype="str").head(1).to_parquet(folder / "progress_2025-07.parquet")
    assert [mistake.reason for mistake in mistakes_of(folder, tmp_path / "store")] == ["duplicate"]


def spoil_missing_column(folder: Path) -> None:
    pd.read_csv(folder / "communes.csv", dtype="str").drop(columns="commune_name").to_csv(
        folder / "communes.csv", index=False
    )


def spoil_unknown_column(folder: Path) -> None:
    pd.read_csv(folder / "communes.csv", dtype="str").assign(mayor="?").to_csv(folder / "communes.csv", index=False)


def replace(name: str, content: bytes):
    return lambda folder: (folder / name).write_bytes(content)


FILES = {
    "missing-column": spoil_missing_column,
    "unknown-column": spoil_unknown_column,
    "empty-file": replace("progress.csv", b""),
    "wrong-kind": replace("progress.csv", b"PK\x03\x04 an Excel file"),
    "not-utf8": lambda folder: (folder / "villages.csv").write_bytes(
        (folder / "villages.csv").read_bytes().replace("Thôn 03".encode(), "Thôn 03".encode("latin-1"))
    ),
    "nul-byte": lambda folder: (folder / "villages.csv").write_bytes(
        (folder / "villages.csv").read_bytes().replace(b"grid", b"gr\0id", 1)
    ),
    "unreadable": replace("visits.parquet", b"PAR1 cut off"),
    "unknown-table": replace("people.csv", b"name\n"),
    "missing-table": lambda folder: (folder / "communes.csv").unlink(),
    "ragged-row": lambda folder: (folder / "communes.csv").write_text(
        (folder / "communes.csv").read_text(encoding="utf-8") + "01865,Xã X\n", encoding="utf-8"
    ),
    "repeated-column": replace("teams.csv", b"team_code,team_code\n"),
    "bad-outlines": replace("boundaries.geojson", b'{"features": [1]}'),
}


@pytest.mark.parametrize("reason", FILES)
def test_a_bad_file_is_named(folder, tmp_path, reason):
    FILES[reason](folder)
    found = mistakes_of(folder, tmp_path / "store")
    assert reason in {mistake.reason for mistake in found}
    assert all(mistake.sentence("vi") != mistake.sentence("en") for mistake in found)


def test_not_utf8_names_the_row(folder, tmp_path):
    FILES["not-utf8"](folder)
    assert mistakes_of(folder, tmp_path / "store")[0].row == 4


def test_midnight_in_vietnam_is_that_day_in_the_contracts_own_parquet_files(tmp_path):
    from enrolment.contract import schema
    from enrolment.imports.rows.read import read_text

    frame = pd.DataFrame({"reported_on": pd.to_datetime(["2025-07-24T17:00:00Z"]), "village_code": ["A1"]})
    frame.assign(indicator_code="cards", new_count=3).to_parquet(tmp_path / "progress.parquet")
    with duckdb.connect() as con:
        assert read_text(con, FileOnDisk(tmp_path / "progress.parquet"), schema("progress"), "incoming") == []
        assert con.execute("select reported_on from incoming").fetchall() == [("2025-07-25",)]


def test_a_parquet_file_under_a_csv_name_is_refused(folder, tmp_path):
    (folder / "visits.csv").write_bytes((folder / "visits.parquet").read_bytes())
    assert {mistake.reason for mistake in mistakes_of(folder, tmp_path / "store")} == {"wrong-kind"}


def test_a_bad_folder_leaves_the_present_snapshot(folder, tmp_path):
    store = tmp_path / "store"
    before = build(folder, store)
    files = sorted(store.rglob("*"))
    set_cell(folder, "progress.csv", 3, "new_count", "x")
    mistakes_of(folder, store)
    assert current(store) == before
    assert sorted(store.rglob("*")) == files


def test_excel_semicolons_bom_and_decomposed_names_are_read(folder, tmp_path):
    villages = pd.read_csv(folder / "villages.csv", dtype="str", keep_default_na=False)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(villages.columns))
    numbers = {"latitude", "longitude", "households", "residents_14_plus", "road_km"}
    for row in villages.to_dict("records"):
        sheet.append([float(value) if name in numbers else value for name, value in row.items()])
    book.save(folder / "villages.xlsx")
    (folder / "villages.csv").unlink()
    progress = (folder / "progress.csv").read_text(encoding="utf-8").replace(",", ";")
    (folder / "progress.csv").write_text(progress.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    communes = (folder / "communes.csv").read_text(encoding="utf-8")
    (folder / "communes.csv").write_text(communes.replace("ằ", "a\u0306\u0300"), encoding="utf-8")
    snapshot = build(folder, tmp_path / "store")
    with duckdb.connect(snapshot.path, read_only=True) as con:
        assert con.execute("select place_name from places where level = 'commune'").fetchall() == [("Xã Bằng Thành",)]
        assert con.execute("select sum(new_count) from increments where level = 'village'").fetchone() == (17673,)


@pytest.mark.parametrize("end", ["\r", "\r\n", "mixed", "blank"])
def test_every_kind_of_line_end_is_read_and_rows_keep_their_numbers(folder, tmp_path, end):
    lines = (folder / "progress.csv").read_text(encoding="utf-8").splitlines()
    ends = {"mixed": ["\n", "\r\n", "\r"], "blank": ["\n", "\n\n"]}.get(end, [end])
    text = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    (folder / "progress.csv").write_text(text, encoding="utf-8", newline="")
    build(folder, tmp_path / "store")
    totals = ledger.read(tmp_path / "store").events[-1].totals
    assert totals["vneid_level2"] == 6549
    (folder / "progress.csv").write_text(text + "2025-08-02,01864-01,,id_card,,x,,\n", encoding="utf-8", newline="")
    last = len(lines) + (len(lines) // 2 if end == "blank" else 0) + 1
    assert [mistake.row for mistake in mistakes_of(folder, tmp_path / "store")] == [last]


def test_a_blank_line_within_a_cell_stays(folder, tmp_path):
    gifts = 'received_on,commune_code,item,quantity,unit\n\n,01864,"Sữa\n\nBánh",5,kg\n'
    (folder / "contributions.csv").write_text(gifts, encoding="utf-8")
    with duckdb.connect(build(folder, tmp_path / "store").path, read_only=True) as con:
        assert con.execute("select item from contributions").fetchall() == [("Sữa\n\nBánh",)]


@pytest.mark.parametrize(
    "text",
    ['{"features": [{"type": "Feature", "properties": {"commune_code": "01864"}, "geometry": null}]}', "[" * 100_000],
)
def test_outlines_and_descriptions_of_any_shape(folder, tmp_path, text):
    (folder / "boundaries.geojson").write_text(text)
    (folder / "datapackage.json").write_text('{"notice": "hello"}' if text.startswith("{") else text)
    assert {"bad-description"} <= {mistake.reason for mistake in mistakes_of(folder, tmp_path / "store")}


def test_mistakes_beyond_the_limit_are_counted(folder, tmp_path):
    rewrite(folder / "progress.csv", lambda rows: [row.update(new_count="x") for row in rows[:1500]])
    with pytest.raises(BadInput) as bad:
        build(folder, tmp_path / "store")
    assert (len(bad.value.mistakes), bad.value.more) == (1000, 500)


def test_the_command_line_exits_with_2_and_says_why(folder, tmp_path):
    set_cell(folder, "progress.csv", 7, "new_count", "mười")
    environment = {**os.environ, "ENROLMENT_STORE": str(tmp_path / "store"), "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "enrolment", "build", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "progress.csv, dòng 7, cột Số mới (new_count): “mười” không phải số nguyên" in done.stderr
    assert "Traceback" not in done.stderr
    listed = subprocess.run([*command, "--json"], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert json.loads(listed.stdout)["mistakes"][0]["row"] == 7


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["progress.csv", "villages.xlsx", "visits.parquet"]))
def test_any_bytes_give_a_sentence_or_a_snapshot(tmp_path_factory, content, name):
    import shutil

    from tests.conftest import SAMPLE

    base = tmp_path_factory.mktemp("any")
    shutil.copytree(SAMPLE, base / "files")
    if name == "villages.xlsx":
        (base / "files" / "villages.csv").unlink()
    (base / "files" / name).write_bytes(content)
    for mistake in mistakes_of(base / "files", base / "store"):
        assert mistake.sentence("vi")


def test_a_folder_may_reach_back_before_its_plans(folder, tmp_path):
    """Nobody is there to be asked, and nothing of it is only now coming in."""
    set_cell(folder, "progress.csv", 9, "reported_on", "2025-05-02")
    assert build(folder, tmp_path / "store")
