"""Masking what says who somebody is, before an analyst sees a comment.

Masked: names, phones, e-mail and web addresses, postcodes, NHS, pupil and insurance numbers, dates of birth,
street addresses and schools. Words that carry feeling stay. Nothing finds every name: `docs/redaction.md` gives
the figures.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coproduce.voice.redact_names import find_names
from coproduce.voice.redact_numbers import dates, find_numbers
from coproduce.voice.redact_patterns import find_patterns
from coproduce.voice.redact_places import find_places
from coproduce.voice.shadow import shadow_of
from coproduce.voice.spans import Span

TOKENS = {
    "email": "[email]",
    "link": "[link]",
    "upn": "[UPN]",
    "nhs_number": "[NHS number]",
    "ni_number": "[NI number]",
    "date_of_birth": "[date of birth]",
    "phone": "[phone]",
    "postcode": "[postcode]",
    "address": "[address]",
    "school": "[school]",
    "name": "[name]",
}
"""What stands in the masked text for each kind. Where two kinds claim the same letters the earlier has them."""

_RANK = {kind: rank for rank, kind in enumerate(TOKENS)}


@dataclass(frozen=True, slots=True)
class Replacement:
    """One masked stretch: characters `start` up to `end` of the text in Unicode's NFC form."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """The masked text, and what was masked in the order it stood."""

    text: str
    replaced: tuple[Replacement, ...]


def redact(text: str, *, own_names: Sequence[str] = ()) -> Redacted:
    """The text with what identifies people replaced by tokens such as [name].

    `own_names` are names known to belong to the writer's family; they are masked wherever they stand.
    """
    whole = unicodedata.normalize("NFC", text)
    shadow = shadow_of(whole)
    spans = [*find_patterns(shadow.text), *find_numbers(shadow.text), *find_places(shadow.text)]
    names = find_names(shadow.text, own_names)
    spans.extend(_dates_after(names, shadow.text))
    chosen = _joined_names(_without_overlaps([*spans, *names]), shadow.text)
    replaced = []
    for span in chosen:
        start, end = shadow.back(span.start, span.end)
        replaced.append(Replacement(span.kind, start, end))
    return Redacted(text=_masked(whole, replaced), replaced=tuple(replaced))


def _dates_after(names: Iterable[Span], text: str) -> list[Span]:
    """A whole date right after a name is a date of birth: "Sam Doe (03/04/2012)"."""
    ends = {name.end for name in names}
    return [
        Span(start, end, "date_of_birth")
        for start, end in (dates(text) if ends else ())
        if any(
            before in ends and not text[before:start].strip(" ,(-") for before in range(max(0, start - 3), start)
        )
    ]


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; of two that overlap, the one of the earlier kind, widened to hold both."""
    chosen: list[Span] = []
    for span in sorted(spans):
        if chosen and span.start < chosen[-1].end:
            last = chosen[-1]
            kind = min(last.kind, span.kind, key=_RANK.__getitem__)
            chosen[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            chosen.append(span)
    return chosen


def _joined_names(spans: Iterable[Span], text: str) -> list[Span]:
    """Names with nothing but a space between them as one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.kind == span.kind == "name" and text[last.end : span.start] in {" ", ". ", "-"}:
            joined[-1] = Span(last.start, span.end, "name")
        else:
            joined.append(span)
    return joined


def _masked(text: str, replaced: Iterable[Replacement]) -> str:
    parts: list[str] = []
    done = 0
    for one in replaced:
        parts += (text[done : one.start], TOKENS[one.kind])
        done = one.end
    return "".join([*parts, text[done:]])
