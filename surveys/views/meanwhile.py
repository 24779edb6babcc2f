"""A survey that closed while somebody was writing: what they typed is shown once more, and kept nowhere."""

from flask import request

from coproduce.web import locale
from coproduce.web.session import reading
from surveys.running import version_of
from surveys.views import summing_up
from surveys.views.blueprint import VERSION


def unsent(slug: str) -> list[tuple[str, str]]:
    """The questions that the form just sent has answers to, with these answers."""
    version = request.form.get("version", "")
    if not VERSION.fullmatch(version):
        return []
    with reading() as reader:
        definition = version_of(reader, slug=slug, number=int(version))
    if definition is None:
        return []
    return summing_up.lines(definition, request.form.getlist, locale.current().code)
