"""The formats an answer can be written in: a table of names, what each can write, and the module that does it, loaded when it is used."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.render.sheet import Report, Sheet

# name -> (module, the function that writes a sheet, the one that writes a report); None where it cannot.
FORMATS: dict[str, tuple[str, str | None, str | None]] = {
    "table": ("referat.render.table", "sheet_text", "report_text"),
    "plain": ("referat.render.plain", "sheet_text", "report_text"),
    "json": ("referat.render.jsontext", "sheet_text", "report_text"),
    "csv": ("referat.render.csvtext", "sheet_text", None),
    "csv-excel": ("referat.render.csvtext", "excel_text", None),
    "md": ("referat.render.markdown", "sheet_text", "report_text"),
    "todotxt": ("referat.render.todotxt", "sheet_text", None),
    "ics": ("referat.render.ics", "sheet_text", None),
}
# What a format is told beyond the answer itself.
TOLD = {"table": ("screen", "colour"), "ics": ("today",)}
ON_SCREEN = "table"
IN_PIPE = "plain"
# Where these go the line ends and the mark at the start are theirs, not the system's.
EXACT = frozenset({"csv", "csv-excel", "ics"})


def written(what: Sheet | Report, name: str, *, screen: int = 80, colour: bool = False, today: str = "") -> str:
    """A sheet or a report as text in the format of that name."""
    module, of_sheet, of_report = FORMATS[name]
    function = of_sheet if hasattr(what, "rows") else of_report
    if function is None:
        raise ValueError(f"{name} cannot write a report")
    write = getattr(__import__(module, fromlist=(function,)), function)  # `importlib` takes longer to load than the module itself
    known = {"screen": screen, "colour": colour, "today": today}
    text: str = write(what, **{fact: known[fact] for fact in TOLD.get(name, ())})
    return text
