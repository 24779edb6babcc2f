"""How often one network address may send or guess: the one door to Flask-Limiter.

An address is never kept: it becomes a mark under a key that the server makes when it starts and forgets when it
ends, and the marks are only in memory. Counts are a process's own, so with two processes the limits are double.
"""

import hashlib
import hmac
import ipaddress
import re
import secrets
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter, RateLimitExceeded

from coproduce.config import Settings
from coproduce.web import errors
from coproduce.web.session import READS

SENDING = "300 per minute; 5000 per hour"
"""Of each form. A county's schools may all share one address, and a full hall answers within minutes."""
GUESSING = "20 per minute; 100 per hour"
"""Of codes that lead to nothing. A code has 54 bits: it would not be guessed at any pace."""
WAIT_S = 60
SECRET = re.compile(r"password|code$")
"""Fields whose content a page must not repeat."""
FAMILY_NETWORK = 64
"""A household has a whole /64 of IPv6 addresses, and may use a new one each time."""

KEY = secrets.token_bytes(32)


def mark_of(address: str) -> str:
    """What stands for a network address while this process lives."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        found = ipaddress.ip_address(0)
    if found.version == 6:
        found = ipaddress.ip_network((found, FAMILY_NETWORK), strict=False).network_address
    return hmac.new(KEY, found.packed, hashlib.sha256).hexdigest()


def _mark() -> str:
    return mark_of(request.remote_addr or "")


def _only_reads() -> bool:
    return request.method in READS


def _led_nowhere(response: Response) -> bool:
    return response.status_code == HTTPStatus.NOT_FOUND


limiter = Limiter(
    _mark,
    default_limits=[SENDING],
    default_limits_exempt_when=_only_reads,
    storage_uri="memory://",
    key_prefix="coproduce",
)

guesses = limiter.shared_limit(GUESSING, scope="guesses", deduct_when=_led_nowhere)
"""For a page that is opened by a code: those who try codes that lead to nothing are made to wait."""


def install(app: Flask, settings: Settings) -> None:
    """Count, and show a page that loses nothing."""
    app.config["RATELIMIT_ENABLED"] = settings.network.rate_limits
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, too_many)


@limiter.request_filter
def _behind_an_unknown_proxy() -> bool:
    # In production whoever comes from this machine is a proxy that we were not told of: it stands for everybody.
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.is_production or settings.network.proxies:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return True


def too_many(_error: Exception) -> ResponseReturnValue:
    """Say to wait. Whatever was sent is in the page, so that one button sends it again."""
    sent = list(request.form.items(multi=True)) if request.method not in READS else []
    if not sent or any(SECRET.search(name) for name, _ in sent):
        return errors.page(HTTPStatus.TOO_MANY_REQUESTS, wait_s=WAIT_S)
    page = render_template("errors/too_many.html", sent=sent, again=request.full_path.rstrip("?"))
    return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(WAIT_S)}
