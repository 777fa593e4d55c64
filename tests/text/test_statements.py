"""What a statement says can be read alone: named, whole, in the tense of the text."""

import pytest

from factcheck.text import analyse
from tests.text.told import told

ALONE = [
    # "it" is whoever says so, in each part of what is said.
    (
        "Norwind said on Monday it had sold its ferries, closed two yards and moved its seat to Vell.",
        ["Norwind had sold its ferries.", "Norwind closed two yards.", "Norwind moved its seat to Vell."],
    ),
    (
        "Norwind lost two ferries. It said the sea was rough.",
        ["Norwind lost two ferries.", "The sea was rough."],
    ),
    (
        "Norwind lost two ferries. It added that “nobody was hurt”.",
        ["Norwind lost two ferries.", "Norwind added that “nobody was hurt”."],
    ),
    # What a participle tells has a verb of its own, in the text's tense.
    (
        "The glasses contain no camera, eliminating a fear of many buyers.",
        ["The glasses contain no camera.", "The glasses eliminate a fear of many buyers."],
    ),
    (
        "The twins are in the garden today, munching on six cucumbers and two pears.",
        ["The twins are in the garden today.", "The twins are munching on six cucumbers and two pears."],
    ),
    (
        "Inspectors are looking into what caused a small boat to sink in the bay, killing the ten people on board.",
        [
            "Inspectors are looking into what caused a small boat to sink in the bay.",
            "A small boat killed the ten people on board.",
        ],
    ),
    (
        "Attached to it is a letter signed by Brett King, causing alarm in the town.",
        ["Attached to it is a letter signed by Brett King.", "A letter caused alarm in the town."],
    ),
]


@pytest.mark.parametrize(("text", "said"), ALONE)
def test_a_statement_can_be_read_alone(text: str, said: list[str]) -> None:
    assert list(told(text)) == said


GLUED = [
    (
        'The boats came home from the sea."We were lucky to see land," said Ann Roe, a cook.The bay is shut.',
        [
            "The boats came home from the sea.",
            '"We were lucky to see land," said Ann Roe, a cook.',
            "The bay is shut.",
        ],
    ),
    ("Rain fell all over the UK.The trains stood still.", ["Rain fell all over the UK.", "The trains stood still."]),
    ("She sells shoes on Trailway.Com and at prof.Orr’s.", ["She sells shoes on Trailway.Com and at prof.Orr’s."]),
    ('He said "never."She said "yes."', ['He said "never."', 'She said "yes."']),
]


@pytest.mark.parametrize(("line", "passages"), GLUED)
def test_sentences_whose_blank_was_lost_are_told_apart(line: str, passages: list[str]) -> None:
    head = "Harbour shut after storm\n\n"
    found = analyse(head + line).passages
    assert [(head + line)[p.start : p.end] for p in found][1:] == passages


# A denial, a doubt, an open question, a condition: what it governs is not told as if somebody said it.
SCOPES = [
    ("The minister denied that he had taken £3m.", [("attribution", "The minister denied that he had taken £3m.")]),
    (
        "The minister denied that he lied and that he had taken bribes.",
        [("attribution", "The minister denied that he lied and that he had taken bribes.")],
    ),
    (
        "The mayor doubted that 3,000 people would come.",
        [("attribution", "The mayor doubted that 3,000 people would come.")],
    ),
    ("The company said it was untrue that 3,000 jobs would go.", None),
    ("No witness said that Orr was armed.", [("event", "No witness said that Orr was armed.")]),
    ("Neither of the doctors said the boy was ill.", None),
    ("Nobody from the company said the pump was safe.", None),
    ("Hardly any farmers believe the tax will work.", None),
    ("Only one of the nine judges said the law was valid.", None),
    ("The police failed to tell the family that the suspect had been released.", None),
    ("It was the treasurer, not the mayor, who signed the contract.", None),
    ("Unless it rains, crops will fail and prices will rise.", None),
    ("Provided ministers agree, the bridge will reopen and tolls will be scrapped.", None),
    ("Jurors must decide whether Orr knew of the fraud and lied about it.", None),
    ("Police are investigating whether the driver was drunk and fled the scene.", None),
    ("Fans were told to show tickets before entering the ground.", None),
    ("The judge warned jurors against discussing the case before reaching a verdict.", None),
    ("He praised a scheme started by the council and continued by the Trust.", None),
    ("Instead of apologising, the minister attacked the press.", None),
    ("So bad was the damage that the church was pulled down.", None),
    ("The firm rejected on Monday reports that its guards had shot five workers.", None),
]


@pytest.mark.parametrize(("text", "said"), SCOPES)
def test_what_is_denied_doubted_or_asked_is_not_told_as_so(text: str, said: list[tuple[str, str]] | None) -> None:
    claims = told(text).values()
    assert [(c.kind, c.statement) for c in claims] == (said or [(c.kind, text) for c in claims])
    assert len(claims) == 1


DOERS = [
    (
        "Police say the gun was stolen and are hunting a second man.",
        ["The gun was stolen.", "Police are hunting a second man."],
    ),
    (
        "The minister said the company had ignored warnings before sacking the clerk.",
        ["The company had ignored warnings.", "The company sacked the clerk."],
    ),
    (
        "The tenant says police refused to help, telling her it was a civil matter.",
        ["Police refused to help.", "Police told her it was a civil matter."],
    ),
    (
        "Ian Dean, of Marsh University, who led the study, has resigned.",
        ["Ian Dean, of Marsh University has resigned.", "Ian Dean led the study."],
    ),
    (
        "A third man, aged 19, who was arrested on suspicion of theft, has been released.",
        ["A third man, aged 19 has been released.", "A third man was arrested on suspicion of theft."],
    ),
    (
        "A soldier who declined to be named said the army had fled.",
        ["A soldier said the army had fled.", "A soldier declined to be named."],
    ),
    ("A spokesman for the Harbour Board said it had refused the visa.", ["The Harbour Board had refused the visa."]),
    (
        "Anna Dean won, and will now face Iga Sven, who beat her in Vell.",
        ["Anna Dean won.", "Anna Dean will now face Iga Sven.", "Iga Sven beat Anna Dean in Vell."],
    ),
    (
        "Ian Dean, 41, of Hill Road, Vell, pleaded guilty to theft.",
        ["Ian Dean, 41, of Hill Road, Vell, pleaded guilty to theft."],
    ),
    (
        "Ian Dean, who saw the fire, described it as terrifying.",
        ["Ian Dean described it as terrifying.", "Ian Dean saw the fire."],
    ),
]


@pytest.mark.parametrize(("text", "said"), DOERS)
def test_each_verb_keeps_its_doer(text: str, said: list[str]) -> None:
    assert list(told(text)) == said


CHAINS = [
    (
        "The coach said no player had been sold but admitted that bids had been made.",
        [("No player had been sold.", "The coach"), ("The coach admitted that bids had been made.", "The coach")],
    ),
    (
        "Roads had been washed away, bridges destroyed and power cut, an officer said.",
        [("Roads had been washed away, bridges destroyed and power cut.", "an officer")],
    ),
    ("Orr was quoted by Agence Vell as saying that the deal was dead.", [("The deal was dead.", "Agence Vell > Orr")]),
    (
        "According to the police, who searched the house, a knife was found.",
        [("The police searched the house.", ""), ("A knife was found.", "the police")],
    ),
    (
        "The firm says the drug is safe, something doctors dispute.",
        [("The firm says the drug is safe, something doctors dispute.", "The firm")],
    ),
    (
        "Vellia said it had struck a school used by rebels and denied targeting pupils.",
        [("Vellia had struck a school used by rebels.", "Vellia"), ("Vellia denied targeting pupils.", "Vellia")],
    ),
    ("Drug use is rising, figures published on Monday show.", [("Drug use is rising.", "figures published on Monday")]),
    (
        "Ian Rae, whose wife was killed, said he forgave her killer.",
        [("Ian Rae forgave her killer.", "Ian Rae"), ("Ian Rae's wife was killed.", "")],
    ),
    (
        "A bus firm was fined after a woman was crushed, an inspector having warned managers of it.",
        [("A bus firm was fined after a woman was crushed, an inspector having warned managers of it.", "")],
    ),
    (
        "It is alleged that Orr stole £3m.",
        [("It is alleged that Orr stole £3m.", "reportedly (source not named)")],
    ),
    (
        "The minister is said by friends to be considering his position.",
        [("The minister is said by friends to be considering his position.", "friends")],
    ),
    (
        "Volt, Bergen and ZF have announced more than 50,000 job cuts between them.",
        [("Volt, Bergen and ZF have announced more than 50,000 job cuts between them.", "")],
    ),
    ("Norwind saw profits fall 12%.", [("Norwind saw profits fall 12%.", "")]),
    (
        "Norwind put the loss at 450 boats, though it said the true figure was higher.",
        [("Norwind put the loss at 450 boats.", ""), ("The true figure was higher.", "Norwind")],
    ),
    (
        "Neither the army nor the police said how many had died.",
        [("Neither the army nor the police said how many had died.", "")],
    ),
]


@pytest.mark.parametrize(("text", "said"), CHAINS)
def test_who_says_so_is_in_the_chain_and_nobody_else(text: str, said: list[tuple[str, str]]) -> None:
    assert [(c.statement, " > ".join(c.chain)) for c in told(text).values()] == said


@pytest.mark.parametrize("text", [text for text, _ in [*ALONE, *SCOPES, *DOERS, *CHAINS]])
def test_a_sentence_cut_off_anywhere_is_read_all_the_same(text: str) -> None:
    words = text.split()
    for end in range(1, len(words) + 1):
        for tail in ("", ".", ",", " and", " who", " that"):
            analyse("Harbour shut after storm\n\n" + " ".join(words[:end]) + tail)


@pytest.mark.parametrize(
    "line", ["Council approves plan", "Parents lose appeal", "Minister denies misleading parliament"]
)
def test_a_headline_is_no_credit_for_the_letters_in_its_words(line: str) -> None:
    assert analyse(f"{line}\n\nThe board met on Monday in the town hall.").passages[0].role == "headline"


@pytest.mark.parametrize("line", ["Jane Roe/AP", "AP Photo", "Photo: Jane Roe/Getty Images"])
def test_a_credit_is_boilerplate(line: str) -> None:
    passages = analyse(f"Harbour shut\n\nThe board met on Monday.\n\n{line}").passages
    assert passages[-1].role == "boilerplate"
