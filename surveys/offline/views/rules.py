"""What a tablet checks by itself, without signal: how an answer may not fit, with its sentence."""

from collections.abc import Mapping

from flask_babel import gettext as _

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Fault, Question, Role
from surveys.questions.shapes import Marks
from surveys.views.sentences import sentence


def rules(definition: Definition) -> Mapping[str, Mapping[str, object]]:
    """For each question that a browser cannot check: what must hold, and what is said where it does not."""
    found = {question.code: rule for question in definition.questions if (rule := _rule(question))}
    for worry in definition.with_role(Role.WRITER_WORRIED):
        boxes = [question.code for question in definition.questions if type_of(question).is_words]
        found[worry.code] = {
            "kind": "worry",
            "boxes": boxes,
            "said": sentence(Fault("worry_without_words")),
        }
    return found


def _rule(question: Question) -> dict[str, object] | None:
    kind = type_of(question)
    paper, extra = kind.paper(question, "en"), kind.view(question, "en").extra
    if paper.marks is Marks.PLACES:
        said = _("Two answers have the same place. Give each place to one answer only.")
        return {"kind": "places", "said": said}
    if paper.marks is Marks.POINTS:
        said = _(
            "Together the points must make %(total)s. Change them, or empty all the boxes to skip this question.",
            total=paper.total,
        )
        return {"kind": "points", "total": paper.total, "said": said}
    if paper.marks is Marks.DIGITS:
        least, most = extra["least"], extra["most"]
        said = _("Write a number from %(least)s to %(most)s in digits.", least=least, most=most)
        return {"kind": "number", "least": least, "most": most, "whole": extra["mode"] == "numeric", "said": said}
    if paper.marks is Marks.MONTH:
        return {"kind": "month", "said": sentence(Fault("year_missing"))}
    if paper.marks is Marks.MANY and question.settings.get("alone"):
        return {"kind": "alone", "alone": question.settings["alone"], "said": sentence(Fault("stands_alone"))}
    if paper.marks is Marks.LINES:
        return {"kind": "words", "most": int(question.settings.get("limit", 5_000)), "said": ""}
    return None
