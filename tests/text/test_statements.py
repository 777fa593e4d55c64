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


@pytest.mark.parametrize("text", [text for text, _ in [*ALONE, *SCOPES, *DOERS]])
def test_a_sentence_cut_off_anywhere_is_read_all_the_same(text: str) -> None:
    words = text.split()
    for end in range(1, len(words) + 1):
        for tail in ("", ".", ",", " and", " who", " that"):
            analyse("Harbour shut after storm\n\n" + " ".join(words[:end]) + tail)
