"""The server's first start, and what it says when a page fails."""

import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import streamlit as st
from streamlit.runtime import get_instance

from enrolment import faults
from enrolment.language import translate
from enrolment.query import errors
from enrolment.settings import ROOT, of_a_child, settings
from enrolment.snapshot.leftovers import leftovers
from enrolment.snapshot.version import is_behind
from enrolment.store import ledger
from enrolment.store.ledger import DamagedLedger
from enrolment.view import zone
from enrolment.view.session import lang

log = logging.getLogger(__name__)
_SWEEP_SECONDS = 15


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Build the sample at the very first start; `streamlit run app.py` is all that a newcomer needs to know.

    A snapshot that is gone, or that another version of the software built, is built again from the batches; what is
    left over of work that was cut off, or of earlier versions, is cleared away with it.
    """
    try:
        if not ledger.read(settings().store).events:
            await anyio.to_thread.run_sync(_run, "build", str(ROOT / "data" / "sample"), "--as", "sample")
        elif is_behind(settings().store) or (settings().changes and leftovers(settings().store)):
            await anyio.to_thread.run_sync(_run, "rebuild")
    except DamagedLedger as damaged:
        log.error(errors.sentence(damaged, settings().language))
    async with anyio.create_task_group() as beside:
        beside.start_soon(_give_back)
        yield
        beside.cancel_scope.cancel()


async def _give_back() -> None:
    """Give back what lies in the zones of sessions that are gone."""
    while True:
        await anyio.sleep(_SWEEP_SECONDS)
        runtime = get_instance()
        zone.give_back(runtime.is_active_session, runtime.uploaded_file_mgr)


def _run(*words: str) -> None:
    """Build in a child process: a damaged file cannot take the server down, and its memory is given back."""
    command = [sys.executable, "-m", "enrolment", *words]
    done = subprocess.run(command, cwd=ROOT, env=of_a_child(), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        log.error("%s\n%s", translate(settings().language, "start-failed"), done.stderr)


def say_what_failed(error: Exception) -> bool:
    """One sentence instead of a traceback; where it happened goes to the server's log."""
    log.error("page failed: %s", faults.traced(error))
    is_foreseen = isinstance(error, errors.KINDS)
    st.error(errors.sentence(error, lang()) if is_foreseen else translate(lang(), "something-failed"))
    return True
