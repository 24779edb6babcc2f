"""Translations of a working copy: who wrote one, and the second speaker who checked it.

A record is of a pair of texts, English and translation, by their digests: it holds wherever the pair stands.
Whoever wrote a translation never checks it, also when its English changed a little since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlmodel import Session, select

from coproduce.core.inserts import insert_unless_there
from coproduce.core.types import Status
from surveys.editor.changes import Change
from surveys.editor.models import TranslationRecord
from surveys.editor.wording import Raw, Spot, found_at, spots, status_in, text_in, translated

RECORDS = TranslationRecord.metadata.tables["survey_translations"]
NOBODY_KNOWN = "unknown"
"""Who wrote a translation that came with the product or in a file before we kept records."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in English and in another language, at one or several places of a survey."""

    key: str
    places: tuple[tuple[str, ...], ...]
    english: str
    text: str
    status: Status | None
    on_the_index: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody typed for a pair, and whether they say that they checked it."""

    text: str
    is_checked: bool


class OwnTranslation(Exception):
    """Somebody would check a translation of their own; `keys` name the pairs."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__("A second speaker is somebody else.")
        self.keys = keys


def pairs(raw: Mapping[str, Any], language: str, *, index: frozenset[str] = frozenset()) -> tuple[Pair, ...]:
    """Every text once, in the order families meet it; `index` holds the codes of questions of the index."""
    found: dict[str, list[Spot]] = {}
    for spot in spots(raw):
        found.setdefault(text_in(spot.wording), []).append(spot)
    return tuple(
        Pair(
            key=digest(english)[:16],
            places=tuple(dict.fromkeys(spot.place for spot in same)),
            english=english,
            text=next(filter(None, (text_in(spot.wording, language) for spot in same)), ""),
            status=lowest([status_in(spot.wording, language) for spot in same]),
            on_the_index=any(spot.place[0] == "question" and spot.place[1] in index for spot in same),
        )
        for english, same in found.items()
    )


def lowest(statuses: Iterable[Status | None]) -> Status | None:
    """The status of the place that is least far; None where one has no text."""
    order = [None, Status.DRAFT, Status.TRANSLATED, Status.CHECKED]
    return order[min(order.index(status) for status in statuses)]


def digest(text: str) -> str:
    """What a record knows a text by."""
    return sha256(text.encode()).hexdigest()


def translate(
    session: Session,
    raw: Mapping[str, Any],
    *,
    language: str,
    sent: Mapping[str, Sent],
    by: str,
    today: date,
    index: frozenset[str] = frozenset(),
) -> tuple[Change, int]:
    """The change that puts these translations in, and how many were checked by it. Raises OwnTranslation.

    A text that changes is written by whoever sends it, and checked by nobody, whatever was ticked.
    """
    new: dict[str, tuple[str, Status]] = {}
    own: list[str] = []
    checked = 0
    for pair in pairs(raw, language, index=index):
        given = sent.get(pair.key)
        if given is None or (given.text == pair.text and given.is_checked == (pair.status is Status.CHECKED)):
            continue
        record = _record(session, language, pair.english, given.text, by=by, is_new=given.text != pair.text)
        is_checked = given.is_checked and given.text == pair.text and record is not None
        if is_checked and record is not None:
            if record.written_by == by:
                own.append(pair.key)
                continue
            record.checked_by, record.checked_on = by, today
            checked += 1
        elif record is not None:
            record.checked_by = record.checked_on = None
        new[pair.english] = (given.text, Status.CHECKED if is_checked else Status.TRANSLATED)
    if own:
        raise OwnTranslation(tuple(own))
    session.flush()
    return _put(language, new), checked


def own_pairs(session: Session, language: str, every: Iterable[Pair], *, by: str) -> frozenset[str]:
    """The pairs whose translation this person wrote: somebody else checks those."""
    query = select(TranslationRecord.text).where(
        TranslationRecord.language == language, TranslationRecord.written_by == by
    )
    mine = set(session.exec(query).all())
    return frozenset(pair.key for pair in every if pair.text and digest(pair.text) in mine)


def _record(
    session: Session, language: str, english: str, text: str, *, by: str, is_new: bool
) -> TranslationRecord | None:
    """The record of a pair: the one there is, or one whose writer is known from the same words elsewhere."""
    if not text:
        return None
    ids = (language, digest(english), digest(text))
    found = session.get(TranslationRecord, ids)
    if found is None:
        same = select(TranslationRecord.written_by).where(
            TranslationRecord.language == language, TranslationRecord.text == ids[2]
        )
        writer = session.exec(same).first() or (by if is_new else NOBODY_KNOWN)
        row = dict(zip(("language", "english", "text"), ids, strict=True)) | {"written_by": writer}
        insert_unless_there(session, RECORDS, row)
        found = session.get(TranslationRecord, ids)
    return found


def _put(language: str, new: Mapping[str, tuple[str, Status]]) -> Change:
    def change(raw: Raw) -> None:
        for spot in list(spots(raw)):
            if text_in(spot.wording) in new:
                text, status = new[text_in(spot.wording)]
                holder = found_at(raw, spot.keys[:-1])
                holder[spot.keys[-1]] = translated(spot.wording, language, text, status)

    return change
