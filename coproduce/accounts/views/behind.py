"""What accounts do behind their pages: messages they send, jobs, and how long links are kept."""

from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext
from sqlmodel import Session

from coproduce.accounts import looking, resets, telling
from coproduce.accounts.links import Invitation, PasswordReset, ResetRequest
from coproduce.accounts.models import SignIn, SignInTries
from coproduce.web.feature import Job, MessageKind
from coproduce.web.retention import RetentionRule, Whose, of_rows

MESSAGES = (
    MessageKind(
        "accounts/invitation",
        lambda: gettext("Invitation to sign in"),
        sample={"url": "https://example.org/invitations/a-token", "days": 7},
        can_stop=False,
        by_sms=False,
        staff_only=True,
    ),
    MessageKind(
        "accounts/password_reset",
        lambda: gettext("Link to set a new password"),
        sample={"url": "https://example.org/reset-password/a-token"},
        can_stop=False,
        by_sms=False,
        staff_only=True,
    ),
    *(
        MessageKind(what, label, sample={}, can_stop=False, by_sms=False, staff_only=True)
        for what, label in (
            (telling.PASSWORD_WAS_SET, lambda: gettext("News that a password was set")),
            (telling.SECOND_STEP_SET, lambda: gettext("News that a second step was set up")),
            (telling.SECOND_STEP_REMOVED, lambda: gettext("News that a second step was taken away")),
            (telling.RECOVERY_CODES_MADE, lambda: gettext("News that recovery codes were made")),
        )
    ),
)


def _answer_forgotten(session: Session, now: datetime) -> str:
    return resets.answer_due(session, base_url=current_app.config["SETTINGS"].base_url, now=now)


JOBS = (
    Job(
        "answer-forgotten-passwords",
        _answer_forgotten,
        every=timedelta(seconds=20),
        about=lambda: gettext("Sends a link to whoever forgot their password."),
    ),
)

count_invitations, purge_invitations = of_rows(
    Invitation.metadata.tables["invitations"],
    lambda reach: Invitation.metadata.tables["invitations"].c.sent_at < reach.before,
)
count_requests, purge_requests = of_rows(
    ResetRequest.metadata.tables["reset_requests"],
    lambda reach: ResetRequest.metadata.tables["reset_requests"].c.asked_at < reach.before,
)
count_resets, purge_resets = of_rows(
    PasswordReset.metadata.tables["password_resets"],
    lambda reach: PasswordReset.metadata.tables["password_resets"].c.sent_at < reach.before,
)
count_sign_ins, purge_sign_ins = of_rows(
    SignIn.metadata.tables["sign_ins"],
    lambda reach: SignIn.metadata.tables["sign_ins"].c.last_seen_at < reach.before,
)
count_tries, purge_tries = of_rows(
    SignInTries.metadata.tables["sign_in_tries"],
    lambda reach: SignInTries.metadata.tables["sign_in_tries"].c.last_at < reach.before,
)

RETENTION = (
    RetentionRule(
        "accounts.sign_in_tries",
        words=lambda: gettext("Marks of who tried to sign in"),
        since=lambda: gettext("after the last try"),
        days=1,
        least=1,
        most=7,
        count=count_tries,
        purge=purge_tries,
        whose=Whose.STAFF,
    ),
    RetentionRule(
        "accounts.sign_ins",
        words=lambda: gettext("When somebody signed in and when they were last here"),
        since=lambda: gettext("after they were last here"),
        days=30,
        least=2,
        most=365,
        count=count_sign_ins,
        purge=purge_sign_ins,
        whose=Whose.STAFF,
    ),
    RetentionRule(
        "accounts.invitations",
        words=lambda: gettext("Invitations to sign in"),
        since=lambda: gettext("after they were sent"),
        days=90,
        least=30,
        most=365,
        count=count_invitations,
        purge=purge_invitations,
        whose=Whose.STAFF,
    ),
    RetentionRule(
        "accounts.reset_requests",
        words=lambda: gettext("That somebody asked for a new password"),
        since=lambda: gettext("after they asked"),
        days=1,
        least=1,
        most=30,
        count=count_requests,
        purge=purge_requests,
        whose=Whose.STAFF,
    ),
    RetentionRule(
        "accounts.password_resets",
        words=lambda: gettext("Links to set a new password"),
        since=lambda: gettext("after they were sent"),
        days=7,
        least=1,
        most=30,
        count=count_resets,
        purge=purge_resets,
        whose=Whose.STAFF,
    ),
    RetentionRule(
        "accounts.look_links",
        words=lambda: gettext("Links for inspectors"),
        since=lambda: gettext("after they ended"),
        days=365,
        least=30,
        most=3 * 365,
        count=lambda session, reach: looking.count_over(session, before=reach.before),
        purge=lambda session, reach: looking.purge_over(session, before=reach.before),
        whose=Whose.STAFF,
    ),
)
