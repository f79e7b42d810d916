"""The formats of hand-outs: which there are, what each needs, and the one call that writes any of them."""

from importlib import import_module

from referat.errors import Exit, ReferatError
from referat.handouts.content import Handout
from referat.languages.mark import N_

# format -> (module, function, what must be importable, the extra that brings it).
WRITERS: dict[str, tuple[str, str, str, str]] = {
    "html": ("referat.handouts.html", "html", "", ""),
    "txt": ("referat.handouts.text", "text", "", ""),
    "md": ("referat.handouts.markdown", "markdown", "", ""),
    "json": ("referat.handouts.jsontext", "as_json", "", ""),
    "pdf": ("referat.handouts.pdf", "pdf", "typst", "pdf"),
    "docx": ("referat.handouts.docx", "docx", "docx", "office"),
    "xlsx": ("referat.handouts.xlsx", "xlsx", "xlsxwriter", "office"),
    "csv": ("referat.handouts.csvtext", "as_csv", "", ""),
    "odt": ("referat.handouts.odt", "odt", "", ""),
}


class NeedsExtra(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("To write {format}, referat needs a part that is not installed.")
    hint = N_("Install it with: pip install 'referat[{extra}]'")


def written(handout: Handout, form: str) -> bytes:
    """A hand-out in a format. Raises NeedsExtra where the library for it is not installed."""
    module, function, _, _ = WRITERS[form]
    require(form)
    data: bytes = getattr(import_module(module), function)(handout)
    return data


def require(form: str) -> None:
    """Raises NeedsExtra where a format's library is not installed."""
    from importlib.util import find_spec

    _, _, library, extra = WRITERS[form]
    if library and find_spec(library) is None:
        raise NeedsExtra(format=form, extra=extra)


def unshown(handout: Handout, form: str) -> list[str]:
    """The signs that a format cannot show, as they are written instead."""
    if form != "pdf":
        return []
    from referat.handouts import pdf

    return pdf.unshown(handout)
