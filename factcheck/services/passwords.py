"""Hash and check passwords with argon2id, and make one-time ones."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from factcheck.domain.errors import InvalidInput

#: How long a one-time password is good for.
ONE_TIME = timedelta(days=7)
#: OWASP's second choice for argon2id: 19 MiB, two rounds, one lane; about 25 ms.
_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
SHORTEST = 12
LONGEST = 200
#: No letters or digits that look like another one: the password is read from a terminal and typed.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _HASHER.hash(_plain(password))


def verify_password(stored: str, password: str) -> bool:
    """Say whether the password is the one; a hash that cannot be read, or a password too long to be one, is a no."""
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(stored, _plain(password))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Say whether the hash was made with other costs than today's; a sign-in then stores a new one."""
    try:
        return _HASHER.check_needs_rehash(stored)
    except InvalidHashError:
        return True


@cache
def decoy_hash() -> str:
    """Return the hash of a password nobody has: checking it keeps an unknown address as slow as a known one."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def check_new_password(password: str, *, email: str = "", name: str = "") -> None:
    """Refuse a new password that is too short, too long, or says who its owner is."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise InvalidInput(f"Use at least {SHORTEST} characters; a few words in a row do well.", field="password")
    if len(password) > LONGEST:
        raise InvalidInput(f"Use at most {LONGEST} characters.", field="password")
    if len(set(plain)) < 5:  # noqa: PLR2004 - so that "aaaaaaaaaaaa" and its like are refused
        raise InvalidInput("Use more different characters.", field="password")
    own = {part for part in (email.casefold(), email.casefold().partition("@")[0], name.casefold()) if part}
    if plain.casefold() in own:
        raise InvalidInput("Use something other than your own name or address.", field="password")


def one_time_password() -> str:
    """Return a random password of about 79 bits in groups that are easy to type."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def _plain(password: str) -> str:
    # The same word typed on two keyboards may differ in how its accents are composed.
    return unicodedata.normalize("NFKC", password)
