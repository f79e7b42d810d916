"""What the commands that make documents say of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from referat.cli.console import to_stderr
from referat.languages.i18n import tr
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.handouts.content import Handout


def say_unshown(handout: "Handout", formats: Iterable[str]) -> None:
    """Name the signs that stand in a document in another way than they were written."""
    from referat.handouts.writers import unshown

    wanted = list(formats)
    for path in handout.look.left_out if "pdf" in wanted else ():
        to_stderr(tr(N_("{path} is no font that may be put into a document, and is left out."), path=path))
    for form in wanted:
        if signs := unshown(handout, form):
            shown = " ".join(signs[:20]) + (" …" if len(signs) > 20 else "")
            to_stderr(tr(N_("{format}: its fonts have no sign for {signs}"), format=form, signs=shown))
