"""The rules of `verify` about single texts: can it be read, is it the text that was approved, does its own block say one thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from referat.approvals.facts import Facts
from referat.approvals.filed import Filed
from referat.approvals.findings import Finding
from referat.approvals.pending import way
from referat.format.canon import loose_digest
from referat.format.lines import WS
from referat.format.paths import file_id
from referat.languages.mark import N_
from referat.model.action import Status
from referat.model.text import fold

if TYPE_CHECKING:
    from referat.format.document import Document

_NOT_ITS_KEY = N_("“{key}” does not belong in the block {block}.")
_NOT_ITS_VALUE = N_("What stands under “{key}” in the block {block} does not have the form that the tool gives it.")
_NOT_ITS_FORM = N_("{block} does not have the form that the tool gives it.")
_SAVED_IS_RIGHT = N_("The text differs from the one that was saved, which is the approved one.")
_SAVED_DIFFERS = N_("The text differs from the one that was saved.")


def unreadable(facts: Facts) -> Iterator[Finding]:
    """R00: a text that is, or may be, approved and cannot be read."""
    known = {key for key, _ in facts.approving} | {one.key for one in (facts.history.saved.values() if facts.history else ()) if one.approval}
    known |= set(facts.pin.approvals) if facts.pin else set()
    for one in facts.files:
        if one.problem:
            is_note = not (one.marked or one.key in known)
            words = N_("The file cannot be read ({problem}), and nothing can be said about it.")
            yield Finding("R00", words, one.id, one.path, facts={"problem": one.problem}, is_note=is_note)
        elif not one.is_minutes and one.key in known and one.key not in facts.by_id:
            yield Finding("R00", N_("There were minutes by this name, and this is something else."), one.id, one.path)


def text_changed(facts: Facts) -> Iterator[Finding]:
    """R01: the text lies here otherwise than it was approved."""
    for one in facts.approved:
        assert one.approval is not None
        if one.digest != one.approval.text:
            words, line = _how(facts, one, one.approval.text)
            yield Finding("R01", words, one.id, one.path, line)
        for line in one.live.moved:
            words = N_("A dated line that came later decides which action this line belongs to; without it, it is another or none.")
            yield Finding("R01", words, one.id, one.path, line)


def live_words(facts: Facts) -> Iterator[Finding]:
    """R20: what a reader sees where no digest reaches. That somebody is not known proves nothing, and signs may have stood so from the beginning."""
    for one in facts.approved:
        strangers: dict[int, list[str]] = {}
        for line, name in one.live.named:
            if not name.startswith("@"):
                words = N_("The number {number} of a dated line from after the meeting is no part of the approved text.")
                yield Finding("R20", words, one.id, one.path, line, {"number": name}, is_note=True)
            elif fold(name[1:]) not in facts.known_handles():
                strangers.setdefault(line, []).append(name)
        for line, names in strangers.items():
            words = N_("A dated line from after the meeting names {names}, whom neither people.yaml nor any other line knows.")
            yield Finding("R20", words, one.id, one.path, line, {"names": ", ".join(names)}, is_note=True)
        for line, is_read_otherwise in one.live.alike:
            words = (
                N_("A sign on this line looks like another, and what is an action depends on it; the digest takes the two for one.")
                if is_read_otherwise
                else N_("A sign on this line looks like another; the digest takes the two for one.")
            )
            yield Finding("R20", words, one.id, one.path, line, is_note=not is_read_otherwise)


def status_disagrees(facts: Facts) -> Iterator[Finding]:
    """R03b and R04b: the status and the approval do not say the same."""
    for one in (*facts.minutes, *facts.earlier):
        if one.approval and one.status is not Status.APPROVED:
            status = one.status.value if one.status else "?"
            yield Finding("R03b", N_("It is approved, but its status says “{status}”."), one.id, one.path, one.status_line, {"status": status})
        elif one.is_minutes and not one.approval and one.status is Status.APPROVED:
            yield Finding("R04b", N_("Its status says approved, but no approval is recorded in it."), one.id, one.path, one.status_line)


def working_tree(facts: Facts) -> Iterator[Finding]:
    """R12: the file lies here otherwise than it was saved, whatever git has been told to show."""
    if facts.history is None:
        return
    here = {one.path: one for one in (*facts.files, *facts.earlier)}
    for path, saved in facts.history.saved.items():
        one = here.get(path)
        if not saved.approval or one is None or one.problem:
            continue
        taken = way(facts.waiting, saved.key, saved.approval.text, one.approval.text if one.approval else "")
        if taken and (one.approval is None or one.digest == one.approval.text):
            words = N_("What a command wrote of its approval is not saved in the book's history yet; it goes with: referat save")
            yield Finding("R12", words, one.id, path, one.approval_line, is_note=True)
        elif one.digest != saved.digest:
            words = _SAVED_IS_RIGHT if saved.digest == saved.approval.text else _SAVED_DIFFERS
            yield Finding("R12", words, one.id, path, one.approval_line)
        elif (one.approval, one.circulation) != (saved.approval, saved.circulation):
            yield Finding("R12", N_("The record of the approval differs from the one that was saved."), one.id, path, one.approval_line)
    for path in facts.history.unread:
        words = N_("The text differs from the one that was saved, and git cannot give that one any more.")
        yield Finding("R12", words, file_id(path), path, is_note=not facts.is_judged_here())
    for one in facts.approved:
        was = facts.history.saved.get(one.path)
        if one.path not in facts.history.unread and (
            (was is not None and not was.approval) or (was is None and one.path not in facts.history.tracked)
        ):
            yield Finding("R12", N_("The approval is not saved in the book's history yet."), one.id, one.path, one.approval_line, is_note=True)


def doubles(facts: Facts) -> Iterator[Finding]:
    """R17: two files with one id, of which at least one has to do with an approval."""
    paths: dict[str, list[Filed]] = {}
    for one in facts.files:
        paths.setdefault(one.key, []).append(one)
    for group in paths.values():
        if len(group) > 1:
            matters = any(one.approval or one.approves or one.marked for one in group)
            others = {"paths": ", ".join(one.path for one in group[1:])}
            yield Finding("R17", N_("Another file has the same name: {paths}."), group[0].id, group[0].path, facts=others, is_note=not matters)


def blocks(facts: Facts) -> Iterator[Finding]:
    """R18: what stands in the places that no digest covers and is not the tool's. A remark is only named."""
    for one in (*facts.minutes, *facts.earlier):
        if not (one.approval or one.status is Status.APPROVED or any(stray.block == "approval" for stray in one.extra)):
            continue
        for stray in one.extra:
            words = _NOT_ITS_VALUE if stray.is_value else _NOT_ITS_KEY if stray.key else _NOT_ITS_FORM
            yield Finding("R18", words, one.id, one.path, stray.line, {"block": stray.block, "key": stray.key})
        for line in one.remarks:
            yield Finding("R18", N_("A remark (#) in the header is not part of the approved text."), one.id, one.path, line, is_note=True)


def _how(facts: Facts, one: Filed, text: str) -> tuple[str, int]:
    """In which way a text differs from the one with a digest, and the first line that does."""
    old, new = facts.approved_text(one.id, text), facts.text_now(one.path)
    if old is None or new is None or one.on is None:
        return N_("The text is not the one that was approved."), one.approval_line
    line = first_difference(old, new, one)
    if loose_digest(old, one.on) == loose_digest(new, one.on):
        return N_("The text differs from the one that was approved in white space only."), line
    return N_("The text is not the one that was approved; the first difference is on this line."), line


def first_difference(old: Document, new: Document, one: Filed) -> int:
    """The first line of `new` that differs, among those that are approved with the text."""
    from difflib import SequenceMatcher

    before, after = list(_frozen(old, one)), list(_frozen(new, one))
    matcher = SequenceMatcher(None, [text for text, _ in before], [text for text, _ in after], autojunk=False)
    for kind, _, _, start, _ in matcher.get_opcodes():
        if kind != "equal":
            return after[start][1] if start < len(after) else (after[-1][1] if after else 1)
    return one.approval_line


def _frozen(there: Document, one: Filed) -> Iterator[tuple[str, int]]:
    """Each frozen line with its number: the header without the tool's blocks, the body with blank boxes and without later dated lines."""
    for line in there.lines[: there.body_at]:
        if not line.text.startswith(("status:", "circulation:", "approval:")) and not line.is_blank:
            yield _plain(line.text), line.number
    from referat.format.boxes import scan

    found = scan(line.text for line in there.body)
    live = {log.index for log in found.logs if one.on and log.on > one.on}
    boxes = {box.index: box for box in found.boxes if box.is_action and box.id}
    for index, line in enumerate(there.body):
        if index in live or line.is_blank:
            continue
        box = boxes.get(index)
        yield _plain(line.text[: box.state_at] + " " + line.text[box.state_at + 1 :] if box else line.text), line.number


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.rstrip(WS))
