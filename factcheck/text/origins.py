"""Group the carriers of one claim by the origin they have it from, each tie with its reason.

A wrong merge makes two independent sources one, a wrong split hides that one leans on the other: what is not sure is
said as a hint and left to the checker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from factcheck.text import wire
from factcheck.text.duplicates import copies, recurring_lines, story_words
from factcheck.text.words import plain
from factcheck.text.works import outlets, works

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from factcheck.text.wire import Credit
    from factcheck.text.works import Work

OriginKind = Literal["agency", "book", "document", "dataset", "broadcast", "outlet", "copied text", "person", "own"]

# Copies of one agency story are printed within days.
AGENCY_DAYS = 3
# What a tie says of the origin, the most telling first.
KIND_ORDER: tuple[OriginKind, ...] = (
    "book",
    "document",
    "dataset",
    "broadcast",
    "agency",
    "outlet",
    "copied text",
    "person",
)
SHORT_OUTLET = 3
# Named within so many characters, or so many times, a source is what the text is about.
EARLY = 900
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Carrier:
    """Hold a page or document that carries the claim. `sources` are who it is said to have it from, if known apart."""

    id: str
    outlet: str
    text: str
    url: str = ""
    by_line: str = ""
    published: date | None = None
    links: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold why two carriers lean on one origin; a tie that is not `sure` is a hint and merges nothing."""

    kind: OriginKind
    name: str
    why: str
    carriers: tuple[str, str]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Hold the carriers of one origin, the earliest first, its name and kind, the ties, and what may tie others."""

    name: str
    kind: OriginKind
    carriers: tuple[str, ...]
    ties: tuple[Tie, ...]
    hints: tuple[Tie, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the sentences that say why these are one, each once."""
        return tuple(dict.fromkeys(tie.why for tie in self.ties))


def group_origins(carriers: Sequence[Carrier]) -> list[OriginGroup]:
    """Group carriers by origin; those that nothing ties to another are each an origin of their own."""
    ties = list(_ties(carriers))
    parent = {one.id: one.id for one in carriers}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for tie in ties:
        if tie.sure:
            a, b = (root(one) for one in tie.carriers)
            parent[max(a, b)] = min(a, b)
    groups: dict[str, list[Carrier]] = defaultdict(list)
    for one in carriers:
        groups[root(one.id)].append(one)
    return [_group(held, ties) for held in groups.values()]


def _group(held: Sequence[Carrier], ties: Sequence[Tie]) -> OriginGroup:
    ordered = sorted(held, key=lambda one: (one.published is None, str(one.published), one.id))
    ids = {one.id for one in held}
    own = [tie for tie in ties if tie.sure and ids.issuperset(tie.carriers)]
    hints = [tie for tie in ties if not tie.sure and ids & set(tie.carriers) and not ids.issuperset(tie.carriers)]
    name = ordered[0].outlet or ordered[0].id
    kind: OriginKind = "own"
    if own:
        kind = min((tie.kind for tie in own), key=KIND_ORDER.index)
        named = Counter(tie.name for tie in own if tie.kind == kind)
        name = min(named, key=lambda one: (-named[one], -len(one), one))
    else:
        credit = wire.credit(ordered[0].text, by_line=ordered[0].by_line)
        if credit and credit.is_copy:
            name, kind = credit.agency, "agency"
    return OriginGroup(name, kind, tuple(one.id for one in ordered), tuple(own), tuple(hints))


def _ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    yield from _agency_ties(carriers)
    yield from _copied_ties(carriers)
    yield from _work_ties(carriers)
    yield from _outlet_ties(carriers)
    yield from _source_ties(carriers)


def _agency_ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    credited: list[tuple[Carrier, Credit]] = []
    for one in carriers:
        found = wire.credit(one.text, by_line=one.by_line)
        if found and found.is_copy:
            credited.append((one, found))
    for (one, a), (other, b) in combinations(credited, 2):
        if a.agency == b.agency and _days_apart(one, other) <= AGENCY_DAYS:
            yield Tie("agency", a.agency, f"same agency credit ({a.agency})", (one.id, other.id))


def _days_apart(one: Carrier, other: Carrier) -> int:
    return abs((one.published - other.published).days) if one.published and other.published else 0


def _copied_ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    recurring = recurring_lines([(one.outlet, one.text) for one in carriers])
    texts = [story_words(one.text, recurring[one.outlet]) for one in carriers]
    for a, b, found in copies(texts):
        short, long = (a, b) if len(texts[a]) <= len(texts[b]) else (b, a)
        first = min((carriers[a], carriers[b]), key=lambda one: (one.published is None, str(one.published), one.id))
        told = f"{found.share:.0%} of the 8-word runs of {_called(carriers[short])} stand in {_called(carriers[long])}"
        why = f"{told}; the longest shared run is {found.longest} words".replace("%", "\u00a0%", 1)
        yield Tie("copied text", first.outlet or first.id, why, (carriers[a].id, carriers[b].id))


def _work_ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    """Tie carriers that name the same book, document, dataset or broadcast by its title or by its maker."""
    naming: dict[tuple[str, str], dict[str, Work]] = defaultdict(dict)
    texts = {one.id: one.text for one in carriers}
    for one in carriers:
        for work in works(one.text):
            for key in work.keys:
                naming[key].setdefault(one.id, work)
    for (_, _), held in sorted(naming.items()):
        for (a, work), (b, other) in combinations(held.items(), 2):
            name = max((work.name, other.name), key=lambda said: (len(said), said))
            # One maker has many reports and interviews, but seldom two books in the news at a time.
            sure = bool(work.title and plain(work.title) == plain(other.title)) or work.kind == "book"
            untold = work.kind == "book" and work.title and other.title and plain(work.title) != plain(other.title)
            sure = sure and not untold and _leans_on(texts[a], work) and _leans_on(texts[b], other)
            yield Tie(work.kind, name, f"both name {name} ({work.kind})", (a, b), sure=sure)


def _leans_on(text: str, work: Work) -> bool:
    """Tell whether a text has its matter from a work: it is named early or again, not once in passing."""
    named = work.by.split()[-1] if work.by else work.title
    return work.start < EARLY or text.count(named) >= OFTEN


def _outlet_ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    """Tie a carrier to the one that it says it has the story from; a link makes that sure."""
    for one in carriers:
        named = {plain(name).removeprefix("the ") for name in outlets(one.text)}
        for other in carriers:
            known = plain(other.outlet).removeprefix("the ")
            if other.id == one.id or known == plain(one.outlet).removeprefix("the ") or len(known) < SHORT_OUTLET:
                continue
            linked = bool(other.url) and other.url in one.links
            if known in named:
                way = "credits and links to" if linked else "credits"
                why = f"{_called(one)} {way} {other.outlet}"
                yield Tie("outlet", other.outlet, why, (one.id, other.id), sure=linked or _before(other, one))
            elif linked:
                yield Tie(
                    "outlet", other.outlet, f"{_called(one)} links to {other.outlet}", (one.id, other.id), sure=False
                )


def _before(one: Carrier, other: Carrier) -> bool:
    """Tell whether one carrier is known to be no younger than another."""
    return one.published is not None and other.published is not None and one.published <= other.published


def _source_ties(carriers: Sequence[Carrier]) -> Iterator[Tie]:
    """Hint at carriers that have it from the same person: two outlets may have asked her separately."""
    naming: Mapping[str, dict[str, str]] = defaultdict(dict)
    for one in carriers:
        for source in one.sources:
            if source.strip() and source[:1].isupper():
                naming[plain(source)].setdefault(one.id, source)
    for _, held in sorted(naming.items()):
        for (a, name), (b, _) in combinations(held.items(), 2):
            yield Tie("person", name, f"both have it from {name}", (a, b), sure=False)


def _called(one: Carrier) -> str:
    return f"{one.outlet} ({one.id})" if one.outlet else one.id
