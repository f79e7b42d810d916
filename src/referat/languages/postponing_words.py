"""The words by which a sentence says that a case is postponed, or comes back, as data.

All of them are read in every book; nothing here is written by the program.
"""

from referat.languages.words import Spellings

# A case that is postponed in a sentence: "Saken ble utsatt", "Styret utsatte saken", "Vi vedtok å utsette saken".
CASE_WORDS: Spellings = {
    "nb": ("saken", "behandlingen", "behandlinga", "behandling av saken", "behandling av punktet", "punktet", "spørsmålet", "avgjørelsen"),
    "nn": ("saka", "handsaminga", "handsaming av saka", "handsaming av punktet", "behandlinga", "punktet", "spørsmålet", "avgjerda"),
    "en": ("the item", "the matter", "the case", "the issue", "the decision"),
}
BE_WORDS: Spellings = {
    "nb": ("blir", "ble", "er", "skal", "bli", "ble derfor", "ble dermed", "ble enstemmig", "blir derfor", "må", "må bli"),
    "nn": ("vert", "vart", "blir", "blei", "er", "skal", "verte", "vart difor", "vert difor", "vart samrøystes"),
    "en": ("is", "was", "will be", "has been", "is therefore", "was therefore"),
}
POSTPONE_WORDS: Spellings = {  # what a body does
    "nb": ("utsatte", "utsetter", "måtte utsette", "bordla", "bordlegger"),
    "nn": ("utsette", "utset", "måtte utsetje", "måtte utsette", "bordla", "bordlegg"),
    "en": ("postponed", "deferred", "adjourned", "tabled", "had to postpone", "had to defer"),
}
CHOSE_WORDS: Spellings = {  # before TO_POSTPONE_WORDS: "Styret valgte å utsette saken"
    "nb": (
        "vedtok", "besluttet", "bestemte", "bestemte seg for", "valgte", "ble enige om", "er enige om", "var enige om", "ønsket", "ønsker",
        "går inn for", "fant det riktig", "så seg nødt til", "gikk inn for",
    ),
    "nn": (
        "vedtok", "bestemte", "bestemte seg for", "valde", "vart samde om", "vart einige om", "er samde om", "er einige om", "ønskte", "ønskjer",
        "gjekk inn for",
    ),
    "en": ("decided", "agreed", "resolved", "chose", "voted", "wished"),
}  # fmt: skip
TO_POSTPONE_WORDS: Spellings = {
    "nb": ("å utsette", "å bordlegge"),
    "nn": ("å utsetje", "å utsette", "å bordleggje", "å bordlegge"),
    "en": ("to postpone", "to defer", "to adjourn"),
}
# What may follow the word where a line begins with it: "Utsatt pga. sykdom", "Bordlagt i påvente av svar".
WHY_POSTPONED_WORDS: Spellings = {
    "nb": (
        "pga",
        "p.g.a.",
        "på grunn av",
        "grunnet",
        "i påvente av",
        "i mangel av",
        "på ubestemt tid",
        "etter ønske",
        "fordi",
        "da",
        "siden",
        "inntil",
    ),
    "nn": ("pga", "p.g.a.", "på grunn av", "grunna", "i påvente av", "på ubestemt tid", "etter ønske", "fordi", "då", "sidan", "inntil"),
    "en": ("because", "due to", "owing to", "pending", "indefinitely", "sine die"),
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
        "drøftet",
        "diskuterte",
        "foreslo",
        "foreslår",
        "ville",
        "avviste",
        "spørsmål",
    ),
    "nn": (
        "ikkje",
        "viss",
        "dersom",
        "kan",
        "kunne",
        "bør",
        "burde",
        "framlegg",
        "fristen",
        "tidlegare",
        "vurdere",
        "vurderer",
        "drøfta",
        "diskuterte",
        "føreslo",
        "avviste",
        "spørsmål",
    ),
    "en": ("not", "never", "if", "may", "might", "could", "should", "proposal", "proposed", "considered", "deadline", "earlier", "question"),
}
BECAUSE_WORDS: Spellings = {
    "nb": ("fordi", "da", "siden", "slik at"),
    "nn": ("fordi", "då", "sidan", "slik at"),
    "en": ("because", "since", "so that"),
}
