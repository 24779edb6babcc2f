"""Facts about this installation that belong to its data: whether it holds sample data, for one."""

from sqlmodel import Field, Session

from coproduce.core.db import Model

SAMPLE_DATA = "sample_data"


class Fact(Model, table=True):
    """A fact by its name."""

    __tablename__ = "facts"

    name: str = Field(primary_key=True, max_length=60)
    value: str = Field(max_length=200)


def is_sample_data(session: Session) -> bool:
    """Whether the database was filled with invented families."""
    return session.get(Fact, SAMPLE_DATA) is not None


def mark_as_sample_data(session: Session) -> None:
    """Say, from now on and on every page, that these are invented families."""
    if not is_sample_data(session):
        session.add(Fact(name=SAMPLE_DATA, value="yes"))
        session.flush()
