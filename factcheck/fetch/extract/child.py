"""Read hostile files in a process of its own: `python -m factcheck.fetch.extract.child`.

Frames on standard input and output: four bytes of length, then JSON; a job's frame is followed by a frame of bytes.
Nothing here may reach the network, start a program or write a file; the parent's limits end what takes too long.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from typing import IO, TYPE_CHECKING, Any

from factcheck.fetch.charsets import decode
from factcheck.fetch.extract.kinds import RefusedError, sniff
from factcheck.fetch.extract.plain import read_markdown, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename")
_WRITES = frozenset("wax+")


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what reading a file never needs."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")
    if event == "open" and _WRITES.intersection(str(arguments[1] or "")):
        raise PermissionError("writing is not allowed here")


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Read one frame; None where the other side is gone."""
    head = stream.read(4)
    if len(head) < 4:  # noqa: PLR2004 - the length of a length
        return None
    (size,) = struct.unpack(">I", head)
    data = stream.read(size)
    return data if len(data) == size else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def do(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Read one file and say how it went."""
    kind = sniff(data, job["media_type"], job["name"])
    if kind not in job["kinds"]:
        return {"state": "refused", "kind": kind, "reason": _unwanted(kind, data)}
    if job["only"] == "sheet":
        return _sheet(kind, data)
    shown = "docx" if kind == "zip" else kind
    try:
        answer = {**_READERS[kind](job, data), "kind": shown}
    except RefusedError as error:
        return {"state": "refused", "kind": shown, "reason": str(error)}
    if kind in LISTS:
        broken = answer.pop("broken", False)
        reason = "This list could not be read." if broken else "Read."
        return {**answer, "state": "unreadable" if broken else "read", "reason": reason}
    words = str(answer.get("text") or "")
    if len(words) > job["max_chars"]:
        return {**answer, **_cut(words, str(answer.get("draft")), job["max_chars"])}
    state, reason = ("read", "Read.") if words.strip() else _without_words(kind, data)
    return {**answer, "state": state, "reason": reason}


LISTS = frozenset({"feed", "sitemap", "gzip"})


def _sheet(kind: str, data: bytes) -> dict[str, Any]:
    from factcheck.fetch.extract.sheet import read_sheet  # noqa: PLC0415 - only for its kind

    try:
        answer = read_sheet(kind, data)
    except RefusedError as error:
        return {"state": "refused", "kind": "sheet", "reason": str(error)}
    if not answer["rows"]:
        return {"state": "empty", "kind": "sheet", "reason": "There is nothing in this file."}
    return {**answer, "state": "read", "kind": "sheet", "reason": "Read."}


def _cut(words: str, draft: str, limit: int) -> dict[str, Any]:
    end = words.rfind("\n", limit // 2, limit)
    kept = words[: end if end > 0 else limit]
    reason = f"The text is longer than {limit:,} characters; its beginning was read."
    return {"state": "too_big", "reason": reason, "text": kept, "draft": draft[:limit]}


def _without_words(kind: str, data: bytes) -> tuple[str, str]:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty", "There is nothing in this file."
    if kind in {"text", "markdown"}:
        return "empty", "There are no words in this file."
    if kind == "pdf":
        return "unreadable", "This PDF has no text in it, perhaps because it is scanned; its text could not be read."
    return "unreadable", "There is a page, but its text could not be read."


def _text(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    return read_text(data, job["charset"])


def _markdown(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    return read_markdown(data, job["charset"])


def _docx(job: dict[str, Any], data: bytes) -> dict[str, Any]:  # noqa: ARG001 - one shape for all readers
    from factcheck.fetch.extract.docx import read_docx  # noqa: PLC0415 - only for its kind

    return read_docx(data)


def _pdf(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    from factcheck.fetch.extract.pdf import read_pdf  # noqa: PLC0415 - heavy, and only for its kind

    return read_pdf(data, int(job["max_chars"]))


def _list(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    from factcheck.fetch.extract import listing  # noqa: PLC0415 - heavy, and only for its kind

    read = listing.read_feed if sniff(data) == "feed" else listing.read_sitemap
    return read(data, job["url"])


def _page(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    from factcheck.fetch.extract import page  # noqa: PLC0415 - heavy, and loaded in the child only

    if job["only"] == "date":
        return {"text": "-", "published": page.published(decode(data, job["charset"])[0], job["url"])}
    return page.read_page(data, job["charset"], job["url"])


_READERS: dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]] = {
    "html": _page,
    "text": _text,
    "markdown": _markdown,
    "zip": _docx,
    "pdf": _pdf,
    "feed": _list,
    "sitemap": _list,
    "gzip": _list,
}


def _unwanted(kind: str, data: bytes) -> str:
    if not data:
        return "There is nothing in this file."
    named = {
        "zip": "a Word file or an archive",
        "svg": "a picture",
        "gzip": "an archive",
        "text": "plain text",
        "html": "a web page",
        "feed": "a feed",
        "sitemap": "a sitemap",
        "pdf": "a PDF",
        "markdown": "Markdown",
    }
    return f"This is {named.get(kind, kind)}, which cannot be read here; text, web pages, Word files and PDF can."


def answer_to(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Do a job and put every failure into words."""
    signal.setitimer(signal.ITIMER_PROF, float(job["seconds"]))
    try:
        return do(job, data)
    except MemoryError:
        return {"state": "too_big", "reason": "Reading this file takes more memory than is allowed.", "leave": True}
    except RecursionError:
        return {"state": "unreadable", "reason": "This file is nested too deeply to be read."}
    except Exception as error:  # noqa: BLE001 - whatever a parser does to hostile input, the desk gets a sentence
        if isinstance(error.__cause__, MemoryError) or "memory" in str(error).lower():
            return {"state": "too_big", "reason": "Reading this file takes more memory than is allowed.", "leave": True}
        return {"state": "unreadable", "reason": "This file could not be read.", "error": repr(error)[:500]}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Serve jobs until the parent goes away."""
    memory = int(sys.argv[1]) * 1024 * 1024
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not write into the frames.
    os.dup2(2, 1)
    # Loaded before the door closes: most jobs are pages.
    import factcheck.fetch.extract.page  # noqa: F401, PLC0415 - heavy, and loaded in the child only

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    sys.addaudithook(guard)
    write_frame(sink, b"{}")
    while (head := read_frame(source)) is not None:
        data = read_frame(source)
        if data is None:
            return
        answer = answer_to(json.loads(head), data)
        write_frame(sink, json.dumps(answer).encode())
        if answer.get("leave"):
            return


if __name__ == "__main__":
    main()
