"""The part of a survey's page that leads to paper, telephone and tablets."""

from flask import render_template
from flask_login import current_user

from surveys.paper.views.blueprint import TYPISTS


def without_internet(*, slug: str) -> str:
    """The links, for those who may follow them."""
    may = current_user.is_authenticated and current_user.role in TYPISTS
    return render_template("surveys/_paper_panel.html", slug=slug) if may else ""
