"""What is left as written, or whole, where the text does not settle it; and what is settled after all."""

import pytest

from factcheck.text import analyse
from tests.text.told import HEAD, told


@pytest.mark.parametrize(
    ("body", "statement"),
    [
        (
            "Mary Marsk opened her bill. A Danish woman on holiday in Vell sold a boat because her own roof leaked.",
            "A Danish woman on holiday in Vell sold a boat because her own roof leaked.",
        ),
        (
            "Mary Marsk opened her bill. A Danish woman on holiday in Vell sold a boat. Then she paid for it.",
            "The woman paid for it.",
        ),
        (
            "Mark Orr paid. An error caused a Vell, Tarn, man to be charged 84 pence. Luckily he kept the bill.",
            "Luckily he kept the bill.",
        ),
        (
            "A Vell Fire Service spokesman said they had been called to a fire in a tunnel at 6.04am.",
            "They had been called to a fire in a tunnel at 6.04am.",
        ),
        (
            "Ida Marr said that Hannah Wiss was in her second year and had won a prize, although she was often at sea.",
            "She was often at sea.",
        ),
        (
            "Ida Marr said that William Orr had won and that his mother was glad because she had taught sailing.",
            "William Orr's mother was glad because she had taught sailing.",
        ),
        (
            "The outermost planets are too far away to be seen. Astronomers in Vell say they were found by chance.",
            "They were found by chance.",
        ),
        (
            "Minister Idris Orr spoke on radio. Survivors said that the captain had sailed because he was paid for it.",
            "The captain had sailed because he was paid for it.",
        ),
    ],
)
def test_a_pronoun_never_takes_the_name_of_somebody_else(body: str, statement: str) -> None:
    assert statement in told(body)


def test_a_father_who_is_named_is_no_stranger() -> None:
    body = "Gareth Prowse won his case.\n\nMr Prowse, a father of three, said he was glad.\n\nHe will sail home in May."
    assert "Gareth Prowse will sail home in May." in told(body)


def test_the_news_is_one_thing() -> None:
    assert "The news is read each day." in told("They heard the news, which is read each day.")


@pytest.mark.parametrize(
    "whole",
    [
        "Three families were left without a roof after a crane toppled and crashed into the yard.",
        "The 270 km the balloon flew was much shorter than that of an earlier and crewed flight of the same balloon.",
        "Scientists found the first signs of planets that orbit stars other than our own sun.",
        "What they found was a pair of rings spinning in the sea and connected to each other.",
        "Orr's boat Vell of Tarn cries out after it had to leave the race.",
    ],
)
def test_and_that_joins_no_clauses_parts_none(whole: str) -> None:
    assert list(told(whole)) == [whole]


def test_all_but_two_is_a_number_and_who_speaks_is_whom_the_sentence_is_about() -> None:
    found = told("A nurse who saw the boys after their rescue said all but two were unhurt.")
    assert found["All but two were unhurt."].chain == ("A nurse",)
    assert "A nurse saw the boys after their rescue." in found
    found = told("The firm that built the Vell 1 satellite said on Friday its men had reached it.")
    assert found["Its men had reached it."].chain == ("The firm",)


@pytest.mark.parametrize(
    ("body", "chain"),
    [
        (
            "“My eyes hurt,” Horo Marsk told the Vell Times-News. “We had put up lights.”",
            ("Vell Times-News", "Horo Marsk"),
        ),
        ("Jane Roe told ABC7 the company had paid 4,000 crowns.", ("ABC7", "Jane Roe")),
        ("The agency quoted Roe as saying: “The test was a first step for the army.”", ("The agency", "Roe")),
        ("“The test was a first step for the army,” VCNA quoted Roe as saying.", ("VCNA", "Roe")),
        ("The bridge had a span of 40 metres, an expert on steel bridges, David Marr said.", ("David Marr",)),
        (
            "Harbour master Jan Orr ordered the crane to be inspected for once, and said the quay was closed.",
            ("Harbour master Jan Orr",),
        ),
        ("People are being warned to avoid the harbour and the streets around it.", ()),
        (
            "In two interviews, Jan and Ida Orr, owners of a yard in Vell who knew Roe, said she had asked for help.",
            ("Jan and Ida Orr",),
        ),
        (
            "The second largest credit rating firm in Vell has admitted that 400 files were lost.",
            ("The second largest credit rating firm in Vell",),
        ),
        ("The victim, known only by her first name, Ida, said the police had come late.", ("The victim",)),
        ("Orr said “all flew”, adding that people ran and there was “blood everywhere”.", ("Orr",)),
        ("The firm said the price would hold until May, but now says it ends at once.", ("The firm",)),
        ("Jan Orr told Newsweek that the port was shut in May.", ("Newsweek", "Jan Orr")),
        ("A woman in Vell was stunned after being informed that she had won 40 crowns.", ()),
        ("The boys were bound for two ports, two officers told CNN.", ("CNN", "two officers")),
        ("If somebody else has that seat, that would quickly reveal their mistake.", ()),
        (
            "The Vell Gazette (VG) has done it, posting 11 pages from the safe of a law firm, and “rare sights”.",
            (),
        ),
        ("President Roe spoke on Monday. On Tuesday he said that the port was shut.", ("Roe",)),
        ("Ida Orr looked up. She wondered on Twitter why the boat was turning round.", ("Ida Orr",)),
        ("A boat of the Vell line turned round after the crew discovered that a man was missing.", ()),
        ("They followed up with a detailed account of her answer.", ()),
        (
            "A clerk for Vell's Foreign Ministry rejected it, saying reports “did not accord with the facts.”",
            ("A clerk for Vell's Foreign Ministry",),
        ),
        ("Ida Orr says the plan worked well in Vell this year, adding that help was close.", ("Ida Orr",)),
        ("Police freed the men after many of the victims described the thieves as tall.", ("the victims",)),
        (
            "Vell declared that a lamp was lit under the direct orders of leader Kim Orr, and said it had more.",
            ("Vell",),
        ),
        ("The reporters reading the files found that the bank was empty.", ("The reporters",)),
        ("Mayor Ida Orr 's clerk Jan Marr said that the port was shut.", ("clerk Jan Marr",)),
        (
            "Member Jan Orr of the party Vell Union, explained that the funds were moved each year.",
            ("Member Jan Orr of the party Vell Union",),
        ),
        ("They met on the set of “Sea of Tarn,” notes the Daily Post.", ("the Daily Post",)),
        ("Vellmar Post reached out to Apple to see if the store will be shut.", ("Vellmar Post",)),
        ("The last four mayors have all said the port could not take it.", ("The last four mayors",)),
        ("Mr Moon also told his men on Monday to cooperate to build a wall known as Thaad.", ()),
        ("That is an effect predicted by the theory of Jan Orr.", ()),
        ("The Vell Party - which means “Bread For All” - has 300 members.", ()),
    ],
)
def test_who_says_so_is_whom_a_reader_would_name(body: str, chain: tuple[str, ...]) -> None:
    assert list(told(body).values())[-1].chain == chain


def test_a_name_in_marks_belongs_to_what_it_names() -> None:
    body = "She founded the “Bread For All” movement, which has campaigned for lower prices since 2009."
    assert "The “Bread For All” movement has campaigned for lower prices since 2009." in told(body)


@pytest.mark.parametrize(
    ("body", "statements"),
    [
        (
            "The data is held by the company, which represents Marl, Capital One and Vell Gas.",
            ["The data is held by the company.", "The company represents Marl, Capital One and Vell Gas."],
        ),
        (
            "Fires are being studied in Tarn and Vell, and Roe says the board is looking into whether they were set.",
            [
                "Fires are being studied in Tarn and Vell.",
                "Roe says the board is looking into whether they were set.",
            ],
        ),
        (
            "Roe says the police have not yet found any suspects, but added that the pier was shut in May.",
            ["The police have not yet found any suspects.", "The pier was shut in May."],
        ),
        ("So did Mayor Jan Orr.", ["So did Mayor Jan Orr."]),
        (
            "“We ran,” she said of the attack, which she said was carried out by 30 people. “They touched us.”",
            ["The attack was carried out by 30 people."],
        ),
        (
            "Chief Jan Orr told a news conference on Tuesday afternoon the men were among a crowd of 1,000.",
            ["The men were among a crowd of 1,000."],
        ),
        (
            "As many dance at the gate on Sunday, a team in a white tent will stand by, waiting for calls for aid.",
            ["A team in a white tent will wait for calls for aid."],
        ),
        (
            "Ida Orr said her husband was on the tram and suffered a cut on his face.",
            ["Ida Orr's husband was on the tram.", "Ida Orr's husband suffered a cut on his face."],
        ),
        ("Firemen worked to free people who were trapped.", ["Firemen worked to free people who were trapped."]),
        (
            "Trams are not fitted with any systems that apply the brakes, the board said.",
            ["Trams are not fitted with any systems that apply the brakes."],
        ),
        (
            "The Vell Harbour Board (VHB) opened the gate, closing two of the roads to it.",
            ["The Vell Harbour Board closed two of the roads to it."],
        ),
        ("She's meeting her advisers in Vell on Monday.", ["She's meeting her advisers in Vell on Monday."]),
        (
            "The customs men said that on Monday they seized and searched a boat of 40 feet.",
            ["On Monday they seized and searched a boat of 40 feet."],
        ),
        (
            "Roe's ire will not go down well with Tarn, which feels singled out by critics, including Roe.",
            ["Roe's ire will not go down well with Tarn.", "Tarn feels singled out by critics, including Roe."],
        ),
        (
            "Ida Orr also tweeted photos, films and updates as they waited to sail.",
            ["Ida Orr also tweeted photos, films and updates as they waited to sail."],
        ),
        (
            "The official who spoke on condition of silence said the men cleared the gate and had passes for it.",
            ["The men cleared the gate.", "The men had passes for it."],
        ),
        (
            "The car - which also has a glass roof - can go far in a second and has a top speed of 250mph.",
            ["The car has a top speed of 250mph."],
        ),
        (
            "Ida Orr signed a plan which she said would bring help.",
            ["Ida Orr signed a plan which she said would bring help."],
        ),
        (
            "Orr, who aspires to settle on the moon in ten years, wants to land there by 2042.",
            ["Orr wants to land there by 2042."],
        ),
        (
            "The board said that the rocket, launched at 9 a.m. from a pad near Vell, seemed to have reached space.",
            ["The rocket was launched at 9 a.m. from a pad near Vell."],
        ),
        (
            "The union, which represents drivers, mechanics and cleaners, called the strike on Monday.",
            ["The union called the strike on Monday.", "The union represents drivers, mechanics and cleaners."],
        ),
        (
            "Vell's hot new rocket flies this week, blasting off from the same old pad as ever.",
            ["Vell's hot new rocket blasts off from the same old pad as ever."],
        ),
        (
            "The Prime Minister's Bureau rejected the claim, stating that there was no link to the meeting.",
            ["The Prime Minister's Bureau stated that there was no link to the meeting."],
        ),
        (
            "“It is big,” said Phil Larson, an assistant dean at the University of Vell at Tarn, who once built boats.",
            ["Phil Larson once built boats."],
        ),
        (
            "An octopus has 500 million nerves, most of them in its arms, which is fewer than a dog has.",
            ["That is fewer than a dog has."],
        ),
        ("Orr has been and remains a good dancer.", ["Orr has been and remains a good dancer."]),
        (
            "Orr sang in a solid but uneventful show in front of 400 people.",
            ["Orr sang in a solid but uneventful show in front of 400 people."],
        ),
        (
            "The cause of the fire was unclear, the police said, and an inquiry was opened.",
            ["The cause of the fire was unclear.", "An inquiry was opened."],
        ),
        (
            "Firemen worked to free people who were trapped inside the tram, the police said.",
            ["Firemen worked to free people who were trapped inside the tram."],
        ),
        (
            "Orr planned a tribute to Marr that would include a film.",
            ["A tribute to Marr would include a film."],
        ),
        (
            "The crew discovered that a stranger had come aboard, and chose to return to port although it was late.",
            ["A stranger had come aboard.", "The crew chose to return to port although it was late."],
        ),
        (
            "But so far, the board has not answered, perhaps hoping that it can wait.",
            ["So far, the board has not answered, perhaps hoping that it can wait."],
        ),
        (
            "It was about the truck attack in Tarn that left 70 people dead.",
            ["It was about the truck attack in Tarn.", "The truck attack in Tarn left 70 people dead."],
        ),
        (
            "The trade has grown alongside its port and the city's leaders have said that some men lost 50 crowns.",
            ["The trade has grown alongside its port.", "Some men lost 50 crowns."],
        ),
    ],
)
def test_a_sentence_falls_into_what_it_says(body: str, statements: list[str]) -> None:
    assert [one for one in told(body) if one in statements] == statements


UNSAID = [
    "Researchers did not find that coffee causes cancer.",
    "Police have not confirmed that two men died.",
    "Doctors found no sign that she had been ill.",
    "Police found little evidence that the firm had paid.",
    "The mayor did not disclose that the firm owned the land.",
    "The firm stopped short of saying that the brakes had failed.",
    "Ned Marsh refrained from saying that the brakes had failed.",
    "Ned Marsh falsely claimed that 40 people had died.",
]


@pytest.mark.parametrize("body", UNSAID)
def test_what_nobody_says_or_what_is_said_to_be_false_is_told_whole(body: str) -> None:
    claims = told(body)
    assert list(claims) == [body]
    assert claims[body].chain == ()


def test_a_quotation_of_which_nobody_knows_whose_it_is_is_claimed_of_nobody() -> None:
    body = "The audit board said it would look into it. Ten people left.\n\n“It was the worst-kept secret in town.”\n\n"
    done = analyse(HEAD + body + "The port was shut.")
    assert "unattributed_quote" in {found.kind for found in done.findings}
    (claim,) = [claim for claim in done.claims if claim.kind == "quotation"]
    assert (claim.chain, claim.statement) == ((), "“It was the worst-kept secret in town.”")


def test_two_relative_clauses_hang_on_one_word() -> None:
    found = told(
        "They were in the Vell Youth, a sailing club that promotes work at sea, and that announced their deaths."
    )
    assert {"A sailing club promotes work at sea.", "A sailing club announced their deaths."} <= set(found)


def test_thought_and_ethics_are_no_clause() -> None:
    assert len(told("She took part in river studies and Nordic thought and ethics.")) == 1


def test_as_soon_as_possible_compares_nothing() -> None:
    (found,) = told("The ministry urged drivers to check their tyres as soon as possible.").values()
    assert found.kind == "event"


def test_what_is_said_to_the_reader_is_no_claim() -> None:
    assert told("Yeah, you read that right.") == {}
    assert "You can have a second jab if you are over 50." in told("You can have a second jab if you are over 50.")


@pytest.mark.parametrize(
    "line",
    [
        "Harbour fire 3 show all Harbour fire 1/3 The scene after it fell Jan Orr/PA 2/3 Firemen PA 3/3 The crane",
        "ES News Email Enter your email address Please enter an email address Email address is invalid",
        "Get the Harbour newsletter.",
        "Watch the new film below.",
        "Hide Caption 1 of 30",
        "Read the original article on HARBOUR.",
        "Enlarge this image toggle caption Ida Orr/AP Ida Orr/AP",
        "Jan Orr, VellNews.com",
        "Try another or register with your social account",
    ],
)
def test_galleries_and_forms_are_boilerplate(line: str) -> None:
    text = f"{HEAD}The crane fell on Monday at noon.\n\n{line}\n\nNobody was hurt in the fall, the board said."
    roles = {text[p.start : p.end]: p.role for p in analyse(text).passages}
    assert roles[line] == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "by EVELYN MARSH, Associated Press - 04/16/23 6:36 AM ET",
        "- By Daily Post Reporter",
        "Reported by: Ida Orr",
        "By Western Morning News  |  Posted: February 02, 2013",
        "Published28 October 2015",
    ],
)
def test_who_wrote_it_and_when_it_came_out_is_no_claim(line: str) -> None:
    done = analyse(f"Boats return to Marrow\n\n{line}\n\nThe port opened its gates on Monday.")
    assert [p.role for p in done.passages] == ["headline", "boilerplate", "body"]


def test_an_outlets_name_above_the_headline_is_none() -> None:
    done = analyse("The Daily Post\n\nBoats return to Marrow after the storm\n\nThe port opened its gates on Monday.")
    assert [p.role for p in done.passages] == ["boilerplate", "headline", "body"]


def test_a_photo_of_no_date_is_a_caption_and_its_credit_claims_nothing() -> None:
    line = (
        "Board head Jan Orr looks on during a visit to the yard in this undated photo released in Vell. REUTERS/Ida Orr"
    )
    text = f"{HEAD}The crane fell on Monday at noon.\n\n{line}\n\nNobody was hurt in the fall, the board said."
    done = analyse(text)
    assert [(p.role, p.checkable) for p in done.passages if p.start >= text.index("Board head")][:2] == [
        ("caption", True),
        ("boilerplate", False),
    ]
    credited = analyse(
        f"{HEAD}It rained for days on end.\n\nReuters Vellmar Rail claimed that it had known nothing of the fault"
    )
    assert credited.claims[-1].chain == ("Vellmar Rail",)


def test_a_post_set_into_an_article_is_what_its_author_said() -> None:
    line = "The match is off. See you in May! pic.twitter.com/3Ks — Vell FC (@vellfc) December 31, 2017"
    text = f"{HEAD}The rain went on all day and night.\n\n{line}\n\nNobody was hurt in the rain, the board said."
    done = analyse(text)
    (post,) = [c for c in done.claims if "posted" in c.statement]
    assert post.statement == "Vell FC posted: “The match is off. See you in May!”"
    assert (post.kind, post.chain) == ("quotation", ("Vell FC",))
    assert text[post.start : post.end].startswith("The match is off.")
    assert [p.role for p in done.passages if p.start == text.index(line)] == ["body"]


def test_a_speaker_told_of_twice_is_still_who_speaks() -> None:
    body = (
        "“Today is a great day for our people in the north,” Ri Chun Hee, the land's best newsreader, who was brought "
        "out of retirement to announce the test, declared on Monday."
    )
    chains = {claim.statement: claim.chain for claim in told(body).values()}
    assert chains["Ri Chun Hee was brought out of retirement to announce the test."] == ()
    assert ("Ri Chun Hee",) in chains.values()
