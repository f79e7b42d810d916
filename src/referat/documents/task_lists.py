"""Task lists of other tools: todo.txt, Taskwarrior's JSON, Obsidian Tasks and org; each task with what its format states and nothing more."""

import json
import re

from referat.documents.block import MOST_LINES, Block, Claim, Content
from referat.documents.days import make
from referat.documents.errors import UnreadableDocument
from referat.documents.text import LONGEST_READ, first_lines, split_lines
from referat.languages.mark import N_

_DAY = r"\d{4}-\d{2}-\d{2}"
_TODO = re.compile(rf"^(?P<done>x\s+)?(?:\((?P<priority>[A-Z])\)\s+)?(?P<dates>(?:{_DAY}\s+){{0,2}})(?P<text>\S.*)$")
_TODO_SIGN = re.compile(rf"^(?:x\s+{_DAY}\s|\([A-Z]\)\s|{_DAY}\s+\S)|(?<!\S)(?:\+[^\W\d_]\S*|due:{_DAY}|@[^\W\d_]\S*)(?!\S)")
_ORG = re.compile(r"^\*+\s+(?P<state>[A-ZÅÄÖÆØ]{3,})\s+(?:\[#[A-Z]\]\s+)?(?P<text>.*?)(?:\s+:(?P<tags>[\w@:]+):)?\s*$")
_ORG_STATES = {
    "TODO": "open",
    "NEXT": "open",
    "WAITING": "open",
    "WAIT": "open",
    "STARTED": "open",
    "DONE": "done",
    "CANCELLED": "done",
    "CANCELED": "done",
}
_OBSIDIAN = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+\[(?P<state>.)\]\s+(?P<text>.*)$")
_OBSIDIAN_SIGN = re.compile(f"(?:📅|⏳|🛫|➕|✅|❌|🔁|⏫|🔼|🔽)\\s*(?:{_DAY})?|\\[(?:due|scheduled|completion)::\\s*{_DAY}\\]")


def _words(text: str, sign: str) -> tuple[tuple[str, ...], str]:
    """The words that begin with a sign ("@kari", "+kraft"), and the text without them."""
    found = tuple(re.findall(rf"(?<!\S)\{sign}([^\W\d_][\w.-]*)", text))
    return found, " ".join(re.sub(rf"(?<!\S)\{sign}[^\W\d_][\w.-]*", "", text).split())


def _known_day(text: str) -> str | None:
    parts = [int(part) for part in text.split("-")]
    found = make(*parts) if len(parts) == 3 else None
    return found.isoformat() if found else None


def takes_todo(text: str, name: str) -> bool:
    lines = [line for line in first_lines(text, 200) if line.strip()]
    if not lines:
        return False
    if name.casefold() in ("todo.txt", "done.txt"):
        return True
    signs = sum(bool(_TODO_SIGN.search(line)) for line in lines)
    starts = sum(bool(re.match(rf"^(?:x\s+{_DAY}|\([A-Z]\)\s|{_DAY}\s)", line)) for line in lines)
    return signs >= len(lines) * 0.8 and starts >= max(1, len(lines) * 0.3)


def read_todo(text: str, name: str) -> Content:
    lines = split_lines(text, name)
    actions = []
    for number, line in enumerate(lines, 1):
        found = _TODO.match(line.strip()[:LONGEST_READ])
        if not found:
            continue
        owners, words = _words(found["text"], "@")
        groups, words = _words(words, "+")
        due = re.search(rf"(?<!\S)due:(?P<day>{_DAY})(?!\S)", words)
        words = " ".join(re.sub(r"(?<!\S)(?:due|rec|t|pri):\S+", "", words).split())
        actions.append(_action(owners, words, number, _known_day(due["day"]) if due else None, groups, bool(found["done"])))
    return _tasks(lines, actions)


def _action(owners: tuple[str, ...], text: str, number: int, due: str | None, groups: tuple[str, ...], done: bool) -> Claim:
    return Claim("task", text, number, owners, due or "", done, groups[0] if groups else "")


def _tasks(lines: tuple[str, ...], claims: list[Claim]) -> Content:
    return Content(tuple(Block("text", line.strip(), line, place=at) for at, line in enumerate(lines, 1)), "tasks", tuple(claims))


def takes_taskwarrior(text: str, _name: str) -> bool:
    start = text.lstrip()[:1]
    return start in ("[", "{") and '"description"' in text[:20_000] and ('"status"' in text or '"uuid"' in text)


def read_taskwarrior(text: str, name: str) -> Content:
    """The list that `task export` prints; "assignee" or "owner" fields name the owner."""
    try:
        tasks = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line.strip().rstrip(",")) for line in text.splitlines() if line.strip().startswith("{")]
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(name=name, reason=N_("its inner structure is broken")) from error
    lines: list[str] = []
    actions = []
    for task in tasks[:MOST_LINES]:
        if not isinstance(task, dict) or not isinstance(task.get("description"), str) or task.get("status") in ("deleted", "recurring"):
            continue
        owner = next((str(task[key]) for key in ("assignee", "assigned", "owner", "delegate") if task.get(key)), "")
        found = re.match(r"(\d{4})(\d{2})(\d{2})T", str(task.get("due", "")))
        due = _known_day("-".join(found.groups())) if found else None
        project = str(task.get("project") or "")
        notes = [note.get("description") for note in task.get("annotations") or () if isinstance(note, dict)]
        tags = task.get("tags") if isinstance(task.get("tags"), list) else []
        said = [task["description"], owner, project, due or "", *map(str, tags or ()), *notes]
        line = " ".join(" ".join(part.split()) for part in said if isinstance(part, str) and part.strip())
        lines.append(line)
        actions.append(
            _action(
                (owner,) if owner else (),
                " ".join(task["description"].split()),
                len(lines),
                due,
                (project,) if project else (),
                task.get("status") == "completed",
            )
        )
    return _tasks(tuple(lines), actions)


def takes_org(text: str, name: str) -> bool:
    states = sum(bool((found := _ORG.match(line)) and found["state"] in _ORG_STATES) for line in first_lines(text, 400))
    return states > 0 and (name.casefold().endswith(".org") or states >= 2)


def read_org(text: str, name: str) -> Content:
    lines = split_lines(text, name)
    actions: list[Claim] = []
    for number, line in enumerate(lines, 1):
        found = _ORG.match(line[:LONGEST_READ])
        if found and found["state"] in _ORG_STATES:
            tags = [tag for tag in (found["tags"] or "").split(":") if tag]
            owners = tuple(tag.lstrip("@") for tag in tags if tag.startswith("@"))
            following = lines[number] if number < len(lines) else ""
            deadline = re.search(rf"DEADLINE:\s*<(?P<day>{_DAY})", f"{line} {following}")
            groups = tuple(tag for tag in tags if not tag.startswith("@"))
            words = re.sub(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[][^>\]]*[>\]]", "", found["text"])
            actions.append(
                _action(
                    owners,
                    words,
                    number,
                    _known_day(deadline["day"]) if deadline else None,
                    groups,
                    _ORG_STATES[found["state"]] == "done",
                )
            )
    return _tasks(lines, actions)


def takes_obsidian(text: str, _name: str) -> bool:
    """Only a file that is mostly tasks; minutes that hold some are read as minutes."""
    lines = [line for line in first_lines(text, 400) if line.strip()]
    boxes = [line for line in lines if _OBSIDIAN.match(line)]
    return len(boxes) >= max(2, len(lines) * 0.6) and any(_OBSIDIAN_SIGN.search(line) for line in boxes)


def read_obsidian(text: str, name: str) -> Content:
    lines = split_lines(text, name)
    actions = []
    for number, line in enumerate(lines, 1):
        found = _OBSIDIAN.match(line[:LONGEST_READ])
        if not found:
            continue
        due = re.search(rf"(?:📅\s*|\[due::\s*)(?P<day>{_DAY})", found["text"])
        words = " ".join(_OBSIDIAN_SIGN.sub("", found["text"]).split())
        owners, words = _words(words, "@")
        tags, words = _words(words, "#")
        actions.append(
            _action(
                owners,
                words,
                number,
                _known_day(due["day"]) if due else None,
                tuple(tag for tag in tags if tag != "task"),
                found["state"] in "xX-",
            )
        )
    return _tasks(lines, actions)
