"""What pages share that let signed-in people act: the record of it, and files that are larger than a form."""

from collections.abc import Mapping
from contextlib import closing

from flask import Blueprint, request
from flask_login import current_user

from coproduce.core import audit, clock
from coproduce.web.session import session


def on_record(act: str, *, about: str = "", facts: Mapping[str, str] | None = None) -> None:
    """Say in the audit what whoever is signed in did, in the transaction in which they do it."""
    audit.record(
        session,
        act=act,
        by=current_user.email,
        role=current_user.role.value,
        about=about,
        facts=facts,
        now=clock.now(),
    )


def let_files_in(bp: Blueprint, *views: str, largest: int) -> None:
    """Let people who sign in send up to so many bytes to these views: a file is larger than any form of words."""
    endpoints = {f"{bp.name}.{view}" for view in views}

    def before_the_form_is_read(endpoint: str | None, _values: object) -> None:
        if endpoint in endpoints and current_user.is_authenticated:
            request.max_content_length = largest

    bp.url_value_preprocessor(before_the_form_is_read)


def file_sent(field: str = "file") -> bytes:
    """The file that was sent, or nothing; a large one waits in a file of the server's, gone after this."""
    sent = request.files.get(field)
    if sent is None:
        return b""
    with closing(sent):
        content: bytes = sent.read()
    return content
