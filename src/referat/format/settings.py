"""The book's own settings and registers: book.yaml, people.yaml and contacts.yaml."""

import re
from collections.abc import Iterator
from functools import lru_cache

from referat.format.header import compose
from referat.format.nodes import HeaderError, Mapping, Node, Scalar, Sequence
from referat.format.roster import read_person
from referat.languages.mark import N_
from referat.languages.words import BOOK_FIELDS, BOOK_LANGUAGES, LOOK_FIELDS, PERSON_FIELDS, meanings
from referat.model.approval import ApprovalPolicy
from referat.model.fact import Record
from referat.model.people import Person, near
from referat.model.place import Place
from referat.model.problems import PROBLEMS, Problem, Severity
from referat.model.view import FLAG, NO, OPTIONS, YES, kind_of

# A register of ten thousand people still fits; more than that is a mistake.
LARGEST_SETTINGS = 2 * 1024 * 1024

_BOOK = meanings(BOOK_FIELDS)
_PERSON = meanings(PERSON_FIELDS)
SIGNATURES = ("off", "wanted", "required")
FORMATS = ("html", "txt", "md", "json", "pdf", "docx", "odt")  # what copies of minutes and notices are made in
TIMEZONE = "Europe/Oslo"  # where the meetings are, unless the book says otherwise
SIGNING = ("all", "chair", "no")  # who signs minutes: everybody who was there, chair and secretary, or nobody
_SIGNING_WORDS = {
    "alle": "all",
    "møteleder": "chair",
    "møteleiar": "chair",
    "leder": "chair",
    "leiar": "chair",
    **dict.fromkeys(("nei", "ingen", "none"), "no"),
}
UNWANTED = frozenset({"no", "none", "false", "nei", "ingen"})  # of reminders, as people say it of themselves
WANTED = frozenset({"yes", "true", "ja"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*\Z")
_FONT = re.compile(r"[\w][\w \-]{0,60}\Z")
ORIGINALS = {"keep": True, "no": False}  # what becomes of a document that minutes were imported from


class LookSettings(Record):
    """How hand-outs look, as book.yaml says it: paths in the book, a colour as #rrggbb, names of fonts, lines of text.

    `font_files` are fonts that a PDF is set in, `page` is a Typst template, which is a program.
    """

    logo: str = ""
    colour: str = ""
    fonts: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    reference: str = ""
    font_files: tuple[str, ...] = ()
    page: str = ""
    signed: tuple[tuple[str, str], ...] = ()


_NO_VIEWS: dict[str, dict[str, str]] = {}
_NO_SEVERITIES: dict[str, Severity] = {}


class Settings(Record):
    """book.yaml. `language` is "" where the book does not say; `views` are saved filters, option by option."""

    title: str = ""
    language: str = ""
    views: dict[str, dict[str, str]] = _NO_VIEWS
    severities: dict[str, Severity] = _NO_SEVERITIES
    approval: ApprovalPolicy = ApprovalPolicy()
    keeps_originals: bool = True
    copies: tuple[str, ...] = ("html", "txt")
    look: LookSettings = LookSettings()
    timezone: str = TIMEZONE


# What holds where book.yaml cannot be read.
STRICTEST = Settings(approval=ApprovalPolicy("required"))


def read_settings(path: str, text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that book.yaml states; what is wrong in it is a problem, and the default holds.

    Only of approval the strictest policy holds where book.yaml cannot be read: a slip of the pen must not open what the book keeps shut.
    """
    reader = _Reader(path)
    fields = reader.fields(text, _BOOK)
    if not reader.is_read:
        return STRICTEST, tuple(reader.problems)
    language = reader.text(fields.get("language"), "language").casefold()
    if language and language not in BOOK_LANGUAGES:
        reader.wrong(fields["language"], "language", ", ".join(BOOK_LANGUAGES))
        language = ""
    views = {key.text: reader.view(value, key.text) for key, value in reader.mapping(fields.get("views"), "views")}
    severities: dict[str, Severity] = {}
    for key, value in reader.mapping(fields.get("severities"), "severities"):
        level = reader.text(value, key.text).casefold()
        if key.text not in PROBLEMS:
            reader.wrong(key, key.text, N_("a code that `referat check --codes` lists"), near(key.text, PROBLEMS))
        elif level not in set(Severity):
            reader.wrong(value, key.text, ", ".join(Severity))
        else:
            severities[key.text] = Severity(level)
    policy = _policy(reader, fields.get("approval"), meant="approval" in reader.unknown)
    keeps = _keeps_originals(reader, fields.get("import"))
    settings = Settings(
        title=reader.text(fields.get("title"), "title"),
        language=language,
        views=views,
        severities=severities,
        approval=policy,
        keeps_originals=keeps,
        copies=_copies(reader, fields.get("copies")),
        look=_look(reader, fields.get("look")),
        timezone=_timezone(reader, fields.get("timezone")),
    )
    return settings, tuple(reader.problems)


def read_policy(path: str, data: bytes) -> ApprovalPolicy | None:
    """The policy that the bytes of a book.yaml state; None where what they say of approval cannot be read."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    reader = _Reader(path)
    fields = reader.fields(text, _BOOK)
    before = len(reader.problems)
    policy = _policy(reader, fields.get("approval"), meant="approval" in reader.unknown)
    return policy if reader.is_read and len(reader.problems) == before and "approval" not in reader.unknown else None


@lru_cache(maxsize=1)  # one run asks for the same several times
def read_people(path: str, text: str) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The register of people.yaml: a handle each, with a name, or with fields."""
    reader = _Reader(path)
    people = []
    for key, value in reader.top(text):
        handle, place = key.text.removeprefix("@"), reader.place(key)
        if isinstance(value, Scalar):
            read = read_person(value.text)
            people.append(Person(handle, read.name or handle, read.org, place=place))
        elif isinstance(value, Mapping):
            people.append(_person(reader, handle, place, value))
        else:
            reader.wrong(value, handle, N_("a name, or fields"))
    return tuple(people), tuple(reader.problems)


def read_contacts(path: str, text: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The e-mail addresses of contacts.yaml, by handle."""
    reader = _Reader(path)
    found = {key.text.removeprefix("@"): reader.text(value, key.text) for key, value in reader.top(text)}
    return found, tuple(reader.problems)


def _policy(reader: "_Reader", node: Node | None, *, meant: bool) -> ApprovalPolicy:
    """The policy; `meant` is for a field that is nearly called `approval`. One that cannot be read must not be the lax one."""
    values = reader.closed(node, "approval", ("signatures", "by"))
    signatures = reader.text(values.get("signatures"), "signatures")
    if not signatures:
        signatures = "required" if meant or "signatures" in reader.unknown else "off"
    if signatures not in SIGNATURES:
        reader.wrong(values["signatures"], "signatures", ", ".join(SIGNATURES))
        signatures = "required"
    return ApprovalPolicy(signatures, reader.texts(values.get("by"), "by"))


def _keeps_originals(reader: "_Reader", node: Node | None) -> bool:
    value = reader.closed(node, "import", ("originals",)).get("originals")
    said = reader.text(value, "originals").casefold() or "keep"
    if said not in ORIGINALS:
        assert value is not None
        reader.wrong(value, "originals", ", ".join(ORIGINALS))
    return ORIGINALS.get(said, False)


def _copies(reader: "_Reader", node: Node | None) -> tuple[str, ...]:
    """The formats that copies are made in, each once; html and txt where the book does not say."""
    named = [text.casefold().removeprefix(".") for text in reader.texts(node, "copies")]
    if node is not None and any(name not in FORMATS for name in named):
        reader.wrong(node, "copies", ", ".join(FORMATS))
    return tuple(dict.fromkeys(name for name in named if name in FORMATS)) or ("html", "txt")


def _timezone(reader: "_Reader", node: Node | None) -> str:
    """The zone that the times of meetings are in; whether this computer knows it is found out when a calendar is made."""
    zone = reader.text(node, "timezone")
    if zone and not _ZONE.match(zone):
        assert node is not None
        reader.wrong(node, "timezone", "Europe/Oslo")
        zone = ""
    return zone or TIMEZONE


def _look(reader: "_Reader", node: Node | None) -> LookSettings:
    names = meanings(LOOK_FIELDS)
    values: dict[str, Node] = {}
    for key, value in reader.mapping(node, "look"):
        if key.text.casefold() in names:
            values[names[key.text.casefold()]] = value
        else:
            reader.not_read(key, near(key.text, names))
    colour = reader.text(values.get("colour"), "colour")
    if colour and not _COLOUR.match(colour):
        reader.wrong(values["colour"], "colour", "#1d3a5f")
        colour = ""
    fonts = reader.texts(values.get("font"), "font")
    if any(not _FONT.match(font) for font in fonts):
        reader.wrong(values["font"], "font", N_("the name of a font"))
    return LookSettings(
        logo=_path_in_book(reader, values.get("logo"), "logo"),
        colour=colour,
        fonts=tuple(font for font in fonts if _FONT.match(font)),
        sender=reader.texts(values.get("sender"), "sender"),
        reference=_path_in_book(reader, values.get("reference"), "reference"),
        font_files=tuple(_font_files(reader, values.get("font-files"))),
        page=_path_in_book(reader, values.get("page"), "page"),
        signed=_signed(reader, values.get("signatures")),
    )


def _font_files(reader: "_Reader", node: Node | None) -> Iterator[str]:
    for path in reader.texts(node, "font-files"):
        if _is_in_book(path):
            yield path
        elif node is not None:
            reader.wrong(node, "font-files", N_("a file in the book's folder"))


def _is_in_book(path: str) -> bool:
    return not (path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/") or ":" in path)


def _path_in_book(reader: "_Reader", node: Node | None, name: str) -> str:
    path = reader.text(node, name)
    if path and not _is_in_book(path):
        assert node is not None
        reader.wrong(node, name, N_("a file in the book's folder"))
        return ""
    return path


def _signed(reader: "_Reader", node: Node | None) -> tuple[tuple[str, str], ...]:
    """The groups, or kinds of groups, whose minutes are signed, and by whom: a list of them, or who for each."""
    if isinstance(node, Mapping):
        said = [(key.text, reader.text(value, key.text).casefold(), value) for key, value in node]
        pairs = [(name, _SIGNING_WORDS.get(who, who), value) for name, who, value in said]
        for _, who, value in pairs:
            if who not in SIGNING:
                reader.wrong(value, "signatures", ", ".join(SIGNING))
        return tuple((group, who if who in SIGNING else "all") for group, who, _ in pairs)
    return tuple((group, "all") for group in reader.texts(node, "signatures"))


def _person(reader: "_Reader", handle: str, place: Place, node: Mapping) -> Person:
    values: dict[str, Node] = {}
    for key, value in node:
        values.setdefault(_PERSON.get(key.text.casefold(), key.text.casefold()), value)
        if key.text.casefold() not in _PERSON and (nearest := near(key.text, _PERSON)):  # anything else is the book's own business
            reader.not_read(key, nearest)
    kind = reader.text(values.get("kind"), "kind").casefold()
    return Person(
        handle=handle,
        name=reader.text(values.get("name"), "name") or handle,
        org=reader.text(values.get("org"), "org"),
        aliases=reader.texts(values.get("aliases"), "aliases"),
        roles=reader.texts(values.get("role"), "roles"),
        is_body=kind in {"body", "organ"},
        email=reader.text(values.get("email"), "email"),
        is_reminded=_is_reminded(reader, values.get("reminders")),
        place=place,
    )


def _is_reminded(reader: "_Reader", node: Node | None) -> bool:
    """Whether somebody gets reminders. What cannot be read is taken for a no: nobody is bothered by a slip of the pen."""
    said = reader.text(node, "reminders").casefold()
    if node is not None and said not in WANTED | UNWANTED:
        reader.wrong(node, "reminders", "yes, no")
    return node is None or said in WANTED


class _Reader:
    """Reads one settings file and collects what is wrong with it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problems: list[Problem] = []
        self.is_read = True
        self.unknown: set[str] = set()  # what the names that are not read are nearly called
        self._spelled: dict[str, str] = {}

    def top(self, text: str) -> Mapping:
        try:
            return compose(text, first_line=1, largest=LARGEST_SETTINGS)
        except HeaderError as error:
            self.is_read = False
            self.problems.append(Problem(error.problem, Place(self._path, error.line + 1, error.column + 1), error.facts))
            return Mapping((), 0, 0, 0, 0)

    def fields(self, text: str, names: dict[str, str]) -> dict[str, Node]:
        """The known fields of the file by their English names. Any other is named, since nothing would come of it."""
        known = []
        for key, value in self.top(text):
            if key.text.casefold() in names:
                known.append((names[key.text.casefold()], key.text, value))
            else:
                self.not_read(key, near(key.text, names))
        self._spelled = {name: spelled for name, spelled, _ in known}
        return {name: value for name, _, value in known}

    def mapping(self, node: Node | None, name: str) -> tuple[tuple[Scalar, Node], ...]:
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if isinstance(node, Mapping):
            return node.pairs
        self.wrong(node, name, N_("fields with values"))
        return ()

    def closed(self, node: Node | None, name: str, known: tuple[str, ...]) -> dict[str, Node]:
        """Fields with values of which only these are known; any other is named."""
        values = {key.text.casefold(): (key, value) for key, value in self.mapping(node, name)}
        for folded, (key, _) in values.items():
            if folded not in known:
                self.not_read(key, near(key.text, known))
        return {folded: value for folded, (_, value) in values.items() if folded in known}

    def view(self, node: Node, name: str) -> dict[str, str]:
        """A view: its options and their values, lists joined by spaces."""
        options = {}
        for key, value in self.mapping(node, name):
            options[key.text] = " ".join(self.texts(value, key.text))
            kind = kind_of(key.text)
            if kind is None:
                self.not_read(key, near(key.text, OPTIONS))
            elif kind == FLAG and options[key.text].casefold() not in YES | NO:
                self.wrong(value, key.text, "yes, no")
        return options

    def text(self, node: Node | None, name: str) -> str:
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return node.text.strip()
        self.wrong(node, name, N_("a text"))
        return ""

    def texts(self, node: Node | None, name: str) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            return tuple(self.text(item, name) for item in node.items)
        text = self.text(node, name)
        return (text,) if text else ()

    def wrong(self, node: Node, name: str, expected: str, nearest: str = "") -> None:
        facts = {"field": self._spelled.get(name, name), "expected": expected, "near": nearest}
        self.problems.append(Problem("bad-value", self.place(node), facts))

    def not_read(self, key: Scalar, nearest: str) -> None:
        self.unknown.add(nearest)
        self.problems.append(Problem("near-field", self.place(key), {"field": key.text, "near": nearest}, len(key.text)))

    def place(self, node: Node) -> Place:
        return Place(self._path, node.line + 1, node.column + 1)
