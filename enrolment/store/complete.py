"""A file that lacks columns says nothing of them: what was known of its villages, communes or groups stays."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import duckdb

from enrolment.contract import schema
from enrolment.imports.intake import Rows
from enrolment.settings import settings
from enrolment.store.batches import Batch
from enrolment.store.stage import lay_out

# Tables of things that last. Of counts, each row speaks for itself.
LASTING = ("communes", "villages", "teams", "indicators", "targets")


def completed(rows: Rows, table: str, present: Sequence[Batch], columns: Collection[str] = ()) -> Rows:
    """The rows with what is already known in the columns that the file does not have.

    `columns`: those that the file has; where none are named, those that hold anything.
    """
    known = [batch for batch in present if batch.table == table]
    if table not in LASTING or not known or not rows.count:
        return rows
    contract = schema(table)
    path = {"path": str(rows.path)}
    with duckdb.connect(config={"memory_limit": settings().import_memory}) as con:
        con.execute("attach ':memory:' as staged")
        lay_out(con, known)
        filled = ", ".join(f"count({name}) > 0" for name in contract.column_names)
        holds = con.execute(f"select {filled} from read_parquet($path)", path).fetchone() or ()
        has = set(columns) or {name for name, is_filled in zip(contract.column_names, holds, strict=True) if is_filled}
        missing = [name for name in contract.column_names if name not in has and name not in contract.primary_key]
        missing = [
            name
            for name, is_filled in zip(contract.column_names, holds, strict=True)
            if name in missing and not is_filled
        ]
        if not missing:
            return rows
        target = rows.path.with_name("completed.parquet")
        same = " and ".join(f"one.{name} is not distinct from known.{name}" for name in contract.primary_key)
        shown = ", ".join(f"known.{name}" if name in missing else f"one.{name}" for name in contract.column_names)
        has_number = any(
            name == "row_number"
            for name, *_ in con.execute("describe select * from read_parquet($path)", path).fetchall()
        )
        number = "one.row_number" if has_number else "one.file_row_number + 2 as row_number"
        con.execute(
            f"""copy (
                select {shown}, {number} from read_parquet($path, file_row_number = true) as one
                left join staged.{table} as known on {same} order by row_number
            ) to '{str(target).replace("'", "''")}' (format parquet, compression zstd)""",
            path,
        )
    told = ("note-completed", ", ".join(missing), len(missing))
    return replace(rows, path=target, notes=(*rows.notes, told))
