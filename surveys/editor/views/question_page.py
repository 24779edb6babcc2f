"""The screen of a question as finished values: fields, rows of options, conditions, recordings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import session
from surveys.definition import our_scales
from surveys.editor.changes import earlier_than
from surveys.editor.entry import Wrong, shared_options
from surveys.editor.models import WorkingCopy
from surveys.editor.typed import Typed
from surveys.editor.views.type_words import CHOICES, KINDS, ROLES, TYPES, WRONG, setting_words
from surveys.editor.wording import Raw, text_in
from surveys.media import keep as media
from surveys.media.models import MediaKind
from surveys.parse_question import QuestionReader
from surveys.parse_values import mapping, sequence
from surveys.pictures import MEDIA, PICTURES
from surveys.questions import BY_KEY
from surveys.questions.protocol import QuestionType
from surveys.questions.settings import Ask, OptionsFrom
from surveys.views.fields import address

OWN = (OptionsFrom.OWN, OptionsFrom.PICTURED)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that may be chosen."""

    number: int
    code: str
    text: str
    easy: str
    picture: str
    alone: bool


@dataclass(frozen=True, slots=True)
class SettingShown:
    """A setting: its field, how it is drawn, and the field of its easier words."""

    field: FieldView
    is_choice: bool
    easy: FieldView | None


@dataclass(frozen=True, slots=True)
class TestShown:
    """A condition: the earlier question, and its answers once it is chosen."""

    number: int
    question: str
    answers: FieldView | None


@dataclass(frozen=True, slots=True)
class Recording:
    """A question read aloud in a language."""

    language: str
    name: str
    url: str
    field: FieldView


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything on the screen."""

    type_name: str
    purpose: str
    fields: Mapping[str, FieldView]
    rows: tuple[Row, ...]
    rows_wrong: tuple[str, ...]
    shared: tuple[str, ...]
    with_pictures: bool
    with_alone: bool
    settings: tuple[SettingShown, ...]
    tests: tuple[TestShown, ...]
    tests_wrong: str
    earlier: tuple[Option, ...]
    pictures: tuple[Option, ...]
    shown_picture: str
    recordings: tuple[Recording, ...]
    easy_open: bool
    role: str
    errors: tuple[tuple[str, str], ...]
    action: str = ""
    is_new: bool = False
    at: str = ""


def page(copy: WorkingCopy, kind: QuestionType, before: Raw, typed: Typed, wrong: Sequence[Wrong]) -> QuestionPage:
    """The screen of a question of this type, with what was typed and what to mend."""
    raw, words = copy.definition, TYPES[kind.key]
    faults = {each.field: _sentence(each) for each in reversed(wrong)}
    own = kind.options_from in OWN
    has_alone = any(setting.ask is Ask.OPTIONS for setting in kind.settings)
    tests, earlier = _tests(raw, before, typed)
    return QuestionPage(
        type_name=str(words.name),
        purpose=str(words.purpose),
        fields=_fields(kind, typed, faults),
        rows=tuple(Row(at, o.code, o.text, o.easy, o.picture, o.alone) for at, o in enumerate(typed.options)),
        rows_wrong=tuple(_sentence(each) for each in wrong if each.field == "options"),
        shared=() if own else _shared(kind, before, raw),
        with_pictures=own,
        with_alone=has_alone,
        settings=tuple(_settings(kind, typed, faults)),
        tests=tests,
        tests_wrong=faults.get("if", ""),
        earlier=earlier,
        pictures=_pictures(),
        shown_picture=address(typed.picture),
        recordings=tuple(_recordings(raw, typed, faults)),
        easy_open=bool(raw.get("easy_read") or typed.easy_text or "easy-text" in faults),
        role=str(ROLES.get(str(before.get("role") or ""), "")),
        errors=tuple((_sentence(each), _id(each.field)) for each in wrong),
    )


def _sentence(wrong: Wrong) -> str:
    if wrong.key == "file":
        return str(wrong.facts["why"])
    return str(WRONG[wrong.key]) % wrong.facts


def _id(field: str) -> str:
    return f"f-{field}"


def _fields(kind: QuestionType, typed: Typed, faults: Mapping[str, str]) -> dict[str, FieldView]:
    asks = kind.asks
    labels = {
        "text": (
            _("What do you ask?") if asks else _("What is the heading?"),
            _("One idea, in words that a child of nine would know."),
            typed.text,
        ),
        "hint": (
            _("What helps to answer it?") if asks else _("What is said under it?"),
            _("You can leave it empty.") if asks else _("An empty line begins a new paragraph."),
            typed.hint,
        ),
        "easy-text": (
            _("The same in Easy Read"),
            _("15 words at most in a sentence. One idea in each."),
            typed.easy_text,
        ),
        "easy-hint": (_("What helps, in Easy Read"), "", typed.easy_hint),
    }
    made = {
        name: FieldView(name, label, hint, value=value, error=faults.get(name))
        for name, (label, hint, value) in labels.items()
    }
    kinds = tuple(Option(key, str(words)) for key, words in KINDS.items())
    made["kind"] = FieldView("kind", _("What are the words about?"), value=typed.kind, options=kinds)
    made["picture"] = FieldView("picture", _("One of our pictures"), value=typed.picture, options=_pictures())
    made["upload"] = FieldView(
        "upload",
        _("Or a picture of yours"),
        _("It shows nothing that names a child. Everybody on the internet can see it."),
        error=faults.get("upload"),
    )
    if not kind.is_words:
        del made["kind"]
    return made


def _settings(kind: QuestionType, typed: Typed, faults: Mapping[str, str]) -> list[SettingShown]:
    found = []
    for setting in kind.settings:
        if setting.ask is Ask.OPTIONS:
            continue
        label, hint = setting_words(kind.key, setting.key)
        name = f"setting-{setting.key}"
        choices = tuple(Option(each, str(CHOICES[setting.key, each])) for each in setting.choices)
        value = typed.settings.get(setting.key, "") or (setting.choices[0] if setting.choices else "")
        easy = None
        if setting.ask is Ask.WORDS:
            easier = _("In Easy Read: %(question)s", question=label)
            easy = FieldView(f"easy-{setting.key}", easier, value=typed.easy_words.get(setting.key, ""))
        field = FieldView(name, label, hint, value=value, options=choices, error=faults.get(name))
        found.append(SettingShown(field, bool(choices), easy))
    return found


def _shared(kind: QuestionType, before: Raw, raw: Raw) -> tuple[str, ...]:
    options = shared_options(kind, before, mapping(raw.get("scales")))
    return tuple(text_in(mapping(option).get("text")) for option in options)


def _tests(raw: Raw, before: Raw, typed: Typed) -> tuple[tuple[TestShown, ...], tuple[Option, ...]]:
    """The conditions, each with its question's answers, and a free one; and the questions there are to choose."""
    deciders = {}
    reader = QuestionReader({**our_scales(), **mapping(raw.get("scales"))})
    code = before.get("code")
    for entry in earlier_than(raw, str(code) if code else None):
        if entry.get("type") in BY_KEY and text_in(entry.get("text")):
            asked = reader.question(entry, "")
            kind = BY_KEY[asked.type]
            if asked.code and kind.testable(asked):
                deciders[asked.code] = (asked, kind)
    earlier = tuple(Option(code, asked.text.in_("en")) for code, (asked, _kind) in deciders.items())
    shown = []
    for number, test in enumerate(typed.tests):
        if test.question not in deciders:
            continue
        asked, kind = deciders[test.question]
        options = tuple(Option(c, kind.named(asked, c, "en")) for c in kind.testable(asked))
        label = _("Which answers to “%(question)s”?", question=asked.text.in_("en"))
        answers = FieldView(f"if-{asked.code}", label, value=test.any_of, options=options)
        shown.append(TestShown(number, test.question, answers))
    return (*shown, TestShown(len(typed.tests), "", None)), earlier


def _pictures() -> tuple[Option, ...]:
    uploaded = [
        Option(found.name, found.described)
        for found, _used in media.listed(session)
        if found.kind is MediaKind.PICTURE
    ]
    return (*(Option(name, meaning) for name, meaning in PICTURES.items()), *uploaded)


def _recordings(raw: Raw, typed: Typed, faults: Mapping[str, str]) -> list[Recording]:
    found = []
    for language in sequence(raw.get("languages")):
        if language not in BY_CODE:
            continue
        own_name = BY_CODE[language].own_name
        name = f"recording-{language}"
        label = _("A recording in %(language)s", language=own_name)
        hint = _("Somebody reads the question aloud: an MP3, M4A, AAC or OGG file of 4 MB at most.")
        there = typed.audio.get(language, "")
        url = url_for("survey_media.media", digest=there.removeprefix(MEDIA)) if there else ""
        found.append(Recording(language, own_name, url, FieldView(name, label, hint, error=faults.get(name))))
    return found
