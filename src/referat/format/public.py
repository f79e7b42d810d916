"""`meetings/public.yaml`: what was decided, after approval, to keep from the public. Approved text is never marked, so it is said here.

2024-01-10-tun:
  - {item: "4", ground: offl. § 13}
  - {attachment: lønn.pdf, ground: offl. § 23}
"""

from collections.abc import Iterator
from dataclasses import dataclass

from referat.errors import Exit, ReferatError
from referat.format.header import compose
from referat.format.nodes import HeaderError, Mapping, Node, Scalar, Sequence
from referat.format.settings import LARGEST_SETTINGS
from referat.languages.mark import N_
from referat.languages.words import KEPT_FIELDS, meanings
from referat.model.place import Place
from referat.model.text import fold

PUBLIC_FILE = "meetings/public.yaml"
_FIELDS = meanings(KEPT_FIELDS)


class PublicUnread(ReferatError):
    """Nothing is made public while the list of what is not cannot be read."""

    exit = Exit.CANNOT_READ
    message = N_("{path} cannot be read, so nothing is made public.")
    hint = N_("Each line names minutes, then what in them is kept back: 2024-01-10-tun: [{{item: 4, ground: offl. § 13}}]")


class NotThere(ReferatError):
    """What is kept from the public by a name that nothing has would be handed out."""

    exit = Exit.CANNOT_READ
    message = N_("{path} keeps back “{what}”, which is not in the book, so nothing is made public.")
    hint = N_("Write the id of the minutes, and the number or title of the item, or the name of the attachment, as they stand in the file.")


@dataclass(frozen=True, slots=True)
class KeptFromPublic:
    """Something in minutes that is not public: an item by its number or title, or an attachment by its name; with its ground."""

    item: str = ""
    attachment: str = ""
    ground: str = ""


def read_kept(text: str) -> dict[str, tuple[KeptFromPublic, ...]]:
    """What is kept from the public, by the id of the minutes. Raises PublicUnread where anything in the file is not understood."""
    if not text.strip():
        return {}
    try:
        top = compose(text, first_line=1, largest=LARGEST_SETTINGS)
    except HeaderError as error:
        raise PublicUnread(path=PUBLIC_FILE, place=Place(PUBLIC_FILE, error.line + 1)) from None
    found: dict[str, tuple[KeptFromPublic, ...]] = {}
    for key, value in top:
        found[fold(key.text)] = (*found.get(fold(key.text), ()), *(_kept(entry) for entry in _entries(value)))
    return found


def _entries(node: Node) -> Iterator[Node]:
    yield from node.items if isinstance(node, Sequence) else (node,)


def _kept(node: Node) -> KeptFromPublic:
    values = {}
    for key, value in node if isinstance(node, Mapping) else ():
        meaning = _FIELDS.get(key.text.casefold())
        if meaning is None or not isinstance(value, Scalar):
            raise PublicUnread(path=PUBLIC_FILE, place=Place(PUBLIC_FILE, key.line + 1))
        values[meaning] = value.text.strip()
    kept = KeptFromPublic(values.get("item", ""), values.get("attachment", ""), values.get("ground", ""))
    if bool(kept.item) == bool(kept.attachment):
        raise PublicUnread(path=PUBLIC_FILE, place=Place(PUBLIC_FILE, node.line + 1))
    return kept
