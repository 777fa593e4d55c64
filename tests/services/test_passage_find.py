"""What is shown of a text beside a claim, and when the machine may guess what it says of it."""

from __future__ import annotations

import pytest

from factcheck.domain.evidence import Stance
from factcheck.services.lookup_target import ClaimWords
from factcheck.services.passage_find import find_passages

FERRY = "The ferry carried 214,000 passengers in 2025."


def words(statement: str) -> ClaimWords:
    return ClaimWords(1, 1, statement, (), "en", outside=False)


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        (FERRY, "The ferry carried 198,000 passengers in 2025, the operator said.", Stance.REFUTES),
        (FERRY, "The ferry carried some 215,000 passengers in 2025.", Stance.SUPPORTS),
        # Of another year another figure may be true.
        (FERRY, "In 2022 the ferry carried 240,000 passengers and made a loss.", None),
        (FERRY, "In 2022 the ferry carried 214,000 passengers and made a loss.", None),
        # Without a date, the figure alone is held against the claim.
        (FERRY, "The ferry carried 198,000 passengers that year.", Stance.REFUTES),
        # A date in a sentence about something else tells nothing.
        ("The number of day visitors has fallen since 2025.", "She counts a number of visitors since June 2023.", None),
        ("The north pier was built in 1911.", "The north pier was built in 1913 by hand.", Stance.REFUTES),
        ("The north pier was built in 1911.", "Built of oak, the north pier dates from 1911.", Stance.SUPPORTS),
        # The date of a birth says nothing against the date of a death.
        (
            "Ada Lund (13 April 1944 to 16 May 2001) was a guitarist.",
            "Ada Lund, guitarist, was born on 13 April 1944.",
            Stance.SUPPORTS,
        ),
        ("The ferry is slow.", "The ferry is slow, islanders say.", None),
    ],
)
def test_a_stance_is_guessed_only_of_the_same_matter_at_the_same_time(
    claim: str, passage: str, stance: Stance | None
) -> None:
    found = find_passages(words(claim), passage)
    assert [one.stance for one in found] == [stance]
    if stance is not None:
        assert found[0].reasons[-1].startswith("may support" if stance is Stance.SUPPORTS else "may refute")


def test_one_number_in_two_forms_is_no_reason_to_show_a_passage() -> None:
    claim = words("The purchase has cost nearly 40 % more than was planned.")
    assert find_passages(claim, "00:03:40 Q: The book says perhaps as many as forty.") == []
    # The twin: with one telling word more it is shown.
    assert len(find_passages(claim, "It says the purchase went forty over.")) == 1


@pytest.mark.parametrize(
    ("claim", "passage", "language"),
    [
        ("Since then the harbour would never, according to Brandt, pay.", "Since June it would never rain.", "en"),
        ("Der Hafen hat nach der Prüfung nicht gezahlt.", "Die Katze hat nach der Maus nicht gesehen.", "de"),
    ],
)
def test_small_words_are_no_shared_words(claim: str, passage: str, language: str) -> None:
    asked = ClaimWords(1, 1, claim, (), language, outside=False)
    assert find_passages(asked, passage) == []


def test_the_reason_names_the_words_that_tell_something() -> None:
    found = find_passages(
        words("The board would never pay for the lock since March."),
        "Since then the board, for the lock, would never pay.",
    )
    assert found[0].reasons == ("shares board, lock, pay",)
