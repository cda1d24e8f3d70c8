"""Which snapshot counts: a pointer file, replaced atomically, names it.

A pointer and not a replaced database file, because Windows refuses to replace a file that a dashboard holds open.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

POINTER = "current.json"


@dataclass(frozen=True)
class Snapshot:
    """A finished database file and its data version."""

    path: Path
    version: str


def current(store: Path) -> Snapshot | None:
    """The snapshot that counts now; None when nothing has been built."""
    try:
        pointer = json.loads((store / POINTER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    path = store / pointer["file"]
    return Snapshot(path, pointer["version"]) if path.exists() else None


def switch_to(store: Path, snapshot: Snapshot) -> None:
    """Make a finished snapshot the one that counts, then clear away the others that nobody holds open."""
    _sync(snapshot.path)
    aside = store / f"{POINTER}.{os.getpid()}"
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"file": snapshot.path.name, "version": snapshot.version}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(store / POINTER)
    _sync(store)
    for old in store.glob("snapshot-*.duckdb"):
        if old != snapshot.path:
            with suppress(OSError):  # Windows: still open in a running dashboard; the next build clears it
                old.unlink()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to sync a folder
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
