"""The books that are asked: invented minutes of one shape in any number, the same ones every time.

Each has about 25 lines of header with 18 people present, and 60 to 120 lines of body with about ten actions, a fifth of them open.
Every action says its group, so that a search of the text alone can answer the question too.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zlib import crc32

from benchmarks.stopwatch import must

SEED = 20240229
GROUPS = ("kraft", "naering", "styret", "areal", "skole", "kultur", "klima", "helse", "trafikk", "digital")
ASKED = GROUPS[0]
NEWEST = date(2023, 12, 15)
DAYS_BETWEEN = 3  # a group's meetings; 50,000 minutes of ten groups reach back to 1982
OPEN_SHARE = 0.2
ID_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"

GIVEN = (
    "Ada",
    "Birk",
    "Dina",
    "Even",
    "Frida",
    "Gaute",
    "Hedda",
    "Iver",
    "Jorunn",
    "Kåre",
    "Liv",
    "Magne",
    "Nora",
    "Odd",
    "Pia",
    "Rolf",
    "Siv",
    "Tor",
)
FAMILY = ("Askeland", "Bråten", "Dalsbø", "Engesæter")
PLACES = ("Elvebyen", "Fjordvik", "Granåsen", "Høylandet", "Innervik", "Kornmoen", "Storøya", "Tjernsli", "Ullaren", "Ytterbygda")
DO = ("Kalle inn til møte om", "Sende brev om", "Skrive utkast til", "Hente tall for", "Avklare ansvar for", "Følge opp saken om")
ABOUT = (
    "rekkverket ved brua",
    "ledig areal i sentrum",
    "skoleskyss vinterstid",
    "ladeplasser for busser",
    "rutetilbudet på kveldstid",
    "felles innkjøp",
    "vannmålere i gamle hus",
    "lån av møterom",
    "samarbeid med naboene",
    "budsjettet for neste år",
    "nettsiden",
    "kraftlinja over åsen",
)
TALK = """
gruppa drøftet forslaget og mente at det bør sees i sammenheng med det som alt er satt i gang flere kommuner har samme erfaring men ulik
takt sekretariatet la fram tall for året som gikk og en plan for det neste noen ønsket mer tid andre ville ha saken avgjort nå det ble
spurt hvem som betaler hva som skjer hvis fristen ryker og om naboene er med på råd også denne gangen
"""
WORDS = TALK.split()


@dataclass(frozen=True, slots=True)
class Task:
    """One action, as any program for such lists could hold it."""

    id: str
    text: str
    owner: str
    group: str
    born: date
    due: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One meeting's minutes: their place in the book, their text, and the tasks in them."""

    path: str
    text: str
    tasks: tuple[Task, ...]


def recipe(*files: str) -> str:
    """A name for what these modules make: what was made by an earlier text of them is not taken for it."""
    return f"{crc32(b''.join(Path(file).read_bytes() for file in (__file__, *files))):08x}"


def people() -> list[tuple[str, str, str]]:
    """Handle, name and organisation of everybody in the books."""
    names = [(given, family) for family in FAMILY for given in GIVEN]
    orgs = [f"{PLACES[number % len(PLACES)]} kommune" for number in range(len(names))]
    return [(f"{given}.{family[:3]}".casefold(), f"{given} {family}", org) for (given, family), org in zip(names, orgs, strict=True)]


def sheets(size: int) -> Iterator[Sheet]:
    """The minutes of a book of that size, the oldest first."""
    random = Random(SEED)
    everybody = people()
    taken: set[str] = set()
    first = NEWEST - timedelta(days=(size - 1) // len(GROUPS) * DAYS_BETWEEN)
    for number in range(size):
        group = GROUPS[number % len(GROUPS)]
        day = first + timedelta(days=number // len(GROUPS) * DAYS_BETWEEN)
        yield _sheet(random, group, day, everybody, taken)


def tasks(size: int) -> Iterator[Task]:
    for sheet in sheets(size):
        yield from sheet.tasks


def lay_out(size: int, root: Path) -> None:
    """Write the book of that size at `root` and keep it in git; one that was laid out before is left alone."""
    done = root / ".git" / f"laid-out-{recipe()}"
    if done.exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    (root / "meetings/groups").mkdir(parents=True)
    (root / "meetings/book.yaml").write_text("tittel: Møtebok til prøve\nspråk: nb\n", encoding="utf-8")
    lines = (f"{handle}: {name} ({org})\n" for handle, name, org in people())
    (root / "meetings/people.yaml").write_text("".join(lines), encoding="utf-8")
    for group in GROUPS:
        (root / f"meetings/groups/{group}.md").write_text(f"---\ntittel: Gruppe for {group}\nfra: 1980-01-01\n\n---\n", encoding="utf-8")
    for sheet in sheets(size):
        path = root / sheet.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(sheet.text, encoding="utf-8")
    settings = ("user.name=Ada Askeland", "user.email=ada@example.org", "gc.auto=0", "init.defaultBranch=main")
    git = ["git", "-C", str(root), *(word for setting in settings for word in ("-c", setting))]
    must([*git, "init", "-q"])
    must([*git, "add", "--all"])
    must([*git, "commit", "-q", "-m", "minutes"])
    done.touch()


def _sheet(random: Random, group: str, day: date, everybody: list[tuple[str, str, str]], taken: set[str]) -> Sheet:
    present = random.sample(everybody, 18)
    chair = present[0][1]
    lines = ["---", f"tittel: Møte i gruppe for {group}", f"gruppe: {group}", f"dato: {day}", "tid: 09.00–10.30", f"sted: {random.choice(PLACES)}"]
    lines += [f"møteleder: {chair}", "til stede:"]
    lines += [f"  - {name} ({org})" for _, name, org in present]
    lines += ["forfall: []", "status: utkast", "", "---", ""]
    found: list[Task] = []
    items = random.randrange(5, 9)
    spread = [10 // items + (number < 10 % items) for number in range(items)]
    for number, count in enumerate(spread, 1):
        lines += [f"## {number}. Sak om {random.choice(ABOUT)} (D)", ""]
        for _ in range(random.randrange(2, 4)):
            lines += [f"{' '.join(random.choices(WORDS, k=random.randrange(12, 28))).capitalize()}.", ""]
        lines += [f"**Vedtak:** {' '.join(random.choices(WORDS, k=8)).capitalize()}.", ""]
        for _ in range(count):
            task = _task(random, group, day, random.choice(present)[0], taken)
            found.append(task)
            lines.append(f"- [{'x' if task.closed else ' '}] @{task.owner} {task.text} +{group} frist:{task.due} ^{task.id}")
            if task.closed:
                lines.append(f"  - {task.closed} ferdig")
        lines.append("")
    return Sheet(f"meetings/{day.year}/{day}-{group}.md", "\n".join(lines), tuple(found))


def _task(random: Random, group: str, day: date, owner: str, taken: set[str]) -> Task:
    while True:  # a figure and a letter first: nothing else in an answer looks so
        id_ = random.choice(ID_SIGNS[:10]) + random.choice(ID_SIGNS[10:]) + "".join(random.choices(ID_SIGNS, k=4))
        if id_ not in taken:
            break
    taken.add(id_)
    is_open = random.random() < OPEN_SHARE
    closed = None if is_open else day + timedelta(days=random.randrange(1, 60))
    text = f"{random.choice(DO)} {random.choice(ABOUT)}"
    return Task(id_, text, owner, group, day, day + timedelta(days=random.randrange(10, 200)), closed)
