"""Makes the three pictures of the README from the example book, on one day; with --check it only says whether they are current.

They are drawn by programs that not everybody has (poppler's pdftoppm, Chromium), so what is compared is what they say: its digest stands in
`sources.txt`.
"""

import hashlib
import html
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SOURCES = PICTURES / "sources.txt"
ON = "2023-09-20"
WIDTH = 96
LIST = ("actions",)
# Rich's own form without the fonts that it would have loaded from elsewhere.
FORM = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def ran(*words: str) -> str:
    """What a command answers in the example book, as on a terminal of a fixed width."""
    surroundings = {**os.environ, "REFERAT_TODAY": ON, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "LC_ALL": "C.UTF-8", "REFERAT_BOOK": str(ROOT)}
    command = [sys.executable, "-m", "referat", *words]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True).stdout


def terminal(answer: str) -> str:
    """The list, as an SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text(f"$ referat {' '.join(LIST)}", style="bold"))
    console.print(Text.from_ansi(answer))
    return console.export_svg(title="referat", code_format=FORM, unique_id="list")


def said(folder: Path) -> dict[str, str]:
    """What the pictures say, by their names."""
    ran("site", str(folder / "site"))
    front = (folder / "site" / "index.html").read_text(encoding="utf-8")
    words = html.unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", front, flags=re.DOTALL))
    return {
        "list.svg": ran(*LIST, "--format", "table"),
        "minutes.png": ran("export", "last", "--to", "txt", "--out", "-"),
        "site.png": " ".join(words.split()),
    }


def digests(texts: dict[str, str]) -> str:
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(texts.items()))


def draw(folder: Path, answer: str) -> None:
    (PICTURES / "list.svg").write_text(terminal(answer), encoding="utf-8")
    ran("export", "last", "--to", "pdf", "--out", str(folder / "minutes.pdf"))
    page = ["-r", "60", "-png", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftoppm", *page, str(folder / "minutes.pdf"), str(PICTURES / "minutes")], check=True)
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,700"]
    shot = [f"--screenshot={PICTURES / 'site.png'}", (folder / "site" / "index.html").as_uri()]
    subprocess.run([*browser, *shot], check=True, capture_output=True)


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = said(folder)
        if SOURCES.exists() and SOURCES.read_text(encoding="utf-8") == digests(texts):
            print("the pictures are current")
            return 0
        if arguments == ["--check"]:
            print("the pictures are not current (make pictures)")
            return 1
        PICTURES.mkdir(exist_ok=True)
        draw(folder, texts["list.svg"])
        SOURCES.write_text(digests(texts), encoding="utf-8")
    print("docs/pictures: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
