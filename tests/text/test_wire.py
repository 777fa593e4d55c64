from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import wire

BODY = "\n\nThe council of the island town closed two of its three harbours on Monday.\n" * 12


@pytest.mark.parametrize(
    ("text", "agency", "kind"),
    [
        ("Harbours shut\nTROMSO, May 4 (AP) \u2014 Two harbours closed." + BODY, "AP", "dateline"),
        ("Harbours shut\nDec 29 (Reuters) - Two harbours closed." + BODY, "Reuters", "dateline"),
        ("OSLO, May 4 (Xinhua) -- Two harbours closed." + BODY, "Xinhua", "dateline"),
        ("OSLO, May 4. /TASS/. Two harbours closed." + BODY, "TASS", "dateline"),
        ("Oslo (dpa) - Two harbours closed." + BODY, "dpa", "dateline"),
        ("Harbours shut\nBy Press Association\n" + BODY, "PA", "by-line"),
        ("Harbours shut\nBy Kari Nilsen, Associated Press\n" + BODY, "AP", "by-line"),
        ("Harbours shut\nKyodo News\n" + BODY, "Kyodo", "credit line"),
        (BODY + "(Reporting by Kari Nilsen; Editing by Ola Berg.)", "Reuters", "tail"),
        (BODY + "Associated Press writer Kari Nilsen in Oslo reported this.", "AP", "tail"),
        (BODY + "\u00a9 2024 AFP", "AFP", "copyright"),
        (BODY + "\n___\n\nThe harbours were counted by The Associated Press." + BODY, "AP", "credit line"),
    ],
)
def test_a_credit_tells_agency_copy(text: str, agency: str, kind: str) -> None:
    found = wire.credit(text)
    assert found is not None
    assert (found.agency, found.kind, found.is_copy) == (agency, kind, True)
    assert agency.split(maxsplit=1)[0] in found.why


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told Reuters that two harbours closed." + BODY,
        "A Reuters/Ipsos poll put the mayor ahead." + BODY,
        BODY + "Mike Bloomberg has not answered.",
        "A harbour in Oslo. (AP)\nThe app (APP) and Pa were not there." + BODY,
        "An AP count put the mayor ahead." + BODY,
        "",
    ],
)
def test_a_mention_is_no_credit(text: str) -> None:
    assert wire.credit(text) is None


def test_help_from_an_agency_is_not_its_copy() -> None:
    found = wire.credit(BODY + "The Associated Press contributed to this report.")
    assert found is not None
    assert (found.agency, found.is_copy) == ("AP", False)


def test_a_byline_known_apart_is_enough() -> None:
    found = wire.credit(BODY, by_line="By Reuters")
    assert found is not None
    assert found.agency == "Reuters"


@given(st.text())
def test_the_credit_lies_in_the_text(text: str) -> None:
    found = wire.credit(text + " (AP) \u2014 x")
    assert found is None or 0 <= found.start <= found.end <= len(text) + len(" (AP) \u2014 x")
