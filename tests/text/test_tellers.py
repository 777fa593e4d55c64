"""Who says it: names behind roles, outlets that were told, whoever goes on speaking, and what is no report at all."""

import pytest

from factcheck.text import analyse
from tests.text.told import told

TOLD = [
    # A role before a comma is the name's.
    (
        "“The quay is a gamble,” said Vellcom’s CEO, Ida Orr, warning that repairs may hurt “every shop in town”.",
        "Vellcom’s CEO, Ida Orr, said: “The quay is a gamble”.",
        ("Ida Orr",),
    ),
    (
        "In May, Vellcom’s founding president, Ned Marsh, said the firm knew the quay would rust.",
        "In May, Vellcom’s founding president, Ned Marsh, said the firm knew the quay would rust.",
        ("Ned Marsh",),
    ),
    (
        "Another harbour official, deputy harbour chief Ned Marsh, said at least one crane had been hit.",
        "At least one crane had been hit.",
        ("Ned Marsh",),
    ),
    (
        "Ned Marsh, chairman of the Harbour Club, which speaks for owners in Vell, said the charges were false.",
        "The charges were false.",
        ("Ned Marsh",),
    ),
    ("Ida Orr, an engineer at the Vell Institute told the Post: “It is shut.”", None, ("Post", "Ida Orr")),
    ("The father, from New Vell, south of Oslo, said people had fled the ferry.", None, ("The father",)),
    (
        "Tunisian President Beji Orrin called the blast “a barbarous act”.\n\n“We will beat it,” he said.",
        "Beji Orrin said: “We will beat it”.",
        ("Beji Orrin",),
    ),
    # Whoever was told, or has it from somebody.
    (
        "Newsweek asked Vellcom about it.\n\n“It is a culture of fear,” Ida Orr told the magazine.",
        "Ida Orr told the magazine: “It is a culture of fear”.",
        ("Newsweek", "Ida Orr"),
    ),
    (
        "“We are done with the calls,” Marsh said as cited by Reuters.",
        "Marsh said as cited by Reuters: “We are done with the calls”.",
        ("Reuters", "Marsh"),
    ),
    (
        "State media quoted the head of the port agency as saying the port has been making “bright progress” in trade.",
        "The port has been making “bright progress” in trade.",
        ("State media", "the head of the port agency"),
    ),
    (
        "His sacking was first reported by harbour insider Ian Rapp.",
        "His sacking was first reported by harbour insider Ian Rapp.",
        ("harbour insider Ian Rapp",),
    ),
    ("According to research by Vellcom, adults sail an average of nine hours a week.", None, ("research by Vellcom",)),
    (
        "Qualm said in a statement it had received the new proposal.",
        "Qualm had received the new proposal.",
        ("Qualm",),
    ),
    (
        "The firm has turned it down, with chief Ida Orr arguing last year there was no demand for ferries.",
        "Ida Orr argued last year there was no demand for ferries.",
        ("chief Ida Orr",),
    ),
    (
        "“Women will step up,” Ida Orr told Variety.",
        "Ida Orr told Variety: “Women will step up”.",
        ("Variety", "Ida Orr"),
    ),
    ("“We will not pay,” Ida Orr told Parliament.", "Ida Orr told Parliament: “We will not pay”.", ("Ida Orr",)),
    ("Vellcom expects a $5 billion hit from the storm.", None, ("Vellcom",)),
    # Whoever goes on speaking.
    (
        "“I am done,” Ned Marsh said.\n\nThe Vell driver admitted: “I will never forget this day.”",
        "The Vell driver admitted: “I will never forget this day.”",
        ("Ned Marsh",),
    ),
    (
        "South Vell President Park Geun-mi denounced the launch as “a low act” after she had called a meeting.",
        "South Vell President Park Geun-mi denounced the launch as “a low act” after she had called a meeting.",
        ("South Vell President Park Geun-mi",),
    ),
    (
        "“It was cold,” said Ned Marsh, a lecturer.\n\n“So the mayor is out to win,” the expert concluded.",
        "The expert concluded: “So the mayor is out to win”.",
        ("Ned Marsh",),
    ),
    (
        "Vellcom has not replied.\n\nOn its website, the company said the quay was safe.",
        None,
        ("Vellcom",),
    ),
    (
        "Vellcom has grown.\n\nOrrin has shrunk.\n\nThe company said the quay was safe.",
        "The quay was safe.",
        ("The company",),
    ),
    (
        "Ida Orr wept. A ministry spokesman in Oslo said the fire was out.\n\n“All are safe,” he said.",
        "The spokesman said: “All are safe”.",
        ("the spokesman",),
    ),
    (
        "Astronomers at the University of Oslo looked up.\n\nBefore this, they say no moon of that kind was found.",
        "Before this, no moon of that kind was found.",
        ("Astronomers at the University of Oslo",),
    ),
    (
        'Vell "forcefully" condemned the attack.\n\nIt said the attacker had hidden a knife.',
        "The attacker had hidden a knife.",
        ("Vell",),
    ),
    (
        "Ned Marsh, a member of the Harbour Board, believes American threats against Vell will only produce anger.",
        "American threats against Vell will only produce anger.",
        ("Ned Marsh",),
    ),
    (
        "Noor Faiz, the head doctor in Vell hospital, said four dead and 120 wounded had been brought in.",
        "Four dead and 120 wounded had been brought in.",
        ("Noor Faiz",),
    ),
    (
        "The movement’s spokesman, Zab Mujar, said by telephone that armed men had been sent to the quay.",
        "Armed men had been sent to the quay.",
        ("Zab Mujar",),
    ),
    (
        "The ministry said Tuesday that the launch would break the rules, but added it had not seen any signs of one.",
        "The ministry had not seen any signs of one.",
        ("The ministry",),
    ),
    ("The board has on many occasions condemned the strikes.", None, ("The board",)),
    # Words between the speaker and the verb.
    (
        "In Vell, owners of the free fair that draws thousands to the quay each year said the area was shut.",
        "In Vell, owners of the free fair said the area was shut.",
        ("owners of the free fair",),
    ),
    (
        "In a talk in Oslo, last week, Vell Prime Minister Theresa May said that “the quay can quickly rust.”",
        None,
        ("Vell Prime Minister Theresa May",),
    ),
    (
        "Her deed was such a feat that a writer in Israeli left-wing paper Hareth said the town risked a strike.",
        None,
        ("a writer in Israeli left-wing paper Hareth",),
    ),
    ("Marsh has mocked Orr. Orr, for her part has described Marsh as a 'madman.'", None, ("Orr",)),
    (
        'Joe Marsh, who helped the Colts last year, said at the fair shown on Vell Sport: "It is a wonder."',
        'Joe Marsh, who helped the Colts last year, said at the fair shown on Vell Sport: "It is a wonder."',
        ("Joe Marsh",),
    ),
    ("The firm sank two ships, according to the French daily Le Port.", None, ("the French daily Le Port",)),
    (
        "“He said, ‘In all my years, this is the first one,’ ” Marsh told the Post.",
        "Marsh told the Post: “He said, ‘In all my years, this is the first one,’”.",
        ("Post", "Marsh"),
    ),
    (
        "A raid began an hour before midnight, a spokesman for the German military joint forces command in Oslo said.",
        "A raid began an hour before midnight.",
        ("a spokesman for the German military joint forces command in Oslo",),
    ),
    # What is said of whom "who" means.
    (
        "A clerk, who police say was armed with two knives, was held in Vell.",
        "A clerk was armed with two knives.",
        ("police",),
    ),
    ("A girl, who Orr estimates was ten, put on a coat.", "A girl was ten.", ("Orr",)),
    # Who answered speaks next, and who is told by an epithet goes on.
    (
        "Vell Bank made an offer. The note drew a furious response from Mayor Ida Orr.\n\n“We will not sell the quay.”",
        "Ida Orr said: “We will not sell the quay.”",
        ("Ida Orr",),
    ),
    (
        "Ida Orr left the quay in May.\n\nThe actress said the town was bleak.\n\nShe said it would rust.",
        "Ida Orr said it would rust.",
        ("Ida Orr",),
    ),
    ("Ida Orr left the quay in May.\n\nThe coach said the town was bleak.", "The town was bleak.", ("The coach",)),
    (
        "Former Facebook and Orrin workers began a campaign. Facebook said little.\n\n“It is a shame,” he said.",
        "He said: “It is a shame”.",
        ("he (not named)",),
    ),
    (
        "Police in Oslo shut the quay. The quay will be open in May, the company said.",
        "The quay will be open in May.",
        ("the company",),
    ),
    # What is done, and what "it" says in what somebody says.
    (
        "The mayor said the town had added 1,200 beds but admitted it needed more.",
        "The town had added 1,200 beds.",
        ("The mayor",),
    ),
    (
        "The mayor said the town had added 1,200 beds but admitted it needed more.",
        "It needed more.",
        ("The mayor",),
    ),
    (
        "The agency fell.\n\nThe company said sales had fallen but that it still expected to gain.",
        "The company still expected to gain.",
        ("The company",),
    ),
    (
        "The ministry said the clerk, who police said held two passports, had fled.",
        "The clerk held two passports.",
        ("The ministry", "police"),
    ),
    (
        "The boat sank at noon, said a statement issued by the board and carried by the Vell Post.",
        "The boat sank at noon.",
        ("a statement issued by the board and carried by the Vell Post",),
    ),
    (
        "Two clerks fell ill, Mayor Ida Orr said in a statement posted on the town’s site.",
        "Two clerks fell ill.",
        ("Mayor Ida Orr",),
    ),
    # As many as say so.
    (
        "More than half of those surveyed said they had left.",
        "More than half of those surveyed had left.",
        ("More than half of those surveyed",),
    ),
    ("At least 40 firms said they had left.", "At least 40 firms had left.", ("At least 40 firms",)),
    (
        "Analysis of court records by the Post found that women were given longer terms than men.",
        "Women were given longer terms than men.",
        ("Analysis of court records by the Post",),
    ),
    (
        "Clerks described seeing flames leap into the air.",
        "Clerks described seeing flames leap into the air.",
        ("Clerks",),
    ),
    # Who holds against it speaks alone.
    (
        "Critics say the plan is a waste; supporters argue it has cut traffic.",
        "Supporters argue it has cut traffic.",
        ("supporters",),
    ),
    (
        "The mayor tweeted that the vote had been stolen, a claim that sixty courts have rejected.",
        "The vote had been stolen.",
        ("The mayor",),
    ),
    ("A family will be £900 worse off by May, the think tank calculated.", None, ("the think tank",)),
    ("Almost nobody believed the notice, and it turned out to be right.", None, ()),
    ("The bank cut its growth forecast for Vell from 1.3% to 0.5%.", None, ()),
    (
        "Vell said it had shot down 12 drones, but Oslo said only four had been launched.",
        "Only four had been launched.",
        ("Oslo",),
    ),
    (
        "The mayor, Ida Orr, said “more could have been done,” but she said that clerks made the plans.",
        "Clerks made the plans.",
        ("Ida Orr",),
    ),
    (
        "The family of a man who died in custody has accused the police of a cover-up.",
        "The family of a man has accused the police of a cover-up.",
        ("The family of a man",),
    ),
    ("A driver was texting when he hit a wall.", None, ()),
    (
        "The mayor claimed that theft was at a record high, although police figures show it fell for three years.",
        "Police figures show it fell for three years.",
        ("police figures",),
    ),
    # No report at all.
    ("Orr’s notice of the planned launch of the boat comes two months after the storm.", None, ()),
    ("The plan is often the butt of late-night TV jokes, and it sank in May.", None, ()),
    ("The launch came ahead of the “Day of the Star,” a feast in Vell, and is seen as part of it.", None, ()),
    ("The road is shut, while writing down boats also cost a lot.", "Writing down boats also cost a lot.", ()),
    (
        "While some members welcomed the vote, others warned of a long strike.",
        "Some members welcomed the vote.",
        (),
    ),
    ("Heavy users of cars are 56% more likely to say they are unhappy.", None, ()),
    ("Officials are continuing to investigate what caused the crash.", None, ()),
    ("A Vell man employed at Kroger filed a suit over the breach, seeking damages.", None, ()),
    ("All the defendants are accused of insulting the court by statements that were made on TV.", None, ()),
    ("The firm lost trust after it waited at least a month to disclose that the attack exposed names.", None, ()),
    ("There are millions of fish predicted to be living in the bay.", None, ()),
    ("An adult found guilty of the theft could be held for up to ten years.", None, ()),
]


@pytest.mark.parametrize(("body", "statement", "chain"), TOLD)
def test_who_says_it_is_whom_the_reader_takes_it_from(body: str, statement: str | None, chain: tuple[str, ...]) -> None:
    claims = told(body)
    assert statement is None or statement in claims, list(claims)
    claim = claims[statement] if statement else list(claims.values())[-1]
    assert claim.chain == chain


def test_a_speech_in_single_marks_goes_on_over_lines() -> None:
    claims = told(
        "'We gave her a lot to do,' Ned Marsh said. 'I think we were safe but you have to gamble to win the race.\n\n"
        "'You lose some of them."
    )
    assert [(claim.kind, claim.chain) for claim in claims.values()] == [("quotation", ("Ned Marsh",))] * 2
    assert next(iter(claims)).startswith("Ned Marsh said: 'We gave her a lot to do. I think we were safe")


def test_a_speech_whose_line_breaks_were_lost_goes_on_at_each_mark() -> None:
    claims = told(
        'Ned Marsh added: "Our crew will stay with the boats.” "In May, we will sail on. "It is too early to tell." '
        "The boat sank in May."
    )
    assert list(claims) == [
        'Ned Marsh added: "Our crew will stay with the boats."',
        'Ned Marsh said: "In May, we will sail on."',
        'Ned Marsh said: "It is too early to tell."',
        "The boat sank in May.",
    ]


def test_a_headline_may_name_its_source_behind_a_dash() -> None:
    text = "Ferry put thousands in danger - Marsh\n\nThe ferry sank on Monday. Ned Marsh said so."
    first = analyse(text).claims[0]
    assert (first.statement, first.chain) == ("Ferry put thousands in danger.", ("Marsh",))
