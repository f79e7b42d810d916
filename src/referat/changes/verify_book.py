"""Verifying the book as it lies here: its files from the disk, its history from git, what was seen before from the pin."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from referat.approvals.checkpoint import compare, names_on_record, read_checkpoint
from referat.approvals.facts import Facts
from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.findings import Finding
from referat.approvals.lookback import GROUPS, around_then, compare_saved, entries, look_back, place_of, policies, recorded_apart
from referat.approvals.packed import pack, unpack
from referat.approvals.pending import noted
from referat.approvals.pin import Here, Pin, read_here, read_pin, seen_of, write_here, write_pin
from referat.approvals.superseded import earlier_id
from referat.approvals.verify import Verified, here_of, pin_of, verify
from referat.changes.verify_cache import BOOK_FILE, PEOPLE_FILE, SIGNERS, VOUCHER, WORTH_TWO, BookBytes
from referat.errors import ReferatError
from referat.format.paths import file_id
from referat.git.entries import Entries
from referat.git.program import Git
from referat.languages.mark import N_
from referat.model.approval import ApprovalPolicy
from referat.model.text import fold
from referat.store.attached_files import lies_elsewhere
from referat.store.listing import OTHER_ENDING
from referat.store.parallel import Elsewhere, has_two

if TYPE_CHECKING:
    from referat.book import Book
    from referat.format.document import Document
    from referat.store.places import Places

STRICTEST = ApprovalPolicy("required")  # what is remembered of rules that cannot be read
_BOX = re.compile(rb"^[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++\[.\][ \t]++(.+)$", re.MULTILINE)
_HANDLE = re.compile(r"@([^\W\d_][\w.\-]{0,39})")
OURS = 0.5  # of the texts; this process has the history to read besides, the other the digest to reckon


class Verification(NamedTuple):
    """A verified book: the result, the pin it was compared with, and the pin there would be of it now."""

    result: Verified
    git: Git | None
    places: Places
    old: Pin | None
    new: Pin | None

    def remember(self) -> bool:
        """Put down what was seen; False where it is as it was or cannot be put down. Raises OSError."""
        if self.new is None or self.git is None:
            return False
        here = here_of(self.result.facts)
        write_here(self.places.root, here)
        write_here(place_of(self.git), Here(here.root))
        if self.old is not None and self.new._replace(at=self.old.at) == self.old:
            return False
        write_pin(self.new)
        return True


def verify_book(git: Git | None, places: Places, gathered: BookBytes, now: datetime) -> Verification:
    """Verify everything that was gathered from the disk, against the history that git has begun on."""
    _, stated = settings_of(gathered)
    book_policy = STRICTEST if stated is None else stated
    earlier = tuple(read_filed(path, data).but(id=earlier_id(path)) for path, data in gathered.earlier.items())
    compared = compare_saved(git, {**gathered.texts, **gathered.earlier}) if git else None  # first, for to look at a text is to write to memory
    read_ours, read_rest = _begin_reading(gathered)
    filed = read_ours()
    listed = entries(git) if git else Entries()  # only now, for git takes its time to tell them
    head = listed.newest
    here = _here(git, places)
    pin = _pin(here, () if git is None or git.is_shallow() else listed.roots)
    policy = pin.policy if pin else book_policy
    history = look_back(git, listed, compared, policy, pin, here) if git and compared else None
    filed += read_rest()
    listed_signers = _text(gathered.settings, SIGNERS)
    signers, hold = _signers_in_force(pin, listed_signers, _text(gathered.settings, VOUCHER), git if head else None)
    around = {path: data for path, data in {**gathered.settings, **gathered.texts}.items() if data and path.startswith((PEOPLE_FILE, GROUPS))}
    facts = Facts(
        files=(*filed, *(Filed(path, file_id(path), problem=why) for path, why in gathered.lost if why != OTHER_ENDING)),
        earlier=earlier,
        policy=policy,
        book_policy=book_policy,
        signers=listed_signers,
        signers_hold=hold,
        signatures=functools.cache(lambda: _faults(filed, earlier, signers)),
        history=history,
        pin=pin,
        here=here,
        lacks_history=history is None and (git is not None or places.git is None),
        waiting=noted(places),
        now=now,
        rules_are_read=stated is not None,
        policies=functools.cache(lambda: policies(git, listed, int(now.timestamp()))) if git and head else tuple,
        known_handles=functools.cache(lambda: known_handles(gathered)),
        approved_text=(lambda minutes_id, text: _text_with_digest(git, minutes_id, text)) if git else lambda *_: None,
        recorded_apart=functools.partial(recorded_apart, git, listed, pin) if git and head and pin else lambda *_: False,
        text_now=lambda path: _document(path, gathered.texts),
        attachments=gathered.look_at_attachments(places.root, (entry.file for one in filed if one.approval for entry in one.attached)),
        lies_elsewhere=functools.partial(lies_elsewhere, places.root),
        around_now=around,
        around_then=functools.cache(lambda: around_then(git, listed, around, _moments(filed))) if git and head else dict,
        beside=tuple(path for path, why in gathered.lost if why == OTHER_ENDING),
    )
    return Verification(verify(facts), git, places, pin, pin_of(facts))


def _moments(filed: Sequence[Filed]) -> frozenset[str]:
    """When approvals were recorded."""
    return frozenset(one.approval.recorded for one in filed if one.approval)


def known_handles(gathered: BookBytes) -> frozenset[str]:
    """The handles, folded, that the register or a box of any text knows."""
    from referat.format.settings import read_people

    people, _ = read_people(PEOPLE_FILE, (gathered.settings.get(PEOPLE_FILE) or b"").decode("utf-8", "replace"))
    boxes = (match[1] for data in gathered.texts.values() for match in _BOX.finditer(data))
    named = (handle for text in boxes for handle in _HANDLE.findall(text.decode("utf-8", "replace")))
    return frozenset(fold(handle) for handle in (*(person.handle for person in people), *named))


def settings_of(gathered: BookBytes) -> tuple[str, ApprovalPolicy | None]:
    """The language and the policy that book.yaml states, as it was gathered; None for a policy that cannot be read."""
    data = gathered.settings.get(BOOK_FILE)
    if BOOK_FILE not in gathered.settings:
        return "", ApprovalPolicy()
    if data is None:
        return "", None
    from referat.format.settings import read_policy, read_settings

    return read_settings(BOOK_FILE, data.decode("utf-8", "replace").removeprefix("\ufeff"))[0].language, read_policy(BOOK_FILE, data)


def _signers_in_force(pin: Pin | None, now: str, voucher: str, git: Git | None) -> tuple[str, bool]:
    if pin is None or pin.signers in {now, ""}:  # as nearly always, and needs nothing to be checked
        return now, True
    from referat.changes.signature_check import signers_in_force

    return signers_in_force(pin, now, voucher, git)


def _faults(filed: Sequence[Filed], earlier: Sequence[Filed], signers: str) -> Mapping[tuple[str, str], str]:
    from referat.changes.signature_check import faults

    return faults((*filed, *earlier), names_on_record(entry for one in filed for entry in one.approves), signers)


def remember_withdrawal(book: Book, minutes_id: str) -> None:
    """Whoever withdraws knows of it: what was seen of these minutes becomes what they say now. Others are told by `verify`."""
    from referat.changes.transaction import git_of

    git = git_of(book)
    listed = entries(git) if git else Entries()
    pin = _pin(_here(git, book.places), () if git is None or git.is_shallow() else listed.roots)
    if git is None or pin is None:
        return
    minutes = book.minutes_called(minutes_id)
    now = minutes.approval if minutes else None
    rest = {key: seen for key, seen in pin.approvals.items() if key != fold(minutes_id)}
    with suppress(OSError):
        write_pin(pin._replace(approvals=rest | ({fold(minutes_id): seen_of(now)} if now else {})))


def _here(git: Git | None, places: Places) -> Here:
    """What was verified at this place: of this book, or of the repository in whose other work tree it was."""
    own = read_here(places.root)
    return own if own.root or git is None else read_here(place_of(git))


def _pin(here: Here, roots: Sequence[str]) -> Pin | None:
    """What was seen of the book that was verified at this place, whatever git says of it now; else of the one that has this history."""
    known = [here.root] if here.root else []
    return next((pin for root in (*known, *sorted(roots)) if (pin := read_pin(root))), None)


def _text(settings: Mapping[str, bytes | None], path: str) -> str:
    return (settings.get(path) or b"").decode("utf-8", "replace")


def _begin_reading(gathered: BookBytes) -> tuple[Callable[[], list[Filed]], Callable[[], list[Filed]]]:
    """Begins on what the trail needs to know of each text, and returns what reads the first of them, and what gives the others: of many texts a
    second process reads the greater part.

    When it has, it reckons the digest of all of them, which may be asked for when the rules have been.
    """
    texts = gathered.texts

    def read(paths: Sequence[str], _: Callable[[int], None] = lambda _: None) -> list[Filed]:
        return [read_filed(path, texts[path]) for path in paths]

    paths = list(texts)
    if len(paths) < WORTH_TWO or not has_two():
        return lambda: read(paths), list
    first = int(len(paths) * OURS)
    rest = Elsewhere(read, paths[first:], pack, unpack, last=gathered.digest)
    gathered.expect_digest(rest)
    return lambda: read(paths[:first]), lambda: rest.result(lambda _: None)


def _text_with_digest(git: Git, minutes_id: str, text: str) -> Document | None:
    from referat.git.versions import text_with_digest

    return text_with_digest(git, minutes_id, text)


def _document(path: str, texts: Mapping[str, bytes]) -> Document | None:
    from referat.format import document

    try:
        return document.read(path, texts[path]) if path in texts else None
    except ReferatError:
        return None


def against_checkpoint(result: Verified, typed: str) -> Verified:
    """The result with what an old checkpoint says: entries that a merge put in before it are named, anything else is a finding."""
    signs, count = read_checkpoint(typed)
    compared = compare(result.facts.events, signs, count)
    if compared.same:
        return result
    if compared.inserted:
        words = N_("It came in, with its time of recording, before the checkpoint was printed; all else is as the checkpoint has it.")
        more = tuple(Finding("R11", words, event.id, is_note=True) for event in compared.inserted)
    elif count is not None and count > len(result.facts.events):
        words = N_("The checkpoint counts {count} approvals, and there are {n} now.")
        more = (Finding("R11", words, facts={"count": count, "n": len(result.facts.events)}),)
    else:
        words = N_("The approvals are not those of the checkpoint {typed}: at least one is gone or another.")
        more = (Finding("R11", words, facts={"typed": typed}),)
    return Verified(result.facts, (*result.found, *more))
