"""Two processes share the work, and whatever becomes of the other one, all of it is done."""

import os
from collections.abc import Callable, Sequence
from marshal import dumps, loads

import pytest

from referat.store import parallel as halves
from referat.store.parallel import Elsewhere, in_halves


def squares(numbers: Sequence[int], tell: Callable[[int], None]) -> list[tuple[int, int]]:
    found = []
    for done, number in enumerate(numbers):
        found.append((number * number, os.getpid()))
        tell(done)
    return found


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process does it all here")


@needs_fork
def test_two_processes_give_their_answers_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    steps: list[int] = []
    found = in_halves(squares, range(7), steps.append, dumps, loads)
    assert [square for square, _ in found] == [n * n for n in range(7)]
    assert len({process for _, process in found}) == 2
    assert steps == [0, 2, 4, 6]


def test_one_process_does_it_all_where_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert in_halves(squares, range(3), lambda _: None, dumps, loads) == [(n * n, os.getpid()) for n in range(3)]


@needs_fork
def test_one_process_does_it_all_where_no_other_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", refuse)
    assert in_halves(squares, range(3), lambda _: None, dumps, loads) == [(n * n, os.getpid()) for n in range(3)]


@needs_fork
def test_what_a_killed_process_did_not_finish_is_done_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here = os.getpid()

    def work(numbers: Sequence[int], tell: Callable[[int], None]) -> list[tuple[int, int]]:
        if os.getpid() != here:
            os._exit(9)
        return squares(numbers, tell)

    assert in_halves(work, range(5), lambda _: None, dumps, loads) == [(n * n, here) for n in range(5)]


@needs_fork
def test_an_error_of_the_other_process_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def work(numbers: Sequence[int], tell: Callable[[int], None]) -> list[int]:
        return [10 // (4 - number) for number in numbers]

    with pytest.raises(ZeroDivisionError):
        in_halves(work, range(5), lambda _: None, dumps, loads)


@needs_fork
def test_a_process_killed_while_it_tells_is_believed_as_far_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(work: Callable[..., list[tuple[int, int]]], over: Sequence[int], pack: Callable[..., bytes], _: object) -> tuple[int, int]:
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            first, second = pack(work(over[:2], lambda _: None)), pack(work(over[2:], lambda _: None))
            os.write(writing, len(first).to_bytes(8, "little") + first + len(second).to_bytes(8, "little") + second[:-1])
            os._exit(9)
        os.close(writing)
        return reading, pid

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(halves, "_begin", begin)
    found = in_halves(squares, range(8), lambda _: None, dumps, loads)
    assert [square for square, _ in found] == [n * n for n in range(8)]
    assert [process == os.getpid() for _, process in found] == [True] * 4 + [False] * 2 + [True] * 2


@needs_fork
def test_what_is_reckoned_last_is_not_waited_for_with_the_rest() -> None:
    begun = Elsewhere(squares, range(1200), dumps, loads, last=lambda: b"%d" % os.getpid())
    found = begun.result(lambda _: None)
    assert [square for square, _ in found] == [n * n for n in range(1200)]
    assert {process for _, process in found} == {int(begun.last())} != {os.getpid()}


@needs_fork
def test_what_a_killed_process_was_to_reckon_last_is_reckoned_here() -> None:
    here = os.getpid()

    def last() -> bytes:
        if os.getpid() != here:
            os._exit(9)
        return b"here"

    begun = Elsewhere(squares, range(3), dumps, loads, last=last)
    assert [square for square, _ in begun.result(lambda _: None)] == [0, 1, 4]
    assert begun.last() == b"here"


def test_what_no_other_process_can_reckon_last_is_reckoned_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse, raising=False)
    begun = Elsewhere(squares, range(3), dumps, loads, last=lambda: b"here")
    assert (len(begun.result(lambda _: None)), begun.last()) == (3, b"here")
