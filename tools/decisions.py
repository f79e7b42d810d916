"""Gives every decision in docs/decisions.md its number and status; with --check it only says whether they have them.

A new one is written at the end as `**2026-11-30 What was decided.** Why.` and becomes `**141. What was decided.** *2026-11-30, in force.* Why.`
A number never moves: where two branches took the same one, the later in the file gets the next that is free. What a merge of two branches left twice,
with a number and without, stands once.
"""

import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs/decisions.md"
NEW = re.compile(r"^\*\*(?P<day>\d{4}-\d{2}-\d{2}) (?P<what>.+?)\*\*", re.MULTILINE)
NUMBERED = re.compile(
    r"^\*\*(?P<number>\d+)\. (?P<what>.+?)\*\* \*(?P<day>\d{4}-\d{2}-\d{2}), (?P<status>in force|replaced by \d+)\.\*", re.MULTILINE
)


def numbered(text: str) -> str:
    known = {found["what"] for found in NUMBERED.finditer(text)}
    lines = text.splitlines(keepends=True)
    text = "".join(line for line in lines if not ((found := NEW.match(line)) and found["what"] in known))
    text = NEW.sub(lambda found: f"**0. {found['what']}** *{found['day']}, in force.*", text)
    taken: set[int] = set()
    highest = max((int(found["number"]) for found in NUMBERED.finditer(text)), default=0)

    def with_number(found: re.Match[str]) -> str:
        nonlocal highest
        number = int(found["number"])
        if not number or number in taken:
            number = highest = highest + 1
        taken.add(number)
        return f"**{number}. {found['what']}** *{found['day']}, {found['status']}.*"

    text = NUMBERED.sub(with_number, text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<=\S)\n(?=\*\*\d+\. )", "\n\n", text))


def main(arguments: list[str]) -> int:
    text = PAGE.read_text(encoding="utf-8")
    wanted = numbered(text)
    if wanted == text:
        print("the decisions have their numbers")
        return 0
    if arguments == ["--check"]:
        print("a decision has no number (make reference)")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    print("the decisions: numbered")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
