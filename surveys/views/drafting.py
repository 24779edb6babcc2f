"""Drafts as the pages use them: begun, opened by what this browser keeps, changed."""

from dataclasses import dataclass, replace
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.core import clock, codes
from coproduce.web import locale
from coproduce.web.session import reading, session
from surveys.drafts import keep, words
from surveys.drafts.content import Content, TooMuch
from surveys.drafts.words import Opener
from surveys.running import Asked
from surveys.views import controls, place
from surveys.views.blueprint import secret, settings


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft that this browser has open, and the last day on which its words open it."""

    opener: Opener
    content: Content
    until: date


def opened(slug: str) -> Opened | None:
    """The draft of this survey that this browser has open, if it has one that is still there."""
    opener = place.of(slug, secret=secret())
    if opener is None:
        return None
    try:
        with reading() as reader:
            content, until = keep.find(reader, opener=opener, today=clock.today())
    except keep.NoSuchDraft:
        return None
    return Opened(opener, content, until) if content.slug == slug else None


def or_forget(slug: str) -> Opened | None:
    """The same; a browser whose draft is gone forgets it, so that it is not sent in circles."""
    mine = opened(slug)
    if mine is None:
        place.forget(slug)
    return mine


def new(asked: Asked, *, begun: int | None = None) -> Content:
    """A draft with nothing in it yet."""
    return Content(
        slug=asked.definition.slug,
        version=asked.number,
        nonce=codes.new_nonce(),
        begun=int(clock.now().timestamp()) if begun is None else begun,
        language=locale.current().code,
    )


def begin(content: Content, *, days: int | None = None) -> Opener:
    """Keep a new draft under words of its own, and let this browser open it. Raises TooMuch."""
    opener = words.opener(words.new_code(), secret=secret())
    kept_for = settings().data_protection.draft_days if days is None else days
    keep.keep(session, opener=opener, content=content, today=clock.today(), days=kept_for, secret=secret())
    place.remember(content.slug, opener, secret=secret())
    return opener


def from_page(asked: Asked) -> tuple[Opener | None, Content]:
    """What was typed on the one page, as a draft: the one that the page is of, else a new one."""
    codes_asked = [question.code for question in asked.definition.questions]
    mine = opened(asked.definition.slug) if request.form.get(controls.DRAFT) else None
    age = controls.age_of_page()
    begun = int((clock.now() - age).timestamp()) if age else None
    content = mine.content if mine else new(asked, begun=begun)
    typed = content.typed([*codes_asked, controls.WHO], request.form.getlist, list(request.form))
    return (mine.opener if mine else None), replace(typed, language=locale.current().code)


def keep_page(asked: Asked, *, easy: bool = False, token: str = "") -> ResponseReturnValue | None:
    """Keep what was typed on the one page for later, and show its words; None when it is too much.

    `easy`: go on in Easy Read instead, one question a screen, with what was typed. `token`: the page is behind a
    link that works once.
    """
    opener, content = from_page(asked)
    easy = easy and asked.definition.easy_read
    content = replace(content, easy=easy, screen=1, token=token or content.token)
    try:
        if opener is None:
            begin(content)
        else:
            keep.change(session, opener=opener, content=content)
    except TooMuch:
        return None
    return redirect(url_for("surveys.go_on" if easy else "surveys.saved", slug=asked.definition.slug), 303)


def of_page(slug: str) -> tuple[str, str]:
    """Of the draft that the one page is of: its receipt's code, and its link's token; or nothing."""
    mine = opened(slug) if request.form.get(controls.DRAFT) else None
    return (keep.receipt_code(mine.content, secret=secret()), mine.content.token) if mine else ("", "")
