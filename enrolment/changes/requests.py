"""The one door to changes of the data: each is an job that a process of its own runs, see `worker`.

What crosses to it and back are the models of `messages`, with the sentences in the reader's language.
"""

import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from enrolment import turns
from enrolment.changes import otherwise, rules
from enrolment.changes.messages import Done, Import, Job, LookBack, Preview, Rebuild, Seen, Toggle, WriteRows
from enrolment.imports.files import pasted as pasted_table
from enrolment.language import translate
from enrolment.settings import ROOT, of_a_child, settings
from enrolment.snapshot import travel
from enrolment.snapshot.current import current
from enrolment.store import history as store_history
from enrolment.store import ledger

Files = Sequence[tuple[str, bytes]]  # name and content
Answers = Mapping[str, Mapping[str, Any]]  # by a file's key: what a person decided, see `imports.meaning.reading`
Progress = Callable[[str, float], None]  # called with the step, and the share of the whole that is done


class Refused(Exception):
    """What was asked cannot be done; `sentences` say why, `more` counts those that are not listed."""

    def __init__(self, sentences: Sequence[str], more: int = 0):
        self.sentences, self.more = list(sentences), more
        super().__init__("; ".join(sentences))


def preview(lang: str, files: Files, made: Answers, tables: Mapping[str, str]) -> Seen:
    """Understand files and tell what they would change. `made`, `tables`: by a file's key, as the answer names it."""
    job = Preview(lang=lang, files=_names(files), made=made, tables=tables)
    return Seen.model_validate(_run(job, files))


def pasted(lang: str, text: str) -> bytes:
    """A table that somebody pasted, as the content of a file."""
    return pasted_table.as_file(text, translate(lang, "column-village-name"), translate(lang, "paste-count"))


def bring_in(
    lang: str,
    files: Files,
    made: Answers,
    tables: Mapping[str, str],
    keys: Sequence[str],
    who: str,
    progress: Progress | None = None,
) -> Done:
    """Bring the files of these keys in, all or none. Raises Refused."""
    job = Import(lang=lang, files=_names(files), made=made, tables=tables, keys=tuple(keys), who=who)
    return Done.model_validate(_run(job, files, progress))


def undo(lang: str, code: str, who: str, progress: Progress | None = None) -> Done:
    """Take a batch off the ledger. Raises Refused."""
    return Done.model_validate(_run(Toggle(kind="undo", lang=lang, code=code, who=who), (), progress))


def redo(lang: str, code: str, who: str, progress: Progress | None = None) -> Done:
    """Put a batch back on the ledger. Raises Refused."""
    return Done.model_validate(_run(Toggle(kind="redo", lang=lang, code=code, who=who), (), progress))


def build_where_gone(lang: str) -> bool:
    """Build what counts anew where somebody deleted its snapshot; whether there was anything to do. Raises Refused."""
    store = settings().store
    if not ledger.read(store).counted() or current(store) is not None:
        return False
    _run(Rebuild(lang=lang), ())
    return True


def write_note(lang: str, note: Mapping[str, str], who: str, progress: Progress | None = None) -> Done:
    """Note something on a finding; `note` has the columns of the contract's table `notes`. Raises Refused."""
    return write_rows(lang, {"notes": [note]}, who, progress)


def write_rows(
    lang: str, tables: Mapping[str, Sequence[Mapping[str, str]]], who: str, progress: Progress | None = None
) -> Done:
    """Write down what somebody said on a page, all or nothing: by table, rows with the contract's columns as texts.
    Raises Refused."""
    job = WriteRows.model_validate({"lang": lang, "tables": tables, "who": who})
    return Done.model_validate(_run(job, (), progress))


def rule_changes() -> list[dict[str, Any]]:
    """What newer rules moved in numbers that counted already, in order; see `changes.rules`."""
    return rules.read(settings().store)


def history() -> list[dict[str, Any]]:
    """The batches that ever counted, the newest first; see `store.history`."""
    return store_history.history(settings().store)


def clock_behind() -> datetime | None:
    """The moment of the ledger's last event where it is later than now; None where the clocks agree."""
    ahead = ledger.ahead(ledger.read(settings().store))
    return max(datetime.fromisoformat(event.at) for event in ahead) if ahead else None


def forgotten() -> list[dict[str, str]]:
    """When files that earlier versions kept were destroyed; see `store.history`."""
    return store_history.forgotten(settings().store)


def read_otherwise() -> list[dict[str, Any]]:
    """The batches that today's reader would make otherwise of their files; see `changes.otherwise`."""
    return otherwise.read(settings().store)


def erased_since(moment: str) -> int:
    """How many batches that counted at a moment were erased since."""
    return travel.erased_since(settings().store, moment)


def moments(after: str = "") -> list[dict[str, Any]]:
    """The moments that pages can be set back to, or those after one of them; see `snapshot.travel`."""
    return travel.moments(settings().store, after)


def totals_at(moment: str) -> dict[str, float | None]:
    """What each indicator of all places came to at a moment."""
    return travel.totals_at(settings().store, moment)


def parsed_moment(text: str) -> datetime | None:
    """A moment from a link; None where it is none."""
    return travel.parsed(text)


def version_as_known(lang: str, moment: str) -> str | None:
    """The data version of what counted at a moment, its snapshot built where it is missing. Raises Refused."""
    version = travel.version_as_known(settings().store, moment)
    if version and travel.as_known(settings().store, moment) is None:
        _run(LookBack(lang=lang, moment=moment), ())
    return version


def get_ready() -> None:
    """Have a worker wait, so that the next job need not wait for one: half of what a small job takes is that. It comes
    in a while, for the page that asks for it wants the core first; it holds memory, and leaves after some minutes
    (`worker.PATIENCE_SECONDS`)."""
    with _lock:
        if any(one.is_alive() for one in _coming):
            return
        _coming[:] = [threading.Timer(_REST_SECONDS, _have_one_wait)]
        _coming[0].daemon = True
        _coming[0].start()


def _have_one_wait() -> None:
    with _lock:
        if _waiting and _waiting[0].poll() is None and _waiting[1] == _environment():
            return
        _waiting[:] = [_hired(), _environment()]


_REST_SECONDS = 1.5
_lock = threading.Lock()
_coming: list[threading.Timer] = []
_waiting: list[Any] = []  # a process, and the settings that it was started with


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("ENROLMENT_")}


def _hired() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "enrolment.changes.worker"]
    return subprocess.Popen(command, cwd=ROOT, env=of_a_child(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _take_worker() -> subprocess.Popen[bytes]:
    with _lock:
        found = list(_waiting)
        _waiting.clear()
        for one in _coming:  # not in the middle of the job: it is asked for again after it
            one.cancel()
        _coming.clear()
    if found and found[0].poll() is None and found[1] == _environment():
        return found[0]
    return _hired()


def _names(files: Files) -> tuple[str, ...]:
    return tuple(name for name, _ in files)


def _run(job: Job, files: Files, progress: Progress | None = None) -> Any:
    """What the worker answers, as JSON. Raises Refused."""
    lang = job.lang
    if not settings().changes and not isinstance(job, Preview | LookBack | Rebuild):
        raise Refused([translate(lang, "changes-off")])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("job.json", job.model_dump_json())
        for number, (_, content) in enumerate(files):
            archive.writestr(str(number), content)
    with turns.let_go():
        last = _carried_out(_take_worker(), packed.getbuffer(), progress)
        if not last:  # one that waited may have gone home just then
            last = _carried_out(_hired(), packed.getbuffer(), progress)
    if "answer" in last:
        if isinstance(job, Preview | Import):  # another is likely
            get_ready()
        return last["answer"]
    if "refused" in last:
        raise Refused(last["refused"], last.get("more", 0))
    raise Refused([translate(lang, "job-too-long" if last.get("is_late") else "mistake-memory")])


def _carried_out(worker: subprocess.Popen[bytes], job: memoryview, progress: Progress | None) -> dict[str, Any]:
    """The last thing that the worker said; nothing where it never spoke."""
    last: dict[str, Any] = {}
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        worker.kill()

    alarm = threading.Timer(settings().worker_seconds, stop)  # it holds the store's lock
    alarm.daemon = True
    alarm.start()
    try:
        with worker:
            assert worker.stdin and worker.stdout
            with suppress(OSError):
                worker.stdin.write(job)
                worker.stdin.close()
            for line in worker.stdout:
                last = _read(line) or last
                if "progress" in last and progress:
                    progress(last["step"], last["progress"])
    finally:
        alarm.cancel()
    return {**last, "is_late": True} if is_late.is_set() and not last.keys() & {"answer", "refused"} else last


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        return json.loads(line)
    except ValueError:
        return None
