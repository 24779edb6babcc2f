"""Read a definition from JSON and name everything that is wrong with it at once, not only the first fault."""

import re
from collections.abc import Mapping
from typing import Any

from coproduce.core import languages
from coproduce.core.saying import say
from coproduce.core.types import Wording
from surveys.definition import AgeBand, Definition, DefinitionFaults, Layout, Section, our_scales
from surveys.models import SurveyKind
from surveys.parse_question import QuestionReader
from surveys.parse_values import mapping, sequence
from surveys.questions.base import Role
from surveys.questions.choices import repeated

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 50
"""With a wave's key after it, a slug still fits where comments and receipts name their wave."""
EASY = ("title", "purpose", "readers")


def parse(raw: object) -> Definition:
    """The definition in this JSON. Raises DefinitionFaults, which names every fault."""
    if not isinstance(raw, Mapping):
        raise DefinitionFaults((say("A definition is a JSON object."),))
    return _Parser(raw).definition()


class _Parser(QuestionReader):
    """Goes through a definition once, collecting what is wrong."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        super().__init__({**our_scales(), **mapping(raw.get("scales"))})
        self.raw = raw

    def definition(self) -> Definition:
        sections = tuple(self.section(n, part) for n, part in enumerate(sequence(self.raw.get("sections")), 1))
        made = Definition(
            slug=self.slug(),
            kind=self.one_of(SurveyKind, self.raw.get("kind"), SurveyKind.PULSE, say("The survey")),
            title=self.wording(self.raw.get("title"), say("The title")),
            purpose=self.wording(self.raw.get("purpose"), say("The purpose")),
            readers=self.wording(self.raw.get("readers"), say("The readers")),
            minutes=self.minutes(),
            languages=self.languages(),
            sections=sections,
            layout=self.one_of(
                Layout, self.raw.get("layout", Layout.ONE_PAGE), Layout.ONE_PAGE, say("The survey")
            ),
            easy_read=self.yes_or_no(self.raw.get("easy_read"), say("Whether it has Easy Read ('easy_read')")),
            easy=self.easy_texts(),
            age_bands=self.age_bands(),
            help=self.wording_if_any(self.raw.get("help"), say("Where to get help")),
        )
        self.check_codes(made)
        if not self.faults:
            self.check_languages(made)
            self.check_easy_read(made)
        if self.faults:
            raise DefinitionFaults(tuple(self.faults))
        return made

    def slug(self) -> str:
        slug = self.raw.get("slug")
        if isinstance(slug, str) and SLUG.fullmatch(slug) and len(slug) <= LONGEST_SLUG:
            return slug
        self.faults.append(
            say("The slug must be small letters, digits and single hyphens, 50 characters at most.")
        )
        return ""

    def minutes(self) -> int:
        minutes = self.raw.get("minutes")
        if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes >= 1:
            return minutes
        self.faults.append(say("The minutes it takes ('minutes') must be a whole number, 1 or more."))
        return 1

    def languages(self) -> tuple[str, ...]:
        claimed = [code for code in sequence(self.raw.get("languages")) if isinstance(code, str)]
        if not claimed or claimed[0] != languages.ENGLISH.code:
            self.faults.append(say("The languages must be a list that begins with 'en'."))
        for code in claimed:
            if languages.offered(code) is None:
                self.faults.append(say("The language '%(code)s' is not offered.", code=code))
        return tuple(dict.fromkeys(claimed))

    def easy_texts(self) -> Mapping[str, Wording]:
        given = mapping(self.raw.get("easy"))
        return {
            n: self.wording(given[n], say("The Easy Read of the %(name)s", name=n)) for n in EASY if n in given
        }

    def age_bands(self) -> tuple[AgeBand, ...]:
        given = dict.fromkeys(str(band) for band in sequence(self.raw.get("age_bands")))
        return tuple(self.one_of(AgeBand, band, AgeBand.FIVE_TO_SEVEN, say("The age bands")) for band in given)

    def section(self, number: int, raw: object) -> Section:
        part = mapping(raw)
        name = say("Section %(number)s", number=number)
        questions = tuple(self.question(entry, name) for entry in sequence(part.get("questions")))
        if not questions:
            self.faults.append(say("%(name)s has no questions.", name=name))
        return Section(
            title=self.wording(part.get("title"), say("%(name)s: its title", name=name)),
            hint=self.wording_if_any(part.get("hint"), say("%(name)s: its hint", name=name)),
            questions=questions,
            easy=self.easy(part.get("easy"), name),
        )

    def check_codes(self, made: Definition) -> None:
        if not made.questions:
            self.faults.append(say("The survey has no questions."))
        for code in repeated([question.code for question in made.questions if question.code]):
            self.faults.append(say("The question code '%(code)s' is there more than once.", code=code))
        for role in (Role.ANCHOR, Role.INFLUENCE, Role.MAY_QUOTE, Role.WRITER_WORRIED):
            if len(made.with_role(role)) > 1:
                self.faults.append(
                    say("The role '%(role)s' is played by more than one question.", role=role.value)
                )

    def check_languages(self, made: Definition) -> None:
        # Only now: a definition with other faults has no wordings to trust.
        for where, wording in made.wordings():
            self.faults += [
                say("%(where)s is missing in '%(language)s'.", where=where, language=c)
                for c in made.languages
                if not wording.complete_in(c)
            ]

    def check_easy_read(self, made: Definition) -> None:
        if not made.easy_read:
            return
        self.faults += [
            say("The Easy Read of the %(name)s is missing.", name=name) for name in EASY if name not in made.easy
        ]
        for number, section in enumerate(made.sections, 1):
            if section.easy is None:
                self.faults.append(say("Section %(number)s: its Easy Read is missing.", number=number))
        for question in made.questions:
            if question.easy is None:
                self.faults.append(say("Question '%(code)s': its Easy Read is missing.", code=question.code))
