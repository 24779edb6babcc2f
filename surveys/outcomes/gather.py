"""Read a wave's replies and count them: three statements, rows rather than objects."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as choose

from coproduce.voice import inbox
from coproduce.voice.models import Comment
from surveys.definition import Definition
from surveys.models import Response, ResponseComment, Stratum, Survey, SurveyKind, SurveyVersion, Wave
from surveys.outcomes.counting import Given, count
from surveys.outcomes.outcome import WHO, Outcome, Part
from surveys.outcomes.quality import Seen, look
from surveys.running import definition_of

RESPONSES = Response.metadata.tables["responses"]
LINKS = ResponseComment.metadata.tables["response_comments"]
COMMENTS = Comment.metadata.tables["comments"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply's row, and a fingerprint of the words at each question."""

    row: Any
    words: Mapping[str, str]


def versions_of(session: Session, *, survey: Survey) -> dict[int, tuple[int, Definition]]:
    """Each published version by its id: its number and what it asks."""
    found = choose(SurveyVersion.id, SurveyVersion.number, SurveyVersion.digest)
    rows = session.exec(found.where(SurveyVersion.survey_id == survey.id).order_by(col(SurveyVersion.number)))
    return {
        id_ or 0: (number, definition_of(session, version_id=id_ or 0, digest=digest))
        for id_, number, digest in rows
    }


def outcome(session: Session, *, survey: Survey, wave: Wave) -> Outcome:
    """What a wave has come to so far."""
    versions = versions_of(session, survey=survey)
    asked = dict(versions.values())
    numbers = {id_: number for id_, (number, _) in versions.items()}
    replies = _replies(session, wave.id or 0)
    parts = []
    for stratum in (Stratum.SAMPLE, Stratum.OPEN):
        mine = [reply for reply in replies if reply.row.stratum is stratum]
        if mine:
            parts.append(_part(stratum, mine, asked, numbers, apart=survey.kind is SurveyKind.CONSULTATION))
    name = f"{survey.slug}/{wave.key}"
    themes = {tally.code: tally.total for tally in inbox.theme_tallies(session, wave=name)}
    comments = inbox.state_counts(session, wave=name, audience=None).total
    return Outcome(tuple(parts), themes, comments)


def _replies(session: Session, wave_id: int) -> list[Reply]:
    columns = (
        "id",
        "version_id",
        "stratum",
        "channel",
        "who_answered",
        "hurried",
        "again",
        "answered_on",
        "answers",
    )
    mine = select(*(RESPONSES.c[name] for name in columns)).where(RESPONSES.c.wave_id == wave_id)
    words: dict[UUID, dict[str, str]] = {}
    joined = (
        select(LINKS.c.response_id, LINKS.c.question, COMMENTS.c.text_hash)
        .join(RESPONSES, RESPONSES.c.id == LINKS.c.response_id)
        .join(COMMENTS, COMMENTS.c.id == LINKS.c.comment_id)
        .where(RESPONSES.c.wave_id == wave_id)
    )
    for response_id, question, found in session.execute(joined):
        words.setdefault(response_id, {})[question] = found
    return [Reply(row, words.get(row.id, {})) for row in session.execute(mine)]


def _part(
    stratum: Stratum,
    replies: Sequence[Reply],
    asked: Mapping[int, Definition],
    numbers: Mapping[int, int],
    *,
    apart: bool,
) -> Part:
    who = Counter(reply.row.who_answered.value if reply.row.who_answered else "" for reply in replies)
    channels = Counter(reply.row.channel.value for reply in replies)
    seen = (
        Seen(r.row.answered_on, r.row.answers, "/".join(sorted(r.words.values())), r.row.hurried, r.row.again)
        for r in replies
    )
    groups = {each.value: _given(_by(replies, each), numbers) for each in WHO if who[each.value]} if apart else {}
    return Part(
        stratum,
        len(replies),
        count(asked, _given(replies, numbers)),
        {code: who[code] for code in (*WHO, "")} if any(who[code] for code in WHO) else {},
        dict(channels.most_common()),
        look(asked[max(asked)], seen),
        {code: count(asked, given) for code, given in groups.items()},
    )


def _by(replies: Iterable[Reply], who: object) -> list[Reply]:
    return [reply for reply in replies if reply.row.who_answered is who]


def _given(replies: Iterable[Reply], numbers: Mapping[int, int]) -> list[Given]:
    return [Given(numbers[r.row.version_id], r.row.answers, frozenset(r.words)) for r in replies]
