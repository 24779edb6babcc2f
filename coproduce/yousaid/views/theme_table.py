"""The table of themes: how many comments, how they sound, and how far an answer has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from coproduce.voice.inbox import ThemeTally
from coproduce.voice.models import Stance
from coproduce.voice.taxonomy import taxonomy
from coproduce.yousaid.models import Reply
from coproduce.yousaid.views import theme_counts, words
from coproduce.yousaid.views.theme_counts import Counted

SHOWN = (Stance.NEGATIVE, Stance.MIXED, Stance.POSITIVE, Stance.NEUTRAL)
"""The stances with a column; what is left over could not be judged."""

Column = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Finished values of `layout.table`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Markup, ...], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A theme and its numbers as this reader may see them; the order must not tell more than they do."""

    code: str
    name: str
    counted: Counted


def of(
    tallies: Sequence[ThemeTally], *, replies: Mapping[str, Reply], wave: str, order: str, may_read: bool
) -> Table:
    """The table in this order: `name`, one of the stances, else the most comments first.

    Whoever may read the comments sees exact numbers; the others see what may be published.
    """
    order = order if order in ("name", *SHOWN) else "total"
    lines = [_Line(t.code, words.theme_name(t.code), theme_counts.of(t, exact=may_read)) for t in tallies]
    ordered = sorted(lines, key=lambda line: _key(line, order))
    rows = tuple(_row(line, replies.get(line.code), may_read=may_read, wave=wave) for line in ordered)
    return Table(_columns(order, wave), rows)


def choices() -> list[tuple[str, str]]:
    """Every theme by code and name, in the order of their names."""
    named = [(theme.code, words.theme_name(theme.code)) for theme in taxonomy().themes]
    return sorted(named, key=lambda item: item[1])


def _key(line: _Line, order: str) -> tuple[bool, float, str]:
    """Shares come before the counts of small groups, and what is hidden comes last."""
    if order == "name":
        return False, 0.0, line.name
    if order == "total":
        return False, -(line.counted.total or 0), line.name
    value = line.counted.stances[Stance(order)]
    return not line.counted.are_shares, 0.0 if value is None else -value, line.name


def _columns(order: str, wave: str) -> tuple[Column, ...]:
    def column(said: str, kind: str, by: str, way: str) -> Column:
        url = url_for(".themes", sort=by if by != "total" else None, wave=wave or None)
        return said, kind, url, way if order == by else ""

    stances = [column(words.stance_name(stance), "number", stance.value, "descending") for stance in SHOWN]
    return (
        column(gettext("Theme"), "", "name", "ascending"),
        column(gettext("Comments"), "number", "total", "descending"),
        *stances,
        (gettext("Reply"), "", "", ""),
    )


def _row(line: _Line, reply: Reply | None, *, may_read: bool, wave: str) -> tuple[Markup, ...]:
    url = url_for(".theme", code=line.code, wave=wave or None)
    stances = [escape(line.counted.words(stance)) for stance in SHOWN]
    name = _link(url, line.name) if may_read else escape(line.name)
    return (name, escape(line.counted.total_words()), *stances, _answer(reply))


def _answer(reply: Reply | None) -> Markup:
    if reply is None:
        return escape(gettext("None yet"))
    return _link(url_for(".reply", reply_id=reply.id), words.state_name(reply.state))


def _link(url: str, said: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, said)
