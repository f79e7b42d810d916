"""A book, or a file of it, laid out for the checks: its facts, its sheets, and the lists that several checks look things up in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from unicodedata import normalize

from referat.model.action import Action
from referat.model.group import Group
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.pattern import lazily
from referat.model.people import Participant, Register, fold, near
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.sheet import FileSheet

_BOX_OR_WORD = lazily(r"\[.\]|\S*")
# The lists of people of minutes and of a group, in the order that names are gathered from them.
_IN_MINUTES = ("chair", "secretary", "present", "substitutes", "others", "absent")
_IN_GROUP = ("lead", "deputy", "members")
_MOST_COMPARED = 50_000  # words; a hundred slips of the hand in a book of five hundred people


@dataclass(slots=True)
class Guesses:
    """What unknown names may have meant. In one look at a book only so many words are compared: a stranger's may hold any number of both."""

    left: int = _MOST_COMPARED

    def near(self, wanted: str, *known: Collection[str]) -> str:
        """The nearest of those known, "" where none is near or enough has been compared."""
        self.left -= sum(map(len, known))
        return near(wanted, chain.from_iterable(known)) if self.left >= 0 else ""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What is checked. `paths` are all files of the book, readable or not; `settings_texts` are its own YAML files, path -> text.

    `tracked` are the paths that git has, if it was asked. `links` are what each file leads to (`references.links_in`). `names` are those in the lists
    of each file, and `people_of` the people they are of; `is_there` says of a path within the book whether a file of any kind lies there.
    """

    today: date
    minutes: tuple[Minutes, ...]
    groups: tuple[Group, ...]
    items: tuple[PreparedItem, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    register: Register
    sheets: Mapping[str, FileSheet]
    paths: frozenset[str]
    settings_texts: Mapping[str, str]
    tracked: frozenset[str]
    minutes_by_id: Mapping[str, Minutes]
    minutes_by_path: Mapping[str, Minutes]
    minutes_moved: Mapping[str, Minutes]
    groups_by_id: Mapping[str, Group]
    series: Mapping[str, tuple[Minutes, ...]]
    group_names: Mapping[str, str]
    composed_paths: frozenset[str]
    links: Mapping[str, Sequence[tuple[tuple[str, ...], Problem]]]
    names: Mapping[str, tuple[str, ...]]
    people_of: Callable[[str], tuple[Participant, ...]]
    is_there: Callable[[str], bool]
    guesses: Guesses = field(default_factory=Guesses)

    def of_file(self, sheet: FileSheet, page: Minutes | Group | PreparedItem | Note) -> "CheckContext":
        """The same with one file on top: what is looked up is the whole book's, what is looked at is this file's alone."""
        return replace(
            self,
            minutes=(page,) if isinstance(page, Minutes) else (),
            notes=(page,) if isinstance(page, Note) else (),
            sheets={sheet.path: sheet},
            minutes_by_path={page.path: page} if isinstance(page, Minutes) else {},
        )

    def at(self, code: str, path: str, field: str, /, **facts: object) -> Problem:
        """A problem with a field of a file's header."""
        sheet = self.sheets.get(path)
        place, length = sheet.where(field) if sheet else (Place(path), 1)
        return Problem(code, place, facts, length)

    def word_at(self, code: str, place: Place, word: str, **facts: object) -> Problem:
        """A problem with a word on the line of `place`, looked for from its column on; with the place itself where the word is not found."""
        sheet = self.sheets.get(place.path)
        at = sheet.line_text(place.line).find(word, place.column - 1) if sheet else -1
        found = Place(place.path, place.line, at + 1) if at >= 0 else place
        return Problem(code, found, facts, max(1, len(word)) if at >= 0 else 1)

    def rest_of_line(self, code: str, place: Place, **facts: object) -> Problem:
        """A problem with everything on a line from a place on."""
        sheet = self.sheets.get(place.path)
        return Problem(code, place, facts, max(1, len(sheet.line_text(place.line)[place.column - 1 :].rstrip())) if sheet else 1)

    def here(self, code: str, place: Place, **facts: object) -> Problem:
        """A problem with the box, or the word, that begins at a place."""
        sheet = self.sheets.get(place.path)
        rest = sheet.line_text(place.line)[place.column - 1 :] if sheet else ""
        found = _BOX_OR_WORD.match(rest)
        return Problem(code, place, facts, max(1, len(found[0])) if found else 1)

    def about_to_be_held(self, minutes: Minutes) -> bool:
        """Minutes that are only an agenda: nothing can have come of their items yet, or ever where the meeting was cancelled."""
        return minutes.source.is_draft and (minutes.on >= self.today or minutes.is_cancelled)

    def minutes_called(self, meeting: str) -> Minutes | None:
        """The minutes with this id, or that had it before their meeting was moved."""
        return self.minutes_by_id.get(fold(meeting)) or self.minutes_moved.get(fold(meeting))

    def seats_of(self, group: str) -> tuple[Participant, ...]:
        """The seats of a group, where it has a file."""
        body = self.groups_by_id.get(fold(group))
        return body.seats if body else ()


def lay_out(  # noqa: PLR0913 - each is one of the things a check may ask for, given by its name
    today: date,
    *,
    minutes: Iterable[Minutes],
    groups: Iterable[Group],
    items: Iterable[PreparedItem],
    notes: Iterable[Note],
    actions: Iterable[Action],
    register: Register,
    sheets: Mapping[str, FileSheet],
    paths: Iterable[str],
    settings_texts: Mapping[str, str],
    tracked: Iterable[str] = (),
    links: Mapping[str, Sequence[tuple[tuple[str, ...], Problem]]] | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    people_of: Callable[[str], tuple[Participant, ...]] | None = None,
    is_there: Callable[[str], bool] | None = None,
) -> CheckContext:
    """The context of a book, with what is looked up again and again looked up once. `names` and `people_of` where the minutes do not hold them."""
    ordered = tuple(sorted(minutes, key=lambda m: m.order))
    all_groups = tuple(groups)
    series: dict[str, list[Minutes]] = {}
    for one in ordered:
        series.setdefault(fold(one.group), []).append(one)
    pages: tuple[Minutes | Group, ...] = (*ordered, *all_groups)
    people = {page.path: listed(page) for page in pages} if names is None else {}
    all_paths = frozenset(paths)
    return CheckContext(
        today=today,
        minutes=ordered,
        groups=all_groups,
        items=tuple(items),
        notes=tuple(notes),
        actions=tuple(actions),
        register=register,
        sheets=sheets,
        paths=all_paths,
        settings_texts=settings_texts,
        tracked=frozenset(tracked),
        minutes_by_id={fold(m.id): m for m in ordered},
        minutes_by_path={m.path: m for m in ordered},
        minutes_moved={fold(one.from_): m for m in ordered for one in m.moved},
        groups_by_id={fold(g.id): g for g in all_groups},
        series={group: tuple(held) for group, held in series.items()},
        group_names={**{fold(group.id): group.id for group in all_groups}, **{name: name for name in series if name}},
        composed_paths=frozenset(normalize("NFC", path) for path in all_paths),
        links=links or {},
        names={path: tuple(person.name for person in there) for path, there in people.items()} if names is None else names,
        people_of=people_of or people.__getitem__,
        is_there=is_there or (lambda _path: True),
    )


def listed(page: Minutes | Group) -> tuple[Participant, ...]:
    """Everybody with a name in the lists of minutes or of a group."""
    lists = [getattr(page, name) or () for name in (_IN_MINUTES if isinstance(page, Minutes) else _IN_GROUP)]
    return tuple([person for people in lists for person in people if person.name])
