"""As many words as somebody needs, up to a limit that is said."""

from surveys.questions.words import Words


class LongText(Words):
    """A box of several lines. What stands before it (who reads it, where help is) belongs to the page."""

    key = "long_text"
    takes_s = 15  # many leave it empty, and some write for minutes
    template = "surveys/questions/_long_text.html"
