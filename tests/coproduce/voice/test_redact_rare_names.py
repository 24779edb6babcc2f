"""Recall on names that are mostly on no list, in ten sentences each: what families may rely on, and what not."""

from collections.abc import Callable

from coproduce.voice.redact import redact

NAMES = [
    "Anneliese",
    "Tobiasz",
    "Ezekiel",
    "Saoirse",
    "Kamran",
    "Oksana",
    "Ngozi",
    "Wiktor",
    "Hamdan",
    "Inderjit",
    "Mirabel",
    "Cosima",
    "Ruaridh",
    "Zainulabdin",
    "Marisol",
    "Vasilica",
    "Ludwika",
    "Tahmid",
    "Prisha",
    "Eshaal",
    "Ottilie",
    "Barnaby",
    "Jacinta",
    "Emeric",
    "Shivani",
    "Rafferty",
    "Nusrat",
    "Bogusław",
    "Ștefania",
    "Yahya",
]
SENTENCES = (
    "My son {} has autism.",
    "my daughter {} is waiting for a place",
    "{} hates the taxi.",
    "We went to see Mrs {} at school",
    "{}'s plan is late",
    "The SENCO {} never rings",
    "they told {} to wait outside",
    "A boy called {} pushed him",
    "I spoke to {} and she helped",
    "thank you {} for everything",
)


def recall(write: Callable[[str], str]) -> float:
    written = [(write(sentence.format(name)), write(name)) for sentence in SENTENCES for name in NAMES]
    return sum(name not in redact(text).text for text, name in written) / len(written)


def test_most_rare_names_are_masked_where_they_are_written_with_a_capital() -> None:
    assert recall(str) >= 0.95


def test_in_lower_case_a_rare_name_needs_a_cue() -> None:
    assert recall(str.lower) >= 0.45
