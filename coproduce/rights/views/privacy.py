"""/privacy: what is kept, how long, who may see it, and what everybody may ask; written from the settings."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from sqlmodel import Session

from coproduce.accounts.access import anyone
from coproduce.config import DataProtection, Settings
from coproduce.rights import periods
from coproduce.rights.views.times import counted_from, how_long
from coproduce.web.retention import RetentionRule, Whose, all_rules
from coproduce.web.session import session

bp = Blueprint("privacy", __name__, template_folder="../templates")


@dataclass(frozen=True, slots=True)
class KeptFor:
    """One kind of record and how long it is kept; `others` are surveys that have a time of their own."""

    words: str
    time: str
    others: Sequence[tuple[str, str]]


@bp.get("/privacy")
@anyone
def privacy() -> ResponseReturnValue:
    """What is kept, for how long, and who may see it."""
    settings: Settings = current_app.config["SETTINGS"]
    protection: DataProtection = settings.data_protection
    confirmed = protection.confirmed_on
    return render_template(
        "rights/privacy.html",
        families=_kept(session, Whose.FAMILIES),
        staff=_kept(session, Whose.STAFF),
        backups=how_long(protection.backup_days),
        controller=protection.controller or settings.area_name,
        protection=protection,
        confirmed=format_date(confirmed, "d MMMM y") if confirmed else "",
    )


def _kept(session: Session, whose: Whose) -> list[KeptFor]:
    settings = periods.settings_of(session)
    return [_kept_for(session, rule, settings) for rule in all_rules() if rule.whose is whose]


def _kept_for(session: Session, rule: RetentionRule, settings: periods.Settings) -> KeptFor:
    own = periods.own_parts(rule, settings)
    # Titles are asked for only where a survey differs, which is rare.
    names = rule.parts(session) if own else {}
    return KeptFor(
        words=rule.words(),
        time=counted_from(rule, periods.days_of(rule, settings)),
        others=[(names.get(part, part), how_long(periods.days_of(rule, settings, part))) for part in own],
    )
