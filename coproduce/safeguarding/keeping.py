"""Which words the safeguarding lead still needs: they are kept although their writer or their time says otherwise.

Those of a concern that nobody has decided, and those that were referred, for as long as concerns are kept.
UK GDPR Art. 17(3)(b) and Data Protection Act 2018 Schedule 1 paragraph 18 (safeguarding of children).
"""

from sqlalchemy import ColumnElement, and_, exists

from coproduce.safeguarding.models import Concern, ConcernOutcome
from coproduce.voice.models import Comment

COMMENTS = Comment.metadata.tables["comments"]
CONCERNS = Concern.metadata.tables["concerns"]
CLEARED = (ConcernOutcome.ADVICE, ConcernOutcome.NO_ACTION)


def was_cleared() -> ColumnElement[bool]:
    """That the lead has decided this comment's concern and has not referred it."""
    return exists().where(CONCERNS.c.comment_id == COMMENTS.c.id, CONCERNS.c.outcome.in_(CLEARED))


def still_needed() -> ColumnElement[bool]:
    """That this comment has a concern which is not decided yet or was referred."""
    return and_(COMMENTS.c.concern, ~was_cleared())
