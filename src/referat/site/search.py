"""The search: which words stand in which case, as script files that a page loads when somebody begins to type.

One file a year, or a month where a year has many meetings, so that a change of one meeting makes little anew.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from unicodedata import normalize

from referat.handouts.words import day_words
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.people import fold
from referat.model.text import safe
from referat.query.search import bare
from referat.site.site import Site
from referat.site.things import AgendaPlace, MeetingWithPage, digest
from referat.site.views import case_words

_WORD = re.compile(r"[^\W_]+")
_MANY = 240  # as many meetings in a year are told apart by month
# What is found: its kind in words, its title, its address, and what stands beside it.
Entry = tuple[str, str, str, str]


def files_of(site: Site, frame: str) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The script files of the search: path, key, and how each is made."""
    parts = _parts(site.meetings)
    names = [*(f"search-{part}" for part in sorted(parts, reverse=True)), "search-names"]
    yield "assets/search.js", digest(frame, names), f"self.referatShards={json.dumps(names)};\n".encode
    for part, meetings in parts.items():
        key = digest(frame, site.tag, [(one.url, one.row.title, one.row.group, one.gathered.text) for one in meetings])
        yield f"assets/search-{part}.js", key, partial(_meetings, site, meetings)
    key = digest(frame, [(one.url, one.standing.called, one.standing.org) for one in site.people], [(group.id, group.title) for group in site.groups])
    yield "assets/search-names.js", key, partial(_names, site)


def _parts(meetings: Iterable[MeetingWithPage]) -> dict[str, list[MeetingWithPage]]:
    """The meetings by year, `2024`, or by month, `2024-05`."""
    years: dict[str, list[MeetingWithPage]] = {}
    for one in meetings:
        years.setdefault(one.row.on[:4], []).append(one)
    found: dict[str, list[MeetingWithPage]] = {}
    for listed in years.values():
        for one in listed:
            found.setdefault(one.row.on[: 7 if len(listed) > _MANY else 4], []).append(one)
    return found


def _meetings(site: Site, meetings: Iterable[MeetingWithPage]) -> bytes:
    entries: list[Entry] = []
    words: list[Iterable[str]] = []
    for meeting in reversed(list(meetings)):
        day = day_words(meeting.on, site.facts.language)
        title, group = safe(meeting.row.title), safe(site.facts.body_name(meeting.row.group)) if meeting.row.group else ""
        entries.append((tr(D_("Meeting")), title, meeting.url, day))
        words.append(_words_in(f"{title} {group} {meeting.row.venue} {day}"))
        for place, case in enumerate(meeting.gathered.cases):
            if case.is_hidden:
                continue
            node = AgendaPlace(meeting.at, place)
            entries.append((tr(D_("Case")), case_words(site, node), f"{meeting.url}#{meeting.anchors[place]}", f"{title}, {day}"))
            words.append(case.words.split(" "))
    return _file(entries, words)


def _names(site: Site) -> bytes:
    entries: list[Entry] = []
    words: list[Iterable[str]] = []
    for group in site.groups:
        entries.append((tr(D_("Group")), safe(group.title or group.id), site.group_urls[fold(group.id)], ""))
        words.append(_words_in(f"{group.title} {group.id}"))
    for one in site.people:
        org = site.facts.org_of(one.standing)
        entries.append((tr(D_("Person")), safe(one.standing.called), one.url, org))
        words.append(_words_in(f"{one.standing.called} {org}"))
    return _file(entries, words)


def _words_in(text: str) -> set[str]:
    found = _WORD.findall(normalize("NFC", text).lower())
    return {*found, *(bare(word) for word in found if not word.isascii())}


def _file(entries: list[Entry], words: Iterable[Iterable[str]]) -> bytes:
    """Words in order, and for each the entries that it stands in, as the steps from one to the next. Numbers stay short, and apart."""
    found: dict[str, list[int]] = {}
    for number, own in enumerate(words):
        for word in own:
            found.setdefault(word, []).append(number)
    listed = sorted(found)
    steps = [",".join(str(now - before) for before, now in zip([0, *found[word]], found[word], strict=False)) for word in listed]
    data = {"entries": entries, "words": "\n".join(listed), "at": ";".join(steps)}
    text = (
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )
    return f"(self.referatFound=self.referatFound||[]).push({text});\n".encode()
