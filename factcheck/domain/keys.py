"""Name the single keys of the desk's pages and hold a person's own choice of them to the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Key:
    """Hold what a key does and the letter it has unless a person chose another."""

    name: str
    letter: str
    words: str


KEYS = (
    Key("next", "j", "Next row or claim"),
    Key("previous", "k", "Previous row or claim"),
    Key("unfinished", "n", "Next that waits"),
    Key("select", "x", "Select the row"),
    Key("take", "t", "Take it, or the next free claim"),
    Key("confirm", "y", "Confirm"),
    Key("assign", "a", "Assign"),
    Key("me", "m", "Give it to me"),
    Key("evidence", "e", "Log evidence"),
    Key("verdict", "v", "Verdict"),
    Key("accept", "s", "Accept a suggestion: then 1 to 3 for its stance"),
    Key("dismiss", "r", "Put a suggestion aside"),
    Key("question", "c", "Ask a question"),
    Key("undo", "u", "Undo what you did last"),
    Key("before", "[", "Previous article"),
    Key("after", "]", "Next article"),
    Key("search", "/", "Search"),
    Key("go", "g", "Go: then d desk, q queue, p published"),
    Key("list", "?", "List the keys"),
)
#: What no person chooses another key for.
FIXED = (
    ("1 to 9", "Choose, inside an open choice"),
    ("Ctrl + Enter", "Save the form you are in"),
    ("Esc", "Close what is open"),
)
LETTERS = {key.letter for key in KEYS}


def clashes(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a choice of letters by the name of the key; `chosen` holds letters by name."""
    wrong: dict[str, str] = {}
    taken: dict[str, Key] = {}
    for key in KEYS:
        letter = chosen.get(key.name) or key.letter
        if len(letter) != 1 or not letter.isprintable() or letter.isspace() or letter.isdigit():
            wrong[key.name] = "Choose one letter or mark; the digits stay for choices in open groups."
        elif letter in taken:
            wrong[key.name] = f"“{letter}” is already the key for “{taken[letter].words}”. Choose another."
        else:
            taken[letter] = key
    return wrong


def listed(own: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return all keys with their words; `own` are a person's letters by the letter that pages carry."""
    return [*((own.get(key.letter, key.letter), key.words) for key in KEYS), *FIXED]


def pressed(own: Mapping[str, str]) -> dict[str, str]:
    """Return the letter that pages carry by the one that is pressed; a letter that was given up means nothing."""
    return dict.fromkeys(own, "") | {letter: first for first, letter in own.items()}


def own_letters(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the letters that differ from what the desk ships, by the letter that pages carry."""
    return {key.letter: letter for key in KEYS if (letter := chosen.get(key.name) or key.letter) != key.letter}
