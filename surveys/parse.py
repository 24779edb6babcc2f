"""Read a definition from JSON and name everything that is wrong with it at once, not only the first fault."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from coproduce.core import languages
from coproduce.core.types import Wording
from surveys.definition import Definition, DefinitionFaults, Section
from surveys.models import SurveyKind
from surveys.questions import BY_KEY, type_of
from surveys.questions.base import Option, Question, Role
from surveys.questions.choices import repeated

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 50
"""With a wave's key after it, a slug still fits where comments and receipts name their wave."""
TAKEN = frozenset({"csrf_token", "version", "switch", "answered_on", "wave", "language", "channel", "stratum"})
"""Names that the answer form and the export use themselves."""

KNOWN = frozenset({"code", "type", "text", "hint", "options", "scale", "role", "kind"})
NOTHING = Wording.of("-")
Kind = TypeVar("Kind", SurveyKind, Role)


def parse(raw: object) -> Definition:
    """The definition in this JSON. Raises DefinitionFaults, which names every fault."""
    if not isinstance(raw, Mapping):
        raise DefinitionFaults(("A definition is a JSON object.",))
    return _Parser(raw).definition()


class _Parser:
    """Goes through a definition once, collecting what is wrong."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.faults: list[str] = []
        self.scales = {str(name): options for name, options in _mapping(raw.get("scales")).items()}

    def definition(self) -> Definition:
        sections = tuple(self.section(n, part) for n, part in enumerate(_list(self.raw.get("sections")), 1))
        made = Definition(
            slug=self.slug(),
            kind=self.one_of(SurveyKind, self.raw.get("kind"), SurveyKind.PULSE, "The survey"),
            title=self.wording(self.raw.get("title"), "The title"),
            purpose=self.wording(self.raw.get("purpose"), "The purpose"),
            readers=self.wording(self.raw.get("readers"), "The readers"),
            minutes=self.minutes(),
            languages=self.languages(),
            sections=sections,
        )
        self.check_codes(made)
        if not self.faults:
            self.check_languages(made)
        if self.faults:
            raise DefinitionFaults(tuple(self.faults))
        return made

    def slug(self) -> str:
        slug = self.raw.get("slug")
        if isinstance(slug, str) and SLUG.fullmatch(slug) and len(slug) <= LONGEST_SLUG:
            return slug
        self.faults.append("The slug must be small letters, digits and single hyphens, 50 characters at most.")
        return ""

    def minutes(self) -> int:
        minutes = self.raw.get("minutes")
        if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes >= 1:
            return minutes
        self.faults.append("The minutes it takes ('minutes') must be a whole number, 1 or more.")
        return 1

    def languages(self) -> tuple[str, ...]:
        claimed = [code for code in _list(self.raw.get("languages")) if isinstance(code, str)]
        if not claimed or claimed[0] != languages.ENGLISH.code:
            self.faults.append("The languages must be a list that begins with 'en'.")
        for code in claimed:
            if languages.offered(code) is None:
                self.faults.append(f"The language '{code}' is not offered.")
        return tuple(dict.fromkeys(claimed))

    def section(self, number: int, raw: object) -> Section:
        part = _mapping(raw)
        name = f"Section {number}"
        questions = tuple(self.question(entry, name) for entry in _list(part.get("questions")))
        if not questions:
            self.faults.append(f"{name} has no questions.")
        return Section(
            title=self.wording(part.get("title"), f"{name}: its title"),
            hint=self.wording(part["hint"], f"{name}: its hint") if part.get("hint") else None,
            questions=questions,
        )

    def question(self, raw: object, section: str) -> Question:
        entry = _mapping(raw)
        code = entry.get("code")
        if not isinstance(code, str) or not CODE.fullmatch(code) or code in TAKEN:
            self.faults.append(f"{section}: a question has no usable code ('{code}').")
            code = ""
        name = f"Question '{code}'"
        made = Question(
            code=code,
            type=str(entry.get("type")),
            text=self.wording(entry.get("text"), f"{name}: its text"),
            hint=self.wording(entry["hint"], f"{name}: its hint") if entry.get("hint") else None,
            options=self.options(entry, name),
            role=self.one_of(Role, entry.get("role", ""), Role.NONE, name),
            kind=str(entry.get("kind", "")),
            settings={key: self.setting(value, name) for key, value in entry.items() if key not in KNOWN},
        )
        self.check_type(made, name)
        return made

    def options(self, entry: Mapping[str, Any], name: str) -> tuple[Option, ...]:
        raw = entry.get("options", ())
        if "scale" in entry:
            raw = self.scales.get(str(entry["scale"]))
            if raw is None:
                self.faults.append(f"{name}: the scale '{entry['scale']}' is not among the scales.")
        made = []
        for each in _list(raw):
            option = _mapping(each)
            code = option.get("code")
            code = code if isinstance(code, str) else ""
            made.append(Option(code, self.wording(option.get("text"), f"{name}: its option '{code}'")))
        return tuple(made)

    def setting(self, value: Any, name: str) -> Any:
        """A setting that is a text in several languages is a wording; any other is the type's own affair."""
        return self.wording(value, f"{name}: a text") if isinstance(value, Mapping) and "en" in value else value

    def check_type(self, question: Question, name: str) -> None:
        if question.type not in BY_KEY:
            self.faults.append(f"{name}: there is no question type '{question.type}'.")
            return
        self.faults += [f"{name}: {fault}." for fault in type_of(question).faults(question)]

    def check_codes(self, made: Definition) -> None:
        if not made.questions:
            self.faults.append("The survey has no questions.")
        for code in repeated([question.code for question in made.questions if question.code]):
            self.faults.append(f"The question code '{code}' is there more than once.")
        for role in (Role.ANCHOR, Role.INFLUENCE, Role.MAY_QUOTE, Role.WRITER_WORRIED):
            if len(made.with_role(role)) > 1:
                self.faults.append(f"The role '{role.value}' is played by more than one question.")

    def check_languages(self, made: Definition) -> None:
        # Only now: a definition with other faults has no wordings to trust.
        for where, wording in made.wordings():
            self.faults += [f"{where} is missing in '{c}'." for c in made.languages if not wording.complete_in(c)]

    def wording(self, value: Any, name: str) -> Wording:
        try:
            made = Wording.of(value)
        except ValueError:
            self.faults.append(f"{name} is missing, or is not a text in English and other languages.")
            return NOTHING
        for code, text in made.texts.items():
            if not text.text.strip():
                self.faults.append(f"{name} is empty in '{code}'.")
        return made

    def one_of(self, kind: type[Kind], value: Any, instead: Kind, name: str) -> Kind:
        try:
            return kind(value)
        except ValueError:
            self.faults.append(f"{name}: '{value}' is not a {kind.__name__} we know.")
            return instead


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
