"""The survey as families see it, at the size of a phone. Nothing on it is sent anywhere."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.web import locale
from surveys.editor.lenient import shown_as
from surveys.editor.views.blueprint import EDITORS, bp, copy_or_404
from surveys.editor.wording import text_in
from surveys.views import answer_page


@bp.get("/drafts/<int:copy_id>/preview")
@only(*EDITORS)
def preview(copy_id: int) -> ResponseReturnValue:
    """The whole survey, in the language of this page, in Easy Read where it is asked for."""
    copy = copy_or_404(copy_id)
    definition = shown_as(copy.definition)
    easy = bool(definition and definition.easy_read and request.args.get("easy"))
    if definition and easy:
        definition = definition.in_easy_read()
    language = definition.language(locale.current().code) if definition else "en"
    return render_template(
        "surveys/editor/preview.html",
        copy=copy,
        seen=text_in(copy.definition.get("title")),
        definition=definition,
        sections=answer_page.sections(definition) if definition else (),
        language_code=language,
        tongue=answer_page.tongue(language),
        in_another=language != locale.current().code,
        easy=easy,
        one_a_screen=bool(definition and definition.layout == "one_a_screen"),
    )
