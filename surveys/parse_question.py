"""Read one question out of a definition's JSON: its options, its Easy Read pair, its condition, its settings."""

import re
from collections.abc import Mapping
from typing import Any

from coproduce.core.saying import say
from coproduce.core.types import Wording
from surveys.parse_values import ValueReader, mapping, sequence
from surveys.questions import BY_KEY, type_of
from surveys.questions.base import Condition, Easy, Option, Question, Role, Test

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
TAKEN = frozenset({"csrf_token", "version", "switch", "answered_on", "wave", "language", "channel", "stratum"})
"""Names that the answer form and the export use themselves."""

KNOWN = frozenset(
    {
        *("code", "type", "text", "hint", "options", "scale", "role", "kind"),
        *("easy", "picture", "audio", "show_if", "bank"),
    }
)
IN_EASY = frozenset({"text", "hint", "options", "audio"})


def scale_of(entry: Mapping[str, Any]) -> str:
    """The name of the shared list that a question takes its options from, or nothing."""
    if "scale" in entry:
        return str(entry["scale"])
    kind = BY_KEY.get(str(entry.get("type")))
    return kind.scale(entry) if kind is not None and "options" not in entry else ""


class QuestionReader(ValueReader):
    """Reads questions. `scales` are lists of options that several questions share."""

    def __init__(self, scales: Mapping[str, Any]) -> None:
        super().__init__()
        self.scales = scales

    def question(self, raw: object, section: str) -> Question:
        """The question; what is wrong with it is among the faults."""
        entry = mapping(raw)
        code = entry.get("code")
        if not isinstance(code, str) or not CODE.fullmatch(code) or code in TAKEN:
            self.faults.append(
                say("%(section)s: a question has no usable code ('%(code)s').", section=section, code=code)
            )
            code = ""
        name = say("Question '%(code)s'", code=code)
        made = Question(
            code=code,
            type=str(entry.get("type")),
            text=self.wording(entry.get("text"), say("%(name)s: its text", name=name)),
            hint=self.wording_if_any(entry.get("hint"), say("%(name)s: its hint", name=name)),
            options=self.options(entry, name),
            role=self.one_of(Role, entry.get("role", ""), Role.NONE, name),
            kind=str(entry.get("kind", "")),
            settings={key: self.setting(value, name) for key, value in entry.items() if key not in KNOWN},
            easy=self.easy(entry.get("easy"), name),
            picture=self.picture(entry.get("picture"), name),
            audio=self.audio(entry.get("audio"), name),
            show_if=self.condition(entry.get("show_if"), name),
        )
        self.check_type(made, name)
        self.check_easy(made, name)
        return made

    def options(self, entry: Mapping[str, Any], name: str) -> tuple[Option, ...]:
        """Its options: its own, or those of a scale."""
        raw = entry.get("options", ())
        if scale := scale_of(entry):
            raw = self.scales.get(scale)
            if raw is None:
                self.faults.append(
                    say("%(name)s: the scale '%(scale)s' is not among the scales.", name=name, scale=scale)
                )
        made = []
        for each in sequence(raw):
            option = mapping(each)
            code = option.get("code")
            code = code if isinstance(code, str) else ""
            called = say("%(name)s: its option '%(code)s'", name=name, code=code)
            made.append(
                Option(code, self.wording(option.get("text"), called), self.picture(option.get("picture"), called))
            )
        return tuple(made)

    def setting(self, value: Any, name: str) -> Any:
        """A setting that is a text in several languages is a wording; any other is the type's own affair."""
        return (
            self.wording(value, say("%(name)s: a text", name=name))
            if isinstance(value, Mapping) and "en" in value
            else value
        )

    def easy(self, raw: Any, name: str) -> Easy | None:
        """The Easy Read pair, if there is one."""
        if raw is None:
            return None
        entry = mapping(raw)
        called = say("%(name)s: its Easy Read", name=name)
        return Easy(
            text=self.wording(entry.get("text"), say("%(called)s text", called=called)),
            hint=self.wording_if_any(entry.get("hint"), say("%(called)s hint", called=called)),
            options=self.easy_options(entry.get("options"), called),
            words={
                key: self.wording(value, say("%(called)s '%(key)s'", called=called, key=key))
                for key, value in entry.items()
                if key not in IN_EASY
            },
            audio=self.audio(entry.get("audio"), called),
        )

    def easy_options(self, raw: Any, called: str) -> Mapping[str, Wording]:
        """The easier words of options, by their codes."""
        return {
            str(code): self.wording(value, say("%(called)s of '%(code)s'", called=called, code=code))
            for code, value in mapping(raw).items()
        }

    def condition(self, raw: Any, name: str) -> Condition | None:
        """When it is asked; whether the codes are there is for `surveys.path` to say."""
        if raw is None:
            return None
        tests = tuple(self.test(each, name) for each in sequence(mapping(raw).get("all_of")))
        if not tests:
            self.faults.append(
                say("%(name)s: its condition ('show_if') needs a list of tests ('all_of').", name=name)
            )
        return Condition(tests)

    def test(self, raw: Any, name: str) -> Test:
        """One test of a condition."""
        entry = mapping(raw)
        codes = tuple(code for code in sequence(entry.get("any_of")) if isinstance(code, str))
        if not isinstance(entry.get("question"), str) or not codes:
            self.faults.append(
                say("%(name)s: a test of its condition needs a 'question' and codes ('any_of').", name=name)
            )
        return Test(str(entry.get("question")), tuple(dict.fromkeys(codes)))

    def check_type(self, question: Question, name: str) -> None:
        """What its type says about it."""
        if question.type not in BY_KEY:
            self.faults.append(
                say("%(name)s: there is no question type '%(type)s'.", name=name, type=question.type)
            )
            return
        self.faults += [
            say("%(name)s: %(fault)s.", name=name, fault=fault) for fault in type_of(question).faults(question)
        ]

    def check_easy(self, question: Question, name: str) -> None:
        """That its Easy Read words belong to options and settings it has."""
        if question.easy is None:
            return
        for code in question.easy.options:
            if code not in question.codes:
                self.faults.append(
                    say(
                        "%(name)s: there are Easy Read words for '%(code)s', which is no option of it.",
                        name=name,
                        code=code,
                    )
                )
        for setting in question.easy.words:
            if not isinstance(question.settings.get(setting), Wording):
                self.faults.append(
                    say(
                        "%(name)s: there are Easy Read words for '%(setting)s', which it does not have.",
                        name=name,
                        setting=setting,
                    )
                )
