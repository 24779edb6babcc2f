"""One question a screen: begin, go on, go back, change, and see everything before it is sent.

The number in an address is that of the screen on this person's own path, so it tells nothing of an answer. What
was typed is kept at every press of a button, and no script is needed.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.robots import Verdict
from coproduce.web.session import session
from surveys.drafts import keep
from surveys.drafts.content import Content, TooMuch
from surveys.models import Channel
from surveys.questions import type_of
from surveys.running import Asked, NotOpen
from surveys.screens import Screen, of_question
from surveys.views import (
    answer_page,
    controls,
    drafting,
    kiosk_pages,
    linked,
    sending,
    sentences,
    summing_up,
    walking,
)
from surveys.views.blueprint import UNPROCESSABLE, asked_now, bp, day, not_open, private, secret
from surveys.views.drafting import Opened
from surveys.views.walking import CHECK, Walk

WHO_SCREEN = "step.who"


def begin_page(asked: Asked, *, notice: str = "", token: str = "") -> str:
    """The first page of a survey that asks one question a screen; `token`: it is behind a link that works once."""
    is_easy = asked.definition.easy_read and request.values.get("easy") == "1"
    shown = replace(asked, definition=asked.definition.in_easy_read()) if is_easy else asked
    return render_template(
        "surveys/begin.html",
        page=answer_page.page(shown),
        notice=notice,
        shown=controls.stamp(),
        easy=is_easy,
        offers_easy=asked.definition.easy_read,
        **linked.facts(asked.definition.slug, token),
    )


@bp.post("/s/<slug>/start")
@anyone
def start(slug: str) -> ResponseReturnValue:
    """Begin a draft and go to its first screen."""
    try:
        asked = asked_now(slug, version=request.form.get("version", ""))
    except NotOpen as closed:
        return not_open(closed), UNPROCESSABLE
    return begin(asked)


def begin(asked: Asked, *, token: str = "") -> ResponseReturnValue:
    """Begin a draft, through a link that works once or without one."""
    if locale.switched(request.form):
        return begin_page(asked, token=token)
    if request.form.get(controls.BOX, "").strip():
        page = begin_page(asked, notice=sentences.from_a_robot(Verdict.BOX_FILLED), token=token)
        return page, UNPROCESSABLE
    is_easy = asked.definition.easy_read and request.form.get("easy") == "1"
    drafting.begin(replace(drafting.new(asked), one_by_one=True, easy=is_easy, token=token))
    return redirect(url_for("surveys.step", slug=asked.definition.slug, number=1), 303)


@bp.get("/s/<slug>/step/<int:number>")
@anyone
def step(slug: str, number: int) -> ResponseReturnValue:
    """One screen."""
    mine = drafting.or_forget(slug)
    if mine is None:
        return redirect(url_for(".answer", slug=slug), 303)
    try:
        found = walking.walk(mine)
    except NotOpen:
        return redirect(url_for(".go_on", slug=slug), 303)
    if not 1 <= number <= found.last:
        return redirect(walking.address(found, number), 303)
    return _screen(mine, found, number, checked=True)


@bp.post("/s/<slug>/step/<int:number>")
@anyone
def step_post(slug: str, number: int) -> ResponseReturnValue:
    """Keep what was typed on a screen, and go where the button says."""
    switched = locale.switched(request.form)
    mine = drafting.opened(slug)
    if mine is None:
        return lost()
    try:
        before = walking.walk(mine)
    except NotOpen:
        return redirect(url_for(".go_on", slug=slug), 303)
    code = request.form.get(controls.SCREEN, "")
    screen = of_question(before.definition, code)
    names = (WHO_SCREEN,) if screen is None else screen.codes
    do = "stay" if switched else request.form.get(controls.DO, "") or "next"
    sent = request.form.getlist if do != "skip" else _nothing
    content = mine.content.typed(names, sent, list(request.form))
    typed = walking.of(before.asked, replace(content, language=locale.current().code, dropped=()))
    if do == "next" and any(name in typed.sheet.faults for name in names):
        return _screen(mine, typed, number, checked=True, only=screen), UNPROCESSABLE
    after = walking.without_left_behind(typed)
    number = after.place(screen.code) if screen else after.last
    target, address = _onward(before, after, do, number, still_asked=_is_asked(after, screen))
    try:
        keep.change(session, opener=mine.opener, content=replace(target, screen=_number_in(address, number)))
    except TooMuch:
        return _screen(mine, typed, number, notice=sentences.too_much(), only=screen), UNPROCESSABLE
    except keep.NoSuchDraft:
        return lost()
    return redirect(address, 303)


@bp.get("/s/<slug>/check")
@anyone
def check(slug: str) -> ResponseReturnValue:
    """All answers, to change or to send."""
    mine = drafting.or_forget(slug)
    if mine is None:
        return redirect(url_for(".answer", slug=slug), 303)
    try:
        return _check(mine, walking.walk(mine))
    except NotOpen:
        return redirect(url_for(".go_on", slug=slug), 303)


@bp.post("/s/<slug>/send")
@anyone
def send(slug: str) -> ResponseReturnValue:
    """Store the answers of a draft, once; or say what is to be mended first."""
    mine = drafting.opened(slug)
    if mine is None:
        return lost()
    try:
        found = walking.walk(mine)
    except NotOpen:
        return redirect(url_for(".go_on", slug=slug), 303)
    if found.sheet.faults:
        return _check(mine, found), UNPROCESSABLE
    if found.sheet.is_empty:
        return _check(mine, found, notice=sentences.nothing_answered()), UNPROCESSABLE
    content = mine.content
    form = sending.Form(
        nonce=content.nonce,
        code=keep.receipt_code(content, secret=secret()),
        channel=Channel.KIOSK if content.kiosk else Channel.OPEN,
        hurried=controls.hurried(controls.age_since(content.begun, clock.now())),
        who=controls.who(next(iter(content.values(WHO_SCREEN)), "")),
        token=content.token,
    )
    return sending.send(found.asked, found.sheet, form)


def lost() -> ResponseReturnValue:
    """This browser cannot open the draft any more: its words can. What was just written is shown, to copy."""
    fields = request.form.items(multi=True)
    written = [
        value for name, value in fields if "." not in name and name != "csrf_token" and " " in value.strip()
    ]
    page = private("surveys/resume.html", typed="", known=False, problem=False, lost=True, lost_words=written)
    return page, UNPROCESSABLE


def _nothing(_name: str) -> Sequence[str]:
    return ()


def _is_asked(found: Walk, screen: Screen | None) -> bool:
    return screen is None or any(each.code == screen.code for each in found.screens)


def _onward(before: Walk, after: Walk, do: str, number: int, *, still_asked: bool) -> tuple[Content, str]:
    """What the draft becomes, and where the button leads."""
    content, then = after.content, request.form.get(controls.THEN, "")
    if do == "save":
        return content, url_for(".saved", slug=content.slug)
    if do in ("easy", "plain"):
        return replace(content, easy=do == "easy"), url_for(".go_on", slug=content.slug)
    if do == "stay":
        return content, walking.address(after, number, then=then)
    if do == "back":
        return content, walking.address(after, number - 1)
    if then == CHECK:
        known = {screen.code for screen in before.screens}
        new = next((at for at, screen in enumerate(after.screens, 1) if screen.code not in known), None)
        return content, walking.address(after, new or after.last + 1, then=CHECK if new else "")
    return content, walking.address(after, number + still_asked)


def _number_in(address: str, number: int) -> int:
    last = address.partition("?")[0].rpartition("/")[2]
    return int(last) if last.isdecimal() else number


def _screen(
    mine: Opened,
    found: Walk,
    number: int,
    *,
    checked: bool = False,
    notice: str = "",
    only: Screen | None = None,
) -> str:
    screen = only or found.screen(number)
    shown = walking.shown(found, screen, checked=checked) if screen else []
    is_information = bool(screen) and not walking.progress(found, number)
    page = answer_page.page(replace(found.asked, definition=found.definition))
    return render_template(
        "surveys/step.html",
        page=page,
        number=number,
        code=mine.opener.code.replace("-", " "),
        until=day(mine.until),
        screen=screen.code if screen else WHO_SCREEN,
        section=screen.section.title.in_(found.language) if screen else "",
        progress=walking.progress(found, number),
        is_information=is_information,
        questions=shown,
        who=None if screen else walking.who_field(found.content),
        errors=[question.field for question in shown if question.field.error],
        dropped=walking.dropped_words(found),
        notice=notice,
        then=CHECK if request.values.get("then", request.form.get(controls.THEN)) == CHECK else "",
        easy=found.content.easy,
        offers_easy=found.asked.definition.easy_read,
        for_children=page.for_children,
        invited=bool(found.content.token),
        **kiosk_pages.around(found.content, has_words=bool(screen and _has_words(screen)), at=str(number)),
    )


def _has_words(screen: Screen) -> bool:
    return any(type_of(question).is_words for question in screen.questions)


def _check(mine: Opened, found: Walk, *, notice: str = "") -> str:
    return render_template(
        "surveys/check.html",
        page=answer_page.page(replace(found.asked, definition=found.definition)),
        rows=summing_up.rows(found),
        errors=summing_up.errors(found),
        dropped=walking.dropped_words(found),
        notice=notice,
        code=mine.opener.code.replace("-", " "),
        until=day(mine.until),
        back=walking.address(found, found.last),
        easy=found.content.easy,
        **kiosk_pages.around(found.content, has_words=False, at=CHECK),
    )
