"""The command inbox: what people answered, as changes that are proposed one by one."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.answering import give
from referat.cli.console import confirm, may_ask, to_stderr, to_stdout_wrapped
from referat.cli.list_options import Format
from referat.cli.opening import finish, open_book, open_transaction
from referat.cli.options import BookPath, DryRun, NoSave, Today
from referat.errors import Exit, ReferatError, reason_of
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.mail.incoming import MailKind
from referat.model.text import safe
from referat.model.verb import Verb

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.action_events import Done
    from referat.changes.take_answers import Inbox, Proposal, ReadMail
    from referat.mail.incoming import Mail
    from referat.render.sheet import Sheet

_CHANGES = {Verb.DONE: D_("done"), Verb.DROP: D_("dropped"), Verb.START: D_("started"), Verb.DEFER: D_("due {day}")}
_PASSED = {
    MailKind.AUTOMATIC: N_("an automatic reply; nothing is read of it"),
    MailKind.LIST: N_("from a mailing list; nothing is read of it"),
    MailKind.FORWARDED: N_("a forwarded mail; nothing is read of it"),
    MailKind.UNREADABLE: N_("cannot be read as a mail"),
}


class NoSuchMail(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path} cannot be opened: {reason}")


def inbox(
    what: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER|-", help="A mail (.eml), a folder of them, or - for one from another program.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write those that are proven, without being asked; no others.")] = False,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> int | None:
    r"""Take in answers to reminders, saved as mails: "^k3f9 done", "^k3f9 due 1.5.", a quoted list with marks. What is plain is proposed, one by
    one, with who says so; nothing is written without a yes. A calendar's answer to a meeting says who is expected.

    Proven is an answer to a reminder that was sent with `remind --to smtp`, from the owner's known address, or what a server that your mail.yaml
    names under `checked-by` has checked. Each answer is taken once.

    \b
    referat inbox svar.eml
    referat inbox ~/Mail/answers --yes
    """
    from referat.changes.send_mail import book_key
    from referat.changes.take_answers import Inbox
    from referat.mail.incoming import read_mail
    from referat.mail.settings import known_mail_settings
    from referat.mail.taken import taken_answers

    mails = [(name, read_mail(data)) for name, data in _mails(what)]
    opened = open_book(book)
    key = book_key(opened)
    believed, taken = known_mail_settings(os.environ).checked_by, taken_answers(key)
    read = _read(Inbox(opened, today, key, believed, taken), mails)
    _tell(read)
    found = _proposals(read)
    if not found:
        to_stderr(tr(N_("There is nothing to change.")))
        return None
    is_asked = may_ask() and not yes and not dry_run and format is None
    if not yes and not is_asked:
        give(_sheet(found), format, today)
        return None
    opened.close()
    accepted = [one for one in found if (_is_wanted(one) if is_asked else one.is_proven)]
    code = _write(book, accepted, mails, (key, believed, taken), today, dry_run=dry_run, save=not no_save) if accepted else None
    _close(key, found, accepted, is_asked=is_asked and not dry_run)
    if left := [one for one in found if one not in accepted and not is_asked]:
        give(_sheet(left, is_rest=True), format, today)
        to_stderr(tr_n("{n} is not proven; it is asked about without --yes.", "{n} are not proven; they are asked about without --yes.", len(left)))
    return code


# ---------------------------------------------------------------- what came in


def _mails(what: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each mail with the name of its file: the .eml files of a folder, and what a maildir holds."""
    for word in what:
        if word == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        path = Path(word)
        try:
            if path.is_dir():
                there = [one for one in path.iterdir() if one.suffix.casefold() == ".eml"]
                there += [one for folder in ("cur", "new") if (path / folder).is_dir() for one in (path / folder).iterdir()]
                yield from ((one.name, one.read_bytes()) for one in sorted(there) if one.is_file())
            else:
                yield path.name, path.read_bytes()
        except OSError as error:
            raise NoSuchMail(path=safe(word), reason=reason_of(error)) from error


def _read(box: "Inbox", mails: "Sequence[tuple[str, Mail]]") -> "list[ReadMail]":
    return [box.read(name, mail) for name, mail in mails]


def _proposals(read: "Sequence[ReadMail]") -> "list[Proposal]":
    """Each once, though the same mail may lie in two files."""
    return list({one.key: one for mail in read for one in mail.proposals}.values())


def _tell(read: "Sequence[ReadMail]") -> None:
    """What is not proposed, and why: a person reads that."""
    for mail in read:
        if mail.kind in _PASSED:
            to_stderr(f"{safe(mail.name)}: {tr(_PASSED[mail.kind])}")
        for line in mail.unclear:
            to_stderr(tr(N_("{file}: not plain, so nothing is proposed: {line}"), file=safe(mail.name), line=safe(line)))


# ---------------------------------------------------------------- what is proposed


def _change(one: "Proposal") -> str:
    """What is to become of it: `done 2024-05-20`, `due 2024-06-01`, `comes`."""
    from referat.changes.take_answers import CalendarReply

    if one.said is None:
        return tr(N_("comes")) if one.coming is CalendarReply.ACCEPTED else tr(N_("does not come"))
    if one.said.due:
        return tr(_CHANGES[one.said.verb], day=one.said.due.isoformat())
    return " ".join(filter(None, (tr(_CHANGES[one.said.verb]), one.said.on.isoformat() if one.said.on else "")))


def _proof(one: "Proposal") -> str:
    return tr(N_("proven")) if one.is_proven else "; ".join(tr(doubt) for doubt in one.doubts)


def _sheet(found: "Sequence[Proposal]", *, is_rest: bool = False) -> "Sheet":
    from referat.render.sheet import Column, Sheet

    columns = (
        Column("id", D_("Id"), lambda one: one.what),
        Column("change", D_("Change"), _change, wraps=True),
        Column("from", D_("From"), lambda one: one.person, wraps=True),
        Column("proof", D_("Proof"), _proof, wraps=True),
        Column("line", D_("Line"), lambda one: one.line, wraps=True, keep=1),
    )
    filed = (*columns[:4], Column("sender", D_("Address"), lambda one: one.sender), columns[4])
    summary = tr_n("One change is proposed; nothing is written.", "{n} changes are proposed; nothing is written.", len(found))
    return Sheet("proposals", columns, found, filed=filed, summary="" if is_rest else summary, data=_data)


def _data(one: "Proposal") -> dict[str, object]:
    said, coming = one.said, one.coming
    return {
        "id": one.what,
        "text": one.text,
        "change": said.verb.value if said else coming.value if coming else None,
        "due": said.due.isoformat() if said and said.due else None,
        "on": (said.on if said and said.on else one.on).isoformat(),
        "from": one.person,
        "sender": one.sender,
        "proven": one.is_proven,
        "line": one.line,
    }


def _is_wanted(one: "Proposal") -> bool:
    to_stderr("")
    to_stderr(safe(f"{one.person} <{one.sender}>") + f" ({_proof(one)}):")
    to_stderr(safe(f"  {one.line}"))
    to_stderr(safe(f"  {one.what}  {one.text}"))
    return confirm(tr(N_("Write “{change}”?"), change=_change(one)), flag="--yes")


# ---------------------------------------------------------------- what is written


def _write(
    book: Path | None,
    accepted: "Sequence[Proposal]",
    mails: "Sequence[tuple[str, Mail]]",
    known: "tuple[str, Sequence[str], frozenset[str]]",
    today: date,
    *,
    dry_run: bool,
    save: bool,
) -> int | None:
    """Write those accepted in one go. They are read again with the book locked: whoever owns an action now must be who answered."""
    from referat.changes.take_answers import Inbox, write_proposals
    from referat.mail.taken import note_taken

    key, believed, taken = known
    refused: list[str] = []

    def tell(one: "Proposal", error: ReferatError) -> None:
        from referat.cli.problem_output import said

        refused.append(one.key)
        why = said(type(error).message, dict(error.facts))
        to_stderr(tr(N_("Not written: {what}, {change}: {why}"), what=safe(one.what), change=_change(one), why=safe(why)))

    with open_transaction(book, dry_run=dry_run) as transaction:
        now = {one.key: one for one in _proposals(_read(Inbox(transaction.book, today, key, believed, taken), mails))}
        still = [one for one in accepted if now.get(one.key) == one]
        made = write_proposals(transaction, still, today, tell)
        lines = [_said(one, done, transaction.book) for one, done in made]
        entries = [_entry(one, done) for one, done in made if done is None or not done.already] or [""]
        heading = tr_n("One answer taken in", "{n} answers taken in", len(entries))
        message = "\n".join([heading, "", *entries]) if len(entries) > 1 else entries[0]
        try:
            if made:
                finish(transaction, message, dry_run=dry_run, save=save, said=lines)
        except ReferatError as error:
            if error.exit is Exit.NOT_COMMITTED:
                note_taken(key, [one.key for one, _ in made])
            raise
        if not dry_run:
            note_taken(key, [one.key for one, _ in made])
    return Exit.REFUSED if refused else None


def _entry(one: "Proposal", done: "Done | None") -> str:
    from referat.cli.changed_words import entry_of

    return f"{one.person}: {_change(one)} ({one.what})" if done is None or one.said is None else entry_of(one.said.verb, done)


def _said(one: "Proposal", done: "Done | None", book: "Book") -> str:
    from referat.cli.changed_words import said_of

    if done is None or one.said is None:
        return safe(f"{one.what}  {one.person}: {_change(one)}")
    return said_of(one.said.verb, done, book.register)


def _close(key: str, found: "Sequence[Proposal]", accepted: "Sequence[Proposal]", *, is_asked: bool) -> None:
    """What somebody said no to is not asked again."""
    from referat.mail.taken import note_taken

    if not is_asked:
        return
    declined = [one for one in found if one not in accepted]
    note_taken(key, [one.key for one in declined])
    if declined:
        to_stdout_wrapped(
            tr_n("One is left as it was, and not asked about again.", "{n} are left as they were, and not asked about again.", len(declined))
        )
