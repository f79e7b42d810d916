"""Makes docs/problems.md from the catalogue of problems and the example of each; with --check it only says whether the page is current."""

import os
import sys
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

from referat.cli.check_output import as_page
from referat.languages import i18n
from referat.model.problems import CHAPTERS, ProblemEntry, Severity
from tools.examples import Example, example, found_in, laid_out, mended

PAGE = Path(__file__).resolve().parents[1] / "docs" / "problems.md"
HEAD = """\
# What `referat check` finds

Made from the catalogue of problems and the examples in tests/problems by `make reference`; edit those, not this page.

An **error** keeps something from being read, or from being true; a **warning** is probably a mistake; a **note** is for information, and never
makes `check` exit with 1. How severe a code is can be set in the book, and `off` hides it:

```yaml
# meetings/book.yaml
severities:
  no-due: warning
  number-gap: off
```

`referat check --fix` mends what is marked *mended by `--fix`*: in drafts and in files without a date alone, and only where it cannot be wrong.
With `--dry-run` it shows what it would change. It never saves anything in git.
"""
WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def page() -> str:
    os.environ["COLUMNS"] = "120"
    i18n.use("en")
    parts = [HEAD]
    for chapter, entries in CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        for code, entry in entries.items():
            parts += section(example(code), entry)
    return "\n".join(parts)


def section(one: Example, entry: ProblemEntry) -> Iterator[str]:
    """A code's section: what it is called, how severe it is, and its example as check shows it, with the lines as --fix leaves them."""
    yield f"### {one.code}\n"
    with laid_out(one) as root:
        book, found = found_in(root, one.today)
        own = [finding for finding in found if finding[0].code == one.code]
        shown = as_page(own, book.line_text)
        after = mended(root)
    fix = ", mended by `--fix`" if after else ""
    yield f"**{entry.title}** ({WORDS[entry.severity]}{fix})\n"
    yield f"```text\n{shown}\n```\n"
    for path, text in after.items():
        lines = [line.rstrip() for line in ndiff(one.files[path].splitlines(), text.splitlines()) if line[:2] in {"- ", "+ "}]
        yield "```diff\n" + "\n".join(lines) + "\n```\n"


def main(arguments: list[str]) -> int:
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        print("docs/problems.md is current")
        return 0
    if arguments == ["--check"]:
        print("docs/problems.md is not current (make reference)")
        return 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    print("docs/problems.md: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
