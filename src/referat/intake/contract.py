"""What was found, as the JSON that scripts are promised (schema referat/import/1)."""

from referat.intake.result import Evidence, FoundAction, FoundPerson, Imported, Near, Seat
from referat.intake.seats import open_words

SCHEMA = "referat/import/1"


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {"line": evidence.line, "quote": evidence.quote, "confidence": round(evidence.confidence, 2)}


def _person(person: FoundPerson) -> dict[str, object]:
    return {"name": person.name, "org": person.org or None, "role": person.role or None, "evidence": _evidence(person.evidence)}


def _action(action: FoundAction) -> dict[str, object]:
    return {
        "owners": list(action.owners),
        "text": action.text,
        "due": action.due,
        "due_words": action.due_words or None,
        "item": action.item,
        "group": action.group,
        "state": action.state,
        "evidence": _evidence(action.evidence),
    }


def _seat(seat: Seat) -> dict[str, object]:
    return {"name": seat.name or None, "org": seat.org or None, "either": list(seat.alternatives), "confirmed": seat.confirmed, "lead": seat.lead}


def _near(near: Near) -> dict[str, object]:
    return {"written": near.written, "known": near.known, "handle": near.handle or None, "evidence": _evidence(near.evidence)}


def to_json(imported: Imported) -> dict[str, object]:
    """The whole result. Dates are ISO, times HH:MM; what the source does not say is null or an empty list."""
    meeting: dict[str, object] = {name: imported.value(name) for name in ("title", "date", "start", "end", "place", "chair", "body")}
    meeting["date"] = imported.held_on.isoformat() if imported.held_on else None
    meeting |= {
        "secretary": [fact.value for fact in imported.secretary],
        "present": [_person(person) for person in (*imported.present, *imported.substitutes)],
        "others": [_person(person) for person in imported.others],
        "absent": [_person(person) for person in imported.absent or ()],
        "evidence": {name: _evidence(fact.evidence) for name, fact in imported.facts.items()},
    }
    upcoming = imported.next
    return {
        "schema": SCHEMA,
        "kind": imported.kind,
        "language": imported.language,
        "outcome": imported.outcome,
        "reasons": [{"code": reason.code, "line": reason.line, "message": reason.text()} for reason in imported.reasons],
        "source": {"file": imported.source.name, "sha256": imported.source.sha256, "line": imported.source.first_line},
        "meeting": meeting,
        "items": [
            {"number": item.number, "title": item.title, "kind": item.kind or None, "evidence": _evidence(item.evidence)} for item in imported.items
        ],
        "decisions": [
            {"item": one.item or None, "text": one.text, "evidence": _evidence(one.evidence)} for one in imported.decisions if one.kind == "decision"
        ],
        "proposals": [
            {"item": one.item or None, "text": one.text, "evidence": _evidence(one.evidence)} for one in imported.decisions if one.kind == "proposal"
        ],
        "postponed": [
            {"item": one.item or None, "text": one.text, "evidence": _evidence(one.evidence)} for one in imported.decisions if one.kind == "postponed"
        ],
        "actions": [_action(action) for action in imported.actions],
        "suggestions": [_action(action) for action in imported.suggestions],
        "groups": [
            {
                "number": group.number or None,
                "title": group.title,
                "lead": group.lead,
                "members": [seat.name for seat in group.seats if seat.name],
                "open_seats": [open_words(seat) for seat in group.seats if seat.open],
                "seats": [_seat(seat) for seat in group.seats],
                "until": group.until,
                "until_words": group.until_words or None,
                "item": group.item,
                "evidence": _evidence(group.evidence),
            }
            for group in imported.groups
        ],
        "next": {"date": upcoming.date, "start": upcoming.time, "text": upcoming.text, "evidence": _evidence(upcoming.evidence)}
        if upcoming
        else None,
        "near": [_near(near) for near in imported.near],
        "problems": [{"code": problem.code, "line": problem.line, "message": problem.text()} for problem in imported.problems],
    }
