"""Who acts, and the sentences for what was done or refused."""

from flask_babel import format_decimal, gettext
from flask_login import current_user

from coproduce.accounts.models import Role
from coproduce.yousaid import errors
from coproduce.yousaid.forms import sentence
from coproduce.yousaid.models import Step
from coproduce.yousaid.track import By


def by() -> By:
    """Whoever is signed in."""
    title = current_user.title or role_name(current_user.role)
    return By(current_user.person_id, current_user.role, title, current_user.email)


def role_name(role: Role) -> str:
    """A role in words, for people who gave no title."""
    return {
        Role.FORUM: gettext("Parent Carer Forum"),
        Role.OFFICER: gettext("an officer"),
        Role.ADMIN: gettext("an administrator"),
        Role.SAFEGUARDING: gettext("the safeguarding lead"),
        Role.VIEWER: gettext("a board member"),
    }[role]


def refused(error: errors.Refused) -> list[str]:
    """Why a step was refused, and what to do."""
    if isinstance(error, errors.NotReady):
        return [sentence(fault) for fault in error.faults]
    if isinstance(error, errors.TooLong):
        return [gettext("Use %(most)s letters at most.", most=format_decimal(error.most))]
    return [
        {
            errors.ChangedMeanwhile: gettext(
                "Somebody changed this reply while you had it open. Nothing was done. Read it again first."
            ),
            errors.NotTheirs: gettext("Your role does not have this step."),
            errors.NotNow: gettext("This step is not possible any more. Read how the reply stands now."),
            errors.OfficerFirst: gettext("An officer signs first. The Forum then answers to a text that stands."),
            errors.SamePersonTwice: gettext("You did the first part. Two people must do this."),
            errors.OtherBody: gettext(
                "Somebody of the other body reads these words: the Forum for an officer, an officer for the Forum."
            ),
            errors.QuotesWait: gettext("A family’s words in it wait for their second reader."),
            errors.NotBothSigned: gettext("A signature is missing. Nobody publishes alone."),
            errors.NoWords: gettext("Write some words first."),
        }[type(error)]
    ]


def done(step: str | None) -> str:
    """What was just done, in a sentence; nothing for a step that is not one."""
    sentences: dict[str, str] = {
        Step.WRITTEN: gettext("The draft is saved. An officer signs it next."),
        Step.CHANGED: gettext("The changes are saved."),
        Step.SIGNATURES_TAKEN_BACK: gettext(
            "The changes are saved. The signatures were taken back, because the text is not the one that was "
            "signed. Both must sign again."
        ),
        Step.SIGNED: gettext("You signed. The Parent Carer Forum reads it next."),
        Step.CO_SIGNED: gettext("You signed for the Forum."),
        Step.NOTED: gettext("The Forum’s note stands beside the reply."),
        Step.PUBLISHED: gettext("The reply is public now."),
        Step.WITHDRAWN: gettext("The reply is withdrawn."),
        "quote-read": gettext("Your reading of these words is kept."),
        "quote-withdrawn": gettext("These words are gone from every page."),
    }
    return sentences.get(step or "", "")


def story_line(step: Step) -> str:
    """A line of a reply's story."""
    return {
        Step.WRITTEN: gettext("Written"),
        Step.CHANGED: gettext("Changed"),
        Step.SIGNATURES_TAKEN_BACK: gettext("Changed, and the signatures taken back"),
        Step.SIGNED: gettext("Signed by an officer"),
        Step.CO_SIGNED: gettext("Signed for the Forum"),
        Step.NOTED: gettext("The Forum’s note added"),
        Step.PUBLISHED: gettext("Published"),
        Step.WITHDRAWN: gettext("Withdrawn"),
        Step.QUOTE_ERASED: gettext("A quotation gone, because its writer took the words back"),
    }[step]


def in_the_audit() -> dict[str, str]:
    """What the audit calls each step of a reply."""
    return {
        "replies.written": gettext("A reply was written."),
        "replies.changed": gettext("A reply was changed."),
        "replies.signatures_taken_back": gettext("A signed reply was changed, which took its signatures back."),
        "replies.signed": gettext("An officer signed a reply."),
        "replies.co_signed": gettext("The Forum signed a reply."),
        "replies.noted": gettext("The Forum put its note beside a reply."),
        "replies.published": gettext("A reply was made public."),
        "replies.withdrawn": gettext("A reply was withdrawn."),
        "comments.left_out": gettext("A comment was left out of publication."),
        "comments.put_back": gettext("A comment that was left out may be published again."),
        "quote.accepted": gettext("A second reader let a family’s words stand in a reply."),
        "quote.refused": gettext("A second reader left a family’s words out of a reply."),
        "quote.withdrawn": gettext("A family’s words were taken out of a reply."),
    }


def corrected() -> str:
    """That a correction is kept."""
    return gettext("Your correction is kept. It goes before what the machine found.")
