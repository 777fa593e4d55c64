"""What a sentence says beside its main statement, and which kind of claim each is."""

import pytest

from factcheck.text import analyse
from tests.text.told import HEAD, told


@pytest.mark.parametrize(
    ("body", "statements"),
    [
        (
            "The harbour, built in 1974, has twice been dredged.",
            ["The harbour has twice been dredged.", "The harbour was built in 1974."],
        ),
        (
            "North Quay, the smallest of the port's nine quays, took in 9,800 boats.",
            ["North Quay took in 9,800 boats.", "North Quay was the smallest of the port's nine quays."],
        ),
        (
            "The tide reached 5.6 metres at 8.30pm, the harbour board said, the highest since records began in 1968.",
            ["The tide reached 5.6 metres at 8.30pm.", "5.6 metres was the highest since records began in 1968."],
        ),
        (
            "The board voted to cut the budget, closing two quays and ending night sailings.",
            ["The board voted to cut the budget.", "The board closed two quays.", "The board ended night sailings."],
        ),
        (
            "The firm will shut a yard, leaving 200 people without work.",
            ["The firm will shut a yard.", "The firm will leave 200 people without work."],
        ),
        (
            "A clerk who stole more than 200,000 crowns meant for a pier and spent them on boats has been jailed.",
            [
                "A clerk has been jailed.",
                "A clerk stole more than 200,000 crowns meant for a pier.",
                "A clerk spent them on boats.",
            ],
        ),
        ("(CNN) Boats sank off Marrow.", ["Boats sank off Marrow."]),
        (
            "Ferry no. 446 left. Drs. Orr and Quill were on it.",
            ["Ferry no. 446 left.", "Drs. Orr and Quill were on it."],
        ),
        (
            "The pier is closed, according to the Post, which saw the memo.",
            ["The pier is closed.", "The Post saw the memo."],
        ),
        (
            "The board named a disaster in 2011, in which 203 people died.",
            ["The board named a disaster in 2011.", "203 people died in a disaster in 2011."],
        ),
        (
            "Rada Quill, a biologist at the institute in Marrow who was not asked, wept.",
            ["Rada Quill, a biologist at the institute in Marrow, wept.", "Rada Quill was not asked."],
        ),
        ("But look at what happened in Marrow, which fell in 2020.", ["Marrow fell in 2020."]),
        (
            "Ada Quill, a trader who clung to a drum before a boat picked her up, wept.",
            ["Ada Quill, a trader, wept.", "Ada Quill clung to a drum before a boat picked her up."],
        ),
        (
            "Ada Quill, a clerk at the Harbour Office, which watches the tides, wept.",
            ["Ada Quill, a clerk at the Harbour Office, wept.", "The Harbour Office watches the tides."],
        ),
        (
            "While gulls have gone, the new law requires nets in the bay.",
            ["Gulls have gone.", "The new law requires nets in the bay."],
        ),
        (
            "The town was hit in 2011, when a flood drowned 203 people.",
            ["The town was hit in 2011.", "A flood drowned 203 people."],
        ),
        # What only says what kind of man it was stays where it is.
        ("She was seen by a man who was clearing the quay.", ["She was seen by a man who was clearing the quay."]),
        (
            "Retired pilot Bev Aldana, 71, held up a chart and asked the board which of them had ever sailed.",
            [
                "Retired pilot Bev Aldana, 71, held up a chart.",
                "Bev Aldana asked the board which of them had ever sailed.",
            ],
        ),
    ],
)
def test_each_thing_that_is_said_is_a_claim_that_reads_alone(body: str, statements: list[str]) -> None:
    assert list(told(body)) == statements


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("The 28 percent cut is the deepest in the port's history.", "comparison"),
        ("The new pier is about three times as long as the old one.", "comparison"),
        ("The board plans to shut six quays next year.", "prediction"),
        ("If the board shut six quays, it could save 9 million crowns.", "prediction"),
        ("The mayor expects a flood at midnight.", "prediction"),
        ("The clerk bought a coat for her three dogs.", "event"),
        ("The mayor declared three days of mourning.", "event"),
        ("The pier fell three years later.", "event"),
        ("Rada Quill turned 38 last week.", "event"),
        ("A law that takes effect in May will require owners to lodge £5m.", "law"),
        ("The bill would oblige owners to lodge £5m as a bond.", "law"),
        ("Marrow was seven degrees warmer at midnight than villages around it.", "comparison"),
        ("The drought made the fire at least ten times more likely.", "causal"),
        ("Boat numbers have doubled since 1999.", "quantity"),
        ("The board shut 14 quays.", "quantity"),
        ("Rada Quill said that talks would resume next week.", "prediction"),
        ("Rada Quill said that she would resign.", "attribution"),
        ("The court heard that the clerk had burned the ledgers.", "event"),
        ("Rada Quill said that more work was needed.", "attribution"),
        ('Rada Quill called the plan "one fool\'s opinion".', "quotation"),
    ],
)
def test_a_number_in_passing_or_a_promise_does_not_make_the_kind(body: str, kind: str) -> None:
    assert next(iter(told(body).values())).kind == kind


@pytest.mark.parametrize(
    ("body", "chain"),
    [
        ("The board may sell the pier, a study published on Monday in the journal Marine Quays suggests.", ["a study"]),
        ("A bid is near, the Harbour Post reported last month, citing two pilots.", ["the Harbour Post", "two pilots"]),
        ("It could add 9,000 berths by 2035, the planning department estimates.", ["the planning department"]),
        ("Rada Quill pointed out that the boats differed in height.", ["Rada Quill"]),
        ("Lukas Orr, 66, of Abbey Close, Marrow, said that the boats were gone.", ["Lukas Orr"]),
        ("According to the board, the pier is closed.", ["the board"]),
        ("The pier is closed, according to a clerk at the shop they own.", ["a clerk at the shop"]),
        ("The boats sank, Marrowport.com reported.", ["Marrowport.com"]),
        ("It took eight hours, per Ada Quill.", ["Ada Quill"]),
        ("“A flying first for all of us,” Ada Quill shared on her page.", ["Ada Quill"]),
        (
            "Crowds rose to 7,412, a report by the accountants Pell & Orr found.",
            ["a report by the accountants Pell & Orr"],
        ),
        ("By the Register's reckoning, that would spare seven clubs.", ["the Register"]),
        ("In a letter seen by the Daily Post, Rada Quill says the boats were lost.", ["the Daily Post", "Rada Quill"]),
        ("“Heat breaks no windows,” said the institute's director, Dr. Pia Quill.", ["Dr. Pia Quill"]),
        ("It is hard to see that the pier is closed.", []),
        ("The last mayor to try, Arthur Boone, said that it was a mistake.", ["Arthur Boone"]),
        ("Jens Orr told state radio that the ferry was full.", ["state radio", "Jens Orr"]),
        ("No 10 dismisses the claims as “fantasy”.", ["No 10"]),
        ("The Sea Crystal, which had 129 people on board, hit a pillar of the pier.", []),
    ],
)
def test_who_says_so_is_found(body: str, chain: list[str]) -> None:
    found = next(iter(told(body).values())).chain
    assert len(found) == len(chain)
    assert all(link.startswith(name) for link, name in zip(found, chain, strict=True))


def test_a_role_is_who_holds_it() -> None:
    body = (
        "Judge Harriet Okonjo told the clerk to stand. Lukas Orr, 66, wept in the dock.\n\n"
        "The judge said the fine was 10 crowns, and that she had been lenient."
    )
    assert "Harriet Okonjo had been lenient." in told(body)


def test_points_of_a_list_are_said_by_who_leads_it_in() -> None:
    body = (
        "The report's main findings:\n- Seven in ten boats leaked.\n- Only one of 12 piers was open.\n\n"
        "It rained all night."
    )
    chains = {claim.statement: claim.chain for claim in told(body).values()}
    assert chains["Seven in ten boats leaked."] == ("The report",)
    assert chains["Only one of 12 piers was open."] == ("The report",)
    assert chains["It rained all night."] == ()


def test_somebody_without_a_name_is_who_he_is_in_the_next_sentence() -> None:
    body = (
        "Jens Orr wept.\n\nA man in his 60s has died near Upper Hale, police said.\n\nHis name has not been released."
    )
    assert "The man's name has not been released." in told(body)


def test_what_goes_on_in_quotation_marks_is_a_quotation() -> None:
    body = "The board said that it had spent 11 million, and that the wall “was never made for such a flood”."
    assert [claim.kind for claim in told(body).values()] == ["quantity", "quotation"]


def test_a_role_that_nobody_is_named_for_stands_for_itself() -> None:
    body = "Louise Tan waited outside.\n\nA widow said the pier was safe, and that she had walked on it."
    assert "A widow had walked on it." in told(body)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("VIENNA, May 11 (Continental News)", "boilerplate"),
        ("Agencies in Port Selim", "boilerplate"),
        ("3 May 2022 • 5 min read", "boilerplate"),
        ("22:01, 14 Sep 2019Updated: 23:17, 14 Sep 2019", "boilerplate"),
        ("Cordelia Vance", "boilerplate"),
    ],
)
def test_lines_about_the_page_are_no_story(line: str, role: str) -> None:
    done = analyse(f"Boats return to Marrow\n\n{line}\n\nThe port opened its gates on Monday.")
    assert done.passages[1].role == role


def test_the_writer_is_told_of_at_the_end() -> None:
    done = analyse(
        "Boats return to Marrow\n\nCordelia Vance\n\nThe port opened its gates on Monday.\n\n"
        "Cordelia Vance is a columnist. She lives in Marrow."
    )
    assert [p.role for p in done.passages] == ["headline", "boilerplate", "body", "boilerplate", "boilerplate"]


@pytest.mark.parametrize(
    ("sentence", "checkable"),
    [
        ("Here is what we know so far:", False),
        ("Good evening and welcome to our live coverage of the storm.", False),
        ("They should think again.", False),
        ("Perhaps.", False),
        ("They should pay 40 crowns, the law says.", True),
        ("He should have known, said Rada Quill.", True),
        ("Boats sank.", True),
    ],
)
def test_what_states_nothing_is_not_checkable(sentence: str, checkable: bool) -> None:
    done = analyse(f"{HEAD}{sentence}")
    assert done.passages[-1].checkable is checkable
