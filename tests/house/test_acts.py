"""Every act that code puts on record has words on the audit's pages, and every job says what it is for."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from flask import Flask

from coproduce.app import FEATURES
from coproduce.rights.complaint_models import ComplaintStep
from coproduce.safeguarding.models import Step as ConcernStep
from coproduce.yousaid.models import Step as ReplyStep
from coproduce.yousaid.models import Verdict

ROOT = Path(__file__).parents[2]
ONE_OF = {
    "replies.": [step.value for step in ReplyStep if step is not ReplyStep.QUOTE_ERASED],
    "quote.": [verdict.value for verdict in Verdict],
    "complaints.": [step.value for step in ComplaintStep if step is not ComplaintStep.RECEIVED],
    "concern.": [ConcernStep.OPENED.value, ConcernStep.READ.value],
}
"""What an act that is put together while the program runs may end with."""


READERS = ("entries", "newest")
"""Functions that look for an act and put none on record."""


@cache
def modules() -> dict[str, ast.Module]:
    """The program's own modules by their names."""
    rooms = ("coproduce", "surveys", "events")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files}
    return {name: ast.parse(path.read_text("utf-8")) for name, path in names.items()}


@cache
def places_in(module: str) -> dict[str, int]:
    """The functions of a module that are told an act, and at which place; -1 by its name alone."""
    found = {}
    for node in ast.walk(modules().get(module, ast.Module([], []))):
        if isinstance(node, ast.FunctionDef) and node.name not in READERS:
            told = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs) if _is_text(arg)}
            if "act" in told:
                places = [arg.arg for arg in node.args.args]
                found[node.name] = places.index("act") if "act" in places else -1
    return found


def _is_text(arg: ast.arg) -> bool:
    return arg.annotation is not None and ast.unparse(arg.annotation) == "str"


@cache
def imported(module: str) -> dict[str, tuple[str, str]]:
    """The names that a module has from others: the other module, and the name there."""
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: (node.module or "", alias.name) for alias in node.names}
    return found


def place_of(func: ast.expr, module: str) -> int | None:
    """At which place a called function is told an act; None where it is told none."""
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        inside, name = imported(module).get(func.value.id, ("", ""))
        return places_in(f"{inside}.{name}").get(func.attr)
    if isinstance(func, ast.Name):
        if func.id in imported(module):
            inside, name = imported(module)[func.id]
            return places_in(inside).get(name)
        return places_in(module).get(func.id)
    return None


def told(call: ast.Call, module: str) -> ast.expr | None:
    """What a call says of its act, where its function is told one."""
    place = place_of(call.func, module)
    if place is None:
        return None
    for keyword in call.keywords:
        if keyword.arg == "act":
            return keyword.value
    return call.args[place] if 0 <= place < len(call.args) else None


def codes_in(value: ast.expr, around: ast.AST) -> Iterator[str]:
    """The acts that an expression may be. A parameter named `act` is told further out."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from codes_in(value.body, around)
        yield from codes_in(value.orelse, around)
    elif isinstance(value, ast.JoinedStr):
        start = str(value.values[0].value) if isinstance(value.values[0], ast.Constant) else ""
        yield from (start + end for end in ONE_OF[start])
    elif isinstance(value, ast.Subscript):
        yield from assigned(value.value, around)
    elif isinstance(value, ast.Name) and value.id != "act":
        yield from assigned(value, around)
    elif isinstance(value, ast.Name):
        yield from assigned(value, around, may_be_told=True)
    else:
        raise AssertionError(f"Say the act in plain words: {ast.unparse(value)}")


def assigned(name: ast.expr, around: ast.AST, *, may_be_told: bool = False) -> Iterator[str]:
    """The acts that a name, or the values of a dictionary with this name, may be."""
    there = False
    for node in ast.walk(around):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets: Iterable[ast.expr] = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(ast.unparse(target) == ast.unparse(name) for target in targets):
                there = True
                values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                for value in values:
                    yield from codes_in(value, around)
    assert there or may_be_told, f"Where does '{ast.unparse(name)}' come from?"


def recorded() -> dict[str, str]:
    """Every act that is put on record, and where."""
    found: dict[str, str] = {}
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (value := told(node, module)) is not None:
                found |= dict.fromkeys(codes_in(value, tree), module)
    return found


def test_every_act_has_words(app: Flask) -> None:
    if app.extensions["engine"].dialect.name != "sqlite":
        return  # words know of no database
    with app.test_request_context():
        words = {code for feature in FEATURES for code in feature.acts()}

    found = recorded()

    assert len(found) > 50
    assert {code: where for code, where in found.items() if code not in words} == {}


def test_every_job_says_what_it_is_for() -> None:
    assert [job.name for feature in FEATURES for job in feature.jobs if job.about is None] == []
