"""What people's rights over their data bring to the application: how long things are kept, and what is erased."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.models import Role
from coproduce.rights import answers, purging, waves, words
from coproduce.rights.commands import retention_group
from coproduce.rights.models import PurgeRun
from coproduce.rights.views import erase, retention
from coproduce.safeguarding import keeping as safety
from coproduce.web.feature import Feature, Job, MenuEntry, Panel
from coproduce.web.retention import RetentionRule, Whose, of_rows

MONTH, YEAR = 30, 365

count_runs, purge_runs = of_rows(
    PurgeRun.metadata.tables["purge_runs"],
    lambda reach: PurgeRun.metadata.tables["purge_runs"].c.at < reach.before,
)

RULES = (
    RetentionRule(
        "comments.originals",
        words=lambda: gettext("Comments as they were written, with names"),
        since=lambda: gettext("after they were written"),
        days=6 * MONTH,
        least=MONTH,
        most=YEAR,
        count=words.count_originals,
        purge=words.purge_originals,
        within="comments.redacted",
        parts=waves.surveys,
    ),
    RetentionRule(
        "comments.redacted",
        words=lambda: gettext("Comments without names"),
        since=lambda: gettext("after the survey closed, or after they were written"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=words.count_comments,
        purge=words.purge_comments,
        within="answers",
        parts=waves.surveys,
    ),
    RetentionRule(
        "answers",
        words=lambda: gettext("The answers you chose in a survey"),
        since=lambda: gettext("after the survey closed"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=answers.count_answers,
        purge=answers.purge_answers,
        parts=waves.surveys,
    ),
    RetentionRule(
        "receipts",
        words=lambda: gettext("What your six words lead to"),
        since=lambda: gettext("after the survey closed"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=answers.count_receipts,
        purge=answers.purge_receipts,
        parts=waves.surveys,
    ),
    RetentionRule(
        "concerns",
        words=lambda: gettext("Words about a child’s safety, and what was decided on them"),
        since=lambda: gettext("after the safeguarding lead decided"),
        days=6 * YEAR,
        least=YEAR,
        most=25 * YEAR,
        count=safety.count_concerns,
        purge=safety.purge_concerns,
    ),
    RetentionRule(
        "purge-runs",
        words=lambda: gettext("The record of what was erased"),
        since=lambda: gettext("after that night"),
        days=2 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=count_runs,
        purge=purge_runs,
        whose=Whose.PROGRAM,
    ),
)


def _acts() -> Mapping[str, str]:
    return {
        "answers.erased": gettext("A family erased what it said."),
        "retention.decided": gettext("How long something is kept was decided."),
        "retention.purged": gettext("What was older than its time was erased."),
    }


FEATURE = Feature(
    "rights",
    blueprints=(erase.bp, retention.bp),
    commands=(retention_group,),
    menu=(
        MenuEntry(
            "rights_manage.retention",
            lambda: gettext("How long we keep things"),
            place=80,
            manage=True,
            shown=lambda: current_user.is_authenticated and current_user.role is Role.ADMIN,
        ),
    ),
    panels=(Panel("yousaid.receipt", erase.on_receipt),),
    acts=_acts,
    retention=RULES,
)


def nightly_purge(rules: Sequence[RetentionRule]) -> Job:
    """The job that erases what is too old by these rules; only the application knows them all."""
    return Job(
        "purge",
        lambda session, now: purging.nightly(session, rules, now=now),
        every=timedelta(hours=1),
        about=lambda: gettext("Erases, once a night, what is older than its time."),
    )
