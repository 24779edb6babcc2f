"""Why a step of a reply was refused. Pages give each its sentence."""

from coproduce.yousaid.guards import Fault


class NoSuchReply(LookupError):
    """There is no reply with this id."""


class Refused(ValueError):
    """A step that is not possible now; nothing was changed."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the reply since it was read."""


class NotReady(Refused):
    """The reply has faults to mend."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


class NotTheirs(Refused):
    """This role has no such step."""


class NotNow(Refused):
    """The reply is in a state that has no such step."""


class OfficerFirst(Refused):
    """The Forum answers to a text that an officer has signed."""


class SamePersonTwice(Refused):
    """One person cannot give both signatures."""


class NotBothSigned(Refused):
    """Nobody publishes alone: a signature is missing."""


class NoWords(Refused):
    """A note, or the reason of a withdrawal, is empty."""


class TooLong(Refused):
    """A note, or a reason, has more letters than `most`."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class NoSuchComment(LookupError):
    """There is no such comment that may be read."""


class NoSuchQuote(LookupError):
    """The reply has no such quote."""


class OtherBody(Refused):
    """The second reader is of the other body: the Forum for an officer, an officer for the Forum."""


class QuotesWait(Refused):
    """A quote has no second reading yet."""
