"""Circulating: the day for comments, the reason, the marks of an earlier version, signs that are refused, and taking an approval back."""

import re
from pathlib import Path

import pytest

from tests.approved_books import M4, M5, Ran, chain, change, commit, done, fast_disk, page, referat, template
from tests.repositories import home

__all__ = ["chain", "fast_disk", "home", "template"]

DAY = "2024-05-20"


def circulate(book: Path, *words: str, day: str = DAY) -> Ran:
    return referat(book, "circulate", M5, "--out", str(book.parent / "copies"), *words, day=day)


def head(book: Path, meeting: str = M5) -> str:
    return page(book, meeting).read_text(encoding="utf-8").partition("\n---\n")[0]


def test_the_last_day_for_comments_may_be_today_and_not_yesterday(chain: Path) -> None:
    late = circulate(chain, "--comments-by", "2024-05-19")
    assert late.code == 2
    assert "over already" in late.err
    done(circulate(chain, "--comments-by", DAY))
    assert f"comments-by: {DAY}" in head(chain)


def test_a_reason_that_nothing_asked_for_is_not_put_down(chain: Path) -> None:
    done(circulate(chain, "--force", "en grunn"))
    assert "circulation: {" in head(chain)
    assert "forced" not in head(chain)


def test_a_draft_with_the_record_of_its_text_is_sent_out(chain: Path) -> None:
    done(circulate(chain))
    change(chain, M5, "status: sendt", "status: utkast")
    commit(chain)
    assert "already" not in done(circulate(chain)).out
    assert re.search(r"^status: sendt", head(chain), re.MULTILINE)


def test_a_tick_of_the_meetings_day_in_what_was_sent_out_is_the_box_alone(chain: Path) -> None:
    path = page(chain, M5)
    done(circulate(chain, day="2024-05-08"))
    path.write_text(path.read_text(encoding="utf-8").replace("- [ ] @oddvar Be om", "- [x] @oddvar Be om"), encoding="utf-8")
    change(chain, M5, "enighet om retningen", "full enighet om retningen")
    commit(chain)
    done(circulate(chain, "--force", "en prøve", day="2024-05-08"))
    text = path.read_text(encoding="utf-8")
    assert "- [x] @oddvar Be om" in text
    assert not re.search(r"^\s+- 2024-", text, re.MULTILINE)


@pytest.mark.parametrize("sign", ["\u037e", "\u1fef", "\u212a", ">\u0338", "=\u0338", "<\u0338"])
def test_a_sign_that_the_digest_takes_for_another_is_not_sent_out(chain: Path, sign: str) -> None:
    change(chain, M5, "enighet om retningen", f"enighet {sign} om retningen")
    commit(chain)
    ran = circulate(chain)
    assert ran.code == 4
    assert "sign-that-composes" in ran.out + ran.err


def test_a_draft_that_was_never_sent_out_is_a_draft_again_when_its_approval_is_taken_back(chain: Path) -> None:
    path = page(chain, M4)
    text = re.sub(r"^circulation:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("status: sendt", "status: utkast"), encoding="utf-8")
    commit(chain)
    done(referat(chain, "approve", M4, "--in", M5, "--by", "Signe Haugstad"))
    done(referat(chain, "withdraw", M4))
    assert re.search(r"^status: utkast", head(chain, M4), re.MULTILINE)
