"""What is missing, in sentences, each with the address of the field that mends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.web import locale
from surveys.editor.checks import Missing
from surveys.gates import Lack

SENTENCES: Mapping[str, object] = {
    "no_title": _("The survey has no title."),
    "no_purpose": _("It does not say what the answers can change."),
    "no_readers": _("It does not say who reads the answers."),
    "no_questions": _("It asks nothing yet. Add a question."),
    "empty_section": _("Part %(number)s has no questions. Add one, or remove the part."),
    "section_without_title": _("Part %(number)s has no heading."),
    "question_without_words": _("A question has no words."),
    "option_without_words": _("An answer to “%(question)s” has no words."),
    "no_worry": _(
        "“%(question)s” lets people write, and nothing asks whether they are worried about somebody. Add that."
    ),
    "about_without_easy": _("Easy Read is promised. The words about the survey have no Easy Read yet."),
    "section_without_easy": _("Easy Read is promised. Part %(number)s has no Easy Read heading."),
    "question_without_easy": _("Easy Read is promised. “%(question)s” has no Easy Read."),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A group of checks: its name, and what is missing in it; nothing where all is there."""

    name: str
    lacks: tuple[Lack, ...]


def lacks_of(copy_id: int, missing: Iterable[Missing]) -> tuple[Lack, ...]:
    """Each as a sentence with its address."""
    return tuple(Lack(sentence(each), address(copy_id, each.place)) for each in missing)


def sentence(each: Missing) -> str:
    """What is missing, in the reader's language."""
    if each.key == "fault":
        return locale.said(each.facts["fault"])
    if each.key in ("not_translated", "index_not_checked"):
        return _of_language(each)
    return str(SENTENCES[each.key]) % each.facts


def _of_language(each: Missing) -> str:
    named = BY_CODE.get(each.facts["language"])
    facts = {"language": named.own_name if named else each.facts["language"]}
    count = int(each.facts["count"])
    if each.key == "not_translated":
        return ngettext(
            "One text is missing in %(language)s. Translate it, or leave this language out.",
            "%(num)s texts are missing in %(language)s. Translate them, or leave this language out.",
            count,
            **facts,
        )
    return ngettext(
        "One text of the confidence index is not checked in %(language)s by a second speaker.",
        "%(num)s texts of the confidence index are not checked in %(language)s by a second speaker.",
        count,
        **facts,
    )


def address(copy_id: int, place: tuple[str, ...]) -> str:
    """The page and the field where something is mended."""
    kind, *rest = place
    if kind == "about":
        return url_for("survey_editor.about", copy_id=copy_id, _anchor=f"f-{rest[0]}")
    if kind == "section":
        return url_for("survey_editor.section", copy_id=copy_id, number=int(rest[0]) + 1, _anchor=f"f-{rest[1]}")
    if kind == "question":
        return url_for("survey_editor.question", copy_id=copy_id, code=rest[0], _anchor=f"f-{rest[1]}")
    if kind == "language":
        return url_for("survey_editor.language", copy_id=copy_id, code=rest[0])
    return url_for("survey_editor.overview", copy_id=copy_id, _anchor="questions")


def next_step(count: int) -> str:
    """What a draft needs next, in a sentence."""
    if not count:
        return gettext("Everything is there. Look at it once more, then publish it.")
    return ngettext(
        "One thing is missing before it can be published.",
        "%(num)s things are missing before it can be published.",
        count,
    )
