"""What each kind of act of the audit is called: each feature brings words for its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from flask import Flask, current_app

Words = Callable[[], Mapping[str, str]]


def install(app: Flask, words: Iterable[Words]) -> None:
    """Keep the features' words."""
    app.extensions["acts"] = tuple(words)


def in_words() -> dict[str, str]:
    """The codes that features have words for. One that nobody knows is shown as it is."""
    every = cast(tuple[Words, ...], current_app.extensions["acts"])
    return {code: sentence for words in every for code, sentence in words().items()}
