"""How people answer a reminder, as data: the words that say plainly what became of a task, and the marks of mail programs around what they write.

Each phrase is the whole of what is said of a task; a word more, and it is no plain answer. `{day}` is any day.
"""

# In bokmål, nynorsk and English side by side: people answer in the language they like.
DONE = (
    "ferdig", "ferdige", "ferdiggjort", "ferdigstilt", "gjort", "utført", "fullført", "ordnet", "ordna", "fikset", "fiksa", "avsluttet", "avslutta",
    "i boks", "i mål", "unnagjort", "unnagjord", "sluttført", "tatt hånd om", "teke hand om", "done", "all done", "finished", "completed",
    "taken care of", "sorted",
)  # fmt: skip
DROPPED = (
    "faller bort", "falt bort", "fell bort", "fall bort", "bortfaller", "utgår", "går ut", "droppes", "droppet", "droppa", "strykes", "skrinlagt",
    "ikke aktuell lenger", "ikke aktuelt lenger", "ikke lenger aktuell", "ikke lenger aktuelt", "ikkje aktuell lenger", "ikkje aktuelt lenger",
    "ikkje lenger aktuell", "ikkje lenger aktuelt", "uaktuell", "uaktuelt", "dropped", "no longer relevant", "not relevant any more",
)  # fmt: skip
STARTED = (
    "påbegynt", "begynt", "startet", "starta", "i gang", "kommet i gang", "komen i gang", "under arbeid", "i arbeid", "holder på",
    "held på", "jobber", "arbeider", "arbeidar", "jobbar", "started", "begun", "in progress", "under way", "working",
)  # fmt: skip
DEFERRED = (
    "frist {day}", "fristen {day}", "ny frist {day}", "ny frist er {day}", "ny frist blir {day}", "frist blir {day}", "fristen blir {day}",
    "fristen er {day}", "fristen settes til {day}", "fristen flyttes til {day}", "frist innen {day}", "utsettes til {day}", "utsatt til {day}",
    "utsett til {day}", "utset til {day}", "utsetjast til {day}", "blir utsatt til {day}", "må utsettes til {day}", "flyttes til {day}",
    "flyttet til {day}", "tar det {day}", "tar den {day}", "tek det {day}", "tek den {day}", "jeg tar det {day}", "eg tek det {day}",
    "gjør det {day}", "gjer det {day}", "due {day}", "due date {day}", "new due date {day}", "new due date is {day}", "postponed to {day}",
    "deferred to {day}", "moved to {day}", "will do it {day}", "i will do it {day}", "i'll do it {day}", "will be done by {day}",
    "will be finished by {day}", "it will be done by {day}", "blir ferdig innen {day}", "blir gjort innen {day}", "gjøres innen {day}",
    "vert ferdig innan {day}", "blir ferdig innan {day}", "blir gjort innan {day}",
)  # fmt: skip

# What may stand before the word, and says no more: "er", "den er nå".
BEFORE = (
    "er", "er nå", "er no", "er nå alt", "den er", "den er nå", "det er", "det er nå", "dette er", "de er", "dei er", "ble", "blei", "vart",
    "har blitt", "er blitt", "nå", "no", "now", "alt", "allerede", "is", "is now", "it is", "was", "are", "has been", "har jeg", "har eg", "har vi",
    "jeg har", "eg har", "vi har", "i have", "we have", "have", "har", "has", "me har", "jeg", "eg", "vi", "me",
    "jeg er", "eg er", "vi er", "me er", "i am", "i'm", "we are",
    "we're", "begge", "er begge", "begge er", "begge to er", "both", "are both", "both are", "alle", "er alle", "alle er",
)  # fmt: skip
# What may follow it: "nå", "takk", "med denne".
AFTER = (
    "nå", "no", "now", "alt", "allerede", "takk", "takk for påminnelsen", "takk for påminninga", "thanks", "thank you", ":)", ":-)", "😊", "🙂", "👍",
    "med den", "med denne", "med det", "med dette", "med saken", "med saka", "with it", "with this", "on it", "on this",
)  # fmt: skip
# Before the day on which a task was done: "ferdig den 16. mai".
ON = ("den", "på", "on", "i")
# Between a phrase and the task that it comes before: "ferdig med ^k3f9".
WITH = ("med", "with")
YESTERDAY = ("i går", "i dag", "yesterday", "today")
AND = ("og", "samt", "and", "&", "+", "/", ",")
GREETINGS = ("hei", "heisann", "hallo", "hi", "hello", "hey", "god morgen", "god dag", "kjære", "dear", "takk for påminnelsen", "takk for påminninga")
# A line of these below an answer takes it back, or may.
DOUBT = (
    "ikke", "ikkje", "not", "men", "but", "nei", "no wait", "vent", "nesten", "snart", "kanskje", "muligens", "maybe", "unntatt", "bortsett",
    "except", "gjenstår", "mangler", "manglar", "hvis", "dersom", "if",
)  # fmt: skip

# ---------------------------------------------------------------- around what people write

ORIGINAL = (
    "opprinnelig melding", "opphavleg melding", "original message", "ursprungligt meddelande", "oprindelig meddelelse", "ursprüngliche nachricht",
)  # fmt: skip
FORWARDED = ("videresendt melding", "vidaresend melding", "forwarded message", "begin forwarded message", "videresendt", "vidarebefordrat meddelande")
FORWARDED_SUBJECT = ("vs", "fw", "fwd", "vb", "wg", "videresendt", "vidaresendt")
SENDER_FIELDS = ("fra", "frå", "from", "från", "von")
SENT_FIELDS = ("sendt", "sent", "dato", "date", "skickat", "gesendet", "datum")
WROTE = ("skrev", "skreiv", "wrote", "schrieb", "skriver")
AWAY_SUBJECT = (
    "automatisk svar", "autosvar", "automatic reply", "auto reply", "autoreply", "auto-reply", "out of office", "fraværsmelding", "fråværsmelding",
    "fravær", "automatiskt svar", "abwesenheitsnotiz",
)  # fmt: skip
