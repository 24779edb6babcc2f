"""How a sample would turn out, and its message as families will read it, before anybody is asked."""

from collections.abc import Collection

from flask import render_template
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlmodel import Session

from coproduce.core.contact import Channel
from coproduce.core.languages import BY_CODE
from surveys.models import Survey
from surveys.reach import lists
from surveys.reach.sampling import Foreseen, Wish


def in_words(foreseen: Foreseen, wish: Wish) -> list[str]:
    """How a sample would turn out, in sentences."""
    drawn, ways = foreseen.drawn, foreseen.channels
    said = [
        ngettext(
            "%(num)s family would be asked, drawn by chance.",
            "%(num)s families would be asked, drawn by chance.",
            len(drawn.chosen),
        ),
        ngettext("%(num)s family is on the list.", "%(num)s families are on the list.", drawn.listed),
        ngettext(
            "%(num)s was asked twice in the last year, or has a link already, and is left out.",
            "%(num)s were asked twice in the last year, or have a link already, and are left out.",
            drawn.held,
        ),
        ngettext(
            "%(num)s wants no more invitations, and is left out.",
            "%(num)s want no more invitations, and are left out.",
            drawn.stopped,
        ),
        _(
            "By email: %(email)s. By text message: %(sms)s. By letter: %(letter)s.",
            email=ways.get(Channel.EMAIL, 0),
            sms=ways.get(Channel.SMS, 0),
            letter=ways.get(Channel.LETTER, 0),
        ),
    ]
    if len(drawn.chosen) < wish.wanted:
        said.append(_("That is fewer than you wanted: no more may be asked."))
    return [str(sentence) for sentence in said]


def without_words(foreseen: Foreseen, languages: Collection[str]) -> list[str]:
    """Who reads a language that the survey is not in, in sentences; `languages` are those it is in."""
    return [
        ngettext(
            "%(num)s family reads %(language)s. The survey is not in it: they would see it in English.",
            "%(num)s families read %(language)s. The survey is not in it: they would see it in English.",
            count,
            language=BY_CODE[code].own_name,
        )
        for code, count in sorted(foreseen.languages.items())
        if code not in languages
    ]


def messages(session: Session, survey: Survey, wish: Wish, foreseen: Foreseen) -> list[dict[str, str]]:
    """The message as families will read it, in each language of the sample; the link in it is an example."""
    body = lists.find(session, list_id=wish.list_id).body
    shown = []
    for code in sorted(foreseen.languages):
        spoken = BY_CODE[code]
        facts = {
            "slug": survey.slug,
            "invitation": "00000000-0000-4000-8000-000000000000",
            "title": survey.title.in_(code),
            "body": body,
            "closes": wish.wave.closes_on.isoformat() if wish.wave.closes_on else "",
            "language": spoken,
        }
        with force_locale(spoken.tag.replace("-", "_")):
            text = render_template("messages/surveys/invite.txt", **facts)
            subject = render_template("messages/surveys/invite.subject.txt", **facts)
        shown.append(
            {
                "name": spoken.own_name,
                "tag": spoken.tag,
                "direction": spoken.direction,
                "subject": subject.strip(),
                "text": text.strip(),
                "families": ngettext("%(num)s family", "%(num)s families", foreseen.languages[code]),
            }
        )
    return shown
