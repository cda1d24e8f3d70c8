"""The contract's tables as they count now: the latest word on each key, to take along and to bring back."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.scratch import quoted, scratch
from enrolment.settings import settings
from enrolment.snapshot.stage import overlay
from enrolment.store import batches as batch_store
from enrolment.store import ledger


def chunks(store: Path, name: str) -> Iterator[pd.DataFrame]:
    """All rows of one table in the contract's columns, some thousands at a time, at least one frame.

    Raises KeyError when the contract has no such table, Damaged, DamagedLedger.
    """
    columns = ", ".join(schema(name).column_names)
    counted = [batch_store.read(store, code) for code in ledger.read(store).counted()]
    with TemporaryDirectory() as folder, scratch(settings().query_memory) as con:
        # In a file: it is the server that does this, beside its readers.
        con.execute(f"attach {quoted(Path(folder) / 'staged.duckdb')} as staged")
        overlay(con, [batch for batch in counted if batch.table == name])
        if name == "progress":  # what corrections have taken below zero comes back in only as one
            con.execute("update staged.progress set is_correction = true where new_count < 0")
        con.execute(f"select {columns} from staged.{name} order by all")
        chunk = con.fetch_df_chunk()
        yield chunk
        while len(chunk := con.fetch_df_chunk()):
            yield chunk
