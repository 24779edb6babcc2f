"""What a new run changes: labels, and the counts of states and themes, against the current run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, true
from sqlmodel import Session

from coproduce.voice.models import AnalysisRun, CommentTheme, Reading, State

RUNS = AnalysisRun.metadata.tables["analysis_runs"]
READINGS = Reading.metadata.tables["readings"]
THEMES = CommentTheme.metadata.tables["comment_themes"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A count in the current run and in the new one."""

    before: int
    after: int

    @property
    def by(self) -> int:
        """How far it moved."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """The current run (`before`) against a new one (`after`), over the comments that both have read.

    `labels` counts the comments that moved from one state to another; `states` and `themes` hold each count in
    both runs, by state and by the theme's code.
    """

    before: str
    after: str
    compared: int
    labels: Mapping[tuple[State, State], int]
    states: Mapping[State, Moved]
    themes: Mapping[str, Moved]

    @property
    def is_current(self) -> bool:
        """Whether the new run is the current one already."""
        return self.before == self.after

    @property
    def labels_changed(self) -> int:
        """How many comments have another state."""
        return sum(self.labels.values())

    def stored(self) -> dict[str, Any]:
        """As JSON, to be kept with the run."""
        return {
            "before": self.before,
            "after": self.after,
            "compared": self.compared,
            "labels": {f"{old.value}>{new.value}": count for (old, new), count in self.labels.items()},
            "states": {state.value: [moved.before, moved.after] for state, moved in self.states.items()},
            "themes": {code: [moved.before, moved.after] for code, moved in self.themes.items()},
        }


def compare(session: Session, *, version: str) -> Difference:
    """This version's run against the current one, counted by the database."""
    current = session.execute(select(RUNS.c.id, RUNS.c.version).where(RUNS.c.current == true())).one()
    new_id = session.execute(select(RUNS.c.id).where(RUNS.c.version == version)).scalar_one()
    pairs = _pairs(session, current.id, new_id)
    return Difference(
        before=current.version,
        after=version,
        compared=sum(pairs.values()),
        labels={pair: count for pair, count in pairs.items() if pair[0] is not pair[1]},
        states={state: _of_state(pairs, state) for state in State},
        themes=_themes(session, current.id, new_id),
    )


def _pairs(session: Session, old_id: int, new_id: int) -> dict[tuple[State, State], int]:
    old, new = READINGS.alias(), READINGS.alias()
    both = old.join(new, old.c.comment_id == new.c.comment_id)
    counted = (
        select(old.c.state, new.c.state, func.count())
        .select_from(both)
        .where(old.c.run_id == old_id, new.c.run_id == new_id)
        .group_by(old.c.state, new.c.state)
        .order_by(old.c.state, new.c.state)
    )
    return {(before, after): count for before, after, count in session.execute(counted)}


def _of_state(pairs: Mapping[tuple[State, State], int], state: State) -> Moved:
    return Moved(
        before=sum(count for (before, _), count in pairs.items() if before is state),
        after=sum(count for (_, after), count in pairs.items() if after is state),
    )


def _themes(session: Session, old_id: int, new_id: int) -> dict[str, Moved]:
    before, after = (_theme_counts(session, run, other) for run, other in ((old_id, new_id), (new_id, old_id)))
    return {code: Moved(before.get(code, 0), after.get(code, 0)) for code in sorted(before | after)}


def _theme_counts(session: Session, run_id: int, other_id: int) -> dict[str, int]:
    in_both = select(READINGS.c.comment_id).where(READINGS.c.run_id == other_id)
    counted = (
        select(THEMES.c.theme, func.count().label("comments"))
        .where(THEMES.c.run_id == run_id, THEMES.c.comment_id.in_(in_both))
        .group_by(THEMES.c.theme)
    )
    return {row.theme: row.comments for row in session.execute(counted)}
