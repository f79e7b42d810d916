"""Minutes that meeting robots make from a chat (MeetBot, W3C): the same lines, shown to the recognisers without time stamps and nicknames."""

import re
from dataclasses import replace

from referat.documents.block import Content
from referat.documents.text import LONGEST_READ, block_of, first_lines, split_lines

_SAID = re.compile(r"^\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?<(?P<nick>[^<>\s]{1,40})>\s*(?P<text>.*)$")
_NOTED = re.compile(r"\s*\((?:[\w|\[\]`^{}\\-]+,\s+)\d{1,2}:\d{2}:\d{2}\)\s*$")
_LINKED = re.compile(r"\[\d{1,3}\](?=\S)")
_FOOTNOTE = re.compile(r"^\s*\[\d{1,3}\]\s?https?://\S+\s*$")
_NICKNAMES = re.compile(r"\s*(?:(?:Present|Regrets|Attendees):\s*)?(?:[\w|`^-]+,\s*){2,}[\w|`^-]+\s*")
_RECORDED = re.compile(r"\s*\[recorded in(?: https?://\S+\])?\s*$|^\[(?:NEW|DONE|PENDING|DROPPED)\]\s+")
_RULE = re.compile(r"^\s*(?:={3,}|-{3,})\s*$")
_COMMANDS = (
    (re.compile(r"^#action\s+", re.IGNORECASE), "ACTION: "),
    (re.compile(r"^#(?:agreed|agree)\s+", re.IGNORECASE), "AGREED: "),
    (re.compile(r"^#topic\s+", re.IGNORECASE), "## "),
    (re.compile(r"^(?:Sub)?Topic:\s+", re.IGNORECASE), "## "),
    (re.compile(r"^#(?:info|link|idea|help|note|startmeeting|endmeeting|chair|meetingname)\b\s*", re.IGNORECASE), ""),
    (re.compile(r"^(?:PROPOSED\s+)?RESOLUTION:\s+"), "RESOLVED: "),
    (re.compile(r"^Present\+\s*:?\s*", re.IGNORECASE), "Present: "),
    (re.compile(r"^Regrets\+\s*:?\s*", re.IGNORECASE), "Regrets: "),
    (re.compile(r"^scribe(?:nick)?:\s+", re.IGNORECASE), "Scribe: "),
)
_LINES_SAID = re.compile(r"^(?P<lead>\s*[-*]\s+)(?P<name>[\w|`^-]+)\s+\(\d+\)\s*$")
# Talk in a chat is not minutes: only what a command marks, or a robot's summary holds, is shown.
_MARKED = re.compile(
    r"^(?:#\w+|ACTION\b|AGREED\b|RESOLUTION\b|PROPOSED RESOLUTION|(?:Sub)?Topic:|Present\+|Regrets\+|scribe(?:nick)?:)", re.IGNORECASE
)


def takes(text: str, _name: str) -> bool:
    lines = first_lines(text, 2000)
    said = sum(bool(_SAID.match(line)) for line in lines)
    noted = sum(bool(_NOTED.search(line)) for line in lines)
    return said >= 3 or noted >= 2 or ("Summary of Action Items" in text and said > 0) or ("MeetBot" in text and noted > 0)


def read(text: str, name: str) -> Content:
    lines = split_lines(text, name)
    blocks = []
    for place, line in enumerate(lines, 1):
        seen = block_of(_seen(line), place)
        blocks.append(replace(seen, kind="aside" if seen.blank and line.strip() else seen.kind, raw=line))
    return Content(tuple(blocks), "chat")


def _seen(line: str) -> str:
    """What a line of a log says, without who typed it when."""
    if len(line) > LONGEST_READ:
        return line
    if _RULE.match(line):  # what a robot underlines is its own, the topics are not
        return ""
    if _FOOTNOTE.match(line):
        return ""
    line = _LINKED.sub("", line)
    said = _SAID.match(line)
    text = said["text"] if said else line
    text = _RECORDED.sub("", _RECORDED.sub("", text.strip())) if said or text.startswith("[") or "ACTION:" in text else text
    if noted := _NOTED.search(text):
        text = text[: noted.start()]
        topic = re.match(r"^(?P<bullet>[*-])\s+(?P<title>\S.*)$", text)
        if topic and not re.match(r"[A-Z]+:", topic["title"]):
            return f"## {topic['title']}"
    if count := _LINES_SAID.match(text):
        return f"{count['lead']}{count['name'][:1].upper()}{count['name'][1:]}"
    if said and not _MARKED.match(text):
        return ""
    for pattern, instead in _COMMANDS:
        if found := pattern.match(text):
            text = instead + text[found.end() :]
            break
    if _NICKNAMES.fullmatch(text):
        return re.sub(r"(?<![\w|`^-])[a-z]", lambda m: m[0].upper(), text)
    # Nicknames are written small; a task's owner is a name all the same.
    return re.sub(r"^(?P<lead>\s*(?:[-*]\s+)?ACTION:\s+)(?P<nick>[a-z])", lambda m: m["lead"] + m["nick"].upper(), text)
