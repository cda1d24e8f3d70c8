"""The one door to changes of the data: each is an job that a process of its own runs, see `worker`.

What comes back is plain: dictionaries and lists, with the sentences in the reader's language.
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

from enrolment.changes import rules
from enrolment.language import translate
from enrolment.settings import ROOT, of_a_child, settings
from enrolment.snapshot import travel
from enrolment.store import history as store_history

Files = Sequence[tuple[str, bytes]]  # name and content


class Refused(Exception):
    """What was asked cannot be done; `sentences` say why, `more` counts those that are not listed."""

    def __init__(self, sentences: Sequence[str], more: int = 0):
        self.sentences, self.more = list(sentences), more
        super().__init__("; ".join(sentences))


def look(lang: str, files: Files, made: Mapping[str, Any], tables: Mapping[str, str]) -> dict[str, Any]:
    """Understand files and tell what they would change. `made`, `tables`: by a file's key, as the answer names it."""
    return _run({"job": "look", "lang": lang, "made": made, "tables": tables}, files)


def bring_in(
    lang: str,
    files: Files,
    made: Mapping[str, Any],
    tables: Mapping[str, str],
    keys: Sequence[str],
    who: str,
    progress: Callable[[str, float], None] | None = None,
) -> dict[str, Any]:
    """Bring the files of these keys in, all or none. Raises Refused."""
    asked = {"job": "import", "lang": lang, "made": made, "tables": tables, "keys": list(keys), "who": who}
    return _run(asked, files, progress)


def undo(lang: str, code: str, who: str, progress: Callable[[str, float], None] | None = None) -> dict[str, Any]:
    """Take a batch off the ledger. Raises Refused."""
    return _run({"job": "undo", "lang": lang, "code": code, "who": who}, (), progress)


def redo(lang: str, code: str, who: str, progress: Callable[[str, float], None] | None = None) -> dict[str, Any]:
    """Put a batch back on the ledger. Raises Refused."""
    return _run({"job": "redo", "lang": lang, "code": code, "who": who}, (), progress)


def write_note(
    lang: str, note: Mapping[str, str], who: str, progress: Callable[[str, float], None] | None = None
) -> dict[str, Any]:
    """Note something on a finding; `note` has the columns of the contract's table `notes`. Raises Refused."""
    return _run({"job": "note", "lang": lang, "note": note, "who": who}, (), progress)


def rule_changes() -> list[dict[str, Any]]:
    """What newer rules moved in numbers that counted already, in order; see `changes.rules`."""
    return rules.read(settings().store)


def history() -> list[dict[str, Any]]:
    """The batches that ever counted, the newest first; see `store.history`."""
    return store_history.history(settings().store)


def moments(after: str = "") -> list[dict[str, str]]:
    """The moments that pages can be set back to, or those after one of them; see `snapshot.travel`."""
    return travel.moments(settings().store, after)


def parsed_moment(text: str) -> datetime | None:
    """A moment from a link; None where it is none."""
    return travel.parsed(text)


def version_as_known(lang: str, moment: str) -> str | None:
    """The data version of what counted at a moment, its snapshot built where it is missing. Raises Refused."""
    version = travel.version_as_known(settings().store, moment)
    if version and travel.as_known(settings().store, moment) is None:
        _run({"job": "as_known", "lang": lang, "moment": moment}, ())
    return version


def get_ready() -> None:
    """Have a worker wait, so that the next job need not wait for one: half of what a small job takes is that."""
    with _lock:
        if _waiting and _waiting[0].poll() is None and _waiting[1] == _environment():
            return
        _waiting[:] = [_hired(), _environment()]


_CHANGES = ("import", "undo", "redo", "note")
_REST_SECONDS = 1.5
_lock = threading.Lock()
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
    if found and found[0].poll() is None and found[1] == _environment():
        return found[0]
    return _hired()


def _run(request: dict[str, Any], files: Files, progress: Callable[[str, float], None] | None = None) -> dict[str, Any]:
    lang = request["lang"]
    if not settings().changes and request["job"] in _CHANGES:
        raise Refused([translate(lang, "changes-off")])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as job:
        job.writestr("request.json", json.dumps({**request, "files": [name for name, _ in files]}))
        for number, (_, content) in enumerate(files):
            job.writestr(str(number), content)
    last = _carried_out(_take_worker(), packed.getbuffer(), progress)
    if not last:  # one that waited may have gone home just then
        last = _carried_out(_hired(), packed.getbuffer(), progress)
    if "answer" in last:
        # In a while: starting costs a second of a core, which the page that shows the answer wants now.
        later = threading.Timer(_REST_SECONDS, get_ready)
        later.daemon = True
        later.start()
        return last["answer"]
    if "refused" in last:
        raise Refused(last["refused"], last.get("more", 0))
    raise Refused([translate(lang, "mistake-memory")])


def _carried_out(
    worker: subprocess.Popen[bytes], job: memoryview, progress: Callable[[str, float], None] | None
) -> dict[str, Any]:
    """The last thing that the worker said; nothing where it never spoke."""
    last: dict[str, Any] = {}
    alarm = threading.Timer(settings().clerk_seconds, worker.kill)  # it holds the store's lock
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
    return last


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        return json.loads(line)
    except ValueError:
        return None
