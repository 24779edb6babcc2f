"""Every message is of a kind that a feature declares, and has the words it needs."""

import re
from pathlib import Path

from coproduce.app import FEATURES

ROOT = Path(__file__).parents[2]
FRAMES = {"frame"}
FOLDERS = [
    folder for part in ("coproduce", "surveys", "events") for folder in (ROOT / part).rglob("templates/messages")
]


def files_of(template: str) -> set[str]:
    """The endings of the files that a template has."""
    return {
        path.name.removeprefix(template.rsplit("/", 1)[1] + ".")
        for folder in FOLDERS
        for path in folder.glob(f"{template}.*")
    }


def test_every_message_template_is_declared_by_a_feature() -> None:
    found = {
        re.sub(r"\.(subject\.txt|sms\.txt|txt|html)$", "", path.relative_to(folder).as_posix())
        for folder in FOLDERS
        for path in folder.rglob("*.*")
    }

    declared = {kind.template for feature in FEATURES for kind in feature.messages}
    assert found - FRAMES == declared, "Name each kind of message in its feature's `messages`."


def test_every_kind_has_a_subject_words_and_a_text_message_where_it_may_be_one() -> None:
    for feature in FEATURES:
        for kind in feature.messages:
            needed = {"subject.txt", "txt"} | ({"sms.txt"} if kind.by_sms else set())
            assert needed <= files_of(kind.template), kind.template
            assert kind.template.split("/")[0] == feature.name, kind.template
