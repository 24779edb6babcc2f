"""Officers' forms about whom a survey is sent to, and when; what is wrong is said beside the field."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from coproduce.core.contact import Contact
from coproduce.web.days import EXAMPLE, DayField
from coproduce.web.forms import AtMost, Form
from surveys.models import Wave
from surveys.reach.reading import EMAIL, MOBILE
from surveys.waves.calendar import Days, Fault, days_of
from surveys.waves.models import WaveSeries

MOST_ASKED = 20_000
MOST_DIGITS = 6
EVERY = (
    (1, _("Each month")),
    (3, _("Each three months")),
    (4, _("Each term (four months)")),
    (6, _("Twice a year")),
)
NUMBER = _("Write a number, such as 14.")
FAULTS = {
    Fault.CLOSES_BEFORE_OPENING: ("closes_on", _("The last day cannot lie before the first.")),
    Fault.REMINDS_OUTSIDE: ("reminds_on", _("Remind on a day after the first, while the survey is open.")),
    Fault.REMINDS_AGAIN_EARLIER: (
        "reminds_again_on",
        _("Remind again on a later day than the first time, while the survey is open."),
    ),
    Fault.PUBLISHES_BEFORE_CLOSING: ("publishes_on", _("Publish on a day after the last.")),
}


class NumberField(IntegerField):
    """A whole number; what is none is told in our words."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; an empty box is no number."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS):
            raise ValueError(NUMBER)
        self.data = int(typed) if typed else None


class ListForm(Form):
    """A list to bring in. The file itself is read beside it."""

    name = StringField(
        _("What do you call this list?"),
        [InputRequired(_("Write a name for the list.")), AtMost(80)],
        description=_("For example: Families with an EHC plan, November 2026."),
    )
    body = StringField(
        _("Who holds these addresses?"),
        [InputRequired(_("Write who holds the addresses: the message tells families.")), AtMost(80)],
        description=_("Families are told, so write it as they know it. For example: the council’s SEND team."),
    )


class StopForm(Form):
    """Somebody who wants no more invitations, in whichever way we may know them."""

    email = StringField(_("Email address"), [AtMost(254)])
    mobile = StringField(_("Mobile number"), [AtMost(32)])
    post = TextAreaField(_("Postal address, as it stands on the letter"), [AtMost(600)])

    def contact(self) -> Contact | None:
        """Whom it is about, or None where nothing was written or it is no address; the field then says so."""
        email, mobile = (self.email.data or "").strip(), (self.mobile.data or "").strip()
        try:
            found = Contact(email=email, mobile=mobile, post=self.post.data or "")
        except ValueError:
            self.email.errors = [str(_("Write an email address, a mobile number or a postal address."))]
            return None
        if email and not EMAIL.fullmatch(email):
            self.email.errors = [str(_("Write an email address, such as name@example.org."))]
        if mobile and not MOBILE.fullmatch(found.mobile):
            self.mobile.errors = [str(_("Write a mobile number, such as 07700 900123."))]
        return None if self.errors else found


class AskForm(Form):
    """So many of a list, in a wave."""

    wave = SelectField(_("In which wave?"), coerce=int)
    list = SelectField(_("From which list?"), coerce=int)
    wanted = NumberField(
        _("How many families?"),
        [
            InputRequired(NUMBER),
            NumberRange(1, MOST_ASKED, _("Write a number from 1 to %(most)s.", most=MOST_ASKED)),
        ],
        description=_("They are drawn by chance. Expect about 9 answers from 100 families."),
    )


class DaysForm(Form):
    """The days of a wave."""

    opens_on = DayField(_("First day"), [InputRequired(_("Write the day."))], description=EXAMPLE)
    closes_on = DayField(_("Last day"), [Optional()], description=_("Leave it empty when there is none yet."))
    reminds_on = DayField(_("Remind on"), [Optional()], description=_("Leave it empty to remind nobody."))
    reminds_again_on = DayField(_("Remind again on"), [Optional()])
    publishes_on = DayField(
        _("Publish the results on"), [Optional()], description=_("Leave it empty to publish by hand.")
    )

    def days(self) -> Days:
        """As the rules take them."""
        return Days(
            self.opens_on.data,
            self.closes_on.data,
            self.reminds_on.data,
            self.reminds_again_on.data,
            self.publishes_on.data,
        )

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say beside each field why the days do not fit."""
        for fault in faults:
            name, words = FAULTS[fault]
            self[name].errors = [str(words)]


class SeriesForm(Form):
    """A survey that repeats."""

    first_on = DayField(
        _("On which day does the first wave open?"),
        [InputRequired(_("Write the day."))],
        description=_("The others open on the same day of their month."),
    )
    every_months = RadioField(_("How often?"), [InputRequired(_("Choose how often."))], coerce=int)
    open_days = NumberField(
        _("For how many days is each wave open?"), [InputRequired(NUMBER), NumberRange(1, 92, NUMBER)]
    )
    reminds_after = NumberField(
        _("After how many days are families reminded?"),
        [Optional(), NumberRange(1, 91, NUMBER)],
        description=_("Only those who were sent a link and have not used it. Leave it empty to remind nobody."),
    )
    reminds_again_after = NumberField(
        _("And once more, after how many days?"), [Optional(), NumberRange(2, 91, NUMBER)]
    )
    publishes_after = NumberField(
        _("How many days after its last day are the results published?"),
        [Optional(), NumberRange(1, 92, NUMBER)],
        description=_("Leave it empty to publish by hand."),
    )
    list = SelectField(_("Which list is asked each time, by chance?"), coerce=int)
    sample_size = NumberField(_("How many families each time?"), [Optional(), NumberRange(1, MOST_ASKED, NUMBER)])

    def fits(self) -> bool:
        """Whether the numbers fit one another; the field that does not says so."""
        first, again, days = self.reminds_after.data, self.reminds_again_after.data, self.open_days.data or 0
        if first is not None and first >= days:
            self.reminds_after.errors = [str(FAULTS[Fault.REMINDS_OUTSIDE][1])]
        if again is not None and (first is None or not first < again < days):
            self.reminds_again_after.errors = [str(FAULTS[Fault.REMINDS_AGAIN_EARLIER][1])]
        if self.list.data and not self.sample_size.data:
            self.sample_size.errors = [str(_("Write how many families of this list are asked each time."))]
        return not self.errors


def ask_form(waves: Iterable[Wave], lists: Sequence[tuple[int, str]], sent: Any = None) -> AskForm:
    """The form for a sample of one of these lists in one of these waves."""
    form = AskForm(sent)
    form.wave.choices = [(wave.id, wave.key) for wave in waves]
    form.list.choices = list(lists)
    return form


def days_form(wave: Wave, sent: Any = None) -> DaysForm:
    """The days of a wave as they are, or as they were sent."""
    there = days_of(wave)
    data = {
        "opens_on": there.opens_on,
        "closes_on": there.closes_on,
        "reminds_on": there.reminds_on,
        "reminds_again_on": there.reminds_again_on,
        "publishes_on": there.publishes_on,
    }
    return DaysForm(sent, data=None if sent is not None else data)


def series_form(series: WaveSeries | None, lists: Sequence[tuple[int, str]], sent: Any = None) -> SeriesForm:
    """How a survey repeats, as it is, or as it was sent."""
    begin = {"every_months": 1, "open_days": 14, "reminds_after": 5, "publishes_after": 7, "list": 0}
    there = {**series.model_dump(), "list": series.list_id or 0} if series else begin
    form = SeriesForm(sent, data=None if sent is not None else there)
    form.every_months.choices = [(months, words) for months, words in EVERY]
    form.list.choices = [(0, _("None: officers ask each time")), *lists]
    return form
