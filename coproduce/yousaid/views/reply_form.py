"""The form of a reply with its choices, and the parts of its page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import gettext, ngettext
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from coproduce.plan.finding import find_current
from coproduce.plan.models import Action
from coproduce.voice import inbox
from coproduce.voice.models import Comment
from coproduce.voice.taxonomy import UnknownTheme, taxonomy
from coproduce.web import sources
from coproduce.web.forms import FieldView, Option
from coproduce.yousaid import heard, quoting
from coproduce.yousaid.forms import QUOTE, ReplyForm, filled_from, views_of
from coproduce.yousaid.guards import LEAST_GROUP_FOR_QUOTES
from coproduce.yousaid.models import Reply
from coproduce.yousaid.views import words

QUOTES_OFFERED = 15
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form's fields by name, and those of the words of each chosen quote."""

    fields: Mapping[str, FieldView]
    quote_words: Sequence[FieldView]
    may_quote: bool


def build(
    session: Session, *, theme: str, typed: MultiDict[str, str] | None, reply: Reply | None = None
) -> tuple[ReplyForm, Sequence[Comment]]:
    """The form with its choices, from what was typed, else from a stored reply; and the comments it may quote."""
    form = ReplyForm(typed, **(filled_from(reply) if reply else {}))
    named = sources.named()
    waves = [(wave, named.get(wave, wave)) for wave in inbox.waves(session)]
    form.wave.choices = [("", gettext("All of them so far")), *waves]
    form.actions.choices, form.more_actions.choices = _action_choices(session, theme, reply)
    comments = quoting.candidates(session, theme=theme, limit=QUOTES_OFFERED)
    comments += _quoted_before(session, reply, offered={comment.id for comment in comments}) if reply else []
    form.quotes.choices = [(str(comment.id), comment.redacted) for comment in comments]
    return form, comments


def _quoted_before(session: Session, reply: Reply, *, offered: Collection[UUID]) -> list[Comment]:
    """The quoted comments that are not offered anyway and may still be quoted.

    One that was hidden since, or raised a concern, is for the safeguarding lead alone: its words stay out.
    """
    permitted = quoting.quotable(session, comment_ids=[quote.comment_id for quote in reply.quotes])
    return [
        quote.comment
        for quote in reply.quotes
        if quote.comment_id in permitted and quote.comment_id not in offered
    ]


def _action_choices(session: Session, theme: str, reply: Reply | None) -> tuple[list[Choice], list[Choice]]:
    """The actions proposed for the theme, and the others; linked ones of earlier plans stay among these."""
    plan = find_current(session)
    proposed = _proposed(theme)
    current = plan.actions if plan else []
    linked = [action for action in reply.actions if action not in current] if reply else []
    first = [_choice(action) for action in current if action.code in proposed]
    others = [_choice(action) for action in (*current, *linked) if action.code not in proposed or action in linked]
    return first, others


def _choice(action: Action) -> Choice:
    return str(action.id), action.name


def _proposed(theme: str) -> frozenset[str]:
    try:
        return frozenset(taxonomy().get(theme).actions)
    except UnknownTheme:
        return frozenset()


def quote_words(
    comments: Sequence[Comment], *, typed: MultiDict[str, str] | None, reply: Reply | None
) -> dict[UUID, str]:
    """The words to show of each comment: as typed, else as kept, else the whole redacted comment."""
    kept = {quote.comment_id: quote.text for quote in reply.quotes} if reply else {}
    said = {comment.id: kept.get(comment.id, comment.redacted) for comment in comments}
    if typed is None:
        return said
    return {key: typed.get(f"{QUOTE}{key}") or text for key, text in said.items()}


def page(session: Session, form: ReplyForm, said: Mapping[UUID, str], *, theme: str) -> FormPage:
    """The form as finished values. Quotes are offered where the group is large enough."""
    fields = views_of(form)
    chosen = set(form.quotes.data or ())
    shortened = [
        FieldView(
            name=f"{QUOTE}{key}",
            label=gettext("Words of a chosen quote"),
            hint=gettext("Leave out what could tell who wrote it, with … in its place."),
            value=text,
        )
        for key, text in said.items()
        if str(key) in chosen
    ]
    everything = heard.count(session, theme=theme)
    return FormPage(
        fields | {"actions": _with_hints(fields["actions"])},
        shortened,
        may_quote=everything.comments >= LEAST_GROUP_FOR_QUOTES and bool(form.quotes.choices),
    )


def counted_sentence(session: Session, *, theme: str) -> str:
    """How many comments are about a theme, and from when to when."""
    said = heard.count(session, theme=theme)
    if said.first_on is None or said.last_on is None:
        return gettext("No comment is about this theme yet.")
    return ngettext(
        "%(num)s comment is about this theme, said %(months)s.",
        "%(num)s comments are about this theme, said %(months)s.",
        said.comments,
        months=words.months(said.first_on, said.last_on),
    )


def _with_hints(field: FieldView) -> FieldView:
    hint = gettext("Proposed for this theme. Tick it only if it is so.")
    return replace(field, options=tuple(Option(o.value, o.label, hint) for o in field.options))
