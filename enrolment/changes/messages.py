"""What crosses to the worker process and back: jobs and answers, each checked on both sides."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from enrolment.imports.meaning.reading import Choice as Choice
from enrolment.imports.meaning.target import DAY as DAY
from enrolment.imports.meaning.target import Meaning as Meaning
from enrolment.imports.meaning.target import Target as Target
from enrolment.snapshot.outlook import Outlook as Outlook

Text = Annotated[str, BeforeValidator(str)]  # a small type, which crosses as its text


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class ToldMistake(Message):
    """What is wrong, in a sentence, and where: the row in the sheet, the file's own header."""

    row: int | None
    column: str | None
    sentence: str


class SeenColumn(Message):
    """A column and what it is taken for; see `imports.meaning.columns.Column`."""

    position: int
    header: Text
    target: Text
    is_sure: bool


class SeenQuestion(Message):
    """Something that only a person can say; see `imports.meaning.reading.Question`."""

    choice: Text
    options: Mapping[str, str]
    about: str
    preset: str


class SeenLeft(Message):
    """A row that is not data, why, and its text."""

    row: int
    why: str
    text: str


class SeenChange(Message):
    """What a file would change; see `changes.compare.Change`."""

    file_name: str
    table: str
    new_count: int
    replaced_count: int
    same_count: int
    rejected_count: int
    beside_count: int
    below_count: int
    above_count: int
    corrected_count: int
    corrected: tuple[tuple[str, str, int, int], ...]


class SeenFile(Message):
    """A file on its way in. `key`: what answers about it are kept by. `table`: None where it does not even open.

    `targets`: what its columns may be. `notes`: text key, what, how many, of what was mended on the way. `personal`:
    the headers about single people. `day`: the one day of all rows, where their own do not say it (ISO). `made`: the
    answers it was read with: those given, or those of when it came before and was taken back. `change` and `warnings`:
    once it could come in. `is_known`: it counts already.
    """

    key: str
    name: str
    mistakes: tuple[ToldMistake, ...]
    mistake_count: int
    is_ready: bool = False
    is_known: bool = False
    table: str | None = None
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()
    columns: tuple[SeenColumn, ...] = ()
    targets: tuple[Text, ...] = ()
    questions: tuple[SeenQuestion, ...] = ()
    left_out: tuple[SeenLeft, ...] = ()
    notes: tuple[tuple[str, str, int], ...] = ()
    personal: tuple[str, ...] = ()
    day: str = ""
    made: Mapping[str, Any] = Field(default_factory=dict)
    first_rows: tuple[Mapping[str, Any], ...] = ()
    bad_rows: tuple[Mapping[str, Any], ...] = ()
    change: SeenChange | None = None
    warnings: tuple[str, ...] = ()


class Seen(Message):
    """The files, and what is wrong beside what counts already; `more` sentences are only counted. `outlook`: the places
    whose standing would move, with all files that could come in."""

    files: tuple[SeenFile, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    mistakes: tuple[str, ...] = ()
    more: int = 0


class DoneBatch(Message):
    """A batch that came to count: its code, the file's name, its rows."""

    code: str
    name: str
    rows: int


class Done(Message):
    """What a change came to."""

    changed: bool
    batches: tuple[DoneBatch, ...] = ()


class _Job(Message):
    lang: str


class _OfFiles(_Job):
    """`files`: their names. `made` and `tables`: answers given and tables chosen so far, by a file's key."""

    files: tuple[str, ...]
    made: Mapping[str, Any]
    tables: Mapping[str, str]


class Preview(_OfFiles):
    kind: Literal["preview"] = "preview"


class Import(_OfFiles):
    kind: Literal["import"] = "import"
    keys: tuple[str, ...]
    who: str


class Toggle(_Job):
    """Take a batch off the ledger, or put it back."""

    kind: Literal["undo", "redo"]
    code: str
    who: str


class WriteRows(_Job):
    """Write down what somebody said on a page: by table of the contract, rows with its columns as texts."""

    kind: Literal["rows"] = "rows"
    tables: Mapping[Literal["notes", "assignments", "progress", "visits"], tuple[Mapping[str, str], ...]]
    who: str


class LookBack(_Job):
    """Build what counted at a moment."""

    kind: Literal["look_back"] = "look_back"
    moment: str


class Rebuild(_Job):
    """Build what counts, where its snapshot is gone."""

    kind: Literal["rebuild"] = "rebuild"


Job = Annotated[Preview | Import | Toggle | WriteRows | LookBack | Rebuild, Field(discriminator="kind")]
JOB: TypeAdapter[Job] = TypeAdapter(Job)
