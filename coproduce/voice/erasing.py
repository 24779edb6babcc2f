"""How families' words end: as they were written, whole, or down to a shell that a decision on safety stands on.

The database takes readings, themes, corrections and what features above link to a comment along with its row.
"""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, select, true, update
from sqlmodel import Session

from coproduce.voice.models import Comment, CommentTheme, Correction, Reading

COMMENTS = Comment.metadata.tables["comments"]
READINGS = Reading.metadata.tables["readings"]
ABOUT_COMMENTS = tuple(
    model.metadata.tables[name]
    for model, name in ((Reading, "readings"), (CommentTheme, "comment_themes"), (Correction, "corrections"))
)
DIFFERS = COMMENTS.c.original != COMMENTS.c.redacted
HAS_WORDS = COMMENTS.c.redacted != ""


def forget_originals(session: Session, which: ColumnElement[bool]) -> int:
    """Put the words without names in the place of those that were written; how many comments this changes.

    Themes, readings and everything else go on working. The hashes of what was written go too: from a hash without
    a key, and all of the words but a name, the name could be guessed. So a file that is imported again after this
    comes in anew.
    """
    rows = session.execute(select(COMMENTS.c.id, COMMENTS.c.redacted).where(which, DIFFERS)).all()
    _replace(session, {row.id: row.redacted for row in rows}, {})
    return len(rows)


def shorten(session: Session, words: Mapping[UUID, str]) -> int:
    """Leave only these words of each of these comments; how many. Readings stay, without what decided them."""
    _replace(session, words, {"spans": []})
    return len(words)


def delete_comments(session: Session, which: ColumnElement[bool]) -> int:
    """Delete comments with everything about them; how many."""
    return session.connection().execute(delete(COMMENTS).where(which)).rowcount


def empty_comments(session: Session, which: ColumnElement[bool]) -> int:
    """Take the words and everything about them away and leave the row, hidden for good; how many.

    For comments on which somebody decided whether a child was safe: that they were read, when and why they were
    decided so stays on record, without the words.
    """
    ids = select(COMMENTS.c.id).where(which, HAS_WORDS)
    for table in ABOUT_COMMENTS:
        session.execute(delete(table).where(table.c.comment_id.in_(ids)))
    emptied = update(COMMENTS).where(which, HAS_WORDS)
    values = {
        "original": "",
        "redacted": "",
        "text_hash": _hash(""),
        "import_mark": None,
        "hidden": true(),
        "may_quote": False,
    }
    return session.connection().execute(emptied.values(values)).rowcount


def _replace(session: Session, words: Mapping[UUID, str], of_reading: Mapping[str, Any]) -> None:
    if not words:
        return
    rows = [{"of": key, "words": text, "hash": _hash(text)} for key, text in words.items()]
    shorter: dict[str, Any] = {
        "original": bindparam("words"),
        "redacted": bindparam("words"),
        "text_hash": bindparam("hash"),
    }
    comments = update(COMMENTS).where(COMMENTS.c.id == bindparam("of")).values(shorter | {"import_mark": None})
    readings = update(READINGS).where(READINGS.c.comment_id == bindparam("of"))
    connection = session.connection()
    connection.execute(comments, rows)
    connection.execute(readings.values({"text_hash": bindparam("hash"), **of_reading}), rows)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
