"""What a browser keeps of drafts until it is closed: what opens each, sealed, so that nobody types words twice.

In the session's cookie, which has no day of its own: it is gone when the browser closes, or when somebody says
that the computer is shared. What is in it opens the draft without the slow step, so that a screen costs no more
than a row.
"""

import json
from dataclasses import asdict

import flask

from coproduce.core import codes, sealing
from surveys.drafts.words import Opener

KEY = "places"
PURPOSE = "place"
AT_MOST = 4
"""So many surveys at once; the oldest goes. A cookie must stay small."""


def remember(slug: str, opener: Opener, *, secret: str) -> None:
    """Keep what opens this survey's draft."""
    sealed = sealing.seal(secret, f"{PURPOSE}/{slug}", json.dumps(asdict(opener)).encode())
    others = [pair for pair in _places() if pair[0] != slug]
    flask.session[KEY] = [*others, [slug, sealed]][-AT_MOST:]


def of(slug: str, *, secret: str) -> Opener | None:
    """What opens this survey's draft, if this browser has one."""
    sealed = dict(_places()).get(slug)
    if sealed is None:
        return None
    try:
        return Opener(**json.loads(sealing.unseal(secret, f"{PURPOSE}/{slug}", sealed)))
    except sealing.CannotUnseal:
        return None


def forget(slug: str) -> None:
    """Let the browser forget this survey's draft; what is kept under its words stays."""
    left = [pair for pair in _places() if pair[0] != slug]
    if KEY in flask.session:
        flask.session[KEY] = left


def forget_words(code: str, *, secret: str) -> None:
    """Let the browser forget the draft of these words."""
    for slug, _sealed in _places():
        opener = of(slug, secret=secret)
        if opener is not None and opener.code == codes.tidy(code):
            forget(slug)


def _places() -> list[list[str]]:
    # Pairs in a list: the cookie's JSON sorts the keys of a mapping, and the oldest must be known.
    found = flask.session.get(KEY)
    return found if isinstance(found, list) else []
