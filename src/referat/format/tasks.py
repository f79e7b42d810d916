"""The words of an action line: who owns it, which group it belongs to, when it is due, and what there is to do."""

import re
from functools import lru_cache

from referat.format.boxes import is_due, split_due
from referat.model.dates import iso_day
from referat.model.fact import Fact

# No sign of a longer word or an address may follow: "@ola@x.no" is no handle, and of forty-one letters none is cut off.
_HANDLE = re.compile(r"(?:(?<=[\s(])|\A)@([^\W\d_][\w.\-]{0,39}+)(?![\w\-@])")
_GROUP = re.compile(r"(?:(?<=[\s(])|\A)\+([^\W\d_][\w.\-]*)")
_WORD = re.compile(r"[^ \t]+")
_JOINERS = frozenset({",", "og", "and", "&", "and/or", "og/eller"})
_PAIR = re.compile(r"(?:uke|veke|week)\Z", re.IGNORECASE)
_DAY_THEN_MONTH = re.compile(r"\d{1,2}\.\Z", re.ASCII)
_NUMERIC_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\Z", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d[,.;:)]*\Z", re.ASCII)
_TRAILING = ",.;:"
_DUE_ENDINGS = (" frist:", " due:")
LONGEST_HANDLE = 40
_MOST_TRAILING = 3  # as in "(frist: 1.11.).": more than that is no due date


class Word(Fact):
    """A word of the line with its offsets in the line's text."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end


class DueWord(Fact):
    """A due date as written: `value` without the word before the colon; the offsets are of the whole of it, `value_at` of the value."""

    __slots__ = ("end", "start", "value", "value_at")

    def __init__(self, value: str, start: int, end: int, value_at: int) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.value_at = value_at


_Places = tuple[tuple[Word, ...], tuple[DueWord, ...]]


class Task(Fact):
    """What an action line says. `task` is the text without leading owners, due dates and the groups at its end.

    `due` is the first due date as written, None where there is none. Where the words stand is looked up when somebody asks: `owner_words`, `dues`.
    """

    __slots__ = ("_places", "due", "groups", "owners", "task", "text")

    def __init__(
        self, text: str, owners: tuple[str, ...], groups: tuple[str, ...], due: str | None, task: str, places: _Places | None = None
    ) -> None:
        self.text = text
        self.owners = owners
        self.groups = groups
        self.due = due
        self.task = task
        self._places = places

    @property
    def owner_words(self) -> tuple[Word, ...]:
        """The words that name the owners, with what joins them where the text begins with them."""
        return self._placed[0]

    @property
    def dues(self) -> tuple[DueWord, ...]:
        return self._placed[1]

    @property
    def _placed(self) -> _Places:
        if self._places is None:
            long = _any_task(self.text)
            self._places = long.owner_words, long.dues
        return self._places

    @property
    def is_ordinary(self) -> bool:
        """Whether the line is written as most are: then its due date is one, and the only one."""
        return self._places is None

    def values(self) -> tuple[object, ...]:
        return (self.owners, self.groups, self.due, self.task, self._placed)


def read_task(text: str) -> Task:
    """Reads the text of an action line (without box and id)."""
    return _ordinary_task(text) or _any_task(text)


def _ordinary_task(text: str) -> Task | None:
    """The task of a line written as most are: one owner first or none, plain words, at most one group, and a due date last. None of any other."""
    due = None
    rest = text
    for word in _DUE_ENDINGS:
        before, has_due, value = text.rpartition(word)
        if has_due:
            rest, due = before, value
            break
    before, plus, group = rest.rpartition(" +")
    task = before if plus else rest
    owner = ""
    if task[:1] == "@":
        owner, _, task = task[1:].partition(" ")
        if len(owner) > LONGEST_HANDLE or not is_name(owner) or task.partition(" ")[0] in _JOINERS:
            return None
    if (
        not task
        or task[0] in " ,&"
        or task[-1] == " "
        or "@" in task
        or ":" in task
        or "+" in task
        or "(" in task
        or ")" in task
        or "^" in task
        or "  " in task
        or not task.isprintable()
        or (due is not None and iso_day(due) is None)
        or (plus and not is_name(group))
    ):
        return None
    return Task(text, (owner,) if owner else (), (group,) if plus else (), due, task)


@lru_cache(maxsize=10_000)  # the same few own the actions of a book
def is_name(text: str) -> bool:
    """Whether a text is a handle or the name of a group, with nothing that an eye might take for its end."""
    if not text:
        return False
    first, rest = text[0], text.replace("-", "").replace("_", "").replace(".", "")
    return first.isalnum() and not first.isdecimal() and rest.isalnum() and text[-1] != "." and ".." not in text


def _any_task(text: str) -> Task:
    words = [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    leading = _leading_owners(words)
    dues = _dues(words)
    spans = [(w.start, w.end) for w in leading] + [(d.start, d.end) for d in dues]
    if leading:
        owners = tuple(h for w in leading for h in _handles_in(w.text))
        owner_words = leading
    else:
        owner_words = [Word(m[0], m.start(), m.end()) for m in _HANDLE.finditer(text)]
        owners = tuple(_trimmed(w.text[1:]) for w in owner_words)
    groups = tuple(_trimmed(m[1]) for m in _GROUP.finditer(text))
    last = len(dues) - 1
    for word in reversed(words):
        while last >= 0 and dues[last].start >= word.end:
            last -= 1
        is_due_word = last >= 0 and word.start < dues[last].end
        if not is_due_word and not _GROUP.fullmatch(word.text):
            break
        spans.append((word.start, word.end))
    due = dues[0].value if dues else None
    return Task(text, _unique(owners), _unique(groups), due, _without(text, spans), (tuple(owner_words), tuple(dues)))


def _leading_owners(words: list[Word]) -> list[Word]:
    """The run of handles the text begins with, its joining words left out."""
    run: list[Word] = []
    for word in words:
        if _handles_in(word.text):
            run.append(word)
        elif not (run and word.text.casefold() in _JOINERS):
            break
    if not run:
        return []
    last = words.index(run[-1])
    return words[: last + 1]


def _handles_in(word: str) -> tuple[str, ...]:
    """The handles of a word that is nothing but handles: `@a`, `@a,` or `@a,@b`."""
    parts = [p for p in word.rstrip(_TRAILING).split(",") if p]
    found = [re.fullmatch(r"@([^\W\d_][\w.\-]{0,39})", part) for part in parts]
    return tuple(_trimmed(m[1]) for m in found if m) if found and all(found) else ()


def _dues(words: list[Word]) -> list[DueWord]:
    found: list[DueWord] = []
    for i, word in enumerate(words):
        bracket = word.text.startswith("(")
        value = split_due(word.text[bracket:])
        if value is None:
            continue
        following = [w for w in words[i + 1 : i + 4] if not w.text.startswith(("@", "+", "^"))]
        end, at = word.end, word.end - len(value)
        if not value and following:  # "frist: 1.11."
            value, end, at, following = following[0].text, following[0].end, following[0].start, following[1:]
        if following and (_PAIR.match(value) or _DAY_THEN_MONTH.match(value)):  # "uke 42", "1. november"
            value, end = f"{value} {following[0].text}", following[0].end
            if len(following) > 1 and value[-1].isalnum() and _YEAR.match(following[1].text):  # "1. november 2027"
                value, end = f"{value} {following[1].text}", following[1].end
        for _ in range(_MOST_TRAILING):
            if len(value) < 2 or value[-1] not in _TRAILING + ")" or is_due(value):
                break
            end -= not _NUMERIC_DAY.match(value)  # the dot after "1.11." belongs to the day
            value = value[:-1]
        found.append(DueWord(value, word.start + bracket, end, at))
    return found


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in sorted(set(spans)):
        kept.append(text[position:start])
        position = max(position, end)
    kept.append(text[position:])
    return " ".join("".join(kept).replace("()", "").split())


def _trimmed(handle: str) -> str:
    """One sign of punctuation at the end is not part of a handle."""
    return handle[:-1] if handle[-1:] in _TRAILING else handle


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
