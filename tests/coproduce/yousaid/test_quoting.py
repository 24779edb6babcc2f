"""Families' own words stay their own."""

import pytest
from sqlmodel import Session

from coproduce.yousaid.quoting import is_faithful, quotable
from tests.factories_yousaid import WORDS, said

ORIGINAL = "My son, [name], can't get a place at [school]. Nobody rings back, and I’m tired of it."


@pytest.mark.parametrize(
    "quote",
    [
        ORIGINAL,
        "Nobody rings back",
        "nobody rings back, and I'm tired",
        "My son … can't get a place … Nobody rings back",
        "My son [...] can’t get a place",
        "… Nobody rings back …",
    ],
)
def test_words_may_be_left_out(quote: str) -> None:
    assert is_faithful(quote, original=ORIGINAL)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "Somebody rings back",
        "Nobody ever rings back",
        "rings Nobody back",
        "My son can't get a place",  # words are left out without a mark
        "Nobody rings back … My son",  # in another order
        "can get a place",
    ],
)
def test_words_may_not_be_put_in_or_moved(quote: str) -> None:
    assert not is_faithful(quote, original=ORIGINAL)


def test_only_permitted_words_without_a_concern_may_be_quoted(session: Session) -> None:
    allowed = said(session, may_quote=True)
    others = [
        said(session, may_quote=False),
        said(session, may_quote=True, hidden=True),
        said(session, may_quote=True, concern=True),
    ]

    assert quotable(session, comment_ids=[allowed, *others]) == {allowed: WORDS}
    assert quotable(session, comment_ids=[]) == {}
