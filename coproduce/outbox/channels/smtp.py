"""A mail server. It cannot be asked what became of a mail: where it falls silent at the end, we say so."""

import re
import smtplib
import ssl
from collections.abc import Collection
from email.message import EmailMessage
from email.utils import parseaddr

from coproduce.config import Mail
from coproduce.outbox import mime
from coproduce.outbox.outgoing import Fault, Outgoing, Result, later, refused, sent, unknown

PATIENCE_S = 30
ACCEPTED = 250
GO_ON = 354
CLOSING = 421
PERMANENT = 500


class Smtp:
    """Sends each mail over a connection of its own."""

    can_ask = False

    def __init__(self, settings: Mail) -> None:
        self._settings = settings

    def ask(self, outgoing: Outgoing) -> Result | None:
        """There is nobody to ask."""
        return None

    def came_back(self) -> Collection[str]:
        """They come to the sender's own mailbox."""
        return ()

    def send(self, outgoing: Outgoing) -> Result:
        """Hand the mail over."""
        try:
            mail = mime.compose(outgoing, sender=self._settings.sender, reply_to=self._settings.reply_to)
            to = mime.envelope(mail["To"].addresses[0])
        except mime.BadAddress:
            return refused(Fault.BAD_ADDRESS)
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError:
            return later(Fault.NOT_SIGNED_IN, pause=True)
        except (OSError, smtplib.SMTPException):
            return later(Fault.UNREACHABLE, pause=True)
        try:
            return self._hand_over(server, mail, to)
        finally:
            _leave(server)

    def _connect(self) -> smtplib.SMTP:
        told = self._settings
        trusted = ssl.create_default_context(cafile=told.smtp_authorities or None)
        if told.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                told.smtp_host, told.smtp_port, timeout=PATIENCE_S, context=trusted
            )
        else:
            server = smtplib.SMTP(told.smtp_host, told.smtp_port, timeout=PATIENCE_S)
        try:
            if told.smtp_security == "starttls":
                server.starttls(context=trusted)
            if told.smtp_user:
                server.login(told.smtp_user, told.smtp_password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage, to: str) -> Result:
        try:
            code, _ = server.mail(parseaddr(self._settings.sender)[1])
            if code != ACCEPTED:
                return later(Fault.REFUSED, pause=code == CLOSING)
            code, _ = server.rcpt(to)
            if code >= PERMANENT:
                return refused(Fault.BAD_ADDRESS)
            code, _ = server.docmd("DATA") if code < 400 else (code, b"")
        except (OSError, smtplib.SMTPException):
            return later(Fault.UNREACHABLE, pause=True)
        if code != GO_ON:
            return refused(Fault.REFUSED) if code >= PERMANENT else later(Fault.BUSY, pause=code == CLOSING)
        return self._last_lines(server, mime.as_bytes(mail))

    def _last_lines(self, server: smtplib.SMTP, lines: bytes) -> Result:
        # From here on the server may have taken the mail though we never hear so.
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", lines).rstrip(b"\r\n") + b"\r\n.\r\n")
            code, _ = server.getreply()
        except (OSError, smtplib.SMTPException):
            return unknown(Fault.NO_ANSWER)
        if code == ACCEPTED:
            return sent()
        return refused(Fault.REFUSED) if code >= PERMANENT else later(Fault.BUSY, pause=code == CLOSING)


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
