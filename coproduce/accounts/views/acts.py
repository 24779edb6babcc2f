"""What was done about people, as the audit's pages say it."""

from collections.abc import Mapping

from flask_babel import gettext


def in_words() -> Mapping[str, str]:
    """The codes of our audit entries in words."""
    return {
        "sign-in.started": gettext("Somebody signed in."),
        "sign-in.refused": gettext("Too many wrong passwords or codes were tried."),
        "second-step.set": gettext("Somebody set up their second step."),
        "second-step.removed": gettext("Somebody’s second step was taken away."),
        "recovery-codes.made": gettext("Somebody was given new recovery codes."),
        "password.changed": gettext("Somebody changed their password."),
        "sign-in.ended": gettext("Somebody was signed out."),
        "people.added": gettext("Somebody was added who may sign in."),
        "people.password_given": gettext("Somebody was given a new password on the server."),
        "people.role_changed": gettext("Somebody was given another role."),
        "people.title_changed": gettext("Somebody was given another public title."),
        "people.deactivated": gettext("Somebody’s sign-in was taken away."),
        "people.reactivated": gettext("Somebody was let in again."),
        "people.invited": gettext("Somebody was invited to sign in."),
        "people.invited_again": gettext("An invitation was sent again with a new link."),
        "people.invitation_withdrawn": gettext("An invitation was taken back."),
        "people.invitation_accepted": gettext("Somebody took up their invitation."),
        "people.reset_link_sent": gettext("Somebody asked for a new password and was sent a link."),
        "people.password_reset": gettext("Somebody set a new password with a link."),
        "people.look_link_made": gettext("A link for inspectors was made."),
        "people.look_link_withdrawn": gettext("A link for inspectors was taken back."),
        "people.provider_joined": gettext("Somebody signed in with their work account for the first time."),
        "people.provider_parted": gettext("Somebody’s work account was forgotten."),
    }
