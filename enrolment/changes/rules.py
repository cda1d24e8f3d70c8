"""What newer rules moved in numbers that counted already: noted once, when a version of the software first builds a
store that another had built. Batches and ledger say nothing of it: they have not changed."""

import json
from pathlib import Path
from typing import Any

import duckdb

from enrolment.imports.scratch import quoted
from enrolment.snapshot.current import Snapshot
from enrolment.store import files

FILE = "rules.json"
_MOST_TOLD = 500


def note(store: Path, before: Snapshot, after: Snapshot, at: str) -> None:
    """Keep what differs between two snapshots of the same batches, if anything does. `at`: ISO 8601, UTC."""
    moved = _moved(before, after)
    if moved:
        told = [*read(store), {"at": at, "before": before.version, "after": after.version, "moved": moved}]
        files.write(store / FILE, json.dumps(told, ensure_ascii=False, indent=1).encode())


def read(store: Path) -> list[dict[str, Any]]:
    """What was noted, in order: `at` and `moved`, rows of place_code, place_name, indicator_code, and the counts done
    and target before and after. Empty where nothing was, and where the file cannot be read: nothing rests on it."""
    try:
        found = json.loads((store / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return found if isinstance(found, list) else []


def _moved(before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """Places whose count or target on the newest day differs, the largest differences first."""
    standing = """(
        select place_day.place_code, place_day.indicator_code, place_day.done_count, goals.target_count
        from {0}.place_day as place_day
        inner join {0}.goals as goals
            on place_day.place_code = goals.place_code and place_day.indicator_code = goals.indicator_code
        where place_day.reported_on = (select max(reported_on) from {0}.place_day)
    )"""
    with duckdb.connect() as con:
        try:
            for name, snapshot in (("earlier", before), ("later", after)):
                con.execute(f"attach {quoted(snapshot.path)} as {name} (read_only)")
            frame = con.execute(
                f"""select
                    place_code, places.place_name, indicator_code, one.done_count as done_before,
                    one.target_count as target_before, other.done_count as done_after,
                    other.target_count as target_after
                from {standing.format("earlier")} as one
                full join {standing.format("later")} as other using (place_code, indicator_code)
                left join later.places as places using (place_code)
                where one.done_count is distinct from other.done_count
                    or one.target_count is distinct from other.target_count
                order by
                    abs(coalesce(other.done_count, 0) - coalesce(one.done_count, 0)) desc, place_code, indicator_code
                limit {_MOST_TOLD}"""
            ).df()
        except duckdb.Error:
            return []  # an earlier snapshot that cannot be read any more tells nothing
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{name: int(v) if isinstance(v, float) else v for name, v in row.items()} for row in rows]
