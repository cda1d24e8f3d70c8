"""Batches that today's reader would make otherwise of their files: told once, when these files were destroyed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from enrolment.store import files

FILE = "otherwise.json"
_KEYS = {"code", "file_name", "before", "after"}


def read(store: Path) -> list[dict[str, Any]]:
    """Each such batch: `code`, `file_name`, and what there is `before` and would be `after` (none where the reader asks
    something, or refuses): the number of `rows`, and the sum of each column of whole numbers."""
    try:
        found = json.loads((store / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    is_told = isinstance(found, list) and all(isinstance(one, dict) and one.keys() >= _KEYS for one in found)
    return found if is_told else []


def forget(store: Path, codes: frozenset[str]) -> None:
    """Say nothing more of batches that were erased."""
    found = read(store)
    kept = [told for told in found if told["code"] not in codes]
    if kept != found:
        files.write(store / FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def note(store: Path, found: Sequence[dict[str, Any]]) -> None:
    """Keep them, over what was said of the same batches before."""
    codes = {told["code"] for told in found}
    kept = [told for told in read(store) if told["code"] not in codes]
    files.write(store / FILE, json.dumps([*kept, *found], ensure_ascii=False, indent=1).encode())


def told(sums: dict[str, float] | None) -> str:
    """What a batch has, or would have, in one line."""
    return ", ".join(f"{name} {value:.0f}" for name, value in sums.items()) if sums else "–"
