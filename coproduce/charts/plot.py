"""Where values and waves lie in the picture of a line."""

from dataclasses import dataclass

from markupsafe import Markup

from coproduce.charts.svg import RTL, WIDE, Size, line


@dataclass(frozen=True, slots=True)
class Plot:
    """The values from `low` to `high`, and the waves in order; time runs as the language reads.

    `headroom` is kept above for notes. Lengths are in the picture's own units, from its upper left.
    """

    size: Size
    direction: str
    low: float
    high: float
    waves: int
    headroom: float

    @property
    def side(self) -> float:
        """The room at the line's end for its words."""
        return 160 if self.size is WIDE else 124

    @property
    def start(self) -> float:
        """Where the line's room begins, after the numbers of the axis."""
        return 3 * self.size.text * 0.7

    @property
    def end(self) -> float:
        """Where it ends, before the words."""
        return self.size.width - self.side

    @property
    def top(self) -> float:
        """The highest value's height."""
        return self.size.text * 0.8 + self.headroom

    @property
    def bottom(self) -> float:
        """The lowest value's height."""
        return self.size.height - 2 * self.size.text

    @property
    def step(self) -> float:
        """From one wave to the next."""
        return (self.end - self.start - self.size.text) / max(1, self.waves - 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def x(self, place: int) -> float:
        """The place of a wave, counted from 0."""
        return self.mirrored(self.end - self.size.text / 2 - (self.waves - 1 - place) * self.step)

    def mirrored(self, x: float) -> float:
        """A place counted from where the language starts to read."""
        return self.size.width - x if self.direction == RTL else x

    def across(self, y: float, *, dash: str | None = None) -> Markup:
        """A line through the plot at this height."""
        return line(self.mirrored(self.start), y, self.mirrored(self.end), y, dash=dash)
