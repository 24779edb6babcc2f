"""A family's own words are read by two people before everybody reads them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.voice.models import Comment
from coproduce.yousaid import second_reading, track
from coproduce.yousaid.errors import NotNow, NotTheirs, NoWords, OtherBody, QuotesWait, SamePersonTwice
from coproduce.yousaid.models import Quote, Reply, Verdict
from coproduce.yousaid.track import By
from tests.factories import NOON
from tests.factories_yousaid import TODAY, content, draft, forum, many_said, officer, published
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
QUOTED = "Nobody rings back"


def proposed(session: Session, *, by: By) -> Reply:
    """A draft in which this person proposes to quote a family."""
    first, *_ = many_said(session, 10)
    return draft(session, by=by, quotes={first: QUOTED})


def read(
    session: Session, reply: Reply, *, by: By, verdict: Verdict = Verdict.ACCEPTED, because: str = ""
) -> Quote:
    """The second reading of the reply's one quote."""
    return second_reading.read(
        session,
        reply_id=reply.id or 0,
        quote_id=reply.quotes[0].id or 0,
        version=reply.version,
        verdict=verdict,
        because=because,
        by=by,
        now=NOON,
    )


def test_who_proposes_and_who_reads_are_kept(session: Session) -> None:
    one, other = officer(session), forum(session)
    quote = read(session, proposed(session, by=one), by=other)

    assert (quote.proposed_id, quote.proposed_title, quote.proposed_at) == (one.person_id, "Head of SEND", NOON)
    assert (quote.read_id, quote.read_title, quote.read_at) == (other.person_id, "Parent Carer Forum", NOON)
    entry = next(entry for entry in audit.entries(session) if entry.act == "quote.accepted")
    assert (entry.by, entry.about) == ("forum-1@example.org", f"quote:{quote.id}")
    assert QUOTED not in str(audit.as_json(entry))


def test_nobody_reads_their_own_proposal(session: Session) -> None:
    one = officer(session)

    with pytest.raises(SamePersonTwice):
        read(session, proposed(session, by=one), by=one)


def test_the_database_refuses_one_person_twice(session: Session) -> None:
    one = officer(session)
    quote = proposed(session, by=one).quotes[0]
    quote.read_id, quote.read_at, quote.verdict = one.person_id, NOON, Verdict.ACCEPTED

    with pytest.raises(IntegrityError, match="two_readers"):
        session.flush()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"verdict": Verdict.ACCEPTED}, "verdict_was_read"), ({"verdict": Verdict.WITHDRAWN}, "reason_is_kept")],
)
def test_the_database_wants_a_reading_and_a_reason(
    session: Session, values: dict[str, Verdict], constraint: str
) -> None:
    quote = proposed(session, by=officer(session)).quotes[0]
    quote.sqlmodel_update(values)

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_the_other_body_reads_as_long_as_anybody_of_it_signs_in(session: Session) -> None:
    one, colleague = officer(session), officer(session, email="officer-2@example.org")
    reply = proposed(session, by=one)

    assert read(session, reply, by=colleague).verdict is Verdict.ACCEPTED
    forum(session)
    again = proposed(session, by=one)
    with pytest.raises(OtherBody):
        read(session, again, by=colleague)


def test_words_are_left_out_with_a_reason_and_once(session: Session) -> None:
    one, other = officer(session), forum(session)
    reply = proposed(session, by=one)

    with pytest.raises(NoWords):
        read(session, reply, by=other, verdict=Verdict.REFUSED, because="\u200b ")
    assert read(session, reply, by=other, verdict=Verdict.REFUSED, because="A rare diagnosis.").because
    with pytest.raises(NotNow):
        read(session, reply, by=other)


def test_others_have_no_second_reading(session: Session) -> None:
    with pytest.raises(NotTheirs):
        read(session, proposed(session, by=officer(session)), by=By(1, Role.ADMIN, "Admin"))


def test_words_that_were_changed_are_read_again(session: Session) -> None:
    one, other = officer(session), forum(session)
    reply = proposed(session, by=one)
    read(session, reply, by=other)
    comment_id = reply.quotes[0].comment_id
    changes: dict[str, Any] = {"reply_id": reply.id or 0, "by": other, "now": NOON, "today": TODAY}
    track.rewrite(session, version=reply.version, content=content(quotes={comment_id: QUOTED}), **changes)
    assert reply.quotes[0].verdict is Verdict.ACCEPTED

    track.rewrite(session, version=reply.version, content=content(quotes={comment_id: "rings back"}), **changes)

    session.refresh(reply.quotes[0])
    changed = reply.quotes[0].model_dump()
    assert (changed["verdict"], changed["proposed_id"]) == (None, other.person_id)
    assert read(session, reply, by=one).read_id == one.person_id


def test_a_reply_waits_for_its_second_reader(session: Session) -> None:
    one, other = officer(session), forum(session)
    reply = proposed(session, by=one)
    signing: dict[str, Any] = {"reply_id": reply.id or 0, "now": NOON, "today": TODAY}
    track.sign(session, version=reply.version, by=one, **signing)
    track.co_sign(session, version=reply.version, by=other, **signing)

    with pytest.raises(QuotesWait):
        track.publish(session, version=reply.version, by=one, **signing)
    session.refresh(reply)
    read(session, reply, by=other, verdict=Verdict.REFUSED, because="It tells who it was.")
    assert track.publish(session, version=reply.version, by=one, **signing).published_on


def test_a_permission_taken_back_takes_the_words_from_every_page(client: PageClient, session: Session) -> None:
    first, *_ = many_said(session, 10)
    one = officer(session)
    reply = published(session, by=one, quotes={first: QUOTED})
    session.commit()
    address = f"/you-said-we-did/{reply.id}"
    assert QUOTED in client.open(address).text.split("We did")[0]

    quote_id = reply.quotes[0].id or 0
    taken: dict[str, Any] = {"reply_id": reply.id or 0, "quote_id": quote_id, "by": one, "now": NOON}
    with pytest.raises(NoWords):
        second_reading.withdraw(session, because=" ", **taken)
    second_reading.withdraw(session, because="She rang the Forum.", **taken)
    session.commit()

    assert f"“{QUOTED}”" not in client.open(address).text
    assert not session.get_one(Comment, first).may_quote
    assert "quote.withdrawn" in [entry.act for entry in audit.entries(session)]


def test_the_forum_reads_an_officers_proposal_on_its_page(session: Session, signed_in_as: SignIn) -> None:
    reply = proposed(session, by=officer(session))
    session.commit()
    address, quote_id = f"/manage/replies/{reply.id}", reply.quotes[0].id
    browser = signed_in_as(Role.FORUM)

    page = browser.open(address)
    assert "Proposed by Head of SEND. Waits for a second reader." in page.text
    step = f"{address}/quotes/{quote_id}"
    hidden = page.hidden_fields()
    refused = browser.post(f"{step}/read", {**hidden, "verdict": "refused"}, status=422)
    assert "Write some words first." in refused.text
    long = browser.post(f"{step}/read", {**hidden, "verdict": "refused", "reason": "x" * 501}, status=422)
    assert "Use 500 letters at most." in long.text
    assert "x" * 501 in long.html
    done = browser.follow(browser.post(f"{step}/read", {**hidden, "verdict": "accepted"}))

    assert "Your reading of these words is kept." in done.text
    assert "Proposed by Head of SEND, and read by Head of SEND." in done.text
    browser.post(f"{address}/quotes/999/read", {**done.hidden_fields(), "verdict": "accepted"}, status=409)
    gone = browser.follow(browser.post(f"{step}/withdraw", {**done.hidden_fields(), "reason": "She rang us."}))
    assert "Nobody sees these words any more." in gone.text


def test_today_says_whose_turn_it_is_to_read_a_second_time(session: Session, signed_in_as: SignIn) -> None:
    waits = "Communication a family’s words, to read as the second reader"
    reply = proposed(session, by=officer(session))
    session.commit()
    volunteer = signed_in_as(Role.FORUM)

    today = volunteer.open("/manage")
    assert today.h1 == "2 things wait for you"  # and comments that nobody has read in time
    assert waits in today.text
    assert waits not in signed_in_as(Role.VIEWER).open("/manage").text

    read(session, reply, by=forum(session))
    session.commit()
    assert waits not in volunteer.open("/manage").text


def test_board_members_see_no_proposal(session: Session, signed_in_as: SignIn) -> None:
    reply = proposed(session, by=officer(session))
    session.commit()

    assert f"“{QUOTED}”" not in signed_in_as(Role.VIEWER).open(f"/manage/replies/{reply.id}").text
