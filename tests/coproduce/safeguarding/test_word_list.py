"""The lead adds words to the list, and sentences that must be flagged; a bad row cannot stop a comment."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.safeguarding import word_list
from coproduce.voice import added_cues, inbox, receive
from coproduce.voice.added_cues import BadCue
from coproduce.voice.models import Audience, Comment
from tests.factories import NOON
from tests.factories_voice import comment
from tests.pages import PageClient

LEAD = "lead@example.org"
SENTENCE = "The new foster placement padlocks the kitchen."
CUE = "padlock* ... kitchen|fridge|door"
SignIn = Callable[[Role], PageClient]


def add(session: Session, cue: str = CUE, kind: str = "abuse_neglect") -> None:
    word_list.add(session, cue=cue, kind=kind, by=LEAD, now=NOON)


def arrive(session: Session, text: str = SENTENCE) -> Comment:
    received = receive.receive(
        session,
        text=text,
        source="parent-pulse",
        wave="",
        question_kind="why",
        audience=Audience.PARENT,
        page_language="en",
        said_on=date(2026, 11, 24),
    )
    return received.comment


def test_added_words_hold_from_the_next_comment_on(session: Session) -> None:
    assert not arrive(session).concern

    add(session)
    flagged = arrive(session)

    assert (flagged.concern, flagged.hidden, flagged.concern_kinds) == (True, True, ["abuse_neglect"])
    assert inbox.state_counts(session).total == 1
    assert [entry.act for entry in audit.entries(session)] == ["words.added"]


def test_words_written_oddly_and_in_other_scripts_are_found_too(session: Session) -> None:
    add(session)
    add(session, "تالا لگا")

    assert arrive(session, "They p4dlocked the kitchen").concern
    assert arrive(session, "وہ باورچی خانے پر تالا لگا دیتے ہیں").concern


def test_words_that_were_withdrawn_flag_no_more(session: Session) -> None:
    add(session)
    [cue] = word_list.cues(session)
    word_list.withdraw(session, cue_id=cue.id or 0, by=LEAD, now=NOON)

    assert not arrive(session).concern
    assert word_list.cues(session) == []
    with pytest.raises(word_list.NotThere):
        word_list.withdraw(session, cue_id=cue.id or 0, by=LEAD, now=NOON)


@pytest.mark.parametrize("bad", ["*", "a|b", "... kitchen", "_ _", "(kitchen", "ab*", "a b c", "|||"])
def test_a_bad_row_in_the_table_stops_no_comment_and_no_other_words(session: Session, bad: str) -> None:
    row = {"cue": bad, "kind": "sexual", "added_by": LEAD, "added_at": NOON}
    session.execute(added_cues.CUES.insert().values(**row, looked_back=False, withdrawn_by=""))
    add(session)

    assert arrive(session).concern
    assert not arrive(session, "The staff were kind and the plan came in time.").concern


@pytest.mark.parametrize(
    ("cue", "why"),
    [
        ("", "empty"),
        ("*", "signs"),
        ("no|so", "too_short"),
        ("... kitchen", "too_short"),
        ("kitchen _", "too_short"),
        ("(kitchen)", "signs"),
        ("one two three four five six seven eight nine", "too_long"),
        ("door|gate ... door ... door ... door", "too_many"),
        ("ab*", "too_short"),
        ("تالا*", "other_script"),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused(session: Session, cue: str, why: str) -> None:
    with pytest.raises(BadCue, match=why):
        add(session, cue)
    assert word_list.cues(session) == []


def test_words_that_would_flag_many_comments_are_refused(session: Session) -> None:
    for number in range(20):
        comment(session, text=f"We waited {number} months for school.")

    with pytest.raises(word_list.FlagsTooMany, match="20 of 20"):
        add(session, "months")
    add(session, "months ... kitchen")
    with pytest.raises(word_list.AlreadyThere):
        add(session, "Months ... KITCHEN")


def test_comments_that_were_here_before_are_looked_through(session: Session, engine: Engine) -> None:
    before = comment(session, text=SENTENCE).id
    comment(session, text="We waited long.")
    add(session)
    session.commit()

    assert word_list.look_back(engine, NOON) == "New words: 1. Comments found by them: 1."
    assert word_list.look_back(engine, NOON) == "No new words."
    found = session.exec(select(Comment).where(Comment.concern)).all()
    assert [(one.id, one.hidden) for one in found] == [(before, True)]


def test_the_command_checks_each_sentence_that_should_be_flagged(app: Flask, session: Session) -> None:
    word_list.add_case(session, text=SENTENCE, by=LEAD, now=NOON)
    session.commit()
    missed = app.test_cli_runner().invoke(args=["concerns", "check"])
    assert missed.exit_code == 1
    assert "Not flagged: 1." in missed.stderr
    assert SENTENCE not in missed.output

    add(session)
    session.commit()
    caught = app.test_cli_runner().invoke(args=["concerns", "check"])
    assert (caught.exit_code, caught.output) == (0, "Sentences that should be flagged: 1. Flagged: 1.\n")


def test_the_lead_keeps_the_list_on_a_page(signed_in_as: SignIn, session: Session) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    token = {"csrf_token": lead.open("/manage/concerns/words").hidden_fields()["csrf_token"]}

    lead.post("/manage/concerns/words/sentences", {**token, "text": SENTENCE})
    assert "It is not flagged." in lead.open("/manage/concerns/words").text
    refused = lead.post("/manage/concerns/words", {**token, "cue": "*", "kind": "sexual"}, status=422)
    assert "Use letters, digits and apostrophes" in refused.text
    after = lead.follow(lead.post("/manage/concerns/words", {**token, "cue": CUE, "kind": "abuse_neglect"}))
    assert "The words are on the list." in after.text
    assert "It is flagged." in after.text
    assert "safeguarding@example.org" in after.text

    [cue], [case] = word_list.cues(session), word_list.cases(session)
    session.commit()
    lead.post(f"/manage/concerns/words/{cue.id}/withdrawal", token)
    lead.post(f"/manage/concerns/words/{cue.id}/withdrawal", token, status=404)
    lead.post(f"/manage/concerns/words/sentences/{case.id}/removal", token)


@pytest.mark.parametrize(
    ("table", "row", "constraint"),
    [
        ("screen_cues", {"cue": ""}, "has_words"),
        ("screen_cues", {"added_by": ""}, "has_author"),
        ("screen_cues", {"withdrawn_at": NOON}, "withdrawn_by_somebody"),
        ("screen_cases", {"text": ""}, "has_words"),
        ("screen_cases", {"added_by": ""}, "has_author"),
    ],
)
def test_the_database_refuses_rows_without_words_or_author(
    session: Session, table: str, row: dict[str, object], constraint: str
) -> None:
    said: dict[str, object] = {"added_by": LEAD, "added_at": NOON}
    plain: dict[str, dict[str, object]] = {
        "screen_cues": {"cue": "x", "kind": "sexual", "looked_back": False, "withdrawn_by": "", **said},
        "screen_cases": {"text": "x", **said},
    }
    with pytest.raises(IntegrityError, match=constraint):
        session.execute(added_cues.CUES.metadata.tables[table].insert().values({**plain[table], **row}))
