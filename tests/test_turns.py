"""One script at a time; who waits for something else lets others go on."""

import threading
import time

import pytest

from enrolment import turns


def beside(job) -> threading.Thread:
    thread = threading.Thread(target=job, daemon=True)
    thread.start()
    return thread


def at_its_turn(done: threading.Event) -> None:
    with turns.taken():
        done.set()


def test_scripts_run_one_after_the_other():
    inside, most = 0, 0

    def script() -> None:
        nonlocal inside, most
        with turns.taken():
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    for thread in [beside(script) for _ in range(8)]:
        thread.join(10)
    assert (inside, most) == (0, 1)


@pytest.mark.parametrize("way", [turns.let_go, turns.let_go_if_long])
def test_who_waits_lets_others_go_on_and_takes_its_turn_again(way):
    done = threading.Event()
    with turns.taken():
        thread = beside(lambda: at_its_turn(done))
        assert not done.wait(0.05), "not before the turn is let go"
        with way():
            assert done.wait(10)
        done.clear()
        thread = beside(lambda: at_its_turn(done))
        assert not done.wait(0.05), "the turn is taken again"
    thread.join(10)
    assert done.is_set()


def test_what_is_not_long_keeps_its_turn(monkeypatch):
    monkeypatch.setattr(turns, "LONG_SECONDS", 5)
    done = threading.Event()
    with turns.taken():
        thread = beside(lambda: at_its_turn(done))
        with turns.let_go_if_long():
            assert not done.wait(0.05)
    thread.join(10)
    assert done.is_set()


def test_a_turn_within_a_turn_and_letting_go_twice_are_nothing():
    with turns.taken(), turns.taken(), turns.let_go(), turns.let_go(), turns.let_go_if_long():
        pass
    with turns.let_go(), turns.taken():
        pass


def test_a_script_that_fails_gives_its_turn_back():
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    with turns.taken():
        pass
