"""The forms of the people who work on replies, and a sentence for each thing to mend."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from coproduce.core.blank import is_blank
from coproduce.voice.models import State
from coproduce.web.days import EXAMPLE, DayField
from coproduce.web.forms import AtMost, FieldView, Form, field_views
from coproduce.yousaid.guards import Content, Fault
from coproduce.yousaid.models import Outcome, Reply

LONGEST_TEXT = 4_000
QUOTE = "quote-"
"""Names the field of a chosen quote's words: `quote-<comment id>`."""

OUTCOMES = (
    (Outcome.DONE.value, _("We did: it has happened")),
    (Outcome.DOING.value, _("We are doing: it has begun, and there is a date for the next news")),
    (Outcome.CANNOT.value, _("We cannot: with the reason, and who decided")),
    (Outcome.DISAGREE.value, _("We see it differently: with the reason")),
)

STATES = (
    (State.NEGATIVE.value, _("Negative")),
    (State.MIXED.value, _("Mixed")),
    (State.NEUTRAL.value, _("Neutral")),
    (State.POSITIVE.value, _("Positive")),
    (State.NO_OPINION.value, _("No opinion")),
    (State.NOT_ANALYSED.value, _("Not analysed")),
)

SENTENCES: Mapping[str, Any] = {
    "you_said_missing": _("Say in a sentence or two what families said."),
    "nobody_said_it": _("No comment there is about this theme. Choose other comments."),
    "we_did_missing": _("Say what was done."),
    "doing_missing": _("Say what is being done."),
    "done_on_missing": _("Enter the day on which it was done."),
    "done_on_in_future": _("The day on which it was done is still to come. Choose “We are doing” until then."),
    "evidence_missing": _("Say how families can tell that it was done."),
    "next_on_missing": _("Enter the day by which families hear more."),
    "next_on_passed": _("The day for the next news must be after today."),
    "cannot_reason_missing": _("Say why it cannot be done."),
    "decided_by_missing": _("Say who decided, as a role: for example Director of Children’s Services."),
    "disagree_reason_missing": _("Say why you see it differently."),
    "address_not_https": _("Enter a whole address that begins with https://"),
    "group_too_small_to_quote": _(
        "Fewer than ten comments are about this. Quote nobody: they could be recognised."
    ),
    "not_permitted_to_quote": _("One of the quotes may not be used any more. Untick it."),
}
"""What to do about each fault of `guards.faults`."""


class ReplyForm(Form):
    """One reply. Its choices are given by the page: the waves, the plan's actions and the comments to quote."""

    wave = SelectField(_("Which comments is this a reply to?"))
    period = StringField(
        _("When was it said?"), description=_("In words, for example: spring 2026"), validators=[AtMost(80)]
    )
    you_said = TextAreaField(
        _("What did families say?"),
        validators=[InputRequired(SENTENCES["you_said_missing"]), AtMost(LONGEST_TEXT)],
    )
    quotes = SelectMultipleField(_("Which families’ own words shall stand beside it?"))
    outcome = RadioField(
        _("What do you reply?"),
        validators=[InputRequired(_("Choose what you reply."))],
    )
    we_did = TextAreaField(_("What was done, or is being done?"), validators=[AtMost(LONGEST_TEXT)])
    done_on = DayField(_("When was it done?"), [Optional()], description=EXAMPLE)
    evidence = TextAreaField(_("How can families tell?"), validators=[AtMost(LONGEST_TEXT)])
    evidence_url = StringField(_("Where can they see it?"), validators=[AtMost(500)])
    next_on = DayField(_("By when do families hear more?"), [Optional()], description=EXAMPLE)
    reason = TextAreaField(_("What is the reason?"), validators=[AtMost(LONGEST_TEXT)])
    decided_by = StringField(_("Who decided?"), validators=[AtMost(120)])
    actions = SelectMultipleField(_("Which actions of the plan is this evidence for?"))
    more_actions = SelectMultipleField(_("Other actions of the plan"))

    def __init__(self, formdata: MultiDict[str, str] | None = None, **kept: Any) -> None:
        super().__init__(formdata, **kept)
        self.outcome.choices = list(OUTCOMES)

    def content(self, *, theme: str, quote_words: Mapping[UUID, str]) -> Content:
        """What was typed. Only what belongs to the chosen answer is kept.

        `quote_words`: the words to show of each comment; those that are not ticked are left out.
        """
        outcome = Outcome(self.outcome.data)
        is_reasoned = outcome in (Outcome.CANNOT, Outcome.DISAGREE)
        chosen = set(self.quotes.data or ())
        return Content(
            theme=theme,
            outcome=outcome,
            wave=self.wave.data or "",
            period=_plain(self.period),
            you_said=_plain(self.you_said),
            we_did=_plain(self.we_did),
            done_on=self.done_on.data if outcome is Outcome.DONE else None,
            evidence=_plain(self.evidence),
            evidence_url=_plain(self.evidence_url),
            next_on=self.next_on.data if outcome is Outcome.DOING else None,
            reason=_plain(self.reason) if is_reasoned else "",
            decided_by=_plain(self.decided_by) if is_reasoned else "",
            action_ids=tuple(int(item) for item in [*(self.actions.data or ()), *(self.more_actions.data or ())]),
            quotes={key: said.strip() for key, said in quote_words.items() if str(key) in chosen},
        )

    def say(self, faults: Iterable[Fault]) -> None:
        """Put each fault beside its field, as a sentence."""
        for fault in faults:
            field = self[fault.field]
            field.errors = [*field.errors, sentence(fault)]


class CorrectionForm(Form):
    """What a person says of a comment. Its themes are given by the page."""

    state = RadioField(
        _("How does it sound?"),
        validators=[InputRequired(_("Choose how it sounds, or “Not analysed” if it cannot be judged."))],
    )
    themes = SelectMultipleField(_("What is it about?"))

    def __init__(self, formdata: MultiDict[str, str] | None = None, **kept: Any) -> None:
        super().__init__(formdata, **kept)
        self.state.choices = list(STATES)

    def chosen_state(self) -> State:
        """The state that was chosen."""
        return State(self.state.data)


def sentence(fault: Fault) -> str:
    """What to do about a fault."""
    if fault.code == "hollow":
        found = ", ".join(f"“{words}”" for words in fault.found)
        return str(
            gettext(
                "%(found)s promises and does not say what was done. Say what has happened. If it has not happened "
                "yet, choose “We are doing”.",
                found=found,
            )
        )
    if fault.code == "quote_changed":
        return str(
            gettext(
                "A quote may only leave words out, with … in their place. The family did not write: %(quote)s",
                quote=fault.found[0],
            )
        )
    return str(SENTENCES[fault.code])


def filled_from(reply: Reply) -> Mapping[str, object]:
    """A stored reply as the form's data."""
    return {
        "wave": reply.wave,
        "period": reply.period,
        "you_said": reply.you_said,
        "quotes": [str(quote.comment_id) for quote in reply.quotes],
        "outcome": reply.outcome.value,
        "we_did": reply.we_did,
        "done_on": reply.done_on,
        "evidence": reply.evidence,
        "evidence_url": reply.evidence_url,
        "next_on": reply.next_on,
        "reason": reply.reason,
        "decided_by": reply.decided_by,
        "actions": [str(action.id) for action in reply.actions],
        "more_actions": [str(action.id) for action in reply.actions],
    }


def views_of(form: Form) -> dict[str, FieldView]:
    """The fields by name as finished values."""
    return {view.name: view for view in field_views(form)}


def _plain(field: StringField) -> str:
    words = (field.data or "").strip()
    return "" if is_blank(words) else words
