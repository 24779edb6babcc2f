"""What is missing, said in the reader's language, with the page that mends it."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext

from surveys.gates import Lack, Missing

IN_THE_SURVEY = ("survey", "help")
WITH_WHAT_IT_IS_ABOUT = ("days", "young", "rung")


def lacks_of(missing: Iterable[Missing], slug: str) -> list[Lack]:
    """Each as a sentence with its address."""
    return [Lack(said(each), _address(each, slug)) for each in missing]


def said(each: Missing) -> str:
    """One as a sentence."""
    return str(gettext(each.sentence) % each.facts)


def _address(each: Missing, slug: str) -> str:
    place, also = each.place, each.facts.get("code")
    if place in IN_THE_SURVEY:
        return url_for("survey_editor.survey", slug=slug, _anchor="change")
    if place == "begin":
        return url_for("manage_consultations.every", survey=slug, _anchor="begin")
    part = "about" if place in WITH_WHAT_IT_IS_ABOUT else place
    return url_for("manage_consultations.one", slug=slug, also=also, _anchor=part)
