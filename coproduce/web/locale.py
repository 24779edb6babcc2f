"""The language of a page: asked for in the address, else remembered, else what the browser prefers.

A page with a form that somebody has begun to fill in is asked for in another language by sending the form: its
switch is a button, and `switched` reads it. A `coproduce.web.forms.Form` that was sent so is never valid, so that
views show their page again with everything typed, as they do with a fault.
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, gettext, refresh
from markupsafe import Markup

from coproduce.core import languages
from coproduce.core.languages import Language
from coproduce.core.saying import Saying

COOKIE = "language"
SWITCH = "switch"
"""The name of the buttons in `parts/languages.html` that send a form to see its page in another language."""
A_YEAR = 365 * 24 * 3600
AS_TYPED = 422
"""How views answer when they show a form again."""


def install(app: Flask, *, translations: str) -> None:
    """Choose each page's language, and remember one that was asked for."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/London"
    Babel(app, locale_selector=lambda: current().tag.replace("-", "_"))
    app.before_request(_switch)
    app.after_request(_remember)
    app.context_processor(_words)
    app.jinja_env.globals["our_tongue"] = our_tongue


def _words() -> dict[str, object]:
    return {"language": current(), "languages": languages.OFFERED, "switch_url": switch_url}


def current() -> Language:
    """The language of this request."""
    if "language" not in g:
        g.language = _choose()
    chosen: Language = g.language
    return chosen


def our_tongue() -> Markup:
    """The attributes of an element whose words are ours, in the midst of words that may be in another language."""
    here = current()
    return Markup(' lang="{}" dir="{}"').format(here.tag, here.direction)


def said(sentence: str) -> str:
    """A rule's sentence in the reader's language; a text that is not one of ours stays as it is."""
    if not isinstance(sentence, Saying):
        return sentence
    facts = {name: said(fact) if isinstance(fact, str) else fact for name, fact in sentence.facts.items()}
    return str(gettext(sentence.words, **facts))


def _cookie() -> str:
    return f"__Host-{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def _choose() -> Language:
    asked = languages.offered(request.args.get("lang")) or languages.offered(request.cookies.get(_cookie()))
    if asked:
        return asked
    return _preferred()


def _preferred() -> Language:
    best = request.accept_languages.best_match(list(languages.BY_CODE), default="en")
    return languages.BY_CODE[best]


def switched(form: Mapping[str, str]) -> bool:
    """Whether this form was sent to see its page in another language; the page then is, and the browser remembers.

    Such a form must not be acted on. A language that is not offered still is a switch: the page stays as it was.
    """
    if SWITCH not in form:
        return False
    g.was_switched = True
    asked = languages.offered(form[SWITCH])
    if asked:
        g.language = g.language_asked = asked
        refresh()
    return True


def only_switches() -> bool:
    """Whether this request asks for nothing but its page in another language.

    Once a form or a view has asked this, the page as it was typed is the answer, and is no fault.
    """
    g.answered_as_typed = bool(g.get("was_switched"))
    return bool(g.answered_as_typed)


def begin_anew() -> None:
    """Whoever chose a language on this device is gone: this page, and those after it, are in the browser's own."""
    g.language = _preferred()
    g.language_forgotten = True
    refresh()


def switch_url(code: str) -> str:
    """This page's address in another language; everything else in the address stays."""
    asked = {key: values for key, values in request.args.lists() if key != "lang"}
    # Browsers read "/\" as "//": as it came, a path could lead to another site.
    return quote(request.path) + "?" + urlencode({**asked, "lang": code}, doseq=True)


def _switch() -> None:
    # Before the view begins: it may take words in the reader's language for its choices and labels.
    if request.method == "POST":
        switched(request.form)


def _remember(response: Response) -> Response:
    if g.get("answered_as_typed") and response.status_code == AS_TYPED:
        response.status_code = 200
    if g.get("language_forgotten") and request.cookies.get(_cookie()):
        response.delete_cookie(_cookie())
        return response
    asked = g.get("language_asked") or languages.offered(request.args.get("lang"))
    if asked and request.cookies.get(_cookie()) != asked.code:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(_cookie(), asked.code, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
