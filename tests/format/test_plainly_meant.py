"""Lines that say plainly what they mean, and are read so though they are not written as the format first had them; and their near neighbours."""

import pytest

from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.dates import last_day, read_due
from referat.model.meeting import Minutes

HEAD = "---\ntittel: Møte i hagelaget\ngruppe: hagelaget\ndato: 2026-02-10\nstatus: utkast\nneste: 2026-03-24\n---\n\n"
CASE = "## Sak 4/26 Redskapsboden\n\n"


DECISIONS = [
    (
        CASE + "Hagelaget så på to tilbud.\nVedtak: Boden males grønn.\nArbeidet gjøres i mai.\n",
        [("4/26", "Boden males grønn.\nArbeidet gjøres i mai.")],
    ),
    (CASE + "Vedtak 4/2026: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "**Vedtak sak 4/26:** Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vedtak (4 mot 1 stemme): Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vedtak (samrøystes): Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vedtak mot to stemmer: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Hagelagets vedtak: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Årsmøtets beslutning: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Hagelaget vedtok enstemmig: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Besluttet: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Styret gjorde slikt vedtak: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "The committee resolved: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vedtak — Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vedtak - Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Tekst.\n\n### Vedtak\n\nBoden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "#### Vedtak:\n\nBoden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "### Vedtak 4/26\nBoden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "**Beslutning**\n\nBoden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "__Vedtak__\nBoden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "> **Vedtak:** Boden males grønn.\n> Det skjer i mai.\n", [("4/26", "Boden males grønn.\nDet skjer i mai.")]),
    (CASE + "Enstemmig vedtatt: Boden males grønn.\n", [("4/26", "Boden males grønn.")]),
    (CASE + "Vi venter på vedtaket i kommunen: det tar tid.\n\nForslag til vedtak ble drøftet.\n", []),
    (CASE + "Det ble stilt spørsmål om vedtakets rekkevidde: hva gjelder det?\n", []),
    ("# Hagelaget\n\n# Sak 4/26 Boden\n\nVedtak: Ja.\n\n# Sak 5/26 Porten\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("### 4/26 Boden\n\nVedtak: Ja.\n\n### 5/26 Porten\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("## Saksliste\n\n#### Sak 4/26 Boden\n\nVedtak: Ja.\n\n#### Sak 5/26 Porten\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    (
        "## Saker til behandling\n\n### Sak 14-26 Boden\n\nVedtak: Ja.\n\n### Sak 15-26 Porten\n\nVedtak: Nei.\n",
        [("14-26", "Ja."), ("15-26", "Nei.")],
    ),
    ("Sak 4/26 Boden\n--------------\n\nVedtak: Ja.\n\nSak 5/26 Porten\n---------------\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("Sak 4/26 Boden\n==============\n\nVedtak: Ja.\n\nSak 5/26 Porten\n==============\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("##Sak 4/26 Boden\n\nVedtak: Ja.\n\n##5. Porten\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5", "Nei.")]),
    ("**Sak 4/26 Boden**\n\nVedtak: Ja.\n\n**Sak 5/26 Porten**\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("## Saker\n\n**Sak 4/26 Boden**\n\nVedtak: Ja.\n\n**Sak 5/26 Porten**\n\nVedtak: Nei.\n", [("4/26", "Ja."), ("5/26", "Nei.")]),
    ("## Sak 4/26 Boden\n\n**Sak 5/26 Tillegg**\n\nVedtak: Ja.\n", [("4/26", "Ja.")]),
    ("## 15 / 26 Boden\n\nVedtak: Ja.\n\n## 16 / 26 Porten\n\nVedtak: Nei.\n", [("15/26", "Ja."), ("16/26", "Nei.")]),
    ("## Sak nr. 16: Boden\n\nVedtak: Ja.\n\n## nr. 17 Porten\n\nVedtak: Nei.\n", [("16", "Ja."), ("17", "Nei.")]),
    ("## PS 12/26 Boden\n\nVedtak: Ja.\n\n## HL 13/2026 - Porten\n\nVedtak: Nei.\n", [("PS 12/26", "Ja."), ("HL 13/2026", "Nei.")]),
    ("## 12/26 – Boden\n\nVedtak: Ja.\n\n## 13-26: Porten\n\nVedtak: Nei.\n", [("12/26", "Ja."), ("13-26", "Nei.")]),
    ("## 24/7 vakt\n\nVedtak: Ja.\n\n## 9-16 er åpningstida\n\nVedtak: Nei.\n", [("", "Ja."), ("", "Nei.")]),
]

POSTPONED = [
    (CASE + "Saken utsettes.\n", [""]),
    (CASE + "Det mangler tegninger. Saken blir utsatt til neste møte.\n", ["neste møte"]),
    (CASE + "Vedtak: Saken utsettes til møtet i april 2026.\n", [None]),
    (CASE + "Hagelaget vedtok å utsette saken til 15. mai.\n", ["15. mai"]),
    (CASE + "Styret utsatte saken.\n", [""]),
    (CASE + "Saka vert utsett til neste møte.\n", ["neste møte"]),
    (CASE + "The item was postponed to the next meeting.\n", ["the next meeting"]),
    (CASE + "Vedtak: Behandlingen utsettes til august 2026.\n", ["august 2026"]),
    (CASE + "Fristen for søknaden er utsatt til 1. mai.\n", []),
    (CASE + "Saken ble ikke utsatt.\n", []),
    (CASE + "Huset ligger utsatt til for vind.\n", []),
    (CASE + "Forslag: Saken utsettes.\n\nVedtak: Boden males.\n", []),
    (CASE + "Saken utsettes til etter ferien.\n", [None]),
    (CASE + "Saken tas opp igjen i møtet 3. mars.\n", ["møtet 3. mars"]),
    (CASE + "Vi kommer tilbake til saken på neste styremøte.\n", ["neste styremøte"]),
    (CASE + "Behandlingen av søknaden utsettes.\n", [""]),
    (CASE + "Saka kjem opp att i april.\n", ["april"]),
    (CASE + "The matter will be taken up again at the next meeting.\n", ["the next meeting"]),
    (CASE + "Sak 4/26 utsettes til neste møte.\n", ["neste møte"]),
    (CASE + "Sak 4 utsettes.\n", [""]),
    (CASE + "Sak 5/26 utsettes.\n", []),
    (CASE + "Sak 4/25 tas opp igjen i neste møte.\n", []),
    (CASE + "Utsatt, se sak 5/26.\n", [""]),
    (CASE + "Bordlagt p.g.a. regn til mai.\n", ["mai"]),
    (CASE + "Tabled until the May meeting.\n", ["the May meeting"]),
    (CASE + "Hagelaget gikk inn for å utsette saken.\n", [""]),
    (CASE + "Hagelaget drøftet å utsette saken.\n", []),
    (CASE + "Saken ble tatt opp i mars 2025, og er løst.\n", []),
    (CASE + "Saken ble behandlet i møtet 3. mars.\n", []),
    (CASE + "Saken tas opp i neste møte med fylkeskommunen.\n", []),
    (CASE + "Saken tas opp i neste møte i kommunestyret.\n", []),
    (CASE + "Saken tas ikke opp igjen i neste møte.\n", []),
    (CASE + "Vi tar saken til orientering.\n", []),
    (CASE + "Hvis saken tas opp i neste møte, må papirene være klare.\n", []),
]

ACTIONS = [
    ("- [ ] @unni Vanne hagen frist:torsdag", "Vanne hagen", ("unni",), "2026-02-12"),
    ("- [ ] @unni Vanne hagen, frist onsdag", "Vanne hagen", ("unni",), "2026-02-11"),
    ("- [ ] @unni Vanne hagen frist: 3. april 2026", "Vanne hagen", ("unni",), "2026-04-03"),
    ("- [ ] @unni Water the plants, due: April 3rd, 2027", "Water the plants", ("unni",), "2027-04-03"),
    ("- [ ] @unni Water the plants by April 3", "Water the plants", ("unni",), "2026-04-03"),
    ("- [ ] @unni Vanne hagen frist:3. april, 2027", "Vanne hagen", ("unni",), "2027-04-03"),
    ("- [ ] @unni Vanne hagen frist:3.\xa0april\xa02027", "Vanne hagen", ("unni",), "2027-04-03"),
    ("- [ ] @unni Vanne hagen **(frist 1. april)**", "Vanne hagen", ("unni",), "2026-04-01"),
    ("- [ ] @unni Vanne hagen. **Frist:** 1. april", "Vanne hagen.", ("unni",), "2026-04-01"),
    ("- [ ] @unni Vanne hagen _frist:2026-04-01_", "Vanne hagen", ("unni",), "2026-04-01"),
    ("- [ ] @unni Vanne hagen [frist 1.4.2026]", "Vanne hagen", ("unni",), "2026-04-01"),
    ("- [ ] @unni Vanne hagen frist: neste mandag", "Vanne hagen", ("unni",), "2026-02-16"),
    ("- [ ] @unni Vanne hagen frist:neste uke", "Vanne hagen", ("unni",), "2026-02-22"),
    ("- [ ] @unni Vanne hagen frist: neste måned", "Vanne hagen", ("unni",), "2026-03-31"),
    ("- [ ] @unni Vanne hagen frist: neste møte", "Vanne hagen", ("unni",), "2026-03-24"),
    ("- [ ] @unni Vanne hagen innen 1. april", "Vanne hagen", ("unni",), "2026-04-01"),
    ("- [ ] @unni Vanne hagen innen fredag", "Vanne hagen", ("unni",), "2026-02-13"),
    ("- [ ] @unni Vanne hagen senest 20.3.", "Vanne hagen", ("unni",), "2026-03-20"),
    ("- [ ] @unni Water the plants by 1 May", "Water the plants", ("unni",), "2026-05-01"),
    ("- [ ] @unni Vanne hagen innen uke 12", "Vanne hagen", ("unni",), "2026-03-22"),
    ("- [ ] @unni Vanne hagen frist: i morgen", "Vanne hagen", ("unni",), "2026-02-11"),
    ("- [ ] @unni Vanne hagen frist:+2u", "Vanne hagen", ("unni",), "2026-02-24"),
    ("- [ ] @unni Skrive om arbeidet innen hagelaget", "Skrive om arbeidet innen hagelaget", ("unni",), None),
    ("- [ ] @unni Vanne hagen frist: uke 12, 2027", "Vanne hagen", ("unni",), "2027-03-28"),
    (
        "- [ ] @unni Vanne hagen hver kveld\n  så lenge det er tørt, frist:2026-06-01",
        "Vanne hagen hver kveld så lenge det er tørt",
        ("unni",),
        "2026-06-01",
    ),
    (
        "- [ ] @unni Vanne hagen hver kveld\nså lenge det er tørt frist:2026-06-01",
        "Vanne hagen hver kveld så lenge det er tørt",
        ("unni",),
        "2026-06-01",
    ),
    ("- [ ] @unni Vanne hagen hver kveld\n      så lenge\n      det er tørt ^van1a", "Vanne hagen hver kveld så lenge det er tørt", ("unni",), None),
    ("- [ ] @unni Vanne hagen frist: 1.\n  juni 2026", "Vanne hagen", ("unni",), "2026-06-01"),
    ("- [ ] @unni Vanne hagen hver\n  kveld ^van1a\n  - 2026-02-12 ferdig", "Vanne hagen hver kveld", ("unni",), None),
    ("- [ ] @unni Vanne hagen\n  - Frist: 1. juni", "Vanne hagen", ("unni",), "2026-06-01"),
    ("- [ ] Vanne hagen\n  - Ansvar: @unni\n  - Tidsfrist: 2026-06-01", "Vanne hagen", ("unni",), "2026-06-01"),
    ("- [ ] Vanne hagen\n  - Ansvarlig: @unni, frist: 2026-06-01", "Vanne hagen", ("unni",), "2026-06-01"),
    ("- [ ] Vanne hagen\n  Ansvarlig: @unni\n  Frist: 1.6.", "Vanne hagen", ("unni",), "2026-06-01"),
    ("- [ ] Water the plants\n  - responsible: @unni\n  - due: 2026-06-01", "Water the plants", ("unni",), "2026-06-01"),
    ("- [ ] Vanne hagen\n  - spør @roar om slange, frist 1. juni er for tidlig", "Vanne hagen", (), None),
    ("- [ ] @unni/@roar Felle treet frist:2026-03-01", "Felle treet", ("unni", "roar"), "2026-03-01"),
    ("- [ ] @unni / @roar: Felle treet frist:2026-03-01", "Felle treet", ("unni", "roar"), "2026-03-01"),
    ("- [ ] @unni + @roar Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] @unni, @roar samt @jorn Felle treet", "Felle treet", ("unni", "roar", "jorn"), None),
    ("- [ ] @unni eller @roar Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] @unni med @roar Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] @unni sammen med @roar Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] @unni or @roar Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] **@unni**: Felle treet", "Felle treet", ("unni",), None),
    ("- [ ] **@unni, @roar** Felle treet", "Felle treet", ("unni", "roar"), None),
    ("- [ ] (@unni) Felle treet", "Felle treet", ("unni",), None),
    ("- [ ] @unni Felle treet <!-- eller @roar? frist:2026-03-01 -->", "Felle treet", ("unni",), None),
    ("- [ ] @unni Felle <!-- @roar --> treet frist:2026-03-01 ^tre1e", "Felle treet", ("unni",), "2026-03-01"),
    ("- [ ] @unni Ring, frist:2026-03-29, og meld fra", "Ring og meld fra", ("unni",), "2026-03-29"),
    ("- [ ] Spør @unni om nøkkel, innen 1. mars, og lås", None, ("unni",), "2026-03-01"),
    ("- [ ] @unni Svar (innen frist:2026-04-01)", "Svar", ("unni",), "2026-04-01"),
    ("- [ ] @Unni Tveit felle treet frist:2026-04-01", None, ("unni",), "2026-04-01"),
    ("- [ ] @unni Felle treet, frist:2026-04-01", "Felle treet", ("unni",), "2026-04-01"),
    ("- [ ] @unni – Felle treet – frist:2026-04-01", "Felle treet", ("unni",), "2026-04-01"),
]

NAMED = [
    ("- [ ] @unni eller @roar Felle treet ^tre2e", "either-owner"),
    ("- [ ] @unni Felle treet frist: før påske", "bad-due"),
    ("- [ ] @unni Felle treet, innen utgangen av mars", "unread-due"),
    ("- [ ] @unni Felle treet (frist over sommeren)", "unread-due"),
    ("- [ ] @unni Felle treet snarest, senest i høst", "unread-due"),
    ("- [ ] @unni Felle treet frist: snarest", "bad-due"),
    ("- [ ] @unni Felle treet før 1. mars ^tre2e", "unread-due"),
    ("Tiltak: Unni feller treet, frist 1. mars", "looks-like-action"),
    ("| Tiltak | Ansvarlig | Frist |\n|---|---|---|\n| Felle treet | Unni | snart |", "looks-like-action"),
    ("- [+] @unni Felle treet frist:2026-03-01", "looks-like-action"),
    ("- [.] @unni Felle treet frist:2026-03-01", "looks-like-action"),
    ("- [OK] @unni Felle treet", "looks-like-action"),
    ("- [→] @unni Felle treet", "looks-like-action"),
    ("- [✔] @unni Felle treet ^tre2e", "looks-like-action"),
    ("- [v] Felle treet", "looks-like-action"),
    ("- [ja] @unni Felle treet", "looks-like-action"),
    ("* \\[x\\] @unni Felle treet", "looks-like-action"),
    ("- \\[ ] @unni Felle treet", "looks-like-action"),
    ("| Hva | Hvem |\n|---|---|\n| [x] Felle treet | @unni |", "looks-like-action"),
    ("| Felle treet | @unni | 1. mars |", "looks-like-action"),
    ("* @unni feller treet frist: 1. mars", "looks-like-action"),
    ("@unni feller treet innen 1. mars.", "looks-like-action"),
    ("1. Felle treet, @unni, frist 2026-03-01", "looks-like-action"),
]

IN_ORDER = [
    "Unni Tveit fortalte at treet er felt innen fristen.",
    "Fristen: den er for kort, sa Roar. Vi har 3-4 ukers arbeid igjen.",
    "- [ ] @unni Handle hos A + B frist:2026-03-01 ^han1d",
    "- [ ] @unni Snakke med @roar om treet frist:2026-03-01 ^han1d",
    "Send til unni@hage.example innen 1. mars.",
    "- [ ] @unni Felle treet samt rydde frist:2026-03-01 ^han1d",
    "- [ ] @unni Male eller beise boden frist:2026-03-01 ^han1d",
    "- [ ] @unni Skrive det vi ble enige om senest i går frist:2026-03-01 ^han1d",
    "- [ ] @unni Felle treet frist:2026-03-01 ^han1d\n  - husk hjelm\n  - ring naboen, han heter Roar\n  - 2026-02-11 startet",
    "- [lenke](https://hage.example) og [x] i teksten",
    "Vedtak: Boden males. Fargen velges av Unni innen 1. mai.",
    "Priser - se vedlegg - er høye.",
    "### Vedtak fra i fjor\n\nDe ble lest opp.",
    "### 3 tilbud\n\nTo var for dyre.",
    "- [ ] @unni Vanne det som tørket før 1. mars frist:2026-04-01 ^han1d",
    "| Parsell | Leier | Frist |\n|---|---|---|\n| 14 | Unni | mai |",
    "Tiltak: Unni fortalte om treet.",
    "Siv spurte om dette tas opp på neste møte i kommunen.",
]


def read(body: str) -> tuple[Minutes, list[str]]:
    reading = read_page(parse("meetings/2026-02-10-hagelaget.md", HEAD + body))
    assert isinstance(reading.page, Minutes)
    return reading.page, [problem.code for problem in reading.problems]


@pytest.mark.parametrize(("body", "wanted"), DECISIONS)
def test_each_decision_stands_in_its_own_case(body: str, wanted: list[tuple[str, str]]) -> None:
    page, _ = read(body)
    assert [(item.number, decision.text) for item in page.items for decision in item.decisions] == wanted


@pytest.mark.parametrize(("body", "wanted"), POSTPONED)
def test_a_case_is_postponed(body: str, wanted: list[str | None]) -> None:
    page, _ = read(body)
    found = [item.postponed_to for item in page.items if item.is_postponed]
    assert len(found) == len(wanted)
    assert all(want is None or want == until for until, want in zip(found, wanted, strict=True))


@pytest.mark.parametrize(("line", "task", "owners", "due"), ACTIONS)
def test_an_action_says_what_who_and_when(line: str, task: str | None, owners: tuple[str, ...], due: str | None) -> None:
    page, _ = read(CASE + line + "\n")
    (action,) = page.action_lines
    assert task is None or action.task == task
    assert {owner.casefold() for owner in action.owners} == set(owners)
    iso = read_due(action.due, page.on) if action.due else None
    day = page.next_on if action.due == "neste" else last_day(iso) if iso else None
    assert (day.isoformat() if day else None) == due


@pytest.mark.parametrize(("line", "code"), NAMED)
def test_what_cannot_be_read_is_named(line: str, code: str) -> None:
    assert code in read(CASE + line + "\n")[1]


@pytest.mark.parametrize("line", IN_ORDER)
def test_what_is_in_order_is_not_complained_of(line: str) -> None:
    assert read(CASE + line + "\n")[1] == []


def test_words_like_innen_give_way_to_a_due_date_with_its_label() -> None:
    page, codes = read(CASE + "- [ ] @unni Søke innen 1. mai frist:2026-04-01 ^van1a\n")
    assert [(action.task, action.due) for action in page.action_lines] == [("Søke innen 1. mai", "2026-04-01")]
    assert codes == []


def test_a_heading_under_an_item_with_a_number_is_part_of_it() -> None:
    for below in ("### Sak 5/26 Tillegg", "### 4.1. Årsregnskap", "#### 5/26 Tillegg"):
        page, _ = read(f"{CASE}{below}\n\nVedtak: Ja.\n")
        assert [(item.number, decision.text) for item in page.items for decision in item.decisions] == [("4/26", "Ja.")]
