"""Batches: what of an office's file was understood, and nothing else of it. Never changed; gone only where erased.

A batch is a folder: the rows in the contract's columns and types, and a receipt. The file itself is not kept: whatever
stands in it beside these rows, a name, a comment, a picture, nobody here has.
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
ORIGINAL = "original"  # where earlier versions kept the file as it came
CODE_LENGTH = 12


@dataclass(frozen=True)
class Batch:
    """One batch. `choices` is what a person decided while bringing it in; they are part of what the batch is.

    `folder` holds `rows`: Parquet with the table's columns and, unless rows stand as in a plain CSV file, `row_number`;
    GeoJSON for `boundaries`, JSON for `description`. `original_sha256` is of the file as it came, by which it is known
    again; of a counted list of persons it is of the counts, since a short list could be guessed from its own.
    `lacking` are the columns that the file does not have: what earlier batches say of them stays. `sheet`, `headers`:
    where the rows stood, and each header that was taken with what it was taken for. `doubts`: totals in the file that
    are not what their rows come to: row, column, said, summed.
    """

    folder: Path
    table: str
    file_name: str
    rows: str
    original_sha256: str
    rows_sha256: str
    row_count: int
    rejected_count: int = 0
    choices: Mapping[str, Any] = field(default_factory=dict)
    lacking: Sequence[str] = ()
    sheet: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    doubts: Sequence[Mapping[str, Any]] = ()
    who: str = ""
    at: str = ""

    @property
    def code(self) -> str:
        """The batch's name: the same file, brought in the same way, always has the same."""
        return code(self.original_sha256, self.table, self.choices)

    @property
    def rows_path(self) -> Path:
        return self.folder / self.rows

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
    write_receipt(sealed)
    sync(sealed)
    files.move(sealed.folder, home)
    return replace(sealed, folder=home)


def write_receipt(batch: Batch) -> None:
    files.write(batch.folder / RECEIPT, json.dumps(batch.receipt(), ensure_ascii=False, indent=1).encode())


def sync(batch: Batch) -> None:
    """Have the disk hold a batch's files, and the folders that name them."""
    for path in (batch.rows_path, batch.folder / RECEIPT, batch.folder):
        files.sync(path)


def read(store: Path, code: str) -> Batch:
    """The batch of that code, from its receipt; its rows are not looked at. Raises Damaged."""
    folder = store / FOLDER / code
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
        receipt.pop("code")
        receipt.pop(ORIGINAL, None)
        return _must_be_whole(Batch(folder=folder, **receipt))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(code, RECEIPT) from error


def _must_be_whole(batch: Batch) -> Batch:
    """The batch, its receipt being of the kinds that it ought to be of. Raises TypeError."""
    texts = (batch.table, batch.file_name, batch.rows, batch.original_sha256, batch.rows_sha256, batch.who, batch.at)
    numbers = (batch.row_count, batch.rejected_count)
    is_right = all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)
    if not is_right or not isinstance(batch.choices, dict) or not isinstance(batch.lacking, list | tuple):
        raise TypeError("not a receipt")
    return batch


def check(batch: Batch) -> None:
    """Compare a batch's rows with its receipt. Raises Damaged."""
    if batch.folder.name != batch.code:
        raise Damaged(batch.folder.name, RECEIPT)
    try:
        found = files.sha256(batch.rows_path)
    except OSError:
        found = ""
    if found != batch.rows_sha256:
        raise Damaged(batch.code, batch.rows_path.name)


def whole(store: Path, code: str) -> Batch:
    """The batch of that code, its rows those of its receipt. Raises Damaged."""
    batch = read(store, code)
    check(batch)
    return batch


def codes(store: Path) -> list[str]:
    """The codes of all sealed batches, whether the ledger counts them or not."""
    home = store / FOLDER
    return sorted(path.name for path in home.iterdir() if not path.name.startswith(".")) if home.exists() else []
