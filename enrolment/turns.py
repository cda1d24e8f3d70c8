"""Whose turn it is to compute a page: one script at a time.

Python runs one thread at a time. Scripts that run side by side hand it round hundreds of times a second, and all of
them become slow together; one after the other, each is as fast as if it were alone. A script that waits for something
else (a worker, a long query) lets go of its turn.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONG_SECONDS = 0.1  # of a query, after which others need not wait for it
_SWITCH_SECONDS = 0.0005  # so that the server's other threads are heard while a script runs

_turn = threading.BoundedSemaphore(1)
_mine = threading.local()


@contextmanager
def taken() -> Iterator[None]:
    """The turn, for as long as a script runs; waits for it. Within one that is taken already, nothing."""
    if getattr(_mine, "is_taken", False):
        yield
        return
    sys.setswitchinterval(_SWITCH_SECONDS)
    _turn.acquire()
    _mine.is_taken = True
    try:
        yield
    finally:
        _mine.is_taken = False
        _turn.release()


@contextmanager
def let_go() -> Iterator[None]:
    """Let others have the turn while this script waits for something else; it is taken again before the script goes on.
    Nothing where no turn was taken."""
    if not getattr(_mine, "is_taken", False):
        yield
        return
    _mine.is_taken = False
    _turn.release()
    try:
        yield
    finally:
        _turn.acquire()
        _mine.is_taken = True


@contextmanager
def let_go_if_long() -> Iterator[None]:
    """The same for what is seldom long: the turn goes on after LONG_SECONDS."""
    if not getattr(_mine, "is_taken", False):
        yield
        return
    lock, is_gone, is_over = threading.Lock(), False, False

    def release() -> None:
        nonlocal is_gone
        with lock:
            if not is_over:
                is_gone = True
                _turn.release()

    timer = threading.Timer(LONG_SECONDS, release)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            is_over = True
        if is_gone:
            _turn.acquire()
