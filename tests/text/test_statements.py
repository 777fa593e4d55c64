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
