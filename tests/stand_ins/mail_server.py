"""A real mail server on a loopback address, by aiosmtpd, told beforehand how to answer."""

import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TAKEN = "250 OK"


@dataclass(slots=True)
class MailServer:
    """What arrived, and how it answers next to RCPT and to the end of DATA: well, unless told otherwise.

    The answer "hang up" takes the mail, or not, and cuts the line without a word.
    """

    to_recipients: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    hosts: list[str | None] = field(default_factory=list)
    port: int = 0

    @property
    def references(self) -> list[str]:
        """Our references of what arrived."""
        return [str(mail["X-Coproduce-Reference"]) for mail in self.arrived]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd finds it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer for a recipient."""
        answer = self.to_recipients.pop(0) if self.to_recipients else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        answer = self.to_data.pop(0) if self.to_data else TAKEN
        if answer in (TAKEN, "hang up"):
            mail = message_from_bytes(cast(bytes, envelope.content), policy=default)
            self.arrived.append(mail)
            self.recipients += envelope.rcpt_tos
            self.hosts.append(session.host_name)
        if answer == "hang up":
            cast(WriteTransport, server.transport).abort()
        return answer


@contextmanager
def mail_server(
    *, certificate: Path | None = None, password: str = "", tls_from_the_start: bool = False
) -> Iterator[MailServer]:
    """Run it until the block ends: with a certificate it wants STARTTLS, with a password a sign-in as well."""
    state = MailServer()
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        starttls = {"tls_context": context, "require_starttls": True}
        options |= {"ssl_context": context} if tls_from_the_start else starttls
    if password:

        def check(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, told: object) -> AuthResult:
            right = isinstance(told, LoginPassword) and told.password == password.encode()
            return AuthResult(success=right, handled=False)

        options |= {"auth_required": True, "authenticator": check}
    state.port = _free_port()
    controller = Controller(state, hostname="127.0.0.1", port=state.port, **options)
    controller.start()
    try:
        yield state
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate_for(host: str, folder: Path) -> Path:
    """A certificate and its key in one file, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path
