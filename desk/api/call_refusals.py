"""What the API itself refuses: who asks, how it is asked, what is not there."""

from registry.refusals import Refusal

KEY = "Idempotency-Key"  # the header of a call that writes


class TokenMissing(Refusal):
    """No token came along."""


class TokenRefused(Refusal):
    """The token is unknown, was revoked, has expired, or its person plays the part no longer."""


class TokenInAddress(Refusal):
    """A token stands in an address, which logs and histories keep."""


class CallsTooOften(Refusal):
    """More is asked within a minute than is answered."""


class NothingThere(Refusal):
    """There is no such thing, or it is of an area that the token shows nothing of."""


class CallOfOtherMethod(Refusal):
    """The address is there, and takes calls of another method."""


class CallUnfit(Refusal):
    """A field of the call is missing, or of the wrong kind."""


class CallTooLarge(Refusal):
    """More bytes than one call may send."""


class KeyMissing(Refusal):
    """A call that writes comes without its key."""


class ApiVersionGone(Refusal):
    """No such version of the API is served."""


class FormVersionOther(Refusal):
    """The answer is made for another version of the form than the gate asks now."""


class NeedsPersonThere(Refusal):
    """What another person has to confirm is confirmed at the pages, by that person."""


class DefectHere(Refusal):
    """A defect of ours."""
