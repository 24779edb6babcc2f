"""What accounts bring to the application."""

from flask_babel import gettext

from coproduce.accounts import commands
from coproduce.accounts.views import (
    account,
    forgotten,
    invited,
    inviting,
    look,
    look_links,
    own_password,
    own_second_step,
    people,
    second_step,
    sign_in,
    through_provider,
    trial_notice,
    who_to_ask,
)
from coproduce.accounts.views.acts import in_words
from coproduce.accounts.views.behind import JOBS, MESSAGES, RETENTION
from coproduce.web.feature import Feature, MenuEntry, Panel

FEATURE = Feature(
    "accounts",
    blueprints=(
        sign_in.bp,
        second_step.bp,
        account.bp,
        own_password.bp,
        own_second_step.bp,
        people.bp,
        inviting.bp,
        invited.bp,
        forgotten.bp,
        through_provider.bp,
        look_links.bp,
        look.bp,
    ),
    commands=(commands.people, commands.access_command),
    jobs=JOBS,
    messages=MESSAGES,
    retention=RETENTION,
    acts=in_words,
    menu=(MenuEntry("people.everybody", lambda: gettext("People"), place=80, manage=True),),
    panels=(
        Panel("errors.403", who_to_ask.administrators),
        Panel("manage.home", trial_notice.on_today),
    ),
)
