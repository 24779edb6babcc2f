"""Fill an empty database with the Dudley plan, invented families and what came of their words."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

from sqlmodel import Session, select

from coproduce.accounts.models import Person, Role
from coproduce.accounts.sign_in import add_person
from coproduce.core.contact import Contact
from coproduce.core.facts import mark_as_sample_data
from coproduce.demo import families, replies, young
from coproduce.insight import margin_sets
from coproduce.insight.margins import Margins
from coproduce.plan import finding, importing, keeping, reading
from coproduce.plan.models import Plan, Progress
from coproduce.safeguarding import reads
from coproduce.voice.models import Comment
from coproduce.yousaid.track import By
from surveys import design, running
from surveys.definition import shipped
from surveys.models import Channel, Stratum, SurveyVersion, Wave
from surveys.parse import parse
from surveys.reach import lists
from surveys.reach.reading import Entry
from surveys.respond import Origin, respond
from surveys.running import Asked

PULSE = "parent-pulse"
TITLES: Mapping[Role, str] = {
    Role.ADMIN: "Administrator",
    Role.OFFICER: "Head of SEND",
    Role.FORUM: "Parent Carer Forum",
    Role.SAFEGUARDING: "Safeguarding lead",
    Role.VIEWER: "Board member",
}
MARGINS = {
    "provision": {"ehcp": 0.27, "sen_support": 0.63, "waiting": 0.07, "none": 0.03},
    "age_band": {"0-4": 0.08, "5-10": 0.44, "11-15": 0.33, "16-25": 0.15},
}
PROGRESS = (
    ("1.3c", Progress.UNDER_WAY, "The Partnership Group meets every six weeks. Minutes go to all seven boards."),
    ("3.1a", Progress.DONE, "The guidance was written with twelve parents and is on the Local Offer."),
    (
        "3.1c",
        Progress.UNDER_WAY,
        "Named officers are in place. 9 in 10 messages are answered in five working days.",
    ),
    ("4.3-asd-delays", Progress.UNDER_WAY, "A second assessment team has started."),
    ("4.4a", Progress.DONE, "The new search is live. It was tested with ten parents."),
    ("4.3-post19", Progress.STUCK, "The review waits for the college's figures."),
    ("5.1a", Progress.UNDER_WAY, "The parents' confidence measure runs every month."),
    ("5.3a", Progress.NOT_STARTED, "The Charter group meets for the first time next term."),
)


BY_EMAIL, BY_LETTER = 240, 40
"""How many invented families are on the sample list."""

READ_WITHIN = 7
"""Days after which every comment was read."""


class NotEmpty(RuntimeError):
    """The database holds something already, and sample data must never be mixed with it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made, for the summary."""

    plan: str
    answers: int
    comments: int
    replies: int
    people: tuple[str, ...]
    young: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """What the sample sign-ins and receipts are made with."""

    password: str
    secret: str
    cheap_passwords: bool


def is_empty(session: Session) -> bool:
    """Whether nobody has used the database yet."""
    return session.exec(select(Plan)).first() is None and session.exec(select(Person)).first() is None


def fill(session: Session, *, count: int, keys: Keys, now: datetime, today: date) -> Filled:
    """Everything, with `count` families in each of twelve monthly waves. Raises NotEmpty."""
    if not is_empty(session):
        raise NotEmpty("The database holds data already. Sample data goes into an empty database only.")
    mark_as_sample_data(session)
    people = {role: _person(session, role, keys, now) for role in TITLES}
    summary = _plans(session, today)
    answers, comments = _pulse(session, count, keys, today)
    heard = young.ask(session, count=count, secret=keys.secret, today=today)
    _read(session, today)
    _list(session, keys, today)
    margins = Margins(MARGINS)
    source = "Invented margins for sample data (real ones come from the School Census and SEN2)"
    margin_sets.load(session, margins=margins, source=source, dated=date(today.year, 1, 16), today=today)
    told = replies.tell(session, officer=people[Role.OFFICER], forum=people[Role.FORUM], now=now, today=today)
    return Filled(summary, answers, comments, told, tuple(f"{role.value}@example.org" for role in TITLES), heard)


def _person(session: Session, role: Role, keys: Keys, now: datetime) -> By:
    person = add_person(
        session,
        email=f"{role.value}@example.org",
        role=role,
        title=TITLES[role],
        password=keys.password,
        now=now,
        cheap=keys.cheap_passwords,
    )
    return By(person.id or 0, role, person.title)


def _plans(session: Session, today: date) -> str:
    """The statement of 2019 as history, and the plan that carries it on, with some progress."""
    text = (files("coproduce.plan") / "data" / "dudley-2019.toml").read_text("utf-8")
    importing.import_plan(session, draft=reading.read("plan.toml", text.encode()), today=today)
    carried_on = text.replace('title = "SEND Written Statement of Action"', 'title = "SEND improvement plan"')
    carried_on = carried_on.replace('kind = "WSOA"', 'kind = "local"')
    current = importing.import_plan(session, draft=reading.read("plan.toml", carried_on.encode()), today=today)
    for place, (code, progress, words) in enumerate(PROGRESS):
        action = finding.find_action(session, code=code)
        keeping.add_note(
            session,
            action_id=action.id or 0,
            version=action.version,
            noted_on=today - timedelta(days=9 + 6 * place),
            progress=progress,
            text=words,
            by_role=TITLES[Role.OFFICER],
            today=today,
        )
    return current.summary


def _pulse(session: Session, count: int, keys: Keys, today: date) -> tuple[int, int]:
    version, _ = design.publish(session, raw=shipped(PULSE), today=today)
    answers = comments = 0
    for place, first in enumerate(_months(today, len(families.LEVELS))):
        last = first.replace(day=monthrange(first.year, first.month)[1])
        survey = design.find(session, slug=PULSE)
        key = f"{first:%Y-%m}"
        wave = design.open_wave(session, survey=survey, key=key, opens_on=first, closes_on=last)
        if last < today:  # its results are out
            wave.closed_on = wave.published_on = last + timedelta(days=1)
        asked = _asked(version, wave)
        # The month that runs is half over, and so are its answers.
        for number, family in enumerate(families.families(wave=place, count=count)):
            day = first.replace(day=family.day_of_month)
            if day > today:
                continue
            origin = Origin(
                language=family.language,
                channel=Channel.INVITED if family.invited else Channel.OPEN,
                stratum=Stratum.SAMPLE if family.invited else Stratum.OPEN,
                day=day,
            )
            nonce = f"sample-{key}-{number}"
            respond(session, asked=asked, sheet=family.sheet, origin=origin, nonce=nonce, secret=keys.secret)
            answers += 1
            comments += bool(family.sheet.words)
    return answers, comments


def _list(session: Session, keys: Keys, today: date) -> None:
    """Invented families who can be sent links: most by e-mail, some by letter, a quarter of them in Urdu."""
    by_email = [Contact(email=f"family-{number:03}@example.org") for number in range(1, BY_EMAIL + 1)]
    by_letter = [
        Contact(post=f"The family at\n{number} High Street\nDY1 1AA") for number in range(1, BY_LETTER + 1)
    ]
    entries = [
        Entry(contact, "ur" if place % 4 == 0 else "en") for place, contact in enumerate((*by_email, *by_letter))
    ]
    lists.keep(
        session,
        lists.Checked(tuple(entries), (), 0, 0),
        name="Families with an EHC plan",
        body="the council’s SEND team",
        by="officer@example.org",
        today=today,
        secret=keys.secret,
    )


def _read(session: Session, today: date) -> None:
    """Somebody has read what is older than a week, so that what a sample sign-in finds unread can be read."""
    older = session.exec(select(Comment.id).where(Comment.said_on < today - timedelta(days=READ_WITHIN))).all()
    reads.mark(session, comment_ids=older, by=f"{Role.OFFICER.value}@example.org", today=today)


def _asked(version: SurveyVersion, wave: Wave) -> Asked:
    return running.Asked(
        survey_id=version.survey_id,
        version_id=version.id or 0,
        number=version.number,
        wave_id=wave.id or 0,
        wave=wave.key,
        closes_on=wave.closes_on,
        definition=parse(version.definition),
        digest=version.digest,
    )


def _months(today: date, count: int) -> list[date]:
    """The first days of so many months, the one of today last."""
    this = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(this - count + 1, this + 1)]
