"""Documents of every kind: which reader takes them, and what becomes of their text."""

import io
import json
import zipfile
from datetime import date

import pytest

from referat.legacy import Imported, read_document
from referat.legacy.errors import LockedDocument, UnreadableDocument
from referat.legacy.readers import read
from referat.legacy.readers.shape import Text

TODAY = date(2026, 1, 1)
MINUTES = """Referat fra styremøte
Dato: 3.5.2019
Sted: Skolen på Sørøya
Til stede: Kåre Moen, Ærlend Åse

1. Økonomi
Kåre sender regnskapet.
2. Eventuelt
Intet.
"""


def one(data: bytes, name: str = "x.txt") -> Imported:
    (found,) = read_document(data, name=name, today=TODAY)
    return found


def lines(data: bytes, name: str) -> tuple[str, ...]:
    reading = read(data, name, TODAY)
    assert isinstance(reading, Text)
    return reading.lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_in_any_encoding(encoding: str, ending: str) -> None:
    found = one(MINUTES.replace("\n", ending).encode(encoding))
    assert found.value("place") == "Skolen på Sørøya"
    assert [person.name for person in found.present] == ["Kåre Moen", "Ærlend Åse"]
    assert not [problem for problem in found.problems if problem.code.endswith("text")]


def test_letters_that_were_broken_once_are_set_right_and_said() -> None:
    found = one(MINUTES.encode().decode("cp1252").encode())
    assert found.value("place") == "Skolen på Sørøya"
    assert [problem.code for problem in found.problems] == ["mended-text"]


def test_letters_that_cannot_be_set_right_are_said() -> None:
    assert "broken-text" in [problem.code for problem in one(MINUTES.replace("ø", "\ufffd").encode()).problems]


PAGE = """<!DOCTYPE html><html><head><title>x</title><script>alert("Kari sender")</script></head><body>
<h1>Referat fra styremøte</h1><p><b>Dato:</b> 3.5.2019<br>Sted: Skolen</p><p>Til stede:</p>
<table><tr><th>Navn</th><th>Kommune</th></tr><tr><td>Kåre Moen (møteleder)</td><td>Fjordvik kommune</td></tr><tr><td>Åse Li</td><td></td></tr></table>
<h2>Saker</h2><ol><li><b>&Oslash;konomi</b><br>K&aring;re sender regnskapet.</li><li>Eventuelt</li></ol>
<ul><li>ett<ul><li>to</li></ul></li></ul></body></html>"""


def test_a_web_page() -> None:
    found = one(PAGE.encode(), "x.html")
    assert (found.held_on, found.value("place"), found.value("chair")) == (date(2019, 5, 3), "Skolen", "Kåre Moen")
    assert [person.org for person in found.present] == ["Fjordvik kommune", ""]
    assert [(item.number, item.title) for item in found.items] == [("1", "Økonomi"), ("2", "Eventuelt")]
    assert [action.owners for action in found.actions] == [("Kåre Moen",)]
    assert lines(PAGE.encode(), "x.html")[-2:] == ("- ett", "  - to")


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {WORD}><w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {WORD}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def archive(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in parts.items():
            opened.writestr(name, text)
    return buffer.getvalue()


def word(body: str, extra: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{extra}<w:document {WORD}><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/numbering.xml", NUMBERING)
        archive.writestr("word/header1.xml", f"<w:hdr {WORD}>{paragraph('Fjordvik idrettslag')}</w:hdr>")
    return buffer.getvalue()


def test_a_word_document_with_the_numbers_that_word_writes() -> None:
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Kåre Moen", "Fjordvik kommune"))
    body = (
        paragraph("Referat fra styremøte", '<w:pStyle w:val="Overskrift1"/>') + paragraph("Dato: 3.5.2019") + paragraph("Til stede:")
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + listed("Økonomi", 1) + listed("lån", 1, 1) + paragraph("Kåre sender tall.", run="<w:b/>") + listed("Eventuelt", 1) + listed("punkt", 2)
        + f"<w:p><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del><w:ins>{paragraph('nytt')[5:-6]}</w:ins></w:p>"
    )  # fmt: skip
    assert lines(word(body), "x.docx") == (
        "Fjordvik idrettslag", "", "# Referat fra styremøte", "Dato: 3.5.2019", "Til stede:", "", "Kåre Moen\tFjordvik kommune", "",
        "1. Økonomi", "  a) lån", "**Kåre sender tall.**", "2. Eventuelt", "- punkt", "nytt",
    )  # fmt: skip
    found = one(word(body), "x.docx")
    assert [(item.number, item.title) for item in found.items] == [("1", "Økonomi"), ("2", "Eventuelt")]


def test_word_lists_that_begin_anew_and_headings_with_a_style_of_their_own() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Sak"><w:name w:val="Sak"/><w:basedOn w:val="H2"/></w:style></w:styles>'
    )
    numbering = NUMBERING.replace(
        "</w:numbering>",
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>',
    )
    body = paragraph("Lån", '<w:pStyle w:val="Sak"/>') + listed("a", 3) + listed("b", 3) + paragraph("Ymse", '<w:pStyle w:val="Sak"/>')
    text = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    parts = {"word/document.xml": text, "word/styles.xml": styles, "word/numbering.xml": numbering}
    assert lines(archive(parts), "x.docx") == ("## 1. Lån", "1. a", "2. b", "## 3. Ymse")


def test_word_content_controls_boxes_and_deleted_marks() -> None:
    def control(inside: str, more: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    cell = f"<w:tc>{paragraph('Ola Li')}</w:tc>"
    body = (
        control(paragraph("Klikk for å skrive"), "<w:showingPlcHdr/>") + control(paragraph("Sted: Skolen"))
        + f"<w:tbl>{control(f'<w:tr>{cell}{control(cell)}</w:tr>')}</w:tbl>"
        + '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> malt</w:t></w:r></w:p>'
        + '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Kari sen</w:t></w:r></w:p>' + paragraph("der brev")
    )  # fmt: skip
    assert [line for line in lines(word(body), "x.docx") if line != ""][1:] == ["Sted: Skolen", "Ola Li\tOla Li", "☒ malt", "Kari sender brev"]


def test_word_rows_that_begin_later_form_fields_end_notes_and_lists_that_a_style_holds() -> None:
    numbering = NUMBERING.replace(
        "</w:numbering>",
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Liste"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
        "</w:numbering>",
    )
    held = '<w:style w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    styles = f"<w:styles {WORD}>{held}</w:styles>"
    field = '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>{}</w:checkBox></w:ffData></w:fldChar>'
    text = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{paragraph("c")}</w:tc></w:tr></w:tbl>'
        f"<w:p><w:r>{field.format('')}<w:t>malt</w:t></w:r></w:p>"
        '<w:p><w:r>' + field.format('<w:checked w:val="0"/>') + '<w:t>vasket</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Sagt.</w:t><w:endnoteReference w:id="4"/></w:r></w:p>'
        + listed("ett", 9) + listed("to", 9, 1)
    )  # fmt: skip
    notes = f'<w:endnotes {WORD}><w:endnote w:id="0"><w:p/></w:endnote><w:endnote w:id="4">{paragraph("Noten.")}</w:endnote></w:endnotes>'
    parts = {"word/document.xml": f"<w:document {WORD}><w:body>{text}</w:body></w:document>", "word/endnotes.xml": notes}
    data = archive({**parts, "word/styles.xml": styles, "word/numbering.xml": numbering})
    said = [line for line in lines(data, "x.docx") if line]
    assert said == ["a\tb", "–\tc", "☒ malt", "☐ vasket", "Sagt.[1]", "1. ett", "  a) to", "[1] Noten."]


def test_the_text_of_a_word_document_is_where_the_document_says_it_is() -> None:
    relations = '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    body = f"<w:document {WORD}><w:body>{paragraph('Referat')}</w:body></w:document>"
    assert lines(archive({"_rels/.rels": relations, "word/document2.xml": body}), "x.docx") == ("Referat",)


def test_an_opendocument_with_a_password_is_said_to_have_one() -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    data = archive({**parts, "content.xml": "\x00\x01"})
    with pytest.raises(LockedDocument):
        read(data, "x.odt", TODAY)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<html><head><title>x</title><body><p>Referat", ["Referat"]),
        ("<html><p>før <del>slettet</del>etter</p>", ["før etter"]),
        ("<html><p>før <del>aldri lukket</p><p>etter</p>", ["før aldri lukket", "etter"]),
        ("<html><p>før <svg><p>etter</p>", ["før", "etter"]),
        ("<html><table><tr><td>a<td>b<tr><td>c<td>d</table><p>e", ["a\tb", "c\td", "e"]),
        ("<html><table><tr><td>a</td><td></td><td>c</td></tr></table>", ["a\t\tc"]),
        ("<html><table><tr><td></td><td>b</td></tr></table>", ["–\tb"]),
        ("<html><table><tr><td colspan=2>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></table>",
         ["a\t\tb", "c\td\te", "c\tf\tg"]),
        ("<html><table><tr><td colspan=3>Referat</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>", ["Referat", "a\tb\tc"]),
        ("<html><table><tr><td><p>ett</p><p>to</p><ul><li>tre</ul></td></tr></table>", ["ett", "to", "- tre"]),
        ("<table><tr><td>ute <table><tr><td>a</td><td>b</td></tr></table> igjen</td><td>c</td></table><p>d", ["ute", "a\tb", "igjen\tc", "d"]),
        ("<html><ol type=a start=3><li>x</li><li>y</li></ol>", ["c) x", "d) y"]),
        ("<html><table><tr><td colspan=99999999999>a</td><td rowspan=-1>b</td></tr></table>", ["a\tb"]),
        ('<html><p>sagt.<a class="sdfootnoteanc" href="#a">1</a> Så</p><p><a class="sdfootnotesym">1</a>Note</p>', ["sagt.[1] Så", "[1] Note"]),
    ],
)  # fmt: skip
def test_web_pages_as_they_are_written(page: str, wanted: list[str]) -> None:
    assert [line for line in lines(page.encode(), "x.html") if line] == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oppgave;Ansvarlig;Frist;Status\nMale gjerdet;Ola Li;01.05.2020;Åpen\nRydde;Kari Moen;uke 20;Ferdig\n", "liste.csv"),
        ("Oppgåve\tAnsvarleg\tFrist\tStatus\nMale gjerdet\tOla Li\t01.05.2020\tOpen\nRydde\tKari Moen\t\tUtført\n", "liste.tsv"),
        ('"Nr","Tiltak","Ansvar","Tidsfrist","Status"\n"1","Male gjerdet","Ola Li","2020-05-01",""\n"2","Rydde","Kari Moen","","OK"\n', "liste.csv"),
    ],
)
def test_a_list_of_tasks_from_a_spreadsheet(text: str, name: str) -> None:
    found = one(("\ufeff" + text).encode(), name)
    assert [(action.owners, action.text, action.due) for action in found.actions] == [(("Ola Li",), "Male gjerdet", "2020-05-01")]
    assert [(action.text, action.state) for action in found.suggestions] == [("Rydde", "done")]


def test_an_excel_list() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (("Oppgave", "Ansvarlig", "Frist"), ("Male gjerdet", "Ola Li", date(2020, 5, 1))):
        book.active.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    assert [(action.owners, action.due) for action in one(buffer.getvalue(), "x.xlsx").actions] == [(("Ola Li",), "2020-05-01")]


def test_todo_txt() -> None:
    found = one(b"(A) 2020-01-02 Ring banken @ola +kraft due:2020-02-03\nx 2020-01-05 2020-01-01 Vask gulvet @kari\n", "todo.txt")
    assert found.kind == "actions"
    assert [(action.owners, action.text, action.due, action.group) for action in found.actions] == [(("ola",), "Ring banken", "2020-02-03", "kraft")]
    assert [action.text for action in found.suggestions] == ["Vask gulvet"]


def test_taskwarrior() -> None:
    tasks = [
        {"description": "Ring banken", "due": "20200203T000000Z", "project": "kraft", "status": "pending", "assignee": "ola"},
        {"description": "x", "status": "deleted"},
    ]
    (action,) = one(json.dumps(tasks).encode(), "export.json").actions
    assert (action.owners, action.text, action.due, action.group) == (("ola",), "Ring banken", "2020-02-03", "kraft")


def test_what_taskwarrior_notes_of_a_task_is_kept() -> None:
    task = {"description": "Ring banken", "status": "pending", "tags": ["haster"], "annotations": [{"description": "Husk\nnummeret"}, "x", {}]}
    assert one(json.dumps([task]).encode(), "export.json").source.lines == ("Ring banken haster Husk nummeret",)


def test_a_list_of_tasks_in_a_spreadsheet_is_no_meeting() -> None:
    text = "sep=;\nFrist;Oppgave;Ansvarleg;Status\n1.5.2020;Male gjerdet;Ola Li;Open\n;Rydde;;Open\n1.3.2020;Vaske;Kari Moen;Ferdig\n"
    found = one(text.encode("utf-16"), "liste.csv")
    assert (found.kind, found.held_on, found.present) == ("actions", None, ())
    told = [(action.owners, action.text, action.due) for action in found.actions]
    assert told == [(("Ola Li",), "Male gjerdet", "2020-05-01"), ((), "Rydde", None)]
    assert one("Til stede: Kari Moen, Ola Li\nDato: 3.5.2019\n\nOppgave;Ansvar\nMale;Ola\n".replace(": ", ";").encode(), "m.csv").kind == "minutes"


def test_the_sheets_of_a_workbook_are_lists_of_their_own() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for sheet, task in ((book.active, "Male gjerdet"), (book.create_sheet("Arkiv"), "Vaske")):
        sheet.append(("Oppgave", "Ansvar"))
        sheet.append((task, "Ola Li"))
    buffer = io.BytesIO()
    book.save(buffer)
    found = one(buffer.getvalue(), "x.xlsx")
    assert [(action.owners, action.text) for action in found.actions] == [(("Ola Li",), "Male gjerdet"), (("Ola Li",), "Vaske")]
    assert "## Arkiv" in found.source.lines


MEETBOT = """#meetbot: Meeting summary
=========================

Meeting summary
---------------
* Budget  (kari, 18:01:00)
  * ACTION: ola sends the accounts  (kari, 18:03:00)
  * AGREED: we raise the fee  (kari, 18:04:00)
* Fence  (kari, 18:05:00)

People Present (lines said)
---------------------------
* kari (10)
* ola (3)
"""


def test_the_topics_of_a_robots_minutes_are_its_items() -> None:
    found = one(MEETBOT.encode(), "log.txt")
    assert [item.title for item in found.items] == ["Budget", "Fence"]
    assert [(action.owners, action.text) for action in found.actions] == [(("Ola",), "sends the accounts")]
    assert [decision.text for decision in found.decisions] == ["we raise the fee"]
    assert found.actions[0].evidence.quote == "* ACTION: ola sends the accounts  (kari, 18:03:00)"


def test_org_and_obsidian() -> None:
    (action,) = one(b"* TODO Ring banken :@ola:kraft:\n  DEADLINE: <2020-02-03 Mon>\n* DONE Vask\n", "liste.org").actions
    assert (action.owners, action.due, action.group) == (("ola",), "2020-02-03", "kraft")
    (action,) = one("- [ ] Ring banken @ola 📅 2020-02-03\n- [x] Vask ✅ 2020-01-01\n".encode(), "oppgaver.md").actions
    assert (action.owners, action.text, action.due) == (("ola",), "Ring banken", "2020-02-03")


# Columns are separated by tabs; written with | here to be seen.
OLD = """Møtesammendrag
Totalt antall deltakere|3
Møtetittel|Faggruppe
Starttidspunkt for møtet|8.2.23, 12:45:51

Fullt navn|Tidspunkt for å bli med|Varighet|E-post|Rolle
Moen, Kari|8.2.23, 12:45:51|40m|kari@example.org|Arrangør
Ola Li (Gjest)|8.2.23, 12:46:00|39m||Deltaker
Kari Moen|8.2.23, 13:00:00|3m|kari@example.org|Arrangør
""".replace("|", "\t")
NEW = """1. Sammendrag
Møtetittel|Faggruppe

2. Deltakere
Navn|Første sammenføyning|Siste fravær|Varighet i møtet|E-post
Kari Moen|11/29/23, 12:54:27 PM|11/29/23, 1:54:27 PM|1h|kari@example.org
Ola Li|11/29/23, 12:55:00 PM|||ola@example.org
Uidentifisert||||

3. Aktiviteter
Navn|Bli med|Fravær
Kari Moen|1|2
""".replace("|", "\t")


@pytest.mark.parametrize(
    ("text", "encoding", "day"),
    [(OLD, "utf-16", date(2023, 2, 8)), (OLD.replace("\t", ";"), "latin-1", date(2023, 2, 8)), (NEW, "utf-16", date(2023, 11, 29))],
)
def test_an_attendance_report_gives_names_and_the_day_and_no_address(text: str, encoding: str, day: date) -> None:
    found = one(text.encode(encoding), "meetingAttendance.csv")
    assert (found.kind, found.held_on, found.value("title")) == ("attendance", day, "Faggruppe")
    assert [person.name for person in found.present] == ["Kari Moen", "Ola Li"]
    assert "@" not in repr(found)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_an_attendance_report_with_the_line_ends_of_windows(ending: str) -> None:
    found = one(OLD.replace("\n", ending).encode("utf-16"), "meetingAttendance.csv")
    assert ([person.name for person in found.present], found.held_on) == (["Kari Moen", "Ola Li"], date(2023, 2, 8))


def test_an_attendance_report_with_commas_holds_quoted_names_and_no_telephones() -> None:
    text = 'Name,First Join,Last Leave,Email\n"Li, Åse","2/28/2023, 12:45:51 PM",,ase@example.org\n+47 900 00 000,"2/28/2023, 12:50:00 PM",,\n'
    found = one(text.encode("utf-8-sig"), "report.csv")
    assert ([person.name for person in found.present], found.held_on) == (["Åse Li"], date(2023, 2, 28))
    assert found.source.lines == ("Åse Li",)


@pytest.mark.parametrize("written", ["7. feb. 2024 09:00:00", "2024-02-07T09:00:00Z", "7-2-2024 09:00", "2/7/2024, 9:00:00 AM"])
def test_the_day_of_an_attendance_report_as_other_countries_write_it(written: str) -> None:
    assert one(OLD.replace("8.2.23, 12:45:51", written).encode("utf-16"), "meetingAttendance.csv").held_on == date(2024, 2, 7)


def test_a_day_that_can_be_read_two_ways_is_asked_for() -> None:
    text = NEW.replace("11/29/23, 12:54:27 PM", "2/07/24").replace("11/29/23, 12:55:00 PM", "2/07/24").replace("11/29/23, 1:54:27 PM", "")
    found = one(text.encode("utf-16"), "meetingAttendance.csv")
    assert (found.held_on, [problem.code for problem in found.problems]) == (None, ["day-order"])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old-word-document"),
        (OLE + "Workbook".encode("utf-16-le"), "old-excel-document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked-document"),
        (OLE + b"x" * 40, "unknown-document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "unknown-document"),
        (b"", "unreadable-document"),
        (b" \n\n", "unreadable-document"),
        (b"<?xml version='1.0'?><book><table/><table/><table/><table/><table/><table/>x</book>", "unknown-document"),
        (b"PK\x03\x04 not a zip at all word/document.xml", "unreadable-document"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        read_document(data, name="x", today=TODAY)
    assert raised.value.code == code
