"""Slips told in other words: a headline over its body, a whole over its parts, a name with and without its marks."""

import pytest

from factcheck.text import analyse


def kinds(text: str) -> set[str]:
    return {f.kind for f in analyse(text).findings}


@pytest.mark.parametrize(
    ("headline", "body", "sound"),
    [
        (
            "Harbour board cuts ferry budget in half",
            "The harbour board cut the ferry budget from 40 million to 30 million crowns on Monday.",
            "The harbour board cut the ferry budget from 40 million to 20 million crowns on Monday.",
        ),
        (
            "At least 31 dead as pier falls in Marrow",
            "At least 23 people have drowned after a pier fell in Marrow, officials said on Monday.",
            "At least 31 people have drowned after a pier fell in Marrow, officials said on Monday.",
        ),
        (
            "At least 12 dead as pier falls in Marrow",
            "A pier that fell in Marrow killed seven anglers on Monday, officials said. It has not been mended.",
            "A pier that fell in Marrow killed 10 anglers and two divers on Monday, officials said.",
        ),
        (
            "Harbour rent bill tripled in four years",
            "The harbour's rent bill has more than doubled in five years, the board said.",
            "The harbour's rent bill has more than tripled in four years, the board said.",
        ),
        (
            "Ferry punctuality falls below 80 per cent",
            "The ferry's punctuality was 81.3 per cent in May, the harbour board said.",
            "The ferry's punctuality was 79.3 per cent in May and 82 per cent in April, the harbour board said.",
        ),
        (
            "Clerk jailed for six years over harbour theft",
            "A clerk was sentenced to five years and two months on Monday for a theft at the harbour.",
            "A clerk was sentenced to six years and two months on Monday for a theft at the harbour.",
        ),
        (
            "Gulls know their keepers by name, scientists prove",
            "Gulls may be able to tell their keepers apart, a study suggests.",
            "Gulls can tell their keepers apart, a study of 40 of them found.",
        ),
        (
            "Seaweed tea cuts risk of stroke",
            "Seaweed tea may help to lower the risk of a stroke, a study suggests. It does not prove that.",
            "Seaweed tea lowered the risk of a stroke by a fifth in a trial with 4,000 sailors.",
        ),
    ],
)
def test_a_headline_that_says_more_in_other_words(headline: str, body: str, sound: str) -> None:
    assert "headline_overstates" in kinds(f"{headline}\n\n{body}")
    assert "headline_overstates" not in kinds(f"{headline}\n\n{sound}")


@pytest.mark.parametrize(
    ("kind", "slip", "sound"),
    [
        (
            "numbers_disagree",
            "The port shut two of its nine quays. The north quay is the smallest of the port's eight quays.",
            "The port shut two of its nine quays. The north quay is the smallest of the port's nine quays.",
        ),
        (
            "sum_wrong",
            "She wants $1.1 million from cash, $450,000 from salt and $350,000 from fees, for a total of $1.8 million.",
            "She wants $1.1 million from cash, $450,000 from salt and $350,000 from fees, for a total of $1.9 million.",
        ),
        (
            "sum_wrong",
            "Sales were 716 million euros. Tickets made 522 million euros, fees 148 million and cargo 36 million.",
            "Sales were 706 million euros. Tickets made 522 million euros, fees 148 million and cargo 36 million.",
        ),
        (
            "sum_wrong",
            "A berth costs $1,950 a month, up 30% from $1,600.",
            "A berth costs $1,950 a month, up 22% from $1,600.",
        ),
        (
            "sum_wrong",
            "The port took in 9.2 million tonnes, 25% more than the 8 million of a year earlier.",
            "The port took in 9.2 million tonnes, 15% more than the 8 million of a year earlier.",
        ),
        (
            "sum_wrong",
            "The bill passed by 318 votes to 240, a majority of 88.",
            "The bill passed by 318 votes to 240, a majority of 78.",
        ),
        (
            "sum_wrong",
            "Women accounted for 58% of the crew and men for 45%.",
            "Women accounted for 58% of the crew and men for 42%.",
        ),
        ("name_variant", "Sir Alan Whitcombe came. Whitcome spoke.", "Sir Alan Whitcombe came. Whitcombe spoke."),
        (
            "date_wrong",
            "Thu 25 Aug 2022\n\nThe letter, dated Monday 21 August, was sent.",
            "Thu 25 Aug 2022\n\nThe letter, dated Sunday 21 August, was sent.",
        ),
        ("name_variant", "Lukas Hrdlička came. Hrdlicka spoke.", "Lukas Hrdlička came. Hrdlička spoke."),
        ("name_variant", "Ana Reyes-Cole came. Then Reyes Cole spoke.", "Ana Reyes-Cole came. Then Reyes-Cole spoke."),
        (
            "name_variant",
            "Councilwoman Dee Marrow came. Later Councilman Dee Marrow spoke.",
            "Councilwoman Dee Marrow came. Later Councilman Dan Marrow spoke.",
        ),
        (
            "date_wrong",
            "Published 18 January 2024\n\nThe pier fell on Tuesday, 17 January.",
            "Published 18 January 2024\n\nThe pier fell on Wednesday, 17 January.",
        ),
    ],
)
def test_finds_the_slip_only(kind: str, slip: str, sound: str) -> None:
    head = "Boats return to Marrow\n\n"
    assert kind in kinds(head + slip)
    assert kind not in kinds(head + sound)


def test_the_memoir_of_who_was_named_last_is_the_origin() -> None:
    text = (
        "Mayor threw plate at clerk, new book says\n\n"
        "Mayor Marian Cole threw a plate at a clerk, a new book claims.\n\n"
        "Former clerk Piers Lanyon says the plate hit a portrait. "
        "His memoir is being serialised by the Sunday Beacon.\n\n"
        "According to the Beacon, Lanyon was paid to keep quiet.\n\n"
        "The book says Cole drank a bottle of wine a night.\n\n"
        "The row began over a broken pier, Lanyon writes."
    )
    assert "single_origin" in kinds(text)
    others = text.replace("Lanyon writes", "the harbour board said").replace("The book says", "Doctors say")
    assert "single_origin" not in kinds(others.replace("the Beacon", "the police"))
