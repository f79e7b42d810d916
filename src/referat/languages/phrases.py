"""What people write into the text of minutes, as the reader and `check` know it: words for what was decided and postponed, times, owners, bodies.

Like `words`, in the languages of the files and read in all of them; nothing here is written by the program.
"""

from referat.languages.words import Spellings

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
