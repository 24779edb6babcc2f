"""The margins in use: loaded as a set with its source and date, so that a weight can be traced."""

from datetime import date

from sqlmodel import Session, col, select

from coproduce.insight.margins import Margins
from coproduce.insight.models import Margin, MarginSet


def load(session: Session, *, margins: Margins, source: str, dated: date, today: date) -> MarginSet:
    """Keep these margins as the ones in use. Earlier sets stay."""
    kept = MarginSet(source=source, dated=dated, loaded_on=today)
    session.add(kept)
    session.flush()
    assert kept.id is not None  # noqa: S101 # nosec B101 # flushed
    session.add_all(
        Margin(set_id=kept.id, variable=variable, category=category, share=share)
        for variable, shares in margins.shares.items()
        for category, share in shares.items()
    )
    session.flush()
    return kept


def in_use(session: Session) -> Margins | None:
    """The newest set, or None where none was loaded: answers then stay unweighted."""
    newest = session.exec(select(MarginSet).order_by(col(MarginSet.id).desc()).limit(1)).first()
    if newest is None:
        return None
    shares: dict[str, dict[str, float]] = {}
    for margin in session.exec(select(Margin).where(Margin.set_id == newest.id).order_by(col(Margin.id))):
        shares.setdefault(margin.variable, {})[margin.category] = margin.share
    return Margins(shares, source=newest.source, dated=newest.dated)
