"""Articles of several kinds, written for this, and what a careful checker marks in each: floors for all together."""

import re
from pathlib import Path

import pytest

from factcheck.text import analyse

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
PASSAGE = re.compile(r"(headline|deck|subhead|body|caption|boilerplate)( -)?: (.+)")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
THIN = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "but", "that"}
)
ALIKE = 0.6
FLOORS = {
    "passages": 0.97,
    "roles": 0.97,
    "checkable": 0.97,
    "claims": 0.85,
    "kinds": 0.85,
    "chains": 0.85,
    "quotes": 0.95,
    "quantities": 0.9,
}


def words(text: str) -> frozenset[str]:
    return frozenset(w.lower().replace("’", "'").removesuffix("'s") for w in WORD.findall(text)) - THIN


def alike(one: str, other: str) -> float:
    a, b = words(one), words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def marked(path: Path) -> tuple[list[tuple[str, bool, str]], list[tuple[int, list[str]]], set[str]]:
    """Read a gold file: passages, claims with their passage's number, kinds of finding."""
    passages, claims, findings = [], [], set()
    for line in path.with_suffix(".gold").read_text(encoding="utf-8").splitlines():
        found = PASSAGE.fullmatch(line)
        if found:
            passages.append((found[1], not found[2], found[3]))
        elif line.startswith("finding: "):
            findings.add(line.removeprefix("finding: "))
        elif line.strip():
            parts = [part.strip() for part in line.strip().split(" | ")]
            claims.append((len(passages) - 1, parts + [""] * (5 - len(parts))))
    return passages, claims, findings


def share(pairs: list[bool]) -> float:
    return sum(pairs) / len(pairs) if pairs else 1.0


def figures(path: Path) -> dict[str, list[bool]]:
    """List, figure by figure, what was met and what was not."""
    text = path.read_text(encoding="utf-8")
    done = analyse(text)
    passages, claims, findings = marked(path)
    mine = {text[p.start : p.end]: p for p in done.passages}
    out: dict[str, list[bool]] = {name: [] for name in [*FLOORS, "findings", "alarms"]}
    for role, checkable, exact in passages:
        own = mine.get(exact)
        out["passages"].append(own is not None)
        out["roles"].append(own is not None and own.role == role)
        out["checkable"].append(own is not None and own.checkable == checkable)
    out["passages"] += [False] * len(mine.keys() - {exact for _, _, exact in passages})
    free = [c for c in done.claims if done.passages[c.passage].repeat_of is None]
    for number, (kind, statement, chain, quantity, quote) in claims:
        near = [
            c
            for c in free
            if text[done.passages[c.passage].start : done.passages[c.passage].end] == passages[number][2]
        ]
        best = max(near, key=lambda c: alike(c.statement, statement), default=None)
        met = best is not None and alike(best.statement, statement) >= ALIKE
        out["claims"].append(met)
        if not met or best is None:
            continue
        free.remove(best)
        out["kinds"].append(best.kind == kind)
        out["chains"] += [any(words(n) & words(name) for n in best.chain) for name in chain.split(" > ") if name]
        if quantity:
            hedge, _, value = quantity.rpartition(" ")
            own_number = best.quantity
            out["quantities"].append(
                own_number is not None and own_number.value == float(value) and own_number.qualifier.lower() == hedge
            )
        if quote:
            out["quotes"].append(best.quote is not None and words(best.quote.exact) == words(quote))
    out["claims"] += [False] * len(free)
    kinds = {f.kind for f in done.findings}
    out["findings"] = [kind in kinds for kind in findings]
    out["alarms"] = [kind in findings for kind in kinds]
    return out


@pytest.fixture(scope="module")
def every() -> dict[str, list[bool]]:
    out: dict[str, list[bool]] = {}
    for path in ARTICLES:
        for name, met in figures(path).items():
            out.setdefault(name, []).extend(met)
    return out


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_articles_are_taken_apart_as_a_checker_would(every: dict[str, list[bool]], figure: str, floor: float) -> None:
    assert share(every[figure]) >= floor


def test_findings_are_made_and_seldom_wrong(every: dict[str, list[bool]]) -> None:
    assert share(every["findings"]) >= 0.8
    assert share(every["alarms"]) >= 0.7
