"""A message in its reader's language: subject, plain text and HTML, with who sends it and how to stop it.

Works in a worker as in a request: it needs the application's context, and nothing of a visitor.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from flask import current_app
from flask_babel import force_locale
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import TemplateNotFound
from markupsafe import Markup

from coproduce.config import Settings
from coproduce.core import languages
from coproduce.core.codes import derive_key
from coproduce.core.contact import Channel
from coproduce.outbox import layout, stopping
from coproduce.outbox.models import Message
from coproduce.outbox.outgoing import Outgoing
from coproduce.web.feature import MessageKind

WORDS = {Channel.EMAIL: "txt", Channel.SMS: "sms.txt", Channel.LETTER: "txt"}
"""The template that holds the words for each channel."""

MARK_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes messages with the templates of an application."""

    templates: Environment
    settings: Settings
    kinds: Mapping[str, MessageKind]

    @classmethod
    def here(cls) -> Self:
        """A writer for the current application. A fact that a template asks for and does not get is an error."""
        app = current_app
        strict = app.jinja_env.overlay(undefined=StrictUndefined)
        return cls(strict, app.config["SETTINGS"], app.extensions["messages"])

    def write(self, message: Message, *, now: datetime) -> Outgoing:
        """The finished words. Raises what Jinja raises where a template or a fact is missing."""
        language = languages.offered(message.language) or languages.ENGLISH
        stop_url = self.stop_url(message)
        facts = {**message.facts, "area_name": self.settings.area_name, "language": language}
        with force_locale(language.tag.replace("-", "_")):
            words = self._fill(f"{message.template}.{WORDS[message.channel]}", facts).strip()
            subject = " ".join(self._fill(f"{message.template}.subject.txt", facts).split())
            frame = facts | {"subject": subject, "stop_url": stop_url, "reply_to": self.settings.mail.reply_to}
            return Outgoing(
                mark=self.mark_of(message.reference),
                template=message.template,
                channel=message.channel,
                address=message.contact.address(message.channel),
                language=language,
                subject=subject,
                text=self._fill(f"frame.{WORDS[message.channel]}", frame | {"words": words}).strip() + "\n",
                html=self._html(message, words, frame) if message.channel is Channel.EMAIL else "",
                written_at=now,
                stop_url=stop_url,
            )

    def mark_of(self, reference: str) -> str:
        """Our reference as providers see it: the same each time, and without what ours tells."""
        key = derive_key(self.settings.secret_key, "outbox/reference")
        return hmac.digest(key, reference.encode(), "sha256").hex()[:MARK_LENGTH]

    def can_stop(self, message: Message) -> bool:
        """Whether the reader may ask for no more of these."""
        kind = self.kinds.get(message.template)
        return kind is not None and kind.can_stop

    def stop_mark(self, message: Message) -> str:
        """The mark of the address that this message goes to."""
        return stopping.mark_of(self.settings.secret_key, contact=message.contact, channel=message.channel)

    def stop_url(self, message: Message) -> str:
        """Where the reader says that they want no more; nothing for what they must have, and for letters."""
        if not self.can_stop(message) or message.channel is Channel.LETTER:
            return ""
        token = stopping.token(self.settings.secret_key, mark=self.stop_mark(message))
        language = "" if message.language == languages.ENGLISH.code else f"?lang={message.language}"
        return f"{self.settings.base_url}{stopping.PATH}{token}{language}"

    def _html(self, message: Message, words: str, frame: Mapping[str, Any]) -> str:
        try:
            own = self.templates.get_template(f"messages/{message.template}.html")
        except TemplateNotFound:
            laid_out = layout.as_html(words)
        else:
            drawn = own.render(frame)
            laid_out = Markup(drawn)  # noqa: S704 # nosec B704 # a template of ours, which escapes its facts
        return self._fill("frame.html", {**frame, "words": laid_out})

    def _fill(self, name: str, facts: Mapping[str, Any]) -> str:
        return self.templates.get_template(f"messages/{name}").render(facts)
