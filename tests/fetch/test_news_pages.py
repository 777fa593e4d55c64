"""What is read in the pages of news sites: the whole article, nothing around it, and the day it first came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .news_pages import NOISE, PAGES, NewsPage

if TYPE_CHECKING:
    from factcheck.fetch.extract.model import Extracted
    from factcheck.fetch.extract.pool import Reader


def read(reader: Reader, page: NewsPage) -> Extracted:
    return reader.read(page.markup.encode(), kinds={"html"}, url=page.url, media_type="text/html")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_article_and_its_day_are_read(reader: Reader, page: NewsPage) -> None:
    got = read(reader, page)
    assert [words for words in page.text if words not in " ".join(got.text.split())] == []
    assert [words for words in NOISE if words in got.text] == []
    assert got.published[:10] == page.date


def test_a_caption_is_read_though_it_is_no_running_text(reader: Reader) -> None:
    page = next(page for page in PAGES if page.name == "a figure")
    got = read(reader, page)
    assert any("The old lock in winter" in words for words in got.captions)
    assert "The old lock in winter" in got.draft
