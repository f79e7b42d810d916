"""Lines as people write them, what each is read as, and which line `check` must name; and paragraphs in which nothing is to be found."""

from dataclasses import dataclass

HEAD = """\
---
tittel: Møte i gruppa
gruppe: {group}
dato: 2026-02-10
til stede:
  - Siv Moe (leder, Åsnes kommune)
  - Jo Berg
  - Ådne Aas
status: utkast
neste: 2026-04-14

---

"""
CASE = "## 3. Skole\n\n"

Task = tuple[str | None, tuple[str, ...], str | None]


@dataclass(frozen=True)
class Case:
    """A body, and what is read in it; None where it does not matter. `named` is part of the line that a finding must stand at, `code` the finding."""

    body: str
    actions: tuple[Task, ...] | None = None
    decisions: tuple[tuple[str, str], ...] | None = None
    is_postponed: bool | None = None
    named: str = ""
    code: str = ""
    is_quiet: bool = False
    head: str = HEAD


# Decisions, and which case they stand in.
DECISIONS = [
    Case(CASE + "Vi gikk gjennom anbudene.\nVedtak i sak 9/26: Hallen leies ut.\n", decisions=(("3", "Hallen leies ut."),)),
    Case(CASE + "Komiteens beslutning: Turen går til Voss.\n", decisions=(("3", "Turen går til Voss."),)),
    Case(CASE + "Enstemmig besluttet: Turen går til Voss.\n", decisions=(("3", "Turen går til Voss."),)),
    Case(CASE + "Konklusjon – Vi venter til mai.\n", decisions=(("3", "Vi venter til mai."),)),
    Case(CASE + "Ordskifte.\n\n#### Beslutning\n\nTuren går til Voss.\n", decisions=(("3", "Turen går til Voss."),)),
    Case(CASE + "__Konklusjon:__\n\nTuren går til Voss.\n", decisions=(("3", "Turen går til Voss."),)),
    Case(CASE + "> **Vedtak 3/26:** Båten males.\n> Arbeidet gjøres i april.\n", decisions=(("3", "Båten males. Arbeidet gjøres i april."),)),
    Case(CASE + "Saken ble drøftet lenge. Vedtak (6 mot 2): Båten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "Vedteke mot éi røyst: Båten vert måla.\n", decisions=(("3", "Båten vert måla."),)),
    Case(CASE + "Vedtaket lyder: Båten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "Utvalget gjorde slikt vedtak:\n\nBåten males.\n", decisions=(("3", "Båten males."),)),
    Case("PS 3/26 Bru\n===========\n\nVedtak: Brua stenges.\n", decisions=(("PS 3/26", "Brua stenges."),)),
    Case(
        "## Saksliste\n\n### 14-26 – Budsjett\n\nVedtak: Vedtas.\n\n### 15-26 – Gjerde\n\nVedtak: Settes opp.\n",
        decisions=(("14-26", "Vedtas."), ("15-26", "Settes opp.")),
    ),
    Case("## nr. 7: Vei\n\nVedtak: Veien stenges.\n", decisions=(("7", "Veien stenges."),)),
    Case(
        "**SAK 4/26 VEI**\n\nVedtak: Veien stenges.\n\n**SAK 5/26 BRU**\n\nVedtak: Brua stenges.\n",
        decisions=(("4/26", "Veien stenges."), ("5/26", "Brua stenges.")),
    ),
    Case(CASE + "Vedtak:\n- Båten males.\n- Seilet vaskes.\n", decisions=(("3", "- Båten males. - Seilet vaskes."),)),
    Case(CASE + "Vedtatt mot 2 stemmer: Båten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "Generalforsamlingen vedtok: Båten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "Årsmøtets vedtak: Kontingenten økes.\n", decisions=(("3", "Kontingenten økes."),)),
    Case(CASE + "Formannskapets vedtak 5/26: Tomta selges.\n", decisions=(), named="Formannskapets"),
    Case(CASE + "Bakgrunn for vedtaket: Båten lekker.\n", decisions=(), is_quiet=True),
    Case(CASE + "Oppfølging av vedtak: Siv orienterte.\n", decisions=(), is_quiet=True),
    Case(CASE + "*Vedtak:* Båten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "VEDTAK\n\nBåten males.\n", decisions=(("3", "Båten males."),)),
    Case(CASE + "Vedtak: Båten males.\nEnstemmig vedtatt.\n", decisions=(("3", "Båten males. Enstemmig vedtatt."),)),
]

# Cases that come back at another meeting, and words that only sound so.
POSTPONED = [
    Case(CASE + "Punktet utsettes til 12. mars.\n", is_postponed=True),
    Case(CASE + "Behandlingen av saken ble utsatt til møtet i mai.\n", is_postponed=True),
    Case(CASE + "Vedtak (enstemmig): Saken utsettes til neste styremøte.\n", is_postponed=True),
    Case(CASE + "Gruppa ble enige om å utsette behandlingen til høsten.\n", is_postponed=True, named="høsten"),
    Case(CASE + "Saka vart utsett til 15. mai.\n", is_postponed=True),
    Case(CASE + "Saken legges fram på nytt i neste møte.\n", is_postponed=True),
    Case(CASE + "Saken kommer opp igjen på neste møte.\n", is_postponed=True),
    Case(CASE + "Saka blir teken opp att på neste møte.\n", is_postponed=True),
    Case(CASE + "Vi kommer tilbake til saken i neste møte.\n", is_postponed=True),
    Case(CASE + "Saken skyves til neste møte.\n", is_postponed=True),
    Case(CASE + "Saken overføres til neste møte.\n", is_postponed=True),
    Case(CASE + "Saken ble bordlagt.\n", is_postponed=True),
    Case(CASE + "Saken ble ikke ferdigbehandlet og fortsetter på neste møte.\n", is_postponed=True),
    Case(CASE + "Fristen ble utsatt til 1. juni.\n", is_postponed=False, is_quiet=True),
    Case(CASE + "Saken tas opp med kommunen.\n", is_postponed=False, is_quiet=True),
    Case(CASE + "Saken ble trukket.\n", is_postponed=False, is_quiet=True),
    Case(CASE + "Siv tar opp igjen kontakten med skolen før neste møte.\n", is_postponed=False, is_quiet=True),
    Case(CASE + "Forslag til vedtak: Saken utsettes til neste møte.\n\nVedtak: Skolen pusses opp.\n", is_postponed=False),
]

# Due dates.
DUE = [
    Case(CASE + "- [ ] @siv Ringe frist:torsdag ^aa01\n", actions=(("Ringe", ("siv",), "2026-02-12"),)),
    Case(CASE + "- [ ] @siv Ringe _frist 12.3._ ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-12"),)),
    Case(CASE + "- [ ] @siv Ringe **innen 20. februar** ^aa01\n", actions=(("Ringe", ("siv",), "2026-02-20"),)),
    Case(CASE + "- [ ] @siv Ringe, frist: 2. april, 2026 ^aa01\n", actions=(("Ringe", ("siv",), "2026-04-02"),)),
    Case(CASE + "- [ ] @siv Ringe Frist:\xa01.\xa0april\xa02026 ^aa01\n", actions=(("Ringe", ("siv",), "2026-04-01"),)),
    Case(CASE + "- [ ] @siv Ringe senest neste måned ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-31"),)),
    Case(CASE + "- [ ] @siv Ringe frist: neste mandag ^aa01\n", actions=(("Ringe", ("siv",), "2026-02-16"),)),
    Case(CASE + "- [ ] @siv Ringe by 3 March ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-03"),)),
    Case(CASE + "- [ ] @siv Ringe frist:uke 9 ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] @siv Ringe, frist i løpet av mars ^aa01\n", actions=((None, ("siv",), None),), named="løpet"),
    Case(CASE + "- [ ] @siv Ringe, frist: før sommeren ^aa01\n", actions=((None, ("siv",), None),), named="sommeren"),
    Case(CASE + "- [ ] @siv Ringe frist: ASAP ^aa01\n", actions=((None, ("siv",), None),), named="ASAP"),
    Case(CASE + "- [ ] @siv Ringe, fristen er 1. april ^aa01\n", actions=(("Ringe", ("siv",), "2026-04-01"),)),
    Case(CASE + "- [ ] @siv Ringe frist – 1. april ^aa01\n", actions=(("Ringe", ("siv",), "2026-04-01"),)),
    Case(CASE + "- [ ] @siv Ringe [frist: 1. april] ^aa01\n", actions=(("Ringe", ("siv",), "2026-04-01"),)),
    Case(CASE + "- [ ] @siv Ringe innen onsdag 4. mars ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-04"),)),
    Case(
        CASE + "- [ ] @siv Ringe skolen om\n  planen og spørre\n  om rommet, frist 3. mars ^aa01\n",
        actions=(("Ringe skolen om planen og spørre om rommet", ("siv",), "2026-03-03"),),
    ),
    Case(CASE + "- [ ] Ringe ^aa01\n  * **Frist**: 1. april\n  * **Hvem**: @jo\n", actions=(("Ringe", ("jo",), "2026-04-01"),)),
    Case(CASE + "- [ ] Ringe ^aa01\n  - Ansvarlig @jo, frist 1. april\n", actions=(("Ringe", ("jo",), "2026-04-01"),)),
]

# Owners.
OWNERS = [
    Case(CASE + "- [ ] @siv og/eller @jo Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),)),
    Case(CASE + "- [ ] @siv, @jo og @ådne Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo", "ådne"), None),)),
    Case(CASE + "- [ ] @siv i lag med @jo Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),)),
    Case(CASE + "- [ ] @siv & @jo: Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),)),
    Case(CASE + "- [ ] (@siv/@jo) Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),)),
    Case(CASE + "- [ ] **@siv og @jo:** Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),)),
    Case(CASE + "- [ ] @siv or @jo Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo"), None),), named="or @jo"),
    Case(CASE + "- [ ] Siv og Jo: Ringe frist:2026-03-01 ^aa01\n", named="Siv og Jo"),
    Case(CASE + "- [ ] Ringe, ansv. Siv Moe, frist:2026-03-01 ^aa01\n", named="ansv."),
    Case(CASE + "- [ ] Jo Berg ringer skolen frist:2026-03-01 ^aa01\n", named="Jo Berg"),
    Case(CASE + "- [ ] Ringe ^aa01\n  - Ansvar: Siv Moe\n", named="Ringe", code="unread-owner"),
    Case(CASE + "- [ ] @siv, Jo Berg: Ringe ^aa01\n", actions=((None, ("siv",), None),), named="Jo Berg"),
    Case(CASE + "- [ ] @alle: Ringe ^aa01\n", actions=(("Ringe", ("alle",), None),)),
    Case(CASE + "- [ ] @siv Ringe <!-- eller @jo --> ^aa01\n", actions=(("Ringe", ("siv",), None),)),
]

# Boxes, and what was meant as one.
BOXES = [
    Case(CASE + "* [*] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [✔] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [v] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [–] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [done] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [X ] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "* [[x]] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "\\- [ ] @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "| [ ] | @siv | Ringe |\n|---|---|---|\n| [ ] | @jo | Skrive |\n", named="Ringe"),
    Case(CASE + "1) @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "Oppgave: @jo ringer, frist 1. mars\n", named="ringer"),
    Case(CASE + "- ( ) @siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "- [ ]@siv Ringe frist:2026-03-01\n", named="Ringe"),
    Case(CASE + "| Oppgave | Ansvarlig | Frist |\n|---|---|---|\n| Vaske | @jo | uke 12 |\n", named="Vaske"),
]

# Headers, days in the text, and files that are not there.
HEADERS = [
    Case(CASE + "Vedtak: Ja.\n", named="---", code="header-late", head="\ufeff\n \n" + HEAD),
    Case(CASE + "Vedtak: Ja.\n", named="rom 3", head=HEAD.replace("status:", "sted: Rådhuset: rom 3" + "\nstatus:")),
    Case("Referat fra møte 3. februar 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", named="februar", code="other-date"),
    Case("Tid: tirsdag 3. februar 2026 kl. 18\n\n## 3. Skole\n\nVedtak: Ja.\n", named="februar", code="other-date"),
    Case("Møtedato: 3.2.2026\n\n## 3. Skole\n\nVedtak: Ja.\n", named="2", code="other-date"),
    Case("Møtet ble avholdt torsdag 5. februar 2026 på rådhuset.\n\n## 3. Skole\n\nVedtak: Ja.\n", named="februar", code="other-date"),
    Case("Møtet vart halde 3. februar 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", named="februar", code="other-date"),
    Case("Dato for møtet: 03.02.26\n\n## 3. Skole\n\nVedtak: Ja.\n", named="2", code="other-date"),
    Case("Neste møte er 3. mars 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case("Forrige møte ble holdt 13. januar 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case("Protokoll fra møtet 13. januar 2026 ble godkjent.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case("Møtet ble holdt tirsdag 10. februar 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case("Møtet 3. februar 2026 ble avlyst.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case("Årsmøtet holdes 3. mars 2026.\n\n## 3. Skole\n\nVedtak: Ja.\n", is_quiet=True),
    Case(CASE + "Se [kartet][k].\n\n[k]: kart-mangler.pdf\n\nVedtak: Ja.\n", named="k"),
    Case(CASE + "Se [[side-som-mangler]].\n\nVedtak: Ja.\n", named="side-som"),
    Case(CASE + "```\n![a](mangler.png) [b](c.pdf)\n```\n\nVedtak: Ja.\n", is_quiet=True),
    Case(CASE + '<img src="mangler.png">\n\nVedtak: Ja.\n', named="mangler"),
    Case(CASE + "Vedtak: Ja.\n", named="regnskap", head=HEAD.replace("status:", "vedlegg: [regnskap-2025.xlsx]" + "\nstatus:")),
]

# What is left of a sentence without its labels.
WORDS = [
    Case(CASE + "- [ ] @siv Ringe, innen 1. mars, og melde fra ^aa01\n", actions=(("Ringe og melde fra", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] @siv: Ringe (innen 1. mars) ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] @siv – Ringe – frist: 1. mars – ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] Ringe skolen, @siv, frist: 1. mars ^aa01\n", actions=(("Ringe skolen", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] @siv @jo Ringe; frist 1. mars. ^aa01\n", actions=(("Ringe", ("siv", "jo"), "2026-03-01"),)),
    Case(CASE + "- [ ] Ringe (@siv, frist 1. mars) ^aa01\n", actions=(("Ringe", ("siv",), "2026-03-01"),)),
    Case(CASE + "- [ ] Siv (@siv) ringer innen 1. mars ^aa01\n", actions=((None, ("siv",), "2026-03-01"),)),
]

# What only looks like an owner or a due date.
SMALL_PRINT = [
    Case(CASE + "- [ ] @siv Kjøpe kaffe med @jo ^aa01\n", actions=(("Kjøpe kaffe med @jo", ("siv",), None),)),
    Case(CASE + "- [ ] @siv Regne ut 3 + @jo sitt tall ^aa01\n", actions=((None, ("siv",), None),)),
    Case(CASE + "- [ ] Snakke med @jo ^aa01\n", actions=((None, ("jo",), None),)),
    Case(CASE + "- [ ] Ringe ^aa01\n  - Ansvar: @jo ringer først\n", actions=(("Ringe", (), None),)),
    Case(CASE + "- [ ] Ringe ^aa01\n  - Frist for innspill var 1. mars\n", actions=(("Ringe", (), None),)),
    Case(CASE + "- [ ] Ringe ^aa01\n  - Frist: 1. mars, men helst før\n", actions=(("Ringe", (), None),)),
    Case(CASE + "- [ ] @siv/@jo eller @ådne Ringe ^aa01\n", actions=(("Ringe", ("siv", "jo", "ådne"), None),), named="eller", code="either-owner"),
]

# Ordinary minutes, in which nothing is to be found.
ORDINARY = [
    "Lederen ønsket velkommen og gikk gjennom dagsordenen. Det kom ingen merknader til innkallingen.",
    "Regnskapet per 31. januar 2026 viser et lite overskudd. Kassereren svarte på spørsmål fra salen.",
    "Det ble vist til styrets tidligere behandling av saken i 2024 og til vedtaket som ble gjort da.",
    "Siv Moe orienterte om arbeidet i gruppa siden sist. Medlemmene takket for en grundig gjennomgang.",
    "Rådet drøftet om skolen bør flyttes. Flere mente at spørsmålet må ses i sammenheng med ny vei.",
    "Det er ikke aktuelt å utsette saken, mente flertallet. Den må avgjøres i dag.",
    "Møtet med fylkeskommunen 20. januar var nyttig. Fylket lovet å svare innen utgangen av måneden.",
    "Fristen for å søke tilskudd er 1. mars hvert år. I fjor kom søknaden inn for sent.",
    "Hallen er åpen fra uke 8. Nøkler hentes hos vaktmesteren mellom kl. 16 og 18.",
    "Neste møte holdes i kommunestyresalen. Innkalling sendes senest en uke før.",
    "Per Lie stilte spørsmål om brøyting. Han fikk svar av Jo Berg, som kjenner avtalen.",
    "Alternativ 1: gammel vei. Alternativ 2: ny vei. Alternativ 3: ingen endring.",
    "Prosjektet ble utsatt i 2023 på grunn av pandemien, men er nå i gang igjen.",
    "Det ble lagt fram to forslag. Det første gjaldt parkering, det andre gjaldt skilting.",
    "Ordføreren sa: Dette har vi ventet lenge på.",
    "Bakgrunn: Skolen ble bygd i 1964 og har ikke vært pusset opp siden.",
    "Vurdering: Administrasjonen mener at tiltaket er godt, men dyrt.",
    "Kostnad: 40 000 kroner, delt på fire kommuner.",
    "Til stede fra administrasjonen var to saksbehandlere, som svarte på spørsmål.",
    "Avstemningen i salen viste at meningene er delte, men ingen ba om ordet etterpå.",
    "Kommunestyret vedtok i desember budsjettet for 2026. Det gir rom for en stilling til.",
    "Gruppa ser på hvem som kan lede arbeidet, og kommer med et navn når det er klart.",
    "Flyet fra Oslo var forsinket. Jo Berg kom derfor til møtet kl. 10.15.",
    "Det vart vist til rapporten frå i haust. Rapporten ligg på nettsida til kommunen.",
    "Leiaren takka for innsatsen og ynskte alle ei god påske.",
    "Vi har fått e-post fra skolen og svart at brevet er mottatt.",
    "Sak 12/25 ble behandlet i forrige møte og er avsluttet. Rapporten er sendt kommunene.",
    "Utsatte boligområder får nye skilt, og utsettelser i byggesaker skal registreres.",
    "Neste år feirer foreningen 50 år. En komité ser på planene, og det er satt av penger.",
    "Tiden gikk fort, og lederen avrundet kl. 15. Resten av kvelden var det kaffe og prat.",
]
