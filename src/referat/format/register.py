"""Exact changes of people.yaml: somebody new, or one more spelling of somebody's name; every other character stays as it is."""

from collections.abc import Iterable, Sequence

from referat.format import edits, style
from referat.format.document import Document, Edit
from referat.format.edits import NotExact
from referat.format.header import compose
from referat.format.lines import WS
from referat.format.nodes import HeaderError, Mapping, Node, Scalar
from referat.format.nodes import Sequence as List
from referat.format.roster import read_person
from referat.format.settings import LARGEST_SETTINGS, read_people
from referat.languages.mark import N_
from referat.languages.words import BOOK_LANGUAGES, PERSON_FIELDS, meanings, written
from referat.model.people import Person, fold
from referat.model.place import Place

_MEANINGS = meanings(PERSON_FIELDS)


def add_people(document: Document, new: Sequence[Person]) -> list[Edit]:
    """A line for each new person, after the last."""
    top = _fields(document)
    if top.flow:
        raise _not_exact(document, N_("the people stand on one line"))
    indent = " " * (top.pairs[0][0].column if top.pairs else 0)
    last = next((line for line in reversed(document.lines) if not line.is_blank), None)
    lines = [f"{indent}{style.value_text(one.handle)}: {style.value_text(f'{one.name} ({one.org})' if one.org else one.name)}" for one in new]
    return _only(document, edits.insert_after(document, last, lines), added=new)


def add_alias(document: Document, handle: str, alias: str, language: str) -> list[Edit]:
    """One more spelling of the name of the person with this handle. `language` is the book's, for a file that does not show its own."""
    top = _fields(document)
    person = next(((key, value) for key, value in top if fold(key.text.removeprefix("@")) == fold(handle)), None)
    if person is None:
        raise _not_exact(document, N_("the person is not there"))
    value = person[1]
    if isinstance(value, Scalar) and value.style not in {"|", ">"}:
        made = _as_fields(value, alias, _language(top, language))
    elif isinstance(value, Mapping):
        made = _into_fields(document, value, alias, _language(top, language))
    else:
        raise _not_exact(document, N_("the field is not a single value"), value)
    return _only(document, made, alias=(handle, alias))


def _as_fields(value: Scalar, alias: str, language: str) -> list[Edit]:
    """`berte: Berte Helgestad (Hamar)` has no room for another spelling: the same as fields, on the same line."""
    read = read_person(value.text)
    parts = [("name", style.value_text(read.name or value.text, inside_list=True))]
    parts += [("org", style.value_text(read.org, inside_list=True))] if read.org else []
    roles = [style.value_text(role.partition(": ")[2], inside_list=True) for role in read.roles]
    parts += [("role", f"[{', '.join(roles)}]")] if roles else []
    parts += [("aliases", f"[{style.value_text(alias, inside_list=True)}]")]
    fields = ", ".join(f"{written(PERSON_FIELDS, key, language)}: {text}" for key, text in parts)
    return [Edit(value.start, value.end, f"{{{fields}}}")]


def _into_fields(document: Document, fields: Mapping, alias: str, language: str) -> list[Edit]:
    new = style.value_text(alias, inside_list=True)
    for key, value in fields:
        if _MEANINGS.get(key.text.casefold()) == "aliases":
            return _into_aliases(document, key, value, new)
    text = f"{written(PERSON_FIELDS, 'aliases', language)}: [{new}]"
    if fields.flow:
        at = document.text.rindex("}", 0, fields.end)
        before = document.text[:at].rstrip(WS + "\r\n")
        return [Edit(len(before), len(before), f"{'' if before.endswith((',', '{')) else ','} {text}".replace("{ ", "{"))]
    line = document.lines[document.place(_end(fields)).line - 1]
    return edits.insert_after(document, line, [" " * fields.pairs[0][0].column + text])


def _into_aliases(document: Document, key: Scalar, value: Node, new: str) -> list[Edit]:
    """Into the spellings that are there: a list of either kind, one spelling, or none yet."""
    if isinstance(value, List) and value.flow:
        before = document.text[: document.text.rindex("]", 0, value.end)].rstrip(WS + "\r\n")
        return [Edit(len(before), len(before), f"{'' if before.endswith('[') else ' ' if before.endswith(',') else ', '}{new}")]
    if isinstance(value, List):
        last = value.items[-1]
        line = document.lines[document.place(_end(last)).line - 1]
        first = document.lines[document.place(last.start).line - 1].text
        return edits.insert_after(document, line, [first[: first.index("-")] + "- " + new])
    if isinstance(value, Scalar) and value.start < value.end:
        old = style.value_text(value.text, inside_list=True)
        return [Edit(value.start, value.end, f"[{old}, {new}]")]
    colon = document.text.index(":", key.end) + 1
    return [Edit(colon, colon, f" [{new}]")]


def _only(document: Document, made: list[Edit], *, added: Iterable[Person] = (), alias: tuple[str, str] = ("", "")) -> list[Edit]:
    """The edits, once it is sure that everybody else reads as before, and nobody differently than was meant."""
    before, _ = read_people(document.path, document.text)
    after, problems = read_people(document.path, document.replaced(made).text)
    wanted = [one.but(aliases=(*one.aliases, alias[1])) if fold(one.handle) == fold(alias[0]) else one for one in before]
    kept = [one.but(roles=was.roles) if fold(one.handle) == fold(alias[0]) else one for one, was in zip(after, wanted, strict=False)]
    new = [(one.handle, one.name, one.org) for one in after[len(before) :]]
    if problems or kept != wanted or new != [(one.handle, one.name, one.org) for one in added]:
        raise _not_exact(document, N_("somebody else would read differently with it"))
    return made


def _fields(document: Document) -> Mapping:
    try:
        return compose(document.text, first_line=1, largest=LARGEST_SETTINGS)
    except HeaderError as error:
        raise NotExact(path=document.path, why=N_("it cannot be read"), place=Place(document.path, error.line + 1)) from None


def _language(top: Mapping, default: str) -> str:
    """The language whose field names the file is written with."""
    keys = {key.text.casefold() for _, value in top if isinstance(value, Mapping) for key, _ in value}
    scores = {code: sum(any(word in keys for word in row.get(code, ())) for row in PERSON_FIELDS.values()) for code in BOOK_LANGUAGES}
    best = max(scores.values())
    return default if not best or scores[default] == best else next(code for code, score in scores.items() if score == best)


def _end(node: Node) -> int:
    """Where the last written value of a node ends; the end of a block reaches past the blank lines after it."""
    if isinstance(node, Mapping) and node.pairs and not node.flow:
        return max(_end(node.pairs[-1][1]), node.pairs[-1][0].end)
    if isinstance(node, List) and node.items and not node.flow:
        return _end(node.items[-1])
    return node.end


def _not_exact(document: Document, why: str, node: Node | None = None) -> NotExact:
    return NotExact(path=document.path, why=why, place=Place(document.path, node.line + 1 if node else 1))
