"""The filters and pages of the replies, as links that keep one another."""

from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from coproduce.yousaid.models import Outcome
from coproduce.yousaid.published import InUse, ReplyPage, Wanted
from coproduce.yousaid.views import words

Link = tuple[str, str, bool]
"""Words, address, whether it is the current one."""


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One way to choose. `chosen` says in words what is chosen, or nothing."""

    label: str
    links: tuple[Link, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Links to the other pages; none where there is one page."""

    links: tuple[Link, ...] = ()
    before: str = ""
    after: str = ""


def asked(args: MultiDict[str, str]) -> Wanted:
    """What an address asks for; a state that does not exist asks for nothing."""
    outcomes = {outcome.value: outcome for outcome in Outcome}
    return Wanted(
        theme=args.get("theme") or None,
        action=args.get("action") or None,
        outcome=outcomes.get(args.get("state", "")),
    )


def page_number(args: MultiDict[str, str]) -> int:
    """The page an address asks for, from 1."""
    return max(1, min(args.get("page", 1, type=int), 10_000))


def groups(in_use: InUse, wanted: Wanted) -> tuple[FilterGroup, ...]:
    """The ways to choose among the replies there are; one with nothing to choose from is left out."""
    themes = sorted((words.theme_name(code), code) for code in in_use.themes)
    every = (
        _group(
            gettext("What we say"),
            gettext("All replies"),
            [(words.outcome_name(o), replace(wanted, outcome=o)) for o in in_use.outcomes],
            wanted,
            replace(wanted, outcome=None),
        ),
        _group(
            gettext("What it is about"),
            gettext("All themes"),
            [(name, replace(wanted, theme=code)) for name, code in themes],
            wanted,
            replace(wanted, theme=None),
        ),
        _group(
            gettext("Action of the plan"),
            gettext("All actions"),
            [(name, replace(wanted, action=code)) for code, name in in_use.actions],
            wanted,
            replace(wanted, action=None),
        ),
    )
    return tuple(group for group in every if len(group.links) > 1)


def pages(page: ReplyPage, wanted: Wanted) -> Pages:
    """Links to the pages of these replies."""
    if page.pages < 2:
        return Pages()
    links = tuple((str(n), _url(wanted, n), n == page.number) for n in range(1, page.pages + 1))
    before = _url(wanted, page.number - 1) if page.number > 1 else ""
    after = _url(wanted, page.number + 1) if page.number < page.pages else ""
    return Pages(links, before, after)


def _group(
    label: str, all_label: str, choices: list[tuple[str, Wanted]], now: Wanted, every: Wanted
) -> FilterGroup:
    links = [(all_label, _url(every), now == every)]
    links += [(name, _url(choice), choice == now) for name, choice in choices]
    chosen = next((name for name, choice in choices if choice == now and now != every), "")
    return FilterGroup(label, tuple(links), chosen)


def _url(wanted: Wanted, page: int | None = None) -> str:
    state = wanted.outcome.value if wanted.outcome else None
    shown = page if page and page > 1 else None
    return url_for("yousaid.replies", theme=wanted.theme, action=wanted.action, state=state, page=shown)
