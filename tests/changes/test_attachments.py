"""Attachments: what circulating and approving put down of them, what is refused, and what `verify` says when they are others."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.store.attached_files import digests_of
from tests.approved_books import M4, M5, chain, change, commit, done, fast_disk, page, referat, template
from tests.attacks.around import with_attachment
from tests.repositories import git, home, put

__all__ = ["chain", "fast_disk", "home", "template"]
FILE = "meetings/vedlegg/kart.txt"
MAP = b"Kart over stien\nfra brua\n"
LIST = "vedlegg:\n  - vedlegg/kart.txt\nstatus: utkast"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def attached(book: Path, meeting: str = M5) -> list[tuple[str, str]]:
    return re.findall(r'^  - \{file: (\S+), sha256: "([0-9a-f]{64})"\}$', page(book, meeting).read_text(encoding="utf-8"), re.MULTILINE)


def lists(book: Path, listed: str = LIST, data: bytes = MAP) -> None:
    (book / FILE).parent.mkdir(exist_ok=True)
    (book / FILE).write_bytes(data)
    change(book, M5, "status: utkast", listed)
    commit(book, day="2024-05-09")


def circulated(book: Path, *words: str) -> int:
    return referat(book, "circulate", M5, "--force", "en prøve", "--out", str(book.parent / "copies"), *words, day="2024-05-20").code


def test_circulating_puts_down_what_the_attachments_are_and_does_so_once(chain: Path) -> None:
    lists(chain)
    assert circulated(chain) == 0
    assert attached(chain) == [(FILE, digest(MAP))]
    before = page(chain, M5).read_bytes()
    assert circulated(chain) == 0
    assert page(chain, M5).read_bytes() == before


def test_an_attachment_that_is_not_saved_is_saved_with_the_minutes(chain: Path) -> None:
    change(chain, M5, "status: utkast", LIST)
    commit(chain, day="2024-05-09")
    put(chain, {FILE: "nytt\n"})
    assert circulated(chain) == 0
    assert git(chain, "status", "--porcelain") == ""


def test_lines_that_end_otherwise_are_the_same_text_and_bytes_with_nul_are_not(chain: Path) -> None:
    lists(chain, data=MAP.replace(b"\n", b"\r\n"))
    assert circulated(chain) == 0
    assert attached(chain) == [(FILE, digest(MAP))]
    (chain / FILE).write_bytes(MAP)
    assert circulated(chain) == 0


def test_a_changed_attachment_is_refused_and_what_was_put_down_stays(chain: Path) -> None:
    lists(chain)
    circulated(chain)
    (chain / FILE).write_bytes(b"Kart over noe annet\n")
    commit(chain)
    before = page(chain, M5).read_bytes()
    ran = referat(chain, "circulate", M5, "--force", "en prøve", "--no-save", day="2024-05-20")
    assert ran.code == 4
    assert FILE in ran.err
    assert page(chain, M5).read_bytes() == before


def test_another_file_under_another_name_takes_its_place_in_the_list(chain: Path) -> None:
    lists(chain)
    circulated(chain)
    put(chain, {"meetings/vedlegg/kart-2.txt": "nytt\n"})
    change(chain, M5, "vedlegg/kart.txt\n", "vedlegg/kart-2.txt\n")
    commit(chain)
    assert circulated(chain) == 0
    assert attached(chain) == [("meetings/vedlegg/kart-2.txt", digest(b"nytt\n"))]


def test_minutes_that_were_sent_out_without_are_left_as_they_are(chain: Path) -> None:
    change(chain, M5, "status: utkast", LIST)
    commit(chain, day="2024-05-09")
    assert circulated(chain) == 0
    before = page(chain, M5).read_bytes()
    put(chain, {FILE: "nytt\n"})
    commit(chain)
    assert circulated(chain) == 0
    assert page(chain, M5).read_bytes() == before


def test_approving_what_was_never_sent_out_puts_them_down_too(chain: Path) -> None:
    (chain / FILE).parent.mkdir()
    (chain / FILE).write_bytes(MAP)
    path = page(chain, M4)
    text = re.sub(r"^circulation:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("status: sendt", LIST), encoding="utf-8")
    commit(chain, day="2024-05-09")
    done(referat(chain, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day="2024-05-10"))
    assert attached(chain, M4) == [(FILE, digest(MAP))]
    assert referat(chain, "verify").code == 0


@pytest.mark.parametrize(
    "listed", ["https://example.org/kart.pdf", "../../kart.txt", "/etc/hostname", "2024-01-10-styret.md", "vedlegg/lenke.txt", "Muntlig orientering"]
)
def test_what_is_no_file_of_the_book_is_not_put_down(chain: Path, listed: str) -> None:
    lists(chain, LIST.replace("vedlegg/kart.txt", listed))
    (chain / "meetings" / "vedlegg" / "lenke.txt").symlink_to("kart.txt")
    (chain.parent / "kart.txt").write_bytes(MAP)
    assert circulated(chain) == 0
    assert attached(chain) == []


def test_what_git_leaves_alone_is_not_put_down(chain: Path) -> None:
    (chain / ".gitignore").write_text("*.txt\n", encoding="utf-8")
    lists(chain)
    assert circulated(chain) == 0
    assert attached(chain) == []


def pointer(data: bytes) -> bytes:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest(data)}\nsize {len(data)}\n".encode()


def other(data: bytes) -> Callable[[Path], object]:
    return lambda book: (book / FILE).write_bytes(data)


def moved(book: Path) -> None:
    (book / "meetings" / "2024").mkdir()
    (book / FILE).rename(book / "meetings" / "2024" / "kart.txt")


MAP_THERE = b"Kart over stien\n"


@pytest.mark.parametrize(
    ("deed", "findings", "notes"),
    [
        (other(MAP_THERE.replace(b"\n", b"\r\n")), set(), set()),
        (other(pointer(MAP_THERE)), set(), set()),
        (other(pointer(b"another")), {"R21"}, set()),
        (other(MAP_THERE + b"\0"), {"R21"}, set()),
        (moved, set(), {"R21"}),
        (lambda book: (book / FILE).unlink(), {"R21"}, set()),
    ],
)
def test_verify_knows_an_attachment_again(chain: Path, deed: Callable[[Path], object], findings: set[str], notes: set[str]) -> None:
    """Also where all was well a moment ago, and the minutes and git are as they were."""
    with_attachment(chain)
    for _ in range(2):
        assert referat(chain, "verify").code == 0
    deed(chain)
    said = json.loads(referat(chain, "verify", "--format", "json").out)
    assert {one["rule"] for one in said["findings"]} == findings
    assert {one["rule"] for one in said["notes"]} == notes


def test_a_file_with_a_nul_anywhere_is_known_by_its_bytes_alone(tmp_path: Path) -> None:
    for name, data in {"early": b"\0" + b"a\r\n" * 400_000, "late": b"a\r\n" * 400_000 + b"\0"}.items():
        (tmp_path / name).write_bytes(data)
        assert digests_of(str(tmp_path), name) == (digest(data),)
    (tmp_path / "text").write_bytes(b"a\r\n" * 400_000)
    assert digests_of(str(tmp_path), "text") == (digest(b"a\n" * 400_000), digest(b"a\r\n" * 400_000))
