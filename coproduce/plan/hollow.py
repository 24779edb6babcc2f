"""Does a "we did" say what was done? Finds words that promise instead: future, hopes and "is being reviewed".

For replies to families and for the progress of actions.

Families' complaint is the hollow "we did" ("your views will be used to inform our strategy"). Replies are written
in English, so these are English rules. They rather ask once too often: whoever is asked rewords one sentence.
What somebody is quoted as saying ("nobody will ring back") is theirs and is not judged.
"""

import re

LONGEST_FOUND = 60

_ADVERBS = r"(?:\s+(?:also|now|soon|then|still|always|currently|actively|already|not|both|all|jointly|shortly))*"
_OURS = (
    r"(?:we|i|council|nhs|board|service|services|team|teams|officers?|staff|partners|partnership|"
    r"trust|school|schools|area|forum|authority|leaders|commissioners)"
)
_WORK = (
    r"(?:reviewed|considered|looked\s+(?:at|into)|explored|developed|discussed|worked\s+(?:on|up|through)|planned|"
    r"investigated|scoped|progressed|finali[sz]ed|drafted|prepared|updated|addressed|examined|evaluated|arranged|"
    r"designed|recruited|rolled\s+out|introduced|implemented|built|written|set\s+up|put\s+in\s+place|"
    r"taken\s+forward|fed\s+(?:back|into))"
)
_WORKING = (
    r"(?:look\w*\s+(?:in)?to(?!\s+see\s+you)|looking\s+at|reviewing|considering|exploring|planning|developing|"
    r"working\s+(?:on|towards?|with|to|through)|hoping|aiming|intending|seeking|investigating|discussing|trying|"
    r"preparing|drafting|designing|going\s+to|about\s+to|committed\s+to|in\s+the\s+process\s+of|starting\s+to)"
)
_BE = r"(?:am|is|are|\w+'re|\w+'s|i'm)"
_READERS = (
    r"(?:families|parents|carers|you|people|pupils|students|children|everyone|everybody|anyone|anybody|"
    r"(?:young|disabled)\s+people)"
)

_HOLLOW = tuple(
    re.compile(pattern)
    for pattern in (
        # What will be.
        rf"(?:\b[\w-]+\s+)?\b(?:will|shall|won't|shan't)\b{_ADVERBS}(?:\s+[\w'-]+){{0,3}}",
        rf"\b\w+'ll\b{_ADVERBS}(?:\s+[\w'-]+){{0,3}}",
        rf"\b{_OURS}{_ADVERBS}\s+(?:may|might|should|would\s+like\s+to)\b(?:\s+[\w'-]+){{0,2}}",
        # What somebody means to do. "The plan to" is a noun, so these need somebody who plans.
        rf"\b{_OURS}{_ADVERBS}\s+(?:plan|intend|aim|hope|propose|expect|want|wish|need|mean|commit)s?\s+to\b"
        r"(?:\s+[\w'-]+)?",
        r"\b(?:have|has|there\s+(?:is|are))\s+(?:a\s+|an\s+)?(?:new\s+)?(?:plans?|proposals?|ambition|intention)\s+"
        r"(?:to|for)\b",
        # What is going on.
        rf"\b{_BE}{_ADVERBS}\s+being{_ADVERBS}\s+{_WORK}\b",
        rf"\b{_BE}{_ADVERBS}\s+{_WORKING}\b",
        rf"\b{_BE}{_ADVERBS}\s+(?:due|set|scheduled|expected|hoped|to\s+be)\s+(?:to|for|\w+ed|in)\b",
        r"\b(?:under\s+(?:review|consideration|development|discussion)|in\s+(?:due\s+course|the\s+pipeline|development)|"
        r"work\s+in\s+progress|watch\s+this\s+space|coming\s+soon|tbc|taken?\s+(?:\w+\s+){0,3}on\s+board)\b",
        rf"\bto\s+be\s+(?:confirmed|agreed|decided|announced|arranged|{_WORK})\b",
        r"\bwork\s+(?:is|has\s+begun|continues|is\s+(?:now|still))\s+(?:ongoing|under\s*way|continuing|to)\b",
        # What was only taken note of.
        r"\b(?:is|are|be|been|being|was|were)\s+used\s+to\s+(?:inform|shape|guide|help|support|influence)\b",
        r"\b(?:feed|fed|feeds|feeding)\s+(?:\w+\s+){0,3}into\b",
    )
)

_QUOTED = re.compile(r'"[^"]*"')
_NAME_AFTER = re.compile(
    r"\bWill\b(?=\s+(?:[A-Z][a-z]+|(?:\w+ed|came|gave|led|met|rang|ran|spoke|took|wrote|and)\b))"
)
_NAME_BEFORE = re.compile(r"(?<=[a-z,;] )Will\b")
_NOUN = re.compile(
    r"\b(?:good|free|ill|at|their|his|her|a|the|of)[ -]will\b(?!\s+(?:be|not|now)\b)|\bwill power\b"
)
_THERE_TO_FIND = re.compile(
    rf"\b{_READERS}(?:\s+will|'ll)(?:\s+(?:also|now|always|still))*\s+(?:find|see|notice|recogni[sz]e|know)\b"
)
_OTHERS_WORK = re.compile(rf"\b(?:{_READERS}|families)(?:\s+who)?\s+(?:are|is)\s+{_WORKING}\b")


def hollow_words(text: str) -> tuple[str, ...]:
    """The words of this text that promise, hope or look into, as written; none when it says what was done.

    Not found: a person called Will, "good will", where readers will *find* what is there already, what families
    themselves are looking into, and words in quotation marks.
    """
    shown = _straight(text)
    masked = shown
    for allowed in (_QUOTED, _NAME_AFTER, _NAME_BEFORE):
        masked = allowed.sub(_blank, masked)
    masked = masked.lower()
    for allowed in (_NOUN, _THERE_TO_FIND, _OTHERS_WORK):
        masked = allowed.sub(_blank, masked)
    spans = sorted(match.span() for pattern in _HOLLOW for match in pattern.finditer(masked))
    return tuple(_tidy(shown[start:end]) for start, end in _merged(spans))


def _straight(text: str) -> str:
    """The same text with straight quotes, one character for one, so that places stay the same."""
    return text.translate(str.maketrans("“”„‘’`", "\"\"\"'''"))


def _blank(match: re.Match[str]) -> str:
    # Dots, not spaces: what stands on both sides must not read as one phrase.
    return "." * len(match.group())


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _tidy(found: str) -> str:
    return " ".join(found.split())[:LONGEST_FOUND]
