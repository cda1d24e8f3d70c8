"""The contract's tables as they count now: the latest word on each key, to take along and to bring back."""

from pathlib import Path

import duckdb
import pandas as pd

from enrolment.contract import TABLES, schema
from enrolment.settings import settings
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.stage import lay_out


def table(store: Path, name: str) -> pd.DataFrame:
    """All rows of one table, in the contract's columns; KeyError when the contract has no such table."""
    if name not in TABLES:
        raise KeyError(name)
    contract = schema(name)
    counted = [batch_store.read(store, code) for code in ledger.read(store).counted()]
    columns = ", ".join(contract.column_names)
    with duckdb.connect(config={"memory_limit": settings().import_memory}) as con:
        con.execute("attach ':memory:' as staged")
        lay_out(con, [batch for batch in counted if batch.table == name])
        return con.execute(f"select {columns} from staged.{name} order by all").df()
