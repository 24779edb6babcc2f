"""How messages leave, and through whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from coproduce.settings.reading import UnsafeSettings, given, one_of

SENDER_IN_DEVELOPMENT = "Coproduce <coproduce@localhost>"
NOTIFY = "https://api.notifications.service.gov.uk"


@dataclass(frozen=True, slots=True)
class Mail:
    """How messages leave: through which provider each kind goes, and what that provider needs to be told.

    `by_email` is files, smtp or notify; `by_sms` and `by_letter` are none, files or notify.
    """

    by_email: str = "files"
    by_sms: str = "files"
    by_letter: str = "files"
    folder: Path = Path("var/messages")
    sender: str = SENDER_IN_DEVELOPMENT
    reply_to: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_authorities: str = ""
    notify_key: str = field(default="", repr=False)
    notify_url: str = NOTIFY
    notify_templates: tuple[str, str, str] = ("", "", "")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], *, is_production: bool) -> Self:
        """Read what concerns messages. In production nothing is chosen for you."""
        unset = "" if is_production else "files"
        port = environ.get("COPRODUCE_SMTP_PORT", "587")
        return cls(
            by_email=environ.get("COPRODUCE_MAIL", unset),
            by_sms=environ.get("COPRODUCE_SMS", unset or "none"),
            by_letter=environ.get("COPRODUCE_LETTERS", unset or "none"),
            folder=Path(environ.get("COPRODUCE_MAIL_FOLDER", "var/messages")).absolute(),
            sender=environ.get("COPRODUCE_MAIL_FROM", "" if is_production else SENDER_IN_DEVELOPMENT),
            reply_to=environ.get("COPRODUCE_MAIL_REPLY_TO", ""),
            smtp_host=environ.get("COPRODUCE_SMTP_HOST", ""),
            smtp_port=int(port) if port.isdigit() else 0,
            smtp_security=environ.get("COPRODUCE_SMTP_SECURITY", "starttls"),
            smtp_user=environ.get("COPRODUCE_SMTP_USER", ""),
            smtp_password=environ.get("COPRODUCE_SMTP_PASSWORD", ""),
            smtp_authorities=environ.get("COPRODUCE_SMTP_AUTHORITIES", ""),
            notify_key=environ.get("COPRODUCE_NOTIFY_KEY", ""),
            notify_url=environ.get("COPRODUCE_NOTIFY_URL", NOTIFY),
            notify_templates=(
                environ.get("COPRODUCE_NOTIFY_EMAIL_TEMPLATE", ""),
                environ.get("COPRODUCE_NOTIFY_SMS_TEMPLATE", ""),
                environ.get("COPRODUCE_NOTIFY_LETTER_TEMPLATE", ""),
            ),
        )

    def check(self, *, is_production: bool) -> None:
        """Refuse a provider that is not there, half set up, or unsafe. Raises UnsafeSettings."""
        files = () if is_production else ("files",)
        one_of("COPRODUCE_MAIL", self.by_email, ("smtp", "notify", *files))
        one_of("COPRODUCE_SMS", self.by_sms, ("none", "notify", *files))
        one_of("COPRODUCE_LETTERS", self.by_letter, ("none", "notify", *files))
        if self.by_email == "smtp":
            self._check_smtp(is_production=is_production)
        ways = (self.by_email, self.by_sms, self.by_letter)
        for way, name, template in zip(ways, ("EMAIL", "SMS", "LETTER"), self.notify_templates, strict=True):
            if way == "notify":
                given("COPRODUCE_NOTIFY_KEY", self.notify_key, "the API key of your GOV.UK Notify service")
                what = "the id of a Notify template that holds ((subject)) and ((body))"
                given(f"COPRODUCE_NOTIFY_{name}_TEMPLATE", template, what)
                if is_production and urlsplit(self.notify_url).scheme != "https":
                    raise UnsafeSettings("COPRODUCE_NOTIFY_URL must be an https:// address.")

    def _check_smtp(self, *, is_production: bool) -> None:
        given("COPRODUCE_SMTP_HOST", self.smtp_host, "the name of your mail server")
        given("COPRODUCE_MAIL_FROM", self.sender, "whom mails are from: Name <address>")
        one_of("COPRODUCE_SMTP_SECURITY", self.smtp_security, ("starttls", "tls", "none"))
        if not 0 < self.smtp_port < 2**16:
            raise UnsafeSettings("COPRODUCE_SMTP_PORT must be a number, 587 or 465 as a rule.")
        here = self.smtp_host in ("localhost", "127.0.0.1", "::1")
        if is_production and self.smtp_security == "none" and not here:
            raise UnsafeSettings("COPRODUCE_SMTP_SECURITY must be starttls or tls: mails hold private links.")
