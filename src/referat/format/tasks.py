"""The words of an action line: who owns it, which group it belongs to, when it is due, and what there is to do."""

import re
from datetime import date
from functools import lru_cache

from referat.format.due_words import REMARK, TRIGGERS, DueWord, Word, dues_in, masked, words_of
from referat.format.numbers import either
from referat.languages.phrases import EITHER_WORDS, OWNER_JOINERS, OWNER_LABELS
from referat.languages.postponing_words import AND_WORDS
from referat.languages.words import DUE_WORDS, spellings
from referat.model.dates import is_next_meeting, iso_day, last_day, read_due
from referat.model.fact import Fact

# No sign of a longer word or an address may follow: "@ola@x.no" is no handle, and of forty-one letters none is cut off.
_HANDLE = re.compile(r"(?:(?<=[\s(\[])|\A)@([^\W\d_][\w.\-]{0,39}+)(?![\w\-@])")
_GROUP = re.compile(r"(?:(?<=[\s(])|\A)\+([^\W\d_][\w.\-]*)")
_HANDLES = re.compile(r"@[^\W\d_][\w.\-]{0,39}(?:[,/+&]@[^\W\d_][\w.\-]{0,39})*[,/+&]?\Z")
_EITHER = spellings(EITHER_WORDS)
_OWNER_LABELS = spellings(OWNER_LABELS)
_JOINERS = spellings(OWNER_JOINERS) | _EITHER | {","}
_JOINING_STARTS = frozenset({joiner.split()[0] for joiner in _JOINERS} | {joiner.split()[0].capitalize() for joiner in _JOINERS})
_LONGEST_JOINER = 3  # words, as "i lag med"
_TRAILING = ",.;:"
_PARTING = frozenset(",;:([–—-")
_DUE_ENDINGS = tuple([f" {word}:" for word in sorted(spellings(DUE_WORDS), reverse=True)])
LONGEST_HANDLE = 40
# What is left where something was taken out of a sentence.
_EMPTY_PAIRS = re.compile(r"\([\s,;:]*+\)|\[[\s,;:]*+\]|\{[\s,;:]*+\}|(?<!\w)([*_]{1,3})\s*\1(?!\w)")
_TWO_COMMAS = re.compile(rf"\s*,\s*,\s*(?=({either(AND_WORDS, EITHER_WORDS)})\b)?")
_AT_START = re.compile(r"\A[\s,:;/+&–—-]+(?=\s|[^\W\d_])")
_BEFORE_STOP = re.compile(r"\s+[,:;–—-]+(?=[.!?]\Z)")
_AT_END = " .,:;–—-"
_NOTHING_MORE = (Word("", 0, 0), Word("", 0, 0))


_Places = tuple[tuple[Word, ...], tuple[DueWord, ...]]


class ActionText(Fact):
    """What an action line says. `task` is the text without leading owners, due dates and the groups at its end.

    `due` is the first due date as written, None where there is none; `is_either` says that the owners are joined by "or".
    Where the words stand is looked up when somebody asks: `owner_words`, `dues`.
    """

    __slots__ = ("_places", "due", "groups", "is_either", "owners", "task", "text")

    def __init__(
        self,
        text: str,
        owners: tuple[str, ...],
        groups: tuple[str, ...],
        due: str | None,
        task: str,
        places: _Places | None = None,
        *,
        is_either: bool = False,
    ) -> None:
        self.text = text
        self.owners = owners
        self.groups = groups
        self.due = due
        self.task = task
        self._places = places
        self.is_either = is_either

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


def read_task(text: str) -> ActionText:
    """Reads the text of an action line (without box and id)."""
    return _ordinary_task(text) or _any_task(text)


def with_iso_due(text: str, on: date | None, word: str) -> str:
    """The text of an action line with a due date in words, `innen fredag`, as the day that it means counted from a meeting; `word` sets it."""
    for due in reversed(read_task(text).dues):
        if not is_next_meeting(due.value) and last_day(due.value) is None and (iso := read_due(due.value, on)):
            text = f"{text[: due.start]}{word}:{iso}{text[due.end :]}"
    return text


def _ordinary_task(text: str) -> ActionText | None:
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
        if len(owner) > LONGEST_HANDLE or not is_name(owner) or owner[0].isupper() or task.partition(" ")[0] in _JOINING_STARTS:
            return None
    if (
        not task
        or task[0] in " ,&;/+–—-"
        or task[-1] in " ,;–—-"
        or "@" in task
        or ":" in task
        or "+" in task
        or "(" in task
        or ")" in task
        or "^" in task
        or "<" in task
        or "*" in task
        or "_" in task
        or "[" in task
        or "{" in task
        or "  " in task
        or not task.isprintable()
        or (iso_day(due) is None if due is not None else not TRIGGERS.isdisjoint(task.lower().split(" ")))
        or (plus and not is_name(group))
    ):
        return None
    return ActionText(text, (owner,) if owner else (), (group,) if plus else (), due, task)


@lru_cache(maxsize=10_000)  # the same few own the actions of a book
def is_name(text: str) -> bool:
    """Whether a text is a handle or the name of a group, with nothing that an eye might take for its end."""
    if not text:
        return False
    first, rest = text[0], text.replace("-", "").replace("_", "").replace(".", "")
    return first.isalnum() and not first.isdecimal() and rest.isalnum() and text[-1] != "." and ".." not in text


def _any_task(text: str) -> ActionText:
    seen = masked(text)
    words = words_of(seen)
    label = words[:1] if words and ":" in words[0].text and _is_owner_label(words[0].text) else []  # "Ansvar: @siv. Ringe"
    leading, is_either = _leading_owners(words[len(label) :])
    leading = [*label, *leading] if leading else []
    dues = dues_in(seen, words)
    spans = [(m.start(), m.end()) for m in REMARK.finditer(text)] if "<!--" in text else []
    spans += [_with_edges(text, due.start, due.end) for due in dues if due.counts]
    if leading:
        owners = tuple(h for w in leading for h in _handles_in(w.text))
        owner_words = leading
        spans.append(_owner_span(text, words, leading))
    else:
        owner_words = [Word(m[0], m.start(), m.end()) for m in _HANDLE.finditer(seen)]
        owners = tuple(_trimmed(w.text[1:]) for w in owner_words)
        spans += _owners_at_end(words, [due for due in dues if due.counts])
    groups = tuple(_trimmed(m[1]) for m in _GROUP.finditer(seen))
    spans += _groups_at_end(words, [due for due in dues if due.counts])
    counting = tuple([due for due in dues if due.counts])
    due = counting[0].value if counting else None
    return ActionText(text, _unique(owners), _unique(groups), due, _without(text, spans), (tuple(owner_words), counting), is_either=is_either)


def _leading_owners(words: list[Word]) -> tuple[list[Word], bool]:
    """The run of handles the text begins with, with what joins them; and whether they are joined by "or"."""
    run: list[Word] = []
    last = at = 0
    is_either = waits = False
    while at < len(words):
        word = words[at].text.strip("()[]") if not run or words[at].text[:1] in {"(", "["} else words[at].text.rstrip(")]")
        bare = word.lstrip("/+&") if run else word
        if _handles_in(bare):
            run.append(Word(bare, words[at].start, words[at].end))
            last, waits = at, False
            at += 1
        elif run and (count := _joiner_at(words, at)):
            joiner = " ".join(w.text for w in words[at : at + count]).casefold()
            waits = waits or joiner in _EITHER
            if joiner in _EITHER and at + count < len(words) and _handles_in(words[at + count].text.lstrip("/+&")):
                is_either = True
            at += count
        else:
            break
    return ([*words[:1], *words[1 : last + 1]] if run else []), is_either


def _joiner_at(words: list[Word], at: int) -> int:
    """How many words from here on join two owners; 0 where these do not."""
    for count in range(_LONGEST_JOINER, 0, -1):
        if " ".join(w.text for w in words[at : at + count]).casefold() in _JOINERS and len(words) >= at + count:
            return count
    return 0


def _handles_in(word: str) -> tuple[str, ...]:
    """The handles of a word that is nothing but handles: `@a`, `@a,`, `@a,@b` or `@a/@b`."""
    bare = word.strip("()[]").rstrip(_TRAILING)
    if "@" not in bare or not _HANDLES.match(bare):
        return ()
    return tuple(_trimmed(part[1:]) for part in re.split(r"[,/+&]", bare) if part)


def _owner_span(text: str, words: list[Word], leading: list[Word]) -> tuple[int, int]:
    """What is taken away of the owners a line begins with: of `@Kari Vik ringer` only the sign, for the whole name is said."""
    start, end = leading[0].start, leading[-1].end
    following, after = [word.text for word in (*words[len(leading) : len(leading) + 2], *_NOTHING_MORE)][:2]
    first = leading[0].text
    is_name_begun = first[1:2].isupper() and not first.isupper() and first[-1] not in _TRAILING
    if len(leading) == 1 and is_name_begun and following.istitle() and following.isalpha() and _is_surname(following, after):
        return start, start + 1
    return _with_edges(text, start, end)


def _is_surname(word: str, after: str) -> bool:
    """Whether a word behind `@Kari` is the rest of her name, as in `@Kari Vik ringer`, and not the task's first, as in `@Kari Ringe skolen`."""
    from referat.languages.lexicon import phrases, tokens, word_set

    to_do = word_set("tasks_infinitive")
    if word.casefold() in to_do or word.casefold() + "e" in to_do:
        return False
    return after.endswith("r") or bool(phrases("tasks", "tasks_weak", "wishes", "maybes", "finite").at(tokens(after), 0))


def _owners_at_end(words: list[Word], dues: list[DueWord]) -> list[tuple[int, int]]:
    """Where the owners stand that a sign parts from the sentence before them: `Ringe skolen, @siv`, `Ringe (@siv, @jo)`; not `Snakke med @jo`."""
    run: list[Word] = []
    before = ""
    last = len(dues) - 1
    for word in reversed(words):
        while last >= 0 and dues[last].start >= word.end:
            last -= 1
        if (last >= 0 and word.start < dues[last].end) or _GROUP.fullmatch(word.text):
            continue
        if not run and not word.text.strip(_AT_END):
            continue
        if not (_handles_in(word.text) or (run and word.text.casefold() in _JOINERS)):
            before = word.text
            if run and _is_owner_label(word.text):
                before = ","
                run.append(word)
            break
        run.append(word)
        if word.text[0] in "([":
            before = "("
            break
    is_parted = before[-1:] in _PARTING and sum("@" in word.text for word in run) == sum("@" in word.text for word in words)
    return [(word.start + _opening(word.text), word.end - word.text.count(")") - word.text.count("]")) for word in run] if run and is_parted else []


def _is_owner_label(word: str) -> bool:
    """Whether a word says that owners follow: `Ansvar:`, `(ansvarlig`."""
    bare = word.lstrip("([*_")
    return bare.rstrip(":*_").casefold() in _OWNER_LABELS and (bare != word or ":" in bare)


def _opening(word: str) -> int:
    return len(word) - len(word.lstrip("(["))


def _groups_at_end(words: list[Word], dues: list[DueWord]) -> list[tuple[int, int]]:
    """Where the groups at the end of a line stand; due dates may stand among them."""
    spans: list[tuple[int, int]] = []
    last = len(dues) - 1
    for word in reversed(words):
        while last >= 0 and dues[last].start >= word.end:
            last -= 1
        is_due_word = last >= 0 and word.start < dues[last].end
        if not is_due_word and not _GROUP.fullmatch(word.text):
            break
        if not is_due_word:
            spans.append((word.start, word.end))
    return spans


def _with_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the brackets and the signs of bold and italics right around it."""
    while True:
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and before in "*_" and (after == before or text.count(before, start, end) % 2):
            start, end = start - 1, end + (after == before)
        elif before + after in {"[]", "()", "{}"}:
            start, end = start - 1, end + 1
        else:
            return start, end


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without these, and without what would be left over of the sentence around them."""
    if not spans:
        return " ".join(text.split())
    kept, position = [], 0
    for start, end in sorted(set(spans)):
        kept.append(text[position : max(start, position)])
        position = max(position, end)
    kept.append(text[position:])
    left = _EMPTY_PAIRS.sub("", " ".join("".join(kept).split()))  # of a long run of blanks each would be tried as a beginning
    left = _TWO_COMMAS.sub(lambda m: " " if m[1] else ", ", left)
    left = _AT_START.sub("", _without_end(_BEFORE_STOP.sub("", " ".join(left.split()))))
    return re.sub(r" (?=[,.;:!?](?:\s|\Z))", "", left)


def _without_end(text: str) -> str:
    """A text without the signs at its end that join on what is no longer there; a full stop right after its last word stays."""
    bare = text.rstrip(_AT_END)
    signs = text[len(bare) :]
    return bare + signs[: len(signs) - len(signs.lstrip("."))]


def _trimmed(handle: str) -> str:
    """One sign of punctuation at the end is not part of a handle."""
    return handle[:-1] if handle[-1:] in _TRAILING else handle


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
