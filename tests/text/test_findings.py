"""Each check finds its slip, and stays silent on the like of it that is none."""

import pytest

from factcheck.text import analyse

BODY = "\n\nThe port of Marrow opened its gates on Monday. Boats came in, and the council was pleased."


def kinds(text: str) -> set[str]:
    return {f.kind for f in analyse(text).findings}


@pytest.mark.parametrize(
    ("kind", "slip", "sound"),
    [
        ("repeated_word", "The mayor went to to the port.", "He said that that boat had had its day."),
        ("repeated_word", "She posted a a picture of the port.", "She got an A a year ago."),
        ("repeated_word", "It hit boats such as the The Marrow Star.", "It hit boats such as The Marrow Star."),
        (
            "name_variant",
            "A FirstGroup clerk said so. The port is owned by First Group.",
            "A FirstGroup clerk said so. The port is owned by FirstGroup.",
        ),
        (
            "unattributed_quote",
            "The scene at the port was described as “total carnage”.",
            "The scene at the port was described as “total carnage” by a guard.",
        ),
        (
            "unattributed_quote",
            "The scene at the port was described as “total carnage”.",
            "According to Ned Marsh, the scene at the port was described as “total carnage”.",
        ),
        (
            "name_variant",
            "The firm SkyPort grew. Then Sky Port sank.",
            "The firm SkyPort grew. Then SkyPort sank.",
        ),
        (
            "name_variant",
            "The ship of NOSA left. The men of Nosa wept.",
            "The ship of NOSA left. The men of NOSA wept.",
        ),
        (
            "name_variant",
            "The ship of NOSA left. The men of Nosa wept.",
            "OSLO – Boats left Oslo. The men of Oslo wept.",
        ),
        (
            "numbers_disagree",
            "The 84 people killed in the storm at the port were sailors. The storm at the port hit at least 84 people.",
            "The 84 people killed in the storm at the port were sailors. The storm at the port hit the 84 people.",
        ),
        ("date_wrong", "It sank on Friday, August 16, 2008.", "It sank on Friday, August 15, 2008."),
        ("date_wrong", "It sank on February 30, 2021.", "It sank on February 28, 2021."),
        (
            "sum_wrong",
            "Of the crew, 30 of 60 sailors (75 per cent) were ill.",
            "Of the crew, 30 of 60 sailors (50 per cent) were ill.",
        ),
        (
            "sum_wrong",
            "Fares rose from 10 to 15 coins, a rise of 90 per cent.",
            "Fares rose from 10 to 15 coins, a rise of 50 per cent.",
        ),
        ("name_variant", "Jean-Luc Orr came. Then Jean Luc Orr left.", "Jean-Luc Orr came. Then Jean-Luc Orr left."),
        (
            "name_variant",
            "The Protected Harbour list is long. The Protective Harbour list is read.",
            "North Korea and North Korean ships came.",
        ),
        (
            "numbers_disagree",
            "The crane failed 30 times in the storm. Later the crane failed at least 30 times in the storm.",
            "The crane failed 30 times in the storm. The winch held 12 times.",
        ),
        (
            "unattributed_quote",
            "It rained. “We never saw the boats come in at all.” The night was dark.",
            "“We never saw the boats come in at all,” Ada Quill said.",
        ),
        (
            "ambiguous_pronoun",
            "Boats lay about. It said the port would close.",
            "The Harbour Board met. It said the port would close.",
        ),
    ],
)
def test_finds_the_slip_only(kind: str, slip: str, sound: str) -> None:
    assert kind in kinds("Boats return to Marrow" + BODY + "\n\n" + slip)
    assert kind not in kinds("Boats return to Marrow" + BODY + "\n\n" + sound)


def test_headline_with_a_floor_where_the_body_has_a_ceiling() -> None:
    body = "\n\nThe port lost as many as nine boats in the storm, the council heard on Monday."
    assert "headline_overstates" in kinds("Port lost at least nine boats in storm" + body)
    assert "headline_overstates" not in kinds("Port lost as many as nine boats in storm" + body)


def test_headline_words_that_nobody_says() -> None:
    body = "\n\n“The quay is broken beyond repair,” Ada Quill told the council on Monday."
    assert "quote_not_in_body" in kinds("Council ‘hid the broken quay’ for years" + body)
    assert "quote_not_in_body" not in kinds("Quay is ‘broken beyond repair’" + body)


def test_one_book_behind_most_of_it() -> None:
    told = [
        "The mayor sold nine boats, according to Edna Crisp’s book.",
        "The cash went abroad, Crisp writes.",
        "A clerk burned the ledgers, according to Crisp.",
        "The council knew of it by June, Crisp’s book says.",
        "The harbour master left, according to Crisp.",
    ]
    assert "single_origin" in kinds("Boats sold in Marrow\n\n" + "\n\n".join(told))
    mixed = [
        *told[:2],
        "The police found it, according to Ada Quill.",
        "The port lost money, the Marrow Gazette reported.",
    ]
    assert "single_origin" not in kinds("Boats sold in Marrow\n\n" + "\n\n".join(mixed))


def test_a_later_source_than_the_article() -> None:
    text = "Boats return\n\nFriday, August 15, 2008{}\n\nSources\n\n“Boats are back” — Marrow Sun, August {}, 2008"
    assert "date_wrong" in kinds(text.format(BODY, 16))
    assert "date_wrong" not in kinds(text.format(BODY, 14))


@pytest.mark.parametrize(
    ("kind", "slip", "sound"),
    [
        (
            "sum_wrong",
            "Takings were 812 million, made up of 498 million from boats, 231 million online and 93 million in fees.",
            "Takings were 822 million, made up of 498 million from boats, 231 million online and 93 million in fees.",
        ),
        ("sum_wrong", "The number of boats doubled from 40 to 60.", "The number of boats doubled from 40 to 82."),
        (
            "sum_wrong",
            "Boats took £61 million and nets £38 million. Together the two make up £109 million.",
            "Boats took £61 million and nets £38 million. Together the two make up £99 million.",
        ),
        ("sum_wrong", "Fares rose from £14 to £16, or 40 per cent.", "Fares rose from 14 to 16 per cent."),
        (
            "sum_wrong",
            "Catches fell 60 per cent to 41.5 tonnes from 66.9 tonnes a year earlier.",
            "Catches fell 38 per cent to 41.5 tonnes from 66.9 tonnes a year earlier.",
        ),
        (
            "name_variant",
            "Quillington sells boats. Quillington is old. Shares in Quilington fell.",
            "Quillington sells boats. Quillington is old. Shares in Quillington fell.",
        ),
        (
            "name_variant",
            "Timberlake sang. Later Timberlake left. Timberake will be back.",
            "Ann Johnson sang. Later Ann Johnson left. Joan Johnston will be back.",
        ),
        (
            "numbers_disagree",
            "Ada Quill, 41, owns a boat. Later Ada Quill, 43, sold it.",
            "Ada Quill, 41, owns a boat. Later Ben Quill, 43, sold it.",
        ),
        (
            "unattributed_quote",
            "Fishermen mocked the council.\n\n“They have never been out in a boat.”\n\nThe council met again.",
            "Ada Quill mocked the council.\n\n“They have never been out in a boat.”\n\nThe council met again.",
        ),
    ],
)
def test_finds_sums_names_ages_and_voices_that_do_not_fit(kind: str, slip: str, sound: str) -> None:
    assert kind in kinds("Boats return to Marrow" + BODY + "\n\n" + slip)
    assert kind not in kinds("Boats return to Marrow" + BODY + "\n\n" + sound)


@pytest.mark.parametrize(
    ("headline", "body", "told"),
    [
        ("Port lost 30 boats in the storm", "The port lost 20 boats in the storm, the council heard.", True),
        ("Port lost 20 boats in the storm", "The port lost 20 boats in the storm, the council heard.", False),
        ("Ferry captain fled in stolen boat", "The ferry captain reportedly fled in a stolen boat.", True),
        ("Ferry captain fled in stolen boat", "The ferry captain fled in a stolen boat.", False),
        ("Ferry captain 'fled in stolen boat', police say", "The captain reportedly fled in a stolen boat.", False),
    ],
)
def test_a_headline_may_not_say_more_than_the_body(headline: str, body: str, *, told: bool) -> None:
    text = f"{headline}\n\n{body} Nobody had seen it coming, and the harbour was quiet by the evening."
    assert ("headline_overstates" in kinds(text)) is told


def test_a_death_toll_that_grows_within_the_text_is_found() -> None:
    text = "Storm kills at least 34 in Marrow\n\nA storm killed at least 34 people in Marrow on Sunday, they said.\n\n"
    assert "numbers_disagree" in kinds(text + "The 43 people confirmed dead include two fishermen.")
    assert "numbers_disagree" not in kinds(text + "The 34 people confirmed dead include two fishermen.")
    assert "numbers_disagree" not in kinds(text + "A storm in 1999 left 900 people confirmed dead.")


def test_a_weekday_is_checked_against_the_year_of_the_article() -> None:
    top = "Boats return to Marrow\n\nAugust 28, 2018\n\nThe port of Marrow opened its gates, and boats came in.\n\n"
    assert "date_wrong" in kinds(top + "The council met on Tuesday, August 20 to talk about the boats.")
    assert "date_wrong" not in kinds(top + "The council met on Monday, August 20 to talk about the boats.")


def test_a_book_that_others_pass_on_is_one_origin() -> None:
    text = """Mayor hid cracks in harbour wall

The mayor knew of the cracks, according to extracts from a book by the engineer Ada Quill serialised in The Courier.

Quill writes that the wall was unsafe.

The Courier reported that a letter was burnt in May.

The Post, which has also seen the extracts, reported that the mayor left the room in June.

The council met in July."""
    assert "single_origin" in kinds(text)
    apart = text.replace("a book by the engineer Ada Quill", "the minutes").replace("Quill writes", "Bo Orr said")
    assert "single_origin" not in kinds(apart.replace("seen the extracts", "a reporter there"))


def test_it_takes_up_the_firm_or_the_country_that_was_just_told_of() -> None:
    top = "Boats return to Marrow" + BODY + "\n\n"
    assert "ambiguous_pronoun" not in kinds(
        top + "Seabright has worked on it for years.\n\nIt said the port would close."
    )
    assert "ambiguous_pronoun" not in kinds(
        top + "The firm has worked on it for years.\n\nIt said the port would close."
    )


def test_a_caption_that_repeats_the_body_but_for_the_full_stop_is_found() -> None:
    line = "The council of Marrow closed the port for good on Monday"
    assert "repeated_passage" in kinds(f"Boats return to Marrow{BODY}\n\n{line}.\n\n{line}\n\nIt rained.")


def test_a_handle_is_no_other_spelling_of_a_name() -> None:
    assert "name_variant" not in kinds(f"Boats return to Marrow{BODY}\n\nMarrow Port wrote to @MarrowPort on Monday.")


CAPTION = "Not happy: The crane driver said that the port was closed on Monday by a storm; seen in May (Image: PA)"


@pytest.mark.parametrize(
    ("told", "twice"),
    [
        ("The crane driver said that the port was closed on Monday by a storm.", True),
        ("The crane driver said that the port was closed on Monday by a storm and opened again.", True),
        ("The crane driver said that the port was closed on Friday by a storm.", False),
    ],
)
def test_a_caption_that_says_what_the_text_says_is_told_once(told: str, twice: bool) -> None:
    done = analyse(f"Storm closes port\n\nBoats stayed out at sea.\n\n{told}\n\n{CAPTION}\n")
    assert ("repeated_passage" in {f.kind for f in done.findings}) is twice
    driver = [claim for claim in done.claims if "closed" in claim.statement]
    assert len(driver) == 1 + (not twice)
