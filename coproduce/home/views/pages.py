"""The front page, and the pages that belong to no feature: help, accessibility, cookies."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone, only
from coproduce.accounts.models import Role
from coproduce.home.views.front_page import front_page

bp = Blueprint("home", __name__, template_folder="../templates")


@bp.get("/")
@anyone
def home() -> ResponseReturnValue:
    """The front page."""
    return render_template("home/home.html", page=front_page())


@bp.get("/help-now")
@anyone
def help_now() -> ResponseReturnValue:
    """Where to get help today."""
    return render_template("home/help_now.html")


@bp.get("/accessibility")
@anyone
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("home/accessibility.html")


@bp.get("/cookies")
@anyone
def cookies() -> ResponseReturnValue:
    """The cookies we set and what for."""
    return render_template("home/cookies.html")


@bp.get("/manage/design")
@only(*Role)
def design() -> ResponseReturnValue:
    """The living page of components."""
    return render_template("design.html")
