"""Resolve a name once, with a time limit that the system's resolver does not have."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence

from factcheck.domain.captures import Why
from factcheck.fetch.guard import GuardError

Resolver = Callable[[str, int], Sequence[str]]
"""Name and port to addresses as text; raises OSError where there is none."""

SECONDS = 5.0
_AT_ONCE = threading.BoundedSemaphore(256)
_UNRESOLVED = "This address could not be resolved; check the spelling, or try again later."


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Ask the system."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def resolve(resolver: Resolver, host: str, port: int, seconds: float = SECONDS) -> Sequence[str]:
    """Resolve in a thread of its own and stop waiting after `seconds`.

    Errors: GuardError with `Why.DNS`.
    """
    # Lookups that hang forever must not pile up threads without end.
    if not _AT_ONCE.acquire(timeout=seconds):
        raise GuardError(_UNRESOLVED, Why.DNS, "too many name lookups are hanging")
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(tuple(resolver(host, port)))
        except (OSError, UnicodeError, ValueError) as error:
            answers.put(error)
        finally:
            _AT_ONCE.release()

    threading.Thread(target=ask, name=f"resolve {host[:40]}", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise GuardError(_UNRESOLVED, Why.DNS, f"no answer for {host} in {seconds:.1f} s") from None
    if isinstance(answer, Exception):
        raise GuardError(_UNRESOLVED, Why.DNS, f"{host}: {answer}") from answer
    return answer
