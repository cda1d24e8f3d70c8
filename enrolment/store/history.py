"""What was brought in, in the order in which it happened."""

from pathlib import Path
from typing import Any

from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Damaged


def history(store: Path) -> list[dict[str, Any]]:
    """One row per batch that ever counted, the newest first.

    Columns: batch_code, file_name, table_name, row_count, rejected_count, who, at (ISO, UTC), is_counted,
    `changed`: indicator -> by how much its total moved when the batch was brought in, `toggled`: kind, who and at of
    its last undo or redo, none where there was none, `erased`: who, at, why and sha256 of what was destroyed,
    and `doubts`: totals in the file that are not what its rows come to.
    """
    present = ledger.read(store)
    counted = set(present.counted())
    rows: dict[str, dict[str, Any]] = {}
    before: dict[str, float | None] = {}
    for event in present.events:
        if event.kind == "erase":
            gone = {"who": event.who, "at": event.at, "why": event.why, "sha256": event.sha256}
            rows |= {code: {**rows[code], "erased": gone} for code in event.batches if code in rows}
        if event.kind not in ledger.KINDS:
            continue
        moved = _moved(before, dict(event.totals))
        before = dict(event.totals)
        if event.kind in ("undo", "redo"):
            for code in event.batches:
                rows[code]["toggled"] = {"kind": event.kind, "who": event.who, "at": event.at}
            continue
        told = {code: _about(store, code) for code in event.batches}
        # What files moved together is told once, with the counts among them.
        counts = [code for code, about in told.items() if about["table_name"] == "progress"] or list(event.batches)
        for code, about in told.items():
            rows.pop(code, None)
            changed = moved if code == counts[-1] else {}
            rows[code] = {**about, "who": event.who, "at": event.at, "changed": changed, "toggled": {}, "erased": {}}
    return [{**row, "is_counted": code in counted} for code, row in reversed(rows.items())]


def forgotten(store: Path) -> list[dict[str, str]]:
    """When files that earlier versions kept as they came were destroyed: `at` (ISO, UTC) and their `count`."""
    events = ledger.read(store).events
    return [{"at": event.at, "count": event.why} for event in events if event.kind == "forget"]


def _about(store: Path, code: str) -> dict[str, Any]:
    try:
        batch = batch_store.read(store, code)
    except Damaged:
        return {
            "batch_code": code,
            "file_name": "?",
            "table_name": "?",
            "row_count": 0,
            "rejected_count": 0,
            "doubts": [],
        }
    return {
        "batch_code": code,
        "file_name": batch.file_name,
        "table_name": batch.table,
        "row_count": batch.row_count,
        "rejected_count": batch.rejected_count,
        "doubts": list(batch.doubts),
    }


def _moved(before: dict[str, float | None], after: dict[str, float | None]) -> dict[str, float]:
    moves = {key: (value or 0) - (before.get(key) or 0) for key, value in after.items()}
    return {key: by for key, by in moves.items() if by}
