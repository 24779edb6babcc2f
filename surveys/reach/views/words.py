"""What pages and commands about lists say."""

from contextlib import AbstractContextManager

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from surveys.reach.reading import MOST_ROWS, Why


def in_english() -> AbstractContextManager[None]:
    """For commands, which speak English and have no reader's language to ask for."""
    return force_locale("en_GB")


def why(found: Why) -> str:
    """Why a row of a list is not taken, and what to do."""
    sentences = {
        Why.NOTHING: lambda: _("It has no email address, no mobile number and no postal address."),
        Why.EMAIL: lambda: _("Its email address is not whole, or has signs that no address has."),
        Why.MOBILE: lambda: _("Its number is no mobile number. Landlines get no text messages."),
        Why.ADDRESS: lambda: _("Its postal address needs 2 to 7 lines of 70 letters at most."),
        Why.NAMED: lambda: _("Its address begins with a person’s name. Write “The family at” instead."),
        Why.LANGUAGE: lambda: _("It names a language that we do not write in. Use en or ur, or leave it empty."),
        Why.BODY: lambda: _("What holds the address is longer than 80 letters."),
        Why.RAGGED: lambda: _("It has more cells than the list has columns."),
        Why.TOO_MANY: lambda: _("A list has %(most)s rows at most. Split it in two.", most=MOST_ROWS),
    }
    return str(sentences[found]())


def found(*, taken: int, rejected: int, merged: int, stopped: int) -> list[str]:
    """What a file holds, in sentences."""
    said = [
        ngettext("%(num)s family can be asked.", "%(num)s families can be asked.", taken),
        ngettext("%(num)s row cannot be taken.", "%(num)s rows cannot be taken.", rejected),
    ]
    if merged:
        said.append(
            ngettext(
                "%(num)s row names a family that another row names too.",
                "%(num)s rows name a family that another row names too.",
                merged,
            )
        )
    if stopped:
        said.append(
            ngettext(
                "%(num)s family wants no more invitations, and is left out for good.",
                "%(num)s families want no more invitations, and are left out for good.",
                stopped,
            )
        )
    return [str(sentence) for sentence in said]


def done(what: str) -> str:
    """What was just done, for the page that follows; nothing for what we do not know."""
    sentences = {
        "kept": lambda: _("The list is kept. Its addresses are sealed."),
        "deleted": lambda: _("The list is deleted, with its addresses."),
        "stopped": lambda: _("This family is not asked again."),
        "asked": lambda: _("The families are drawn, and their messages are on their way."),
        "days": lambda: _("The days are kept."),
        "closed": lambda: _("The wave takes no answers any more, and its links are gone."),
        "series": lambda: _("The survey now repeats by itself."),
        "ended": lambda: _("The survey makes no more waves by itself. Those that are there stay."),
    }
    return str(sentences[what]()) if what in sentences else ""


def unknown_columns(names: tuple[str, ...]) -> str:
    """A file has more columns than a list takes."""
    listed = ", ".join(f"“{name}”" for name in names)
    return str(
        _(
            "The file has columns that a list does not take: %(names)s. Take them out. A list takes: email, "
            "mobile, address line 1 to 6, postcode, language, body. It takes no names.",
            names=listed,
        )
    )


def unreadable() -> str:
    """A file is no table, or is damaged."""
    return str(
        _(
            "This file cannot be read as a list. Save it as “CSV UTF-8” or as .xlsx, with the names of the "
            "columns in the first row, and choose it again."
        )
    )
