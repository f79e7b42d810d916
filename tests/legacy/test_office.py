"""Real documents, made by LibreOffice in the test run: Word, OpenDocument and PDF of one text say the same."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from referat.legacy import Imported, lost_words, read_document, to_draft

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TODAY = date(2026, 1, 1)

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed, so no real documents can be made")

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"))
)


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def table(name: str, rows: list[tuple[str, ...]]) -> str:
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{body}</table:table>'


PEOPLE = [
    ("Navn", "Kommune"),
    ("Tiril Moe (møteleder)", "Fjordvik kommune"),
    ("Jarle Kvisla", "Storvik kommune"),
    ("Åse Brekkan", "Elvdal kommune"),
]
FLAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
<text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:h text:outline-level="1">Referat fra møte i kulturgruppa</text:h>
<text:p><text:span text:style-name="B">Dato:</text:span> tirsdag 7. juni 2022 kl. 10.00–11.30</text:p>
<text:p>Sted:<text:tab/>Elvebredden hotell</text:p>
<text:p>Til stede:</text:p>
{table("people", PEOPLE)}
<text:p>Forfall: Øyvind Li</text:p>
<text:list xml:id="L1" text:style-name="N"><text:list-item><text:p>Godkjenning av innkalling</text:p></text:list-item></text:list>
<text:p>Innkallingen ble godkjent.</text:p>
<text:list text:style-name="N" text:continue-list="L1"><text:list-item><text:p>Kulturplan</text:p></text:list-item></text:list>
<text:p><text:span text:style-name="B">Jarle</text:span> sender utkast innen 20. juni.</text:p>
<text:list text:style-name="D"><text:list-item><text:p>Festivaler</text:p></text:list-item>
<text:list-item><text:p>Lokaler</text:p></text:list-item></text:list>
<text:list text:style-name="N" text:continue-list="L1"><text:list-item><text:p>Eventuelt</text:p></text:list-item></text:list>
<text:p>Åse undersøker prisen på lyd.</text:p>
<text:p>Neste møte: 30. august kl. 10</text:p>
</office:text></office:body></office:document>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    source = folder / "referat.fodt"
    source.write_text(FLAT, encoding="utf-8")
    for kind in ("odt", "docx", "pdf"):
        subprocess.run(
            [str(SOFFICE), "--headless",
             f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", kind, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return folder


def one(path: Path) -> Imported:
    (found,) = read_document(path, today=TODAY)
    return found


@pytest.mark.parametrize("kind", ["odt", "docx", "pdf"])
def test_a_real_document_says_what_it_says(folder: Path, kind: str) -> None:
    if kind == "pdf":
        pytest.importorskip("pypdf")
    found = one(folder / f"referat.{kind}")
    assert (found.held_on, found.value("start"), found.value("end")) == (date(2022, 6, 7), "10:00", "11:30")
    assert (found.value("place"), found.value("chair")) == ("Elvebredden hotell", "Tiril Moe")
    assert [(person.name, person.org) for person in found.present] == [
        ("Tiril Moe", "Fjordvik kommune"),
        ("Jarle Kvisla", "Storvik kommune"),
        ("Åse Brekkan", "Elvdal kommune"),
    ]
    assert [person.name for person in found.absent or ()] == ["Øyvind Li"]
    assert [(item.number, item.title) for item in found.items] == [("1", "Godkjenning av innkalling"), ("2", "Kulturplan"), ("3", "Eventuelt")]
    assert [(action.owners, action.due) for action in found.actions] == [(("Jarle Kvisla",), "2022-06-20"), (("Åse Brekkan",), None)]
    assert found.next is not None
    assert found.next.date == "2022-08-30"
    assert lost_words("\n".join(found.source.lines), to_draft(found)) == []
