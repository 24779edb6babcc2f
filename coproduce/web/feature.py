"""What a feature brings to the application: pages, commands, jobs and menu entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from flask import Blueprint
from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Job:
    """A function that looks for what is due. Safe to run twice; answers with what it did, in words."""

    name: str
    run: Callable[[Session, datetime], str]
    every: timedelta


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a menu: the endpoint, its words (a translatable text, given when asked) and its place.

    `shown` says at each request whether this reader can use it.
    """

    endpoint: str
    label: Callable[[], str]
    place: int
    manage: bool = False
    shown: Callable[[], bool] = _always


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page below: `render(**facts)` gives finished HTML from a template, or nothing."""

    place: str
    render: Callable[..., str]


@dataclass(frozen=True, slots=True)
class Feature:
    """One folder's contribution."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[click.Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    panels: tuple[Panel, ...] = ()
