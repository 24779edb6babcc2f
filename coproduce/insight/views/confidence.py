"""The public page of the measures."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.insight import picture
from coproduce.insight.gather import NoSuchPulse
from coproduce.insight.views.page import confidence_page
from coproduce.web.session import session

bp = Blueprint("insight", __name__, template_folder="../templates")

PULSE = "parent-pulse"


@bp.get("/confidence")
@anyone
def confidence() -> ResponseReturnValue:
    """The measures of the waves that have closed; people who sign in also see the one that runs."""
    try:
        drawn = picture.draw(
            session, slug=PULSE, today=clock.today(), closed_only=not current_user.is_authenticated
        )
    except NoSuchPulse:
        return render_template("insight/nothing_yet.html")
    return render_template("insight/confidence.html", page=confidence_page(drawn))
