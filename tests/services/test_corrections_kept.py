"""What people corrected by hand stays when the text is taken apart again, and follows its line into the next draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.articles import Intake, PassageRole
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.models import Claim, Draft, Finding, Occurrence, Passage, Person
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.claim_add import add_claim
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_split import split_claim
from factcheck.services.claim_trim import trim_claim
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_carry import carry_draft, lines_of
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_split import split_draft
from factcheck.services.passage_role import set_passage_role
from factcheck.text import analyse
from factcheck.text.drafts import compare

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article
    from tests.conftest import People

TEXT = """Harbour wall to cost 40 million crowns

The council of Ostvik will spend 40 million crowns on a new harbour wall, the Ostvik Post reported.

The old wall fell in 1987, killing nine people in the town.

Engineers from Dalheim inspected the harbour in 2024. They came back a year later.

The Ostvik library lent 12,000 books to readers in other towns.

Fishermen in Ostvik landed 900 tonnes of cod during the winter.

Two cranes stand on the quay of Ostvik since the summer.
"""
Told = tuple[int, str, str, tuple[str, ...], ClaimState, tuple[str, ...]]


class Corrected:
    """An article whose split somebody corrected in every way there is."""

    def __init__(self, session: Session, people: People) -> None:
        self.session = session
        self.eda = session.get_one(Person, people.eda)
        self.article: Article = create_article(session, self.eda, ArticleBrief(title="Harbour wall"))
        self.draft = add_draft(session, self.eda, self.article, TEXT, intake=Intake.PASTE, max_chars=10_000)
        split_draft(session, self.draft.id, analyse(TEXT), max_claims=100)
        self._correct()
        session.flush()

    def claim(self, words: str) -> Claim:
        """Give the claim whose place holds these words."""
        return next(c for c in self.claims() if any(words in place.exact for place in c.occurrences))

    def claims(self) -> list[Claim]:
        query = select(Claim).where(Claim.article_id == self.article.id).order_by(Claim.number)
        return list(self.session.scalars(query))

    def _correct(self) -> None:
        session, eda = self.session, self.eda
        chained = self.claim("will spend 40 million")
        edit_claim(
            session,
            eda,
            chained.id,
            version=chained.version,
            statement="Ostvik pays 40 million crowns for a wall.",
            kind="prediction",
            chain=["the Ostvik Post", "the budget", "the mayor's office"],
        )
        whole = self.claim("Engineers from Dalheim")
        split_claim(
            session,
            eda,
            whole.id,
            version=whole.version,
            parts="Engineers from Dalheim\ninspected the harbour in 2024",
        )
        trimmed = self.claim("library lent")
        trim_claim(
            session,
            eda,
            trimmed.id,
            trimmed.occurrences[0].id,
            version=trimmed.version,
            exact="The Ostvik library lent 12,000 books",
        )
        dismiss_claim(session, eda, self.claim("Two cranes").id, "Scenery.")
        came_back = self.claim("They came back")
        merge_claim(session, eda, came_back.id, into=self.claim("inspected the harbour").number)
        add_claim(session, eda, self.article.id, exact="readers in other towns", statement="Other towns read, too.")
        line = self.line("Fishermen in Ostvik")
        set_passage_role(session, eda, self.article.id, line.id, "caption")

    def line(self, words: str, draft: Draft | None = None) -> Passage:
        """Give the line that begins so."""
        draft = draft or self.draft
        lines = self.session.scalars(select(Passage).where(Passage.draft_id == draft.id))
        return next(one for one in lines if draft.text[one.start : one.end].startswith(words))

    def told(self, draft: Draft | None = None) -> list[Told]:
        """List what each claim says now, and where it stands in the draft."""
        draft = draft or self.draft
        self.session.expire_all()
        return [
            (
                c.number,
                c.statement,
                c.kind.value,
                tuple(c.chain),
                c.state,
                tuple(sorted(place.exact for place in c.occurrences if place.draft_id == draft.id)),
            )
            for c in self.claims()
        ]

    def next(self, text: str) -> Draft:
        """Bring in the next draft and take it apart."""
        draft = add_next_draft(
            self.session,
            self.eda,
            self.article.id,
            text,
            intake=Intake.PASTE,
            max_chars=10_000,
            after=self.draft.number,
        )
        analysis = analyse(draft.text)
        spans = [(one.start, one.end) for one in analysis.passages]
        comparison = compare(self.draft.text, lines_of(self.session, self.draft.id), draft.text, spans)
        carry_draft(self.session, draft.id, analysis, comparison, max_claims=100)
        return draft


@pytest.fixture
def corrected(session: Session, people: People) -> Corrected:
    return Corrected(session, people)


def test_splitting_again_leaves_every_correction_alone(session: Session, corrected: Corrected) -> None:
    before = corrected.told()
    places = session.scalars(select(Occurrence.id).order_by(Occurrence.id)).all()
    findings = session.scalars(select(Finding.id)).all()
    assert split_draft(session, corrected.draft.id, analyse(TEXT), max_claims=100) is None
    assert corrected.told() == before
    assert session.scalars(select(Occurrence.id).order_by(Occurrence.id)).all() == places
    assert session.scalars(select(Finding.id)).all() == findings
    assert corrected.line("Fishermen").role is PassageRole.CAPTION


def test_corrections_follow_lines_that_stay_into_the_next_draft(corrected: Corrected) -> None:
    before = corrected.told()
    draft = corrected.next(TEXT.replace("900 tonnes", "950 tonnes") + "\nA school opened in Ostvik with 300 pupils.\n")
    after = corrected.told(draft)
    changed = corrected.claim("Fishermen in Ostvik").number
    stayed = [one for one in before if one[0] != changed and one[4] is not ClaimState.MERGED]
    assert [one for one in after if one[0] in {b[0] for b in stayed}] == stayed
    new = [one for one in after if one[0] > max(b[0] for b in before)]
    assert [one[1] for one in new] == ["A school opened in Ostvik with 300 pupils."]


def test_a_chain_changed_by_hand_is_carried_as_it_was_written(corrected: Corrected) -> None:
    corrected.next(TEXT.replace("the winter", "last winter"))
    claim = corrected.claim("will spend 40 million")
    assert claim.chain == ["the Ostvik Post", "the budget", "the mayor's office"]
    assert claim.kind is ClaimKind.PREDICTION


def test_a_role_set_by_hand_is_carried_with_its_line(corrected: Corrected) -> None:
    draft = corrected.next(TEXT.replace("Two cranes", "Four cranes"))
    assert corrected.line("Fishermen", draft).role is PassageRole.CAPTION


def test_what_was_set_aside_is_not_found_again(corrected: Corrected) -> None:
    draft = corrected.next(TEXT.replace("12,000", "13,000"))
    cranes = [
        c for c in corrected.claims() if any("cranes" in p.exact for p in c.occurrences if p.draft_id == draft.id)
    ]
    assert [c.state for c in cranes] == [ClaimState.NOT_CHECKABLE]
    backs = [
        c for c in corrected.claims() if any("came back" in p.exact for p in c.occurrences if p.draft_id == draft.id)
    ]
    assert [c.number for c in backs] == [corrected.claim("inspected the harbour").number]
