"""Name the states of a verdict, the dispositions of the copy and the scales that the desk starts with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VerdictState(StrEnum):
    """Say where one version of a verdict stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DISPUTED = "disputed"
    RULED = "ruled"
    SUPERSEDED = "superseded"


class Disposition(StrEnum):
    """Say what happens to the copy."""

    STANDS = "stands"
    MUST_FIX = "must_fix"
    SHOULD_FIX = "should_fix"
    ATTRIBUTE = "attribute"
    CUT = "cut"
    HOLD_FOR_LEGAL = "hold_for_legal"


class Layer(StrEnum):
    """Say which question a rating answers: is it rightly reported who says so, and is it so."""

    ATTRIBUTION = "attribution"
    CONTENT = "content"


class Review(StrEnum):
    """Say what the second person found."""

    AGREE = "agree"
    DISPUTE = "dispute"


class Tone(StrEnum):
    """Name the colours a rating can have; pages draw each with enough contrast in light, dark and print."""

    GOOD = "good"
    MILD = "mild"
    WARN = "warn"
    ORANGE = "orange"
    BAD = "bad"
    INFO = "info"
    VIOLET = "violet"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class RatingSeed:
    """Describe one rating of a scale; `value` is its place on the truth line, None off it; `colour` is a tone."""

    key: str
    label: str
    definition: str
    symbol: str
    colour: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class ScaleSeed:
    """Describe a scale that the desk starts with; desks edit theirs and old verdicts keep what they had."""

    key: str
    name: str
    layer: Layer
    ratings: tuple[RatingSeed, ...]


R = RatingSeed
SCALES: tuple[ScaleSeed, ...] = (
    ScaleSeed(
        "public",
        "Public",
        Layer.CONTENT,
        (
            R("true", "True", "The statement is accurate and nothing significant is missing.", "✓", "good", 5),
            R(
                "mostly_true",
                "Mostly true",
                "The statement is accurate but needs a clarification or more context.",
                "✓",
                "mild",
                4,
            ),
            R(
                "half_true",
                "Half true",
                "The statement is partly accurate, or leaves out what changes its meaning.",
                "◐",
                "warn",
                3,
            ),
            R(
                "mostly_false",
                "Mostly false",
                "The statement holds something true but gives a wrong impression.",
                "✗",
                "orange",
                2,
            ),
            R("false", "False", "The statement is not accurate.", "✗", "bad", 1),
            R("unproven", "Unproven", "What can be found neither confirms nor refutes the statement.", "?", "neutral"),
            R("outdated", "Outdated", "The statement was accurate once and is so no longer.", "↺", "neutral"),
            R("opinion", "Opinion", "The statement is a judgement that evidence cannot settle.", "“", "neutral"),
            R("satire", "Satire", "The statement was made as a joke and is passed on as fact.", "☺", "neutral"),
        ),
    ),
    ScaleSeed(
        "copy_desk",
        "Copy desk",
        Layer.CONTENT,
        (
            R("confirmed", "Confirmed", "Independent evidence confirms the statement.", "✓", "good"),
            R(
                "confirmed_as_attributed",
                "Confirmed as attributed",
                "The source says so; whether it is so was not settled, and the copy says whose word it is.",
                "✓a",
                "mild",
            ),
            R("needs_change", "Needs change", "The words must change before they stand.", "✎", "warn"),
            R("cannot_confirm", "Cannot confirm", "No sufficient evidence was found either way.", "?", "neutral"),
            R("wrong", "Wrong", "Evidence refutes the statement.", "✗", "bad"),
            R("not_a_fact", "Not a fact", "There is nothing here that evidence could settle.", "–", "neutral"),
        ),
    ),
    ScaleSeed(
        "attribution",
        "Attribution",
        Layer.ATTRIBUTION,
        (
            R("accurate", "Accurately reported", "The source named says this, as the copy has it.", "✓", "good"),
            R(
                "imprecise",
                "Imprecisely reported",
                "The source says something close; words or weight differ.",
                "◐",
                "warn",
            ),
            R("wrong", "Wrongly reported", "The source named does not say this.", "✗", "bad"),
            R(
                "not_found",
                "Source not found",
                "Where the source is said to say this could not be found.",
                "?",
                "neutral",
            ),
            R("own_word", "No attribution", "The article says this on its own authority.", "–", "neutral"),
        ),
    ),
)
