"""A copy of minutes to hand out, as a value: what stands on it, before it becomes HTML or plain text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy holds. `facts` are the rows above the text, each a label and its values; `marks` the lines at the foot, the checkpoint last.

    `notice` says what kind of text it is (a draft sent out for comments, approved minutes); `body` is Markdown.
    """

    language: str
    title: str
    notice: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    body: str
    marks: tuple[str, ...]
