"""Tasks: who takes on what in so many words, in a sentence, at a label, in a list, a box or a table; the rest are suggestions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from referat.documents.block import Claim
from referat.intake.due import Due, read_due
from referat.intake.facts import quoted
from referat.intake.labels import BODY, read_label
from referat.intake.names import Roster, is_name
from referat.intake.passages import Passage
from referat.intake.result import Evidence, FoundAction
from referat.intake.titles import sentences
from referat.languages.lexicon import alternatives, phrases, tokens, word_set

_CODE = re.compile(r"^(?P<word>[A-Z]{2,8})[-# ]?\d{1,4}(?=\s*[:.)])")
_OWNER_END = re.compile(r"(?:\s[-–—]\s*|\s*\(|\s*\[|\s*@|\t)(?P<who>[^()\[\]\t–—@]{2,60}?)\s*[)\]]?\.?$")
_DATE_ASIDE = re.compile(r"\s*[(\[](?P<due>[^()\[\]]{3,60})[)\]]\.?$")
_CAPITAL = re.compile(r"@?[A-ZÆØÅÄÖ][\w'’.-]*")
_QUESTION = re.compile(r"\?\s*$")
_SUGGESTED = 0.5


@dataclass(frozen=True, slots=True)
class _Context:
    roster: Roster
    meeting: date | None


@dataclass(slots=True)
class Tasks:
    """What was found: tasks that somebody takes on, and what may be one."""

    actions: list[FoundAction]
    suggestions: list[FoundAction]


def find_tasks(passages: Sequence[Passage], roster: Roster, meeting: date | None, claims: Sequence[Claim], machine: str = "") -> Tasks:
    """Every task of the text, in its order."""
    found = Tasks([], [])
    context = _Context(roster, meeting)
    _claimed(claims, context, found)
    lead = ""
    for index, passage in enumerate(passages):
        if passage.row is not None:
            _from_row(passage, context, found)
            continue
        if _from_label(passages, index, context, found):
            continue
        if passage.todo or passage.block.box:
            _from_entry(passage, context, found)
            continue
        if shared := _shared(passage, lead, context):
            found.actions.append(shared)
            continue
        lead = _lead(passage, lead)
        _from_sentences(passage, context, found)
    if machine == "recording":
        found.suggestions, found.actions = [*found.actions, *found.suggestions], []
    return found


def _claimed(claims: Sequence[Claim], context: _Context, found: Tasks) -> None:
    for claim in claims:
        if claim.field != "task" or not claim.value:
            continue
        due = read_due(claim.due, context.meeting, bare=True) if claim.due else None
        owners = tuple(context.roster.resolve(owner.lstrip("@")) for owner in claim.owners)
        evidence = Evidence(claim.place, claim.value, 0.95)
        group = claim.group or None
        action = FoundAction(
            owners, claim.value, evidence, due.value if due else None, claim.due, None, group, "done" if claim.done else "open", "claim"
        )
        (found.actions if owners else found.suggestions).append(action)


# ---------------------------------------------------------------- owners


@dataclass(frozen=True, slots=True)
class _Owners:
    names: tuple[str, ...]
    end: int
    known: bool
    body: bool = False
    everyone: bool = False


def _owners_at(text: str, start: int, context: _Context, *, loose: bool = False) -> _Owners | None:
    """Those named at a place of a text: known people and bodies, joined by "og", commas or strokes. `loose` takes any name."""
    names: list[str] = []
    at, end = start, start
    known, body = True, False
    while True:
        one = _one_owner(text, at, context, loose=loose or bool(names))
        if one is None:
            break
        name, end, is_known, is_body = one
        names.append(name)
        known, body = known and is_known if len(names) == 1 else known, body or is_body
        joined = _joins().match(text, end)
        if not joined or _one_owner(text, joined.end(), context, loose=True) is None or len(names) > 6:
            break
        at = joined.end()
    if not names:
        everyone = phrases("everyone").at(tokens(text[start : start + 60]), 0) if text[start : start + 1].isupper() else None
        if everyone and tokens(text[start : start + 60])[0][1] == 0:
            end = start + tokens(text[start : start + 60])[everyone[0] - 1][2]
            return _Owners((), end, False, everyone=True)
        return None
    return _Owners(tuple(names), end, known, body)


@cache
def _joins() -> re.Pattern[str]:
    words = alternatives(word_set("and"))
    return re.compile(rf"\s*(?:,\s*(?:(?:{words})\s+)?|\s(?:{words}|&)\s+|/|\+)\s*")


def _one_owner(text: str, at: int, context: _Context, *, loose: bool) -> tuple[str, int, bool, bool] | None:
    """The longest name or body at a place: (name, end, known, body)."""
    words: list[tuple[str, int]] = []
    position = at
    while len(words) < 5 and (found := re.compile(r"@?[^\W_][\w'’-]*(?:\.(?=\s[A-ZÆØÅÄÖ]))?").match(text, position)):
        words.append((found.group(), found.end()))
        gap = re.compile(r"[ \u00a0]+").match(text, found.end())
        if not gap:
            break
        position = gap.end()
    if not words:
        return None
    if words[0][0].casefold().rstrip(".") in word_set("styles") and len(words) > 1 and words[1][0][:1].isupper():
        one = _one_owner(text, text.index(words[1][0], words[0][1]), context, loose=loose)
        return (one[0], one[1], one[2], one[3]) if one else None
    for count in range(len(words), 0, -1):
        written = " ".join(word for word, _ in words[:count]).lstrip("@")
        end = words[count - 1][1]
        if context.roster.knows(written) or (words[0][0].startswith("@") and context.roster.knows(written.title())):
            return context.roster.resolve(written), end, True, False
        if context.roster.is_body(written) and (count > 1 or len(written) > 1):
            return written, end, True, True
        if written[:1].isupper() and (near := context.roster.near(written)):
            del near
            return written, end, True, False
    if not loose or not words[0][0].lstrip("@")[:1].isupper():
        return None
    count = 1
    while count < len(words) and words[count][0][:1].isupper():
        count += 1
    written = " ".join(word for word, _ in words[:count]).lstrip("@")
    if not is_name(written) and not (written.isupper() and 2 <= len(written) <= 4):
        return None
    return written, words[count - 1][1], False, False


# ---------------------------------------------------------------- sentences


def _from_sentences(passage: Passage, context: _Context, found: Tasks) -> None:
    text = passage.text
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        if len(sentence) > 900 or len(sentence) < 6:
            continue
        for action, explicit in _in_sentence(sentence, passage, context):
            (found.actions if explicit else found.suggestions).append(action)


def _in_sentence(sentence: str, passage: Passage, context: _Context) -> Iterator[tuple[FoundAction, bool]]:
    """Each clause in which somebody who is named takes something on."""
    clauses: list[tuple[int, _Owners, int, str]] = []  # where it begins, who, where the verb begins, how
    at = 0
    for begins in _clause_starts(sentence):
        if begins < at:
            continue
        owners = _owners_at(sentence, begins, context)
        if owners is None:
            continue
        verb = _verb_after(sentence, owners.end, passage)
        if verb is None:
            continue
        clauses.append((begins, owners, verb[0], verb[1]))
        at = owners.end
    if not clauses:
        yield from _turned_around(sentence, passage, context)
        return
    for number, (begins, owners, verb_at, how) in enumerate(clauses):
        stop = clauses[number + 1][0] if number + 1 < len(clauses) else len(sentence)
        words = _clause_text(sentence[verb_at:stop])
        if not words or len(words) < 3:
            continue
        due = read_due(words, context.meeting) or (read_due(sentence[:begins], context.meeting) if begins and number == 0 else None)
        doubtful = _doubtful(sentence, begins, verb_at)
        explicit = how == "task" or (how == "weak" and due is not None) or (how == "unknown" and due is not None and not owners.body)
        if how == "unknown" and due is None:
            continue
        own_body = owners.body and any(name.casefold() in word_set("own_bodies") for name in owners.names)
        explicit = explicit and owners.known and not owners.everyone and not doubtful and not (own_body and due is None)
        confidence = 0.85 if explicit and how == "task" else 0.6 if explicit else 0.4
        yield _action(owners.names, words, passage, sentence, due, confidence, "sentence"), explicit


def _clause_starts(sentence: str) -> list[int]:
    """Where a subject may stand: at the beginning, after a sign, after "og", "at", "men"."""
    starts = [0]
    starts += [found.end() for found in re.finditer(r"(?:[;:,(]|\s[-–—]|[-–—](?=[A-ZÆØÅÄÖ]))\s*", sentence)]
    starts += [end + 1 for word, _, end in tokens(sentence) if word in word_set("clause_starts")]
    return sorted({start for start in starts if start < len(sentence)})


def _verb_after(sentence: str, end: int, passage: Passage) -> tuple[int, str] | None:
    """Where the verb after a subject begins, and what it tells: task, weak, maybe or unknown."""
    rest = sentence[end:]
    found = tokens(rest)
    sign = rest[: found[0][1]].strip(" ,") if found else "none"
    if sign not in ("", ":", "–", "-"):
        return None
    at = next((index for index, one in enumerate(found[:3]) if one[0] not in word_set("adverbs")), len(found))
    if at >= len(found) or (sign and rest[found[at][1]].islower() and passage.language_en):
        return None
    told = _told_by(found, at)
    return (end + found[told[0]][1], told[1]) if told else None


def _told_by(found: Sequence[tuple[str, int, int]], at: int) -> tuple[int, str] | None:
    """Which word of a clause its verb is, and what it tells."""
    if phrases("takes_on", "promises").at(found, at):
        return at, "task"
    if hit := phrases("wishes").at(found, at):
        return _announced(found, at, at + hit[0])
    if hit := phrases("tasks").at(found, at):
        negated = at + hit[0] < len(found) and found[at + hit[0]][0] in word_set("not_words")
        return None if negated else (at, "task")
    if phrases("maybes").at(found, at):
        verb = next((index for index in range(at + 1, min(at + 4, len(found))) if phrases("tasks_infinitive").at(found, index)), None)
        return (verb, "maybe") if verb else None
    if phrases("tasks_weak").at(found, at):
        return at, "weak"
    word = found[at][0]
    return (at, "unknown") if word.endswith("r") and len(word) > 3 and word not in word_set("speech", "finite") else None


def _announced(found: Sequence[tuple[str, int, int]], at: int, after: int) -> tuple[int, str] | None:
    """“Kari skal ringe”, “Piet to draft”: the verb after the one that announces it."""
    while after < len(found) and found[after][0] in word_set("adverbs"):
        after += 1
    if after >= len(found) or found[after][0] in word_set("not_words"):
        return None
    return (after, "task") if phrases("tasks_infinitive").at(found, after) or found[at][0] in word_set("bare_wishes") else (at, "maybe")


def _doubtful(sentence: str, begins: int, verb_at: int) -> bool:
    """A question, a condition, what was told of before."""
    if _QUESTION.search(sentence):
        return True
    before = [word for word, _, end in tokens(sentence[:begins])][-3:]
    after = [word for word, _, _ in tokens(sentence[verb_at : verb_at + 80])][1:3]
    return any(word in word_set("not_tasks") for word in before) or any(word in word_set("not_words") for word in after)


def _turned_around(sentence: str, passage: Passage, context: _Context) -> Iterator[tuple[FoundAction, bool]]:
    """“I mai sender Kari ut brevet”: the verb before the one who does it."""
    found = tokens(sentence)
    for at in range(1, min(8, len(found))):
        hit = phrases("tasks").at(found, at)
        if hit is None or at + hit[0] > len(found):
            continue
        end = found[at + hit[0] - 1][2]
        if not sentence[end : end + 1].isspace():
            continue
        owners = _owners_at(sentence, end + 1, context)
        if owners is None or not owners.known or owners.body or owners.everyone:
            continue
        due = read_due(sentence, context.meeting)
        verb = sentence[found[at][1] : end]
        words = _clause_text(f"{verb}{sentence[owners.end :]}")
        explicit = due is not None and not _doubtful(sentence, found[at][1], end)
        yield _action(owners.names, words, passage, sentence, due, 0.6 if explicit else 0.4, "sentence"), explicit
        return


def _clause_text(text: str) -> str:
    """A clause without the words that lead over to the next one."""
    text = re.sub(rf"[\s,;:–—-]+(?:{'|'.join(sorted(word_set('clause_starts'), key=len, reverse=True))})?[\s,;:–—(-]*$", "", text.strip())
    return " ".join(text.rstrip(" .;,").split())


def _action(
    owners: Sequence[str], text: str, passage: Passage, quote: str, due: Due | None, confidence: float, reason: str, state: str = "open"
) -> FoundAction:
    block = passage.block_of(quote)
    evidence = Evidence(block.place, quoted(block, quote) if passage.single else " ".join(quote.split()), confidence)
    return FoundAction(
        tuple(dict.fromkeys(owners)), text, evidence, due.value if due else None, due.words if due else "", passage.item, None, state, reason
    )


# ---------------------------------------------------------------- labels


def _from_label(passages: Sequence[Passage], index: int, context: _Context, found: Tasks) -> bool:
    """A line that begins with a label of a task, its owner or its deadline. Whether it was one."""
    passage = passages[index]
    text = _CODE.sub(lambda code: code["word"], passage.text)
    label = read_label(text, BODY)
    if label is None or not (label.colon or (label.alone and label.parted)) or label.field not in ("owner", "due", "action", "todo", "todo_loose"):
        return _owner_at_end(passage, context, found)
    if label.field in ("owner", "due") and not label.rest:
        return False
    match label.field:
        case "due":
            return _put_due(found, label.rest, passage, context)
        case "owner":
            _put_owner(passages, index, label.rest, context, found)
        case _ if label.rest:
            _from_entry(replace(passage, text=label.rest), context, found, explicit=label.field == "action")
        case _:
            return False
    return True


def _put_due(found: Tasks, words: str, passage: Passage, context: _Context) -> bool:
    """A deadline on a line of its own is that of the task right above."""
    due = read_due(words, context.meeting, bare=True)
    for listed in (found.actions, found.suggestions):
        if listed and due and listed[-1].due is None and 0 <= passage.block.place - listed[-1].evidence.line <= 4 and listed[-1].item == passage.item:
            listed[-1] = replace(listed[-1], due=due.value, due_words=due.words)
            return True
    return False


def _put_owner(passages: Sequence[Passage], index: int, words: str, context: _Context, found: Tasks) -> None:
    """“Ansvarlig: Kari” below: for what stands right above."""
    passage = passages[index]
    owners, rest = _owner_words(words, context)
    above = next((one for one in reversed(passages[max(0, index - 4) : index]) if one.row is None and one.item == passage.item), None)
    if not owners or above is None:
        return
    told = [above.text[start:end].strip() for start, end in sentences(above.text)]
    label = read_label(above.text, BODY)
    text = _clause_text(label.rest if label and label.colon and label.rest else told[-1] if told else above.text)
    due = read_due(rest, context.meeting, bare=bool(rest.strip(" ,.-–"))) if rest.strip(" ,.-–") else read_due(text, context.meeting)
    if text and not any(action.evidence.line == above.block.place and set(action.owners) & set(owners) for action in found.actions):
        found.actions.append(_action(owners, text, above, told[-1] if told else above.text, due, 0.9, "label"))


def _owner_words(words: str, context: _Context) -> tuple[tuple[str, ...], str]:
    """The owners that a field names, and what is said after them."""
    owners = _owners_at(words.strip(), 0, context, loose=True)
    if owners is None or owners.everyone:
        return (), words
    return owners.names, words.strip()[owners.end :].lstrip(" ,;.-–(")


def _owner_at_end(passage: Passage, context: _Context, found: Tasks) -> bool:
    """“Kaffe kjøpes inn. Ansvar: Tonje”: the owner after what is to be done, on one line."""
    hit = next((one for one in phrases("labels.owner").all(passage.text) if re.match(r"\s*:", passage.text[one[1] :]) and one[0] > 3), None)
    if hit is None:
        return False
    owners, rest = _owner_words(passage.text[hit[1] :].lstrip(" :"), context)
    before = passage.text[: hit[0]].strip(" (–-[")
    told = [before[start:end].strip() for start, end in sentences(before)]
    if not owners or not told:
        return False
    if len(told) > 1:
        _from_sentences(replace(passage, text=" ".join(told[:-1])), context, found)
    lead = re.match(r"^[A-ZÆØÅÄÖ][\w ]{2,20}:\s+(?=\S)", told[-1])
    text = _clause_text(told[-1][lead.end() :] if lead else told[-1])
    due = read_due(rest, context.meeting, bare=False) or read_due(text, context.meeting)
    found.actions.append(_action(owners, text, passage, passage.text, due, 0.9, "label"))
    return True


def _lead(passage: Passage, before: str) -> str:
    """A sentence that says that the work is shared out: the lines below it are tasks."""
    if phrases("shared_work").first(passage.text):
        return passage.text
    return before if passage.text.partition(":")[2] and len(passage.text) < 200 else ""


def _shared(passage: Passage, lead: str, context: _Context) -> FoundAction | None:
    """“Håndballgruppa: Maler garderobene” below such a sentence."""
    found = re.match(r"^(?P<who>[A-ZÆØÅÄÖ][^:]{1,60}?)\s?:\s*(?P<what>\S.*)$", passage.text) if lead else None
    if found is None:
        return None
    first = tokens(found["what"])
    if not first or not (phrases("tasks", "tasks_infinitive").at(first, 0) or first[0][0].endswith(("r", "e"))):
        return None
    owners = _owners_at(found["who"], 0, context, loose=True)
    names = owners.names if owners and owners.end == len(found["who"]) else (found["who"].strip(),)
    due = read_due(found["what"], context.meeting) or read_due(lead, context.meeting, bare=True)
    return _action(names, _clause_text(found["what"]), passage, passage.text, due if due and due.value else None, 0.8, "list")


# ---------------------------------------------------------------- lists, boxes, tables


def _from_entry(passage: Passage, context: _Context, found: Tasks, *, explicit: bool = True) -> None:
    """An entry of a list of tasks: the owner first or last, or none."""
    text = passage.text.strip()
    if not re.search(r"[^\W\d_]{3}", text) or (text.endswith(":") and not passage.block.box):
        return
    state = "done" if passage.block.box == "done" or _is_done(text) else "open"
    owners, words = _entry_owners(text, context)
    due: Due | None = None
    if aside := _DATE_ASIDE.search(words):
        due = read_due(aside["due"], context.meeting, bare=True)
        due = due if due and due.value else None
        words = words[: aside.start()] if due else words
    due = due or read_due(words, context.meeting)
    words = _clause_text(_shown(words))
    if len(words) < 3:
        return
    known = bool(owners) and (explicit or any(context.roster.knows(name) or context.roster.is_body(name) for name in owners))
    old = passage.todo == "todo_old"
    action = _action(owners, words, passage, text, due, 0.9 if known else _SUGGESTED, "box" if passage.block.box else "list", state)
    (found.actions if known and not (old and state == "open" and not passage.block.box) else found.suggestions).append(action)


def _shown(words: str) -> str:
    return re.sub(r"^\W+(?=\w)", "", words)


def _is_done(text: str) -> bool:
    last = re.split(r"[.:–—-]\s", text)[-1].strip(" .!()").casefold()
    return last in word_set("done")


def _entry_owners(text: str, context: _Context) -> tuple[tuple[str, ...], str]:
    """Who an entry is for, and what is left of its words."""
    start = re.match(r"^[\s@*_]*", text)
    at = start.end() if start else 0
    owners = _owners_at(text, at, context, loose=True)
    if owners and not owners.everyone:
        rest = text[owners.end :]
        if sign := re.match(r"^\**\s*(?:\([^)]{1,30}\)\s*)?(?:[:–—]|\s-|->|→|\t)\s*", rest):
            return owners.names, rest[sign.end() :]
        found = tokens(rest)
        if found and rest[: found[0][1]].strip(" ,*_") == "":
            if hit := phrases("wishes", "promises").at(found, 0):
                return owners.names, rest[found[hit[0]][1] :] if hit[0] < len(found) else ""
            verb = phrases("tasks", "tasks_weak", "tasks_infinitive", "takes_on").at(found, 0)
            if verb or (owners.known and found[0][0].endswith("r") and found[0][0] not in word_set("speech")):
                return owners.names, rest[found[0][1] :]
    if last := _OWNER_END.search(text):
        named = _owners_at(last["who"], 0, context, loose=True)
        if named and named.end == len(last["who"].strip()) and not named.everyone:
            return named.names, text[: last.start()]
    inner = next(
        (names for begins in _clause_starts(text)[1:] if (names := _owners_at(text, begins, context)) and _verb_after(text, names.end, _PLAIN)), None
    )
    return (inner.names, text) if inner and inner.known and not inner.everyone else ((), text)


_PLAIN = Passage("", (), None, "", None)


def _from_row(passage: Passage, context: _Context, found: Tasks) -> None:
    """A row of a table with a column for who is to do it."""
    row = passage.row or {}
    cells = passage.block.cells

    def cell(name: str) -> str:
        return cells[row[name]].strip() if name in row and row[name] < len(cells) else ""

    words = cell("task") or cell("text") or cell("subject")
    owners, _ = _owner_words(cell("owner"), context) if cell("owner") else ((), "")
    if "task" not in row:
        _from_sentences(replace(passage, text=cell("text")), context, found)
        told = [one for one in found.actions if one.evidence.line == passage.block.place and set(one.owners) & set(owners)]
        if told or not owners:
            due = read_due(cell("due"), context.meeting, bare=True) if cell("due") else None
            for one in told if due and due.value else ():
                found.actions[found.actions.index(one)] = replace(
                    one, due=one.due or (due.value if due else None), due_words=one.due_words or (due.words if due else "")
                )
            return
        words = (sentences(cell("text")) and cell("text")[slice(*sentences(cell("text"))[-1])]) or words
    if len(words) < 3:
        return
    due = read_due(cell("due"), context.meeting, bare=True) if cell("due") else read_due(words, context.meeting)
    status = cell("status").casefold().strip(" .")
    state = "done" if status in word_set("done") or passage.block.box == "done" else "open"
    action = FoundAction(
        owners, _clause_text(words), Evidence(passage.block.place, passage.block.raw.strip() or passage.block.text, 0.9 if owners else _SUGGESTED),
        due.value if due else None, cell("due") or (due.words if due else ""), passage.item, cell("group") or None, state, "table",
    )  # fmt: skip
    (found.actions if owners else found.suggestions).append(action)
