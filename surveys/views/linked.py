"""Links that work once, as the pages for families need them: what is asked through one, and where one is over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import abort, render_template, url_for

from coproduce.core import clock
from coproduce.safeguarding import tracing
from coproduce.web.session import reading, session
from surveys.design import NoSuchSurvey
from surveys.reach import links
from surveys.reach.links import Link
from surveys.respond import Given
from surveys.running import Asked, NotOpen, asked
from surveys.views.blueprint import PRIVATE, VERSION, check_slug, day, secret

GONE = 410
Page = tuple[str, int, Mapping[str, str]]


def found(slug: str, token: str, *, version: str = "") -> tuple[Asked | None, Link | None]:
    """What is asked now under this slug, and the link if it still works; nothing is asked where it is closed."""
    check_slug(slug)
    number = int(version) if VERSION.fullmatch(version) else None
    with reading() as reader:
        link = links.find(reader, token)
        try:
            now_asked = asked(reader, slug=slug, today=clock.today(), number=number)
        except NotOpen:
            return None, None
        except NoSuchSurvey:
            abort(404)
    if link is None or link.slug != slug or not link.is_open(clock.today()):
        return now_asked, None
    return through(now_asked, link), link


def through(now_asked: Asked, link: Link) -> Asked:
    """What is asked, in the wave that the link is for."""
    return replace(now_asked, wave_id=link.wave_id, wave=link.wave, closes_on=link.closes_on)


def gone(slug: str, *, unsent: Sequence[tuple[str, str]] = ()) -> Page:
    """The link was used, is not whole, or never was: which one is not said. Where the survey closed, that is.

    `unsent`: what was just typed, where it cannot be sent any more.
    """
    is_open, closed = False, ""
    try:
        with reading() as reader:
            asked(reader, slug=slug, today=clock.today())
        is_open = True
    except NotOpen as over:
        closed = "" if over.opens_on else day(over.closed_on)
    except NoSuchSurvey:
        pass
    told = {"is_open": is_open, "closed": closed, "unsent": unsent, "tongue": "", "kept": False}
    return render_template("surveys/invited_gone.html", slug=slug, **told), GONE, PRIVATE


def facts(slug: str, token: str) -> Mapping[str, object]:
    """What a page behind a link says and leads to; nothing of it on any other page."""
    if not token:
        return {"invited": False}
    return {
        "invited": True,
        "action": url_for("survey_links.answer", slug=slug, token=token),
        "begin_url": url_for("survey_links.start", slug=slug, token=token),
        "stop_url": url_for("survey_links.stop", slug=slug, token=token),
    }


def keep_traces(link: Link, given: Given) -> None:
    """Where words may mean that a child is at risk, keep for the safeguarding lead to whom the link was sent."""
    if not given.concerns:
        return
    contact = links.contact_of(session, link, secret=secret())
    for comment_id in given.concerns if contact else ():
        if contact is not None:
            tracing.keep(session, comment_id, contact, clock.now(), secret=secret())
