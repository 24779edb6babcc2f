"""The pages on which a family erases what it said: a GET changes nothing, a button does."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.config import Settings
from coproduce.core import clock
from coproduce.rights import erasing, periods
from coproduce.rights.views.times import how_long
from coproduce.web import limits
from coproduce.web.retention import all_rules
from coproduce.web.session import session
from coproduce.yousaid.views.receipts import LONGEST_CODE, PRIVATE
from surveys.views import kept, place

bp = Blueprint("rights", __name__, template_folder="../templates")


@bp.get("/receipt/<code>/erase")
@anyone
@limits.guesses
def erase(code: str) -> ResponseReturnValue:
    """What goes and what cannot, and the button; the receipt's page where nothing is kept under these words."""
    if not erasing.is_known(session, secret=_settings().secret_key, code=code[:LONGEST_CODE]):
        return redirect(url_for("yousaid.receipt", code=code[:LONGEST_CODE]), 303)
    return _private("rights/erase.html", code=code, back=url_for("yousaid.receipt", code=code))


@bp.post("/receipt/<code>/erase")
@anyone
def erase_now(code: str) -> ResponseReturnValue:
    """Erase it. The answer is the same for words that lead to nothing, or to nothing any more."""
    erasing.erase(session, secret=_settings().secret_key, code=code[:LONGEST_CODE], now=clock.now())
    kept.forget(code, secret=_settings().secret_key)
    place.forget_words(code, secret=_settings().secret_key)
    return redirect(url_for(".erased"), 303)


@bp.get("/receipt/erased")
@anyone
def erased() -> ResponseReturnValue:
    """What is true of every code that somebody has erased with."""
    return _private("rights/erased.html")


def on_receipt(*, code: str, **_facts: object) -> str:
    """On a receipt's page: the way to erase what was said."""
    return render_template("rights/_on_receipt.html", url=url_for("rights.erase", code=code))


def _private(template: str, **facts: object) -> Response:
    concerns = periods.find_rule(all_rules(), "concerns")
    page = render_template(
        template,
        backups=how_long(_settings().data_protection.backup_days),
        concerns=how_long(periods.days_of(concerns, periods.settings_of(session))),
        **facts,
    )
    answer = make_response(page)
    answer.headers.update(PRIVATE)
    return answer


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
