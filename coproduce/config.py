"""The settings: read from the environment once, frozen, and refused when production would be unsafe.

What belongs together is read in a module of `coproduce.settings`; this is the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from coproduce.settings import secret_key
from coproduce.settings.data_protection import DataProtection
from coproduce.settings.mail import Mail
from coproduce.settings.network import Network
from coproduce.settings.reading import UnsafeSettings, yes_or_no
from coproduce.settings.secret_key import DEVELOPMENT_KEY
from coproduce.settings.signing_in import Oidc, SignIns

__all__ = ["DataProtection", "Mail", "Network", "Oidc", "Settings", "SignIns", "UnsafeSettings"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE_HOURS = "09:00-17:00"
WORKING_DAYS = "mon,tue,wed,thu,fri"
ESCALATE_AFTER = 4
MOST_HOURS = 40
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program may be told from outside.

    `environment` is `production` or `development`; tests build their own instance. `paper_return` is where printed
    forms come back to, in a line; empty: to whoever gave them out.
    """

    database_url: str = field(default="sqlite:///var/coproduce.db", repr=False)  # it may hold a password
    secret_key: str = field(default=DEVELOPMENT_KEY, repr=False)
    base_url: str = "http://127.0.0.1:8000"
    environment: str = "development"
    area_name: str = "Dudley"
    office_hours: str = OFFICE_HOURS
    working_days: str = WORKING_DAYS
    escalate_after: int = ESCALATE_AFTER
    paper_return: str = ""
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
            paper_return=" ".join(environ.get("COPRODUCE_PAPER_RETURN", "").split()),
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
        self.check_office()
        if self.is_production:
            self._check_for_production()
        self.sign_ins.check(is_production=self.is_production)
        self.mail.check(is_production=self.is_production)
        self.oidc.check(is_production=self.is_production)

    def _check_for_production(self) -> None:
        if fault := secret_key.fault_of(self.secret_key):
            raise UnsafeSettings(f"COPRODUCE_SECRET_KEY {fault}. {secret_key.how_to_make_one()}")
        if not _is_https(self.base_url):
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


def _is_https(address: str) -> bool:
    """Whether this is the https address of a host, and nothing more than its path."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _hours(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= len(str(MOST_HOURS)) else 0


def _is_whole(address: str) -> bool:
    """Whether a database's address can be read, with no piece of a password where its host should be."""
    try:
        read = make_url(address)
    except (ArgumentError, ValueError):
        return False
    return "@" not in (read.host or "")
