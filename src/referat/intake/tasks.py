"""Tasks: who takes on what in so many words, in a sentence, at a label, in a list, a box or a table; the rest are suggestions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from referat.documents.block import Claim
from referat.intake.due import FoundDue, read_due
from referat.intake.labels import BODY, read_label
from referat.intake.names import Roster
from referat.intake.offices import quoted
from referat.intake.passages import Passage
from referat.intake.result import RECORDING, Evidence, FoundAction
from referat.intake.task_clauses import clause_starts, clause_text, is_doubtful, is_passive_task, verb_after
from referat.intake.task_owners import TaskContext, TaskOwners, owners_at
from referat.intake.titles import sentences
from referat.languages.lexicon import phrases, tokens, word_set

_CODE = re.compile(r"^(?P<word>[A-Z]{2,8})[-# ]?\d{1,4}(?=\s*[:.)])")
_OWNER_END = re.compile(r"(?:\s[-–—]\s*|\s*\(|\s*\[|\s*@|\t)(?P<who>[^()\[\]\t–—@]{2,60}?)\s*[)\]]?\.?$")
_DATE_ASIDE = re.compile(r"\s*[(\[](?P<due>[^()\[\]]{3,60})[)\]]\.?$")
_CAPITAL = re.compile(r"@?[A-ZÆØÅÄÖ][\w'’.-]*")
_SUGGESTED = 0.5


@dataclass(slots=True)
class FoundTasks:
    """What was found: tasks that somebody takes on, and what may be one."""

    actions: list[FoundAction]
    suggestions: list[FoundAction]


def find_tasks(passages: Sequence[Passage], roster: Roster, meeting: date | None, claims: Sequence[Claim], machine: str = "") -> FoundTasks:
    """Every task of the text, in its order."""
    found = FoundTasks([], [])
    context = TaskContext(roster, meeting)
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
    if machine == RECORDING:
        found.suggestions, found.actions = [*found.actions, *found.suggestions], []
    return found


def _claimed(claims: Sequence[Claim], context: TaskContext, found: FoundTasks) -> None:
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


# ---------------------------------------------------------------- sentences


def _from_sentences(passage: Passage, context: TaskContext, found: FoundTasks) -> None:
    text = passage.text
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        if len(sentence) > 900 or len(sentence) < 6:
            continue
        for action, explicit in _in_sentence(sentence, passage, context):
            (found.actions if explicit else found.suggestions).append(action)


def _in_sentence(sentence: str, passage: Passage, context: TaskContext) -> Iterator[tuple[FoundAction, bool]]:
    """Each clause in which somebody who is named takes something on."""
    clauses: list[tuple[int, TaskOwners, int, str]] = []  # where it begins, who, where the verb begins, how
    at = 0
    for begins in clause_starts(sentence):
        if begins < at:
            continue
        owners = owners_at(sentence, begins, context)
        if owners is None:
            continue
        verb = verb_after(sentence, owners.end, passage)
        if verb is None:
            continue
        clauses.append((begins, owners, verb[0], verb[1]))
        at = owners.end
    if not clauses:
        yield from _given(sentence, passage, context) or _turned_around(sentence, passage, context)
        return
    for number, (begins, owners, verb_at, how) in enumerate(clauses):
        stop = clauses[number + 1][0] if number + 1 < len(clauses) else len(sentence)
        words = clause_text(sentence[verb_at:stop])
        if not words or len(words) < 3:
            continue
        due = read_due(words, context.meeting) or (read_due(sentence[:begins], context.meeting) if begins and number == 0 else None)
        doubtful = is_doubtful(sentence, begins, verb_at)
        explicit = how == "task" or (how == "weak" and due is not None) or (how == "unknown" and due is not None and not owners.body)
        if how == "unknown" and due is None:
            continue
        own_body = owners.body and any(name.casefold() in word_set("own_bodies") for name in owners.names)
        explicit = explicit and owners.known and not owners.everyone and not doubtful and not (own_body and due is None)
        confidence = 0.85 if explicit and how == "task" else 0.6 if explicit else 0.4
        yield _action(owners.names, words, passage, sentence, due, confidence, "sentence"), explicit


def _given(sentence: str, passage: Passage, context: TaskContext) -> list[tuple[FoundAction, bool]]:
    """“Styret ber Kari om å ringe”, “Nämnden ger Per i uppdrag att svara”, “Plakat lages av Turi”: the one who is to do it is no subject."""
    found = tokens(sentence)
    for at in range(1, len(found)):
        end = found[at][2]
        if not sentence[end : end + 1].isspace() or found[at][0] not in word_set("assigns", "agents"):
            continue
        owners = owners_at(sentence, end + 1, context)
        if owners is None or not owners.known or owners.everyone:
            continue
        after = next((index for index, one in enumerate(found) if one[1] >= owners.end), len(found))
        due = read_due(sentence, context.meeting)
        if found[at][0] in word_set("agents"):
            if owners.body:
                continue
            words = sentence if any(is_passive_task(word) for word, _, _ in found[max(0, at - 3) : at]) else ""
        else:
            hit = phrases("assigned_to").at(found, after)
            words = sentence[found[after + hit[0]][1] :] if hit and after + hit[0] < len(found) else ""
        if len(words) > 2:
            doubtful = is_doubtful(sentence, found[0][1], end) or any(word in word_set("maybes") for word, _, _ in found[:at])
            return [(_action(owners.names, clause_text(words), passage, sentence, due, 0.4 if doubtful else 0.8, "sentence"), not doubtful)]
    return []


def _turned_around(sentence: str, passage: Passage, context: TaskContext) -> Iterator[tuple[FoundAction, bool]]:
    """“I mai sender Kari ut brevet”: the verb before the one who does it."""
    found = tokens(sentence)
    for at in range(1, min(8, len(found))):
        hit = phrases("tasks").at(found, at)
        if hit is None or at + hit[0] > len(found):
            continue
        end = found[at + hit[0] - 1][2]
        if not sentence[end : end + 1].isspace():
            continue
        owners = owners_at(sentence, end + 1, context)
        if owners is None or not owners.known or owners.body or owners.everyone:
            continue
        due = read_due(sentence, context.meeting)
        verb = sentence[found[at][1] : end]
        words = clause_text(f"{verb}{sentence[owners.end :]}")
        explicit = due is not None and not is_doubtful(sentence, found[at][1], end)
        yield _action(owners.names, words, passage, sentence, due, 0.6 if explicit else 0.4, "sentence"), explicit
        return


def _action(
    owners: Sequence[str], text: str, passage: Passage, quote: str, due: FoundDue | None, confidence: float, reason: str, state: str = "open"
) -> FoundAction:
    block = passage.block_of(quote)
    evidence = Evidence(block.place, quoted(block, quote) if passage.single else " ".join(quote.split()), confidence)
    return FoundAction(
        tuple(dict.fromkeys(owners)), text, evidence, due.value if due else None, due.words if due else "", passage.item, None, state, reason
    )


# ---------------------------------------------------------------- labels


def _from_label(passages: Sequence[Passage], index: int, context: TaskContext, found: FoundTasks) -> bool:
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
        case _ if label.rest and _names_only(label.rest, context):
            _put_owner(passages, index, label.rest, context, found)
        case _ if label.rest:
            _from_entry(replace(passage, text=label.rest), context, found, explicit=label.field == "action")
        case _:
            return False
    return True


def _put_due(found: FoundTasks, words: str, passage: Passage, context: TaskContext) -> bool:
    """A deadline on a line of its own is that of the task right above."""
    due = read_due(words, context.meeting, bare=True)
    for listed in (found.actions, found.suggestions):
        if listed and due and listed[-1].due is None and 0 <= passage.block.place - listed[-1].evidence.line <= 4 and listed[-1].item == passage.item:
            listed[-1] = replace(listed[-1], due=due.value, due_words=due.words)
            return True
    return False


def _put_owner(passages: Sequence[Passage], index: int, words: str, context: TaskContext, found: FoundTasks) -> None:
    """“Ansvarlig: Kari” below: for what stands right above."""
    passage = passages[index]
    owners, rest = _owner_words(words, context)
    above = next((one for one in reversed(passages[max(0, index - 4) : index]) if one.row is None and one.item == passage.item), None)
    if not owners or above is None:
        return
    told = [above.text[start:end].strip() for start, end in sentences(above.text)]
    label = read_label(above.text, BODY)
    text = clause_text(label.rest if label and label.colon and label.rest else told[-1] if told else above.text)
    due = read_due(rest, context.meeting, bare=bool(rest.strip(" ,.-–"))) if rest.strip(" ,.-–") else read_due(text, context.meeting)
    if text and not any(action.evidence.line == above.block.place and set(action.owners) & set(owners) for action in found.actions):
        found.actions.append(_action(owners, text, above, told[-1] if told else above.text, due, 0.9, "label"))


def _names_only(words: str, context: TaskContext) -> bool:
    """“Oppfølging: Kari, innen 1. mars”: who and by when, and not what."""
    owners, rest = _owner_words(words, context)
    due = read_due(rest, context.meeting) if rest else None
    return bool(owners) and len(rest.strip(" .,")) <= (len(due.words) + 2 if due else 0)


def _owner_words(words: str, context: TaskContext) -> tuple[tuple[str, ...], str]:
    """The owners that a field names, and what is said after them."""
    owners = owners_at(words.strip(), 0, context, loose=True)
    if owners is None or owners.everyone:
        return (), words
    return owners.names, words.strip()[owners.end :].lstrip(" ,;.-–(")


def _owner_at_end(passage: Passage, context: TaskContext, found: FoundTasks) -> bool:
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
    text = clause_text(told[-1][lead.end() :] if lead else told[-1])
    due = read_due(rest, context.meeting, bare=False) or read_due(text, context.meeting)
    found.actions.append(_action(owners, text, passage, passage.text, due, 0.9, "label"))
    return True


def _lead(passage: Passage, before: str) -> str:
    """A sentence that says that the work is shared out: the lines below it are tasks."""
    if phrases("shared_work").first(passage.text):
        return passage.text
    return before if passage.text.partition(":")[2] and len(passage.text) < 200 else ""


def _shared(passage: Passage, lead: str, context: TaskContext) -> FoundAction | None:
    """“Håndballgruppa: Maler garderobene” below such a sentence."""
    found = re.match(r"^(?P<who>[A-ZÆØÅÄÖ][^:]{1,60}?)\s?:\s*(?P<what>\S.*)$", passage.text) if lead else None
    if found is None:
        return None
    first = tokens(found["what"])
    if not first or not (phrases("tasks", "tasks_infinitive").at(first, 0) or first[0][0].endswith(("r", "e"))):
        return None
    owners = owners_at(found["who"], 0, context, loose=True)
    names = owners.names if owners and owners.end == len(found["who"]) else (found["who"].strip(),)
    due = read_due(found["what"], context.meeting) or read_due(lead, context.meeting, bare=True)
    return _action(names, clause_text(found["what"]), passage, passage.text, due if due and due.value else None, 0.8, "list")


# ---------------------------------------------------------------- lists, boxes, tables


def _from_entry(passage: Passage, context: TaskContext, found: FoundTasks, *, explicit: bool = True) -> None:
    """An entry of a list of tasks: the owner first or last, or none."""
    text = passage.text.strip()
    if not re.search(r"[^\W\d_]{3}", text) or (text.endswith(":") and not passage.block.box):
        return
    state = "done" if passage.block.box == "done" or _is_done(text) else "open"
    owners, words = _entry_owners(text, context)
    due: FoundDue | None = None
    if aside := _DATE_ASIDE.search(words):
        due = read_due(aside["due"], context.meeting, bare=True)
        due = due if due and due.value else None
        words = words[: aside.start()] if due else words
    due = due or read_due(words, context.meeting)
    words = clause_text(_shown(words))
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


def _entry_owners(text: str, context: TaskContext) -> tuple[tuple[str, ...], str]:
    """Who an entry is for, and what is left of its words."""
    start = re.match(r"^[\s@*_]*", text)
    at = start.end() if start else 0
    owners = owners_at(text, at, context, loose=True)
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
        named = owners_at(last["who"], 0, context, loose=True)
        if named and named.end == len(last["who"].strip()) and not named.everyone:
            return named.names, text[: last.start()]
    inner = next(
        (names for begins in clause_starts(text)[1:] if (names := owners_at(text, begins, context)) and verb_after(text, names.end, _PLAIN)), None
    )
    return (inner.names, text) if inner and inner.known and not inner.everyone else ((), text)


_PLAIN = Passage("", (), None, "", None)


def _from_row(passage: Passage, context: TaskContext, found: FoundTasks) -> None:
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
        owners, clause_text(words), Evidence(passage.block.place, passage.block.raw.strip() or passage.block.text, 0.9 if owners else _SUGGESTED),
        due.value if due else None, cell("due") or (due.words if due else ""), passage.item, cell("group") or None, state, "table",
    )  # fmt: skip
    (found.actions if owners else found.suggestions).append(action)
