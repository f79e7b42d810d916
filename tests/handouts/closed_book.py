"""A book with a word of its own in every place where a page, a header or a list can hold one that is not public; `SECRETS` says which and where."""

SECRETS: dict[str, str] = {}
_SYLLABLES = ["kra", "bli", "stø", "gry", "flå", "tjo", "skv", "dru", "spe", "vry", "hæl", "nyk", "ruv", "zit", "quo", "wem"]


def secret(place: str) -> str:
    """A word that nobody else has, for that place."""
    number = len(SECRETS)
    SECRETS[place] = f"qx{_SYLLABLES[number % 16]}{_SYLLABLES[(number * 7 + number // 16) % 16]}{_SYLLABLES[(number // 16 + 3) % 16]}j"
    return SECRETS[place]


def said(place: str) -> str:
    return SECRETS[place]


MINUTES = f"""---
# {secret("yaml comment in header")}
tittel: Møte i teknisk utvalg  # {secret("yaml comment after value")}
gruppe: teknisk
dato: 2024-09-03
tid: 10.00–12.00
sted: Rådhuset
møteleder: Gro Vik
til stede:
  - Gro Vik (leder, Vikvær)
  - {{name: Odd Lund, org: Sandnes, merknad: {secret("unknown key of a person present")}}}
  - Tor Dal
vara:
  - {{name: Liv Moen, for: Nils Aa, grunn: {secret("unknown key of a substitute")}}}
forfall:
  - Nils Aa ({secret("absent reason in parens")})
  - Berit Bø, {secret("absent reason after comma")}
  - Jan Ek – {secret("absent reason after dash")}
  - {{name: Eva Li, reason: {secret("absent reason field")}, note: {secret("absent note field")}}}
  - {{name: Pia Ro, role: {secret("absent role")}, from: 2024-01-01}}
vedlegg:
  - kart.pdf
  - "{secret("hidden attachment, with title")} sykmelding.pdf (Unntatt: offl. § 13)"
  - mappe/{secret("hidden attachment in folder")}/a.pdf (unnateke: offl. § 13)
  - {secret("hidden attachment via public.yaml")}.docx
  - "[{secret("hidden attachment as link")}](vedlegg/{secret("hidden attachment as link target")}.pdf) (exempt)"
kopi: [Fylkesmannen]
status: utkast
x-intern: {{a: {secret("unknown nested key")}, b: [{secret("unknown nested list")}]}}
saksbehandler: {secret("unknown text field")}

---

<!-- {secret("comment before all")}
  i flere
  {secret("comment over lines")} linjer -->
Innledning for alle. <!--{secret("comment inline no blanks")}--> Mer <!-- {secret("comment two")} --> og <!-- {secret("comment three")} -->.

## Sak 1/24 Godkjenning (O, 5 min)

Åpent. Kontakt {secret("email local in public text")}@{secret("email domain in public text")}.no for mer.
Skriv til [{secret("mail link text")}@eksempel.no](mailto:{secret("mailto target")}@eksempel.no).

| Navn | Telefon |
|---|---|
| Alle | **{secret("mail bold in a cell")}@eksempel.no** |

- punkt <!-- {secret("comment in list item")} -->
  Unntatt: offl. § 13
  {secret("passage inside list item")}

> Unntatt: offl. § 13
> {secret("passage in quote")}

1. Unntatt: offl. § 13
   {secret("mark in a numbered list")}

**Unntatt: offl. § 13**
{secret("bold whole mark line")}

*Unntatt:* offl. § 13
{secret("italic mark line")}

Unntatt offentlighet: offl. § 13
{secret("natural wording: unntatt offentlighet")}

UNNTATT: OFFL. § 13
{secret("mark in capitals")}

Unnateke: offl. § 13
{secret("nynorsk mark")}

Exempt: FOIA 5
{secret("english mark")}

Unntatt:
{secret("mark without ground")}

Unntatt : offl. § 13
{secret("mark with blank before colon")}

   Unntatt: offl. § 13
{secret("indented mark")}

Unntatt:offl. § 13\t
{secret("no blank, trailing tab")}
{secret("second line")}
- {secret("list after")}
    - {secret("nested list after")}
| {secret("table in passage")} |
```
{secret("fence in passage")}
```
## Sak 2/24 {secret("heading under a passage without blank")}
{secret("text under heading under a passage")}

## Sak 3/24 Åpen igjen

- [ ] @gro Bestille kart frist:2024-10-01 ^kart1
  {secret("note")} under
  > {secret("quote under action")}

  {secret("note after blank line")}

  ```
  {secret("fence under action")}
  ```

  | {secret("table under action")} | b |
  |---|---|
  | {secret("cell under action")} | c |

  - {secret("bullet under action")}
    - {secret("bullet two levels under action")}
  - 2024-09-10 frist:2024-11-01
    {secret("note under log line")}
1. [ ] @odd Måle opp frist:2024-10-02 ^maal1
   {secret("note under numbered action")}
- [ ] @tor Rydde ^rydd1
  - [ ] @tor Rydde mer ^rydd2
    {secret("note under nested action")}
- [x] @tor Gammelt ^gamm1
  <!-- {secret("comment under action")} -->

## Sak 4/24 {secret("title with closing signs")} (unntatt: offl. § 13 (1) nr. 2) ##

{secret("body closing signs")}

## Sak 5/24 {secret("mark then kind")} (unntatt: offl. § 13) (V, 10 min)

{secret("body mark then kind")}

## Sak 6/24 {secret("kind then mark without ground")} (D) (unntatt)

{secret("body mark without ground")}
![{secret("alt in hidden")}](kart.png "{secret("title in hidden")}")

###### {secret("deep heading in hidden")}

## Sak 7/24 Åpen med underkapitler

Åpent her.

#### {secret("skipped level hidden sub")} (unntatt: offl. § 13)

{secret("under skipped level hidden sub")}

##### {secret("below the hidden sub")}

{secret("text below the hidden sub")}

### Åpen under

Åpent [lenke][ref] og [fot][^1].

[ref]: https://eksempel.no/aapen
[//]: # ({secret("reference definition as comment")})
[comment]: <> ({secret("reference definition as comment 2")})

##Sak 8/24 {secret("no blank after signs")} (unntatt: offl. § 13)

{secret("under no blank after signs")}

Sak 9/24 {secret("underlined heading")} (unntatt: offl. § 13)
-----------------------------------------------

{secret("under underlined heading")}

## Sak 10/24 {secret("nbsp in mark")} (unntatt:\u00a0offl.\u00a0§\u00a013)

{secret("under nbsp in mark")}

## Sak 11/24 {secret("full stop after mark")} (unntatt: offl. § 13).

{secret("under full stop after mark")}

## Sak 12/24 {secret("natural mark")} (unntatt offentlighet, jf. offl. § 13)

{secret("under natural mark")}

## Sak 13/24 {secret("kept by public.yaml by number with word")}

{secret("under kept by public.yaml by number")}

**Vedtak:** {secret("decision of kept")}

Votering: {secret("vote of kept")}

- [ ] @gro {secret("action of kept")} ^kept1

## Sak 14/24 {secret("kept by title")}

{secret("under kept by title")}

## Sak 15/24 Åpen slutt

**Vedtak:** Åpent vedtak. <!-- {secret("comment in decision")} -->

Votering: 4 mot 1. <!-- {secret("comment in vote")} -->

Merknad: <!-- {secret("comment in remark")} --> åpen.

Takk.
"""
OLD = f"""---
tittel: Møte i teknisk utvalg
gruppe: teknisk
dato: 2024-06-03
flyttet: x
moved: [{{from: 2024-05-27-teknisk, on: 2024-05-20}}]
til stede: [Gro Vik, Odd Lund]
status: utkast

---

## 1. {secret("kept by the id before a move")}

{secret("text kept by the id before a move")}

## 2. Åpen

- [ ] @tor Åpen gammel ^aapen1
- [ ] @gro Hente nøkler frist:2024-09-01 ^nokl1

## 3. Lønn (unntatt: offl. § 23)

- [ ] @odd {secret("action born in a hidden case")} ^hemm1
- [ ] @odd {secret("action born hidden and done")} ^hemm2
  - 2024-06-20 ferdig
"""
GROUP = f"""---
tittel: Teknisk utvalg
leder: Gro Vik
medlemmer:
  - Odd Lund (Sandnes)
  - {{name: Tor Dal, intern: {secret("unknown key of a seat")}}}
fra: 2024-01-01
notat: {secret("unknown field of a group")}
oppnevnt: {{i: 2024-01-10-styret, sak: 4, grunn: {secret("unknown key of appointed")}}}
avsluttet: ''

---

Utvalget ser til veiene. <!-- {secret("comment in mandate")} -->

## Mandat (unntatt: offl. § 13)

{secret("hidden section of mandate")}

## Åpent

Unntatt: offl. § 15
{secret("hidden passage of mandate")}

Ring {secret("mail in mandate")}@eksempel.no.

- [ ] @gro Holde orden ^orden1
  {secret("note in a group file")}
- [ ] @gro Åpen ^orden2
"""
ITEM = f"""---
tittel: Ny vei
gruppe: teknisk
til: 2024-09-03-teknisk
meldt av: Gro Vik
intern: {secret("unknown field of an item")}

---

Åpent forslag. <!-- {secret("comment in item")} -->

Unntatt: offl. § 13
{secret("hidden passage of an item")}
"""
CLOSED_ITEM = f"""---
tittel: {secret("title of a hidden prepared item")} (unntatt: offl. § 13)
gruppe: teknisk
til: neste

---

Åpen tekst.
"""
FILES = {
    "book.yaml": f"""# {secret("comment in book.yaml")}
språk: nb
tittel: Vikvær
visninger:
  {secret("name of a view")}: {{overdue: yes}}
""",
    "people.yaml": f"""
gro:
  navn: Gro Vik
  kallenavn: [{secret("alias of a person")}]
  organisasjon: Vikvær
  e-post: {secret("mail in people.yaml")}@eksempel.no
  notat: {secret("unknown key in people.yaml")}
odd: Odd Lund (Sandnes)
tor: Tor Dal
{secret("handle of nobody")}: Per Hanssen
""",
    "contacts.yaml": f"gro: {secret('contact local')}@{secret('contact domain')}.no\n",
    "public.yaml": f"""
2024-09-03-teknisk:
  - {{sak: Sak 13/24, hjemmel: offl. § 13}}
  - {{sak: {said("kept by title")}, hjemmel: offl. § 14}}
  - {{vedlegg: {said("hidden attachment via public.yaml")}.docx, hjemmel: offl. § 23}}
2024-05-27-teknisk: [{{sak: 1, hjemmel: offl. § 13}}]
""",
    "2024-09-03-teknisk.md": MINUTES,
    "2024-06-03-teknisk.md": OLD,
    "groups/teknisk.md": GROUP,
    "items/vei.md": ITEM,
    "items/lonn.md": CLOSED_ITEM,
    ".superseded/2024-06-03-teknisk.md": f"""---
tittel: Gammel
dato: 2024-06-03

---

## 1. {secret("superseded text")}
""",
    "notater/logg.md": f"""---
tittel: Notat
intern: {secret("header of a note")}

---

Unntatt: x
- [ ] @gro {secret("action in hidden part of a note")} frist:2024-12-01 ^nott1

- [ ] @gro Åpent fra notat frist:2024-12-01 ^nott2
  {secret("note under an action of a note")}
""",
}
