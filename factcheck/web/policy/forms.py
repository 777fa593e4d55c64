"""Read the form of a sourcing rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request

from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.policy import Dispute, SecondCheck
from factcheck.web.args import whole_number
from factcheck.web.typed import typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.models import PolicyRule

#: Nobody asks for so many sources; more digits are none.
_COUNT_DIGITS = 3
WAYS = 4
COUNTS = {
    "origins": "Independent origins",
    "primary": "Primary sources",
    "opens": "Sources that open or have a capture",
}
SECOND_WORDS = {
    SecondCheck.REQUIRED: "Required: she sees the verdict",
    SecondCheck.BLIND: "Blind: she rates first, then sees the verdict",
    SecondCheck.NO: "As usual, nothing more",
}


DISPUTE_WORDS = {
    Dispute.EDITOR: "An editor who is no side rules",
    Dispute.THIRD: "A third person votes; two equal findings carry",
    Dispute.PANEL: "A panel of three votes, blind of each other; two equal votes carry",
}


@dataclass
class RuleTyped:
    """Hold a rule as the form shows it, all in words."""

    key: str = ""
    number: str = "0"
    claim_kind: str = "*"
    words: str = ""
    second_check: str = SecondCheck.REQUIRED.value
    dispute: str = Dispute.EDITOR.value
    active: bool = True
    ways: list[dict[str, Any]] = field(default_factory=list)

    def filled(self) -> list[int]:
        """Return which ways ask for something: an empty one is left out of the rule."""
        return [n for n, way in enumerate(self.ways) if way["kinds"] or any(_number(way[name]) for name in COUNTS)]

    def requirement(self) -> dict[str, Any]:
        """Return what was typed as the JSON of a requirement; the services judge it."""
        ways = []
        for way in self.ways:
            asked: dict[str, Any] = {name: _number(way[name]) for name in COUNTS if _number(way[name])}
            if way["kinds"]:
                asked |= {"kinds": way["kinds"], "count": _number(way["count"]) or 1}
            if asked:
                ways.append(asked)
        return {"any_of": ways, "second_check": self.second_check, "dispute": self.dispute}


def _number(raw: str) -> int:
    return whole_number(raw, digits=_COUNT_DIGITS) or 0


def blank_way() -> dict[str, Any]:
    """Return a way with nothing filled in."""
    return dict.fromkeys(COUNTS, "") | {"kinds": [], "count": ""}


def from_rule(rule: PolicyRule) -> RuleTyped:
    """Return the form of a rule as it stands."""
    asked: Mapping[str, Any] = rule.requirement
    ways = [
        {name: str(way.get(name) or "") for name in (*COUNTS, "count")} | {"kinds": way.get("kinds", [])}
        for way in asked.get("any_of", [])
    ]
    second = asked.get("second_check", SecondCheck.REQUIRED)
    dispute = asked.get("dispute", Dispute.EDITOR)
    shown = padded(ways)
    return RuleTyped(rule.key, str(rule.number), rule.claim_kind, rule.words, second, dispute, rule.active, shown)


def from_request() -> RuleTyped:
    """Return the form as it was sent."""
    sent = request.form
    ways = [
        {name: sent.get(f"w{n}-{name}", "").strip() for name in (*COUNTS, "count")}
        | {"kinds": [kind for kind in sent.getlist(f"w{n}-kinds") if kind in set(EvidenceKind)]}
        for n in range(WAYS)
    ]
    return RuleTyped(
        key=str(typed(sent.get("key", ""))).strip(),
        number=sent.get("number", "0"),
        claim_kind=sent.get("claim_kind", ""),
        words=str(typed(sent.get("words", ""))),
        second_check=sent.get("second_check", ""),
        dispute=sent.get("dispute", Dispute.EDITOR.value),
        active=sent.get("active") == "yes",
        ways=ways,
    )


def padded(ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ways with empty ones up to what the form shows."""
    return ways + [blank_way() for _ in range(WAYS - len(ways))]
