"""What people write into the text of minutes, as the reader and `check` know it: words for what was decided and postponed, times, owners, bodies.

Like `words`, in the languages of the files and read in all of them; nothing here is written by the program.
"""

from referat.languages.words import Spellings

# A heading under which the cases stand at a deeper level.
AGENDA_WORDS: Spellings = {
    "nb": ("saker", "sakliste", "saksliste", "sakene", "sakslista", "saklista", "saker til behandling", "behandlede saker", "dagsorden", "agenda"),
    "nn": ("saker", "sakliste", "saksliste", "sakene", "sakslista", "saklista", "saker til handsaming", "dagsorden", "agenda"),
    "en": ("items", "agenda", "agenda items"),
}

# Read since version 1.1 of the format. What says that something was decided, where a word of DECISION_WORDS does not stand alone.
DECIDED_WORDS: Spellings = {  # of somebody: "Styret vedtok: …"
    "nb": (
        "vedtok",
        "besluttet",
        "bestemte",
        "har vedtatt",
        "har besluttet",
        "gjorde vedtak",
        "gjorde slikt vedtak",
        "gjorde følgende vedtak",
        "fattet vedtak",
        "fattet slikt vedtak",
        "fattet følgende vedtak",
        "traff vedtak",
        "traff slikt vedtak",
        "traff følgende vedtak",
    ),
    "nn": (
        "vedtok",
        "avgjorde",
        "bestemte",
        "har vedteke",
        "gjorde vedtak",
        "gjorde slikt vedtak",
        "gjorde fylgjande vedtak",
        "gjorde følgjande vedtak",
        "fatta vedtak",
        "fatta slikt vedtak",
        "fatta fylgjande vedtak",
        "fatta følgjande vedtak",
    ),
    "en": ("decided", "resolved", "agreed", "has decided", "has resolved"),
}
WAS_DECIDED_WORDS: Spellings = {  # by itself: "Vedtatt: …"
    "nb": ("vedtatt", "besluttet", "det ble vedtatt", "det ble besluttet", "det ble bestemt"),
    "nn": ("vedteke", "vedteken", "vedtekne", "vedtatt", "det vart vedteke", "det blei vedteke", "det vart bestemt"),
    "en": ("it was decided", "it was resolved", "it was agreed", "decided"),
}
# A decision told in a sentence: of the body that meets, or of what was decided. Such a sentence is named, and not read.
WAS_AGREED_WORDS: Spellings = {
    "nb": (
        "var enig om",
        "var enige om",
        "ble enig om",
        "ble enige om",
        "godkjente",
        "valgte",
        "tok saken til orientering",
        "tok saken til etterretning",
    ),
    "nn": (
        "var samd om",
        "var samde om",
        "vart samde om",
        "vart einige om",
        "godkjende",
        "valde",
        "tok saka til orientering",
        "tok saka til vitande",
    ),
    "en": ("agreed to", "agreed that", "approved", "elected"),
}
TOLD_AS_DONE_WORDS: Spellings = {
    "nb": (
        "ble vedtatt", "ble enstemmig vedtatt", "enstemmig vedtatt", "vedtatt enstemmig", "ble besluttet", "ble bestemt at", "ble bestemt å",
        "ble enstemmig godkjent", "enstemmig godkjent", "godkjent enstemmig", "ble valgt", "ble enstemmig valgt", "ble gjenvalgt", "valgt ble",
        "tas til etterretning", "tas til orientering", "ble tatt til etterretning", "ble tatt til orientering", "tatt til etterretning",
        "tatt til orientering", "fikk fullmakt", "får fullmakt", "gis fullmakt", "vedtaket ble enstemmig", "vedtaket var enstemmig",
    ),
    "nn": (
        "vart vedteke", "blei vedteke", "vart samrøystes vedteke", "samrøystes vedteke", "vart samrøystes godkjent", "samrøystes godkjent",
        "vart vald", "blei vald", "vart valde", "vart attvald", "valde vart", "teke til orientering", "teke til vitande", "teken til orientering",
        "teken til vitande", "tek saka til orientering", "tek saka til vitande", "fekk fullmakt", "får fullmakt",
    ),
    "en": (
        "it was agreed", "it was decided", "it was resolved", "was agreed to", "was carried", "was unanimously approved", "was elected",
        "was re-elected", "were elected", "resolved to", "was resolved",
    ),
}  # fmt: skip
NEGATION_WORDS: Spellings = {
    "nb": (
        "ikke",
        "ingen",
        "i fjor",
        "tidligere",
        "sist møte",
        "forrige møte",
        "skal",
        "bør",
        "må",
        "kan",
        "dersom",
        "hvis",
        "foreslås",
        "forslag",
        "når",
    ),
    "nn": (
        "ikkje",
        "ingen",
        "inga",
        "i fjor",
        "tidlegare",
        "sist møte",
        "førre møte",
        "skal",
        "bør",
        "må",
        "kan",
        "dersom",
        "viss",
        "framlegg",
        "når",
    ),
    "en": ("not", "no", "last year", "earlier", "previously", "should", "must", "may", "could", "if", "proposed", "when", "whether"),
}
IT_WAS_WORDS: Spellings = {"nb": ("det ble",), "nn": ("det vart", "det blei"), "en": ("it was",)}  # "Det ble enstemmig vedtatt: …"
FOLLOWING_WORDS: Spellings = {"nb": ("følgende", "slikt"), "nn": ("fylgjande", "følgjande", "slikt"), "en": ("the following",)}
THE_DECISION_WORDS: Spellings = {  # "Vedtaket lyder: …"
    "nb": ("vedtaket", "vedtakene", "beslutningen", "beslutninger", "konklusjonen", "konklusjoner"),
    "nn": ("vedtaket", "vedtaka", "avgjerda", "avgjerder", "konklusjonen", "konklusjonar"),
    "en": ("the decision", "the resolution", "the conclusion", "decisions", "resolutions", "conclusions"),
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
# What a person may mean as a due date, and may not: "før 1. mai". It is named, not read.
BEFORE_WORDS: Spellings = {"nb": ("før",), "nn": ("før",), "en": ()}
# What begins a line that tells somebody to do something: "Aksjon: Siv maler boden".
TASK_LABELS: Spellings = {
    "nb": ("aksjon", "aksjonspunkt", "tiltak", "oppgave", "gjøremål", "oppfølging", "ap", "todo", "to do"),
    "nn": ("aksjon", "aksjonspunkt", "tiltak", "oppgåve", "gjeremål", "oppfølging", "ap", "todo", "to do"),
    "en": ("action", "action item", "action point", "task", "todo", "to do"),
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
        "ingen meldt",
        "ingen forfall",
        "ingen meldt forfall",
        "ingen meldte forfall",
        "ingen fravær",
        "ingen andre",
        "nei",
        "ikke meldt",
        "ikke meldt forfall",
        "ikke forfall",
        "intet forfall",
    ),
    "nn": (
        "ingen",
        "inga",
        "ingen melde",
        "ingen forfall",
        "ingen melde forfall",
        "ingen andre",
        "nei",
        "ikkje meldt",
        "ikkje melde",
        "ikkje meldt forfall",
        "ikkje forfall",
    ),
    "en": ("nobody", "none", "no one", "none reported", "not reported", "no apologies", "n/a"),
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
