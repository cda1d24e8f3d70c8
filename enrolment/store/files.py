"""Files that survive a power cut: written aside, synced, and moved into place in one step."""

import hashlib
import os
import time
from pathlib import Path

_REPLACE_TRIES = 40  # Windows refuses while a reader holds the old file open; a reader holds it for a moment only


def write(path: Path, content: bytes) -> None:
    """Make `content` the file's whole content; after a crash it is either the old or the new."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def move(source: Path, target: Path) -> None:
    """Move a synced file or folder into place, and sync the folder that now names it."""
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            source.replace(target)
            break
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(0.05)
    sync(target.parent)


def sync(path: Path) -> None:
    """Have the disk hold what was written: a file's content, or the names in a folder."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to sync a folder
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
