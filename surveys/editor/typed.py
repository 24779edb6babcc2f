"""A question as somebody types it into one screen, right or wrong; from an entry, or from a form. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.editor.wording import text_in
from surveys.parse_values import mapping, sequence
from surveys.questions.base import nothing
from surveys.questions.protocol import QuestionType
from surveys.questions.settings import Ask, OptionsFrom
from surveys.questions.tidy import tidy

MOST_OPTIONS, MOST_TESTS = 40, 8


@dataclass(frozen=True, slots=True)
class TypedOption:
    """One row: its code where it has one, its words, the easier words, a picture, whether it stands alone."""

    code: str = ""
    text: str = ""
    easy: str = ""
    picture: str = ""
    alone: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into it."""
        return not self.text and not self.easy


@dataclass(frozen=True, slots=True)
class TypedTest:
    """An earlier question and the answers that open this one."""

    question: str
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything on the screen of a question."""

    text: str = ""
    hint: str = ""
    easy_text: str = ""
    easy_hint: str = ""
    options: tuple[TypedOption, ...] = ()
    settings: Mapping[str, str] = field(default_factory=nothing)
    easy_words: Mapping[str, str] = field(default_factory=nothing)
    picture: str = ""
    tests: tuple[TypedTest, ...] = ()
    audio: Mapping[str, str] = field(default_factory=nothing)
    kind: str = ""


def from_entry(kind: QuestionType, entry: Mapping[str, Any]) -> Typed:
    """The screen of a question that is there."""
    pair = mapping(entry.get("easy"))
    easier = mapping(pair.get("options"))
    alone = sequence(entry.get("alone"))
    options = [mapping(option) for option in sequence(entry.get("options"))]
    return Typed(
        text=text_in(entry.get("text")),
        hint=text_in(entry.get("hint")),
        easy_text=text_in(pair.get("text")),
        easy_hint=text_in(pair.get("hint")),
        options=tuple(
            TypedOption(
                code=str(option.get("code")),
                text=text_in(option.get("text")),
                easy=text_in(easier.get(str(option.get("code")))),
                picture=str(option.get("picture") or ""),
                alone=option.get("code") in alone,
            )
            for option in options
        ),
        settings={each.key: _shown(each.ask, entry.get(each.key)) for each in kind.settings},
        easy_words={e.key: text_in(pair.get(e.key)) for e in kind.settings if e.ask is Ask.WORDS},
        picture=str(entry.get("picture") or ""),
        tests=tuple(
            TypedTest(str(mapping(test).get("question")), tuple(map(str, sequence(mapping(test).get("any_of")))))
            for test in sequence(mapping(entry.get("show_if")).get("all_of"))
        ),
        audio={str(code): str(name) for code, name in mapping(entry.get("audio")).items()},
        kind=str(entry.get("kind") or ""),
    )


def from_form(kind: QuestionType, values: Callable[[str], Sequence[str]]) -> Typed:
    """The screen as it was sent; `values` gives everything sent under a name."""

    def one(name: str) -> str:
        return tidy((list(values(name)) or [""])[0])

    def line(name: str) -> str:
        return " ".join(one(name).split())

    rows = zip(
        *(
            _padded(values(f"option-{part}"), len(values("option-text")))
            for part in ("code", "text", "easy", "picture")
        ),
        strict=True,
    )
    alone = set(values("option-alone"))
    asked = [code for code in dict.fromkeys(values("if-question")) if code][:MOST_TESTS]
    return Typed(
        text=line("text"),
        hint=one("hint"),
        easy_text=line("easy-text"),
        easy_hint=one("easy-hint"),
        options=tuple(
            TypedOption(code, tidy(text), tidy(easy), picture, alone=str(at) in alone)
            for at, (code, text, easy, picture) in enumerate(rows)
        )[:MOST_OPTIONS],
        settings={each.key: one(f"setting-{each.key}") for each in kind.settings},
        easy_words={each.key: one(f"easy-{each.key}") for each in kind.settings if each.ask is Ask.WORDS},
        picture=one("picture"),
        tests=tuple(TypedTest(code, tuple(dict.fromkeys(values(f"if-{code}")))) for code in asked),
        audio={},
        kind=one("kind"),
    )


def with_rows(kind: QuestionType, typed: Typed, *, spare: int) -> Typed:
    """The same with empty rows for more options, where the type takes options of one's own."""
    if kind.options_from not in (OptionsFrom.OWN, OptionsFrom.PICTURED):
        return typed
    written = tuple(option for option in typed.options if not option.is_empty)
    room = max(0, min(spare, MOST_OPTIONS - len(written)))
    return replace(typed, options=(*written, *(TypedOption() for _ in range(room))))


def rearranged(typed: Typed, step: str) -> Typed:
    """The same with an option moved: `up-2` swaps the third row with the one before it."""
    word, _, number = step.partition("-")
    at = int(number) if number.isdecimal() and len(number) < 4 else -1
    other = at - 1 if word == "up" else at + 1
    rows = list(typed.options)
    if word not in ("up", "down") or not (0 <= at < len(rows) and 0 <= other < len(rows)):
        return typed
    rows[at], rows[other] = rows[other], rows[at]
    return replace(typed, options=tuple(rows))


def _shown(ask: Ask, value: Any) -> str:
    if value is None:
        return ""
    if ask is Ask.WORDS:
        return text_in(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _padded(values: Sequence[str], length: int) -> list[str]:
    return [*values, *("" for _ in range(length))][:length]
