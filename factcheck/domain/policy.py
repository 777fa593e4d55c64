"""Read what the desk asks of the sources of a claim, and say whether they meet it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from factcheck.domain.claims import ClaimKind
from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.domain.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EVERY_KIND = "*"
MOST_COUNT = 9
MOST_WAYS = 8
_COUNTS = ("origins", "primary", "opens")


class SecondCheck(StrEnum):
    """Say how the policy wants a second person to look."""

    REQUIRED = "required"
    BLIND = "blind"
    NO = "no"


class Dispute(StrEnum):
    """Say who settles a verdict that the second person disputes."""

    EDITOR = "editor"
    THIRD = "third"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Source:
    """Hold of one item of evidence what policy counts; `opens` says that a page, file or capture can be opened."""

    origin: int
    kind: EvidenceKind
    stance: Stance
    primary: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Hold one way of meeting a rule: at least so many origins, primary or openable sources, or items of `kinds`."""

    origins: int = 0
    primary: int = 0
    opens: int = 0
    kinds: tuple[EvidenceKind, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """Hold what a rule asks: any one of `ways`, how the second check is made, and who settles a dispute."""

    ways: tuple[Way, ...] = ()
    second_check: SecondCheck = SecondCheck.REQUIRED
    dispute: Dispute = Dispute.EDITOR


@dataclass(frozen=True, slots=True)
class RuleSeed:
    """Hold a rule that the desk starts with."""

    key: str
    claim_kind: str
    words: str
    requirement: dict[str, Any] = field(default_factory=dict)


RULES: tuple[RuleSeed, ...] = (
    RuleSeed(
        "quotation",
        ClaimKind.QUOTATION,
        "A recording or transcript, the source itself, or two origins",
        {
            "any_of": [{"kinds": ["interview", "document"], "count": 1}, {"primary": 1}, {"origins": 2}],
            "second_check": "required",
        },
    ),
    RuleSeed(
        "quantity",
        ClaimKind.QUANTITY,
        "A primary source, or two origins",
        {"any_of": [{"primary": 1}, {"origins": 2}], "second_check": "required"},
    ),
    RuleSeed(
        "every",
        EVERY_KIND,
        "One source that opens or has a capture",
        {"any_of": [{"opens": 1}], "second_check": "required"},
    ),
)


def read_requirement(raw: Mapping[str, Any]) -> Requirement:
    """Return the requirement that stored JSON holds; raise InvalidInput, naming the part, where it makes no sense."""
    faults = Faults()
    second = raw.get("second_check", SecondCheck.REQUIRED)
    if second not in set(SecondCheck):
        faults.add("The second check is required, blind or no.", field="second_check")
    dispute = raw.get("dispute", Dispute.EDITOR)
    if dispute not in set(Dispute):
        faults.add("A dispute goes to an editor, a third person or a panel.", field="dispute")
    unknown = set(raw) - {"any_of", "second_check", "dispute"}
    ways = raw.get("any_of", [])
    if unknown or not isinstance(ways, list) or len(ways) > MOST_WAYS:
        faults.add(f"A rule has up to {MOST_WAYS} ways to meet it, and nothing else.", field="any_of")
        ways = []
    read = [faults.take(partial(_read_way, way, place)) for place, way in enumerate(ways)]
    faults.settle()
    return Requirement(tuple(read), SecondCheck(second), Dispute(dispute))


def write_requirement(requirement: Requirement) -> dict[str, Any]:
    """Return the JSON that `read_requirement` reads."""
    ways = []
    for way in requirement.ways:
        told: dict[str, Any] = {name: getattr(way, name) for name in _COUNTS if getattr(way, name)}
        if way.kinds:
            told |= {"kinds": [kind.value for kind in way.kinds], "count": way.count}
        ways.append(told)
    told_all: dict[str, Any] = {"any_of": ways, "second_check": requirement.second_check.value}
    if requirement.dispute is not Dispute.EDITOR:
        told_all["dispute"] = requirement.dispute.value
    return told_all


def _read_way(raw: object, place: int) -> Way:
    field = f"any_of-{place}"
    if not isinstance(raw, dict) or not raw or set(raw) - {*_COUNTS, "kinds", "count"}:
        raise InvalidInput("Each way asks for origins, primary sources, sources that open, or kinds.", field=field)
    counts = {name: raw.get(name, 0) for name in _COUNTS}
    kinds = raw.get("kinds", [])
    count = raw.get("count", 1 if kinds else 0)
    numbers = [*counts.values(), count]
    if any(not isinstance(n, int) or isinstance(n, bool) or not 0 <= n <= MOST_COUNT for n in numbers):
        raise InvalidInput(f"How many a way asks for is a number from 0 to {MOST_COUNT}.", field=field)
    if not isinstance(kinds, list) or any(kind not in set(EvidenceKind) for kind in kinds):
        raise InvalidInput("A way names a kind of evidence that there is not.", field=field)
    if bool(kinds) != bool(count):
        raise InvalidInput("Kinds and how many of them go together.", field=field)
    if not any(numbers):
        raise InvalidInput("Each way asks for at least one thing.", field=field)
    return Way(**counts, kinds=tuple(EvidenceKind(kind) for kind in kinds), count=count)


def meets(requirement: Requirement, sources: Iterable[Source]) -> bool:
    """Say whether the sources that bear on a claim meet one of the ways; those that give context do not count.

    Sources that support and sources that refute are held apart: one of each is not two origins for anything.
    """
    if not requirement.ways:
        return True
    listed = list(sources)
    sides = ([s for s in listed if s.stance is stance] for stance in (Stance.SUPPORTS, Stance.REFUTES))
    return any(_meets_way(way, side) for side in sides for way in requirement.ways)


def _meets_way(way: Way, side: list[Source]) -> bool:
    kinds = Counter(source.kind for source in side)
    return (
        len({source.origin for source in side}) >= way.origins
        # Two copies of one primary source are one.
        and len({source.origin for source in side if source.primary}) >= way.primary
        and sum(source.opens for source in side) >= way.opens
        and sum(kinds[kind] for kind in way.kinds) >= way.count
    )


def strictest(asked: Iterable[SecondCheck]) -> SecondCheck:
    """Return the strictest of what several rules ask: blind before required before no."""
    found = set(asked)
    for second in (SecondCheck.BLIND, SecondCheck.REQUIRED):
        if second in found:
            return second
    return SecondCheck.NO if found else SecondCheck.REQUIRED


def most_people(asked: Iterable[Dispute]) -> Dispute:
    """Return of what several rules ask the one that asks the most people: a panel before a third before an editor."""
    found = set(asked)
    return next((one for one in (Dispute.PANEL, Dispute.THIRD) if one in found), Dispute.EDITOR)
