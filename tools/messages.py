"""Keeps the translation catalogues: finds the marked texts in the source, brings every language's .po up to date, compiles it.

With --check nothing is written: it says which files are not what the source asks for. A text that is new stands empty in the .po,
one that was reworded keeps its old translation as a fuzzy proposal, and neither is compiled; the tests name what is missing.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "referat"
CATALOGUES = SOURCE / "languages" / "catalogues"
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk"}
MARKS: dict[str, tuple[int, ...] | None] = {"N_": None, "D_": None, "tr": None, "tr_n": (1, 2)}
DOCUMENT_MARKS: dict[str, tuple[int, ...] | None] = {"D_": None}


class Steady(Catalog):
    """A catalogue whose header says nothing that changes from day to day, so that only texts make a difference."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "referat"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]


def marked(marks: dict[str, tuple[int, ...] | None] = MARKS) -> Catalog:
    """Every text in the source that carries one of the marks, in the order of the files."""
    found = Catalog()
    texts = extract_from_dir(SOURCE, method_map=[("**.py", "python")], keywords=marks, comment_tags=("For translators:",))
    for path, _, message, comments, context in texts:
        found.add(message, None, [(Path(path).as_posix(), 1)], auto_comments=comments, context=context)
    return found


def helped() -> Catalog:
    """Every text of --help, command by command."""
    from referat.cli.app import COMMANDS, made
    from referat.cli.help_pages import texts_of_help

    found = Catalog()
    for command, context in every_command(made(COMMANDS), "referat"):
        for text in texts_of_help(command, context):
            if text:
                found.add(text, None, [(context.command_path.replace(" ", "-"), 1)])
    return found


def every_command(command: Any, name: str, parent: Any = None) -> Iterator[tuple[Any, Any]]:
    """A command with its context, then those of its own commands."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    yield command, context
    if hasattr(command, "list_commands"):
        for below in command.list_commands(context):
            yield from every_command(command.get_command(context, below), below, context)


# A catalogue by its name, to what finds its texts.
DOMAINS = {"referat": marked, "help": helped}


def po_path(language: str, domain: str = "referat") -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po"


def read(language: str, domain: str = "referat") -> Catalog:
    path = po_path(language, domain)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, template: Catalog, domain: str = "referat") -> tuple[bytes, bytes]:
    """The .po and the .mo of a language as the source asks for them now."""
    kept = read(language, domain)
    kept.update(template)
    steady = Steady(locale=language, header_comment=f"# What referat says, in {LANGUAGES[language]}.", fuzzy=False)
    for message in kept:
        if message.id:
            steady[message.id] = message
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, steady, width=0, include_lineno=False, ignore_obsolete=True)
    write_mo(mo, steady)
    return po.getvalue(), mo.getvalue()


def main(arguments: list[str]) -> int:
    check = arguments == ["--check"]
    stale: list[str] = []
    for domain, found in DOMAINS.items():
        template = found()
        for language in LANGUAGES:
            stale += _renew(language, domain, template, write=not check)
            missing = [message for message in read(language, domain) if not translated(message)]
            print(f"{language}, {domain}: {len(template)} texts, {len(missing)} not translated")
    if check and stale:
        print("Not current (make messages):", *stale, sep="\n  ")
        return 1
    return 0


def _renew(language: str, domain: str, template: Catalog, *, write: bool) -> list[str]:
    """The files of a catalogue that are not what the source asks for; written, unless they are only looked at."""
    stale = []
    path = po_path(language, domain)
    for file, wanted in zip((path, path.with_suffix(".mo")), renewed(language, template, domain), strict=True):
        if not file.exists() or file.read_bytes() != wanted:
            stale.append(str(file.relative_to(ROOT)))
            if write:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(wanted)
    return stale


def translated(message: Message) -> bool:
    """Whether a text is said in the catalogue's language; examples of --help may stand as they are."""
    return not message.id or str(message.id).startswith("referat ") or (not message.fuzzy and all(strings(message.string)))


def strings(said: object) -> list[str]:
    return [str(one) for one in said] if isinstance(said, list | tuple) else [str(said or "")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
