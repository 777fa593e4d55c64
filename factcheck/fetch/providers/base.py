"""Say what a provider is: a question in, hits out, errors by type. A provider is a module of at most 150 lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from factcheck.fetch.providers.ask import Ask

MAX_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Query:
    """Hold one question.

    `text` is what a person sees and may edit; the parts are for providers that can use them. `limit` counts hits.
    """

    text: str
    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    language: str = "en"
    since: date | None = None
    until: date | None = None
    limit: int = 10

    @property
    def words(self) -> str:
        """Give the question as one line of at most 500 characters."""
        return " ".join((self.text or " ".join((*self.quoted, *self.names, *self.terms))).split())[:500]

    @property
    def most(self) -> int:
        """Give how many hits are wanted, never more than fifty."""
        return max(1, min(self.limit, MAX_LIMIT))


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one find.

    `kind` is `page`, `record`, `snapshot` or `claimreview`; the last four fields are for claim reviews.
    `text` is given only where the provider gives the whole text; `published` is ISO 8601 or empty.
    """

    url: str
    title: str = ""
    snippet: str = ""
    outlet: str = ""
    published: str = ""
    text: str = ""
    kind: str = "page"
    language: str = ""
    claim: str = ""
    speaker: str = ""
    publisher: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """Hold what one question brought; `exhausted` says that there is no more, `note` is a sentence for people."""

    hits: tuple[Hit, ...] = ()
    exhausted: bool = True
    note: str = ""


class Provider(Protocol):
    """Answer questions; `outside` says that asking tells a third party what the desk works on."""

    name: str
    label: str
    outside: bool
    needs_key: bool
    base_url: str
    limits: str
    """What the provider's documentation says of limits, in a sentence."""

    def search(self, query: Query, ask: Ask) -> Results:
        """Answer one question. Errors: ProviderError and its kinds."""


class ProviderError(Exception):
    """Fail with one sentence for people; `retry` says whether asking again later may help."""

    retry = False


class RateLimitedError(ProviderError):
    """Come back later: `retry_after` in seconds, None where the provider does not say."""

    retry = True

    def __init__(self, label: str, retry_after: int | None = None) -> None:
        super().__init__(f"{label} asks to come back later.")
        self.retry_after = retry_after


class ProviderDownError(ProviderError):
    """Did not answer, or answered with an error of its own."""

    retry = True

    def __init__(self, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class SetupMissingError(ProviderError):
    """Needs a setting that is not there."""


class KeyMissingError(SetupMissingError):
    """Needs a key that is not set."""

    def __init__(self, label: str, setting: str) -> None:
        super().__init__(f"{label} needs a key; an administrator can set it as {setting}.")


class KeyRejectedError(ProviderError):
    """Was given a key that it does not accept."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} does not accept the key that is set.")


class BadAnswerError(ProviderError):
    """Answered with something that is not in its documented form."""

    def __init__(self, label: str, detail: str = "") -> None:
        super().__init__(f"{label} gave an answer that could not be understood.")
        self.detail = detail
