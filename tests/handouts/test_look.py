"""A book's own fonts, and a page of its own, which is a program and runs only where the user has said so."""

import hashlib
import itertools
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from referat.handouts.content import Handout, Paragraph, plain
from referat.handouts.fonts import Font, read_font
from referat.handouts.look import Look
from referat.handouts.minutes import minutes_handout
from referat.handouts.pdf import TemplateLoads, TemplateNotTrusted, shown_signs, signs_of, unshown
from referat.handouts.writers import written
from tests.handouts.books import elvdal, facts, minutes
from tests.handouts.test_commands import elvdal as folder
from tests.handouts.test_commands import run

__all__ = ["folder"]


def made_font(family: str = "Elvdal Sans", licence: int = 0, kind: int = 12) -> bytes:
    """The head of a font: what it is called, what it shows, and what its maker allows."""
    said = family.encode("utf-16-be")
    name = struct.pack(">HHH6H", 0, 1, 18, 3, 1, 0x409, 1, len(said), 0) + said
    if kind == 12:
        table = struct.pack(">HHLLL", 12, 0, 40, 0, 2) + struct.pack(">6L", 0x41, 0x5A, 1, 0x4E00, 0x4E10, 30)
    else:
        table = struct.pack(">7H", 4, 32, 0, 4, 0, 0, 0) + struct.pack(">5H", 0x5A, 0xFFFF, 0, 0x41, 0xFFFF) + struct.pack(">4H", 0, 0, 0, 0)
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10 if kind == 12 else 1, 12) + table
    tables = {b"OS/2": bytes(8) + struct.pack(">H", licence), b"cmap": cmap, b"name": name}
    start, records, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        records += struct.pack(">4sLLL", tag, 0, start + len(body), len(data))
        body += data
    return b"\0\1\0\0" + struct.pack(">4H", len(tables), 0, 0, 0) + records + body


def test_a_font_says_its_name_and_its_signs() -> None:
    found = read_font(made_font())
    assert found is not None
    assert (found.family, found.signs) == ("Elvdal Sans", ((0x41, 0x5A), (0x4E00, 0x4E10)))
    narrow = read_font(made_font(kind=4))
    assert narrow is not None
    assert narrow.signs == ((0x41, 0x5A),)


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\0\0", b"OTTO" + b"\xff" * 40, made_font(licence=2), made_font()[:60], made_font(family=""), b"wOF2" + bytes(60)]
)
def test_what_is_no_font_to_hand_out_is_none(data: bytes) -> None:
    assert read_font(data) is None


def usual(look: Look) -> Handout:
    opened = elvdal()
    return replace(minutes_handout(facts(opened), minutes(opened, "2024-03")), look=look)


def test_signs_of_the_books_own_fonts_are_shown() -> None:
    own = Look(own_fonts=(Font("X", ((0x41, 0x5A), (0x4E00, 0x4E10)), b""),))
    assert signs_of(Look()) == shown_signs()
    merged = signs_of(own)
    assert (0x4E00, 0x4E10) in merged
    assert all(last + 1 < first for (_, last), (first, _) in itertools.pairwise(merged))
    said = usual(own)
    assert unshown(replace(said, blocks=(Paragraph(plain("\u4e01 \u4e2d")),))) == ["[U+4E2D]"]


def test_a_page_of_its_own_runs_only_where_the_user_says_so(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        "#let d = json(bytes(sys.inputs.data))\n#set document(title: d.name, date: datetime(year: d.year, month: d.month, day: d.monthday))\n"
        "#set text(lang: d.lang)\n= #d.title\nEgen side\n"
    )
    (folder / "meetings/side.typ").write_text(page, encoding="utf-8")
    (folder / "meetings/book.yaml").write_text("språk: nb\nutseende: {side: meetings/side.typ, skriftfiler: [meetings/feil.ttf]}\n", encoding="utf-8")
    digest = hashlib.sha256(page.encode()).hexdigest()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    refused = run(folder, "export", "2024-03", "--to", "pdf")
    assert (refused.code, refused.out) == (4, "")
    assert digest in refused.err
    assert run(folder, "export", "2024-03", "--to", "html").code == 0  # nothing else needs the page
    (tmp_path / "settings/referat").mkdir(parents=True)
    (tmp_path / "settings/referat/templates.txt").write_text(f"{digest} # ours\n", encoding="utf-8")
    made = run(folder, "export", "2024-03", "--to", "pdf")
    assert made.code == 0, made.err
    assert "meetings/feil.ttf" in made.err
    assert pdf_words(folder / "copies/2024-03-12-styret.pdf") == "Styremøte i Elvdal friluftsråd Egen side"
    (folder / "meetings/side.typ").write_text(f"{page}Mer\n", encoding="utf-8")
    assert run(folder, "export", "2024-03", "--to", "pdf").code == 4


def pdf_words(path: Path) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_trusted_page_fetches_no_package_and_reads_no_file() -> None:
    with pytest.raises(TemplateLoads):
        written(usual(Look(page=b'#import "@preview/cetz:0.2.0": *\n')), "pdf")
    with pytest.raises(TemplateNotTrusted):
        written(usual(Look(not_trusted=("side.typ", "00"))), "pdf")
    with pytest.raises(Exception, match="could not be set"):
        written(usual(Look(page=b'#read("/etc/hostname")')), "pdf")


@pytest.mark.real
def test_a_pdf_is_set_in_the_books_own_font() -> None:
    if not shutil.which("fc-match"):
        pytest.skip("no fonts here")
    file = subprocess.run(["fc-match", "--format=%{file}", "DejaVu Sans"], capture_output=True, text=True, check=True).stdout
    font = read_font(Path(file).read_bytes())
    if font is None:
        pytest.skip("no TrueType font here")
    assert font.family.replace(" ", "").encode() in written(usual(Look(own_fonts=(font,))), "pdf")
