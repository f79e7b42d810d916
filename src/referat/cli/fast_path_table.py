"""The table of the fast path, made from the commands by `make reference`; edit the commands, not this page."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

# A command, to its values by their names: the options that give it (* is every other word), what it takes, the variable that else gives it,
# and what holds where nothing is said.
ASKED: dict[str, dict[str, tuple[str, Any, str, Any]]] = {
    "actions": {
        "words": ("*", "texts", "", None),
        "group": ("--group -g", "text", "", None),
        "owner": ("--owner -o", "texts", "", None),
        "org": ("--org", "text", "", None),
        "meeting": ("--meeting -m", "text", "", None),
        "state": ("--state -s", "texts", "", None),
        "overdue": ("--overdue", "flag", "", False),
        "due": ("--due --due-by", "text", "", None),
        "no_owner": ("--no-owner", "flag", "", False),
        "no_due": ("--no-due", "flag", "", False),
        "since": ("--since", "text", "", None),
        "until": ("--until", "text", "", None),
        "sort": ("--sort", "texts", "", None),
        "all": ("--all -a", "flag", "", False),
        "view": ("--view", "text", "", None),
        "fail": ("--fail", "flag", "", False),
        "format": ("--format -f", ("table", "plain", "json", "csv", "csv-excel", "md", "todotxt", "ics"), "", None),
        "book": ("--book", "text", "REFERAT_BOOK", None),
        "today": ("--today", "day", "REFERAT_TODAY", None),
    },
    "followup": {
        "by": ("--by", ("person", "group", "org", "meeting"), "", "person"),
        "group": ("--group -g", "text", "", None),
        "since": ("--since", "text", "", None),
        "format": ("--format -f", ("table", "plain", "json", "md"), "", None),
        "book": ("--book", "text", "REFERAT_BOOK", None),
        "today": ("--today", "day", "REFERAT_TODAY", None),
    },
    "meetings": {
        "words": ("*", "texts", "", None),
        "group": ("--group -g", "text", "", None),
        "since": ("--since", "text", "", None),
        "until": ("--until", "text", "", None),
        "status": ("--status -s", "texts", "", None),
        "format": ("--format -f", ("table", "plain", "json", "csv", "csv-excel", "md"), "", None),
        "book": ("--book", "text", "REFERAT_BOOK", None),
        "today": ("--today", "day", "REFERAT_TODAY", None),
    },
    "verify": {
        "meeting": ("", "texts", "", None),
        "everything": ("--all", "flag", "", False),
        "against": ("--against", "text", "", ""),
        "accept": ("", "flag", "", False),
        "yes": ("", "flag", "", False),
        "book": ("--book", "text", "REFERAT_BOOK", None),
        "today": ("--today", "day", "REFERAT_TODAY", None),
        "format": ("--format -f", ("table", "plain", "json", "github"), "", None),
    },
}

# A command, to what completes the value of each option, and all other words (*); nothing for an option without a value.
COMPLETED: dict[str, dict[str, str]] = {
    "actions": {"--group -g": "groups", "--owner -o": "handles", "--meeting -m": "meetings", "--state -s": "states", "--overdue": "", "--no-owner": "", "--no-due": "", "--since": "meetings", "--until": "meetings", "--sort": "sorts", "--all -a": "", "--view": "views", "--fail": ""},
    "followup": {"--group -g": "groups", "--since": "meetings"},
    "add": {"--owner -o": "handles", "--group -g": "groups", "--meeting -m": "meetings", "--dry-run": "", "--no-save": ""},
    "done": {"*": "ids", "--dry-run": "", "--no-save": ""},
    "drop": {"*": "ids", "--group -g": "groups", "--owner -o": "handles", "--meeting -m": "meetings", "--state -s": "states", "--overdue": "", "--no-owner": "", "--no-due": "", "--since": "meetings", "--until": "meetings", "--view": "views", "--yes -y": "", "--dry-run": "", "--no-save": ""},
    "start": {"*": "ids", "--dry-run": "", "--no-save": ""},
    "reopen": {"*": "ids", "--dry-run": "", "--no-save": ""},
    "defer": {"*": "ids", "--group -g": "groups", "--owner -o": "handles", "--meeting -m": "meetings", "--state -s": "states", "--overdue": "", "--no-owner": "", "--no-due": "", "--since": "meetings", "--until": "meetings", "--view": "views", "--yes -y": "", "--dry-run": "", "--no-save": ""},
    "remind": {"--owner -o": "handles", "--group -g": "groups", "--late": "", "--send": "", "--again": "handles", "--dry-run": ""},
    "assign": {"*": "ids_and_handles", "--group -g": "groups", "--owner -o": "handles", "--meeting -m": "meetings", "--state -s": "states", "--overdue": "", "--no-owner": "", "--no-due": "", "--since": "meetings", "--until": "meetings", "--view": "views", "--yes -y": "", "--dry-run": "", "--no-save": ""},
    "show": {"*": "anything"},
    "report": {"--group -g": "groups", "--public": "", "--force": ""},
    "export": {"*": "anything", "--all -a": "", "--group -g": "groups", "--owner -o": "handles", "--overdue": "", "--public": "", "--force": ""},
    "calendar": {"--group -g": "groups", "--person -p": "handles", "--force": "", "--dry-run": ""},
    "site": {"--public": "", "--group -g": "groups", "--watch": "", "--dry-run": ""},
    "search": {"--group -g": "groups", "--since": "meetings"},
    "meetings": {"--group -g": "groups", "--since": "meetings", "--until": "meetings"},
    "decisions": {"--group -g": "groups", "--since": "meetings", "--until": "meetings", "--meeting -m": "meetings"},
    "people": {"--group -g": "groups", "--dry-run": "", "--no-save": ""},
    "import": {"--group -g": "groups", "--review": "", "--people": "", "--tasks": "", "--dry-run": ""},
    "attend": {"--present": "handles", "--absent": "handles", "--dry-run": "", "--no-save": ""},
    "edit": {"*": "pages"},
    "notice": {"--send": "", "--again": "handles", "--dry-run": "", "--no-save": ""},
    "approve": {"--in": "meetings", "--as-amended": "", "--dry-run": "", "--no-save": ""},
    "correct": {"--in": "meetings", "--dry-run": "", "--no-save": ""},
}
