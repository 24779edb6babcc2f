"""The names of our own pictures, with their meaning in English for whoever chooses one.

Each is a file `assets/pictures/NAME.svg`. A picture stands beside words that say the same, so its alt is empty.
"""

from collections.abc import Mapping

MEDIA = "media:"
"""What stands before the SHA-256 of a picture or a recording that was uploaded."""

PICTURES: Mapping[str, str] = {
    "face-1": "A very unhappy face",
    "face-2": "An unhappy face",
    "face-3": "A face that is neither happy nor unhappy",
    "face-4": "A happy face",
    "face-5": "A very happy face",
    "yes": "Yes: a tick",
    "no": "No: a cross",
    "not-sure": "Not sure: a question mark",
    "home": "Home: a house",
    "school": "School: a building with a flag",
    "health": "A doctor, health: a cross in a case",
    "friends": "Friends: two people side by side",
    "talking": "Talking: a speech bubble",
    "listening": "Listening: an ear",
    "money": "Money: coins",
    "bus": "Transport: a bus",
    "clock": "Time: a clock",
    "calendar": "A date: a calendar",
    "help": "Help: a hand that holds another",
    "star": "A star: important, or well done",
    "heart": "A heart: what somebody loves",
    "phone": "A phone",
    "book": "Learning: a book",
    "quiet": "Quiet: a finger on the lips",
}
