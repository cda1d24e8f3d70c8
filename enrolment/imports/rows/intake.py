"""Take a file in: checked rows of one table as Parquet, and every mistake in it."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from enrolment.contract import BOUNDARIES, DESCRIPTION, LAYERS, TABLES, Schema, schema
from enrolment.imports.files.upload import Readable
from enrolment.imports.identity import holds_personal_number
from enrolment.imports.meaning.reading import Reading
from enrolment.imports.mistakes import BadInput, Mistake, merged
from enrolment.imports.rows.bulk import write_rows
from enrolment.imports.rows.check import cast_columns, check_cells, check_duplicates, repeated_rows
from enrolment.imports.rows.read import read_text
from enrolment.imports.scratch import quoted, scratch
from enrolment.language import LANGUAGES
from enrolment.settings import settings

Points = Mapping[str, Sequence[tuple[float, float]]]  # a place's code -> longitude and latitude of what lies in it

# Where an office may write a name: what is no code was a name that nothing is called.
_LOOKED_UP = {
    "village_code": "villages",
    "commune_code": "communes",
    "team_code": "teams",
    "indicator_code": "indicators",
}


@dataclass(frozen=True)
class Rows:
    """The checked rows of one file: a Parquet file with the table's columns, or JSON.

    `row_number` stands in the Parquet file where rows are not those of a plain CSV file, one by one. `mistakes` are of
    the rows that were left out, `bad` those rows as texts. `notes`: text key, what, how many. `records`: which of a
    reading's records the rows are, in their order. `table`, `layer`: which table it turned out to be, where
    that was not what it was taken for, and the name of the layer that it is.
    """

    path: Path
    count: int
    mistakes: tuple[Mistake, ...] = ()
    bad: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[tuple[str, str, int], ...] = ()
    records: tuple[int, ...] = ()
    table: str = ""
    layer: str = ""


def take_at_once(file: Readable, table: str, folder: Path) -> Rows | None:
    """The rows of a CSV or Parquet file in the contract's own form, all right and no key twice.

    None where a cell or a key is not right: who reads it row by row can tell which. Raises BadInput where the file is
    torn: which cell is whose in it, nobody can guess.
    """
    contract, target = schema(table), folder / "rows.parquet"
    with scratch(settings().import_memory) as con:
        count = _fast(con, file, contract, target)
        if count is None:
            if torn := read_text(con, file, contract, "incoming"):
                raise BadInput(torn)
            if check_cells(con, file.name, contract, "incoming"):
                return None
            count = _write(con, contract, target)
        return None if check_duplicates(con, contract, [(file.name, target)]) else Rows(target, count)


def take_in(
    file: Readable, table: str, folder: Path, names: Mapping[str, str] | None = None, points: Points | None = None
) -> Rows:
    """Check the file against `table` and write its rows into `folder`. Raises BadInput with every mistake.

    A mistake that shows only beside other tables, such as an unknown village, is found when the rows are staged.
    `names`, `points`: of the places that the store knows, to find the places of outlines by.
    """
    if table in (BOUNDARIES, LAYERS):
        return _shapes(file, table, folder, names or {}, points or {})
    if table == DESCRIPTION:
        return _written(folder, _description(file), 1)
    return _table_rows(file, table, folder / "rows.parquet")


def take_rows(reading: Reading, file: str, folder: Path) -> Rows:
    """Check the rows of an office's file; the good ones are written, the bad ones told with the file's own headers."""
    contract, frame = schema(reading.table), reading.frame
    assert frame is not None
    texts = frame[list(contract.column_names)].replace("", None).assign(row_number=frame.index)
    target = folder / "rows.parquet"
    with scratch(settings().import_memory) as con:
        con.register("texts", texts)
        con.execute("create temp table incoming as select * from texts")
        found = check_cells(con, file, contract, "incoming", most=len(frame) or 1)  # every bad row is left out
        ragged = frame.index[frame.row_number.isin(reading.ragged)]
        found += [Mistake(file, "ragged-row", int(record), detail=str(len(reading.columns))) for record in ragged]
        found += _repeats(con, file, contract, frame, {mistake.row for mistake in found})
        bad = {mistake.row for mistake in found}
        con.register("kept", pd.DataFrame({"record": [n for n in frame.index if n not in bad]}, dtype="int64"))
        con.register("numbers", pd.DataFrame({"record": frame.index, "sheet_row": frame.row_number.astype("int64")}))
        con.execute(
            f"""copy (
                select {cast_columns(contract)}, numbers.sheet_row as row_number
                from incoming
                inner join kept on incoming.row_number = kept.record
                inner join numbers on incoming.row_number = numbers.record
                order by incoming.row_number
            ) to {quoted(target)} (format parquet, compression zstd)"""
        )
    lacking = _lacking(contract, frame)
    single = [one for one in found if not (one.reason == "missing" and one.column in lacking)]
    whole = [Mistake(file, "missing-column", column=name, records=tuple(frame.index)) for name in lacking]
    mistakes = (*whole, *merged(as_written(mistake, reading, [int(mistake.row or 0)]) for mistake in single))
    records = tuple(record for record in frame.index if record not in bad)
    return Rows(target, len(records), mistakes, bad_rows(frame, mistakes), reading.notes, records)


def _lacking(contract: Schema, frame: pd.DataFrame) -> list[str]:
    """The columns that rows need and that none of several has: one mistake of the file, not one a row."""
    needed = [field.name for field in contract.fields if field.is_required and len(frame) > 1]
    return [name for name in needed if (frame[name].fillna("") == "").all()]


def _repeats(
    con: duckdb.DuckDBPyConnection, file: str, contract: Schema, frame: pd.DataFrame, bad: Collection[int | None]
) -> list[Mistake]:
    """The records in `incoming` that say a key once more, without those that are bad already."""
    if not contract.primary_key:
        return []
    con.register("bad", pd.DataFrame({"record": [record for record in bad if record is not None]}, dtype="int64"))
    key = ", ".join(contract.primary_key)
    good = f"""select {key}, row_number, 0 as file_number from incoming
        anti join bad on incoming.row_number = bad.record"""
    return [
        Mistake(file, "duplicate", record, key, value, f"{file} {frame.row_number[first]}")
        for _, record, value, _, first in repeated_rows(con, contract, good, {}, len(frame) or 1)
    ]


def bad_rows(frame: pd.DataFrame, mistakes: Sequence[Mistake]) -> pd.DataFrame:
    """The records of a reading that mistakes keep out, by their numbers; to be handed back with the reasons."""
    return frame.loc[sorted({record for mistake in mistakes for record in mistake.records})].drop(columns="header")


def first_rows(rows: Rows, most: int = 8) -> list[dict[str, str]]:
    """The first rows as texts, without the columns that are empty in all of them; none of what is not a table."""
    if rows.path.suffix != ".parquet":
        return []
    with scratch(settings().import_memory) as con:
        bound = {"path": str(rows.path), "most": most}
        frame = con.execute("select * from read_parquet($path) limit $most", bound).df()
    filled = frame.dropna(axis="columns", how="all")
    for column in filled.select_dtypes("datetime"):
        filled[column] = filled[column].dt.strftime("%Y-%m-%d")
    return filled.astype(object).where(filled.notna(), "").astype(str).to_dict("records")


def without_records(rows: Rows, dropped: Collection[int]) -> Rows:
    """The same rows but for those of these records."""
    kept = [(place, record) for place, record in enumerate(rows.records) if record not in dropped]
    target = rows.path.with_name(f"kept-{len(kept)}-{rows.path.name}")
    with scratch(settings().import_memory) as con:
        con.register("kept", pd.DataFrame({"place": [place for place, _ in kept]}, dtype="int64"))
        con.execute(
            f"""copy (
                select one.* exclude (file_row_number) from read_parquet($path, file_row_number = true) as one
                semi join kept on one.file_row_number = kept.place
                order by one.file_row_number
            ) to {quoted(target)} (format parquet, compression zstd)""",
            {"path": str(rows.path)},
        )
    return replace(rows, path=target, count=len(kept), records=tuple(record for _, record in kept))


def as_written(mistake: Mistake, reading: Reading, records: Sequence[int]) -> Mistake:
    """The mistake with the row and the header of the file, where a check knows records and the contract's columns."""
    assert reading.frame is not None
    column, first = mistake.column or "", reading.frame.loc[records[0]]
    has_days = any(str(column.target) == "reported_on" for column in reading.columns)
    of_header = ("new_count", "cumulative_count", "target", "indicator_code", *(() if has_days else ("reported_on",)))
    own = first.header if column in of_header else ""
    named = own or reading.headers_of(column)
    found = replace(mistake, row=int(first.row_number), column=named, records=tuple(records))
    if mistake.reason == "bad-code" and column in _LOOKED_UP:
        return replace(found, reason="unknown-name", detail=_LOOKED_UP[column])
    return found


def repeated_keys(table: str, files: Sequence[tuple[str, Path]]) -> list[Mistake]:
    """Keys that stand twice in files brought in together: which of them counts, nobody said.

    `files` are the files' names and their Parquet rows. Between imports, the later one's word stands.
    """
    with scratch(settings().import_memory) as con:
        return check_duplicates(con, schema(table), files)


def _table_rows(file: Readable, table: str, target: Path) -> Rows:
    contract = schema(table)
    with scratch(settings().import_memory) as con:
        count = _fast(con, file, contract, target)
        if count is None:
            mistakes = read_text(con, file, contract, "incoming")
            if mistakes := mistakes or check_cells(con, file.name, contract, "incoming"):
                raise BadInput(mistakes)
            count = _write(con, contract, target)
        return Rows(target, count)


def _fast(con: duckdb.DuckDBPyConnection, file: Readable, contract: Schema, target: Path) -> int | None:
    return write_rows(con, file, contract, target) if file.suffix == ".csv" else None


def _write(con: duckdb.DuckDBPyConnection, contract: Schema, target: Path) -> int:
    """Write the checked texts in `incoming` in the contract's types; how many rows."""
    written = con.execute(
        f"""copy (select {cast_columns(contract)}, row_number from incoming order by row_number)
        to {quoted(target)} (format parquet, compression zstd)"""
    ).fetchone()
    return written[0] if written else 0


def _shapes(file: Readable, table: str, folder: Path, names: Mapping[str, str], points: Points) -> Rows:
    """The outlines of places, or a layer of the map, whichever the file is."""
    from enrolment.imports.meaning import layers, outlines

    found = outlines.in_degrees(file)
    if table == LAYERS or layers.is_layer(found, names):
        layer = layers.normal_layer(found, points)
        told = [(f"note-layer-{layer.kind}", layer.name, layer.count)]
        rows = replace(_written(folder, layer.text, layer.count), table=LAYERS, layer=layer.name)
    else:
        text, changed = outlines.normal_outlines(found, names, points)
        told = [
            ("note-outlines", "", changed.count),
            ("note-mended", "", changed.mended_count),
            ("note-points", f"{changed.points_before} → {changed.points_after}", 1),
            ("note-area", f"{100 * changed.area_changed_share:.2f}%", 1),
            ("note-no-place", "", changed.left_out_count),
        ]
        rows = _written(folder, text, changed.count)
    told.append(("note-no-features", ", ".join(map(str, found.others)), len(found.others)))
    return replace(rows, notes=tuple(note for note in told if note[2]))


def _description(file: Readable) -> str:
    """What a descriptor says that the product reads, and nothing else of it."""
    try:
        said = json.loads(file.content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput([Mistake(file.name, "bad-description")]) from error
    if not _is_description(said):
        raise BadInput([Mistake(file.name, "bad-description")])
    told = json.dumps(read_of_description(said), ensure_ascii=False)
    if any(map(holds_personal_number, _texts_of(json.loads(told)))):
        raise BadInput([Mistake(file.name, "person-in-file", detail=file.name)])
    return told


def read_of_description(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the product reads of a descriptor: whether it is simulated, the notice, assumptions, what is assumed."""
    notice, assumptions = said.get("notice") or {}, said.get("assumptions") or {}
    kept = {
        "simulated": bool(said.get("simulated")),
        "notice": {lang: notice[lang] for lang in LANGUAGES if notice.get(lang)},
        "assumptions": {lang: assumptions[lang] for lang in LANGUAGES if assumptions.get(lang)},
        "assumed": [_read_of_assumption(assumption) for assumption in said.get("assumed") or []],
    }
    return {name: value for name, value in kept.items() if value}


def _read_of_assumption(assumption: Mapping[str, Any]) -> dict[str, str]:
    kept = {name: assumption[name] for name in ("table", "column", *LANGUAGES) if assumption.get(name)}
    code = assumption.get("indicator_code")
    return {**kept, "indicator_code": code} if code and re.fullmatch(r"[a-z][a-z0-9_]{0,39}", code) else kept


def _texts_of(told: Any) -> list[str]:
    """Every text in what JSON holds."""
    if isinstance(told, dict | list):
        return [text for part in (told.values() if isinstance(told, dict) else told) for text in _texts_of(part)]
    return [told] if isinstance(told, str) else []


def _is_description(said: Any) -> bool:
    """Whether `notice` is a text and `assumptions` are texts in each language, where they are there at all."""
    if not isinstance(said, dict):
        return False
    notice, assumptions = said.get("notice") or {}, said.get("assumptions") or {}
    if not isinstance(notice, dict) or not isinstance(assumptions, dict):
        return False
    lists = [texts for texts in assumptions.values() if texts is not None]
    assumed = said.get("assumed") or []
    if not isinstance(assumed, list) or not all(_is_assumption(assumption) for assumption in assumed):
        return False
    texts = [*filter(None, notice.values()), *(text for texts in lists if isinstance(texts, list) for text in texts)]
    return all(isinstance(texts, list) for texts in lists) and all(isinstance(text, str) for text in texts)


def _is_assumption(assumption: Any) -> bool:
    """Whether it names a column of the contract, and has texts for words."""
    if not isinstance(assumption, dict) or assumption.get("table") not in TABLES:
        return False
    texts = [assumption.get(name) for name in ("indicator_code", "vi", "en")]
    is_worded = all(text is None or isinstance(text, str) for text in texts)
    return is_worded and assumption.get("column") in schema(assumption["table"]).column_names


def _written(folder: Path, text: str, count: int) -> Rows:
    target = folder / "rows.json"
    target.write_text(text, encoding="utf-8")
    return Rows(target, count)
