"""Signed approvals: by the person's own key, for what it means, by the list of signers that was seen."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from referat.approvals.signatures import ended
from tests.approved_books import M1, M2, M3, M4, M5, Ran, commit, done, page, referat
from tests.repositories import git

DAY = "2024-06-01"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Two keys: of Signe, who approves, and of somebody else."""
    for name in ("signe", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(tmp_path / name)], check=True)
    return tmp_path


@pytest.fixture
def signed(chain: Path, keys: Path) -> Path:
    """The chain in a book that requires signatures from now on, with Signe's key in the list and in git."""
    git(chain, "config", "user.signingKey", str(keys / "signe"))
    done(referat(chain, "signers", "add", "signe", str(keys / "signe.pub"), day=DAY))
    (chain / "meetings" / "book.yaml").write_text("tittel: Elvdal friluftsråd\napproval: {signatures: required, by: [chair]}\n", encoding="utf-8")
    commit(chain, "signatures from now on", DAY)
    return chain


def approve(book: Path) -> Ran:
    return referat(book, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day="2024-06-02")


def test_an_approval_is_signed_and_holds(signed: Path) -> None:
    done(approve(signed))
    assert ', sig: "' in page(signed, M4).read_text("utf-8")
    ran = referat(signed, "verify")
    assert ran.code == 0, ran.out
    for older in (M1, M2, M3):  # from before the rule
        assert f"note R05: {older}" in ran.out


def test_lists_that_followed_one_another_unseen_count(signed: Path, keys: Path) -> None:
    assert referat(signed, "verify").code == 0
    for name in ("Oddvar Bråten", "Kåre Lindset"):
        done(referat(signed, "signers", "add", name, str(keys / "other.pub"), day="2024-06-03"))
    assert referat(signed, "verify").code == 0


def test_an_older_list_cannot_be_put_back(signed: Path, keys: Path) -> None:
    """It was signed in its day, by somebody who is on the list still; but it does not follow on the one that was seen."""
    done(referat(signed, "signers", "add", "Oddvar Bråten", str(keys / "other.pub"), day="2024-06-03"))
    older = {name: (signed / "meetings" / name).read_bytes() for name in ("signers", "signers.sig")}
    done(referat(signed, "signers", "add", "Kåre Lindset", str(keys / "other.pub"), day="2024-06-04"))
    assert referat(signed, "verify").code == 0
    for name, data in older.items():
        (signed / "meetings" / name).write_bytes(data)
    commit(signed, day="2024-06-05")
    ran = referat(signed, "verify")
    assert ran.code == 1
    assert "finding R13" in ran.out
    assert "- kåre.lindset" in ran.out


def test_keys_that_count_no_more_leave_what_was_signed(signed: Path) -> None:
    done(approve(signed))
    assert referat(signed, "verify", day="2024-06-03").code == 0
    done(referat(signed, "signers", "end", "signe", "--on", "2024-06-10", day="2024-06-10"))
    ran = referat(signed, "verify", day="2024-06-11")
    assert ran.code == 0, ran.out
    assert referat(signed, "signers", "end", "signe", "--on", "2024-06-10", day="2024-06-10").code == 2, "it has an end already"
    done(referat(signed, "withdraw", M4, day="2024-06-12"))
    ran = referat(signed, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day="2024-06-12")
    assert ran.code == 4
    assert "not that of the approver" in ran.err


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('signe.haugstad namespaces="a" ssh-ed25519 AAAA\n', 'signe.haugstad valid-before="20240610",namespaces="a" ssh-ed25519 AAAA\n'),
        ("signe.haugstad ssh-ed25519 AAAA", 'signe.haugstad valid-before="20240610" ssh-ed25519 AAAA'),
        ('signe.haugstad valid-before="20200101" ssh-ed25519 AAAA\n', None),
        ("# signe.haugstad ssh-ed25519 AAAA\n", None),
        ("oddvar.bråten ssh-ed25519 AAAA\n", None),
    ],
)
def test_the_end_of_a_key_in_the_list(line: str, after: str | None) -> None:
    assert ended(f"x ssh-rsa AAAA\n{line}", "Signe Haugstad", date(2024, 6, 10)) == f"x ssh-rsa AAAA\n{after or line}"


def test_a_signature_outlives_another_name(signed: Path) -> None:
    done(approve(signed))
    git(signed, "mv", f"meetings/{M4}.md", "meetings/2024-04-10-styremøte.md")
    commit(signed, day="2024-06-03")
    ran = referat(signed, "verify")
    assert ran.code == 0, ran.out


def test_without_a_key_it_is_refused_where_it_is_required_and_said_where_it_is_wanted(signed: Path) -> None:
    git(signed, "config", "--unset", "user.signingKey")
    ran = approve(signed)
    assert ran.code == 4
    assert "git does not know a key of yours" in ran.err
    book = signed / "meetings" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("required", "wanted"), encoding="utf-8")
    commit(signed, day=DAY)
    assert "The approval is not signed: git does not know a key of yours" in done(approve(signed)).err


def test_the_key_must_be_that_of_the_approver(signed: Path, keys: Path) -> None:
    git(signed, "config", "user.signingKey", str(keys / "other"))
    ran = approve(signed)
    assert ran.code == 4
    assert "not that of the approver" in ran.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on: 2024-05-08, by: Signe Haugstad", "on: 2024-05-08, by: Oddvar Bråten"),
        (r'sig: "[^"]{20}', 'sig: "AAAAAAAAAAAAAAAAAAAA'),
        (r', sig: "[^"]*"', ""),
    ],
    ids=["another approver", "another signature", "no signature"],
)
def test_a_signature_that_does_not_hold_is_found(signed: Path, old: str, new: str) -> None:
    done(approve(signed))
    path = page(signed, M4)
    path.write_text(re.sub(rf"(^approval:.*?){old}", rf"\1{new}", path.read_text("utf-8"), flags=re.MULTILINE), encoding="utf-8")
    commit(signed, day="2024-06-03")
    ran = referat(signed, "verify")
    assert ran.code == 1
    assert f"finding R05: {M4}" in ran.out


def test_a_signature_for_one_text_is_none_for_another(signed: Path) -> None:
    """What is recomputed in the newest link, which no digest can show, a signature does."""
    done(approve(signed))
    path, other = page(signed, M4), page(signed, M5)
    before = path.read_text("utf-8")
    old = re.findall(r'approval: \{text: "(sha256:[0-9a-f]+)"', before)[0]
    path.write_text(before.replace("retningen", "det motsatte"), encoding="utf-8")
    from tests.attacks.tampering import digest_of

    new = digest_of(signed, M4)
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    other.write_text(other.read_text("utf-8").replace(old, new), encoding="utf-8")
    commit(signed, day="2024-06-03")
    ran = referat(signed, "verify")
    assert ran.code == 1
    assert [line.split(" ")[2] for line in ran.out.split("\n") if " finding " in line] == ["R05:"]


def test_a_new_list_counts_only_if_an_earlier_signer_signed_it(signed: Path, keys: Path) -> None:
    assert referat(signed, "verify").code == 0
    done(referat(signed, "signers", "add", "Oddvar Bråten", str(keys / "other.pub"), day="2024-06-03"))
    assert referat(signed, "verify").code == 0, "Signe, who was on the list, has signed it"

    listed = signed / "meetings" / "signers"
    stranger = (keys / "other.pub").read_text("utf-8").split()
    listed.write_text(listed.read_text("utf-8") + f"kåre.lindset {stranger[0]} {stranger[1]}\n", encoding="utf-8")
    commit(signed, day="2024-06-04")
    ran = referat(signed, "verify")
    assert ran.code == 1
    assert "R13" in ran.out
    assert referat(signed, "verify", "--accept").code == 2, "nobody is there to be asked"
    done(referat(signed, "verify", "--accept", "--yes"))
    assert referat(signed, "verify").code == 0
