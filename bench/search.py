"""Time searches over 100,000 claims: earlier rulings, the desk's own documents, the desk's search field.

`python -m bench.search [--database URL] [--claims N] [--questions N]`

A database named is to be empty. The claims are made up: words of a vocabulary of 30,000 in a language's proportions
(the word of rank n n times rarer than the first), names, figures and years. A twentieth of them are documents, too.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from sqlalchemy import insert, text

from bench.desk import load
from factcheck.db import Database
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.roles import Role
from factcheck.migrate import upgrade
from factcheck.models import Capture, Claim, Person, Ruling, Via
from factcheck.models.base import utc_now
from factcheck.services.corpus_search import search_corpus
from factcheck.services.desk_search import search_desk
from factcheck.services.ruling_search import search_rulings
from tests.sources_kit import add_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

VOCABULARY = 30_000
SYLLABLES = tuple(a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ol", "in"))
GRAMMAR = ("the", "of", "and", "in", "to", "a", "for", "that", "was", "by", "with", "on", "said", "has", "from")
DOCUMENTS_SHARE = 20
AT_ONCE = 2000


class Language:
    """Write sentences; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        made = random.Random(1)
        words = {"".join(made.choices(SYLLABLES, k=made.choice((1, 2, 2, 3, 3, 4)))) for _ in range(VOCABULARY * 2)}
        rest = sorted(words)
        made.shuffle(rest)
        self.words = [*GRAMMAR, *rest[:VOCABULARY]]
        self.names = [word.title() for word in rest[-3000:]]
        self.weights = list(accumulate(1.0 / (rank + 2.7) for rank in range(len(self.words))))
        self.name_weights = list(accumulate(1.0 / (rank + 10) for rank in range(len(self.names))))
        self.dice = random.Random(seed)

    def sentence(self) -> str:
        """Write a sentence of eight to twenty-odd words with names and, often, a figure and a year."""
        dice = self.dice
        said = dice.choices(self.words, cum_weights=self.weights, k=dice.randint(6, 20))
        for name in dice.choices(self.names, cum_weights=self.name_weights, k=dice.randint(1, 3)):
            said.insert(dice.randrange(len(said)), name)
        figure = dice.choice(("", f" {dice.randint(2, 99)} per cent", f" {dice.randint(1, 900)} million"))
        year = dice.choice(("", f" in {dice.randint(1990, 2026)}"))
        return f"{' '.join(said).capitalize()}{figure}{year}."


def fill(session: Session, claims: int) -> None:
    """Write so many rulings and claims, and a twentieth of that as documents of twenty sentences."""
    person = Person(email="bench@desk.test", name="Bench", role=Role.ADMINISTRATOR, settings={})
    person.password_hash = "-"  # noqa: S105 - no password has this hash
    session.add(person)
    session.flush()
    article = add_article(session, person.id)
    language, now = Language(7), utc_now()
    for first in range(0, claims, AT_ONCE):
        numbers = range(first, min(claims, first + AT_ONCE))
        said = {number: language.sentence() for number in numbers}
        rulings = [
            {"statement": words, "rating": "False", "key": f"{number:064x}", "created_at": now}
            for number, words in said.items()
        ]
        session.execute(insert(Ruling), rulings)
        rows = [
            {"article_id": article.id, "number": number + 1, "statement": words}
            | {"kind": ClaimKind.QUANTITY, "state": ClaimState.TO_CHECK}
            for number, words in said.items()
        ]
        session.execute(insert(Claim), rows)
        documents = [
            {"via": Via.FETCH, "sha256": f"{number:064x}", "state": "captured", "url": f"https://d.example/{number}"}
            | {"title": words, "text": " ".join(language.sentence() for _ in range(20)), "in_corpus": True}
            for number, words in said.items()
            if number % DOCUMENTS_SHARE == 0
        ]
        session.execute(insert(Capture), documents)


def times(ask: Callable[[str], object], questions: list[str]) -> str:
    """Ask each question once and tell the median and the 95th percentile, by the clock and of this process's work."""
    taken: dict[str, list[float]] = {"clock": [], "work": []}
    for question in questions:
        began, worked = time.perf_counter(), time.process_time()
        ask(question)
        taken["clock"].append((time.perf_counter() - began) * 1000)
        taken["work"].append((time.process_time() - worked) * 1000)
    told = []
    for name, all_ in taken.items():
        all_.sort()
        told.append(f"{name} p50 {all_[len(all_) // 2]:5.1f} ms p95 {all_[int(len(all_) * 0.95)]:5.1f} ms")
    return "  ".join(told)


def main() -> None:
    """Print a line a search."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--profile", action="store_true", help="tell where the time goes, and nothing else")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/desk.sqlite3"
        upgrade(url)
        database = Database(url)
        with database.write() as session:
            fill(session, asked.claims)
        if not database.is_sqlite:
            with database.write() as session:
                session.execute(text("ANALYZE"))
        language = Language(11)
        questions = [language.sentence() for _ in range(asked.questions)]
        typed = [" ".join(question.split()[1:4]) for question in questions]
        known = {name.lower() for name in language.names}
        names = [next((word for word in question.lower().split() if word in known), "") for question in questions]
        if asked.profile:
            with database.read() as session, cProfile.Profile() as profile:
                for question in questions:
                    search_rulings(session, question)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return
        for name, search, given in (
            ("earlier rulings, whole sentences", search_rulings, questions),
            ("own documents, whole sentences", search_corpus, questions),
            ("search field, three words", search_desk, typed),
            ("search field, one name", search_desk, names),
            ("search field, a common word", search_desk, [GRAMMAR[n % 4] for n in range(len(questions))]),
        ):
            with database.read() as session:
                search(session, given[0])
                told = times(partial(search, session), given)
            print(f"{name:33} {told}  {load()}", flush=True)
        database.dispose()


if __name__ == "__main__":
    main()
