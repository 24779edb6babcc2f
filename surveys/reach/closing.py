"""When a wave closes, its links, its invitations and the seeds of its samples go; what is left are counts."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from surveys.reach.models import Invitation, Sample, UnusedLink

SAMPLES, INVITATIONS, LINKS = (
    model.metadata.tables[name]
    for model, name in (
        (Sample, "survey_samples"),
        (Invitation, "survey_invitations"),
        (UnusedLink, "survey_links"),
    )
)


def forget(session: Session, *, wave_ids: Sequence[int]) -> int:
    """Count how many links of these waves were used, and let all that leads to a family go; how many samples."""
    connection = session.connection()
    mine = select(SAMPLES.c.id).where(SAMPLES.c.wave_id.in_(wave_ids), SAMPLES.c.seed.is_not(None))
    unused = select(func.count()).where(LINKS.c.sample_id == SAMPLES.c.id).scalar_subquery()
    this = update(SAMPLES).where(SAMPLES.c.wave_id.in_(wave_ids), SAMPLES.c.seed.is_not(None))
    sample_ids = list(connection.execute(mine).scalars())
    connection.execute(this.values(used=SAMPLES.c.drawn - unused, seed=None))
    for table in (LINKS, INVITATIONS):
        connection.execute(delete(table).where(table.c.sample_id.in_(sample_ids)))
    return len(sample_ids)
