"""What kind of thing a claim says, where words of one kind stand in a claim of another."""

import pytest

from factcheck.text import analyse
from tests.text.told import HEAD, told

KINDS = [
    ("The owner was banned from driving for a year.", "event"),
    ("The mate was also allowed to board.", "event"),
    ("Members are allowed to park on the quay.", "law"),
    ("The port's guidelines allow dogs on the quay.", "law"),
    ("The Post received the letters under the Freedom of Information Act.", "event"),
    ("The appeal was the reason for his trip.", "causal"),
    ("A lack of light can lead to pain.", "causal"),
    ("Sales were boosted by a warm spring.", "causal"),
    ("The fall was due in part to the storm.", "causal"),
    ("Falling water has left many wells without water.", "causal"),
    ("Norwind declined to comment on whether it would sell the ferry.", "event"),
    ("The fire may have been started on purpose.", "event"),
    ("The crew might have to leave.", "prediction"),
    ("The cause could not be established.", "event"),
    ("The trial is due on Friday.", "prediction"),
    ("The ship is to be sold.", "prediction"),
    ("The berg covered a 100-square-mile area.", "quantity"),
    ("The trains stopped in the 53rd Street tunnel.", "event"),
    ("An 800-square metre deck has been cleared.", "quantity"),
]


@pytest.mark.parametrize(("body", "kind"), KINDS)
def test_tells_what_kind_a_claim_is(body: str, kind: str) -> None:
    assert told(body)[body].kind == kind


ASKED = [
    ("Fares fell by a third last year, but will sailors return?", ["Fares fell by a third last year."]),
    ('Who would say the crew was not "properly clothed"?', []),
    ("Will the port open, and is the ferry safe?", []),
]


@pytest.mark.parametrize(("body", "statements"), ASKED)
def test_a_question_is_no_claim_and_what_is_told_before_it_is_one(body: str, statements: list[str]) -> None:
    assert list(told(body)) == statements


def test_the_name_of_the_site_is_no_part_of_a_headline() -> None:
    text = "Keeper hangs up her lamp for good | The Vell Magazine" + HEAD[HEAD.index("\n") :]
    assert analyse(text).claims[0].statement == "Keeper hangs up her lamp for good."


METRES = [
    ("The boy fell down the 40m dry well.", 40, "m"),
    ("The berg rose 49m above the water.", 49, "m"),
    ("The 12m trawler sank.", 12, "m"),
    ("The site has 3m users.", 3_000_000, "users"),
    ("They built a £40m tower.", 40_000_000, "pounds"),
]


@pytest.mark.parametrize(("body", "value", "unit"), METRES)
def test_tells_metres_from_millions(body: str, value: float, unit: str) -> None:
    quantity = told(body)[body].quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit)
