"""What families read: the list, one thread, the feed and the panel on an action's page."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlmodel import Session

from coproduce.core import clock
from coproduce.voice.models import Comment
from coproduce.yousaid import track
from coproduce.yousaid.models import Outcome
from tests.factories import NOON
from tests.factories_yousaid import SPRING, TODAY, action, draft, forum, many_said, officer, published, said
from tests.pages import PageClient

ATOM = "{http://www.w3.org/2005/Atom}"


def test_before_the_first_answer_the_page_says_what_will_be_here(client: PageClient) -> None:
    page = client.open("/you-said-we-did")

    assert page.h1 == "You said, we did"
    assert "Here you will read what families said" in page.text


def test_the_figure_of_the_loop_comes_first(client: PageClient, session: Session) -> None:
    many_said(session, 5)
    for _ in range(5):
        said(session, themes=["transport"], on=clock.today() - timedelta(days=84))
    said(session, themes=["funding"], on=clock.today() - timedelta(days=100))
    published(session)
    session.commit()

    page = client.open("/you-said-we-did")

    assert "1 of 2 themes that families raised have a reply." in page.text
    assert "Waiting longest: Transport and getting there, for 84 days." in page.text


def test_a_thread_goes_from_what_was_said_to_what_was_done(client: PageClient, session: Session) -> None:
    first, *_ = many_said(session, 12)
    linked = action(session)
    reply = published(
        session,
        quotes={first: "Nobody rings back"},
        evidence_url="https://example.org/log",
        action_ids=(linked.id or 0,),
    )
    session.commit()

    page = client.open(f"/you-said-we-did/{reply.id}")

    said_at, did_at, helped_at = (page.text.index(w) for w in ("You said About", "We did on", "Did it help?"))
    assert said_at < did_at < helped_at
    assert "About 10 comments, spring 2026" in page.text
    assert "“Nobody rings back”" in page.text
    assert "on 1 June 2026" in page.text
    assert "A log of calls, read by the Forum each month." in page.text
    assert "https://example.org/log" in page.links
    assert "/plan/actions/3.1c" in page.links
    assert "Signed by Head of SEND and by the Parent Carer Forum." in page.text


def test_a_small_count_is_never_shown(client: PageClient, session: Session) -> None:
    many_said(session, 3)
    reply = published(session)
    session.commit()

    page = client.open(f"/you-said-we-did/{reply.id}")

    assert "A few families’ words, spring 2026" in page.text
    assert "3 comments" not in page.text


def test_the_months_in_which_it_was_said_are_named_from_first_to_last(
    client: PageClient, session: Session
) -> None:
    many_said(session, 12)
    one, other = officer(session), forum(session)
    spring = published(session, by=one, forum_by=other, period="")
    said(session, on=date(2025, 12, 7))
    longer = published(session, by=one, forum_by=other, period="")
    session.commit()

    assert "About 10 comments, April 2026 Nobody" in client.open(f"/you-said-we-did/{spring.id}").text
    range_of_months = "About 15 comments, December 2025 to April 2026"
    for address in (f"/you-said-we-did/{longer.id}", "/you-said-we-did", "/"):
        assert range_of_months in client.open(address).text
    assert f"You said ({range_of_months}): Nobody" in client.browser.get("/you-said-we-did.atom?lang=ur").text


def test_a_quote_whose_comment_was_hidden_since_is_not_shown(client: PageClient, session: Session) -> None:
    first, *_ = many_said(session, 12)
    reply = published(session, quotes={first: "Nobody rings back"})
    comment = session.get(Comment, first)
    assert comment is not None
    comment.hidden = True
    session.commit()

    assert "“Nobody rings back”" not in client.open(f"/you-said-we-did/{reply.id}").text


def test_a_cannot_says_why_who_decided_and_what_is_done_instead(client: PageClient, session: Session) -> None:
    said(session, themes=["transport"])
    reply = published(
        session,
        theme="transport",
        outcome=Outcome.CANNOT,
        we_did="Drivers ring before they arrive.",
        reason="The law sets the distance.",
        decided_by="Head of Transport",
    )
    session.commit()

    page = client.open(f"/you-said-we-did/{reply.id}")

    assert "We cannot, because The law sets the distance." in page.text
    assert "Did it help?" not in page.text
    assert "What we do instead Drivers ring before they arrive." in page.text
    assert "Decided by: Head of Transport" in page.text


def test_late_news_is_called_late(client: PageClient, session: Session) -> None:
    said(session)
    past = clock.now() - timedelta(days=40)
    published(session, now=past, outcome=Outcome.DOING, done_on=None, next_on=clock.today() - timedelta(days=7))
    session.commit()

    assert "This news is late by 7 days." in client.open("/you-said-we-did").text


def test_the_forums_note_stands_beside_the_answer(client: PageClient, session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = published(session, by=one, forum_by=other)
    track.add_note(session, reply_id=reply.id or 0, version=4, note="Not in every school.", by=other, now=NOON)
    session.commit()

    page = client.open("/you-said-we-did")

    assert "The Parent Carer Forum did not sign." in page.text
    assert "The Parent Carer Forum says: Not in every school." in page.text


def test_a_withdrawn_answer_says_so_and_a_draft_is_not_there(client: PageClient, session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    gone = published(session, by=one, forum_by=other)
    hidden = draft(session, by=one)
    track.withdraw(
        session, reply_id=gone.id or 0, version=4, because="The date was wrong.", by=one, now=NOON, today=TODAY
    )
    session.commit()

    page = client.open(f"/you-said-we-did/{gone.id}")

    assert "This reply was withdrawn on 24 November 2026. The date was wrong." in page.text
    assert "Nobody rings back." not in page.text
    client.open(f"/you-said-we-did/{hidden.id}", status=404)
    client.open("/you-said-we-did/999", status=404)


def test_filters_are_links(client: PageClient, session: Session) -> None:
    said(session, themes=["communication", "transport"])
    one, other = officer(session), forum(session)
    published(session, by=one, forum_by=other)
    published(
        session, by=one, forum_by=other, theme="transport", outcome=Outcome.DISAGREE, reason="We count more."
    )
    session.commit()

    page = client.open("/you-said-we-did")
    assert "/you-said-we-did?theme=transport" in page.links

    only = client.open("/you-said-we-did?theme=transport&state=disagree")
    assert "We see it differently" in only.text
    assert "We did on" not in only.text
    assert "No reply is like that yet." in client.open("/you-said-we-did?theme=transport&state=done").text
    assert client.open("/you-said-we-did?state=nonsense&page=x").status == 200


def test_replies_come_ten_a_page(client: PageClient, session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    for _ in range(11):
        published(session, by=one, forum_by=other)
    session.commit()

    assert client.open("/you-said-we-did").text.count("We did on") == 10
    second = client.open("/you-said-we-did?page=2")
    assert second.text.count("We did on") == 1
    assert "/you-said-we-did" in second.links


def test_in_urdu_the_words_around_are_urdu_and_the_answer_is_marked_english(
    client: PageClient, session: Session
) -> None:
    said(session)
    reply = published(session)
    session.commit()

    page = client.open(f"/you-said-we-did/{reply.id}?lang=ur")

    assert page.all("html")[0]["dir"] == "rtl"
    assert page.h1 == "رابطہ اور بات چیت"
    own = [attrs for attrs in page.all("p") if attrs.get("lang") == "en"]
    assert own
    assert all(attrs["dir"] == "ltr" for attrs in own)


@pytest.mark.parametrize("address", ["/you-said-we-did/1", "/you-said-we-did", "/", "/plan/actions/3.1c"])
def test_an_english_reply_says_so_for_everybody_to_see_where_the_page_is_not_english(
    client: PageClient, session: Session, address: str
) -> None:
    said(session)
    linked = action(session)
    published(session, action_ids=(linked.id or 0,))
    session.commit()

    in_urdu = client.open(f"{address}?lang=ur").text
    assert "انگریزی میں لکھا گیا ہے" in in_urdu
    assert "اپریل 2026" in in_urdu
    assert "spring 2026" not in in_urdu
    assert "Written in" not in client.open(f"{address}?lang=en").text


def test_a_quote_says_its_language_where_the_page_has_another(client: PageClient, session: Session) -> None:
    many_said(session, 10)
    urdu = said(session, text="کوئی واپس فون نہیں کرتا", may_quote=True, language="ur")
    reply = published(session, quotes={urdu: "کوئی واپس فون نہیں کرتا"})
    session.commit()

    assert "Written in Urdu" in client.open(f"/you-said-we-did/{reply.id}?lang=en").text
    assert "Written in" not in client.open(f"/you-said-we-did/{reply.id}?lang=ur").text


def test_the_feed_is_atom(client: PageClient, session: Session) -> None:
    said(session)
    reply = published(session, we_did="We wrote <b>names</b> & numbers\x0b on page one.")
    session.commit()

    response = client.browser.get("/you-said-we-did.atom")
    feed = ET.fromstring(response.data)

    assert response.mimetype == "application/atom+xml"
    assert [child.tag for child in feed][:3] == [f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"]
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert {f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated", f"{ATOM}link", f"{ATOM}content"} <= {
        c.tag for c in entry
    }
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f"/you-said-we-did/{reply.id}")
    assert "We wrote <b>names</b> & numbers on page one." in (entry.findtext(f"{ATOM}content") or "")


def test_an_empty_feed_is_a_feed(client: PageClient) -> None:
    feed = ET.fromstring(client.browser.get("/you-said-we-did.atom").data)

    assert feed.find(f"{ATOM}updated") is not None


def test_an_action_shows_the_answers_that_are_evidence_for_it(client: PageClient, session: Session) -> None:
    said(session, on=SPRING)
    linked = action(session)
    published(session, action_ids=(linked.id or 0,))
    session.commit()

    page = client.open("/plan/actions/3.1c")

    assert "What families said, and what was done" in page.text
    assert "Each family has a named officer" in page.text
