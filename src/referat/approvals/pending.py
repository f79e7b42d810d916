"""What a command is about to write of approvals, noted before the first file changes: `save` may finish that, and change no other approved text.

The note lies in the user's own state folder, outside every repository: what comes in an archive cannot say that a command of ours wrote it. It
speaks of minutes and digests and not of bytes, so that actions may be ticked off in the same files before they are saved.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from referat.errors import Exit, ReferatError, reason_of
from referat.format.document import Document
from referat.format.reader import read_page
from referat.languages.mark import N_
from referat.model.action import Status
from referat.model.fact import Record
from referat.model.meeting import Minutes
from referat.model.text import fold
from referat.store.places import Places
from referat.store.state_folder import put_private, read_private, state_folder

SCHEMA = "referat/pending/1"
_LARGEST = 1024 * 1024
_MOST = 200  # steps; nobody takes as many before saving


class CannotNote(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("What is about to be written could not be noted in {path} ({reason}), so nothing is changed.")
    hint = N_("Make room there, or name another folder in XDG_STATE_HOME.")


class ApprovedStep(Record):
    """Minutes that go from one approved text to another: their folded id and the two digests, "" where none is approved.

    `trailers` are what the entry in the history says of it.
    """

    key: str
    was: str
    now: str
    trailers: tuple[tuple[str, str], ...] = ()


def approved_in(document: Document | None) -> str:
    """The digest that a text says it was approved with, "" where it is not approved."""
    page = read_page(document).page if document else None
    return page.approval.text if isinstance(page, Minutes) and page.status is Status.APPROVED and page.approval else ""


def steps_between(pairs: Iterable[tuple[Document | None, Document | None]], trailers: Mapping[str, str]) -> tuple[ApprovedStep, ...]:
    """The steps in a change, given as what each file was and is to be."""
    found = []
    for old, new in pairs:
        was, now = approved_in(old), approved_in(new)
        there = old or new
        if was != now and there is not None:
            found.append(ApprovedStep(fold(read_page(there).id), was, now, tuple(trailers.items())))
    return tuple(found)


def note(places: Places, steps: Sequence[ApprovedStep]) -> None:
    """Note steps that are about to be written. Raises CannotNote where one of them could not be finished without."""
    if not steps:
        return
    try:
        _write(places, (*(one for one in noted(places) if one not in steps), *steps))
    except OSError as error:
        if any(one.was for one in steps):
            raise CannotNote(path=_path(places), reason=reason_of(error)) from error


def noted(places: Places) -> tuple[ApprovedStep, ...]:
    """The steps that were noted and are not known to be saved, the oldest first; a note that makes no sense says nothing."""
    try:
        from json import loads

        told = loads(read_private(_path(places), _LARGEST))
        if told["schema"] != SCHEMA or told["root"] != places.root:
            return ()
        return tuple(ApprovedStep(str(key), str(was), str(now), _pairs(said)) for key, was, now, said in told["steps"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def forget(places: Places, steps: Collection[ApprovedStep] | None = None) -> None:
    """These steps are saved, or all that were noted."""
    if os.path.lexists(_path(places)):
        with suppress(OSError):
            _write(places, [] if steps is None else [one for one in noted(places) if one not in steps])


def way(steps: Sequence[ApprovedStep], key: str, was: str, now: str) -> tuple[ApprovedStep, ...]:
    """The steps that lead minutes from one approved text to another, in the order in which they were taken; () where none do."""
    reached: dict[str, tuple[ApprovedStep, ...]] = {was: ()}
    own = [one for one in steps if one.key == key]
    for _ in own:
        for one in own:
            if one.was in reached and one.now not in reached:
                reached[one.now] = (*reached[one.was], one)
    return reached.get(now, ())


def _pairs(trailers: Iterable[Iterable[object]]) -> tuple[tuple[str, str], ...]:
    def pairs() -> Iterator[tuple[str, str]]:
        for name, value in trailers:
            yield str(name), str(value)

    return tuple(pairs())


def _write(places: Places, steps: Iterable[ApprovedStep]) -> None:
    kept = [[one.key, one.was, one.now, one.trailers] for one in steps][-_MOST:]
    if not kept:
        os.unlink(_path(places))
        return
    told = {"schema": SCHEMA, "root": places.root, "steps": kept}
    from json import dumps

    put_private(_path(places), dumps(told) + "\n")


def _path(places: Places) -> str:
    from hashlib import sha256

    return os.path.join(state_folder(), "pending", sha256(os.fsencode(places.root)).hexdigest()[:24] + ".json")
