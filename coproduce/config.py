"""The settings: read from the environment once, frozen, and refused when production would be unsafe."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT_KEY = "development-only-key-never-for-production"
LEAST_KEY_LENGTH = 32
MOST_BACKUP_DAYS = 365
SENDER_IN_DEVELOPMENT = "Coproduce <coproduce@localhost>"
NOTIFY = "https://api.notifications.service.gov.uk"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE_HOURS = "09:00-17:00"
WORKING_DAYS = "mon,tue,wed,thu,fri"
ESCALATE_AFTER = 4
MOST_HOURS = 40
MOST_PROXIES = 3
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class UnsafeSettings(ValueError):
    """A setting is missing or unsafe; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Network:
    """What stands between families and the program: names it is known by, proxies, and limits for each address."""

    more_hosts: tuple[str, ...] = ()
    proxies: int = 0
    rate_limits: bool = True

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read what concerns the network; raises UnsafeSettings for a number of proxies that is none."""
        proxies = environ.get("COPRODUCE_PROXIES", "0")
        if not proxies.isdecimal() or int(proxies) > MOST_PROXIES:
            raise UnsafeSettings(f"COPRODUCE_PROXIES must be a number from 0 to {MOST_PROXIES}.")
        named = environ.get("COPRODUCE_HOSTS", "").lower().split(",")
        hosts = tuple(host.strip() for host in named if host.strip())
        if any(host.startswith((".", "*")) or "/" in host for host in hosts):
            raise UnsafeSettings("COPRODUCE_HOSTS must be whole names, such as a.example.org,b.example.org.")
        limits = yes_or_no(environ, "COPRODUCE_RATE_LIMITS", default=True)
        return cls(more_hosts=hosts, proxies=int(proxies), rate_limits=limits)


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Who answers for families' data, as /privacy says it, and for how many days copies of the database are kept.

    `partners` decide together with the controller (joint controllers); `host` runs the servers for it. On
    `confirmed_on` the data protection officer confirmed the page; None while it is a draft.
    """

    controller: str = ""
    partners: str = ""
    host: str = ""
    officer_email: str = ""
    officer_phone: str = ""
    backup_days: int = 30
    confirmed_on: date | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read what concerns data protection; raises UnsafeSettings for a number of days that is none."""
        days = environ.get("COPRODUCE_BACKUP_DAYS", str(cls().backup_days))
        if not days.isdecimal() or not 1 <= int(days) <= MOST_BACKUP_DAYS:
            raise UnsafeSettings(f"COPRODUCE_BACKUP_DAYS must be a number of days from 1 to {MOST_BACKUP_DAYS}.")
        return cls(
            controller=environ.get("COPRODUCE_CONTROLLER", "").strip(),
            partners=environ.get("COPRODUCE_CONTROLLER_PARTNERS", "").strip(),
            host=environ.get("COPRODUCE_HOST_NAME", "").strip(),
            officer_email=environ.get("COPRODUCE_DPO_EMAIL", "").strip(),
            officer_phone=environ.get("COPRODUCE_DPO_PHONE", "").strip(),
            backup_days=int(days),
            confirmed_on=_day(environ, "COPRODUCE_PRIVACY_CONFIRMED"),
        )

    def check(self) -> None:
        """Refuse to take families' words without saying who answers for them (UK GDPR Art. 13). For production."""
        if not self.controller:
            raise UnsafeSettings("COPRODUCE_CONTROLLER must name who answers for the data, such as a council.")
        if self.officer_email.count("@") != 1 or not all(self.officer_email.split("@")):
            raise UnsafeSettings("COPRODUCE_DPO_EMAIL must be the data protection officer's email address.")


@dataclass(frozen=True, slots=True)
class SignIns:
    """When a sign-in ends by itself, and whether a second step is `required` of some roles or `offered` to all."""

    idle_minutes: int = 30
    longest_hours: int = 12
    second_step: str = "offered"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], *, is_production: bool) -> Self:
        """Read what concerns signing in; raises UnsafeSettings for a time that is too short or too long."""
        return cls(
            idle_minutes=_whole(environ, "COPRODUCE_IDLE_MINUTES", cls().idle_minutes, 5, 120),
            longest_hours=_whole(environ, "COPRODUCE_SIGN_IN_HOURS", cls().longest_hours, 1, 24),
            second_step=environ.get("COPRODUCE_SECOND_STEP", "required" if is_production else "offered"),
        )

    def check(self, *, is_production: bool) -> None:
        """Refuse a password alone where it would open families' words. Raises UnsafeSettings."""
        _one_of("COPRODUCE_SECOND_STEP", self.second_step, ("required", *(() if is_production else ("offered",))))

    @property
    def second_step_required(self) -> bool:
        """Whether officers, safeguarding leads and administrators need a second step."""
        return self.second_step == "required"


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
        _one_of("COPRODUCE_MAIL", self.by_email, ("smtp", "notify", *files))
        _one_of("COPRODUCE_SMS", self.by_sms, ("none", "notify", *files))
        _one_of("COPRODUCE_LETTERS", self.by_letter, ("none", "notify", *files))
        if self.by_email == "smtp":
            self._check_smtp(is_production=is_production)
        ways = (self.by_email, self.by_sms, self.by_letter)
        for way, name, template in zip(ways, ("EMAIL", "SMS", "LETTER"), self.notify_templates, strict=True):
            if way == "notify":
                _given("COPRODUCE_NOTIFY_KEY", self.notify_key, "the API key of your GOV.UK Notify service")
                what = "the id of a Notify template that holds ((subject)) and ((body))"
                _given(f"COPRODUCE_NOTIFY_{name}_TEMPLATE", template, what)
                if is_production and urlsplit(self.notify_url).scheme != "https":
                    raise UnsafeSettings("COPRODUCE_NOTIFY_URL must be an https:// address.")

    def _check_smtp(self, *, is_production: bool) -> None:
        _given("COPRODUCE_SMTP_HOST", self.smtp_host, "the name of your mail server")
        _given("COPRODUCE_MAIL_FROM", self.sender, "whom mails are from: Name <address>")
        _one_of("COPRODUCE_SMTP_SECURITY", self.smtp_security, ("starttls", "tls", "none"))
        if not 0 < self.smtp_port < 2**16:
            raise UnsafeSettings("COPRODUCE_SMTP_PORT must be a number, 587 or 465 as a rule.")
        here = self.smtp_host in ("localhost", "127.0.0.1", "::1")
        if is_production and self.smtp_security == "none" and not here:
            raise UnsafeSettings("COPRODUCE_SMTP_SECURITY must be starttls or tls: mails hold private links.")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UnsafeSettings(f"{name} must be one of: {', '.join(allowed)}.")


def _given(name: str, value: str, what: str) -> None:
    if not value:
        raise UnsafeSettings(f"{name} must be set: {what}.")


@dataclass(frozen=True, slots=True)
class Oidc:
    """Sign-in through the council's own accounts (OpenID Connect, Microsoft Entra); off where nothing is set."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)

    @property
    def is_on(self) -> bool:
        """Whether people may sign in that way."""
        return bool(self.issuer)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read what concerns that way to sign in."""
        names = ("COPRODUCE_OIDC_ISSUER", "COPRODUCE_OIDC_CLIENT_ID", "COPRODUCE_OIDC_CLIENT_SECRET")
        return cls(*(environ.get(name, "").strip() for name in names))

    def check(self, *, is_production: bool) -> None:
        """Refuse a provider that is half set up, unsafe, or everybody's. Raises UnsafeSettings."""
        given = (self.issuer, self.client_id, self.client_secret)
        if not any(given):
            return
        if not all(given):
            raise UnsafeSettings(
                "COPRODUCE_OIDC_ISSUER, COPRODUCE_OIDC_CLIENT_ID and COPRODUCE_OIDC_CLIENT_SECRET go together: "
                "set all three, or none."
            )
        address = urlsplit(self.issuer)
        here = not is_production and address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
        if (address.scheme != "https" and not here) or not address.hostname or address.query or address.fragment:
            raise UnsafeSettings("COPRODUCE_OIDC_ISSUER must be the https:// address of your provider.")
        if {"common", "organizations", "consumers", "{tenantid}"} & set(address.path.split("/")):
            raise UnsafeSettings(
                "COPRODUCE_OIDC_ISSUER must name your own tenant: with 'common' or 'organizations' anybody with "
                "a Microsoft account could claim an address of yours."
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program may be told from outside.

    `environment` is `production` or `development`; tests build their own instance.
    """

    database_url: str = field(default="sqlite:///var/coproduce.db", repr=False)  # it may hold a password
    secret_key: str = field(default=DEVELOPMENT_KEY, repr=False)
    base_url: str = "http://127.0.0.1:8000"
    environment: str = "development"
    area_name: str = "Dudley"
    office_hours: str = OFFICE_HOURS
    working_days: str = WORKING_DAYS
    escalate_after: int = ESCALATE_AFTER
    cheap_passwords: bool = False
    worker_expected: bool = True
    network: Network = field(default_factory=Network)
    data_protection: DataProtection = field(default_factory=DataProtection)
    mail: Mail = field(default_factory=Mail)
    sign_ins: SignIns = field(default_factory=SignIns)
    log: str = "plain"
    oidc: Oidc = field(default_factory=Oidc)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read `COPRODUCE_*`; raises UnsafeSettings naming the variable that must change."""
        environment = environ.get("COPRODUCE_ENV", "development")
        settings = cls(
            database_url=environ.get("COPRODUCE_DATABASE_URL", cls.database_url_default()),
            secret_key=environ.get("COPRODUCE_SECRET_KEY", DEVELOPMENT_KEY),
            base_url=environ.get("COPRODUCE_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            environment=environment,
            area_name=environ.get("COPRODUCE_AREA", "Dudley"),
            worker_expected=yes_or_no(environ, "COPRODUCE_WORKER", default=True),
            data_protection=DataProtection.from_environment(environ),
            sign_ins=SignIns.from_environment(environ, is_production=environment == "production"),
            oidc=Oidc.from_environment(environ),
            mail=Mail.from_environment(environ, is_production=environment == "production"),
            office_hours=environ.get("COPRODUCE_OFFICE_HOURS", OFFICE_HOURS),
            working_days=environ.get("COPRODUCE_WORKING_DAYS", WORKING_DAYS),
            log=environ.get("COPRODUCE_LOG") or cls.log_default(environ),
            escalate_after=_hours(environ.get("COPRODUCE_ESCALATE_AFTER", str(ESCALATE_AFTER))),
            network=Network.from_environment(environ),
        )
        settings.check()
        return settings

    @staticmethod
    def database_url_default() -> str:
        """SQLite in `var/` of the folder in which the program runs."""
        return f"sqlite:///{Path('var/coproduce.db').absolute()}"

    @staticmethod
    def log_default(environ: Mapping[str, str]) -> str:
        """JSON where a machine gathers the log, plain text where somebody reads along."""
        return "json" if environ.get("COPRODUCE_ENV") == "production" else "plain"

    @property
    def is_production(self) -> bool:
        """True where real families use it."""
        return self.environment == "production"

    def check(self) -> None:
        """Refuse what must never reach families. Raises UnsafeSettings."""
        if self.environment not in ("development", "production"):
            raise UnsafeSettings("COPRODUCE_ENV must be 'development' or 'production'.")
        if not self.database_url.startswith(("sqlite:///", "postgresql")):
            raise UnsafeSettings("COPRODUCE_DATABASE_URL must be a sqlite:/// or a postgresql:// address.")
        if not _is_whole(self.sqlalchemy_url):
            # Not a word of it is repeated: what stands in the wrong place may be the password.
            raise UnsafeSettings(
                "COPRODUCE_DATABASE_URL cannot be read. In a password write @ as %40, : as %3A and / as %2F."
            )
        if self.log not in ("json", "plain"):
            raise UnsafeSettings("COPRODUCE_LOG must be 'json' or 'plain'.")
        if self.is_production:
            self._check_for_production()
        self.sign_ins.check(is_production=self.is_production)
        self.mail.check(is_production=self.is_production)
        self.oidc.check(is_production=self.is_production)

    def _check_for_production(self) -> None:
        self.check_office()
        if not self.is_production:
            return
        if self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < LEAST_KEY_LENGTH:
            raise UnsafeSettings(
                f"COPRODUCE_SECRET_KEY must be set to {LEAST_KEY_LENGTH} or more random characters, "
                f"for example {secrets.token_urlsafe(6)}... made by `python -c 'import secrets; "
                "print(secrets.token_urlsafe(48))'`."
            )
        if urlsplit(self.base_url).scheme != "https":
            raise UnsafeSettings("COPRODUCE_BASE_URL must be the https:// address that families use.")
        if not self.network.rate_limits:
            raise UnsafeSettings("COPRODUCE_RATE_LIMITS must not be 'no' in production.")
        self.data_protection.check()

    def check_office(self) -> None:
        """Refuse hours and days that nobody works. Raises UnsafeSettings."""
        try:
            opens, closes = self.office_opens, self.office_closes
        except ValueError:
            opens = closes = time()
        if opens >= closes:
            raise UnsafeSettings("COPRODUCE_OFFICE_HOURS must be two times of a day, such as 09:00-17:00.")
        if not self.weekdays or not set(self._days()) <= set(WEEKDAYS):
            raise UnsafeSettings("COPRODUCE_WORKING_DAYS must be days such as mon,tue,wed,thu,fri.")
        if not 1 <= self.escalate_after <= MOST_HOURS:
            raise UnsafeSettings(f"COPRODUCE_ESCALATE_AFTER must be working hours, from 1 to {MOST_HOURS}.")

    @property
    def office_opens(self) -> time:
        """When work begins. Raises ValueError for hours that `check` refuses."""
        return time.fromisoformat(self.office_hours.partition("-")[0].strip())

    @property
    def office_closes(self) -> time:
        """When work ends. Raises ValueError for hours that `check` refuses."""
        return time.fromisoformat(self.office_hours.partition("-")[2].strip())

    @property
    def weekdays(self) -> frozenset[int]:
        """The days on which people work, counted from Monday, which is 0."""
        return frozenset(WEEKDAYS.index(day) for day in self._days() if day in WEEKDAYS)

    def _days(self) -> list[str]:
        return [day for part in self.working_days.split(",") if (day := part.strip().lower())]

    @property
    def hosts(self) -> frozenset[str]:
        """The names that requests may come to: the base address's, those added, and ours on this machine."""
        named = urlsplit(self.base_url).hostname
        ours = () if self.is_production else LOOPBACK
        return frozenset((named or "", *self.network.more_hosts, *ours)) - {""}

    @property
    def sqlalchemy_url(self) -> str:
        """The database address with the driver that is installed."""
        for prefix in ("postgresql://", "postgres://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url


def _hours(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= len(str(MOST_HOURS)) else 0


def _is_whole(address: str) -> bool:
    """Whether a database's address can be read, with no piece of a password where its host should be."""
    try:
        read = make_url(address)
    except (ArgumentError, ValueError):
        return False
    return "@" not in (read.host or "")


def yes_or_no(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A setting that is `yes` or `no`. Raises UnsafeSettings for anything else."""
    said = environ.get(name, "").strip().lower()
    if said not in ("", "yes", "no"):
        raise UnsafeSettings(f"{name} must be 'yes' or 'no'.")
    return said == "yes" if said else default


def _whole(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    said = environ.get(name, str(default)).strip()
    if not said.isdecimal() or not least <= int(said) <= most:
        raise UnsafeSettings(f"{name} must be a whole number from {least} to {most}.")
    return int(said)


def _day(environ: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(environ[name]) if environ.get(name) else None
    except ValueError:
        raise UnsafeSettings(f"{name} must be a day, such as 2026-11-24.") from None
