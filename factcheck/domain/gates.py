"""Name the gates that a draft passes before it is cleared, and say what is missing at each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    """Name what is asked of a draft before an editor signs it off."""

    READ = "read"
    COVERAGE = "coverage"
    CLAIMS = "claims"
    QUERIES = "queries"
    CHANGES = "changes"
    LEGAL = "legal"
    POLICY = "policy"
    DISPLAY = "display"
    TYPOS = "typos"


#: What each asks for, as the page says it.
GATE_WORDS: dict[Gate, str] = {
    Gate.READ: "The draft is read and compared with the one before",
    Gate.COVERAGE: "Every character is a claim, was marked by a person, or only says who speaks",
    Gate.CLAIMS: "Every claim is ruled, after its second check",
    Gate.QUERIES: "No query is open",
    Gate.CHANGES: "Each change that the copy must have is made in this draft",
    Gate.LEGAL: "Nothing is held for legal",
    Gate.POLICY: "The sourcing policy is met, or overridden with a reason",
    Gate.DISPLAY: "Headlines, captions and pull quotes agree with the body",
    Gate.TYPOS: "Lines that differ by their spelling alone are confirmed",
}


class Where(StrEnum):
    """Name what a missing thing points at, so that the page can link to it."""

    CLAIM = "claim"
    CHANGE = "change"
    STRETCH = "stretch"
    FINDING = "finding"
    LINE = "line"
    DRAFT = "draft"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Missing:
    """Hold one thing that is missing: what to do, in words, and what it points at (`at`: id, number or offset)."""

    words: str
    where: Where
    at: int


@dataclass(frozen=True, slots=True)
class GateResult:
    """Hold how one gate stands: the first things that are missing, and how many there are in all."""

    gate: Gate
    missing: tuple[Missing, ...] = ()
    count: int = 0

    @property
    def met(self) -> bool:
        """Tell whether nothing is missing."""
        return self.count == 0

    @property
    def words(self) -> str:
        """Return what the gate asks for."""
        return GATE_WORDS[self.gate]


#: Findings that hold display copy against the body: each is fixed in the copy or put aside by a person.
DISPLAY_FINDINGS = frozenset(
    {
        "headline_overstates",
        "quote_not_in_body",
        "numbers_disagree",
        "name_variant",
        "ambiguous_pronoun",
        "unattributed_quote",
        "sum_wrong",
        "date_wrong",
        "repeated_word",
        "too_many_claims",
    }
)
