"""Officers bring answers in from a file: choose it, check what its columns are taken for, try it, then import it.

The file is never kept between two presses of a button: it may hold names. It is chosen anew each time.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from coproduce.accounts.access import only
from coproduce.accounts.views.acting import let_files_in, on_record
from coproduce.core import clock
from coproduce.core.saying import Saying, say
from coproduce.web import locale
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import reading, session
from surveys.models import Channel, Stratum, Survey
from surveys.respond import Reply
from surveys.running import asked_in_wave
from surveys.transfer import guessing, incoming, saved, tables
from surveys.transfer import mapping as maps
from surveys.transfer.incoming import Entry, Import, Rejected
from surveys.views.blueprint import UNPROCESSABLE, secret
from surveys.views.outcomes import columns, sentences
from surveys.views.outcomes.blueprint import OFFICERS, bp, survey_or_404, waves_begun

LARGEST_UPLOAD = 20_000_000
MOST_ROWS = 20_000
"""Larger files come in by the command, which needs no browser to wait."""
NAMED_AT_MOST = 500
LONGEST_NAME = saved.LONGEST_NAME
DOORS = (Channel.PAPER, Channel.TELEPHONE, Channel.IMPORT)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a file came to: rows that fit, those that do not, and a sentence about the whole."""

    said: str
    rejected: Sequence[str] = ()
    mapping: Sequence[FieldView] = ()
    personal: str = ""
    is_fault: bool = False


let_files_in(bp, "bring_in_post", largest=LARGEST_UPLOAD)


@bp.get("/manage/surveys/<slug>/import")
@only(*OFFICERS)
def bring_in(slug: str) -> ResponseReturnValue:
    """Choose a file."""
    return _page(survey_or_404(slug), None)


@bp.post("/manage/surveys/<slug>/import")
@only(*OFFICERS)
def bring_in_post(slug: str) -> ResponseReturnValue:
    """Try the file, or store what is in it; all of it or nothing."""
    with reading() as reader:  # on SQLite, nobody waits for us while we read
        survey = survey_or_404(slug, by=reader)
        try:
            tried, raw, ready = _try(reader, survey)
        except (tables.Unreadable, saved.NoSuchMapping) as error:
            tried, raw, ready = Tried(locale.said(error.args[0]), is_fault=True), {}, None
        except maps.BadMapping as error:
            tried, raw, ready = (
                Tried(_("The columns do not fit."), [*map(locale.said, error.faults)], is_fault=True),
                {},
                None,
            )
    if not tried.is_fault:
        _save(survey, raw)
    if ready is not None:
        tried = _store(survey, ready)
    return _page(survey, tried), UNPROCESSABLE if tried.is_fault else 200


@dataclass(frozen=True, slots=True)
class Ready:
    """Answers that only have to be written, of so many in the file, and their wave."""

    replies: Sequence[Reply]
    rows: int
    wave: str


def _try(reader: Session, survey: Survey) -> tuple[Tried, Mapping[str, Any], Ready | None]:
    with _uploaded() as path:
        waves = waves_begun(survey, by=reader)
        wave = next((each for each in waves if each.key == request.form.get("wave")), None)
        if wave is None:
            return Tried(_("Choose the wave that the answers belong to."), is_fault=True), {}, None
        asked, its = asked_in_wave(reader, slug=survey.slug, key=wave.key)
        header = tables.header(path)
        first = [row.cells for row in islice(tables.rows(path), guessing.LOOKED_AT)]
        guess = guessing.guess(asked.definition, header, first)
        name = request.form.get("mapping", "")
        base = saved.find(reader, survey=survey, name=name) if name else guess.mapping
        raw = columns.chosen(asked.definition, header, first, base)
        work = Import(
            path=path,
            checksum=tables.checksum(path),
            asked=asked,
            map=maps.column_map(raw, definition=asked.definition, header=header),
            channel=next((door for door in DOORS if door.value == request.form.get("channel")), Channel.IMPORT),
            stratum=Stratum.OPEN,
            earliest=its.opens_on,
            latest=min(clock.today(), its.closes_on or clock.today()),
        )
        rows = list(islice(incoming.read(work), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        said = _("The file has more than %(most)s rows. Use the command for it.", most=MOST_ROWS)
        return Tried(said, is_fault=True), {}, None
    good = [row for row in rows if isinstance(row, Entry)]
    tried = _outcome(rows, len(good), columns.fields(asked.definition, header, raw), ", ".join(guess.personal))
    if tried.is_fault or request.form.get("do") != "import":
        return tried, raw, None
    replies = incoming.make_ready(reader, good, work=work, secret=secret())
    return tried, raw, Ready(replies, len(good), wave.key)


def _outcome(
    rows: Sequence[Entry | list[Rejected]], good: int, fields: Sequence[FieldView], personal: str
) -> Tried:
    bad = [locale.said(fault.sentence) for row in rows if not isinstance(row, Entry) for fault in row]
    count = {"good": good, "bad": len(rows) - good}
    if request.form.get("do") != "import":
        return Tried(_("%(good)s rows fit, %(bad)s do not. Nothing is stored.", **count), bad, fields, personal)
    said = _("%(bad)s rows do not fit, so nothing is stored. Mend them, or their columns, first.", **count)
    return Tried(said, bad, fields, personal, is_fault=bool(bad) or not good)


def _store(survey: Survey, ready: Ready) -> Tried:
    stored = incoming.store_ready(session, ready.replies)
    known = ready.rows - stored
    on_record(
        "answers.imported",
        about=f"survey:{survey.slug}",
        facts={"stored": str(stored), "known": str(known), "wave": ready.wave},
    )
    return Tried(_("%(stored)s answers are stored, %(known)s were here already.", stored=stored, known=known))


@contextmanager
def _uploaded() -> Iterator[Path]:
    """The file that was sent, on disk for as long as it is read, readable by nobody else."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise tables.Unreadable(_("Choose a file."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"file{Path(sent.filename).suffix.lower()[:6]}"
        sent.save(path)
        try:
            yield path
        except tables.Unreadable as error:
            raise tables.Unreadable(_named(error.args[0], sent.filename)) from None


def _named(why: str, name: str) -> str:
    """A sentence about the file by the name that it has at home."""
    return say(why.words, **{**why.facts, "path": name}) if isinstance(why, Saying) else why


def _save(survey: Survey, raw: Mapping[str, Any]) -> None:
    name = request.form.get("save_as", "").strip()[:LONGEST_NAME]
    if name:
        saved.save(session, survey=survey, name=name, mapping=raw, today=clock.today())
        on_record("answers.mapping_saved", about=f"survey:{survey.slug}", facts={"name": name})


def _page(survey: Survey, tried: Tried | None) -> str:
    waves = tuple(Option(wave.key, wave.key) for wave in waves_begun(survey))
    names = [each.name for each in saved.of_survey(session, survey=survey)]
    form = request.form
    fields = {
        "file": FieldView("file", _("The file (.csv or .xlsx)"), _("It is not kept: choose it again each time.")),
        "wave": FieldView("wave", _("The wave"), value=form.get("wave", ""), options=waves),
        "channel": FieldView(
            "channel",
            _("How the answers came"),
            value=form.get("channel", Channel.IMPORT.value),
            options=tuple(Option(door.value, sentences.channel(door.value)) for door in DOORS),
        ),
        "mapping": FieldView(
            "mapping",
            _("What its columns mean"),
            value=form.get("mapping", ""),
            options=(Option("", _("Guess it from the file")), *(Option(name, name) for name in names)),
        ),
        "save_as": FieldView(
            "save_as",
            _("Save what the columns mean, under a name"),
            _("For the next file of the same kind. Leave it empty to save nothing."),
        ),
    }
    return render_template(
        "surveys/import.html",
        title=survey.title.in_(locale.current().code),
        slug=survey.slug,
        fields=fields,
        tried=tried,
        rejected=tried.rejected[:NAMED_AT_MOST] if tried else (),
        more=max(0, len(tried.rejected) - NAMED_AT_MOST) if tried else 0,
    )
