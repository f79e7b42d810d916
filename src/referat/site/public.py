"""The leak check over every file of the public edition, before any is written."""

from collections.abc import Callable

from referat.handouts.leaks import LeakCheck
from referat.site.frame import own_text
from referat.site.site import Site


def refusing(site: Site) -> Callable[[str, bytes], None]:
    """What raises Leaked for a file that would show what is not public. The site's own words are no secret of a book."""
    check = LeakCheck(site.facts, own_text())

    def refuse(path: str, data: bytes) -> None:
        kind = path.rpartition(".")[2]
        if path not in {"assets/site.css", "assets/site.js"}:
            check.refuse(path, "txt" if kind == "js" else kind, data)

    return refuse
