"""Read plain text and Markdown. Runs in the child."""

from __future__ import annotations

import re
from typing import Any

from factcheck.fetch.charsets import decode

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """Make line ends and form feeds newlines, drop other control characters, keep everything else as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff")
    return _CONTROL.sub("", text)


def read_text(data: bytes, charset: str) -> dict[str, Any]:
    """Read a text file of any usual encoding."""
    text, codec = decode(data, charset)
    text = tidy(text)
    return {"text": text.strip(), "draft": text.strip(), "charset": codec}


def read_markdown(data: bytes, charset: str) -> dict[str, Any]:
    """Read Markdown as the words that it shows, a block a paragraph."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only this kind of file needs it

    text, codec = decode(data, charset)
    source = re.sub(r"\A---\n.*?\n---\n", "", tidy(text), flags=re.DOTALL)
    blocks: list[str] = []
    title = ""
    heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        heading = token.tag == "h1" if token.type == "heading_open" else heading
        if token.type in {"fence", "code_block"}:
            blocks.append(token.content.strip())
        if token.type != "inline":
            continue
        words = "".join(
            {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
            for child in token.children or []
            if child.type in {"text", "softbreak", "hardbreak", "code_inline"}
        ).strip()
        if heading and not title:
            title = words
        heading = False
        blocks.append(words)
    shown = "\n\n".join(block for block in blocks if block)
    return {"text": shown, "draft": shown, "title": title, "charset": codec}
