"""A typed question becomes a definition's entry, with everything that is wrong with it named. Pure.

What the screen does not ask about (its role, its place in the bank, other languages) stays as it was.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from typing import Any

from surveys.definition import our_scales
from surveys.editor.changes import put_pair
from surveys.editor.naming import code_from
from surveys.editor.typed import Typed, TypedOption
from surveys.editor.wording import Raw, put_wording, worded
from surveys.parse_values import mapping, sequence
from surveys.questions.base import Fault, nothing
from surveys.questions.digits import number, plain
from surveys.questions.protocol import QuestionType
from surveys.questions.settings import Ask, OptionsFrom, Setting

LONGEST_TEXT, LONGEST_HINT, LONGEST_OPTION = 500, 2_000, 200


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field, by the key of its sentence."""

    field: str
    key: str
    facts: Mapping[str, str | int] = default(default_factory=nothing)


def entry_of(
    kind: QuestionType, typed: Typed, before: Mapping[str, Any], *, taken: Collection[str]
) -> tuple[Raw, tuple[Wrong, ...]]:
    """The entry, and what is wrong with it; `before` is the question as it was, with its code and its type.

    `taken`: the codes that its options ever had in a published version.
    """
    wrong = [*_long(typed)]
    made = dict(before)
    for key, english in (("text", typed.text), ("hint", typed.hint)):
        put_wording(made, key, english)
    if not typed.text:
        wrong.append(Wrong("text", "no_text"))
    if typed.kind:
        made["kind"] = typed.kind
    if typed.picture:
        made["picture"] = typed.picture
    else:
        made.pop("picture", None)
    _put(made, "audio", dict(typed.audio))
    pair = dict(mapping(before.get("easy")))
    for key, english in (("text", typed.easy_text), ("hint", typed.easy_hint)):
        put_wording(pair, key, english)
    _put_options(kind, typed, made, pair, wrong, taken)
    for setting in kind.settings:
        wrong += _put_setting(setting, typed, made, pair)
    if pair and "text" not in pair:
        wrong.append(Wrong("easy-text", "no_easy_text"))
    put_pair(made, pair)
    _put_tests(typed, made, wrong)
    return made, tuple(wrong)


def _long(typed: Typed) -> list[Wrong]:
    lengths = [("text", typed.text, LONGEST_TEXT), ("easy-text", typed.easy_text, LONGEST_TEXT)]
    lengths += [("hint", typed.hint, LONGEST_HINT), ("easy-hint", typed.easy_hint, LONGEST_HINT)]
    lengths += [("options", option.text, LONGEST_OPTION) for option in typed.options]
    lengths += [("options", option.easy, LONGEST_OPTION) for option in typed.options]
    return [Wrong(name, "too_long", {"most": most}) for name, text, most in lengths if len(text) > most]


def _put_options(
    kind: QuestionType, typed: Typed, made: Raw, pair: Raw, wrong: list[Wrong], taken: Collection[str]
) -> None:
    if kind.options_from not in (OptionsFrom.OWN, OptionsFrom.PICTURED):
        return
    rows = [option for option in typed.options if not option.is_empty]
    if len([row for row in rows if row.text]) < 2:
        wrong.append(Wrong("options", "few_options"))
    wrong += [Wrong("options", "option_without_words", {"easy": row.easy}) for row in rows if not row.text]
    said = [row.text.casefold() for row in rows if row.text]
    wrong += [
        Wrong("options", "option_twice", {"text": row.text})
        for at, row in enumerate(rows)
        if row.text and row.text.casefold() in said[:at]
    ]
    if kind.options_from is OptionsFrom.PICTURED:
        wrong += [
            Wrong("options", "no_picture", {"text": row.text}) for row in rows if row.text and not row.picture
        ]
    _coded_options(rows, made, pair, taken)


def _coded_options(rows: list[TypedOption], made: Raw, pair: Raw, taken: Collection[str]) -> None:
    before = {str(mapping(o).get("code")): mapping(o) for o in sequence(made.get("options"))}
    easier = mapping(pair.get("options"))
    options, easy = [], {}
    used = set(before) | set(taken)
    alone = []
    for row in rows:
        known = before.get(row.code, {})
        code = row.code if row.code in before else code_from(row.text, taken=used, instead="o")
        used.add(code)
        option = {**known, "code": code, "text": worded(known.get("text"), row.text) or ""}
        option.pop("picture", None)
        options.append(option | ({"picture": row.picture} if row.picture else {}))
        if words := worded(easier.get(code), row.easy):
            easy[code] = words
        if row.alone:
            alone.append(code)
    made["options"] = options
    made.pop("scale", None)
    _put(made, "alone", alone)
    _put(pair, "options", easy)


def _put_setting(setting: Setting, typed: Typed, made: Raw, pair: Raw) -> list[Wrong]:
    name, written = f"setting-{setting.key}", typed.settings.get(setting.key, "")
    if setting.ask is Ask.OPTIONS:
        return []
    if not written:
        made.pop(setting.key, None)
        pair.pop(setting.key, None)
        return [Wrong(name, "needed")] if setting.required else []
    if setting.ask is Ask.WORDS:
        put_wording(made, setting.key, written)
        put_wording(pair, setting.key, typed.easy_words.get(setting.key, ""))
        return [Wrong(name, "too_long", {"most": LONGEST_OPTION})] if len(written) > LONGEST_OPTION else []
    try:
        made[setting.key] = READ[setting.ask](setting, written)
    except (Fault, ValueError):
        return [
            Wrong(name, f"not_{setting.ask.value}", {"least": _said(setting.least), "most": _said(setting.most)})
        ]
    return []


def _whole(setting: Setting, written: str) -> int:
    found = number(written)
    if found != found.to_integral_value() or not setting.least <= found <= setting.most:
        raise ValueError
    return int(found)


def _number(setting: Setting, written: str) -> int | float:
    found = number(written)
    if not Decimal(setting.least) <= found <= Decimal(setting.most):
        raise ValueError
    return int(found) if found == found.to_integral_value() else float(found)


def _numbers(setting: Setting, written: str) -> list[int | float]:
    parts = plain(written).replace(";", ",").replace("،", ",").split(",")
    found = [_number(setting, part) for part in parts if part.strip()]
    if found != sorted(set(found)):
        raise ValueError
    return found


def _choice(setting: Setting, written: str) -> str:
    if written not in setting.choices:
        raise ValueError
    return written


READ: Mapping[Ask, Callable[[Setting, str], Any]] = {
    Ask.WHOLE: _whole,
    Ask.NUMBER: _number,
    Ask.NUMBERS: _numbers,
    Ask.CHOICE: _choice,
    Ask.WHOLE_CHOICE: lambda setting, written: int(_choice(setting, written)),
}


def _put_tests(typed: Typed, made: Raw, wrong: list[Wrong]) -> None:
    tests = [{"question": test.question, "any_of": list(test.any_of)} for test in typed.tests if test.any_of]
    wrong += [Wrong("if", "no_answer_chosen", {"code": test.question}) for test in typed.tests if not test.any_of]
    _put(made, "show_if", {"all_of": tests} if tests else None)


def _put(holder: Raw, key: str, value: object) -> None:
    if value:
        holder[key] = value
    else:
        holder.pop(key, None)


def _said(bound: float) -> str:
    return f"{int(bound)}"


def shared_options(kind: QuestionType, entry: Mapping[str, Any], scales: Mapping[str, Any]) -> list[Any]:
    """The options of a question that takes them from one of the shared lists."""
    name = str(entry.get("scale") or kind.scale(entry))
    return list(sequence(entry.get("options") or scales.get(name) or our_scales().get(name)))
