"""The mail server: one safe line to it, and for each message whether it took it, did not, or may have."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from referat.errors import Exit, ReferatError, reason_of
from referat.languages.mark import N_
from referat.mail.settings import DIRECT, MailSettings
from referat.model.text import safe

TIMEOUT = 60.0  # seconds that a server may be silent
HANGS_UP = 421  # RFC 5321: the server closes the line, and took nothing


class ServerNotReached(ReferatError):
    exit = Exit.NETWORK
    message = N_("The mail server {host} could not be reached: {reason}")


class LineNotSafe(ReferatError):
    exit = Exit.NETWORK
    message = N_("The line to {host} cannot be made safe, so nothing is sent: {reason}")
    hint = N_("Mail goes over TLS only, to a server whose certificate is in order. If it wants TLS from the first byte, write `tls: direct`.")


class PasswordNotTaken(ReferatError):
    exit = Exit.NETWORK
    message = N_("{host} did not let {user} in: {reason}")


class NotTaken(Exception):
    """The server did not take a message, and said why. `is_lost` is a line that broke before the server had it whole."""

    def __init__(self, reason: str, *, is_lost: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_lost = is_lost


class MayBeTaken(Exception):
    """The line broke after the server was given the message and before it said whether it took it."""


class Server:
    """A line to the user's mail server, opened when the first message goes and again where it broke."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._line is not None and error is None:
            with suppress(OSError, smtplib.SMTPException):
                self._line.quit()
        self.close()

    def open(self) -> smtplib.SMTP:
        """The line, made safe and let in. Raises ServerNotReached, LineNotSafe and PasswordNotTaken."""
        if self._line is None:
            self._line = self._opened()
        return self._line

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def deliver(self, address: str, message: bytes, about_to: Callable[[], None]) -> None:
        """Give the server one message for one address; `about_to` is done just before it could be taken. Raises NotTaken and MayBeTaken."""
        line = self.open()
        try:
            for code, said in (line.mail(self._settings.address), line.rcpt(address)):
                if code not in {250, 251}:
                    raise self._refusal(code, said)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NotTaken(_reason(error), is_lost=True) from error
        try:
            about_to()
            code, said = line.data(message)
        except smtplib.SMTPDataError as error:
            raise self._refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MayBeTaken(_reason(error)) from error
        except BaseException:
            self.close()
            raise
        if code != 250:
            raise self._refusal(code, said)

    def _refusal(self, code: int, said: bytes | str) -> NotTaken:
        """What the server said, once it has forgotten the message. With 421 it hangs up: then the message is tried on another line."""
        try:
            assert self._line is not None
            self._line.rset()
        except (smtplib.SMTPException, OSError):
            self.close()
        if code == HANGS_UP:
            self.close()
        return NotTaken(f"{code} {_words(said)}", is_lost=code == HANGS_UP)

    def _opened(self) -> smtplib.SMTP:
        settings, context = self._settings, ssl.create_default_context()
        try:
            if settings.tls == DIRECT:
                line: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT, context=context)
            else:
                line = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
        except ssl.SSLError as error:
            raise LineNotSafe(host=settings.host, reason=_reason(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerNotReached(host=settings.host, reason=_reason(error)) from error
        try:
            self._let_in(line, context)
        except BaseException:
            line.close()
            raise
        return line

    def _let_in(self, line: smtplib.SMTP, context: ssl.SSLContext) -> None:
        settings = self._settings
        try:
            if settings.tls != DIRECT:
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if settings.user:
                line.login(settings.user, self._password)
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            raise LineNotSafe(host=settings.host, reason=_reason(error)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise PasswordNotTaken(host=settings.host, user=settings.user, reason=_reason(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerNotReached(host=settings.host, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    """What went wrong, in the server's or the system's own words; never what we had sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return safe(error.verify_message)
    return reason_of(error) if isinstance(error, OSError) and error.errno else safe(str(error) or type(error).__name__)


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return safe(" ".join(text.split()))[:200]
