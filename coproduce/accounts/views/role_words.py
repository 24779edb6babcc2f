"""What each role is called, and what it may do, for those who give roles."""

from flask_babel import lazy_gettext as _

from coproduce.accounts.models import Role

NAMES = {
    Role.VIEWER: _("Board member or inspector"),
    Role.FORUM: _("Parent Carer Forum"),
    Role.OFFICER: _("Officer"),
    Role.SAFEGUARDING: _("Safeguarding lead"),
    Role.ADMIN: _("Administrator"),
}

MAY = {
    Role.VIEWER: _("Looks at the plan, the replies and the numbers, and changes nothing."),
    Role.FORUM: _("Reads comments without names, and co-signs replies or adds the Forum’s note."),
    Role.OFFICER: _("Reads comments without names, writes and signs replies, keeps the plan up to date."),
    Role.SAFEGUARDING: _("Reads flagged comments in the family’s own words, and decides."),
    Role.ADMIN: _("Looks after people, the plan and this site. Reads no comments."),
}
