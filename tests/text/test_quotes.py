import pytest

from factcheck.text.quotes import quotations


def inside(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Yes,” he said. ‘No.’", ["Yes,", "No."]),
        ("'The Joneses' house is gone,' she said, 'til dawn.", ["The Joneses' house is gone,"]),
        ("‘til the end the Joneses’ dog and the ’90s", []),
        ("„Ja“, sagte er. « Oui », dit-il. »Nein«, sagte sie.", ["Ja", "Oui", "Nein"]),
        ("«We were never asked,» said Rada. «It was a farce.»", ["We were never asked,", "It was a farce."]),
        ("''Two apostrophes,'' he wrote.", ["Two apostrophes,"]),
        ('"Ends in a curl,” he said.', ["Ends in a curl,"]),
        ('"He told me: “Go.” So I went," she said.', ["He told me: “Go.” So I went,"]),
        ("He is 6' 2\" tall and the dogs' food is here", []),
        ("She said: 'It never ends.", ["It never ends."]),
        ("“A first paragraph that goes on", ["A first paragraph that goes on"]),
        ("“One “two” three”", ["One “two” three"]),
        ('Rock "n" roll isn\'t dead', ["n"]),
    ],
)
def test_finds_quotations(text: str, quoted: list[str]) -> None:
    assert inside(text) == quoted


def test_a_missing_end_mark_is_told() -> None:
    (only,) = quotations("“It never ends", 0, 14)
    assert not only.closed
