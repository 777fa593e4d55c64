"""Sign people in and out; sessions are rows, so that they can be ended from here."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from factcheck.domain.errors import InvalidInput
from factcheck.models.base import utc_now
from factcheck.models.person import Person, SignIn
from factcheck.services.event_log import log_event
from factcheck.services.passwords import (
    ONE_TIME,
    check_new_password,
    decoy_hash,
    hash_password,
    needs_rehash,
    verify_password,
)
from factcheck.services.throttle import count_attempt, forget_attempts, seconds_left

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PER_ACCOUNT, PER_ADDRESS, PER_DESK = 10, 10, 1000
WRONG = "The address or the password is not right. Try again, or ask an administrator for a new password."
RAN_OUT = f"This one-time password was good for {ONE_TIME.days} days. Ask an administrator for a new one."
_SEEN_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Hold what came of an attempt: a token and the person, or the sentence that says why not."""

    token: str | None = None
    person: Person | None = None
    sentence: str = ""
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold whether a password fits a stored hash, and its hash at today's costs where the stored one is older."""

    stored: str
    right: bool
    renewed: str = ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def hash_to_try(session: Session, email: str, *, address: str) -> str | None:
    """Return the hash that a password is to fit, None where none is to be tried now: too many were."""
    if _wait(session, _keys(email, address)):
        return None
    stored = session.scalar(select(Person.password_hash).where(Person.email == _plain(email)))
    # The decoy makes an unknown address take as long as a known one.
    return stored or decoy_hash()


def try_password(stored: str | None, password: str) -> Proof | None:
    """Try a password, which is slow on purpose: outside any transaction, so that nobody waits for a guess."""
    if stored is None:
        return None
    right = verify_password(stored, password)
    return Proof(stored, right, hash_password(password) if right and needs_rehash(stored) else "")


def sign_in(
    session: Session, email: str, password: str, proof: Proof | None, *, address: str, agent: str, hours: int
) -> Attempt:
    """Open a session where the password was right. Failures are counted, so the caller commits either way."""
    keys = _keys(email, address)
    # Asked again: of many guesses at once no more count than of as many one by one.
    wait = _wait(session, keys) or (1 if proof is None else 0)
    if proof is None or wait:
        minutes = max(1, round(wait / 60))
        return Attempt(sentence=f"Too many attempts. Wait {minutes} minutes, then try again.", wait=wait)
    person = session.scalars(select(Person).where(Person.email == _plain(email))).one_or_none()
    if person is not None and person.password_hash != proof.stored:
        # Changed since it was read, which is rare: only then is it tried in here.
        proof = Proof(person.password_hash, verify_password(person.password_hash, password))
    if person is None or not proof.right or person.disabled_at is not None:
        for key, _ in keys:
            count_attempt(session, key)
        log_event(session, None, "sign_in.refused", ("person", person.id if person else None), after={"from": address})
        return Attempt(sentence=WRONG)
    if person.one_time_until is not None and person.one_time_until <= utc_now():
        log_event(session, None, "sign_in.refused", ("person", person.id), after={"from": address, "ran_out": True})
        return Attempt(sentence=RAN_OUT)
    forget_attempts(session, keys[0][0])
    if proof.renewed:
        person.password_hash = proof.renewed
    return Attempt(token=open_session(session, person, address=address, agent=agent, hours=hours), person=person)


def _plain(email: str) -> str:
    return email.strip().lower()


def _keys(email: str, address: str) -> tuple[tuple[str, int], ...]:
    """Return the counters of an attempt, each with its limit."""
    account = hashlib.sha256(_plain(email).encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return (f"account:{account}", PER_ACCOUNT), (f"address:{address}", PER_ADDRESS), ("desk", PER_DESK)


def _wait(session: Session, keys: tuple[tuple[str, int], ...]) -> int:
    return max(seconds_left(session, key, limit=limit) for key, limit in keys)


def open_session(session: Session, person: Person, *, address: str, agent: str, hours: int) -> str:
    """Open a session for `person` and return its token; only a digest of it is kept."""
    token = secrets.token_urlsafe(32)
    now = utc_now()
    person.last_seen_at = now
    session.add(
        SignIn(
            token_digest=_digest(token),
            person_id=person.id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=hours),
            address=address[:64],
            agent=agent[:300],
        )
    )
    log_event(session, person, "sign_in.opened", ("person", person.id), after={"from": address})
    return token


def whose_session(session: Session, token: str) -> int | None:
    """Return the id of whose session a token opened, also where it has ended since."""
    return session.scalar(select(SignIn.person_id).where(SignIn.token_digest == _digest(token)))


def find_session(session: Session, token: str, *, idle_minutes: int) -> SignIn | None:
    """Return the open session of a token: not ended, not idle too long, of a person who is not disabled."""
    query = select(SignIn).where(SignIn.token_digest == _digest(token)).options(joinedload(SignIn.person))
    row = session.scalars(query).one_or_none()
    now = utc_now()
    if row is None or row.ended_at is not None or row.expires_at <= now:
        return None
    if now - row.seen_at > timedelta(minutes=idle_minutes) or row.person.disabled_at is not None:
        return None
    return row


def is_due_to_be_seen(row: SignIn) -> bool:
    """Say whether the session's last-seen time is old enough to be worth a write."""
    return abs(utc_now() - row.seen_at) > _SEEN_EVERY


def note_seen(session: Session, sign_in_id: int) -> None:
    """Move the session's last-seen time on."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=utc_now()))


def end_session(session: Session, token: str) -> None:
    """End one session; its cookie is worth nothing afterwards."""
    row = session.scalars(select(SignIn).where(SignIn.token_digest == _digest(token))).one_or_none()
    if row is not None and row.ended_at is None:
        row.ended_at = utc_now()
        log_event(session, row.person, "sign_in.ended", ("person", row.person_id))


def end_all_sessions(session: Session, person: Person, *, but: str | None = None) -> int:
    """End all sessions of a person, but the one of the token `but`; return how many there were."""
    query = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if but is not None:
        query = query.where(SignIn.token_digest != _digest(but))
    ended: int = session.execute(query.values(ended_at=utc_now())).rowcount  # type: ignore[attr-defined]  # CursorResult
    return ended


def change_password(session: Session, person: Person, old: str, new: str, *, keep: str | None) -> None:
    """Change one's own password and end one's other sessions; raise InvalidInput where the old one is wrong."""
    if not verify_password(person.password_hash, old):
        raise InvalidInput("That is not your present password. Type it again.", field="old")
    try:
        check_new_password(new, email=person.email, name=person.name)
    except InvalidInput as error:
        raise InvalidInput(str(error), field="new") from None
    person.password_hash = hash_password(new)
    person.must_change_password, person.one_time_until = False, None
    end_all_sessions(session, person, but=keep)
    log_event(session, person, "person.password_changed", ("person", person.id))
