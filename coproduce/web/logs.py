"""The log: a line a record as JSON, or as plain text; and nothing about anybody in it.

What our own code logs is written for the log. Libraries log what they were given: addresses, paths with tokens in
them, a database's message that quotes a row. So of their words only the fixed part and numbers are kept, with the
place in the code where the rest can be read; and of any error its kind and its path through the code, never its
own message.
"""

import json
import logging
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import g, has_app_context, has_request_context, request

OURS = ("coproduce", "surveys", "events")
TRUSTED = ("apscheduler",)
"""Libraries that are given nothing but the names of our jobs."""
FIXED_WORDS = ("gunicorn.error",)
"""Libraries whose sentences are fixed where no values are filled in."""
CHATTY = ("alembic", "apscheduler", "fontTools", "fpdf", "sqlalchemy", "flask_wtf", "httpx", "httpcore", "urllib3")
HIDDEN = "[…]"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|\{[^}]*\}")
WARNING_HEAD = re.compile(r"^(.+?:\d+: \w+)")
DEEPEST = 40


def install(kind: str, *, level: int = logging.INFO) -> None:
    """Send what is logged to standard error as `json` or `plain`, also what ends a thread or the process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == "json" else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = end_of_process
    threading.excepthook = end_of_thread


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(facts(record), ensure_ascii=False)


class PlainLines(logging.Formatter):
    """A record for somebody who reads along: the same facts, the path through the code below."""

    def format(self, record: logging.LogRecord) -> str:
        """A line, and more where an error is told."""
        found = facts(record)
        where = found.pop("where", [])
        said = f"{found.pop('time')[11:19]} {found.pop('level'):8}{found.pop('logger')}: {found.pop('message')}"
        rest = ", ".join(f"{name} {value}" for name, value in found.items())
        return "\n".join([f"{said} ({rest})" if rest else said, *(f"    {line}" for line in where)])


def facts(record: logging.LogRecord) -> dict[str, Any]:
    """All that a record may tell."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": words_of(record),
    }
    if not _is(record.name, OURS):
        found["at"] = f"{_short(record.pathname)}:{record.lineno}"
    if has_app_context() and "request_id" in g:
        found["request"] = g.request_id
    if has_request_context() and request.endpoint:
        found["endpoint"] = request.endpoint
    if record.exc_info and record.exc_info[1] is not None:
        found |= {"error": kinds(record.exc_info[1]), "where": path(record.exc_info[1])}
    elif hasattr(record, "where"):
        found["where"] = record.where
    return found


def tell(log: logging.Logger, what: str, error: BaseException, *, level: int = logging.ERROR) -> None:
    """Log an error by its kind and its path. Its own message stays out, whoever formats the record."""
    log.log(level, "%s: %s.", what, kinds(error), extra={"where": path(error)})


def words_of(record: logging.LogRecord) -> str:
    """What a record says, without what a library filled in."""
    if _is(record.name, OURS) or _is(record.name, TRUSTED):
        return record.getMessage()
    if record.name == "py.warnings":
        head = WARNING_HEAD.match(record.getMessage())
        return f"{head.group(1)}: {HIDDEN}" if head else HIDDEN
    if not isinstance(record.msg, str):
        return HIDDEN
    if record.args:
        return _with_numbers_alone(record.msg, record.args)
    return record.msg if _is(record.name, FIXED_WORDS) else HIDDEN


def _with_numbers_alone(template: str, args: object) -> str:
    values = iter(args if isinstance(args, tuple) else ())

    def fill(_found: re.Match[str]) -> str:
        value = next(values, None)
        return str(value) if isinstance(value, int | float) else HIDDEN

    return PLACEHOLDER.sub(fill, template)


def _is(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(f"{family}.") for family in families)


def kinds(error: BaseException) -> str:
    """What kind of error it is, and what it came from: names of classes, and a database's own code for it."""
    steps: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in steps:
        steps.append(step)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return " from ".join(_kind(step) for step in steps)


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    known = ", ".join(str(part) for part in (code, constraint) if part)
    return f"{name} ({known})" if known else name


def path(error: BaseException) -> list[str]:
    """Where it went through the code, the outermost first."""
    steps, step = [], error.__traceback__
    while step is not None:
        steps.append(f"{_short(step.tb_frame.f_code.co_filename)}:{step.tb_lineno} {step.tb_frame.f_code.co_name}")
        step = step.tb_next
    return steps[-DEEPEST:]


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for start in ("site-packages", "coproduce", "surveys", "events"):
        if start in parts:
            at = len(parts) - 1 - parts[::-1].index(start)
            return "/".join(parts[at + (start == "site-packages") :])
    return "/".join(parts[-2:])


def end_of_process(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log the error that ends the process."""
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("coproduce").critical("The process ends.", exc_info=(kind, error, trace))


def end_of_thread(ended: threading.ExceptHookArgs) -> None:
    """Log the error that ended a thread."""
    if ended.exc_value is not None:
        told = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger("coproduce").critical("A thread ended.", exc_info=told)
