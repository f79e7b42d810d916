"""The steps of a release that can go wrong by hand: the notes from the changelog, the look at what was built, the tag. RELEASING.md tells the whole.

python tools/release.py notes           the section of the changelog for this version
python tools/release.py check FOLDER    the wheel in FOLDER, in an empty environment
python tools/release.py tag [--check]   the tag of this version; with --check only whether it stands where we are
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECTION = re.compile(r"^## (?P<heading>.+)$", re.MULTILINE)
RELEASED = re.compile(r"(?P<number>\S+) – (?P<day>\d{4}-\d{2}-\d{2})")
# Beside the modules: translations, templates, and the mark that the types hold.
NEEDED = ("referat/py.typed", "referat/languages/catalogues/nb/LC_MESSAGES/referat.mo", "referat/languages/catalogues/nn/LC_MESSAGES/referat.mo")


class NotYet(Exception):
    """Why the step cannot be taken."""


def version(root: Path = ROOT) -> str:
    found = re.search(r'^__version__ = "(.+)"$', (root / "src/referat/__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def notes(changelog: str, number: str) -> str:
    """The text of a version's section. Raises NotYet where it has none, or is not dated."""
    headings = list(SECTION.finditer(changelog))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading["heading"].split()[0] != number:
            continue
        if not RELEASED.fullmatch(heading["heading"].strip()):
            raise NotYet(f"CHANGELOG.md: “{heading['heading']}” does not end in the day of the release")
        text = changelog[heading.end() : following.start() if following else len(changelog)].strip()
        if not text:
            raise NotYet(f"CHANGELOG.md: the section of {number} is empty")
        return text + "\n"
    raise NotYet(f"CHANGELOG.md has no section for {number}")


def git(*words: str, root: Path = ROOT, said: str = "") -> str:
    done = subprocess.run(["git", *words], cwd=root, input=said, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotYet(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def tag(root: Path = ROOT) -> str:
    """The tag of this version on what is checked out, with the notes as its text."""
    number = version(root)
    text = notes((root / "CHANGELOG.md").read_text(encoding="utf-8"), number)
    if git("status", "--porcelain", root=root):
        raise NotYet("something is not committed")
    name = f"v{number}"
    if git("tag", "--list", name, root=root):
        raise NotYet(f"{name} is there already; a tag is never moved")
    git("tag", "--annotate", "--cleanup=verbatim", "--file=-", name, root=root, said=f"referat {number}\n\n{text}")
    return name


def is_tagged(root: Path = ROOT) -> str:
    """The tag of this version, if it stands on what is checked out. Raises NotYet otherwise."""
    name = f"v{version(root)}"
    if name not in git("tag", "--points-at", "HEAD", root=root).splitlines():
        raise NotYet(f"{name} does not stand on what is checked out")
    return name


def check(folder: Path) -> str:
    """Use the wheel as somebody would who has nothing else."""
    number = version()
    wheels = sorted(folder.glob("*.whl"))
    if [wheel.name.split("-")[1] for wheel in wheels] != [number] or not (folder / f"referat-{number}.tar.gz").exists():
        raise NotYet(f"{folder} does not hold the wheel and the source archive of {number}, and nothing else; make dist")
    _look_inside(wheels[0])
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        venv.create(home / "env", with_pip=True, symlinks=os.name != "nt")
        programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
        _must([str(programs / "python"), "-m", "pip", "install", "--quiet", str(wheels[0].resolve())], home, ROOT)
        referat = str(programs / "referat")
        if _must([referat, "--version"], home) != f"referat {number}":
            raise NotYet("the wheel says another version")
        _keep_a_book(referat, home)
    return f"{wheels[0].name} works"


def _look_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    missing = [name for name in NEEDED if name not in names]
    foreign = [name for name in names if not name.startswith(("referat/", f"referat-{version()}.dist-info/")) or name.endswith((".pyc", ".po~"))]
    if missing or foreign:
        raise NotYet(f"{wheel.name}: missing {missing}, foreign {foreign}")


def _keep_a_book(referat: str, home: Path) -> None:
    """A small book from its first day, in Norwegian: what a template, a translation or a table is missing for shows here."""
    (home / ".gitconfig").write_text("[user]\n\tname = Ada Askeland\n\temail = ada@example.org\n", encoding="utf-8")
    book = home / "styret"
    _must([referat, "init", "styret", "--language", "nb"], home)
    _must([referat, "new", "styret", "--date", "2027-01-15"], home, book)
    _must([referat, "add", "Bestille lokale", "--group", "styret", "--due", "2027-02-01"], home, book)
    _must([referat, "save"], home, book)
    found = _must([referat, "actions", "--format", "plain"], home, book)
    if "Bestille lokale" not in found:
        raise NotYet(f"the action that was added is not listed: {found}")
    _must([referat, "done", found.split()[0]], home, book)
    _must([referat, "verify"], home, book)
    if "Det finnes ingen kommando" not in _said([referat, "no-such-command"], home)[1]:
        raise NotYet("nothing is said in Norwegian")


def _must(words: list[str], home: Path, folder: Path | None = None) -> str:
    code, said = _said(words, home, folder)
    if code:
        raise NotYet(f"{' '.join(words)} ended with {code}: {said}")
    return said


def _said(words: list[str], home: Path, folder: Path | None = None) -> tuple[int, str]:
    """How a command ended and what it said, with the settings of nobody. pip finds its constraints from the project's own folder."""
    own = {"HOME": str(home), "USERPROFILE": str(home), "LC_ALL": "nb_NO.UTF-8", "PYTHONUTF8": "1"}
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "REFERAT_", "XDG_", "PYTHONPATH"))} | own
    done = subprocess.run(words, cwd=folder or home, env=env, capture_output=True, text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)
    return done.returncode, (done.stdout + done.stderr).strip()


def main(words: list[str]) -> int:
    try:
        match words:
            case ["notes"]:
                print(notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version()), end="")
            case ["check", folder]:
                print(check(Path(folder)))
            case ["tag"]:
                print(tag())
            case ["tag", "--check"]:
                print(is_tagged())
            case _:
                print(__doc__)
                return 2
    except NotYet as why:
        print(f"release: {why}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
