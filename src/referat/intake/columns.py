"""Which column of a table holds what, told by the row that heads it."""

from collections.abc import Sequence

from referat.languages.lexicon import word_set

_NAMES = ("owner", "due", "status", "task", "text", "subject", "number", "group")


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """What the columns hold. Between a subject and its owner one whose words are not known holds what was said: "Sak | Slik ble det | Ansvar"."""
    found: dict[str, int] = {}
    unknown: list[int] = []
    for at, cell in enumerate(cells):
        folded = cell.casefold().strip(" :.*?#")
        if "/" in folded and len(several := columns_of([part.strip() for part in folded.split("/")])) > 1:  # "Ansvar/frist"
            found |= {name: at for name in several if name not in found}
            continue
        name = next((name for name in _NAMES if name not in found and folded in word_set(f"labels.{name}")), None) if folded else None
        if name == "task" and "subject" not in found and folded in word_set("labels.subject"):
            name = "subject"
        if name:
            found[name] = at
        elif any(char.isalpha() for char in folded):
            unknown.append(at)
    if len(unknown) == 1 and "subject" in found and {"owner", "due"} & found.keys() and not {"text", "task"} & found.keys():
        found["text"] = unknown[0]
    return found


def task_columns(cells: Sequence[str]) -> dict[str, int]:
    """The same of a table with owners; nothing where the row heads none."""
    found = columns_of(cells)
    if "owner" not in found or not {"task", "text", "subject"} & found.keys():
        return {}
    if "text" in found and "subject" in found:
        found.pop("task", None)
    elif "task" not in found:
        found["task"] = found.pop("text", found.get("subject", 0))
    return found
