"""Two processes read what one would, and one reads all where the other is lost."""

import os
import signal
from pathlib import Path

import pytest

from referat.trail import many
from referat.trail.filed import read_filed
from referat.trail.many import Reading
from tests.approved_books import M2, change, referat

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts no process so")


@pytest.fixture(autouse=True)
def two_from_two_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_two_processes_read_what_one_does_in_the_same_order(count: int) -> None:
    texts = {f"meetings/{n}.md": f"---\ndato: 2024-01-{n + 1:02}\nstatus: {'x' * n}\n---\n- [ ] a ^ab12c\n".encode() for n in range(count)}
    texts["meetings/odd.md"] = b"\xff"
    assert Reading(texts).all() == [read_filed(path, data) for path, data in texts.items()]


def test_what_a_child_that_was_killed_should_have_read_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"meetings/{n}.md": b"---\ndato: 2024-01-01\n---\n" for n in range(9)}
    monkeypatch.setattr(many.pickle, "dumps", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert [one.path for one in Reading(texts).all()] == list(texts)


def test_verify_says_the_same_with_two_processes(chain: Path) -> None:
    change(chain, M2, "retningen", "farten")
    two = referat(chain, "verify")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "WORTH_TWO", 1000)
        assert referat(chain, "verify") == two
    assert two.code == 1
