"""How this user sends mail: `mail.yaml` in their own settings folder, and the password from the keyring or the surroundings.

Never from a book: whoever hands one on must not say through whose server, or under whose name, mail is sent.
"""

import re
from collections.abc import Mapping as Environment
from dataclasses import dataclass
from email.headerregistry import Address

from referat.errors import Exit, ReferatError, reason_of
from referat.format.header import compose
from referat.format.nodes import HeaderError, Node, Scalar, Sequence
from referat.languages.mark import N_
from referat.languages.words import MAIL_FIELDS, meanings
from referat.model.people import near
from referat.model.text import safe
from referat.store.state_folder import read_private, settings_file

PASSWORD = "REFERAT_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
STARTTLS, DIRECT = "starttls", "direct"
_PORTS = {STARTTLS: 587, DIRECT: 465}
_LARGEST = 64 * 1024
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
_FROM = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>\Z")


class NoMailServer(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("Through which server you send mail is not said: there is no {path}.")
    hint = N_("Write it there: `host: smtp.example.org`, `user: signe`, `from: Signe Haugstad <signe@example.org>`.")


class MailSettingsWrong(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path}: “{field}” cannot be read so; write it like {expected}.")


class MailSettingsUnknown(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path}: “{field}” is none of the fields; those are {known}.")
    hint = N_("Did you mean {near}?")


class MailSettingsUnread(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path} cannot be read: {reason}")


class NoPassword(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("There is no password for {user} at {host}.")
    hint = N_("Put it into this computer's keyring, with referat[mail] installed: keyring set {host} {user}. Or set {variable}.")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A server to send mail by. `tls` is how the line is made safe: STARTTLS, or DIRECT from the first byte.

    `checked_by` are the servers whose word on where a mail came from (Authentication-Results) this user believes.
    """

    host: str = ""
    port: int = 0
    user: str = ""
    name: str = ""
    address: str = ""
    tls: str = STARTTLS
    checked_by: tuple[str, ...] = ()

    @property
    def sender(self) -> Address:
        local, _, domain = self.address.rpartition("@")
        return Address(self.name, local, domain)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def settings_path(environment: Environment[str, str]) -> str:
    """Where the settings are; XDG_CONFIG_HOME may move them."""
    return settings_file("mail.yaml", environment)


def mail_address(text: str) -> str:
    """A contact as the one plain address that it is; "" where it is anything else."""
    return text if _ADDRESS.match(text) else ""


def read_mail_settings(environment: Environment[str, str]) -> MailSettings:
    """The settings for sending. Raises NoMailServer, and what is wrong in them."""
    settings = known_mail_settings(environment)
    if not settings.host:
        raise NoMailServer(path=settings_path(environment))
    if not settings.address:
        raise MailSettingsWrong(path=settings_path(environment), field="from", expected="Signe Haugstad <signe@example.org>")
    return settings


def known_mail_settings(environment: Environment[str, str]) -> MailSettings:
    """The settings as far as there are any: nobody needs a server to read answers."""
    path = settings_path(environment)
    try:
        text = read_private(path, _LARGEST).removeprefix("\ufeff")
    except FileNotFoundError:
        return MailSettings()
    except (OSError, ValueError) as error:
        raise MailSettingsUnread(path=path, reason=reason_of(error) if isinstance(error, OSError) else str(error)) from error
    try:
        return _Reader(path).settings({key.text: value for key, value in compose(text, first_line=1)})
    except HeaderError as error:
        raise MailSettingsUnread(path=f"{path}:{error.line + 1}", reason=error.problem) from error


def password_of(settings: MailSettings, environment: Environment[str, str]) -> str:
    """The password, from the surroundings, else from the keyring; "" for a server that wants none. Raises NoPassword."""
    if not settings.user:
        return ""
    if given := environment.get(PASSWORD, ""):
        return given
    if kept := _from_keyring(settings):
        return kept
    raise NoPassword(user=settings.user, host=settings.host, variable=PASSWORD)


def _from_keyring(settings: MailSettings) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(settings.host, settings.user) or ""
    except KeyringError:  # none on this computer, or it stays locked
        return ""


class _Reader:
    """Reads the fields of one settings file; the first that is wrong ends it, for nothing may be sent by half of them."""

    def __init__(self, path: str) -> None:
        self._path = path

    def settings(self, fields: Environment[str, Node]) -> MailSettings:
        names = meanings(MAIL_FIELDS)
        if unknown := next((key for key in fields if key.casefold() not in names), ""):
            known = ", ".join(MAIL_FIELDS)
            raise MailSettingsUnknown(path=self._path, field=safe(unknown), known=known, near=near(unknown, names))
        values = {names[key.casefold()]: value for key, value in fields.items()}
        tls = self._text(values, "tls").casefold() or STARTTLS
        if tls not in _PORTS:
            self._wrong("tls", f"{STARTTLS} / {DIRECT}")
        host = self._text(values, "host")
        if host and not _HOST.match(host):
            self._wrong("host", "smtp.example.org")
        port = self._text(values, "port")
        if port and not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 65536):
            self._wrong("port", "587")
        name, address = self._sender(self._text(values, "from"))
        return MailSettings(
            host=host,
            port=int(port) if port else _PORTS[tls],
            user=self._text(values, "user"),
            name=name,
            address=address,
            tls=tls,
            checked_by=self._texts(values, "checked-by"),
        )

    def _sender(self, written: str) -> tuple[str, str]:
        match = _FROM.match(written)
        name, address = (match["name"].strip().strip('"'), match["address"].strip()) if match else ("", written)
        if written and not mail_address(address):
            self._wrong("from", "Signe Haugstad <signe@example.org>")
        return safe(name), address

    def _text(self, values: Environment[str, Node], name: str) -> str:
        node = values.get(name)
        if node is None:
            return ""
        if not isinstance(node, Scalar) or any(ord(sign) < 32 for sign in node.text):
            self._wrong(name, "…")
        assert isinstance(node, Scalar)
        return node.text.strip()

    def _texts(self, values: Environment[str, Node], name: str) -> tuple[str, ...]:
        node = values.get(name)
        if isinstance(node, Sequence):
            return tuple(item.text.strip() for item in node.items if isinstance(item, Scalar) and item.text.strip())
        text = self._text(values, name)
        return (text,) if text else ()

    def _wrong(self, field: str, expected: str) -> None:
        raise MailSettingsWrong(path=self._path, field=field, expected=expected)
