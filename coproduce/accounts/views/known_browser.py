"""A browser that has signed in before: strangers who guess at its owner's password cannot make it wait.

The cookie opens nothing. It holds a random text and, for each of a few accounts, a keyed mark of both; so a
browser becomes known for an account only by signing in to it. It is sent to the sign-in pages alone.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from flask import Response, after_this_request, current_app, request

from coproduce.accounts.sign_in import tidy_email
from coproduce.core.codes import derive_key

COOKIE = "known_browser"
PATH = "/sign-in"
LASTS = timedelta(days=180)
MOST_ACCOUNTS = 5
MARK_LENGTH = 32


def known_for(email: str) -> str:
    """This browser's own random text where it has signed in to this account before, else nothing."""
    name, marks = _read()
    return name if any(hmac.compare_digest(kept, _mark(name, email)) for kept in marks) else ""


def remember(email: str) -> None:
    """Let this browser be known for this account from now on."""
    name, marks = _read()
    name = name or secrets.token_urlsafe(16)
    own = _mark(name, email)
    kept = [own, *(mark for mark in marks if mark != own)][:MOST_ACCOUNTS]

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            ".".join([name, *kept]),
            max_age=LASTS,
            path=PATH,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        return response


def _read() -> tuple[str, list[str]]:
    name, *marks = request.cookies.get(COOKIE, "").split(".")
    return name, [mark for mark in marks[:MOST_ACCOUNTS] if mark.isascii() and len(mark) == MARK_LENGTH]


def _mark(name: str, email: str) -> str:
    key = derive_key(current_app.config["SETTINGS"].secret_key, "accounts/known-browser")
    made = hmac.new(key, f"{name}\x1f{tidy_email(email)}".encode(), hashlib.sha256)
    return made.hexdigest()[:MARK_LENGTH]
