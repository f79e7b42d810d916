"""A copy of minutes as plain text, for the body of a mail and for printers that know no better."""

from referat.model.text import safe, width
from referat.render.copy import Copy
from referat.render.minutes_markdown import without_remarks


def text(copy: Copy) -> str:
    """The text, with a line of its own at the foot for the checkpoint. No control character of the writer's reaches the reader."""
    label = max((width(name) for name, _ in copy.facts), default=0) + 2
    lines = [safe(copy.title), "=" * width(safe(copy.title)), "", safe(copy.notice), ""]
    for name, values in copy.facts:
        for number, value in enumerate(values):
            lead = f"{name}:" if number == 0 else ""
            lines.append(lead + " " * (label - width(lead)) + safe(value))
    body = [safe(line.replace("\t", "    ")).rstrip() for line in without_remarks(copy.body).splitlines()]
    lines += ["", *body, "", "-" * 40, *(safe(mark) for mark in copy.marks)]
    return "\n".join(lines) + "\n"
