"""Hold what an analysed text is made of: frozen values; offsets count characters as given, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

Role = Literal["headline", "deck", "subhead", "body", "caption", "boilerplate"]
Kind = Literal["event", "quantity", "quotation", "attribution", "causal", "comparison", "law", "prediction"]
FindingKind = Literal[
    "headline_overstates",
    "quote_not_in_body",
    "numbers_disagree",
    "repeated_passage",
    "repeated_word",
    "single_origin",
    "ambiguous_pronoun",
    "unattributed_quote",
    "name_variant",
    "sum_wrong",
    "date_wrong",
]
Number = int | float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the span's own words."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a quotation with its tag; `repeat_of` is the index of the passage that this one repeats."""

    start: int
    end: int
    role: Role
    checkable: bool
    score: float
    reasons: tuple[str, ...] = ()
    repeat_of: int | None = None

    @property
    def span(self) -> Span:
        """Give its place in the text."""
        return Span(self.start, self.end)

    def to_json(self) -> dict[str, Any]:
        """Give the form that `factcheck split --json` prints."""
        return {
            "start": self.start,
            "end": self.end,
            "role": self.role,
            "checkable": self.checkable,
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
            "repeat_of": self.repeat_of,
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks; the span leaves out the marks, `closed` is false where the end mark is missing."""

    start: int
    end: int
    exact: str
    speaker: str | None = None
    closed: bool = True

    def to_json(self) -> dict[str, Any]:
        """Give the form that `factcheck split --json` prints."""
        return {"start": self.start, "end": self.end, "exact": self.exact}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as an interval: `low` and `high` are None where that side is open, `value` where no number is named."""

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    qualifier: str
    unit: str

    def to_json(self) -> dict[str, Any]:
        """Give the form that `factcheck split --json` prints."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "qualifier": self.qualifier,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class When:
    """A time as written; `first` and `last` are its days, inclusive, None where nothing settles it."""

    start: int
    end: int
    exact: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: places of the source's name, of the words that mark the saying, and of what is said.

    `speaker` is the source's name, resolved where the text settles a pronoun; None where no source is named.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement, its words in one passage, told so that it can be read alone."""

    start: int
    end: int
    statement: str
    kind: Kind
    passage: int
    chain: tuple[str, ...] = ()
    quote: Quote | None = None
    quantity: Quantity | None = None
    when: When | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the form that `factcheck split --json` prints."""
        return {
            "start": self.start,
            "end": self.end,
            "statement": self.statement,
            "kind": self.kind,
            "chain": list(self.chain),
            "quote": self.quote.to_json() if self.quote else None,
            "quantity": self.quantity.to_json() if self.quantity else None,
            "when": self.when.exact if self.when else None,
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What the text says against itself: where, and a sentence that says why."""

    kind: FindingKind
    spans: tuple[Span, ...]
    why: str

    def to_json(self) -> dict[str, Any]:
        """Give the form that `factcheck split --json` prints."""
        return {"kind": self.kind, "spans": [[s.start, s.end] for s in self.spans], "why": self.why}


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one text."""

    sha256: str
    language: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the object that `factcheck split --json` prints."""
        return {
            "sha256": self.sha256,
            "passages": [p.to_json() for p in self.passages],
            "claims": [c.to_json() for c in self.claims],
            "findings": [f.to_json() for f in self.findings],
        }
