"""How people sign in: for how long, with what second step, through which provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from coproduce.settings.reading import UnsafeSettings, one_of, whole


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
            idle_minutes=whole(environ, "COPRODUCE_IDLE_MINUTES", cls().idle_minutes, 5, 120),
            longest_hours=whole(environ, "COPRODUCE_SIGN_IN_HOURS", cls().longest_hours, 1, 24),
            second_step=environ.get("COPRODUCE_SECOND_STEP", "required" if is_production else "offered"),
        )

    def check(self, *, is_production: bool) -> None:
        """Refuse a password alone where it would open families' words. Raises UnsafeSettings."""
        one_of("COPRODUCE_SECOND_STEP", self.second_step, ("required", *(() if is_production else ("offered",))))

    @property
    def second_step_required(self) -> bool:
        """Whether officers, safeguarding leads and administrators need a second step."""
        return self.second_step == "required"


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
