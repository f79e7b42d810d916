"""What is known while one document is made: the book, the day, whom it is for, and what of a file may be shown."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from referat.format import style
from referat.format.boxes import scan
from referat.format.document import Document, decoded
from referat.format.fieldnames import field_meaning
from referat.format.fields import Fields
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.paths import beside
from referat.format.public import PUBLIC_FILE, NotThere, PublicUnread, read_kept
from referat.handouts.content import Picture
from referat.handouts.look import PLAIN_LOOK, Look
from referat.handouts.outcomes import CASE_REFERENCE
from referat.handouts.pictures import checked
from referat.handouts.source import BookSource
from referat.handouts.withheld import AllKept, Withheld, attachments_of, kept_of, names_item, withheld_of
from referat.handouts.words import day_words
from referat.model.action import Action, ActionLine, SourceKind
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant, fold
from referat.model.text import safe
from referat.query.people import PersonStanding

# What somebody may have written after the name of who was not there: `Berit Bø, syk`, `Berit Bø – på kurs`.
_AFTER_NAME = re.compile(r"\s*[,;:(–—]|\s+-")


@dataclass(frozen=True)
class BookFacts:
    """A book, as hand-outs are made from it on a day. `public` is the edition that everybody may read; `checkpoint` the line at the foot."""

    source: BookSource
    today: date
    public: bool = False
    checkpoint: str = ""
    look: Look = field(default=PLAIN_LOOK)

    @cached_property
    def language(self) -> str:
        return self.source.language

    @cached_property
    def _actions(self) -> dict[str, Action | None]:
        return {}

    def action(self, action_id: str) -> Action | None:
        """The action with this id."""
        if action_id not in self._actions:
            self._actions[action_id] = self.source.action(action_id) if action_id else None
        return self._actions[action_id]

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {fold(group.id): group for group in self.source.groups}

    @cached_property
    def kept(self) -> AllKept:
        """What `meetings/public.yaml` keeps back. Raises PublicUnread."""
        if not self.source.has_file(PUBLIC_FILE):
            return {}
        data = self.source.attached(PUBLIC_FILE)
        if data is None:
            raise PublicUnread(path=PUBLIC_FILE)
        kept = read_kept(decoded(PUBLIC_FILE, data))
        self._refuse_unknown(kept)
        return kept

    def _refuse_unknown(self, kept: AllKept) -> None:
        """Raises NotThere where something is kept back that is nowhere: who wrote it meant something, and nobody can tell what."""
        known = {name: one for one in self.source.minutes for name in (fold(one.id), *(fold(old.from_) for old in one.moved))}
        for name, entries in kept.items():
            if name not in known:
                raise NotThere(path=PUBLIC_FILE, what=name)
            page = self.page(known[name])
            for entry in entries:
                hides = {fold(entry.attachment): ""} if entry.attachment else {}
                named = attachments_of(page.header_texts("attachments"), Withheld(attachments=hides))
                if not (any(names_item(entry, item) for item in page.minutes.items) or any(ground == "" for _, ground in named)):
                    raise NotThere(path=PUBLIC_FILE, what=f"{name}: {entry.item or entry.attachment}")

    @cached_property
    def _withheld(self) -> dict[str, Withheld]:
        return {}

    def withheld(self, path: str) -> Withheld:
        """What of a file is not public; nothing is held back from members."""
        if not self.public:
            return _NOTHING
        if path not in self._withheld:
            page = self.source.page(path)
            minutes = page if isinstance(page, Minutes) else None
            self._withheld[path] = withheld_of(self.source.document(path), minutes, kept_of(minutes, self.kept) if minutes else ())
        return self._withheld[path]

    def body_name(self, group_id: str) -> str:
        """What a group is called; its id where nobody says."""
        group = self.groups.get(fold(group_id))
        return group.title if group and group.title else group_id

    def name_of(self, handle: str, line: ActionLine | None = None) -> str:
        """The name that a handle stands for, "" where nobody knows."""
        if line is not None:
            name = self.source.name_of(handle, line)
            return "" if name == f"@{handle}" else name
        person = self.source.register.by_handle(handle)
        return person.name if person else ""

    def with_days(self, text: str) -> str:
        """A task in which the minutes of the case that it carries out are called by their day: `(sak 12/26, 10. januar 2026)`."""
        return CASE_REFERENCE.sub(self._with_day, text) if "(" in text else text

    def _with_day(self, found: re.Match[str]) -> str:
        minutes = self.source.minutes_called(found["meeting"].strip())
        day = day_words(minutes.on, self.language) if minutes else ""
        return found[0].replace(found["meeting"], day) if day else found[0]

    def name_elsewhere(self, handle: str, action_id: str) -> str:
        """The name that a handle stands for on another line of the same action: whom later minutes name, earlier ones meant."""
        action = self.action(action_id)
        return next((name for line in (action.lines if action else ()) if (name := self.name_of(handle, line))), "")

    @cached_property
    def _orgs(self) -> dict[str, str]:
        """Names and their organisations, from where no reason for absence can stand: the register, seats of groups, and who was there."""
        found: dict[str, str] = {}
        known = [(person.name, person.org) for person in self.source.register.people]
        known += [(person.name, person.org) for group in self.source.groups for person in group.seats]
        known += [(person.name, person.org) for one in self.source.minutes for person in one.attendance]
        for name, org in known:
            if name and not found.get(fold(name)):
                found[fold(name)] = org
        return found

    def name_shown(self, name: str) -> str:
        """A name; to the public without what may stand after it of why somebody was not there, where that is the only place it is known from."""
        return safe(name if not self.public or fold(name) in self._orgs else _AFTER_NAME.split(name, maxsplit=1)[0])

    def org_of(self, person: Participant | PersonStanding) -> str:
        """Somebody's organisation, as it may be shown."""
        return safe(self._orgs.get(fold(person.name), "") if self.public else person.org)

    def page(self, minutes: Minutes) -> "MinutesPage":
        return MinutesPage(self, minutes, self.source.document(minutes.path))


_NOTHING = Withheld()


@dataclass(frozen=True)
class MinutesPage:
    """One file of minutes, while a document is made from it."""

    facts: BookFacts
    minutes: Minutes
    document: Document

    @cached_property
    def language(self) -> str:
        return style.language(self.document, self.facts.language)

    @cached_property
    def withheld(self) -> Withheld:
        return self.facts.withheld(self.minutes.path)

    @cached_property
    def log_lines(self) -> frozenset[int]:
        """The lines, by their index in the body, that say what happened to an action; its state says it in words."""
        return frozenset(log.index for log in scan(self.document.body_texts).logs)

    def header_texts(self, name: str) -> tuple[str, ...]:
        """A field of the header that holds texts: attachments, copy. `kart.pdf (unntatt: offl. § 13)` is a field to YAML, and meant as text."""
        node = next((value for key, value in self.document.header or () if field_meaning(key.text, SourceKind.MINUTES) == name), None)
        if not isinstance(node, Sequence):
            return Fields(self.document, SourceKind.MINUTES).texts(name)
        return tuple(text for one in node.items if (text := _as_text(one)))

    def name_in(self, handle: str) -> str:
        """The name of a handle in the text: from the register, or of somebody who was there."""
        person = self.facts.source.register.find(handle, self.minutes.attendance)
        return person.name if person else ""

    def picture(self, path: str, words: str) -> Picture | None:
        """A picture that the text shows, from the folder of its file; None where it cannot be shown."""
        data = self.facts.source.attached(beside(self.minutes.path, path))
        found = checked(data) if data else None
        return Picture(words, found[1], found[0], found[2], found[3]) if found else None


def _as_text(node: Node) -> str:
    if isinstance(node, Mapping):
        return ", ".join(f"{key.text}: {_as_text(value)}" for key, value in node)
    return node.text.strip() if isinstance(node, Scalar) else ", ".join(map(_as_text, node.items))
