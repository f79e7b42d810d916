"""The few marks that formatted documents are turned into, so that headings, bold and lists survive as text."""

import re
from collections.abc import Iterable


def bold(pieces: Iterable[tuple[str, bool]]) -> str:
    """Runs of text, those in bold between double asterisks; neighbours in bold are one, and spaces stay outside."""
    merged: list[tuple[str, bool]] = []
    for text, strong in pieces:
        if merged and (merged[-1][1] == strong or not text.strip()):
            merged[-1] = (merged[-1][0] + text, merged[-1][1])
        elif text:
            merged.append((text, strong))
    parts = []
    for text, strong in merged:
        if not strong or not re.search(r"\w", text):
            parts.append(text)
            continue
        inner = text.strip()
        start = text.find(inner)
        parts.append(f"{text[:start]}**{inner}**{text[start + len(inner) :]}" if "\n" not in inner and "\t" not in inner else text)
    return "".join(parts)


def heading(level: int, text: str) -> str:
    """A heading's text with its level; the bold that a heading has anyway is taken off."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", " ".join(text.split()))
    return f"{'#' * max(1, min(level, 6))} {text}" if text else ""


def row(cells: Iterable[str]) -> str:
    """A table row: its cells with tabs between."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip()
