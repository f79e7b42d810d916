"""Recordings with captions (.vtt, .srt): who spoke and when. The words themselves are a transcript, and no minutes."""

import re

from referat.documents.attendance_reports import is_bot
from referat.documents.block import Block, Claim, Content, tidy
from referat.documents.text import split_lines

_TIME = re.compile(r"^\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}\s+-->\s+(?P<end>(?:\d{1,2}:)?\d{1,2}:\d{2})[.,]\d{3}")
_VOICE = re.compile(r"^<v(?:\.[\w.]+)?\s+(?P<name>[^>]{1,60})>(?P<said>.*)$")
_NAMED = re.compile(r"^(?P<name>[^\W\d_][\w .'’-]{0,50}?)\s*:\s+(?P<said>\S.*)$")


def takes(text: str, name: str) -> bool:
    head = text[:20_000]
    return head.lstrip("\ufeff \n").startswith("WEBVTT") or (
        name.casefold().endswith((".vtt", ".srt")) and any(_TIME.match(line) for line in head.split("\n"))
    )


def read(text: str, name: str) -> Content:
    """Each who spoke is there; what each said is given as text for proposals, never as minutes."""
    speakers: dict[str, str] = {}
    blocks: list[Block] = []
    last = ""
    spoken = False
    for place, line in enumerate(split_lines(text, name), 1):
        if found := _TIME.match(line):
            last, spoken = found["end"], True
            blocks.append(Block("aside", "", line, place=place))
            continue
        voice = _VOICE.match(line.strip()) or (_NAMED.match(line.strip()) if spoken else None)
        who = tidy(voice["name"]) if voice else ""
        if voice and who and not is_bot(who) and not _TIME.match(line):
            speakers.setdefault(who.casefold(), who)
            said = re.sub(r"</?v[^>]*>", "", voice["said"]).strip()
            blocks.append(Block("text", f"{who}: {said}", line, place=place))
        else:
            blocks.append(Block("aside" if line.strip() else "blank", "", line, place=place))
        spoken = spoken and bool(line.strip())
    claims = [Claim("present", who, 1) for who in speakers.values()]
    claims += [Claim("length", last, 1)] if last else []
    return Content(tuple(blocks), "recording", tuple(claims), machine="recording")
