"""What the columns of a file that is brought in are taken for: guessed, saved before, or chosen on the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _

from coproduce.web import locale
from coproduce.web.forms import FieldView, Option
from surveys.definition import Definition
from surveys.questions import type_of
from surveys.transfer import guessing
from surveys.transfer import mapping as maps

SPECIAL = ("id", "answered_on", "language")


def chosen(
    definition: Definition,
    header: Sequence[str],
    first: Sequence[Mapping[str, str]],
    base: Mapping[str, Any],
) -> dict[str, Any]:
    """The mapping: a saved one or the guess, and over it what was chosen for each column on the page."""
    raw = dict(base)
    if "c0" not in request.form:
        return raw
    targets = {column: request.form.get(f"c{place}", "") for place, column in enumerate(header) if column}
    for special in SPECIAL:
        raw[special] = next((column for column, target in targets.items() if target == f"@{special}"), "")
    raw["columns"] = {c: target for c, target in targets.items() if target and not target.startswith("@")}
    known = raw.get("values", {})
    raw["values"] = guessing.values_of(definition, raw["columns"], first) | {
        code: values for code, values in known.items() if code in raw["columns"].values()
    }
    return raw


def fields(definition: Definition, header: Sequence[str], raw: Mapping[str, Any]) -> list[FieldView]:
    """A list for each column of the file: what it is taken for."""
    language = locale.current().code
    options = [
        Option("", _("Nothing: leave it out")),
        Option("@id", _("What tells one answer from another")),
        Option("@answered_on", _("The day of the answer")),
        Option("@language", _("The language")),
    ]
    for question in definition.questions:
        text = question.text.in_(language)
        options += [Option(column, f"{text} ({column})") for column in maps.import_columns(question)]
        if maps.import_columns(question) == (question.code,):
            options += [
                Option(
                    f"{question.code}{maps.CHOICE}{code}",
                    f"{text}: {type_of(question).named(question, code, language)}",
                )
                for code in question.codes
            ]
    taken = {raw.get(special, ""): f"@{special}" for special in SPECIAL} | dict(raw.get("columns", {}))
    known = {option.value for option in options}
    return [
        FieldView(f"c{place}", column, value=_target(column, taken, known), options=tuple(options))
        for place, column in enumerate(header)
        if column
    ]


def _target(column: str, taken: Mapping[str, str], known: set[str]) -> str:
    return taken.get(column, column if column in known else "")
