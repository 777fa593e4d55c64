"""Passwords: hashed with argon2id, checked whole, never guessable by default."""

from __future__ import annotations

import pytest

from factcheck.domain.errors import InvalidInput
from factcheck.services.passwords import (
    check_new_password,
    decoy_hash,
    hash_password,
    needs_rehash,
    one_time_password,
    verify_password,
)


def test_a_hash_is_argon2id_with_the_costs_of_owasp_and_checks_only_its_own_password() -> None:
    stored = hash_password("harbour lights at four")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_password(stored, "harbour lights at four")
    assert not verify_password(stored, "harbour lights at five")
    assert not needs_rehash(stored)


def test_accents_composed_differently_are_the_same_password() -> None:
    assert verify_password(hash_password("caf\u00e9 by the quay"), "cafe\u0301 by the quay")


@pytest.mark.parametrize("stored", ["", "!", "$argon2id$broken", "plain text"])
def test_a_hash_that_cannot_be_read_is_a_no(stored: str) -> None:
    assert not verify_password(stored, "harbour lights at four")
    assert needs_rehash(stored)


def test_a_password_of_a_megabyte_is_refused_without_hashing_it() -> None:
    assert not verify_password(decoy_hash(), "a" * 1_000_000)


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short", "at least 12"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaab", "different"),
        ("ada.long@example.org", "own"),
    ],
)
def test_102_a_weak_new_password_is_refused_with_what_to_do(password: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        check_new_password(password, email="ada.long@example.org", name="Ada Long")


def test_one_time_passwords_differ_and_pass_the_rules() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        check_new_password(password, email="admin@localhost.localdomain", name="Administrator")
