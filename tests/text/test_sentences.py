import pytest

from factcheck.text.sentences import lines, sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[s:e] for line in lines(text) for s, e in sentences(text, *line, language)]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Hale met Dr. Orr of the U.S. Army on Jan. 5 in St. Albans.",
        "The price fell from $4.50 to $3.2 billion, i.e. less than before.",
        "Sen. Ada Quill (R-Ore.) spoke at 5 p.m. Eastern on No. 10 Dover St. about it.",
        "J. R. Hartley wrote it with George W. Plum.",
        "“Stop!” she said.",
        "‘What now?’ Hale asked the board.",
        "He waited … and waited.",
        "The firm, Brill & Co. of Leeds, paid.",
    ],
)
def test_keeps_whole(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It ended at 5 p.m. The crowd left.", ["It ended at 5 p.m.", "The crowd left."]),
        ("She lives in the U.S. He does not.", ["She lives in the U.S.", "He does not."]),
        ("“No.” The room fell silent.", ["“No.”", "The room fell silent."]),
        ("It rose by 5.6. Don't trust it.", ["It rose by 5.6.", "Don't trust it."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("He called (it was late.) Then he left.", ["He called (it was late.)", "Then he left."]),
        ("Who? What? Nobody knew.", ["Who?", "What?", "Nobody knew."]),
        ("The office closed.The staff left.", ["The office closed.", "The staff left."]),
        ("Ants mend their nests Tuesday, September 1, 2015", ["Ants mend their nests", "Tuesday, September 1, 2015"]),
    ],
)
def test_cuts(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Am 3. Oktober kam Dr. Weiß z. B. nach Bonn. Er blieb.", 2),
        ("fr", "M. Petit est arrivé à 8 h. Il pleuvait. « Oui », dit-il.", 3),
        ("es", "El Sr. Gómez llegó. ¿Quién lo vio? Nadie.", 3),
        ("it", "Il dott. Rossi è qui. Poi è partito.", 2),
        ("pt", "O Sr. Silva chegou. Depois saiu.", 2),
        ("nl", "Hij kwam. Zij ging.", 2),
    ],
)
def test_other_languages(language: str, text: str, count: int) -> None:
    assert len(cut(text, language)) == count


def test_language_of_the_library_survives_lone_surrogates() -> None:
    assert "".join(cut("Hij \ud800 kwam. Zij ging.", "nl")).replace(" ", "") == "Hij\ud800kwam.Zijging."
