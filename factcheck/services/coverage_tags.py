"""Tell words that only say who speaks ("Roe said.", "he added") from words that say something of him."""

from __future__ import annotations

from factcheck.text.words import word_set

#: Neutral verbs alone: that somebody warned, admitted or claimed is for a person to look at.
_SAID = frozenset({"said", "says", "say", "added", "adds", "continued", "replied", "replies", "asked", "asks"})
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i"])
_ARTICLES = frozenset(["the", "a", "an", "one", "his", "her", "their"])
_PARTS_OF_NAMES = frozenset(["de", "van", "von", "der", "den", "el", "al", "bin", "la", "le", "du", "da", "dos"])
_JOINING = frozenset(["and", "but", "as"])
_BESIDE = frozenset(["too", "also", "then", "again", "later", "that"])
#: Of a person these say something, which somebody may have to prove.
_TELLING = word_set(
    """ex former late then alleged suspected convicted accused jailed disgraced corrupt fake false self-styled so-called
    drunk dead rich poor gay foreign illegal killer murderer thief liar rapist robber burglar fraudster criminal
    terrorist extremist racist nazi spy traitor gunman attacker abuser molester stalker suspect culprit convict prisoner
    inmate hostage refugee migrant victim survivor witness whistleblower accomplice lover mistress husband wife widow
    widower fiancé fiancée girlfriend boyfriend partner son daughter father mother brother sister heir billionaire
    millionaire"""
)
#: A lower-case word before a role that ends so is an adjective: the disgraced mayor.
_ADJECTIVES = ("ed", "en", "ing", "ful", "less", "ous", "ive", "ish", "ant", "ent", "able", "ible", "ary", "ic")
_AROUND = " \t\n,.;:!?-–—…\"'“”„‘’«»()"
_LONGEST_NAME, _LONGEST_ROLE = 5, 3


def is_bare_tag(words: str) -> bool:
    """Tell whether words name a speaker and a neutral verb of saying, and nothing else."""
    parts = words.replace(",", " ").strip(_AROUND).split()
    while parts and parts[0].lower() in _JOINING:
        parts = parts[1:]
    while parts and parts[-1].lower() in _BESIDE:
        parts = parts[:-1]
    if parts and parts[-1].lower() in _SAID:
        who = parts[:-1]
        return _names_somebody(who[:-1] if who and who[-1].lower() in _BESIDE else who)
    return bool(parts) and parts[0].lower() in _SAID and _names_somebody(parts[1:])


def _names_somebody(who: list[str]) -> bool:
    """Tell a pronoun, a name of few words or a role in two words at the most from everything longer."""
    if not all(word.rstrip(".").replace("-", "").replace("'", "").replace("’", "").isalpha() for word in who):
        return False
    low = [word.lower() for word in who]
    if not _TELLING.isdisjoint(low):
        return False
    if low[:1] and low[0] in _ARTICLES:
        return 1 < len(who) <= _LONGEST_ROLE and not any(word.endswith(_ADJECTIVES) for word in low[1:-1])
    if len(who) == 1 and low[0] in _PRONOUNS:
        return True
    return 0 < len(who) <= _LONGEST_NAME and all(word[0].isupper() or word in _PARTS_OF_NAMES for word in who)
