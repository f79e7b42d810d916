"""Whether a mail came from where it says, by the word of a server that the user believes (RFC 8601)."""

import re
from collections.abc import Collection

_COMMENT = re.compile(r"\([^()]*\)")
_DMARC = re.compile(r"\s*dmarc\s*=\s*pass\b(?P<more>.*)", re.IGNORECASE)
_DKIM = re.compile(r"\s*dkim\s*=\s*pass\b(?P<more>.*)", re.IGNORECASE)
_FROM = re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE)
_SIGNED = re.compile(r"\bheader\.(?:d|i)\s*=\s*@?([^\s;]+)", re.IGNORECASE)


def is_checked(results: str, sender: str, believed: Collection[str]) -> bool:
    """Whether the Authentication-Results that was put on last is of a server that is believed, and says that the sender's own domain sent the mail.

    Such a server takes away headers that claim to be its own; that is what it is believed for.
    """
    server, _, told = _COMMENT.sub("", results).partition(";")
    name = server.split()[:1]
    if not name or name[0].casefold() not in {one.casefold() for one in believed}:
        return False
    domain = sender.rpartition("@")[2].casefold()
    return bool(domain) and any(_says(method, domain) for method in told.split(";"))


def _says(method: str, domain: str) -> bool:
    if match := _DMARC.match(method):
        return _domains(_FROM, match["more"]) == {domain}
    if match := _DKIM.match(method):
        return _domains(_SIGNED, match["more"]) == {domain}
    return False


def _domains(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.strip('"').rpartition("@")[2].casefold() for found in pattern.findall(text)}
