"""Real documents, made by LibreOffice in the test run: Word, OpenDocument and PDF of one text say the same."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from referat.legacy import Imported, lost_words, read_document, to_draft
from referat.legacy.readers import read
from referat.legacy.readers.shape import Text

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TODAY = date(2026, 1, 1)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed, so no real documents can be made"),
]

SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
            ("svg", "svg-compatible"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
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


def item(text: str) -> str:
    return f'<text:h text:outline-level="2">{text}</text:h>'


def change(kind: str, identity: str, inside: str = "") -> str:
    who = "<office:change-info><dc:creator>X</dc:creator><dc:date>2024-03-13T10:00:00</dc:date></office:change-info>"
    return f'<text:changed-region text:id="{identity}"><text:{kind}>{who}{inside}</text:{kind}></text:changed-region>'


TASKS = [("Nr", "Oppgave", "Ansvar", "Frist")]
TASKS += [(str(n), f"Male benk {n}", "Åse" if n % 2 else "Jarle", f"{n % 28 + 1}.7.2022") for n in range(1, 61)]
# What people do in word processors: headings numbered by the program, merged cells, footnotes, comments, changes, boxes, page numbers.
FULL = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format=""/>
<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/>
<text:outline-level-style text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:outline-style></office:styles>
<office:automatic-styles>
<text:list-style style:name="A">
<text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="3"/></text:list-style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p>Elvdal vel</text:p></style:header>
<style:footer>
<text:p>Side <text:page-number text:select-page="current">1</text:page-number> av <text:page-count>3</text:page-count></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes>{change("deletion", "c1", "<text:p>Jarle kjøper helikopter. </text:p>")}{change("insertion", "c2")}</text:tracked-changes>
<text:h text:outline-level="1">Referat fra styremøte</text:h>
<text:p>Dato: tirsdag 7. juni 2022</text:p>
<text:p>Til stede:</text:p>
{table("people", PEOPLE)}
{item("Godkjenning av innkalling")}
<text:p>Vedtak: Innkallingen ble godkjent.</text:p>
<text:p>Tiril bestiller kaffe.<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>I nytt lokale.</text:p></text:note-body></text:note> Alle fikk en kopp.</text:p>
{item("Økonomi")}
<text:p>Åse leste regn<office:annotation office:name="k"><dc:creator>Jarle</dc:creator><dc:date>2022-06-08T09:00:00</dc:date>
<text:p>Jarle sender nye tall.</text:p></office:annotation>skapet<office:annotation-end office:name="k"/> for snø­brøyting.</text:p>
{item("Dugnad")}
<text:p>Den er lørdag. <text:change text:change-id="c1"/>
<text:change-start text:change-id="c2"/>Tiril bestiller mat.<text:change-end text:change-id="c2"/></text:p>
<text:p><draw:frame draw:name="F" text:anchor-type="paragraph" svg:width="6cm" svg:height="3cm"><draw:text-box><text:p>Husk hansker!</text:p>
<text:p>Og støvler.</text:p></draw:text-box></draw:frame>Se <text:a xlink:type="simple" xlink:href="https://elvdal.example/">nettsiden</text:a>.</text:p>
<text:h text:outline-level="3">Utstyr</text:h>
<text:p>Henger lånes.</text:p>
{item("Oppfølging")}
{table("tasks", TASKS)}
{item("Merknader")}
<table:table table:name="merged"><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Tema</text:p></table:table-cell>
<table:covered-table-cell/>{cell("Kostnad")}</table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Brøyting</text:p></table:table-cell>
{cell("vest")}{cell("høy")}</table:table-row>
<table:table-row><table:covered-table-cell/>{cell("øst")}{cell("lav")}</table:table-row></table:table>
{item("Eventuelt")}
<text:list text:style-name="A"><text:list-item><text:p>Lys</text:p></text:list-item>
<text:list-item><text:p>Skilt</text:p></text:list-item></text:list>
</office:text></office:body></office:document>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    sources = [folder / "referat.fodt", folder / "full.fodt"]
    for source, text in zip(sources, (FLAT, FULL), strict=True):
        source.write_text(text, encoding="utf-8")
    for kind in ("odt", "docx", "pdf", "html"):
        subprocess.run(
            [str(SOFFICE), "--headless",
             f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", kind, "--outdir", str(folder), *map(str, sources)],
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


def lines_of(path: Path) -> list[str]:
    reading = read(path.read_bytes(), path.name, TODAY)
    assert isinstance(reading, Text)
    return [line.replace("\u00ad", "") for line in reading.lines if line]


@pytest.mark.parametrize("kind", ["odt", "docx", "fodt"])
def test_what_the_word_processor_adds_by_itself_is_read_and_what_it_hides_is_told_apart(folder: Path, kind: str) -> None:
    lines = lines_of(folder / f"full.{kind}")
    tasks = lines.index("Nr\tOppgave\tAnsvar\tFrist")
    assert lines[:4] == ["Elvdal vel", "# Referat fra styremøte", "Dato: tirsdag 7. juni 2022", "Til stede:"]
    assert lines[8:tasks] == [
        "## 1. Godkjenning av innkalling",
        "Vedtak: Innkallingen ble godkjent.",
        "Tiril bestiller kaffe.[1] Alle fikk en kopp.",
        "## 2. Økonomi",
        "Åse leste regnskapet for snøbrøyting.",
        "> Jarle: Jarle sender nye tall.",
        "## 3. Dugnad",
        "Den er lørdag. Tiril bestiller mat.",
        "Se nettsiden.",
        "Husk hansker!",
        "Og støvler.",
        "### 3.1. Utstyr",
        "Henger lånes.",
        "## 4. Oppfølging",
    ]
    assert lines[tasks + 1 : tasks + 3] == ["1\tMale benk 1\tÅse\t2.7.2022", "2\tMale benk 2\tJarle\t3.7.2022"]
    assert lines[tasks + 61 :] == [
        "## 5. Merknader",
        "Tema\t\tKostnad",
        "Brøyting\tvest\thøy",
        "Brøyting\tøst\tlav",
        "## 6. Eventuelt",
        "c) Lys",
        "d) Skilt",
        "[1] I nytt lokale.",
    ]


@pytest.mark.parametrize("kind", ["odt", "docx", "html", "pdf"])
def test_one_full_document_says_the_same_in_every_format(folder: Path, kind: str) -> None:
    if kind == "pdf":
        pytest.importorskip("pypdf")
    found = one(folder / f"full.{kind}")
    assert [item.number for item in found.items] == ["1", "2", "3", "3.1", "4", "5", "6"]
    assert [person.name for person in found.present] == ["Tiril Moe", "Jarle Kvisla", "Åse Brekkan"]
    in_table = [action for action in found.actions if action.reason == "table"]
    assert len(in_table) == 60
    assert {action.owners for action in in_table} == {("Åse Brekkan",), ("Jarle Kvisla",)}
    said = [(action.owners, action.text) for action in found.actions if action.reason != "table"]
    assert (("Tiril Moe",), "bestiller mat") in said
    if kind != "pdf":  # there the number of a footnote is a number like any other
        assert "- [ ] @tiril bestiller kaffe\n" in to_draft(found)
    assert not any("nye tall" in text for _, text in said)  # what a comment says is no task
    assert lost_words("\n".join(found.source.lines), to_draft(found)) == []
