"""Hold the splitter against articles that were marked by hand: `python -m bench.articles FOLDER [--missed]`.

FOLDER holds pairs of files, NAME.txt and NAME.gold. A line of a gold file is one of:

    ROLE: TEXT                 a passage ("ROLE -: TEXT": nothing in it can be checked)
      KIND | STATEMENT | SOURCE > SOURCE | HEDGE VALUE | QUOTE      a claim of the passage above it
    finding: KIND              what the text says against itself
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.text import analyse

if TYPE_CHECKING:
    from factcheck.text.model import Analysis, Claim

FIGURES = ("passages", "roles", "checkable", "claims", "kinds", "chains", "quotes", "quantities", "findings", "alarms")
PASSAGE = re.compile(r"(headline|deck|subhead|body|caption|boilerplate)( -)?: (.+)")
WORD = re.compile(r"\w+(?:['’.-]\w+)*|\*{3,}")
THIN = frozenset(
    {
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "but", "that",
        "which", "who", "whose", "it", "its", "his", "her", "their", "he", "she", "they", "them", "him", "this",
        "these", "those", "was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "as", "so",
        "also", "than", "then", "there", "did", "do", "does", "not",
    }
)  # fmt: skip
ALIKE = 0.6
CLAIM_PARTS = 5


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A claim that a checker marked: the number of its passage, and what is said."""

    passage: int
    kind: str
    statement: str
    chain: tuple[str, ...]
    hedge: str
    value: float | None
    quote: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a checker marked in one article: passages as role, whether checkable, text."""

    passages: list[tuple[str, bool, str]]
    claims: list[MarkedClaim]
    findings: frozenset[str]


@dataclass(slots=True)
class Score:
    """Each figure as a list of what was met and what was not, and a line for each miss."""

    met: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in FIGURES})
    missed: list[str] = field(default_factory=list)

    def note(self, figure: str, said: str, *, met: bool) -> None:
        """Take in one mark."""
        self.met[figure].append(met)
        if not met:
            self.missed.append(f"{figure}: {said}")

    def shares(self) -> dict[str, float | None]:
        """Give each figure as a share, passages and claims as F1, None where there was nothing to meet."""
        out = {name: share(met) for name, met in self.met.items()}
        for name in ("passages", "claims"):  # what is too much is listed once, as what is missed is
            out[name] = 2 * (out[name] or 0.0) / (1 + (out[name] or 0.0))
        return out


def share(met: list[bool]) -> float | None:
    """Give the share of what was met."""
    return sum(met) / len(met) if met else None


def words(text: str) -> frozenset[str]:
    """List the content words of a statement."""
    plain = text.replace("’", "'").replace("‘", "'")
    return frozenset(w.strip("'.-").lower().removesuffix("'s") for w in WORD.findall(plain)) - THIN


def alike(one: str, other: str) -> float:
    """Give the F1 of the content words of two statements."""
    a, b = words(one), words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def marks(path: Path) -> Marks:
    """Read a gold file."""
    passages: list[tuple[str, bool, str]] = []
    claims, findings = [], set()
    for line in path.read_text(encoding="utf-8").splitlines():
        found = PASSAGE.fullmatch(line)
        if found:
            passages.append((found[1], not found[2], found[3]))
        elif line.startswith("finding: "):
            findings.add(line.removeprefix("finding: "))
        elif line.strip():
            parts = [part.strip() for part in line.split("|")]
            kind, statement, chain, quantity, quote = parts + [""] * (CLAIM_PARTS - len(parts))
            hedge, _, value = quantity.rpartition(" ")
            sources = tuple(name.strip() for name in chain.split(" > ") if name)
            number = float(value) if value else None
            claims.append(MarkedClaim(len(passages) - 1, kind, statement, sources, hedge, number, quote))
    return Marks(passages, claims, frozenset(findings))


def measure(path: Path) -> Score:
    """Hold the splitter against one article."""
    text = path.read_text(encoding="utf-8")
    done, own = analyse(text), marks(path.with_suffix(".gold"))
    score = Score()
    _passages(text, done, own, score)
    pairs = _pairs(text, done, own)
    taken = {id(claim) for claim in pairs.values()}
    for number, marked in enumerate(own.claims):
        claim = pairs.get(number)
        score.note("claims", marked.statement, met=claim is not None)
        _claim(marked, claim, score)
    for claim in done.claims:
        if id(claim) not in taken:
            score.note("claims", f"too many: {claim.statement}", met=False)
    kinds = {finding.kind for finding in done.findings}
    for kind in sorted(own.findings):
        score.note("findings", kind, met=kind in kinds)
    for kind in sorted(kinds):
        score.note("alarms", kind, met=kind in own.findings)
    return score


def _passages(text: str, done: Analysis, own: Marks, score: Score) -> None:
    found: dict[str, list[int]] = {}
    for index, passage in enumerate(done.passages):
        found.setdefault(text[passage.start : passage.end], []).append(index)
    for role, checkable, exact in own.passages:
        places = found.get(exact)
        mine = done.passages[places.pop(0) if len(places) > 1 else places[0]] if places else None
        score.note("passages", exact, met=mine is not None)
        score.note("roles", f"{role}: {exact}", met=mine is not None and mine.role == role)
        score.note("checkable", exact, met=mine is not None and mine.checkable == checkable)
    for exact in found.keys() - {exact for _, _, exact in own.passages}:
        score.note("passages", f"cut as {exact}", met=False)


def _pairs(text: str, done: Analysis, own: Marks) -> dict[int, Claim]:
    """Match the claims one to one, the likest first, within one passage."""
    ranked = []
    for number, marked in enumerate(own.claims):
        exact = own.passages[marked.passage][2]
        for index, claim in enumerate(done.claims):
            if text[slice(done.passages[claim.passage].start, done.passages[claim.passage].end)] == exact:
                ranked.append((alike(marked.statement, claim.statement), -number, -index))
    out: dict[int, Claim] = {}
    used: set[int] = set()
    for like, number, index in sorted(ranked, reverse=True):
        if like >= ALIKE and -number not in out and -index not in used:
            out[-number] = done.claims[-index]
            used.add(-index)
    return out


def _claim(marked: MarkedClaim, claim: Claim | None, score: Score) -> None:
    if claim is not None:
        score.note("kinds", f"{marked.kind}, not {claim.kind}: {marked.statement}", met=claim.kind == marked.kind)
    for name in marked.chain:
        if "not named" not in name:
            held = any(words(name) & words(link) for link in (claim.chain if claim else ()))
            score.note("chains", f"{name}: {marked.statement}", met=held)
    if marked.quote:
        exact = claim.quote.exact if claim and claim.quote else ""
        score.note("quotes", marked.quote, met=words(exact) == words(marked.quote))
    if marked.value is not None:
        number = claim.quantity if claim else None
        good = bool(number and number.value == marked.value and number.qualifier.lower() == marked.hedge)
        score.note("quantities", f"{marked.hedge} {marked.value:g}: {marked.statement}", met=good)


def main() -> int:
    """Print every article's figures and their means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missed", action="store_true", help="list what was missed")
    asked = parser.parse_args()
    means: dict[str, list[float]] = {name: [] for name in FIGURES}
    print(f"{'':12}", *(f"{name[:9]:>9}" for name in FIGURES))
    for path in sorted(asked.folder.glob("*.txt")):
        score = measure(path)
        shares = score.shares()
        print(f"{path.stem:12}", *(f"{'' if v is None else format(v, '.2f'):>9}" for v in shares.values()))
        if asked.missed:
            print(*(f"    {line}" for line in score.missed), sep="\n")
        for name, value in shares.items():
            if value is not None:
                means[name].append(value)
    print(f"{'mean':12}", *(f"{sum(v) / len(v) if v else 0:9.3f}" for v in means.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
