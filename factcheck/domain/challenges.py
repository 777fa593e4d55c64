"""Name where a reader's report of an error stands, and what it may hold."""

from __future__ import annotations

from enum import StrEnum


class ChallengeState(StrEnum):
    """Say what became of a reader's report."""

    OPEN = "open"
    #: The reader is right: a correction is due. Publishing one makes it `corrected`.
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    #: The check stands as it is; the answer says why.
    REJECTED = "rejected"
    SPAM = "spam"


#: What an editor may decide of a report that is open or accepted.
DECISIONS = (ChallengeState.ACCEPTED, ChallengeState.REJECTED, ChallengeState.SPAM)
#: Reports that still wait for somebody.
WAITING = frozenset({ChallengeState.OPEN, ChallengeState.ACCEPTED})
#: The longest that each field may be.
LONGEST_WORDS = 4_000
LONGEST_CONTACT = 300
#: More open reports than anybody reads; the form then asks to come back.
MOST_OPEN = 500
#: Days after which an open report is late.
LATE_DAYS = 7
