"""What stands between families and the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from coproduce.settings.reading import UnsafeSettings, yes_or_no

MOST_PROXIES = 3


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
