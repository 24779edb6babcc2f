"""Come back later: the words of a draft, on from where it was, and the page that opens one on any device."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.web import limits, locale, qr
from coproduce.web.session import reading, session
from surveys.drafts import keep, words
from surveys.drafts.content import Content
from surveys.respond import known
from surveys.running import NotOpen, version_of
from surveys.views import drafting, kept, place, public, summing_up
from surveys.views.blueprint import asked_now, bp, check_slug, day, not_open, private, secret, settings

LONGEST_CODE = 120
NOT_FOUND = 404


@bp.get("/s/<slug>/saved")
@anyone
def saved(slug: str) -> ResponseReturnValue:
    """The words that open this draft again, and until when."""
    mine = drafting.or_forget(slug)
    if mine is None:
        return redirect(url_for(".answer", slug=slug), 303)
    code = mine.opener.code
    return private(
        "surveys/saved.html",
        slug=slug,
        code=code.replace("-", " "),
        qr=qr.svg(settings().base_url + url_for(".resume_by_link", code=code), title=_("A QR code of your words")),
        until=day(mine.until),
        erase=f"/receipt/{code}/erase",
    )


@bp.get("/s/<slug>/go-on")
@anyone
def go_on(slug: str) -> ResponseReturnValue:
    """On from where this browser's draft was; a survey that closed says so and shows what was written."""
    mine = drafting.or_forget(slug)
    if mine is None:
        return redirect(url_for(".answer", slug=slug), 303)
    content = mine.content
    try:
        asked = asked_now(slug, version=str(content.version))
    except NotOpen as closed:
        return _closed(closed, content)
    if content.one_by_one or content.easy:
        return redirect(url_for(".step", slug=slug, number=content.screen), 303)
    return public.filled(asked, content.values, draft="yes", invited=bool(content.token))


@bp.post("/s/<slug>/forget")
@anyone
def forget(slug: str) -> ResponseReturnValue:
    """On a shared computer: this browser forgets the draft and any receipt. The words still open the draft."""
    check_slug(slug)
    place.forget(slug)
    kept.forget_all()
    return redirect(url_for(".forgotten", slug=slug), 303)


@bp.get("/s/<slug>/forgotten")
@anyone
def forgotten(slug: str) -> ResponseReturnValue:
    """That this browser has forgotten it."""
    check_slug(slug)
    return private("surveys/forgotten.html", slug=slug)


@bp.get("/resume")
@anyone
def resume() -> ResponseReturnValue:
    """Type the words of a draft."""
    return private("surveys/resume.html", typed="", known=False, problem=False)


@bp.get("/resume/<code>")
@anyone
def resume_by_link(code: str) -> ResponseReturnValue:
    """What the QR code leads to: a button. Nothing is looked up, so that nothing is learnt by guessing."""
    return private("surveys/resume.html", typed=codes.tidy(code[:LONGEST_CODE]), known=True, problem=False)


@bp.post("/resume")
@anyone
@limits.guesses
def open_by_words() -> ResponseReturnValue:
    """Open the draft of these words. Words that nobody was given and words whose time is over are alike."""
    typed = request.form.get("code", "")[:LONGEST_CODE]
    opener = words.opener(typed, secret=secret())
    try:
        with reading() as reader:
            content, _until = keep.find(reader, opener=opener, today=clock.today())
            was_sent = bool(known(reader, marks=[keep.answer_mark(content, secret=secret())]))
    except keep.NoSuchDraft:
        page = private("surveys/resume.html", typed=typed, known=False, problem=True)
        return page, NOT_FOUND
    if was_sent:
        return _sent_already(content)
    place.remember(content.slug, opener, secret=secret())
    return redirect(url_for(".go_on", slug=content.slug, lang=content.language), 303)


def _sent_already(content: Content) -> ResponseReturnValue:
    place.forget(content.slug)
    last = kept.Kept(content.slug, keep.receipt_code(content, secret=secret()), (), again=True)
    kept.keep(last, secret=secret())
    return redirect(url_for(".thanks", slug=content.slug), 303)


def _closed(closed: NotOpen, content: Content) -> str:
    """The survey takes no answers any more: what was written can still be read."""
    definition = version_of(session, slug=content.slug, number=content.version)
    lines = summing_up.lines(definition, content.values, locale.current().code) if definition else []
    return not_open(closed, unsent=lines)
