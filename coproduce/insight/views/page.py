"""The confidence page as finished values."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.core.points import PublishedPoint
from coproduce.core.privacy import PUBLIC, publish
from coproduce.insight import publishing
from coproduce.insight.influence import NO, NOT_SURE, YES
from coproduce.insight.picture import Picture, WavePicture
from coproduce.insight.views import drawing, sentences
from coproduce.insight.views.drawing import Figure
from surveys.models import Stratum


@dataclass(frozen=True, slots=True)
class ConfidencePage:
    """What the page shows, top to bottom."""

    finding: str
    resting: str
    change: str
    stands_out: str
    cautions: Sequence[str]
    over_time: Figure | None
    too_short: bool
    confident: str
    bands: str
    unweighted: str
    words: Figure | None
    words_note: str
    influence: str
    influence_figure: Figure | None
    beside: Sequence[str]
    is_sample: bool
    margins: str


def confidence_page(picture: Picture) -> ConfidencePage:
    """The page of a picture."""
    newest = picture.newest
    point = publishing.headline(newest.measure) if newest else None
    finding = sentences.finding(point)
    latest = newest or (picture.waves[-1] if picture.waves else None)
    return ConfidencePage(
        finding=finding,
        resting=sentences.resting(newest, point) if newest and point else "",
        change=sentences.changed(newest.change) if newest else "",
        cautions=[sentences.caution(reason) for reason in latest.measure.why] if latest else [],
        stands_out=sentences.stands_out(drawing.fired(picture).get(newest.wave, ())) if newest else "",
        over_time=drawing.over_time(picture, caption=finding) if picture.waves else None,
        too_short=picture.trend is not None and picture.trend.limits.baseline < ENOUGH_POINTS,
        confident=_confident(newest) if newest else "",
        bands=sentences.bands(publishing.shares(newest.measure.bands)) if newest else "",
        unweighted=_unweighted(newest) if newest else "",
        words=_words(picture),
        words_note=_words_note(picture),
        influence=sentences.influenced(_influence(latest).get(YES)) if latest else "",
        influence_figure=_influence_figure(latest) if latest else None,
        beside=[_beside(wave) for wave in picture.beside[-1:]],
        is_sample=picture.stratum is Stratum.SAMPLE,
        margins=_margins(picture),
    )


ENOUGH_POINTS = 12
TONES = {YES: "positive", NO: "negative", NOT_SURE: "neutral"}
"""Which pattern of a bar of shares stands for which answer; its words say the same."""


def _confident(wave: WavePicture) -> str:
    share = wave.measure.share_confident
    point = publishing.shares([share]).get(share.code) if share else None
    if point is None or point.value is None:
        return ""
    return _(
        "Of about %(n)s families, %(percent)s in 100 rate their confidence 7 or more out of 10 "
        "(likely range %(low)s to %(high)s).",
        n=point.n,
        percent=sentences.whole(point.value),
        low=sentences.whole(point.low),
        high=sentences.whole(point.high),
    )


def _unweighted(wave: WavePicture) -> str:
    point = publishing.unweighted(wave.measure)
    if point.value is None:
        return ""
    if not wave.measure.weighted:
        return _("Every family counts alike: the index has no weights.")
    return _(
        "Counting every family alike, without weights, it is %(value)s (%(low)s to %(high)s).",
        value=sentences.whole(point.value),
        low=sentences.whole(point.low),
        high=sentences.whole(point.high),
    )


def _influence(wave: WavePicture) -> dict[str, PublishedPoint]:
    return publishing.shares(wave.influence.shares)


def _influence_figure(wave: WavePicture) -> Figure | None:
    points = _influence(wave)
    if not points or all(point.is_hidden for point in points.values()):
        return None
    shares = [(TONES[code], sentences.answer(code), point) for code, point in points.items()]
    caption = _("Have you seen something change because of what families said?")
    return drawing.of_shares(shares, ident="influence", caption=caption, first=_("Answer"))


def _words(picture: Picture) -> Figure | None:
    if picture.words is None or not picture.words.shares:
        return None
    points = publishing.shares(picture.words.shares)
    if all(point.is_hidden for point in points.values()):
        return None
    shares = [(code, sentences.stance(code), point) for code, point in points.items()]
    caption = _("What families' own words sound like: a machine's guess")
    return drawing.of_shares(shares, ident="words", caption=caption, first=_("The comment is"))


def _words_note(picture: Picture) -> str:
    if picture.words is None:
        return ""
    left = picture.words.no_opinion + picture.words.not_analysed
    judged = _count(picture.words.n)
    if judged is None or picture.words.n < PUBLIC.headline_from:
        return _("Too few comments were written in this month to show shares.")
    if not _count(left):
        return _("About %(judged)s comments were guessed.", judged=judged)
    return _(
        "About %(judged)s comments were guessed; about %(left)s could not be judged.",
        judged=judged,
        left=_count(left),
    )


def _count(number: int) -> int | None:
    """One count by itself, as anyone may see it."""
    return publish({"": number}).cells[""]


def _beside(wave: WavePicture) -> str:
    point = publishing.headline(wave.measure)
    if point.value is None:
        return _("Too few families answered by the open link in %(month)s.", month=sentences.month(wave.opens_on))
    return _(
        "By the open link, which anyone could use, it was %(value)s (%(low)s to %(high)s) in %(month)s. "
        "The two are never mixed.",
        value=sentences.whole(point.value),
        low=sentences.whole(point.low),
        high=sentences.whole(point.high),
        month=sentences.month(wave.opens_on),
    )


def _margins(picture: Picture) -> str:
    margins = picture.margins
    if margins is None:
        return _("The answers are not weighted, because no figures about the families of the area were loaded.")
    dated = format_date(margins.dated, "LLLL y") if margins.dated else ""
    return _("Weighted to: %(source)s, %(dated)s.", source=margins.source, dated=dated)
