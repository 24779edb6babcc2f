"""Cues that the safeguarding lead added to the list of words, and how they are looked for.

They stand in the database and are read when a comment is stored, so that they hold in every process from the next
comment on. A cue that cannot be understood is passed over: no row of this table can stop a comment from arriving.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field, Session

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime
from coproduce.voice import screening
from coproduce.voice.cues import Cues, words_of
from coproduce.voice.hygiene import capped, tidy

LONGEST, MOST_WORDS, MOST_SPELLINGS, LEAST_LETTERS = 120, 8, 64, 3
MOST_SCREENED = 50_000
GAP, ANY = "...", "_"
_WORD = re.compile(r"[a-z0-9']+\*?")
_SPELLINGS_OF_A_GAP = 4


class BadCue(ValueError):
    """A cue that cannot be looked for, or would be found everywhere; `why` is a code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ScreenCue(Model, table=True):
    """A cue beside those of the program, who added it and when. One that was withdrawn stays on record."""

    __tablename__ = "screen_cues"
    __table_args__ = (
        CheckConstraint("cue != ''", name="has_words"),
        CheckConstraint("added_by != ''", name="has_author"),
        CheckConstraint("(withdrawn_at is null) = (withdrawn_by = '')", name="withdrawn_by_somebody"),
    )

    id: int | None = Field(default=None, primary_key=True)
    cue: str = Field(max_length=LONGEST)
    kind: str = Field(max_length=40)
    added_by: str = Field(max_length=254)
    added_at: datetime = Field(sa_type=UtcDateTime)
    looked_back: bool = False
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_by: str = Field(default="", max_length=254)


CUES = ScreenCue.metadata.tables["screen_cues"]


@dataclass(frozen=True, slots=True)
class Added:
    """Added cues, ready to look with: in Latin letters as the list's own, in other scripts as pieces of text."""

    cues: Cues[str] | None
    pieces: tuple[tuple[str, str], ...]

    def kinds_in(self, text: str) -> frozenset[str]:
        """The kinds of the cues that are in a comment."""
        found: set[str] = set()
        if self.cues is not None:
            for reading in screening.readings(screening.plain(capped(tidy(text), most=MOST_SCREENED))):
                found.update(self.cues.found_in(words_of(reading)))
        if self.pieces:
            whole = unicodedata.normalize("NFC", text).lower()
            found.update(kind for piece, kind in self.pieces if piece in whole)
        return frozenset(found)


NOTHING = Added(None, ())


def tidy_cue(typed: str) -> str:
    """A cue as it is kept: small letters, single blanks, no accents on Latin letters."""
    return " ".join(screening.plain(typed).split())


def check(cue: str) -> None:
    """Whether a tidy cue can be looked for. Raises BadCue."""
    parts = cue.split()
    if not parts or len(cue) > LONGEST or len(parts) > MOST_WORDS:
        raise BadCue("too_long" if parts else "empty")
    if not cue.isascii():
        if any(sign in cue for sign in "*|_") or GAP in cue or len(cue) < LEAST_LETTERS:
            raise BadCue("other_script")
        return
    spellings, anchored = 1, False
    for part in parts:
        if part == GAP:
            spellings *= _SPELLINGS_OF_A_GAP
        elif part != ANY:
            words = part.split("|")
            if not all(_WORD.fullmatch(word) for word in words):
                raise BadCue("signs")
            if any(word.endswith("*") and len(word) <= LEAST_LETTERS for word in words):
                raise BadCue("too_short")
            spellings *= len(words)
            anchored = anchored or all(len(word) >= LEAST_LETTERS for word in words)
    if spellings > MOST_SPELLINGS:
        raise BadCue("too_many")
    if not anchored or {parts[0], parts[-1]} & {GAP, ANY}:
        raise BadCue("too_short")


@lru_cache(maxsize=16)
def compiled(rows: tuple[tuple[str, str], ...]) -> Added:
    """Cues with their kinds, ready to look with. Those that cannot be understood are passed over."""
    usable = []
    for cue, kind in rows:
        try:
            check(cue)
        except BadCue:
            continue
        usable.append((cue, kind))
    latin: dict[str, list[str]] = {}
    for cue, kind in usable:
        if cue.isascii():
            latin.setdefault(kind, []).append(cue)
    pieces = tuple((cue, kind) for cue, kind in usable if not cue.isascii())
    return Added(Cues(latin) if latin else None, pieces)


def load(session: Session) -> Added:
    """The cues that hold now. One statement."""
    rows = session.execute(
        select(CUES.c.cue, CUES.c.kind).where(CUES.c.withdrawn_at.is_(None)).order_by(CUES.c.id)
    ).all()
    return compiled(tuple((row.cue, row.kind) for row in rows)) if rows else NOTHING


def of(cues: Sequence[tuple[str, str]]) -> Added:
    """These cues, for a look at what they would find."""
    return compiled(tuple(cues))
