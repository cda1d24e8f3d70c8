"""One change at a time: whoever changes the store holds its lock, others queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from enrolment.settings import settings

FILE = "lock"


class Busy(Exception):
    """Somebody else has been changing the store for longer than one wants to wait."""


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Hold the store's lock; it goes with the process, however that ends. Raises Busy after the settings' time."""
    store.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(store / FILE, timeout=settings().lock_timeout_seconds):
            yield
    except Timeout as error:
        raise Busy from error
