"""What a feature brings: pages, commands, jobs, menu entries, messages, words for its acts, times to keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import click
from flask import Blueprint
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.web.retention import RetentionRule


@dataclass(frozen=True, slots=True)
class Steps:
    """A job's work in transactions of its own: it is given the engine, and commits as it goes.

    For what must be on record before the next step: a message is marked as sent before another is.
    """

    run: Callable[[Engine, datetime], str]


@dataclass(frozen=True, slots=True)
class Job:
    """A function that looks for what is due. Safe to run late or twice; answers with what it did, in words.

    Those words are kept and shown: counts, and nothing about anybody. `run` gets a session that is committed when
    it ends well; `Steps(run)` gets the engine. A job that is `everywhere` runs in every worker, and must share its
    work with them; the others run in the one worker that has the turn. `about` says what it is for on a page. One
    that runs past its `longest` time hangs: its worker ends, and another takes it up.
    """

    name: str
    run: Callable[[Session, datetime], str] | Steps
    every: timedelta
    everywhere: bool = False
    about: Callable[[], str] | None = None
    longest: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a menu: the endpoint, its words (a translatable text, given when asked) and its place.

    Who sees it is who may see its route.
    """

    endpoint: str
    label: Callable[[], str]
    place: int
    manage: bool = False


def nothing_waits(**_facts: object) -> int:
    """For a panel in which nothing can wait for anybody."""
    return 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page below: `render(**facts)` gives finished HTML from a template, or nothing.

    `waiting(**facts)` says how many things of it wait for whoever reads the page, for the page's heading.
    """

    place: str
    render: Callable[..., str]
    waiting: Callable[..., int] = nothing_waits


def _no_words() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A message that a feature sends: templates `messages/<template>.{subject.txt,txt,sms.txt,html}` of its own.

    `label` is its name on volunteers' pages; `sample` facts to show and test it with. `can_stop`: the reader may
    ask for no more of these (a reminder, news), other than of what they must have (a new password). `by_sms`: it
    may also travel as a text message, and so has a `.sms.txt`. `staff_only`: it is for people who sign in, or
    about what volunteers do not see, so that an administrator sees to it where it could not be sent.
    """

    template: str
    label: Callable[[], str]
    sample: Mapping[str, str | int]
    can_stop: bool
    by_sms: bool = True
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """What must not be undone when a backup is put back over a database.

    `remember(session)` reads it from the database before it is replaced; `again(session, remembered, now=...)`
    does it again in what came back, and says how often.
    """

    remember: Callable[[Session], Any]
    again: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Feature:
    """One folder's contribution.

    `acts` gives the codes of its audit entries in words, in the reader's language: `{"people.invited": _("Somebody
    was invited to sign in.")}`. `sources` gives what comments came from: `{"parent-pulse/2026-11": ...}`.
    """

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[click.Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    panels: tuple[Panel, ...] = ()
    acts: Callable[[], Mapping[str, str]] = _no_words
    sources: Callable[[], Mapping[str, str]] = _no_words
    messages: tuple[MessageKind, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    replays: tuple[Replay, ...] = ()
