"""What is printed: the poster of the open link, and letters with a link each, on A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.web.pdf import A4_WIDTH, MARGIN, Document
from surveys.reach.letters import Letter

POSTER_CODE, LETTER_CODE = 105.0, 45.0
WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH = 20.0, 47.0, 85.0
"""Where the window of a DL envelope shows the address, from the paper's left edge and top."""
BELOW_THE_FOLD = 105.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a poster or a letter tells of a survey, in one language."""

    language: str
    title: str
    purpose: str
    minutes: int
    closes_on: date | None
    area: str


def poster(shown: Shown, *, url: str, query: str = "", now: datetime) -> bytes:
    """A poster that leads to the open link: the title large, a code to point a phone at, the address to type."""
    with force_locale(BY_CODE[shown.language].tag.replace("-", "_")):
        made = Document(language=shown.language, title=shown.title, made_at=now)
        made.add_page()
        made.space(6)
        made.text(shown.title, size=34, bold=True, centred=True)
        made.space(4)
        made.text(shown.purpose, size=16, centred=True)
        made.space(4)
        made.qr(url + query, (A4_WIDTH - POSTER_CODE) / 2, made.y, POSTER_CODE)
        made.link((A4_WIDTH - POSTER_CODE) / 2, made.y, POSTER_CODE, POSTER_CODE, url=url + query)
        made.space(POSTER_CODE + 2)
        made.text(_("Point the camera of a phone at the square, or type:"), size=14, centred=True)
        made.space(2)
        made.text(url.split("://", 1)[-1], size=20, bold=True, centred=True)
        made.space(6)
        made.line(MARGIN, made.y, made.width)
        made.space(5)
        for sentence in _promises(shown):
            made.text(sentence, size=14, centred=True)
            made.space(1)
        made.space(4)
        made.text(
            _(
                "Families, the council and the NHS in %(area)s, working together for children with special "
                "educational needs and disabilities.",
                area=shown.area,
            ),
            size=11,
            centred=True,
        )
        return made.finished()


def letters(shown: Shown, written: Sequence[Letter], *, now: datetime) -> bytes:
    """A page a family, with the address where the window of an envelope shows it."""
    with force_locale(BY_CODE[shown.language].tag.replace("-", "_")):
        made = Document(language=shown.language, title=shown.title, made_at=now)
        for letter in written:
            made.add_page()
            _write(made, shown, letter)
        return made.finished()


def _write(made: Document, shown: Shown, letter: Letter) -> None:
    made.address(letter.lines, left=WINDOW_LEFT, top=WINDOW_TOP, width=WINDOW_WIDTH)
    made.y = BELOW_THE_FOLD
    made.text(shown.title, size=20, bold=True)
    made.space(3)
    sentences = (
        _(
            "You were picked by chance from families in %(area)s whose children have special educational needs or "
            "disabilities. We ask you to answer a few questions.",
            area=shown.area,
        ),
        _("The link works once. It is for you alone."),
        _(
            "You do not give your name. Your answers are kept apart from this link and from your address. Only if "
            "your words mean that someone may not be safe can two people together find out to whom the link was "
            "sent."
        ),
        _("No family is asked more than twice a year."),
        *([_closes(shown.closes_on)] if shown.closes_on else []),
    )
    for sentence in sentences:
        made.text(sentence)
        made.space(2)
    made.space(3)
    made.qr(letter.link, MARGIN, made.y, LETTER_CODE)
    made.space(6)
    beside = MARGIN + LETTER_CODE + 4
    made.text(_("Point the camera of a phone at the square, or type:"), size=11, x=beside)
    made.space(2)
    address, token = letter.typed.rsplit("/", 1)
    made.text(f"{address}/", size=11, bold=True, x=beside)
    made.text(token, size=11, bold=True, x=beside)
    made.space(3)
    made.text(_("Behind the link you can also say that you do not want to be asked again."), size=11, x=beside)


def _promises(shown: Shown) -> Sequence[str]:
    found = [
        ngettext("It takes about a minute.", "It takes about %(num)s minutes.", shown.minutes),
        _("You do not give your name. Nobody can tell that the answers are yours."),
    ]
    return [*found, _closes(shown.closes_on)] if shown.closes_on else found


def _closes(day: date) -> str:
    return str(_("You can answer until %(day)s.", day=format_date(day, "EEEE d MMMM y")))
