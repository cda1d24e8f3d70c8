"""Batches: what an office handed over, as it came and as it counts. Never changed, never deleted.

A batch is a folder: the original bytes, the rows in the contract's columns and types, and a receipt.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from enrolment.store import files
from enrolment.store.damage import Damage

FOLDER = "batches"
ASIDE = ".aside-"
RECEIPT = "receipt.json"
CODE_LENGTH = 12


@dataclass(frozen=True)
class Batch:
    """One batch. `choices` is what a person decided while bringing it in; they are part of what the batch is.

    `folder` holds `original` (of a counted list of persons: the counts) and `rows`: Parquet with the table's columns
    and, unless rows stand as in a plain CSV file, `row_number`; GeoJSON for `boundaries`, JSON for `description`.
    `lacking` are the columns that the file does not have: what earlier batches say of them stays.
    """

    folder: Path
    table: str
    file_name: str
    original: str
    rows: str
    original_sha256: str
    rows_sha256: str
    row_count: int
    rejected_count: int = 0
    choices: Mapping[str, Any] = field(default_factory=dict)
    lacking: Sequence[str] = ()
    who: str = ""
    at: str = ""

    @property
    def code(self) -> str:
        """The batch's name: the same file, brought in the same way, always has the same."""
        return code(self.original_sha256, self.table, self.choices)

    @property
    def rows_path(self) -> Path:
        return self.folder / self.rows

    @property
    def original_path(self) -> Path:
        return self.folder / self.original

    def receipt(self) -> dict[str, Any]:
        """The receipt: who, when, what, and the hashes to check it by."""
        return {"code": self.code, **{key: value for key, value in asdict(self).items() if key != "folder"}}


def code(original_sha256: str, table: str, choices: Mapping[str, Any]) -> str:
    """The code of the batch that this original becomes for this table with these choices."""
    identity = json.dumps([original_sha256, table, dict(choices)], sort_keys=True)
    return hashlib.sha256(identity.encode()).hexdigest()[:CODE_LENGTH]


class Damaged(Damage):
    """A batch is missing or is not what its receipt says; `code` names it, `part` what of it."""

    text_key = "finding-batch-damaged"

    def __init__(self, code: str, part: str):
        self.code, self.part = code, part
        super().__init__(what=code, part=part)


@contextmanager
def aside(store: Path) -> Iterator[Path]:
    """A folder on the store's own disk to prepare batches in; whatever is not sealed from it is gone afterwards."""
    home = store / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=ASIDE, dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seal(store: Path, batch: Batch, who: str, at: str) -> Batch:
    """Write the receipt and move the batch to where batches stay. One that is there already stays as it is."""
    home = store / FOLDER / batch.code
    if home.exists():
        return read(store, batch.code)
    sealed = replace(batch, who=who, at=at)
    files.write(sealed.folder / RECEIPT, json.dumps(sealed.receipt(), ensure_ascii=False, indent=1).encode())
    sync(sealed)
    files.move(sealed.folder, home)
    return replace(sealed, folder=home)


def sync(batch: Batch) -> None:
    """Have the disk hold a batch's files, and the folders that name them."""
    named = (batch.original_path, batch.original_path.parent, batch.rows_path, batch.folder / RECEIPT, batch.folder)
    for path in dict.fromkeys(named):
        files.sync(path)


def read(store: Path, code: str) -> Batch:
    """The batch of that code, from its receipt. Raises Damaged."""
    folder = store / FOLDER / code
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
        receipt.pop("code")
        return Batch(folder=folder, **receipt)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(code, RECEIPT) from error


def check(batch: Batch) -> None:
    """Compare a batch's files with its receipt. Raises Damaged."""
    if batch.folder.name != batch.code:
        raise Damaged(batch.folder.name, RECEIPT)
    for path, expected in ((batch.original_path, batch.original_sha256), (batch.rows_path, batch.rows_sha256)):
        try:
            found = files.sha256(path)
        except OSError:
            found = ""
        if found != expected:
            raise Damaged(batch.code, path.name)


def original_sizes(store: Path) -> set[int]:
    """The sizes in bytes of all originals that the store keeps."""
    return {path.stat().st_size for path in (store / FOLDER).glob("*/original/*")}


def codes(store: Path) -> list[str]:
    """The codes of all sealed batches, whether the ledger counts them or not."""
    home = store / FOLDER
    return sorted(path.name for path in home.iterdir() if not path.name.startswith(".")) if home.exists() else []
