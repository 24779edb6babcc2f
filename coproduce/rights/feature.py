"""What people's rights over their data bring to the application: how long things are kept, and what is erased."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext

from coproduce.rights import erasing, purging
from coproduce.rights.commands import retention_group
from coproduce.rights.views import complain, complaints, erase, privacy, retention
from coproduce.rights.views.office_rules import RULES
from coproduce.web.feature import Feature, Job, MenuEntry, MessageKind, Panel, Replay
from coproduce.web.retention import RetentionRule


def _acts() -> Mapping[str, str]:
    return {
        "answers.erased": gettext("A family erased what it said."),
        "complaints.acknowledged": gettext("Somebody said that a complaint about data was read."),
        "complaints.opened": gettext("A safeguarding lead read a complaint about data that may be about harm."),
        "complaints.noted": gettext("Somebody wrote a note on a complaint about data."),
        "complaints.answered": gettext("Somebody answered a complaint about data."),
        "complaints.closed": gettext("Somebody closed a complaint about data."),
        "people.removed": gettext("Somebody who left was removed, with everything of theirs."),
        "retention.decided": gettext("How long something is kept was decided."),
        "retention.purged": gettext("What was older than its time was erased."),
    }


def _messages() -> Iterator[MessageKind]:
    number: Mapping[str, str | int] = {"number": 12}
    received: Mapping[str, str | int] = {
        "code": "apple beach cloud drum earth field",
        "url": "https://example.org/privacy/complaint/apple-beach-cloud-drum-earth-field",
        "days": 30,
    }
    names = (
        ("received", lambda: gettext("A complaint has come"), received),
        ("acknowledged", lambda: gettext("A complaint was read"), number),
        ("answered", lambda: gettext("A complaint has an answer"), number),
        ("closed", lambda: gettext("A complaint is closed"), number),
    )
    for name, label, sample in names:
        # Who complained is for those who answer complaints: volunteers, of whom one may complain, never see it.
        yield MessageKind(f"rights/complaint_{name}", label, sample, can_stop=False, staff_only=True)
    yield MessageKind(
        "rights/complaint_harm",
        lambda: gettext("To the safeguarding lead: a complaint may be about harm"),
        {"url": "https://example.org/manage/complaints/12"},
        can_stop=False,
        by_sms=False,
        staff_only=True,
    )


FEATURE = Feature(
    "rights",
    blueprints=(complain.bp, complaints.bp, erase.bp, privacy.bp, retention.bp),
    commands=(retention_group,),
    menu=(
        MenuEntry(
            "complaints.complaints",
            lambda: gettext("Complaints about data"),
            place=70,
            manage=True,
        ),
        MenuEntry(
            "rights_manage.retention",
            lambda: gettext("How long we keep things"),
            place=80,
            manage=True,
        ),
    ),
    panels=(
        Panel("yousaid.receipt", erase.on_receipt),
        Panel("manage.home", complaints.on_today, waiting=complaints.how_many_wait),
    ),
    messages=tuple(_messages()),
    acts=_acts,
    replays=(Replay(erasing.remember, erasing.again),),
    retention=RULES,
)


def nightly_purge(rules: Sequence[RetentionRule]) -> Job:
    """The job that erases what is too old by these rules; only the application knows them all."""
    return Job(
        "purge",
        lambda session, now: purging.nightly(session, rules, now=now),
        every=timedelta(hours=1),
        longest=timedelta(hours=1),
        about=lambda: gettext("Erases, once a night, what is older than its time."),
    )
