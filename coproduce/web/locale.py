"""The language of a page: asked for in the address, else remembered, else what the browser prefers.

A page with a form that somebody has begun to fill in is asked for in another language by sending the form: its
switch is a button, and `switched` reads it.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, refresh

from coproduce.core import languages
from coproduce.core.languages import Language

COOKIE = "language"
SWITCH = "switch"
"""The name of the buttons in `parts/languages.html` that send a form to see its page in another language."""
A_YEAR = 365 * 24 * 3600


def install(app: Flask, *, translations: str) -> None:
    """Choose each page's language, and remember one that was asked for."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/London"
    Babel(app, locale_selector=lambda: current().tag.replace("-", "_"))
    app.after_request(_remember)
    app.context_processor(_words)


def _words() -> dict[str, object]:
    return {"language": current(), "languages": languages.OFFERED, "switch_url": switch_url}


def current() -> Language:
    """The language of this request."""
    if "language" not in g:
        g.language = _choose()
    chosen: Language = g.language
    return chosen


def _choose() -> Language:
    asked = languages.offered(request.args.get("lang")) or languages.offered(request.cookies.get(COOKIE))
    if asked:
        return asked
    best = request.accept_languages.best_match(list(languages.BY_CODE), default="en")
    return languages.BY_CODE[best]


def switched(form: Mapping[str, str]) -> bool:
    """Whether this form was sent to see its page in another language; the page then is, and the browser remembers.

    Such a form must not be acted on. A language that is not offered still is a switch: the page stays as it was.
    """
    if SWITCH not in form:
        return False
    asked = languages.offered(form[SWITCH])
    if asked:
        g.language = g.language_asked = asked
        refresh()
    return True


def switch_url(code: str) -> str:
    """This page's address in another language; everything else in the address stays."""
    asked = {key: values for key, values in request.args.lists() if key != "lang"}
    return request.path + "?" + urlencode({**asked, "lang": code}, doseq=True)


def _remember(response: Response) -> Response:
    asked = g.get("language_asked") or languages.offered(request.args.get("lang"))
    if asked and request.cookies.get(COOKIE) != asked.code:
        secure = request.is_secure
        response.set_cookie(COOKIE, asked.code, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
