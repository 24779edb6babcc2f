"""A draft as the database keeps it: sealed with a key that only its words make, and nothing beside it in plain."""

from datetime import date

from sqlmodel import Field

from coproduce.core.db import Model

NO_ORDER = {"sqlite_with_rowid": False}


class Draft(Model, table=True):
    """Answers that are not sent yet, found by a mark of the draft's words.

    `sealed` opens with a key made from the words. `answer` is the mark that its answer will have, sealed with
    the application's key, so that the job knows which drafts were sent. `is_settled`: the job has written the
    row anew, among others, since somebody changed it.
    """

    __tablename__ = "survey_drafts"
    __table_args__ = (NO_ORDER,)

    find_mark: str = Field(primary_key=True, max_length=64)
    sealed: str
    answer: str
    expires_on: date = Field(index=True)
    is_settled: bool = False
