"""The table of themes: how many comments, how they sound, and how far an answer has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_percent
from flask import url_for
from flask_babel import get_locale, gettext
from markupsafe import Markup, escape

from coproduce.voice.inbox import ThemeTally
from coproduce.voice.models import Stance
from coproduce.voice.taxonomy import taxonomy
from coproduce.yousaid.models import Reply
from coproduce.yousaid.views import words

SHOWN = (Stance.NEGATIVE, Stance.MIXED, Stance.POSITIVE, Stance.NEUTRAL)
"""The stances with a column; what is left over could not be judged."""

Column = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Finished values of `layout.table`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Markup, ...], ...]


def of(
    tallies: Sequence[ThemeTally], *, replies: Mapping[str, Reply], wave: str, order: str, may_read: bool
) -> Table:
    """The table in this order: `name`, one of the stances, else the most comments first."""
    order = order if order in ("name", *SHOWN) else "total"
    ordered = sorted(tallies, key=lambda tally: _key(tally, order))
    rows = tuple(_row(tally, replies.get(tally.code), may_read=may_read, wave=wave) for tally in ordered)
    return Table(_columns(order, wave), rows)


def choices() -> list[tuple[str, str]]:
    """Every theme by code and name, in the order of their names."""
    named = [(theme.code, words.theme_name(theme.code)) for theme in taxonomy().themes]
    return sorted(named, key=lambda item: item[1])


def _key(tally: ThemeTally, order: str) -> tuple[float, str]:
    name = words.theme_name(tally.code)
    if order == "name":
        return 0.0, name
    return -(tally.total if order == "total" else _share(tally, Stance(order))), name


def _share(tally: ThemeTally, stance: Stance) -> float:
    return tally.stances.get(stance, 0) / tally.total if tally.total else 0.0


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


def _row(tally: ThemeTally, reply: Reply | None, *, may_read: bool, wave: str) -> tuple[Markup, ...]:
    name = words.theme_name(tally.code)
    url = url_for(".theme", code=tally.code, wave=wave or None)
    shares = [escape(format_percent(_share(tally, stance), locale=get_locale())) for stance in SHOWN]
    return (_link(url, name) if may_read else escape(name), escape(tally.total), *shares, _answer(reply))


def _answer(reply: Reply | None) -> Markup:
    if reply is None:
        return escape(gettext("None yet"))
    return _link(url_for(".reply", reply_id=reply.id), words.state_name(reply.state))


def _link(url: str, said: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, said)
