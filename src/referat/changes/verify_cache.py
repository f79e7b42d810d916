"""A state of the book that has been verified already, known again by its bytes: every file, what git stands at, and what was seen before.

Everything is read and hashed anew; only the reckoning is spared. What is remembered lies beside the pins, outside every repository.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from marshal import dumps, loads

from referat import __version__
from referat.approvals.checkpoint_value import Checkpoint
from referat.approvals.findings import Finding, VerifyReport
from referat.approvals.superseded import earlier_paths
from referat.git.gitdir import contents, where_head_stands
from referat.languages import i18n
from referat.store.listing import list_paths
from referat.store.parallel import in_halves
from referat.store.reading import read_quickly
from referat.store.state_folder import pin_folder, put_private

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from referat.store.listing import Skipped
    from referat.store.parallel import Elsewhere
    from referat.store.places import Places

SCHEMA = "referat/verified/5"
WORTH_TWO = 200  # texts; below that a second process costs more than it reads
_LENGTH = 32  # bytes of a digest
_UNREAD = bytes(_LENGTH)  # the digest of what is there and cannot be read
_NO_NOTES = "[]"
TOO_LARGE = "too-large"  # as the listing says it
# Beside the minutes, what a result depends on.
BOOK_FILE, SIGNERS, VOUCHER, PEOPLE_FILE = _SETTINGS = ("meetings/book.yaml", "meetings/signers", "meetings/signers.sig", "meetings/people.yaml")


class BookBytes:
    """The bytes of everything that is verified, by path, None for a setting that cannot be read; `lost` are such texts, with the reason."""

    __slots__ = ("_digest", "_elsewhere", "attachments", "earlier", "lost", "settings", "texts")

    def __init__(
        self, texts: Mapping[str, bytes], earlier: Mapping[str, bytes], settings: Mapping[str, bytes | None], lost: tuple[Skipped, ...]
    ) -> None:
        self.texts = texts
        self.earlier = earlier
        self.settings = settings
        self.lost = lost
        self.attachments: dict[str, tuple[str, ...]] = {}
        self._digest = b""
        self._elsewhere: Elsewhere | None = None

    def look_at_attachments(self, root: str, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Reckon the digests of the attachments of approved minutes, which are named in the texts."""
        self.attachments = _attachments(root, paths)
        return self.attachments

    def expect_digest(self, elsewhere: Elsewhere) -> None:
        """Another process reckons the digest last of all."""
        self._elsewhere = elsewhere

    def let_go(self) -> None:
        """Nobody will ask for the digest any more."""
        if self._elsewhere:
            self._elsewhere.end()
            self._elsewhere = None

    def digest(self) -> bytes:
        """The digest of all of it, reckoned once."""
        if self._elsewhere:
            self._digest = self._elsewhere.last()
            self._elsewhere = None
        if not self._digest:
            self._digest = _digest_of_all((_digests(self.texts), _digests(self.earlier), _digests(self.settings)), self.lost)
        return self._digest


def gather(places: Places) -> BookBytes:
    """Read everything from the disk."""
    paths, passed_over = list_paths(places.root)
    lost: list[Skipped] = []
    texts = dict(_read(places.root, paths, lost))
    lost = sorted([*passed_over, *(one for one in lost if one[1] == TOO_LARGE)]) + [one for one in lost if one[1] != TOO_LARGE]
    earlier, settings = _read_beside(places.root)
    return BookBytes(texts, earlier, settings, tuple(lost))


def _read_beside(root: str) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
    """The earlier texts of corrected minutes, and the settings; None for one that is there and cannot be read."""
    settings = [path for path in _SETTINGS if os.path.lexists(os.path.join(root, path))]
    return dict(_read(root, earlier_paths(root), [])), dict.fromkeys(settings) | dict(_read(root, settings, []))


def standing_of(places: Places) -> list[bytes] | None:
    """What says where HEAD stands; looked at before git is asked, so that nothing that is saved meanwhile is taken for verified. None in doubt."""
    return [] if places.git is None or places.common is None else where_head_stands(places.git, places.common)


def state_of(standing: Iterable[bytes] | None, gathered: BookBytes) -> str:
    """A digest of all that a result depends on, the time of day alone left out; "" where some of that cannot be compared."""
    return "" if standing is None else _state(standing, gathered.digest())


def state_now(standing: Iterable[bytes] | None, places: Places) -> str:
    """The same of what lies on the disk, nothing of which is kept; of many texts a second process reads half. "" where one cannot be read."""
    if standing is None:
        return ""
    paths, passed_over = list_paths(places.root)

    def read(some: Sequence[str], _: Callable[[int], None]) -> list[bytes]:
        return [b"" if data is None else _digest(data) for data in (read_quickly(places.root, path) for path in some)]

    texts = in_halves(read, paths, lambda _: None, dumps, loads, worth=WORTH_TWO)
    if b"" in texts:
        return ""
    earlier, settings = _read_beside(places.root)
    groups = (zip(paths, texts, strict=True), _digests(earlier), _digests(settings))
    return _state(standing, _digest_of_all(groups, sorted(passed_over)))


def _state(standing: Iterable[bytes], digest: bytes) -> str:
    speaks = i18n.choose(None, os.environ)  # where the book does not say which language
    parts = blake2b(f"{SCHEMA} {__version__} {speaks}\n".encode() + digest, digest_size=_LENGTH)
    for piece in standing:
        parts.update(_framed(piece))
    for name in sorted(_pins()):
        pin = contents(os.path.join(pin_folder(), name))
        if pin is None:
            return ""
        parts.update(_framed(os.fsencode(name)) + _framed(pin))
    return parts.hexdigest()


def has_record(places: Places) -> bool:
    """Whether anything is remembered of the book."""
    return os.path.lexists(_record_path(places))


def recall(places: Places, state: str) -> tuple[VerifyReport, str] | None:
    """What came of verifying this very state, and the language to say it in; None where it has not been verified."""
    try:
        with open(_record_path(places), encoding="utf-8") as file:
            known, language, approved, count, last, signs, notes, attachments = file.read().split("\n")
        if known != state or not _are_as_they_were(places.root, attachments):
            return None
        return VerifyReport((), tuple(_notes(notes)), Checkpoint(int(count), last, signs), int(approved)), language
    except (OSError, ValueError, TypeError):
        return None


def remember(places: Places, state: str, gathered: BookBytes, report: VerifyReport, language: str) -> None:
    """Put down what came of it, a value a line. A result that depends on the clock, or that is not good, is reckoned again each time."""
    import json
    from contextlib import suppress

    if not state or not report.ok or any(one.rule == "R15" for one in report.notes):
        return
    point = report.checkpoint
    notes = [[one.rule, one.words, one.meeting, one.path, one.line, dict(one.facts)] for one in report.notes]
    attachments = json.dumps({path: list(digests) for path, digests in gathered.attachments.items()}) if gathered.attachments else ""
    lines = (state, language, report.approved, point.count, point.last, point.signs, json.dumps(notes, ensure_ascii=False), attachments)
    with suppress(OSError):
        put_private(_record_path(places), "\n".join(map(str, lines)))


def _are_as_they_were(root: str, attachments: str) -> bool:
    """Whether the attachments have the digests that they had."""
    if not attachments:  # as mostly
        return True
    import json

    known = {path: tuple(digests) for path, digests in json.loads(attachments).items()}
    return _attachments(root, known) == known


def _attachments(root: str, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = dict.fromkeys(paths)
    if not wanted:
        return {}
    from referat.store.attached_files import digests_of

    return {path: digests_of(root, path) for path in wanted}


def _notes(written: str) -> Iterator[Finding]:
    if written == _NO_NOTES:  # as nearly always
        return
    import json

    for rule, words, meeting, path, line, said in json.loads(written):
        yield Finding(rule, words, meeting, path, line, said, is_note=True)


def _read(root: str, paths: Iterable[str], lost: list[Skipped]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        data = read_quickly(root, path)
        if data is not None:
            yield path, data
            continue
        from referat.errors import ReferatError
        from referat.store.disk_errors import FileTooLarge
        from referat.store.reading import read_bytes

        try:
            yield path, read_bytes(root, path)
        except FileTooLarge:
            lost.append((path, TOO_LARGE))
        except ReferatError as error:
            lost.append((path, error.code))


def _pins() -> list[str]:
    try:
        return [name for name in os.listdir(pin_folder()) if not name.startswith((".", "verified-"))]
    except OSError:
        return []


def _digests(group: Mapping[str, bytes] | Mapping[str, bytes | None]) -> Iterator[tuple[str, bytes]]:
    return ((path, _digest(data)) for path, data in group.items())


def _digest(data: bytes | None) -> bytes:
    return _UNREAD if data is None else blake2b(data, digest_size=_LENGTH).digest()


def _digest_of_all(groups: Iterable[Iterable[tuple[str, bytes]]], lost: Iterable[Skipped]) -> bytes:
    """One digest of those of all files, each given with its path, and of what is lost."""
    parts = blake2b(digest_size=_LENGTH)
    for group in groups:
        for path, digest in group:
            parts.update(_framed(os.fsencode(path)) + digest)
        parts.update(b"\n")
    for skipped in lost:
        parts.update(_framed(os.fsencode(repr(skipped))))
    return parts.digest()


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(8) + data


def _record_path(places: Places) -> str:
    return os.path.join(pin_folder(), "verified-" + blake2b(os.fsencode(places.root), digest_size=12).hexdigest() + ".json")
