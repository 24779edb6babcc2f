"""What a new version changes: words alone, or what is asked; and whether the trend of the index breaks. Pure."""

from collections.abc import Mapping
from typing import Any

from surveys.editor.changes import questions
from surveys.editor.wording import text_in
from surveys.parse_question import scale_of
from surveys.parse_values import mapping, sequence
from surveys.questions.base import Role

WORDS_OR_LOOKS = frozenset(
    {"text", "title", "purpose", "readers", "hint", "help", "audio", "easy", "easy_read", "languages", "minutes"}
    | {"bank", "picture"}
)
ON_THE_INDEX = (Role.INDEX.value, Role.ANCHOR.value)


def only_words_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether both ask the same questions with the same answers, under the same codes, in the same order."""
    return bool(_bare(before) == _bare(after))


def index_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions of the index that read otherwise in English, were added, or are gone; as they read now."""
    old, new = _index(before), _index(after)
    changed = [code for code in (*old, *(c for c in new if c not in old)) if old.get(code) != new.get(code)]
    return tuple((new.get(code) or old[code])[0] for code in changed)


def _index(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The English words of each question of the index: its own, and those of its answers."""
    scales = mapping(raw.get("scales"))
    found = {}
    for entry in questions(raw):
        if entry.get("role") in ON_THE_INDEX:
            options = entry.get("options") or scales.get(scale_of(entry))
            answers = [text_in(mapping(option).get("text")) for option in sequence(options)]
            ends = [text_in(entry.get(end)) for end in ("hint", "low", "high")]
            found[str(entry.get("code"))] = (text_in(entry.get("text")), *ends, *answers)
    return found


def _bare(value: Any) -> Any:
    """The definition without its words, and without what only says how they are shown."""
    if isinstance(value, Mapping):
        if "en" in value:
            return "words"
        return {key: _bare(each) for key, each in value.items() if key not in WORDS_OR_LOOKS}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value
