"""Send what people are told: by e-mail as each has chosen, and to the desk's webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.fetch.client import from_settings
from factcheck.fetch.mail import MailError, compose, send_mail
from factcheck.models import Notice, Person
from factcheck.models.base import utc_now
from factcheck.services.notice_words import named, titles_of
from factcheck.work.handler import GiveUp, TryLater

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools

SIGNATURE = "X-Desk-Signature"
_GOOD = range(200, 300)
#: Deliveries to a webhook before it is left (the work's own limit is higher).
_HOOK_TRIES = 3


def send_notice(tools: Tools, ticket: Ticket) -> Store:
    """Send the notice of the payload, a digest of what `person` was not sent yet, or one `hook`."""
    if "hook" in ticket.payload:
        return _hook(tools, ticket)
    with tools.db.read() as session:
        person, rows = _owed(session, ticket)
        titles = titles_of(session, [row.article_id for row in rows], outside=True)
        session.expunge_all()
    if person is None or not rows or not tools.settings.smtp_url:
        return _nothing
    base = tools.settings.base_url.rstrip("/")
    told = [named(row.words, titles.get(row.article_id, "")) for row in rows]
    lines = [f"{words}\n{base}{row.path}" for words, row in zip(told, rows, strict=True)]
    subject = told[0] if len(rows) == 1 else f"{len(rows)} notices"
    body = "\n\n".join(lines) + f"\n\n-- \n{tools.settings.desk_name}. Choose what you are sent: {base}/notices\n"
    sender = tools.settings.mail_from or f"desk@{base.partition('://')[2].partition(':')[0] or 'localhost'}"
    message = compose(sender=sender, to=person.email, subject=f"[{tools.settings.desk_name}] {subject}", body=body)
    try:
        send_mail(tools.settings.smtp_url, message)
    except MailError as error:
        if error.final:
            raise GiveUp(str(error)) from error
        raise TryLater(str(error)) from error
    ids = [row.id for row in rows]

    def store(session: Session) -> None:
        session.execute(update(Notice).where(Notice.id.in_(ids)).values(mailed_at=utc_now()))

    return store


def _nothing(_session: Session) -> None:
    """Store nothing: nobody wants this sent."""


def _owed(session: Session, ticket: Ticket) -> tuple[Person | None, Sequence[Notice]]:
    query = select(Notice).where(Notice.mailed_at.is_(None)).order_by(Notice.id)
    if "person" in ticket.payload:
        query = query.where(Notice.person_id == int(ticket.payload["person"]), Notice.read_at.is_(None))
    else:
        query = query.where(Notice.id == int(ticket.payload["notice"]))
    rows = session.scalars(query).all()
    person = session.get(Person, rows[0].person_id) if rows else None
    if person is None or person.disabled_at is not None:
        return None, []
    own = (person.settings or {}).get("notices") or {}
    muted = set(own.get("muted") or [])
    return (None, []) if own.get("mail") == "off" else (person, [row for row in rows if row.kind.value not in muted])


def _hook(tools: Tools, ticket: Ticket) -> Store:
    settings = tools.settings
    if not settings.webhook_url:
        return _nothing
    link = settings.base_url.rstrip("/") + str(ticket.payload.get("path", ""))
    article_id = ticket.payload.get("article")
    with tools.db.read() as session:
        title = titles_of(session, [article_id], outside=True).get(article_id, "")
    body = json.dumps({"text": f"{named(ticket.payload['hook'], title)}\n{link}"}).encode()
    signed = hmac.new(settings.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", SIGNATURE: f"sha256={signed}"}
    answer = from_settings(settings).post(settings.webhook_url, body, headers)
    if answer.status not in _GOOD:
        sentence = f"The webhook was not delivered: {answer.reason or f'it answered {answer.status}'}"
        if ticket.attempt >= _HOOK_TRIES:
            raise GiveUp(sentence)
        raise TryLater(sentence)
    return _nothing
