"""A "we did" says what was done."""

import pytest

from coproduce.plan.hollow import hollow_words

HOLLOW = (
    ("We will review the process.", "We will review the process"),
    ("We'll look at this.", "We'll look at this"),
    ("We’ll look at this.", "We'll look at this"),
    ("The council will now publish a list.", "council will now publish a list"),
    ("Your comments will be used to inform our strategy.", "comments will be used to inform"),
    ("Your views have been used to inform our strategy.", "been used to inform"),
    ("The letter is being reviewed.", "is being reviewed"),
    ("The letters are currently being looked at.", "are currently being looked at"),
    ("It's being worked on.", "It's being worked on"),
    ("We are looking into this.", "are looking into"),
    ("We're looking at waiting times.", "We're looking at"),
    ("Officers are still considering a second clinic.", "are still considering"),
    ("The team is working with schools on this.", "is working with"),
    ("We plan to open a clinic.", "We plan to open"),
    ("We also hope to train staff.", "We also hope to train"),
    ("The NHS intends to recruit.", "NHS intends to recruit"),
    ("We have a plan to cut waits.", "have a plan to"),
    ("There are plans for a new clinic.", "There are plans for"),
    ("We are going to hire two people.", "are going to"),
    ("The clinic is due to open in May.", "is due to"),
    ("The clinic is set to open.", "is set to"),
    ("The policy is under review.", "under review"),
    ("A list comes out in due course.", "in due course"),
    ("We have taken your views on board.", "taken your views on board"),
    ("Dates to be confirmed.", "to be confirmed"),
    ("Your words feed into the strategy.", "feed into"),
    ("We might open a clinic.", "We might open a"),
    ("The service should ring back.", "service should ring back"),
    ("We shall write to you.", "We shall write to you"),
    ("We won't forget.", "We won't forget"),
    ("There will be a clinic.", "There will be a clinic"),
    ("Families will get a named officer.", "Families will get a named"),
    ("Parents will be told.", "Parents will be told"),
    ("We set up a group that will look at waits.", "that will look at waits"),
    ("Work is ongoing.", "Work is ongoing"),
    ("WE WILL LOOK INTO IT", "WE WILL LOOK INTO IT"),
)

DONE = (
    "We hired two educational psychologists in March.",
    "We asked Will to lead the team.",
    "We asked Will.",
    "Will joined the team in May.",
    "Will Example, a parent, and the Forum wrote the letter.",
    "With Will, the Forum rewrote the letter.",
    "Families will find it at the library and on the Local Offer.",
    "Parents will now find the dates on the first page.",
    "You'll find the list on the Local Offer.",
    "You will see the change in every new plan.",
    "The change was made with a lot of good will on both sides.",
    "There is goodwill on both sides.",
    "Parents can now change the time at will.",
    "We sent each family the plan to read before the meeting.",
    "We added the plan to the website.",
    "We changed the plan to say who does what.",
    "Families said “nobody will ring back”. Since June a named officer rings back in five days.",
    'Families said "it is being reviewed, we will see" for years. We ended that in May.',
    "We used to inform families by letter. Since May we ring them.",
    "Parents who are looking into schools now get a list.",
    "Families are planning the open day with us; it was held in June.",
    "The new form is used in all 70 schools since April.",
    "The new form is being used in all 70 schools since April.",
    "We reviewed all 40 plans and rewrote 12.",
    "We looked into every late plan and wrote to each family.",
    "We decided not to close the clinic.",
    "We have shortened the wait from 30 to 18 weeks.",
    "The hallway was made wide enough for wheelchairs.",
    "Willow School opened a quiet room.",
    "We were late in planning this, and opened it in June.",
    "We fed the ducks.",
    "Families who need to change a date can ring one number.",
    "We asked parents what they want to know, and put it on one page.",
    "We added the dates so that we could compare schools.",
    "In May the council and the Forum agreed the list.",
    "",
)


@pytest.mark.parametrize(("text", "found"), HOLLOW)
def test_a_promise_is_found_and_named(text: str, found: str) -> None:
    assert found in hollow_words(text)


@pytest.mark.parametrize("text", DONE)
def test_what_was_done_passes(text: str) -> None:
    assert hollow_words(text) == ()


def test_every_promise_is_named_once_and_in_order() -> None:
    found = hollow_words("We will write. We met twice. It is being reviewed, and we plan to meet.")

    assert found == ("We will write", "is being reviewed", "we plan to meet")


def test_a_long_text_is_read_in_no_time() -> None:
    assert hollow_words("we met and " * 5_000) == ()
