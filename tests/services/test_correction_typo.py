"""What a correction of a typing mistake may change: what the hand slipped on, and nothing that the words say."""

from __future__ import annotations

import pytest

from factcheck.services.correction_typo import more_than_typing

SLIPS = (
    ("Acurately reported.", "Accurately reported."),
    ("The minutes say so.Nobody denies it.", "The minutes say so. Nobody denies it."),
    ("The pier was closed.", "The pier was closed"),
    ("The board closed the the pier.", "The board closed the pier."),
    ("Teh board closed teh pier.", "The board closed the pier."),
    ("We recieved the minutes.", "We received the minutes."),
    ("The goverment decided.", "The government decided."),
    ("the board decided", "The board decided."),
    ("The harbour board decided.", "The Harbour Board decided."),
    ("He didnt say so.", "He didn't say so."),
    ("It does not beleive this.", "It does not believe this."),
    ("The board said , it closes.", "The board said, it closes."),
    ("Thesource says so.", "The source says so."),
    ("The well known pier.", "The well-known pier."),
    ("It said “yes”.", 'It said "yes".'),
    ("The minutes form May say so.", "The minutes from May say so."),
    ("The pier was built in 1911", "The pier was built in 1911."),
    ("One.\n\nTwo.", "One.\nTwo."),
    ("A naive reading.", "A naïve reading."),
    ("The U.S. paid.", "The US paid."),
    ("It is an other matter.", "It is another matter."),
    ("He may be late.", "He maybe late."),
    ("They co-operate.", "They cooperate."),
    ("She said “I left and went.", "She said “I left” and went."),
    ("She said “I recieved it”.", "She said “I received it”."),
    ("It covers 5 m².", "It covers 5 m2."),
    ("Five were convited.", "Five were convicted."),
)
MORE = (
    ("True.", "False."),
    ("The pier closes.", "The pier stays open."),
    ("It rose in May.", "It fell in May."),
    ("The claim is true.", "The claim is not true."),
    ("He did not go.", "He did go."),
    ("He didn't go.", "He did go."),
    ("He can go.", "He can't go."),
    ("It is now here.", "It is nowhere."),
    ("It is legal.", "It is illegal."),
    ("It costs 4 million.", "It costs 5 million."),
    ("It costs four million.", "It costs five million."),
    ("It costs 4 million.", "It costs 4 billion."),
    ("It costs 1.5 million.", "It costs 15 million."),
    ("It fell by 5 degrees.", "It fell by -5 degrees."),
    ("It costs 1 500 crowns.", "It costs 1500 crowns."),
    ("It rose by 5%.", "It rose by 5."),
    ("It costs $5.", "It costs €5."),
    ("Mara Lind said so.", "Mara Lund said so."),
    ("Putn said so to Trump.", "Putin said so to Trimp."),
    ("He said, and Smth denied it.", "He said, and Smith denied it."),
    ("It may be so.", "It must be so."),
    ("The casual link.", "The causal link."),
    ("Most of us agree.", "Most of US agree."),
    ("It is so.", "It is so?"),
    ("The pier closes.", "The pier closes. Nobody was told."),
    ("The pier closes in the evening.", "The pier closes."),
    ("See https://a.test/x1 there.", "See https://a.test/x2 there."),
    ("", "Added afterwards."),
    ("Some limits.", ""),
    ("She said “I lied” to us.", "She said I lied to us."),
    ("The terrorists came.", "The “terrorists” came."),
    ("The “so-called” experts agree.", "The so-called “experts” agree."),
    ("They were 'experts' then.", "They were experts then."),
    ("He was a theist.", "He was atheist."),
    ("It is in correct use.", "It is incorrect use."),
    ("The rapist was heard.", "Therapist was heard."),
    ("He will re-sign.", "He will resign."),
    ("It costs 2½ million.", "It costs 212 million."),
    ("There were 10⁵ cases.", "There were 105 cases."),
    ("He paid us.", "He paid U.S."),
    ("Five were convited.", "Five were convinced."),
)


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_a_slip_of_the_hand_is_a_typing_mistake(before: str, after: str) -> None:
    assert more_than_typing(before, after, "en") is None


@pytest.mark.parametrize(("before", "after"), MORE)
def test_another_word_number_name_or_denial_is_more_than_a_typing_mistake(before: str, after: str) -> None:
    assert more_than_typing(before, after, "en") is not None


def test_other_languages_have_their_own_words_or_none() -> None:
    assert more_than_typing("Der Hafen wird geschlosen.", "Der Hafen wird geschlossen.", "de") is None
    assert more_than_typing("Das ist sein Haus.", "Das ist kein Haus.", "de") is not None
    assert more_than_typing("Er hat es gefordert.", "Er hat es gefördert.", "de") is not None
    assert more_than_typing("Die Strasse wird geschlossen.", "Die Straße wird geschlossen.", "de") is None
    assert more_than_typing("Il tue la loi.", "Il tué la loi.", "fr") is not None
    assert more_than_typing("Il va a Paris.", "Il va à Paris.", "fr") is None
    assert more_than_typing("Hamnen stangs i maj.", "Hamnen stängs i maj.", "sv") is None
    assert more_than_typing("Hamnen stängs i maj.", "Hamnen öppnas i maj.", "sv") is not None


def test_what_changed_is_told_in_the_words_themselves() -> None:
    assert more_than_typing("The price rose in May.", "The price fell in May.", "en") == ("rose", "fell")
