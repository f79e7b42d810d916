"""Every way to tamper is found, by the rule that names it: in a fresh clone, and with a pin; and what a fresh clone cannot know is known too."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.approvals.findings import RULES
from tests.approved_books import referat
from tests.attacks import around
from tests.attacks.tampering import ATTACKS, Attack

DAY = "2024-06-01"


def verified(book: Path) -> tuple[bool, set[str], set[str]]:
    """Whether it holds, and the rules of its findings and of its notes."""
    ran = referat(book, "verify", "--format", "json", day=DAY)
    said = json.loads(ran.out)
    assert ran.code == (0 if said["ok"] else 1), ran.err
    for one in (*said["findings"], *said["notes"]):
        assert_there(book, one["path"], one["line"])
    return said["ok"], {one["rule"] for one in said["findings"]}, {one["rule"] for one in said["notes"]}


def assert_there(book: Path, path: str | None, line: int | None) -> None:
    """What is said of a file that is there is said of one of its lines."""
    file = book / (path or "")
    if path and line and file.is_file() and not file.is_symlink():
        assert 1 <= line <= file.read_bytes().count(b"\n") + 1, f"{path}:{line}"


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_found(attack: Attack, chain: Path, fresh: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert verified(chain)[0]
    attack.tamper(chain)
    ok, found, notes = verified(chain)
    assert attack.pinned <= found, f"with a pin: {found}"
    assert ok == (not attack.pinned), f"with a pin: {found}"
    assert attack.noted <= found | notes, f"with a pin: {found} {notes}"

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another state"))  # somebody who has never seen the book
    ok, found, notes = verified(fresh(chain) if attack.cloned else chain)
    assert attack.noted <= found | notes, f"in a fresh clone: {found} {notes}"
    assert attack.fresh <= found, f"in a fresh clone: {found}"
    assert ok == (not attack.fresh), f"in a fresh clone: {found}"


def test_the_attacks_are_all_there() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    assert len(around.STATES) > 10


def test_every_rule_has_an_attack_or_is_tested_by_name() -> None:
    attacked = {rule for attack in ATTACKS for rule in attack.fresh | attack.pinned | attack.noted}
    elsewhere = {"R05", "R08c", "R09", "R16"}  # test_signatures and test_notes
    assert set(RULES) == attacked | elsewhere
