"""Signatures of approvals with SSH keys: what is signed, by whom, and whether it holds. ssh-keygen does the reckoning.

What is signed is the meaning of an approval, not the bytes of a file, in a namespace of its own, so that no other signature can stand in for it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from referat.errors import Exit, ReferatError
from referat.git.program import Git
from referat.languages.mark import N_
from referat.model.approval import Approval
from referat.model.text import fold

NAMESPACE = "referat-approval"
SIGNERS_NAMESPACE = "referat-signers"
_SECONDS = 60.0  # a person may have to touch a key, or type a passphrase
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_KEY = re.compile(r"(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]+ [A-Za-z0-9+/=]+")


class CannotSign(ReferatError):
    exit = Exit.REFUSED
    message = N_("The approval cannot be signed, and this book requires it: {reason}")
    hint = N_("Tell git which key is yours: git config --global user.signingKey ~/.ssh/id_ed25519.pub")


class NoSuchSigner(ReferatError):
    exit = Exit.USAGE
    message = N_("No key of “{name}” counts in the list of signers.")
    hint = N_("See whose do with: referat signers list")


class NotAKey(ReferatError):
    exit = Exit.USAGE
    message = N_("{path} is not the public half of an SSH key.")


def statement(minutes_id: str, approval: Approval) -> bytes:
    """What is signed."""
    facts = {"meeting": minutes_id, "text": approval.text, "in": approval.in_, "on": approval.on, "by": approval.by}
    return "".join(["referat-approval 1\n", *(f"{name}: {fact}\n" for name, fact in facts.items())]).encode()


def principal(name: str) -> str:
    """How a person is called in the list of signers: names there hold no blanks and no pattern signs."""
    return re.sub(r"[^\w.-]", "", fold(name).replace(" ", "."))


def sign(git: Git, data: bytes, namespace: str = NAMESPACE) -> str:
    """The signature with the key that git signs with, on one line. Raises CannotSign."""
    answer = git.use("config", "--get", "user.signingKey")
    key = answer.out.decode(errors="replace").strip()
    if answer.code != 0 or not key:
        raise CannotSign(reason=N_("git does not know a key of yours"))
    with tempfile.TemporaryDirectory() as folder:
        literal = key.removeprefix("key::")
        path = Path(key).expanduser()
        if literal != key or key.startswith(("ssh-", "ecdsa-", "sk-")):
            path = Path(folder) / "key.pub"
            path.write_text(literal + "\n", encoding="utf-8")
        code, out, said = _run(["-Y", "sign", "-f", str(path), "-n", namespace], data, keep_agent=True)
    if code != 0:
        raise CannotSign(reason=said.splitlines()[-1] if said else "ssh-keygen")
    return "".join(line for line in out.decode().split("\n") if line and not line.startswith("-----"))


def fault_in(signers: str, who: str, data: bytes, signature: str, namespace: str = NAMESPACE, at: str = "") -> str:
    """What is wrong with a signature: "" where it is that person's by the list of signers.

    `at` is the moment (YYYYMMDDHHMMSSZ) at which the key must be good.
    """
    with _laid_out(signers, signature) as (allowed, signed):
        when = [f"-Overify-time={at}"] if at else []
        code, _, said = _run(["-Y", "verify", *when, "-f", allowed, "-I", principal(who) or "-", "-n", namespace, "-s", signed], data)
    return "" if code == 0 else (said.splitlines() or ["ssh-keygen"])[-1]


def succession(old: str, new: str) -> bytes:
    """What is signed of a new list of signers: that it follows on just this old one, so that no earlier list can be put back in its place."""
    after, now = (sha256(text.encode()).hexdigest() for text in (old, new))
    return f"referat-signers 1\nafter: sha256:{after}\nlist: sha256:{now}\n".encode()


def vouched_for(old: str, new: str, signature: str) -> bool:
    """Whether somebody on the old list of signers has signed that the new one follows on it."""
    with _laid_out(old, signature) as (allowed, signed):
        code, out, _ = _run(["-Y", "find-principals", "-f", allowed, "-s", signed, "-n", SIGNERS_NAMESPACE], b"")
        names = out.decode(errors="replace").split() if code == 0 else []
        data = succession(old, new)
        return any(_run(["-Y", "verify", "-f", allowed, "-I", name, "-n", SIGNERS_NAMESPACE, "-s", signed], data)[0] == 0 for name in names)


def signer_line(name: str, key: str, path: str) -> str:
    """A line for the list of signers. Raises NotAKey."""
    found = _KEY.match(key.strip())
    if found is None:
        raise NotAKey(path=path)
    return f'{principal(name)} namespaces="{NAMESPACE},{SIGNERS_NAMESPACE}" {found[0]}'


def ended(signers: str, name: str, on: date) -> str:
    """The list of signers in which a person's keys, those that have no end yet, count up to a day."""
    lines = signers.splitlines(keepends=True)
    return "".join(_ended(line, on) if line.split(" ")[0] == principal(name) and "valid-before=" not in line else line for line in lines)


def _ended(line: str, on: date) -> str:
    who, rest = line.split(" ", 1)
    until = f'valid-before="{on:%Y%m%d}"'
    return f"{who} {until} {rest}" if _KEY.match(rest) else f"{who} {until},{rest}"


def moment(recorded: str) -> str:
    """`2023-10-12T11:04:00Z` as ssh-keygen wants it; "" where it is no such moment."""
    plain = recorded.replace("-", "").replace(":", "").replace("T", "")
    return plain if re.fullmatch(r"\d{14}Z", plain) else ""


@contextmanager
def _laid_out(signers: str, signature: str) -> Iterator[tuple[str, str]]:
    """The list and the signature as files, which is all that ssh-keygen reads."""
    with tempfile.TemporaryDirectory() as folder:
        allowed, signed = Path(folder) / "signers", Path(folder) / "signature"
        allowed.write_text(signers, encoding="utf-8")
        body = "\n".join(signature[at : at + 70] for at in range(0, len(signature), 70))
        signed.write_text(f"{_BEGIN}\n{body}\n{_END}\n", encoding="utf-8")
        yield str(allowed), str(signed)


def _run(words: Sequence[str], data: bytes, *, keep_agent: bool = False) -> tuple[int, bytes, str]:
    """ssh-keygen from a folder of PATH that does not depend on where we stand, with nothing of the surroundings but what signing needs."""
    import subprocess

    folders = os.pathsep.join(folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder))
    program = shutil.which("ssh-keygen", path=folders)
    if program is None:
        return 127, b"", "ssh-keygen"
    kept = ("HOME", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY", "TERM") if keep_agent else ("HOME",)
    surroundings: dict[str, Any] = {"PATH": folders, "LC_ALL": "C.UTF-8", **{name: os.environ[name] for name in kept if name in os.environ}}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and paths of our own making
            [program, *words], input=data, capture_output=True, check=False, timeout=_SECONDS, env=surroundings
        )
    except subprocess.TimeoutExpired:
        return 1, b"", "ssh-keygen: timeout"
    return done.returncode, done.stdout, done.stderr.decode(errors="replace").strip()
