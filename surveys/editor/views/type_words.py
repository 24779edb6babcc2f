"""What a type of question is called and is for, and what its settings ask. One line a type, one a setting."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class TypeWords:
    """A type in words: its name, what it is for, and one of our pictures."""

    name: object
    purpose: object
    picture: str


TYPES: Mapping[str, TypeWords] = {
    "agreement": TypeWords(
        _("How much somebody agrees"),
        _("A sentence, and five steps from “agree strongly” to “disagree strongly”."),
        "talking",
    ),
    "rating": TypeWords(
        _("A number from 0 to 10"), _("How well something goes, with words at both ends."), "star"
    ),
    "faces": TypeWords(_("Faces"), _("How something feels, as three or five faces. Good for children."), "face-5"),
    "yes_no": TypeWords(_("Yes, no or not sure"), _("A question that has one of these three answers."), "yes"),
    "one_choice": TypeWords(_("One choice"), _("A list of answers. People choose one."), "listening"),
    "many_choices": TypeWords(_("Several choices"), _("A list of answers. People choose all that fit."), "book"),
    "picture_choice": TypeWords(
        _("One choice out of pictures"), _("Answers with a picture each. Good for Easy Read."), "home"
    ),
    "ranking": TypeWords(_("What matters most"), _("People put a list in order: first, second, third."), "heart"),
    "budget": TypeWords(_("Points to share out"), _("People give more points to what matters more."), "money"),
    "number": TypeWords(_("A number"), _("How many, or how long: for example minutes of travel."), "bus"),
    "date": TypeWords(_("A month and a year"), _("When something happened or began."), "calendar"),
    "short_text": TypeWords(_("A few words"), _("One line, for a name of a thing or a place."), "phone"),
    "long_text": TypeWords(
        _("A box for words"), _("People say it in their own words. Somebody reads each."), "help"
    ),
    "area_part": TypeWords(_("The part of the area"), _("Where somebody lives, out of our list."), "school"),
    "tick": TypeWords(_("One statement to tick"), _("A permission, or something that is so."), "yes"),
    "information": TypeWords(
        _("Something to read"), _("A heading and some words. There is nothing to answer."), "book"
    ),
}

SETTINGS: Mapping[str, tuple[object, object]] = {
    "low": (_("What does 0 mean?"), _("For example: not at all confident.")),
    "high": (_("What does 10 mean?"), _("For example: completely confident.")),
    "faces": (_("How many faces?"), _("Three are easier for younger children.")),
    "look": (_("How are the answers shown?"), _("Folded away, a long list takes less room.")),
    "most": (_("How many places are there?"), _("Leave it empty to let people rank all of them.")),
    "points": (_("How many points are there to share out?"), _("10 if you leave it empty.")),
    "unit": (_("What is counted?"), _("The word after the number, for example minutes. You can leave it empty.")),
    "least": (_("What is the smallest number that fits?"), _("0 if you leave it empty.")),
    "decimals": (_("How many digits may stand after the point?"), _("None if you leave it empty. 3 at most.")),
    "bands": (
        _("Where does each group of the results begin?"),
        _("Numbers with commas between, for example 0, 15, 30. Leave it empty and we choose."),
    ),
    "earliest": (_("Which is the first year that fits?"), _("1900 if you leave it empty.")),
    "latest": (_("Which is the last year that fits?"), _("2100 if you leave it empty.")),
    "limit": (_("How many letters may it have at most?"), _("Leave it empty for as many as we allow.")),
}
OF_ONE_TYPE: Mapping[tuple[str, str], tuple[object, object]] = {
    ("number", "most"): (_("What is the largest number that fits?"), _("A larger one is most likely a slip.")),
}
"""Where one type means something else by the same name."""

CHOICES: Mapping[tuple[str, str], object] = {
    ("faces", "5"): _("Five faces"),
    ("faces", "3"): _("Three faces"),
    ("look", ""): _("All in sight"),
    ("look", "select"): _("Folded away until somebody opens the list"),
}

ROLES: Mapping[str, object] = {
    "index": _("It is part of the confidence index. Other words break the line of its results over time."),
    "anchor": _("It is the overall confidence of families. Other words break the line of its results over time."),
    "influence": _("It measures whether families saw something change."),
    "profile": _("It says who answered, so that we see whom we do not reach."),
    "may_quote": _("It is the permission to quote what somebody wrote."),
    "writer_worried": _("It tells the safeguarding lead that the writer is worried about somebody."),
}

KINDS: Mapping[str, object] = {
    "": _("Anything else"),
    "good": _("What goes well"),
    "improve": _("What should be better"),
    "why": _("Why somebody answered as they did"),
}

WRONG: Mapping[str, object] = {
    "no_text": _("Write the question."),
    "no_easy_text": _("Write the question in Easy Read too, or leave all of its Easy Read empty."),
    "few_options": _("Write two answers at least."),
    "needed": _("Fill this in."),
    "no_answer_chosen": _("Choose at least one answer of the earlier question, or take the condition away."),
    "not_whole": _("Write a whole number from %(least)s to %(most)s."),
    "not_number": _("Write a number from %(least)s to %(most)s."),
    "not_numbers": _("Write numbers that rise, with commas between, for example 0, 15, 30."),
    "not_choice": _("Choose one of these."),
    "not_whole_choice": _("Choose one of these."),
    "too_long": _("Use %(most)s letters at most."),
    "option_without_words": _("“%(easy)s” is Easy Read of an answer without words. Write the answer itself too."),
    "option_twice": _("“%(text)s” is there twice. Take one of them away."),
    "no_picture": _("Choose a picture for “%(text)s”."),
}


def setting_words(type_key: str, setting: str) -> tuple[str, str]:
    """The question that a setting puts, and its hint."""
    label, hint = OF_ONE_TYPE.get((type_key, setting)) or SETTINGS[setting]
    return str(label), str(hint)
