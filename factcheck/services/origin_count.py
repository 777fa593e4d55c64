"""Count evidence by origin, not by outlet: five pages that repeat one book are one origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.services.origin_find import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.models import Evidence, Origin

HIDDEN_NAME = "a confidential source"

_WORDS: dict[EvidenceKind, tuple[str, str]] = {
    EvidenceKind.PAGE: ("page", "pages"),
    EvidenceKind.DOCUMENT: ("document", "documents"),
    EvidenceKind.CALL: ("call", "calls"),
    EvidenceKind.INTERVIEW: ("interview", "interviews"),
    EvidenceKind.BOOK: ("book", "books"),
    EvidenceKind.DATASET: ("data set", "data sets"),
    EvidenceKind.EMAIL: ("e-mail", "e-mails"),
}


@dataclass(frozen=True, slots=True)
class OriginCluster:
    """Hold one origin with its carriers, in the order in which they were logged."""

    origin: Origin
    items: tuple[Evidence, ...]
    name: str

    @property
    def primary(self) -> bool:
        """Say whether one of the carriers is the source itself."""
        return any(item.primary for item in self.items)

    @property
    def carriers(self) -> int:
        """Count the carriers; two passages of one page are one."""
        return len(_carriers(self.items))

    @property
    def via(self) -> tuple[str, ...]:
        """Name the outlets through which it came, each once."""
        return tuple(dict.fromkeys(item.outlet or host_of(item.url) for item in self.items if item.outlet or item.url))

    @property
    def words(self) -> str:
        """Say it as people read it: "6 pages, 1 origin: …"."""
        return f"{carrier_words(self.items)}, 1 origin: {self.name}"


@dataclass(frozen=True, slots=True)
class OriginTally:
    """Count what stands on a claim: carriers, origins, and origins by stance."""

    carriers: int
    origins: int
    by_stance: dict[Stance, int]
    words: str


def carrier_words(items: Sequence[Evidence]) -> str:
    """Count carriers by kind: "2 pages, 1 book"; two passages of one page are one page."""
    counts: dict[EvidenceKind, int] = {}
    for item in _carriers(items):
        counts[item.kind] = counts.get(item.kind, 0) + 1
    return ", ".join(f"{n} {_WORDS[kind][n != 1]}" for kind, n in counts.items())


def _carriers(items: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence with each page or document once, however many passages of it were logged."""
    once: dict[object, Evidence] = {}
    for item in items:
        # What was heard or read on paper is a carrier each: two calls to one person are two calls.
        paged = item.kind in {EvidenceKind.PAGE, EvidenceKind.DOCUMENT}
        once.setdefault((item.capture_id or item.url or id(item)) if paged else id(item), item)
    return list(once.values())


def count_published(items: Iterable[Mapping[str, Any]]) -> int:
    """Count the carriers among published items of evidence; passages of one page or document are one carrier."""
    paged = {EvidenceKind.PAGE, EvidenceKind.DOCUMENT}
    return len(
        {(item["kind"] in paged and (item.get("url") or item.get("sha256"))) or item["number"] for item in items}
    )


def cluster_by_origin(evidence: Iterable[Evidence], *, hide_confidential: bool = False) -> tuple[OriginCluster, ...]:
    """Group evidence that was not withdrawn by its origin, the largest first.

    `hide_confidential` keeps back the name of an origin that only confidential items lead to, and those items' outlets.
    The evidence must have its origin loaded, with merges followed when it was written.
    """
    groups: dict[int, list[Evidence]] = {}
    for item in evidence:
        if item.withdrawn_at is None:
            groups.setdefault(item.origin_id, []).append(item)
    clusters = []
    for items in groups.values():
        secret = hide_confidential and all(item.confidential for item in items)
        name = HIDDEN_NAME if secret else items[0].origin.name
        clusters.append(OriginCluster(items[0].origin, tuple(items), name))
    return tuple(sorted(clusters, key=lambda cluster: (-len(cluster.items), cluster.origin.id)))


def count_origins(evidence: Iterable[Evidence], *, hide_confidential: bool = False) -> OriginTally:
    """Count carriers and origins, with the sentence for pages and publishing."""
    clusters = cluster_by_origin(evidence, hide_confidential=hide_confidential)
    items = [item for cluster in clusters for item in cluster.items]
    stances = {
        stance: sum(any(item.stance is stance for item in cluster.items) for cluster in clusters) for stance in Stance
    }
    if not items:
        return OriginTally(0, 0, stances, "No evidence yet")
    origins = "1 origin" if len(clusters) == 1 else f"{len(clusters)} origins"
    names = "; ".join(cluster.name for cluster in clusters)
    return OriginTally(len(_carriers(items)), len(clusters), stances, f"{carrier_words(items)}, {origins}: {names}")
