"""Who answers for families' data, and how long copies of it are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from coproduce.settings.reading import UnsafeSettings, day, whole

MOST_BACKUP_DAYS = 365
MOST_DRAFT_DAYS = 90


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Who answers for families' data, as /privacy says it, and for how many days copies and drafts are kept.

    `partners` decide together with the controller (joint controllers); `host` runs the servers for it. On
    `confirmed_on` the data protection officer confirmed the page; None while it is a draft. The
    database's copies are written over after `backup_days`; answers kept for later open for `draft_days`.
    """

    controller: str = ""
    partners: str = ""
    host: str = ""
    officer_email: str = ""
    officer_phone: str = ""
    backup_days: int = 30
    draft_days: int = 30
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
            draft_days=whole(environ, "COPRODUCE_DRAFT_DAYS", cls().draft_days, 1, MOST_DRAFT_DAYS),
            confirmed_on=day(environ, "COPRODUCE_PRIVACY_CONFIRMED"),
        )

    def check(self) -> None:
        """Refuse to take families' words without saying who answers for them (UK GDPR Art. 13). For production."""
        if not self.controller:
            raise UnsafeSettings("COPRODUCE_CONTROLLER must name who answers for the data, such as a council.")
        if self.officer_email.count("@") != 1 or not all(self.officer_email.split("@")):
            raise UnsafeSettings("COPRODUCE_DPO_EMAIL must be the data protection officer's email address.")
