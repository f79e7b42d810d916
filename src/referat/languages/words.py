"""The words of the file format: field names, status words, decision words and marks, in the languages a book may be written in.

All spellings are always read, case folded; a new file is written with the first spelling of the book's language (docs/format.md, "Words").
Code and JSON use the English field names, the keys of these tables.
"""

BOOK_LANGUAGES = ("nb", "nn", "en")

Spellings = dict[str, tuple[str, ...]]

# field -> language -> spellings, the one to write first.
MINUTES_FIELDS: dict[str, Spellings] = {
    "title": {"en": ("title",), "nb": ("tittel",), "nn": ("tittel",)},
    "group": {"en": ("group",), "nb": ("gruppe",), "nn": ("gruppe",)},
    "date": {"en": ("date",), "nb": ("dato",), "nn": ("dato",)},
    "time": {"en": ("time",), "nb": ("tid",), "nn": ("tid",)},
    "place": {"en": ("place",), "nb": ("sted",), "nn": ("stad",)},
    "chair": {"en": ("chair",), "nb": ("møteleder",), "nn": ("møteleiar",)},
    "secretary": {"en": ("secretary",), "nb": ("referent",), "nn": ("referent",)},
    "present": {"en": ("present",), "nb": ("til stede",), "nn": ("til stades",)},
    "substitutes": {"en": ("substitutes",), "nb": ("vara",), "nn": ("vara",)},
    "others": {"en": ("others",), "nb": ("møtte også",), "nn": ("møtte òg",)},
    "absent": {"en": ("absent",), "nb": ("forfall",), "nn": ("forfall",)},
    "status": {"en": ("status",), "nb": ("status",), "nn": ("status",)},
    "next": {"en": ("next",), "nb": ("neste",), "nn": ("neste",)},
    "attachments": {"en": ("attachments",), "nb": ("vedlegg",), "nn": ("vedlegg",)},
    "copy": {"en": ("copy",), "nb": ("kopi",), "nn": ("kopi",)},
    "called": {"en": ("called",)},
    "attached": {"en": ("attached",)},
    "approves": {"en": ("approves",)},
    "circulation": {"en": ("circulation",)},
    "approval": {"en": ("approval",)},
    "cancelled": {"en": ("cancelled",)},
    "moved": {"en": ("moved",)},
}

GROUP_FIELDS: dict[str, Spellings] = {
    "title": {"en": ("title",), "nb": ("tittel",), "nn": ("tittel",)},
    "parent": {"en": ("parent",), "nb": ("under",), "nn": ("under",)},
    "appointed": {"en": ("appointed",), "nb": ("oppnevnt",), "nn": ("oppnemnd",)},
    "from": {"en": ("from",), "nb": ("fra",), "nn": ("frå",)},
    "until": {"en": ("until",), "nb": ("til",), "nn": ("til",)},
    "report": {"en": ("report",), "nb": ("rapport",), "nn": ("rapport",)},
    "lead": {"en": ("lead",), "nb": ("leder",), "nn": ("leiar",)},
    "deputy": {"en": ("deputy",), "nb": ("nestleder",), "nn": ("nestleiar",)},
    "members": {"en": ("members",), "nb": ("medlemmer",), "nn": ("medlemer", "medlemmar")},
    "closed": {"en": ("closed",), "nb": ("avsluttet",), "nn": ("avslutta",)},
    "calendar": {"en": ("calendar",), "nb": ("møteplan",), "nn": ("møteplan",)},
    "standing": {"en": ("standing",), "nb": ("faste saker",), "nn": ("faste saker",)},
    "numbering": {"en": ("numbering",), "nb": ("saksnummer",), "nn": ("saksnummer",)},
}

# Names that people give these fields and that nobody reads: each is said to be the field it is.
MEANT_FIELDS: dict[str, Spellings] = {
    "present": {
        "en": ("attendees", "attendance", "participants"),
        "nb": ("deltakere", "deltagere", "oppmøte", "møtende", "frammøtte", "fremmøtte", "møtte"),
    },
    "absent": {
        "en": ("apologies", "regrets"),
        "nb": ("ikke møtt", "ikke til stede", "fraværende", "fravær", "meldt forfall", "forfall meldt", "borte"),
    },
    "secretary": {
        "en": ("minutes by", "recorder"),
        "nb": ("sekretær", "protokollfører", "møtesekretær", "ført av"),
        "nn": ("sekretær", "skrivar", "protokollførar"),
    },
    "chair": {"nb": ("ordstyrer", "møteleiar", "leder av møtet", "dirigent"), "nn": ("ordstyrar",)},
    "place": {"en": ("venue", "location"), "nb": ("møtested", "lokale", "hvor"), "nn": ("møtestad",)},
    "time": {"nb": ("klokkeslett", "kl", "tidspunkt")},
    "next": {"en": ("next meeting",), "nb": ("neste møte",)},
    "group": {"nb": ("utvalg", "organ"), "nn": ("utval",)},
}
MEANT_GROUP_FIELDS: dict[str, Spellings] = {
    "members": {"en": ("participants",), "nb": ("deltakere", "deltagere"), "nn": ("deltakarar",)},
    "lead": {"en": ("leader", "chair"), "nb": ("styreleder", "utvalgsleder", "gruppeleder"), "nn": ("styreleiar",)},
    "deputy": {"en": ("vice chair", "deputy chair")},
    "parent": {"nb": ("hører til",)},
    "until": {"nb": ("varer til",)},
}

ITEM_FIELDS: dict[str, Spellings] = {
    "title": {"en": ("title",), "nb": ("tittel",), "nn": ("tittel",)},
    "group": {"en": ("group",), "nb": ("gruppe",), "nn": ("gruppe",)},
    "for": {"en": ("for",), "nb": ("til",), "nn": ("til",)},
    "by": {"en": ("by",), "nb": ("meldt av",), "nn": ("meldt av",)},
    "kind": {"en": ("kind",), "nb": ("type",), "nn": ("type",)},
    "handled": {"en": ("handled",), "nb": ("behandlet",), "nn": ("behandla",)},
}

# In a reference to an agenda item: {in: 2023-08-31-naering, item: 4}
REFERENCE_FIELDS: dict[str, Spellings] = {
    "in": {"en": ("in",), "nb": ("i",), "nn": ("i",)},
    "item": {"en": ("item",), "nb": ("sak",), "nn": ("sak",)},
}

PERSON_FIELDS: dict[str, Spellings] = {
    "name": {"en": ("name",), "nb": ("navn",), "nn": ("namn",)},
    "org": {"en": ("org", "organisation"), "nb": ("organisasjon",), "nn": ("organisasjon",)},
    "role": {"en": ("role", "roles"), "nb": ("rolle", "roller"), "nn": ("rolle", "roller")},
    "for": {"en": ("for",)},
    "from": {"en": ("from",), "nb": ("fra",), "nn": ("frå",)},
    "until": {"en": ("until",), "nb": ("til",), "nn": ("til",)},
    "aliases": {"en": ("aliases", "alias"), "nb": ("kallenavn",), "nn": ("kallenamn",)},
    "kind": {"en": ("kind",), "nb": ("type",), "nn": ("type",)},
    "email": {"en": ("email", "e-mail"), "nb": ("e-post", "epost"), "nn": ("e-post", "epost")},
    "reminders": {"en": ("reminders",), "nb": ("påminnelser",), "nn": ("påminningar",)},
}

BOOK_FIELDS: dict[str, Spellings] = {
    "title": {"en": ("title",), "nb": ("tittel",), "nn": ("tittel",)},
    "language": {"en": ("language",), "nb": ("språk",), "nn": ("språk",)},
    "views": {"en": ("views",), "nb": ("visninger",), "nn": ("visingar",)},
    "severities": {"en": ("severities",), "nb": ("alvor",), "nn": ("alvor",)},
    "approval": {"en": ("approval",)},
    "import": {"en": ("import",)},
    "copies": {"en": ("copies",), "nb": ("kopier",), "nn": ("kopiar",)},
    "look": {"en": ("look",), "nb": ("utseende",), "nn": ("utsjånad",)},
    "timezone": {"en": ("timezone",), "nb": ("tidssone",), "nn": ("tidssone",)},
}

# How hand-outs look, in book.yaml.
LOOK_FIELDS: dict[str, Spellings] = {
    "logo": {"en": ("logo",)},
    "colour": {"en": ("colour", "color"), "nb": ("farge",), "nn": ("farge",)},
    "font": {"en": ("font", "fonts"), "nb": ("skrift",), "nn": ("skrift",)},
    "font-files": {"en": ("font-files",), "nb": ("skriftfiler",), "nn": ("skriftfiler",)},
    "page": {"en": ("page",), "nb": ("side",), "nn": ("side",)},
    "sender": {"en": ("sender",), "nb": ("avsender",), "nn": ("avsendar",)},
    "reference": {"en": ("reference",), "nb": ("mal",), "nn": ("mal",)},
    "signatures": {"en": ("signatures",), "nb": ("underskrifter",), "nn": ("underskrifter",)},
}

# In the user's own mail.yaml: through which server mail is sent, and whose word on where a mail came from is believed.
MAIL_FIELDS: dict[str, Spellings] = {
    "host": {"en": ("host", "server"), "nb": ("tjener",), "nn": ("tenar",)},
    "port": {"en": ("port",)},
    "user": {"en": ("user",), "nb": ("bruker",), "nn": ("brukar",)},
    "from": {"en": ("from",), "nb": ("avsender", "fra"), "nn": ("avsendar", "frå")},
    "tls": {"en": ("tls",)},
    "checked-by": {"en": ("checked-by",), "nb": ("kontrollert av",), "nn": ("kontrollert av",)},
}

# In meetings/public.yaml: what of which minutes is kept from the public, and on what ground.
KEPT_FIELDS: dict[str, Spellings] = {
    "item": {"en": ("item",), "nb": ("sak",), "nn": ("sak",)},
    "attachment": {"en": ("attachment",), "nb": ("vedlegg",), "nn": ("vedlegg",)},
    "ground": {"en": ("ground",), "nb": ("hjemmel",), "nn": ("heimel",)},
}

STATUS_WORDS: dict[str, Spellings] = {
    "draft": {"en": ("draft",), "nb": ("utkast",), "nn": ("utkast",)},
    "circulated": {"en": ("circulated",), "nb": ("sendt",), "nn": ("sendt",)},
    "approved": {"en": ("approved",), "nb": ("godkjent",), "nn": ("godkjend",)},
}

# The closed words of an action's log in referat-canon-1. A new word would need a new canon version.
EVENT_WORDS: dict[str, Spellings] = {
    "done": {"en": ("done",), "nb": ("ferdig",), "nn": ("ferdig",)},
    "dropped": {"en": ("dropped",), "nb": ("utgår",), "nn": ("utgår",)},
    "started": {"en": ("started",), "nb": ("startet",), "nn": ("starta",)},
    "reopened": {"en": ("reopened",), "nb": ("gjenåpnet",), "nn": ("gjenopna",)},
}
DUE_WORDS: Spellings = {"en": ("due",), "nb": ("frist",), "nn": ("frist",)}
NEXT_WORDS: Spellings = {"en": ("next",), "nb": ("neste",), "nn": ("neste",)}
EVERYBODY_WORDS: Spellings = {"en": ("all", "everybody"), "nb": ("alle",), "nn": ("alle",)}

# Words that open a decision when a colon follows.
DECISION_WORDS: Spellings = {
    "nb": ("vedtak", "beslutning", "konklusjon"),
    "nn": ("vedtak", "avgjerd", "konklusjon"),
    "en": ("decision", "resolved", "resolution", "conclusion", "agreed"),
}
UNANIMITY_WORDS: Spellings = {
    "nb": ("enstemmig", "enstemmige", "samstemt"),
    "nn": ("samrøystes", "samrøystast", "einstemmig"),
    "en": ("unanimous", "unanimously"),
}
PROPOSAL_WORDS: Spellings = {
    "nb": ("forslag til vedtak", "innstilling", "forslag"),
    "nn": ("framlegg til vedtak", "tilråding", "innstilling", "framlegg"),
    "en": ("proposal", "proposed decision", "recommendation"),
}
VOTE_WORDS: Spellings = {
    "nb": ("votering", "avstemning", "avstemming"),
    "nn": ("røysting", "votering", "avrøysting"),
    "en": ("vote", "votes", "voting"),
}
CORRECTION_WORDS: Spellings = {"nb": ("merknad", "rettelse"), "nn": ("merknad", "retting"), "en": ("remark", "correction")}
POSTPONED_WORDS: Spellings = {
    "nb": ("utsatt", "utsettes", "bordlagt", "bordlegges"),
    "nn": ("utsett", "utsettast", "utsetjast", "utsatt", "bordlagd", "bordlagt"),
    "en": ("postponed", "deferred", "adjourned", "tabled"),
}
# What an item is postponed to, where nothing but the next meeting is meant.
NEXT_MEETING_WORDS: Spellings = {
    "nb": (
        "neste møte", "neste styremøte", "neste rådsmøte", "neste utvalgsmøte", "neste gruppemøte", "neste ordinære møte", "neste gang",
        "neste samling",
    ),
    "nn": (
        "neste møte", "neste styremøte", "neste rådsmøte", "neste utvalsmøte", "neste gruppemøte", "neste ordinære møte", "neste gong",
        "neste samling",
    ),
    "en": ("the next meeting", "next meeting", "next time", "the next board meeting"),
}  # fmt: skip
# The day of a meeting, as a sentence has it: "møtet den 15. mai", "the May meeting".
MEETING_WORDS: Spellings = {"nb": ("møtet", "møte"), "nn": ("møtet", "møte"), "en": ("meeting",)}
THAT_MEETING_WORDS: Spellings = {"nb": ("det",), "nn": ("det",), "en": ("the",)}
MEETING_ON_WORDS: Spellings = {"nb": ("den", "i", "på"), "nn": ("den", "i", "på"), "en": ("on", "in", "of")}
TO_WORDS: Spellings = {"nb": ("til",), "nn": ("til",), "en": ("to", "until")}
NEW_ITEM_WORDS: Spellings = {"nb": ("ny sak",), "nn": ("ny sak",), "en": ("new item",)}
# What links a decision to what carries it out, and what says that nothing need be done: `Følges opp: ^k3f9`, `Ingen oppfølging`.
FOLLOWED_UP_WORDS: Spellings = {"nb": ("følges opp",), "nn": ("følgjast opp", "blir følgt opp"), "en": ("followed up by", "followed up")}
# What makes a decision carried out when it is made: noted, or somebody elected.
FORMAL_WORDS: Spellings = {
    "nb": ("til orientering", "til etterretning", "velges til", "velges som", "ble valgt", "valgt til", "valgt som", "gjenvelges", "gjenvalgt"),
    "nn": ("til orientering", "til vitande", "til etterretning", "vert vald", "vart vald", "vald til", "vald som", "attvald"),
    "en": ("noted", "for information", "is elected", "was elected", "elected as", "re-elected"),
}
NO_FOLLOW_UP_WORDS: Spellings = {"nb": ("ingen oppfølging",), "nn": ("inga oppfølging", "ingen oppfølging"), "en": ("no follow-up",)}
# What keeps an item, a passage or an attachment from the public, with its ground: (unntatt: offl. § 13).
EXEMPT_WORDS: Spellings = {"nb": ("unntatt",), "nn": ("unnateke", "unntatt"), "en": ("exempt",)}
# The same in words that cannot mean anything else, so that no colon is needed.
EXEMPT_PHRASES: Spellings = {
    "nb": (
        *("unntatt offentlighet", "unntatt offentligheten", "unntatt fra offentlighet", "unntatt fra offentligheten", "unntatt off."),
        *("unntatt innsyn", "unntatt fra innsyn", "unntatt offentlig innsyn", "unntatt fra offentlig innsyn", "u.off.", "u.off", "u. off."),
    ),
    "nn": (
        *("unntatt frå offentlegheit", "unntatt frå offentlegheita", "unntatt offentleg innsyn", "unntatt frå offentleg innsyn"),
        *("unnateke offentlegheit", "unnateke offentlegheita", "unnateke frå offentlegheit", "unnateke frå offentlegheita", "unnateke off."),
        *("unnateke innsyn", "unnateke frå innsyn", "unnateke offentleg innsyn", "unnateke frå offentleg innsyn"),
    ),
    "en": ("exempt from disclosure", "exempt from public disclosure", "exempt from publication"),
}
# What a ground that is named without a colon begins with: the name of a law, as it is shortened.
EXEMPTING_LAWS: Spellings = {
    "nb": ("offl", "off.l", "offentleglova", "offentleglov", "offentlighetslov", "fvl", "forvaltningslov", "koml", "kommunelov"),
    "nn": ("offl", "off.l", "offentleglova", "fvl", "forvaltningslov", "koml", "kommunelov"),
    "en": ("foia", "freedom of information"),
}
FROM_WORDS: Spellings = {"nb": ("fra",), "nn": ("frå",), "en": ("from",)}
ITEM_WORDS: Spellings = {"nb": ("sak", "punkt", "pkt."), "nn": ("sak", "punkt"), "en": ("item",)}

# A mark at the end of an item's heading says what the item is for.
ITEM_KINDS: dict[str, str] = {"o": "orientation", "d": "discussion", "v": "decision"}
# The same in a prepared item, in words.
KIND_WORDS: dict[str, Spellings] = {
    "orientation": {"en": ("orientation", "information"), "nb": ("orientering",), "nn": ("orientering",)},
    "discussion": {"en": ("discussion",), "nb": ("drøfting", "diskusjon"), "nn": ("drøfting", "diskusjon")},
    "decision": {"en": ("decision",), "nb": ("vedtak", "beslutning"), "nn": ("vedtak", "avgjerd")},
}

# Words in the parentheses after a name that say what the person does; anything else there is the organisation.
ROLE_WORDS: dict[str, Spellings] = {
    "chair": {"nb": ("møteleder", "ordstyrer", "dirigent"), "nn": ("møteleiar", "ordstyrar"), "en": ("chair", "chairing")},
    "secretary": {
        "nb": ("referent", "ref.", "ref", "protokollfører", "sekretær"),
        "nn": ("skrivar", "ref. på møtet"),
        "en": ("secretary", "minutes", "clerk", "scribe"),
    },
    "lead": {"nb": ("leder", "styreleder", "gruppeleder"), "nn": ("leiar", "styreleiar"), "en": ("lead", "leader", "convener")},
    "deputy": {"nb": ("nestleder",), "nn": ("nestleiar",), "en": ("deputy", "vice chair", "deputy chair")},
    "substitute": {"nb": ("vara", "varamedlem"), "nn": ("varamedlem",), "en": ("substitute",)},
    "observer": {"nb": ("observatør",), "nn": ("observatør",), "en": ("observer",)},
    "guest": {"nb": ("gjest",), "nn": ("gjest",), "en": ("guest",)},
    "treasurer": {"nb": ("kasserer", "økonomiansvarlig"), "nn": ("kasserar",), "en": ("treasurer",)},
    "member": {"nb": ("medlem", "styremedlem"), "nn": ("medlem", "styremedlem"), "en": ("member", "board member")},
}
# The same, for roles that go on: "vara for Per", "sak 3–5", "fra kl. 19.20", "på Teams".
ROLE_STARTS: dict[str, tuple[str, ...]] = {
    "substitute": ("vara for ", "møter for ", "møtte for ", "substitute for ", "for "),
    "part": (
        "sak ",
        "saker ",
        "item ",
        "items ",
        "punkt ",
        "fra sak",
        "frå sak",
        "til sak",
        "fra kl",
        "frå kl",
        "til kl",
        "from ",
        "until ",
        "kl.",
        "kl ",
    ),
    "remote": ("på teams", "på zoom", "på telefon", "på mobil", "digitalt", "via teams", "on teams", "by phone", "remote", "online"),
    "from": ("fra 1", "fra 2", "frå 1", "frå 2"),
    "until": ("til 1", "til 2"),
}
OPEN_SEAT_WORDS = (
    "n.n.",
    "n.n",
    "nn",
    "ledig",
    "vakant",
    "vacant",
    "ubesatt",
    "open seat",
    "ikke oppnevnt",
    "ikkje oppnemnd",
    "mangler navn",
    "manglar namn",
)


def spellings(table: Spellings) -> frozenset[str]:
    """Every spelling in every language, case folded."""
    return frozenset(word.casefold() for words in table.values() for word in words)


def meanings(table: dict[str, Spellings]) -> dict[str, str]:
    """Every spelling, case folded, to the field or word it means."""
    return {word.casefold(): key for key, row in table.items() for words in row.values() for word in words}


def written(table: dict[str, Spellings], key: str, language: str) -> str:
    """How `key` is written in a new file in `language`; words the tool alone writes are the same everywhere."""
    row = table[key]
    return (row.get(language) or row["en"])[0]
