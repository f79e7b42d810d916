"""No English where a Norwegian book speaks: in its catalogues, in what every command says at a terminal, its help, its errors and its documents.

English is known by its own sources: every word that the texts of the program and of its help are made of, and the words that libraries and the
system say, but for those that are Norwegian words too, and the few that machines share, each group with its reason.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.languages.norwegian_book import ASKED, WRITTEN, documents, helped, lines, made, said
from tests.repositories import home
from tools import messages

__all__ = ["home"]

# Said by libraries and by the system.
ELSEWHERE = """
    usage error errors warning invalid value missing argument option no such file directory permission denied is not does found there must be
    required expected unexpected unknown the and or of to with from this that these those which what when where how why please line column
    traceback most recent call show exit message and default true false none empty open closed done draft sent approved meeting minutes group
    groups person people action actions due owner page search monday tuesday wednesday thursday friday saturday sunday january february march
    may june july october december today yesterday tomorrow week month year"""

# Spelled alike in Norwegian.
NORWEGIAN_TOO = """
    alle arkiv at av bare be data de den der du eller en enter er et export fil filter for form format frist full god ha hall hand hard her
    hvis i ingen kan la land let list man mange med men mine mot no nb nn og om original over per person plan port post private program på sak
    saker same sal se send sende sett side som språk stand start status sted styret svar system tekst terminal test text til tid to tom type
    under vedtak word å"""

NYNORSK = {"nn": {"open"}}

# Norwegian that stands in English sources: what files may say in any language.
QUOTED = """
    avsluttet bokmål dato ferdig frist møte fødselsnummer gjenåpnet godkjent neste nynorsk referat saksnummer sendt siste uke utkast utsatt"""

# The same in every language, by why it stays.
SHARED = {
    "names of programs, formats and kinds of files": """
        bundle csv diff doc docx eml excel fts github html iconv ics json keyring latin markdown md nano odf odt opendocument pdf pip pipx png python
        sqlite svg teams txt word xls xlsx xml yaml""",
    "git's own words, in the sentences and commands that are about git": """
        add bundle clone commit config core email fetch git gitignore global hook hooks hookspath main merge name origin pre push remote rm set
        signingkey switch tag user""",
    "keys of the files, and values that stand in them and in mails": """
        all approval approved approves cancelled circulated draft held import in items groups meetings off originals reminders severities why""",
    "commands and a key that a sentence names": "by checked end run sync",
    "names in examples": "berte eli haakon kari kart kraft naering oddvar rekkverk signe",
    "signs and short words of the field": """
        byte ctrl dd editor http https id install inject kb mail mailto mb mib mm mx ocr org pub px smtp ssh tls utf visual""",
}

# A command as it is typed, an option, a code of `check`, a path, a handle, a variable, a checkpoint.
TYPED = re.compile(
    r"(?m:^  [a-z]+(?=  ))|\breferat(?: [a-z]+){1,2}|referat\[\w+\]|`[^`]*`|\{\{.*\}\}|\{[^{}]*\}|--?[a-z][\w-]*|\([a-z]+(?:-[a-z]+)+\)"
    r"|[\w.~-]*/[\w./#-]*|\b[\w-]+\.(?:yaml|md|csv|html|txt|git\w*)\b|[A-Z]{3,}_\w+|[\^@+]\w+|(?=\w*\d)\w+"
    r"|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b|\b(?:items )?(?:postpone|park)\b"
)
WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(TYPED.sub(" ", text))}


@cache
def english() -> frozenset[str]:
    """The words that are English and nothing else."""
    texts = [text for catalogue in (messages.marked(), messages.helped()) for one in catalogue for text in messages.strings(one.id)]
    sources = {word for text in texts if not text.startswith("referat ") for word in words_of(text)}
    return frozenset((sources | set(ELSEWHERE.split())) - set(f"{NORWEGIAN_TOO} {QUOTED} {' '.join(SHARED.values())}".split()))


def found(text: str, language: str) -> set[str]:
    return words_of(text) & english() - NYNORSK.get(language, set())


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_translation_holds_an_english_word(language: str) -> None:
    translated = [text for domain in messages.DOMAINS for one in messages.read(language, domain) if one.id for text in messages.strings(one.string)]
    assert [(text, found(text, language)) for text in translated if found(text, language)] == []


# A text without its mark is English in both; nynorsk is tried where there is time.
@pytest.mark.parametrize("language", ["nb", pytest.param("nn", marks=pytest.mark.soak)])
def test_nothing_is_said_in_english(language: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = made(tmp_path / "bok", language, monkeypatch)
    wrong = []
    for typed in [*lines(ASKED), *lines(WRITTEN), *helped()]:
        command = " ".join(typed)
        answer = re.sub(rf"(?<!referat )\b{typed[0] if typed else ''} ", " ", said(typed, monkeypatch))  # an error names the command
        wrong += [(command, line, found(line, language)) for line in answer.splitlines() if found(line, language)]
    for name, text in documents(root):
        wrong += [(name, line, found(line, language)) for line in text.splitlines() if found(line, language)]
    assert wrong == []
