"""What a saved view may say: the options of the list of actions, and how the text of each is read."""

YES = frozenset({"yes", "true", "on", "1", "ja"})
NO = frozenset({"no", "false", "off", "0", "nei"})

# Each option of `actions` that a view may set, to how its text is read.
TEXT, TEXTS, FLAG = "text", "texts", "flag"
OPTIONS = {
    "words": TEXTS,
    "group": TEXT,
    "owner": TEXTS,
    "org": TEXT,
    "meeting": TEXT,
    "state": TEXTS,
    "overdue": FLAG,
    "due": TEXT,
    "no-owner": FLAG,
    "no-due": FLAG,
    "since": TEXT,
    "until": TEXT,
    "sort": TEXTS,
    "all": FLAG,
}


def kind_of(option: str) -> str | None:
    """How an option's text is read; None where `actions` has no such option."""
    return OPTIONS.get(option.replace("_", "-"))
