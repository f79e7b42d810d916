"""A real mail server in the test's own process, with TLS: it takes messages, refuses some, hangs up, or ends the program that sends."""

import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

# Made for these tests: for "localhost" and 127.0.0.1, and trusted by nobody else.
CERTIFICATE = Path(__file__).parent / "localhost.pem"
USER, PASSWORD = "ola", "rett-passord-7"


def opened_mail(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


@dataclass
class Taken:
    """What the server took, in order. `refused` are addresses it knows nothing of; `at` may do something at the n-th RCPT or DATA."""

    messages: list[tuple[str, bytes]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    at: dict[tuple[str, int], Callable[[Any], None]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    drops_all: bool = False
    wants_starttls: bool = True

    @property
    def receivers(self) -> list[str]:
        return [address for address, _ in self.messages]

    def _do(self, stage: str, server: Any) -> None:
        self.counts[stage] = self.counts.get(stage, 0) + 1
        if act := self.at.get((stage, self.counts[stage])):
            act(server)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self._do("rcpt", server)
        if address in self.refused:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.drops_all:
            hang_up(server)
            return "250 OK"
        assert session.ssl is not None or not self.wants_starttls
        self.messages += [(address, envelope.original_content) for address in envelope.rcpt_tos]
        self._do("data", server)
        return "250 OK"


def hang_up(server: Any) -> None:
    server.transport.abort()


def kill(pid: Callable[[], int]) -> Callable[[Any], None]:
    return lambda _: os.kill(pid(), signal.SIGKILL)


def busy(server: Any) -> None:
    raise RuntimeError("busy")


@contextmanager
def mail_server(
    *, starttls: bool = True, plain: bool = False, certificate: Path = CERTIFICATE, wants_password: bool = True
) -> Iterator[tuple[Taken, int]]:
    """A server and its port; `plain` knows no TLS at all."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    taken = Taken(wants_starttls=starttls)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def let_in(server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
        right = isinstance(auth, LoginPassword) and (auth.login, auth.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {}
    if starttls and not plain:
        options |= {"tls_context": context, "require_starttls": True}
    if wants_password and not plain:
        options |= {"authenticator": let_in, "auth_required": True, "auth_require_tls": starttls}
    controller = Controller(
        taken, hostname="127.0.0.1", port=port, ssl_context=None if starttls or plain else context, enable_SMTPUTF8=False, **options
    )
    controller.start()
    try:
        yield taken, port
    finally:
        controller.stop()
