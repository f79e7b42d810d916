"""Front matter at the head of a Markdown file: what a person or a note taker states of the meeting, each value as a claim."""

from collections.abc import Iterator, Sequence

from referat.documents.block import Claim
from referat.format.header import compose, plain
from referat.format.nodes import HeaderError

MOST_LINES = 400
MOST_CHARACTERS = 40_000
# key -> what it is a claim for
_FIELDS = {
    **dict.fromkeys(("title", "tittel", "titel", "subject", "meeting", "name"), "title"),
    **dict.fromkeys(("date", "dato", "datum", "meeting_date", "meetingdate", "day", "start", "start_time", "created"), "date"),
    **dict.fromkeys(("place", "sted", "stad", "plats", "location", "venue", "where"), "place"),
    **dict.fromkeys(("attendees", "participants", "present", "deltakere", "deltagere", "deltagare", "deltakarar", "people", "tilstede"), "present"),
    **dict.fromkeys(("absent", "regrets", "apologies", "forfall", "afbud", "fravær"), "absent"),
    **dict.fromkeys(("chair", "facilitator", "møteleder", "møteleiar", "ordförande", "mødeleder", "ordstyrer", "host"), "chair"),
    **dict.fromkeys(("secretary", "scribe", "referent", "sekreterare", "note_taker", "notetaker"), "secretary"),
    **dict.fromkeys(("action_items", "actions", "action-items", "actionitems", "tasks", "todos", "oppgaver", "next_steps", "aksjonspunkter"), "task"),
    **dict.fromkeys(("decisions", "vedtak", "beslut", "beslutninger"), "decision"),
    **dict.fromkeys(("next_meeting", "neste_møte", "next"), "next"),
    **dict.fromkeys(("source", "generator", "tool", "recorded_by", "generated_by", "transcript", "ai", "model"), "machine"),
}
_TEXT = ("text", "task", "action", "title", "description", "what", "item", "oppgave", "hva", "content")
_OWNER = ("owner", "owners", "assignee", "assignees", "responsible", "who", "ansvarlig", "person", "name")
_DUE = ("due", "due_date", "deadline", "by", "frist", "when")
_STATE = ("done", "completed", "status", "state")
_DONE = frozenset({"done", "completed", "complete", "closed", "true", "ferdig", "utført"})


def front_matter(lines: Sequence[str]) -> tuple[int, tuple[Claim, ...], str]:
    """How many lines it takes, what it claims, and which machine wrote the file, if it says so."""
    first = next((index for index, line in enumerate(lines[:3]) if line.strip()), None)
    if first is None or lines[first].strip() != "---":
        return 0, (), ""
    end = next((index for index in range(first + 1, min(first + MOST_LINES, len(lines))) if lines[index].strip() in ("---", "...")), None)
    if end is None or not any(":" in line for line in lines[first:end]):
        return 0, (), ""
    text = "\n".join(lines[first + 1 : end])
    found = _loaded(text) if len(text) < MOST_CHARACTERS else None
    if not isinstance(found, dict):
        return end + 1, (), ""
    claims: list[Claim] = []
    machine = ""
    for key, value in found.items():
        field = _FIELDS.get(str(key).casefold().replace(" ", "_"), "")
        place = next((at + 1 for at in range(first, end) if lines[at].lstrip("\"' ").startswith(str(key))), first + 1)
        if field == "machine":
            machine = machine or str(value)[:80]
        elif field:
            claims += _claims(field, value, place)
    tasks = [claim for claim in claims if claim.field == "task"]
    placed = [_placed(claim, lines, first, end) for claim in claims]
    return end + 1, tuple(placed), machine or ("front matter" if tasks else "")


def _placed(claim: Claim, lines: Sequence[str], first: int, end: int) -> Claim:
    """A claim at the line that says its words."""
    at = next((index + 1 for index in range(first, end) if claim.value and claim.value in lines[index]), claim.place)
    return Claim(claim.field, claim.value, at, claim.owners, claim.due, claim.done, claim.group)


def _loaded(text: str) -> object:
    try:
        return plain(compose(text))
    except HeaderError:
        return None


def _claims(field: str, value: object, place: int) -> Iterator[Claim]:
    match value:
        case None | "" | "null" | "true" | "false":
            return
        case list():
            for one in value[:500]:
                yield from _claims(field, one, place)
        case dict():
            yield _record(field, {str(key).casefold(): one for key, one in value.items()}, place)
        case _:
            yield Claim(field, " ".join(str(value).split()), place)


def _record(field: str, record: dict[str, object], place: int) -> Claim:
    def said(keys: Sequence[str]) -> str:
        found = next((record[key] for key in keys if record.get(key) not in (None, "", [])), "")
        return ", ".join(map(str, found)) if isinstance(found, list) else str(found)

    if field != "task":
        return Claim(field, said(("name", "navn", "title", "text", "decision")), place)
    owners = tuple(part.strip() for part in said(_OWNER).split(",") if part.strip())
    return Claim("task", said(_TEXT), place, owners, said(_DUE), said(_STATE).casefold() in _DONE)
