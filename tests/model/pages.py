"""Small books in memory: files by name, each with the lines of its body, read as the tool reads them."""

from collections.abc import Mapping

from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.action import Action, ActionLine
from referat.model.group import Group
from referat.model.meeting import Minutes, Note
from referat.model.people import Person, Register
from referat.query.actions import actions_of
from referat.query.meaning import BookMeaning

Page = Minutes | Group | Note


def pages(files: Mapping[str, str], header: str = "gruppe: tun") -> list[Page]:
    """`2024-01-10` is minutes of that day (`2024-01-10 draft` too, and a header may follow the name after `;`); `groups/x` a group; others notes."""
    found: list[Page] = []
    for name, body in files.items():
        stem, _, more = name.partition(";")
        fields = "" if "/" in stem or not stem[0].isdigit() else f"dato: {stem[:10]}\n{header}\n"
        fields += more.replace(";", "\n")
        text = f"---\n{fields}\n---\n{body}" if fields else body
        page = read_page(parse(f"meetings/{stem}.md", text)).page
        assert isinstance(page, Minutes | Group | Note), name
        found.append(page)
    return found


def actions(files: Mapping[str, str], people: tuple[Person, ...] = ()) -> tuple[Action, ...]:
    read = pages(files)
    meaning = BookMeaning([p for p in read if isinstance(p, Minutes)], [p for p in read if isinstance(p, Group)], Register(people))
    return actions_of(lines(read), meaning)


def lines(read: list[Page]) -> list[ActionLine]:
    return [line for page in read for line in page.action_lines]


def action(files: Mapping[str, str], people: tuple[Person, ...] = ()) -> Action:
    """The one action of the files."""
    (one,) = actions(files, people)
    return one
