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

    for form in formats:
        if signs := unshown(handout, form):
            shown = " ".join(signs[:20]) + (" …" if len(signs) > 20 else "")
            to_stderr(tr(N_("{format}: its fonts have no sign for {signs}"), format=form, signs=shown))
