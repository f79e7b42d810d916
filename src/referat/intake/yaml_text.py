"""Values written for a YAML header so that they read back as the same text, quoted only where they must be."""

import json
import re

_PLAIN = re.compile(r"^[^\W_]")
_RISKY = re.compile(
    r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\s$|^\s|^(?:~|null|true|false|yes|no|on|off)$", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# What is not seen and not counted as a letter: soft hyphens, joiners, and the marks that turn the direction of what follows.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(text: str) -> str:
    """The text without characters that a header may not hold, or that would hide what stands there."""
    return _CONTROL.sub(" ", _UNSEEN.sub("", text))


def scalar(text: str) -> str:
    """One line of text as a YAML scalar."""
    text = " ".join(clean(text).split())
    if text and _PLAIN.match(text) and not _RISKY.search(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def block(lines: list[str], indent: int) -> list[str]:
    """Lines as the body of a literal block scalar; each begins at the same column, so no line can end the block."""
    return [" " * indent + " ".join(clean(line).split()) for line in lines if line.strip()]
