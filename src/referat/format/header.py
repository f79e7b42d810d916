"""The header: YAML read as text. Every scalar is the string that stands in the file, with its place; the field decides what it means.

A guard looks at every event before anything is built: aliases, anchors, tags, merge keys, depth and size are bounded, so that no header
can make the reader slow, large or wrong (docs/format.md, "Header").
"""

from referat.errors import Exit, ReferatError
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.plainhead import LARGEST_HEADER
from referat.format.plainheader import plain_header
from referat.languages.mark import N_

DEEPEST = 16


class HeaderError(ReferatError):
    """A header that cannot be read. `code` is the problem's; line and column count within the header's own text, from 0."""

    exit = Exit.CANNOT_READ
    message = N_("The header cannot be read: {reason}")

    def __init__(self, problem: str, line: int = 0, column: int = 0, **facts: object) -> None:
        super().__init__(**({"reason": problem} | facts))
        self.problem = problem
        self.line = line
        self.column = column


def compose(text: str, *, first_line: int = 2, largest: int = LARGEST_HEADER) -> Mapping:
    """The fields of a header, or of a settings file. Raises HeaderError where it may not be read.

    `text` is what stands between the two `---` lines; `first_line` is the number of its first line in the file, `largest` how many
    characters it may have.
    """
    if len(text) > largest:
        raise HeaderError("header-too-large", limit=f"{largest // 1024} KiB", depth=DEEPEST)
    if ordinary := plain_header(text):
        return ordinary
    if not text:
        return Mapping((), 0, 0, 0, 0)
    from referat.format.yaml_parser import build

    node = build(text, first_line)
    if node is None or (isinstance(node, Scalar) and not node.text and not node.style):
        return Mapping((), 0, 0, 0, 0)
    if not isinstance(node, Mapping):
        raise HeaderError("header-not-fields", node.line, node.column)
    return node


def plain(node: Node) -> object:
    """A header value as Python's own strings, lists and dicts, as the canonical text has it."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}
