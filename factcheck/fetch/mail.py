"""Hand one e-mail to the desk's mail server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

TIMEOUT = 20.0
_PORTS = {"smtp": 25, "smtps": 465}


class MailError(Exception):
    """Say that the mail was not taken; `final` where trying again would bring the same."""

    def __init__(self, sentence: str, *, final: bool) -> None:
        super().__init__(sentence)
        self.final = final


def compose(*, sender: str, to: str, subject: str, body: str) -> EmailMessage:
    """Return a plain-text mail; line ends in the subject are taken out, so that nobody adds headers with a name."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "desk.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def send_mail(server: str, message: EmailMessage) -> None:
    """Send by `server`: smtp://user:password@host:587?starttls=1 or smtps://… ; raise MailError."""
    parts = urlsplit(server)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise MailError("FACTCHECK_SMTP_URL is no smtp:// or smtps:// address.", final=True)
    try:
        with _connect(parts) as door:
            if parts.scheme == "smtp" and parse_qs(parts.query).get("starttls") == ["1"]:
                door.starttls(context=ssl.create_default_context())
            if parts.username:
                door.login(unquote(parts.username), unquote(parts.password or ""))
            door.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        raise MailError(f"The mail server refused an address ({type(error).__name__}).", final=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"The mail server did not take the mail ({type(error).__name__}).", final=False) from error


def _connect(parts: SplitResult) -> AbstractContextManager[smtplib.SMTP]:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT)
