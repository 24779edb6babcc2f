"""Who may open what: every address with the roles that it is open to, as a table for people."""

from collections.abc import Iterable

from coproduce.accounts.access import Route
from coproduce.accounts.models import Role

INTRODUCTION = """# Who may open what

Every address of the program and the roles it is open to, as the program enforces it before a page is made.
`coproduce access` prints this page; a test compares the two. What somebody sees behind an address may be less: a
link to look shows only what it was made for, and the words behind a concern are the safeguarding lead's alone.
"""


def as_markdown(routes: Iterable[Route]) -> str:
    """The whole page."""
    ordered = sorted(routes, key=lambda route: (route.address, route.methods))
    lines = [
        INTRODUCTION,
        _count(ordered),
        "",
        _row("address", "how", "everybody", *(role.value for role in Role)),
    ]
    lines.append(_row(*["---"] * (3 + len(Role))))
    lines += [_row(f"`{route.address}`", route.methods, *_marks(route)) for route in ordered]
    return "\n".join(lines) + "\n"


def _count(routes: list[Route]) -> str:
    open_to_all = sum(route.roles is None for route in routes)
    closed = ", ".join(f"{role.value} {sum(role in (r.roles or ()) for r in routes)}" for role in Role)
    others = len(routes) - open_to_all
    return f"{len(routes)} addresses: {open_to_all} for everybody; of the other {others}: {closed}."


def _marks(route: Route) -> list[str]:
    if route.roles is None:
        return ["yes"] * (1 + len(Role))
    return ["", *("yes" if role in route.roles else "" for role in Role)]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
