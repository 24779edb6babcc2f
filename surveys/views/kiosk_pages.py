"""What a device keeps that is a kiosk, and what its pages show around the questions.

The session's cookie holds leave to be a kiosk, sealed, and nothing of the person before: whoever is done, or
idle, or leaves, is followed by an empty session. Pages move on by themselves with `<meta http-equiv="refresh">`,
which needs no script: first to a page that asks whether somebody is there, then to the start.
"""

from collections.abc import Mapping
from uuid import UUID

import flask
from flask import url_for

from coproduce.core import clock, sealing
from coproduce.web.session import session
from surveys.drafts.content import Content
from surveys.kiosk import passes
from surveys.kiosk.models import Kiosk
from surveys.views.blueprint import secret

KEY = "kiosk"
IDLE_S, IDLE_WITH_WORDS_S = 180, 600
"""Whoever writes is not idle, and no script is there to see it: a screen with a box waits longer."""
STILL_THERE_S = 60
RECEIPT_S = 90


def hold(kiosk: Kiosk, slug: str) -> None:
    """From now on this device is this kiosk, and nothing else is in its session."""
    flask.session.clear()
    flask.session[KEY] = [slug, sealing.seal(secret(), f"{KEY}/{slug}", str(kiosk.id).encode())]


def clear() -> None:
    """Nothing of whoever was here stays in the session but the leave to be a kiosk."""
    held = flask.session.get(KEY)
    flask.session.clear()
    if held:
        flask.session[KEY] = held


def give_up(slug: str) -> None:
    """A device whose leave to be a kiosk of this survey is over is none any more."""
    if slug_held() == slug:
        flask.session.clear()


def slug_held() -> str:
    """The survey of which this device says that it is a kiosk, or nothing."""
    held = flask.session.get(KEY)
    return str(held[0]) if isinstance(held, list) and len(held) == 2 else ""


def held(slug: str) -> Kiosk | None:
    """This device's leave to be a kiosk of this survey, while it lasts."""
    if slug_held() != slug:
        return None
    try:
        found = UUID(sealing.unseal(secret(), f"{KEY}/{slug}", str(flask.session[KEY][1])).decode())
    except (sealing.CannotUnseal, ValueError):
        return None
    return passes.find(session, kiosk_id=found, now=clock.now())


def around(content: Content, *, has_words: bool, at: str) -> Mapping[str, object]:
    """What a page of a draft is told about the kiosk it is on; nothing on any other device."""
    if not content.kiosk:
        return {"kiosk": False}
    return {
        "kiosk": True,
        "away": url_for("surveys.kiosk", slug=content.slug),
        "idle_s": IDLE_WITH_WORDS_S if has_words else IDLE_S,
        "idle_url": url_for("surveys.still_there", slug=content.slug, at=at),
    }
