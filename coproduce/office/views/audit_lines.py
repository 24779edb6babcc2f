"""Entries of the audit in words, as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from coproduce.accounts.models import Role
from coproduce.accounts.views.role_words import NAMES
from coproduce.core.audit import AuditEntry
from coproduce.web.running_text import moment


@dataclass(frozen=True, slots=True)
class Line:
    """One entry."""

    number: int
    when: str
    who: str
    role: str
    what: str
    code: str
    about: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of entries: its lines, the kinds to choose from (code, words, chosen), and where its pages are."""

    lines: list[Line]
    kinds: list[tuple[str, str, bool]]
    chosen: str
    last: int
    newer: str
    older: str


def page(
    entries: Sequence[AuditEntry],
    *,
    last: int,
    seen: Sequence[str],
    chosen: str,
    words: Mapping[str, str],
    per_page: int,
) -> Page:
    """The entries in words."""
    kinds = [(code, words.get(code, code), code == chosen) for code in seen]
    act = chosen or None
    newest, oldest = (entries[0].number, entries[-1].number) if entries else (last, 0)
    return Page(
        lines=[_line(entry, words) for entry in entries],
        kinds=sorted(kinds, key=lambda kind: kind[1]),
        chosen=chosen,
        last=last,
        newer=url_for("audit.entries", act=act, after=newest) if newest < last else "",
        older=url_for("audit.entries", act=act, before=oldest) if len(entries) == per_page and oldest > 1 else "",
    )


def _line(entry: AuditEntry, words: Mapping[str, str]) -> Line:
    return Line(
        number=entry.number,
        when=moment(entry.at, time="HH:mm:ss"),
        who=_who().get(entry.by, entry.by),
        role=str(NAMES[Role(entry.role)]) if entry.role in set(Role) else entry.role,
        what=words.get(entry.act, entry.act),
        code=entry.act,
        about=entry.about,
        facts=tuple(entry.facts.items()),
    )


def _who() -> Mapping[str, str]:
    return {
        "command": gettext("A command on the server"),
        "job": gettext("A job"),
        "family": gettext("A family"),
    }
