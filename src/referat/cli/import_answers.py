"""What was answered in a review of old minutes, kept in the user's state folder, so that the review can be left and taken up again."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from referat.intake import Imported, ImportQuestion
from referat.store.state_folder import put_private, state_folder

SCHEMA = "referat/import-answers/1"
_FILE = "import-answers.json"
MOST = 20_000


def key_of(imported: Imported, question: ImportQuestion) -> str:
    """One question of one document; a question about a spelling is the same in every document."""
    if question.kind == "person":
        said = ["person", question.facts.get("written", ""), question.facts.get("known", "")]
    else:
        said = [imported.source.sha256, str(imported.source.first_line), question.kind, str(question.evidence.line), question.facts.get("text", "")]
    return hashlib.sha256("\x00".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_answers() -> dict[str, str]:
    """The answers of earlier reviews; none where they cannot be read."""
    try:
        found = json.loads(Path(state_folder(), _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    answers = found.get("answers") if isinstance(found, dict) and found.get("schema") == SCHEMA else None
    return {str(key): str(value) for key, value in answers.items()} if isinstance(answers, dict) else {}


def keep_answers(answers: dict[str, str]) -> None:
    """Remember them, the latest where there are too many. Where nothing can be kept, the next review asks again."""
    latest = dict(list(answers.items())[-MOST:])
    with suppress(OSError):
        put_private(os.path.join(state_folder(), _FILE), json.dumps({"schema": SCHEMA, "answers": latest}))
