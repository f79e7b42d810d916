"""What a golden file says of a document: the facts a reader would check by eye, without evidence and confidence."""

from referat.legacy import Imported, to_json


def project(imported: Imported) -> dict[str, object]:
    result = to_json(imported)
    meeting, upcoming = result["meeting"], result["next"]
    assert isinstance(meeting, dict)
    facts = {key: meeting[key] for key in ("title", "date", "start", "end", "place", "chair", "secretary")}
    people = {key: [_person(person) for person in meeting[key]] for key in ("present", "others", "absent")}
    return {
        "language": result["language"],
        **facts,
        **people,
        "items": [" | ".join(str(item[key] or "-") for key in ("number", "title", "kind")) for item in _list(result["items"])],
        "decisions": [f"{one['item']}: {one['text']}" for kind in ("decisions", "proposals", "postponed") for one in _list(result[kind])],
        "actions": [_action(action) for action in _list(result["actions"])],
        "suggestions": [_action(action) for action in _list(result["suggestions"])],
        "groups": [{key: group[key] for key in ("number", "title", "lead", "members", "open_seats", "until")} for group in _list(result["groups"])],
        "next": " ".join(str(upcoming[key]) for key in ("date", "start")) if isinstance(upcoming, dict) else None,
        "near": [f"{near['written']} ~ {near['known']}" for near in _list(result["near"])],
        "problems": [problem["code"] for problem in _list(result["problems"])],
    }


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _person(person: dict[str, object]) -> str:
    parts = ", ".join(str(person[key]) for key in ("role", "org") if person[key])
    return f"{person['name']} ({parts})" if parts else str(person["name"])


def _action(action: dict[str, object]) -> str:
    owners = action["owners"]
    assert isinstance(owners, list)
    signs = [
        f"[{action['item']}]" if action["item"] else "",
        f"+{action['group']}" if action["group"] else "",
        f"due {action['due']}" if action["due"] else "",
    ]
    done = "done" if action["state"] == "done" else ""
    return " ".join(part for part in (", ".join(owners) or "nobody", "|", str(action["text"]), *signs, done) if part)
