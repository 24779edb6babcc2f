"""Comments as they stand on a page: the redacted words, how they sound, the month."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from coproduce.core import languages
from coproduce.voice.inbox import CommentView
from coproduce.yousaid.views import words


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment as it stands on a page."""

    text: str
    language: str
    direction: str
    month: str
    stance: str
    tone: str
    may_quote: bool
    corrected: bool
    needs_person: bool
    correct_url: str


def language_of(code: str) -> tuple[str, str]:
    """The tag and the direction of a text in this language, offered or not."""
    known = languages.offered(code)
    return (known.tag, known.direction) if known else (code, "auto")


def cards(comments: Iterable[CommentView], *, theme: str) -> list[CommentCard]:
    """The cards of comments about a theme."""
    return [_card(comment, theme) for comment in comments]


def _card(comment: CommentView, theme: str) -> CommentCard:
    tag, direction = language_of(comment.language)
    return CommentCard(
        text=comment.text,
        language=tag,
        direction=direction,
        month=words.month(comment.said_on),
        stance=words.stance_name(comment.stance),
        tone=words.TONES[comment.stance],
        may_quote=comment.may_quote,
        corrected=comment.corrected,
        needs_person=comment.needs_human,
        correct_url=url_for("yousaid_manage.correct", comment_id=comment.id, theme=theme),
    )
