"""Writing, signing and publishing through the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.voice.models import Comment
from coproduce.yousaid import track
from coproduce.yousaid.models import Outcome, Reply, ReplyState
from tests.factories import NOON
from tests.factories_yousaid import TODAY, action, draft, forum, many_said, officer, said
from tests.pages import Page, PageClient, day_typed

SignIn = Callable[[Role], PageClient]
NEW = "/manage/themes/communication/reply"


def typed(**changes: object) -> dict[str, object]:
    """A good "done" as an officer types it."""
    return {
        "wave": "",
        "period": "spring 2026",
        "you_said": "Nobody rings back.",
        "outcome": "done",
        "we_did": "Each family has a named officer.",
        **day_typed("done_on", "1 6 2026"),
        "evidence": "The log of calls.",
        "evidence_url": "",
        "reason": "",
        "decided_by": "",
        **changes,
    }


def step(browser: PageClient, page: Page, name: str, status: int = 303, **words: str) -> Page:
    """Press a button of a reply's page."""
    address = page.response.request.path
    hidden = page.hidden_fields()
    return browser.post(f"{address}/{name}", {**hidden, **words}, status=status)


def test_a_reply_is_written_with_actions_and_quotes(session: Session, signed_in_as: SignIn) -> None:
    first, *_ = many_said(session, 10)
    linked = action(session)
    browser = signed_in_as(Role.OFFICER)

    answer = browser.send_form(NEW, typed(quotes=[str(first)], more_actions=[str(linked.id)]))
    page = browser.follow(answer)

    assert "The draft is saved." in page.text
    assert "“Nobody rings back about the plan.”" in page.text
    assert "3.1c Reply to families in five days" in page.text
    reply = session.exec(select(Reply)).one()
    assert (reply.comments_counted, reply.written_by) == (10, "Head of SEND")


def test_what_was_typed_is_kept_beside_what_to_mend(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    browser = signed_in_as(Role.OFFICER)

    page = browser.send_form(
        NEW, typed(we_did="It is being reviewed.", evidence="") | day_typed("done_on", "soon"), status=422
    )

    assert "It is being reviewed." in page.html
    assert page.field("done_on-day")["value"] == "soon"
    assert page.checked("outcome") == ["done"]

    page = browser.send_form(NEW, typed(we_did="It is being reviewed.", evidence=""), status=422)
    assert "“is being reviewed” promises and does not say what was done." in page.text
    assert "Say how families can tell that it was done." in page.text
    assert "#f-we_did" in page.links


def test_the_form_in_another_language_keeps_what_was_typed_and_saves_nothing(
    session: Session, signed_in_as: SignIn
) -> None:
    said(session)
    browser = signed_in_as(Role.OFFICER)
    assert browser.open(NEW).field("switch")["form"] == "reply"

    page = browser.send_form(NEW, typed(we_did="Half a", switch="ur"), status=200)

    assert page.all("html")[0]["lang"] == "ur"
    assert "Half a" in page.text
    assert page.checked("outcome") == ["done"]
    assert page.field("done_on-year")["value"] == "2026"
    assert session.exec(select(Reply)).all() == []
    assert browser.open(NEW).all("html")[0]["lang"] == "ur"


def test_words_of_a_step_stay_when_the_language_changes(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    written = draft(session)
    session.commit()
    browser = signed_in_as(Role.OFFICER)
    page = browser.open(f"/manage/replies/{written.id}")

    again = browser.post(
        f"/manage/replies/{written.id}/withdraw",
        {**page.hidden_fields(), "because": "The wrong date.", "switch": "ur"},
        status=200,
    )

    assert "The wrong date." in again.text
    assert session.get_one(Reply, written.id, populate_existing=True).state is ReplyState.DRAFT


def test_a_quote_is_shortened_by_hand(session: Session, signed_in_as: SignIn) -> None:
    first, *_ = many_said(session, 10)
    browser = signed_in_as(Role.OFFICER)
    browser.send_form(NEW, typed(quotes=[str(first)]))
    reply = session.exec(select(Reply)).one()
    edit = f"/manage/replies/{reply.id}/edit"

    name = f"quote-{first}"
    assert name in {field["name"] for field in browser.open(edit).all("textarea")}
    page = browser.send_form(edit, typed(quotes=[str(first)], **{name: "Somebody rings back"}), status=422)
    assert "A quote may only leave words out" in page.text

    answer = browser.send_form(edit, typed(quotes=[str(first)], **{name: "Nobody rings back …"}))
    assert "“Nobody rings back …”" in browser.follow(answer).text


@pytest.mark.parametrize("change", [{"hidden": True}, {"concern": True}, {"may_quote": False}])
def test_a_quoted_comment_that_was_closed_since_is_not_on_the_form(
    session: Session, signed_in_as: SignIn, change: dict[str, bool]
) -> None:
    secret = said(session, text="Somebody hurts him.", may_quote=True)
    many_said(session, 10)
    reply = draft(session, quotes={secret: "Somebody hurts him."})
    comment = session.get_one(Comment, secret)
    for name, value in change.items():
        setattr(comment, name, value)
    session.commit()
    browser = signed_in_as(Role.OFFICER)
    address = f"/manage/replies/{reply.id}/edit"

    page = browser.open(address)
    assert str(secret) not in page.html
    refused = browser.send_form(address, typed(quotes=[str(secret)]), status=422)
    assert f'value="{secret}"' not in refused.html
    if "hidden" in change:
        assert "Somebody hurts him." not in page.html + refused.html


def test_nobody_in_a_small_group_can_be_quoted(session: Session, signed_in_as: SignIn) -> None:
    first, *_ = many_said(session, 9)
    browser = signed_in_as(Role.OFFICER)

    assert "fewer than ten comments" in browser.open(NEW).text
    page = browser.send_form(NEW, typed(quotes=[str(first)]), status=422)
    assert "Quote nobody: they could be recognised." in page.text


def test_only_what_belongs_to_the_answer_is_kept(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    later = f"{clock.today() + timedelta(days=9):%d %m %Y}"

    signed_in_as(Role.OFFICER).send_form(NEW, typed(outcome="doing", reason="None.") | day_typed("next_on", later))

    reply = session.exec(select(Reply)).one()
    assert (reply.outcome, reply.done_on, reply.reason) == (Outcome.DOING, None, "")


def test_two_people_sign_and_publish(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    of, pcf = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    address = of.send_form(NEW, typed()).response.headers["Location"].partition("?")[0]

    assert "You signed." in of.follow(step(of, of.open(address), "sign")).text
    assert "A signature is missing. Nobody publishes alone." in step(of, of.open(address), "publish", 422).text
    assert "You signed for the Forum." in pcf.follow(step(pcf, pcf.open(address), "co-sign")).text
    page = pcf.follow(step(pcf, pcf.open(address), "publish"))

    assert "The reply is public now." in page.text
    assert "/you-said-we-did/1" in page.links


def test_an_edit_takes_signatures_back_and_says_so(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    browser = signed_in_as(Role.OFFICER)
    address = browser.send_form(NEW, typed()).response.headers["Location"].partition("?")[0]
    step(browser, browser.open(address), "sign")

    assert "If you save a change, the signatures are taken back" in browser.open(f"{address}/edit").text
    page = browser.follow(browser.send_form(f"{address}/edit", typed(you_said="Nobody writes.")))

    assert "The signatures were taken back" in page.text
    assert "Changed, and the signatures taken back" in page.text


def test_whoever_saves_second_is_told_and_keeps_what_was_typed(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    reply = draft(session, by=officer(session))
    address = f"/manage/replies/{reply.id}"
    one, other = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    seen = one.open(f"{address}/edit").hidden_fields()
    signing = one.open(address)
    other.send_form(f"{address}/edit", typed(you_said="The Forum’s words."))

    page = one.post(f"{address}/edit", {**seen, **typed(you_said="The officer’s words.")}, status=409)
    assert "Somebody changed this reply while you were writing." in page.text
    assert "The officer’s words." in page.html
    assert "The Forum’s words." in page.text
    assert "Somebody changed this reply while you had it open." in step(one, signing, "sign", 409).text

    again = {**page.hidden_fields(), **typed(you_said="The officer’s words.")}
    assert "The changes are saved." in one.follow(one.post(f"{address}/edit", again)).text


def test_the_forum_puts_its_note_and_an_officer_withdraws(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    of, pcf = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    address = of.send_form(NEW, typed()).response.headers["Location"].partition("?")[0]
    step(of, of.open(address), "sign")

    assert "Write some words first." in step(pcf, pcf.open(address), "note", 422, note=" ").text
    page = pcf.follow(step(pcf, pcf.open(address), "note", note="Not in every school."))
    assert "The Parent Carer Forum says: Not in every school." in page.text

    step(of, of.open(address), "withdraw", because="The date was wrong.")
    session.expire_all()
    reply = session.exec(select(Reply)).one()
    assert reply.state is ReplyState.WITHDRAWN
    again = step(of, of.open(address), "sign", 422, version=str(reply.version))
    assert "This step is not possible any more." in again.text
    assert "Withdrawn" in of.open("/manage/replies?state=withdrawn").text
    assert "No reply here yet." in of.open("/manage/replies?state=published").text


def test_a_reply_that_went_public_meanwhile_keeps_what_was_typed(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    one, other = officer(session), forum(session)
    open_draft = draft(session, by=one)
    browser = signed_in_as(Role.OFFICER)
    address = f"/manage/replies/{open_draft.id}"
    seen = browser.open(f"{address}/edit").hidden_fields()
    for step_of in (track.sign, track.co_sign, track.publish):
        by = other if step_of is track.co_sign else one
        step_of(session, reply_id=1, version=open_draft.version, by=by, now=NOON, today=TODAY)
    session.commit()

    page = browser.post(f"{address}/edit", {**seen, **typed(you_said="Mine.")}, status=409)

    assert "It is public or withdrawn now" in page.text
    assert "Mine." in page.html
    assert browser.open(f"{address}/edit", status=302).response.headers["Location"].endswith(address)


def test_what_is_not_there(session: Session, signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.OFFICER)

    browser.open("/manage/themes/no_such_theme/reply", status=404)
    browser.open("/manage/replies/9", status=404)
    browser.open("/manage/replies/9/edit", status=404)
