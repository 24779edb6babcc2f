"""One question a screen: forward, back, skipped, branched, in other words, all of it seen before it is sent."""

import random
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from coproduce.core import clock
from surveys.models import Channel, Response, WhoAnswered
from tests.factories_surveys import choice, definition, pulse
from tests.pages import Page, PageClient

ADDRESS = "/s/young"


def yes_no(code: str, text: str, **more: Any) -> dict[str, Any]:
    """A question of yes, no and not sure with its Easy Read pair, as JSON."""
    options = [{"code": c, "text": w} for c, w in (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))]
    asked = {"code": code, "type": "yes_no", "text": text, "options": options, "easy": {"text": f"Easy: {text}"}}
    return asked | more


WORRIED = {"code": "worried", "type": "tick", "role": "writer_worried", "text": "I am worried."}
YOUNG = definition(
    yes_no("school", "Do you go to school?"),
    yes_no("like", "Do you like it there?", show_if={"all_of": [{"question": "school", "any_of": ["yes"]}]}),
    {"code": "story", "type": "long_text", "text": "Tell us more.", "limit": 50, "easy": {"text": "Easy: more."}},
    WORRIED | {"easy": {"text": "I worry."}},
    choice(easy={"text": "Easy: which colour?"}),
    slug="young",
    kind="consultation",
    layout="one_a_screen",
    easy_read=True,
)
for part in YOUNG["sections"]:
    part["easy"] = {"text": "Easy questions"}
YOUNG["easy"] = {name: f"Easy {name}" for name in ("title", "purpose", "readers")}


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session, raw=YOUNG)
    session.commit()


def start(client: PageClient, **more: str) -> Page:
    """Begin; the first screen."""
    page = client.open(ADDRESS)
    return client.follow(client.post(f"{ADDRESS}/start", {**page.hidden_fields(), **more}))


def press(client: PageClient, page: Page, do: str = "", *, status: int = 303, **typed: str) -> Page:
    """Send the screen's form with a button; the page it leads to."""
    action = next(form["action"] for form in page.all("form") if form.get("id") == "answers")
    button = {"switch": do} if do == "ur" else {"step.do": do} if do else {}
    typed = {"step.who" if name == "who" else name: value for name, value in typed.items()}
    sent = client.post(action, {**page.hidden_fields(), **typed, **button}, status=status)
    return arrive(client, sent) if status == 303 else sent


def send(client: PageClient, page: Page) -> Page:
    """Send all answers; the thank-you page."""
    return client.follow(client.post(f"{ADDRESS}/send", page.hidden_fields()))


def arrive(client: PageClient, sent: Page) -> Page:
    """Where redirects lead in the end."""
    answer = client.browser.get(sent.response.headers["Location"], follow_redirects=True)
    return client.open(answer.request.full_path.rstrip("?"))


def answers(engine: Engine) -> list[Response]:
    """What is stored."""
    with Session(engine) as session:
        return list(session.scalars(select(Response)))


def code_on(page: Page) -> str:
    """The six words on a page."""
    found = re.search(r'<p class="code"[^>]*>([a-z ]+)</p>', page.html)
    assert found is not None
    return found[1]


def test_the_way_through_with_a_branch_a_change_and_what_is_left_behind(
    client: PageClient, engine: Engine
) -> None:
    page = start(client)
    assert page.h1 == "Question 1 of about 4"
    assert len(code_on(page).split()) == 6

    page = press(client, page, school="yes")
    assert page.h1 == "Question 2 of about 5"
    assert "Do you like it there?" in page.text
    page = press(client, page, like="no")
    assert "Tell us more." in page.text
    assert "I am worried." in page.text
    page = press(client, page, "back", story="Half a <sentence>")
    assert page.checked("like") == ["no"]
    page = press(client, page, like="no")
    assert "Half a &lt;sentence&gt;" in page.html
    page = press(client, page, "skip", story="Not this.")
    page = press(client, page, colour="red")
    assert page.h1 == "Question 5 of about 5"
    page = press(client, page, who="with_help")

    assert page.h1 == "Look at your answers before you send them"
    assert "Somebody helped me" in page.text
    assert page.text.count("Not answered") == 1
    assert "Not this." not in page.text
    change = next(link for link in page.links if "/step/1?" in link)
    page = press(client, client.open(change), school="no")
    assert "Your answer to it is gone: Do you like it there?" in page.text

    thanks = send(client, page)
    assert thanks.h1 == "Thank you. We have your answers."
    assert "ask somebody you trust" in thanks.text
    stored = answers(engine)
    assert [(one.answers, one.who_answered, one.channel) for one in stored] == [
        ({"school": "no", "colour": "red"}, WhoAnswered.WITH_HELP, Channel.OPEN)
    ]
    assert stored[0].hurried is True
    assert client.open(f"{ADDRESS}/step/1", status=303).response.headers["Location"] == ADDRESS


def test_a_change_that_opens_a_question_leads_to_it_and_back(client: PageClient) -> None:
    page = press(client, start(client), school="no")
    check = client.open(f"{ADDRESS}/check")

    page = press(client, client.open(next(link for link in check.links if "/step/1?" in link)), school="yes")
    assert "Do you like it there?" in page.text
    assert press(client, page, like="yes").h1 == check.h1


def test_other_words_and_another_language_at_any_time_keep_everything(client: PageClient, engine: Engine) -> None:
    page = press(client, start(client, easy="1"), school="yes")
    assert "Easy: Do you like it there?" in page.text
    page = press(client, page, "plain", like="not_sure")
    assert "Easy:" not in page.text
    assert page.checked("like") == ["not_sure"]
    page = press(client, page, "ur", like="yes")
    assert page.all("html")[0]["lang"] == "ur"
    assert page.checked("like") == ["yes"]

    code = code_on(page)
    other = PageClient(client.app)
    page = arrive(other, other.send_form("/resume", {"code": code}))
    assert page.all("html")[0]["lang"] == "ur"
    assert page.checked("like") == ["yes"]
    assert answers(engine) == []


def test_what_does_not_fit_stays_with_a_sentence_and_back_always_works(client: PageClient) -> None:
    page = press(client, press(client, start(client), school="no"), story="x" * 51, status=422)
    assert "This has 51 characters, and 50 is the most." in page.text
    assert "x" * 51 in page.html

    page = press(client, page, "back", story="y" * 51)
    assert page.checked("school") == ["no"]
    check = client.open(f"{ADDRESS}/check")
    assert "#row-2" in check.links
    again = client.post(f"{ADDRESS}/send", check.hidden_fields(), status=422)
    assert "This has 51 characters" in again.text

    page = client.open(f"{ADDRESS}/step/2")
    alone = press(client, page, story="", worried="yes", status=422)
    assert "You are worried about a child." in alone.text


def test_nothing_answered_and_numbers_that_are_none(client: PageClient, engine: Engine) -> None:
    page = start(client)
    check = client.open(f"{ADDRESS}/check")
    assert "not answered anything" in client.post(f"{ADDRESS}/send", check.hidden_fields(), status=422).text
    for number in ("0", "99"):
        client.open(f"{ADDRESS}/step/{number}", status=303)
    client.open(f"{ADDRESS}/step/999999999999", status=404)
    press(client, page, school="maybe", status=422)
    moved = client.post(f"{ADDRESS}/step/1", {**page.hidden_fields(), "step.screen": "nothing", "step.do": "fly"})
    assert client.follow(moved).status == 200
    assert answers(engine) == []


def test_a_browser_that_lost_its_place_shows_what_was_written_and_asks_for_the_words(client: PageClient) -> None:
    page = press(client, start(client), school="no")
    code, hidden = code_on(page), page.hidden_fields()
    other = PageClient(client.app)

    lost = other.post(f"{ADDRESS}/step/2", {**hidden, "story": "A story that <matters>."}, status=422)
    assert "A story that &lt;matters&gt;." in lost.html
    back = arrive(other, other.post("/resume", {**lost.hidden_fields(), "code": code}))
    assert "Tell us more." in back.text


def test_an_edit_meanwhile_breaks_nothing_and_a_survey_that_closed_shows_the_words(
    client: PageClient, session: Session, engine: Engine
) -> None:
    page = press(client, start(client), school="no")
    new = {**YOUNG, "sections": [{**YOUNG["sections"][0], "questions": [choice(easy={"text": "Easy."})]}]}
    pulse(session, raw=new)
    session.commit()

    page = press(client, page, story="We are heard.")
    assert "Which colour?" in page.text
    check = client.open(f"{ADDRESS}/check")
    today = clock.today()
    pulse(
        session, raw=new, opens_on=today.replace(year=today.year - 1), closes_on=today.replace(year=today.year - 1)
    )
    session.commit()
    closed = arrive(client, client.post(f"{ADDRESS}/send", check.hidden_fields()))
    assert "We are heard." in closed.text
    pulse(session, raw=new)
    session.commit()

    send(client, client.open(f"{ADDRESS}/check"))
    assert [one.answers for one in answers(engine)] == [{"school": "no"}]


def test_one_page_turns_into_easy_read_and_back_with_everything_typed(
    client: PageClient, session: Session, engine: Engine
) -> None:
    pulse(session, raw={**YOUNG, "layout": "one_page"})
    session.commit()
    page = client.open(ADDRESS)
    sent = client.post(ADDRESS, {**page.hidden_fields(), "school": "yes", "story": "Hello.", "step.do": "easy"})
    page = arrive(client, sent)
    assert "Easy: Do you go to school?" in page.text
    assert page.checked("school") == ["yes"]

    plain = client.post(f"{ADDRESS}/step/1", {**page.hidden_fields(), "school": "no", "step.do": "plain"})
    page = arrive(client, plain)
    assert page.checked("school") == ["no"]
    assert "Hello." in page.html
    client.post(ADDRESS, {**page.hidden_fields(), "school": "no"})
    assert [one.answers for one in answers(engine)] == [{"school": "no"}]


NAMES = (
    *("school", "like", "story", "worried", "colour"),
    *(f"step.{n}" for n in ("who", "screen", "then", "do")),
)
CHOSEN = ("yes", "no", "red", "check", "back", "next", "skip", "easy", "plain")
VALUES = (*CHOSEN, "", "\x00", "ا" * 60, "\ud83d", "-1")


def test_whatever_is_sent_to_a_screen_breaks_nothing_and_stores_nothing(
    client: PageClient, engine: Engine
) -> None:
    chance = random.Random(4)
    page = start(client)
    token = page.hidden_fields()["csrf_token"]
    for _ in range(25):
        pairs = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randrange(6))]
        body = urlencode([*pairs, ("csrf_token", token)], errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        sent = client.browser.post(f"{ADDRESS}/step/{chance.randrange(7)}", data=body, content_type=kind)
        assert sent.status_code in (303, 422), pairs
        for path in ("step/1", "check", "go-on"):
            assert client.browser.get(f"{ADDRESS}/{path}").status_code in (200, 303), pairs
    assert answers(engine) == []


def test_the_first_page_is_for_children_and_robots_see_it_again(client: PageClient) -> None:
    page = client.open(ADDRESS)
    for said in ("You can stop at any time.", "Childline", "Leave this page now", "You can skip any question."):
        assert said in page.text
    robot = {**page.hidden_fields(), "step.website": "http://x"}
    assert "One box must stay empty" in client.post(f"{ADDRESS}/start", robot, status=422).text
