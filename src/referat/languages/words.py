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
    "en": ("decision", "resolved", "conclusion", "agreed"),
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
VOTE_WORDS: Spellings = {"nb": ("votering", "avstemning"), "nn": ("røysting", "votering"), "en": ("vote", "votes")}
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
TO_WORDS: Spellings = {"nb": ("til",), "nn": ("til",), "en": ("to",)}
NEW_ITEM_WORDS: Spellings = {"nb": ("ny sak",), "nn": ("ny sak",), "en": ("new item",)}
# What links a decision to what carries it out, and what says that nothing need be done: `Følges opp: ^k3f9`, `Ingen oppfølging`.
FOLLOWED_UP_WORDS: Spellings = {"nb": ("følges opp",), "nn": ("følgjast opp", "blir følgt opp"), "en": ("followed up by", "followed up")}
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

# A heading under which the cases stand at a deeper level.
AGENDA_WORDS: Spellings = {
    "nb": ("saker", "sakliste", "saksliste", "sakene", "saker til behandling", "behandlede saker", "dagsorden", "agenda"),
    "nn": ("saker", "sakliste", "saksliste", "sakene", "saker til handsaming", "dagsorden", "agenda"),
    "en": ("items", "agenda", "agenda items"),
}

# Read since version 1.1 of the format. What says that something was decided, where a word of DECISION_WORDS does not stand alone.
DECIDED_WORDS: Spellings = {  # of somebody: "Styret vedtok: …"
    "nb": ("vedtok", "besluttet", "gjorde vedtak", "gjorde slikt vedtak", "gjorde følgende vedtak", "fattet vedtak", "fattet følgende vedtak"),
    "nn": ("vedtok", "avgjorde", "gjorde vedtak", "gjorde slikt vedtak", "gjorde fylgjande vedtak", "fatta vedtak", "fatta fylgjande vedtak"),
    "en": ("decided", "resolved", "agreed"),
}
WAS_DECIDED_WORDS: Spellings = {  # by itself: "Vedtatt: …"
    "nb": ("vedtatt", "besluttet", "det ble vedtatt", "det ble besluttet"),
    "nn": ("vedteke", "vedteken", "vedtekne", "vedtatt", "det vart vedteke", "det blei vedteke"),
    "en": ("it was decided", "it was resolved", "it was agreed", "decided"),
}
FOLLOWING_WORDS: Spellings = {"nb": ("følgende", "slikt"), "nn": ("fylgjande", "følgjande", "slikt"), "en": ("the following",)}
THE_DECISION_WORDS: Spellings = {  # "Vedtaket lyder: …"
    "nb": ("vedtaket", "beslutningen", "konklusjonen"),
    "nn": ("vedtaket", "avgjerda", "konklusjonen"),
    "en": ("the decision", "the resolution", "the conclusion"),
}
READS_WORDS: Spellings = {
    "nb": ("lyder", "lød", "er", "ble", "ble som følger", "er som følger"),
    "nn": ("lyder", "lydde", "er", "vart", "blei", "vart slik"),
    "en": ("reads", "is", "was", "is as follows"),
}
BALLOT_WORDS: Spellings = {"nb": ("stemme", "stemmer"), "nn": ("røyst", "røyster", "stemme", "stemmer"), "en": ("vote", "votes")}
AGAINST_WORDS: Spellings = {"nb": ("mot",), "nn": ("mot",), "en": ("against", "to")}
WITH_WORDS: Spellings = {"nb": ("med", "hos"), "nn": ("med", "hos"), "en": ("by", "with")}
THE_CASE_WORDS: Spellings = {"nb": ("saken",), "nn": ("saka",), "en": ("the item",)}
IN_WORDS: Spellings = {"nb": ("i", "for"), "nn": ("i", "for"), "en": ("in", "for", "on")}
# What follows a word for a decision that is only spoken of: "Oppfølging av vedtak", "Bakgrunn for vedtaket".
ABOUT_WORDS: Spellings = {
    "nb": ("av", "om", "til", "fra", "på", "for", "og", "i", "etter", "mot", "med", "forslag", "utkast", "ingen"),
    "nn": ("av", "om", "til", "frå", "på", "for", "og", "i", "etter", "mot", "med", "framlegg", "utkast", "ingen", "inga"),
    "en": ("of", "on", "for", "to", "about", "and", "draft", "proposed", "no"),
}
# What the body that meets is called; a word may stand before it as one ("hagelaget"). What another body decided is none of this meeting's.
BODY_WORDS: Spellings = {
    "nb": (
        "styret",
        "rådet",
        "utvalget",
        "møtet",
        "nemnda",
        "komiteen",
        "komitéen",
        "laget",
        "gruppa",
        "gruppen",
        "foreningen",
        "forbundet",
        "klubben",
        "generalforsamlingen",
        "forsamlingen",
        "sameiet",
        "vi",
    ),
    "nn": (
        "styret",
        "rådet",
        "utvalet",
        "møtet",
        "nemnda",
        "komiteen",
        "laget",
        "gruppa",
        "foreininga",
        "forbundet",
        "klubben",
        "generalforsamlinga",
        "sameiget",
        "vi",
        "me",
    ),
    "en": ("board", "committee", "council", "meeting", "group", "club", "association", "general assembly", "we"),
}
OTHER_BODY_WORDS: Spellings = {
    "nb": (
        "kommunestyret",
        "bystyret",
        "fylkestinget",
        "fylkesrådet",
        "formannskapet",
        "departementet",
        "regjeringen",
        "stortinget",
        "landsmøtet",
        "landsstyret",
    ),
    "nn": (
        "kommunestyret",
        "bystyret",
        "fylkestinget",
        "fylkesrådet",
        "formannskapet",
        "departementet",
        "regjeringa",
        "stortinget",
        "landsmøtet",
        "landsstyret",
    ),
    "en": ("city council", "county council", "town council"),
}
# A case that is postponed in a sentence: "Saken ble utsatt", "Styret utsatte saken", "Vi vedtok å utsette saken".
CASE_WORDS: Spellings = {
    "nb": ("saken", "behandlingen", "behandlinga", "punktet", "spørsmålet", "avgjørelsen"),
    "nn": ("saka", "handsaminga", "behandlinga", "punktet", "spørsmålet", "avgjerda"),
    "en": ("the item", "the matter", "the case", "the issue", "the decision"),
}
BE_WORDS: Spellings = {
    "nb": ("blir", "ble", "er", "skal", "bli", "ble derfor", "ble dermed", "ble enstemmig", "blir derfor", "må", "må bli"),
    "nn": ("vert", "vart", "blir", "blei", "er", "skal", "verte", "vart difor", "vert difor", "vart samrøystes"),
    "en": ("is", "was", "will be", "has been", "is therefore", "was therefore"),
}
POSTPONE_WORDS: Spellings = {  # what a body does
    "nb": ("utsatte", "utsetter", "vedtok å utsette", "besluttet å utsette", "bestemte å utsette", "ble enige om å utsette", "ønsket å utsette"),
    "nn": ("utsette", "utset", "vedtok å utsetje", "vedtok å utsette", "vart samde om å utsetje", "vart einige om å utsetje"),
    "en": ("postponed", "deferred", "adjourned", "decided to postpone", "agreed to postpone", "resolved to postpone"),
}
# A case that is to come up again, where a time follows: "Saken tas opp igjen i neste møte", "Vi kommer tilbake til saken i april".
COMES_BACK_WORDS: Spellings = {  # what the case does, or has done to it
    "nb": (
        "tas", "tas opp", "tas med", "legges fram", "legges frem", "kommer", "kommer opp", "behandles", "drøftes", "fortsetter", "fortsettes",
        "skyves", "skjøvet", "overføres", "overført", "flyttes", "flyttet", "settes opp",
    ),
    "nn": ("takast opp", "leggjast fram", "kjem", "kjem opp", "held fram", "handsamast", "drøftast", "overført", "flytta", "skuva", "skoten"),
    "en": ("comes", "comes up", "continues", "carried over", "moved"),
}  # fmt: skip
TAKEN_UP_WORDS: Spellings = {  # what will be done to it; "ble tatt opp i mars" tells of what was
    "nb": ("tatt opp", "tatt med", "lagt fram", "lagt frem", "behandlet", "drøftet", "satt opp"),
    "nn": ("teken opp", "tatt opp", "lagd fram", "handsama", "drøfta", "sett opp"),
    "en": ("taken up", "discussed", "brought", "continued"),
}
WILL_BE_WORDS: Spellings = {
    "nb": ("blir", "skal", "skal bli", "vil bli", "må", "må bli"),
    "nn": ("vert", "blir", "skal", "skal verte", "skal bli", "må", "må verte"),
    "en": ("will be", "is to be", "shall be"),
}
BRINGS_BACK_WORDS: Spellings = {  # what a body does to the case
    "nb": (
        "kommer tilbake til", "tar opp", "tar", "fortsetter", "fortsetter med", "fortsetter behandlingen av", "behandler", "drøfter", "flyttet",
        "flytter", "overførte", "overfører", "skjøv", "skyver", "vil komme tilbake til", "skal komme tilbake til", "vil ta opp", "skal ta opp",
    ),
    "nn": ("kjem tilbake til", "tek opp", "tek", "held fram med", "handsamar", "drøftar", "flytta", "flyttar", "overførte", "skuva"),
    "en": ("will return to", "will come back to", "will take up", "will discuss", "moved", "carried over"),
}  # fmt: skip
AGAIN_WORDS: Spellings = {
    "nb": ("igjen", "på nytt", "opp", "videre", "ferdig", "tilbake", "til behandling", "til ny behandling"),
    "nn": ("att", "igjen", "på nytt", "opp", "vidare", "ferdig", "tilbake", "til handsaming", "til ny handsaming"),
    "en": ("again", "further", "back", "up"),
}
AT_WORDS: Spellings = {"nb": ("i", "på", "til", "ved"), "nn": ("i", "på", "til", "ved"), "en": ("in", "at", "on", "to")}
THEREFORE_WORDS: Spellings = {"nb": ("derfor", "dermed", "altså"), "nn": ("difor", "dermed", "altså"), "en": ("therefore", "thus")}
THAT_WORDS: Spellings = {"nb": ("at",), "nn": ("at",), "en": ("that",)}
IN_TIME_WORDS: Spellings = {"nb": ("i",), "nn": ("i",), "en": ("in",)}  # "i mars"
DAY_ARTICLES: Spellings = {"nb": ("den",), "nn": ("den",), "en": ("the",)}  # "tirsdag den 17. mars"
OF_WORDS: Spellings = {"nb": ("av",), "nn": ("av",), "en": ("of",)}
AND_WORDS: Spellings = {"nb": ("og",), "nn": ("og",), "en": ("and",)}
THIS_WORDS: Spellings = {"nb": ("denne", "dette", "den"), "nn": ("denne", "dette", "den"), "en": ("this",)}
IT_WORDS: Spellings = {"nb": ("den",), "nn": ("den", "han"), "en": ("it",)}
# "Saken er utsatt to ganger", "ble utsatt før jul" tell of what was; and what leaves a sentence in doubt.
OFTEN_WORDS: Spellings = {
    "nb": ("en gang", "to ganger", "tre ganger", "fire ganger", "flere ganger", "mange ganger"),
    "nn": ("ein gong", "to gonger", "tre gonger", "fire gonger", "fleire gonger", "mange gonger"),
    "en": ("twice", "once", "two times", "three times", "several times"),
}
EARLIER_WORDS: Spellings = {"nb": ("før", "tidligere"), "nn": ("før", "tidlegare"), "en": ("before", "earlier")}
DOUBT_WORDS: Spellings = {
    "nb": (
        "ikke",
        "hvis",
        "dersom",
        "kan",
        "kunne",
        "bør",
        "burde",
        "forslag",
        "fristen",
        "tidligere",
        "vurdere",
        "vurderer",
        "vurderte",
        "spørsmål",
    ),
    "nn": ("ikkje", "viss", "dersom", "kan", "kunne", "bør", "burde", "framlegg", "fristen", "tidlegare", "vurdere", "vurderer", "spørsmål"),
    "en": ("not", "never", "if", "may", "might", "could", "should", "proposal", "deadline", "earlier", "question"),
}
BECAUSE_WORDS: Spellings = {
    "nb": ("fordi", "da", "siden", "slik at"),
    "nn": ("fordi", "då", "sidan", "slik at"),
    "en": ("because", "since", "so that"),
}
# What sets a due date and an owner on action lines and in what stands under them; a log line takes DUE_WORDS alone.
DUE_LABELS: Spellings = {
    "nb": ("frist", "tidsfrist", "forfaller", "forfall"),
    "nn": ("frist", "tidsfrist"),
    "en": ("due", "deadline", "due date"),
}
DUE_BY_WORDS: Spellings = {
    "nb": ("innen", "senest", "seinest", "innen fristen", "fristen er", "fristen blir"),
    "nn": ("innan", "seinast", "senast", "fristen er", "fristen blir"),
    "en": ("by", "no later than", "before"),
}
OWNER_LABELS: Spellings = {
    "nb": ("ansvarlig", "ansvar", "ansvarlige", "ansv.", "ansv", "hvem", "eier"),
    "nn": ("ansvarleg", "ansvar", "ansvarlege", "ansv.", "ansv", "kven"),
    "en": ("responsible", "owner", "owners", "who"),
}
# What joins owners, beside the comma; the words for "either" leave open which of them.
OWNER_JOINERS: Spellings = {
    "nb": ("og", "&", "+", "/", "og/eller", "samt", "med", "sammen med", "i lag med"),
    "nn": ("og", "&", "+", "/", "og/eller", "samt", "med", "saman med", "i lag med"),
    "en": ("and", "and/or", "with", "together with"),
}
EITHER_WORDS: Spellings = {"nb": ("eller",), "nn": ("eller",), "en": ("or",)}
# What is a time, though no day can be told from it: where one of these follows a word for a due date, a person meant one.
VAGUE_TIMES: Spellings = {
    "nb": (
        "utgangen", "slutten", "starten", "begynnelsen", "midten", "påske", "jul", "pinse", "nyttår", "våren", "sommer", "sommeren", "høst", "høsten",
        "vinter", "vinteren", "ferie", "ferien", "sommerferien", "årsskiftet", "månedsskiftet", "årets", "månedens", "snarest", "asap", "løpet",
    ),
    "nn": (
        "utgangen", "slutten", "starten", "byrjinga", "midten", "påske", "jul", "våren", "sommaren", "hausten", "vinteren", "ferien",
        "årsskiftet", "snarast", "løpet",
    ),
    "en": ("end", "beginning", "middle", "easter", "christmas", "spring", "summer", "autumn", "winter", "asap", "soon"),
}  # fmt: skip
# What stands in a list of people where nobody is meant, and where everybody is, who must be named.
NOBODY_WORDS: Spellings = {
    "nb": (
        "ingen",
        "–",
        "-",
        "—",
        "ingen meldt",
        "ingen forfall",
        "ingen meldt forfall",
        "ingen meldte forfall",
        "ingen fravær",
        "ingen andre",
        "nei",
    ),
    "nn": ("ingen", "inga", "–", "-", "—", "ingen melde", "ingen forfall", "ingen melde forfall", "ingen andre", "nei"),
    "en": ("nobody", "none", "no one", "none reported", "no apologies", "n/a"),
}
ALL_OF_THEM_WORDS: Spellings = {
    "nb": (
        "alle", "samtlige", "alle medlemmer", "alle medlemmene", "samtlige medlemmer", "alle møtte", "alle til stede", "fulltallig", "hele styret",
        "hele rådet", "hele utvalget", "hele gruppa", "hele gruppen", "hele komiteen",
    ),
    "nn": (
        "alle", "samtlege", "alle medlemer", "alle medlemmar", "alle medlemene", "alle møtte", "alle til stades", "fulltalig", "heile styret",
        "heile rådet", "heile utvalet", "heile gruppa", "heile komiteen",
    ),
    "en": ("all", "everybody", "everyone", "all members", "the whole board", "the whole committee"),
}  # fmt: skip
# What joins two people on one line of a list, and the small words within a name.
NAME_JOINERS: Spellings = {"nb": ("og", "&", "samt", "+"), "nn": ("og", "&", "samt", "+"), "en": ("and",)}
NAME_PARTICLES = frozenset({"af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "le", "mac", "van", "von", "zu"})
# What somebody writes into a box to say how a task stands, beside the signs that are read.
BOX_WORDS: Spellings = {"nb": ("ok", "ja", "nei", "o", "v", "i", "f"), "nn": ("ok", "ja", "nei"), "en": ("ok", "done")}
NOT_WORDS: Spellings = {"nb": ("ikke",), "nn": ("ikkje",), "en": ("not", "never")}
NUMBER_WORDS: Spellings = {"nb": ("nr.", "nr", "nummer"), "nn": ("nr.", "nr", "nummer"), "en": ("no.", "no", "number")}

# What says in the text which day the meeting was: a label, the words of a title, and a sentence; none of them where it was another meeting.
DAY_LABELS: Spellings = {
    "nb": ("dato", "møtedato", "møtedag", "dato for møtet", "tid", "tidspunkt", "møtetid", "tid og sted", "dato og tid"),
    "nn": ("dato", "møtedato", "møtedag", "dato for møtet", "tid", "tidspunkt", "møtetid", "tid og stad", "dato og tid"),
    "en": ("date", "meeting date", "date of meeting", "date and time"),
}
MINUTES_WORDS: Spellings = {
    "nb": ("møte", "referat", "protokoll", "møtebok"),
    "nn": ("møte", "referat", "protokoll", "møtebok"),
    "en": ("meeting", "minutes"),
}
HELD_WORDS: Spellings = {
    "nb": ("ble holdt", "ble avholdt", "ble arrangert", "ble gjennomført", "fant sted"),
    "nn": ("vart halde", "blei halde", "vart halden", "vart gjennomført", "fann stad"),
    "en": ("was held", "took place"),
}
THE_MEETING_WORDS: Spellings = {"nb": ("møtet",), "nn": ("møtet",), "en": ("the meeting",)}
OTHER_MEETING_WORDS: Spellings = {
    "nb": ("forrige", "sist", "siste", "neste", "godkjent", "godkjenning"),
    "nn": ("førre", "sist", "siste", "neste", "godkjend", "godkjent", "godkjenning"),
    "en": ("previous", "last", "next", "approved", "approval"),
}

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
