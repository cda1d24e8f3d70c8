"""What was brought in, in the order in which it happened."""

from pathlib import Path
from typing import Any

from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Damaged


def history(store: Path) -> list[dict[str, Any]]:
    """One row per batch that ever counted, the newest first.

    Columns: batch_code, file_name, table_name, row_count, rejected_count, who, at (ISO, UTC), is_counted, and
    `changed`: indicator -> by how much its total moved when the batch was brought in.
    """
    present = ledger.read(store)
    counted = set(present.counted())
    rows: dict[str, dict[str, Any]] = {}
    before: dict[str, float | None] = {}
    for event in present.events:
        moved = _moved(before, dict(event.totals))
        before = dict(event.totals)
        for number, code in enumerate(event.batches if event.kind in ("import", "replace") else ()):
            rows.pop(code, None)
            is_last = number == len(event.batches) - 1  # what files moved together is told once
            rows[code] = {**_about(store, code), "who": event.who, "at": event.at, "changed": moved if is_last else {}}
    return [{**row, "is_counted": code in counted} for code, row in reversed(rows.items())]


def _about(store: Path, code: str) -> dict[str, Any]:
    try:
        batch = batch_store.read(store, code)
    except Damaged:
        return {"batch_code": code, "file_name": "?", "table_name": "?", "row_count": 0, "rejected_count": 0}
    return {
        "batch_code": code,
        "file_name": batch.file_name,
        "table_name": batch.table,
        "row_count": batch.row_count,
        "rejected_count": batch.rejected_count,
    }


def _moved(before: dict[str, float | None], after: dict[str, float | None]) -> dict[str, float]:
    moves = {key: (value or 0) - (before.get(key) or 0) for key, value in after.items()}
    return {key: by for key, by in moves.items() if by}
