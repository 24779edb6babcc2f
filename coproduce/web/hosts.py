"""The name a request came to, and who sent it: believed only as far as the settings say.

Addresses that we write out whole come from `COPRODUCE_BASE_URL`, never from the request. A request to a name that
is not ours is refused all the same, so that no page, redirect or cache can be made to carry a stranger's name.
"""

import re

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from coproduce.config import Settings

NAMELESS = frozenset({"/healthz", "/readyz"})
"""Asked for by machines that know only a number; they say nothing and write out no address."""

HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


def name_in(host: str) -> str:
    """The name in a Host header, without its port; nothing where it is no name."""
    found = HOST.fullmatch(host.lower())
    return found[1] if found else ""


def install(app: Flask, settings: Settings) -> None:
    """Refuse requests to other names, and hear proxies where there are any."""
    names = settings.hosts

    def check() -> None:
        if request.path not in NAMELESS and name_in(request.environ.get("HTTP_HOST", "")) not in names:
            abort(400)

    app.before_request(check)
    hops = settings.network.proxies
    if hops:
        # The name is not among what they may say: the one that families asked for is passed on as it is.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
