"""A headless Chromium, spoken to over its pipe: pages as people with other eyes, other hands and small screens meet them."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_KEYS = {"Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "Enter": 13, "Escape": 27, " ": 32}


@cache
def axe_source() -> str:
    """The source of axe-core: of the file that AXE_CORE names, or as npm has it or gets it."""
    found = os.environ.get("AXE_CORE")
    if not found:
        if not shutil.which("npm"):
            pytest.skip("no npm")
        root = subprocess.run(["npm", "root", "--global"], capture_output=True, text=True, check=True, timeout=60).stdout.strip()
        found = f"{root}/axe-core/axe.min.js"
        if not Path(found).is_file():
            place = mkdtemp()
            subprocess.run(["npm", "install", "--silent", "--prefix", place, "axe-core"], capture_output=True, check=False, timeout=120)
            found = f"{place}/node_modules/axe-core/axe.min.js"
    if not Path(found).is_file():
        pytest.skip("no axe-core")
    return Path(found).read_text(encoding="utf-8")


class Browser:
    """One page of a browser. Commands are those of the DevTools protocol."""

    def __init__(self, process: "subprocess.Popen[bytes]", out: Any, back: Any) -> None:
        self.process, self._out, self._back = process, out, back
        self._count = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Page.setBypassCSP", enabled=True)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        said = {"id": self._count, "method": method, "params": parameters, **({"sessionId": self._session} if self._session else {})}
        self._out.write(json.dumps(said).encode() + b"\0")
        self._out.flush()
        while (answer := self._heard()).get("id") != self._count:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _heard(self) -> dict[str, Any]:
        data = bytearray()
        while (sign := self._back.read(1)) != b"\0":
            assert sign, "the browser went away"
            data += sign
        found: dict[str, Any] = json.loads(data)
        return found

    def open(self, path: Path, *, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=path.as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def run(self, script: str) -> Any:
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=_KEYS[key])

    def write(self, text: str) -> None:
        self.ask("Input.insertText", text=text)

    def violations(self) -> list[list[Any]]:
        """What axe-core finds on the page: rule, how often, and where first."""
        self.run(f"{axe_source()};0")
        found: list[list[Any]] = self.run(
            f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html]))"
        )
        return found

    def picture(self) -> bytes:
        return b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    to_it, ours_out = os.pipe()
    ours_back, from_it = os.pipe()
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    words = " ".join(f"'{word}'" for word in command)
    process = subprocess.Popen(
        ["bash", "-c", f"exec {words} 3<&{to_it} 4>&{from_it}"], pass_fds=(to_it, from_it), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(to_it)
    os.close(from_it)
    try:
        with os.fdopen(ours_out, "wb") as out, os.fdopen(ours_back, "rb") as back:
            yield Browser(process, out, back)
    finally:
        process.kill()
        process.wait()
