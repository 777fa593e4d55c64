"""Twenty-five pages in the shapes of news sites, with the text and the day that are to be read in each."""

from __future__ import annotations

from dataclasses import dataclass

PARAGRAPHS = (
    "The council of Vellmar voted on Tuesday night to pay forty million crowns for a new lock at the old harbour.",
    "Ilse Brandt, who chairs the harbour board, called the vote a bargain for a town whose barges had waited long.",
    "Two members voted against it. They said that nobody had shown them what the gates would cost to keep in repair.",
    "The present lock was built in 1911 and has been closed eleven times since the spring, each time for several days.",
    "Work is to begin in May and to take two years, during which barges will be sent round by the northern canal.",
    "A spokesman for the county said that its share of the money had been set aside and would be paid in three parts.",
)
TITLE = "Vellmar pays for its lock"
NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li><li><a href=/w>Weather</a></li></ul></nav>"
COOKIES = "<div id=cookie-banner class=cookie-consent><p>We value your privacy. Accept all cookies?</p></div>"
RELATED = (
    "<aside class=related-articles><h3>Read more</h3><ul><li><a href=/1>Bridge opens to walkers</a></li>"
    "<li><a href=/2>Mayor falls off ferry</a></li></ul></aside>"
)
COMMENTS = "<section id=comments class=comments><h3>3 comments</h3><p>What a waste, says zebra77.</p></section>"
SHARE = "<div class=share-buttons><a href=#>Share on Facebook</a><a href=#>Tweet</a></div>"
FOOTER = "<footer><p>Copyright Vellmar Gazette. All rights reserved.</p></footer>"
NOISE = ("privacy", "zebra77", "walkers", "Facebook", "rights reserved", "Weather")


@dataclass(frozen=True)
class NewsPage:
    """Hold a page and what is to be read in it."""

    name: str
    markup: str
    date: str
    text: tuple[str, ...] = PARAGRAPHS
    url: str = "https://gazette.example/news/vellmar-lock"


def _p(*paragraphs: str) -> str:
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def _page(head: str = "", *, top: str = "", body: str = "", end: str = "", lang: str = "en") -> str:
    article = body or f"<article><h1>{TITLE}</h1>{top}{_p(*PARAGRAPHS)}{end}</article>"
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{TITLE} - Vellmar Gazette</title>{head}"
        f"</head><body>{COOKIES}<header>{NAV}</header><main>{article}{SHARE}{RELATED}{COMMENTS}</main>{FOOTER}"
        "</body></html>"
    )


def _data(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


def _og(time: str) -> str:
    return f'<meta property="article:published_time" content="{time}">'


_LIST = "<ul><li>Gates: twelve million crowns.</li><li>Walls: twenty-eight million crowns.</li></ul>"
_TABLE = "<table><tr><th>Part</th><th>Crowns</th></tr><tr><td>Gates of oak</td><td>12,000,000</td></tr></table>"
_FIGURE = "<figure><img src=/a.jpg alt=''><figcaption>The old lock in winter. Photo: N. Quist</figcaption></figure>"
_HALVES = f"<h1>{TITLE}</h1><div class=article-body>{_p(*PARAGRAPHS[:3])}{RELATED}{_p(*PARAGRAPHS[3:])}</div>"
_EVENING = '{"@type":"NewsArticle","datePublished":"2024-03-05T21:40:00+01:00"}'
_AMP = (
    '<!doctype html><html amp lang=en><head><meta charset=utf-8><link rel=canonical href="https://gazette.example/x">'
    f"<title>{TITLE}</title>{_data(_EVENING)}</head><body>"
    f"<amp-consent><p>We value your privacy.</p></amp-consent><article><h1>{TITLE}</h1><amp-img src=/a.jpg></amp-img>"
    f"{_p(*PARAGRAPHS)}</article></body></html>"
)
_MICRODATA = (
    f"<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>{TITLE}</h1>"
    "<time itemprop=datePublished datetime='2024-03-05T20:10:00Z'>5 March</time>"
    f"<div itemprop=articleBody>{_p(*PARAGRAPHS)}</div></article>"
)
_LIVE = (
    f"<article><h1>{TITLE}: as it happened</h1>"
    + "".join(
        f"<section class=live-post><h3>2{n}:0{n}</h3><p>{words}</p></section>" for n, words in enumerate(PARAGRAPHS)
    )
    + "</article>"
)
_QUOTED = (
    f"<article><h1>{TITLE}</h1>{_p(*PARAGRAPHS[:3])}<blockquote><p>{PARAGRAPHS[3]}</p></blockquote>"
    f"{_p(*PARAGRAPHS[4:])}</article>"
)
_DIVS = (
    f"<div class=story><h1>{TITLE}</h1>" + "".join(f"<div class=par>{words}</div>" for words in PARAGRAPHS) + "</div>"
)
_BREAKS = f"<div class=article-text><h1>{TITLE}</h1>{'<br><br>'.join(PARAGRAPHS)}</div>"
_GRAPH = '{"@graph":[{"@type":"WebSite","name":"G"},{"@type":"NewsArticle","datePublished":"2024-03-05"}]}'
_BOTH = '{"@type":"NewsArticle","dateModified":"2024-06-30T09:00:00Z","datePublished":"2024-03-05T09:00:00Z"}'
_TIMES = "<time datetime='2024-03-05'>5 March 2024</time> Updated <time datetime='2024-03-09'>9 March 2024</time>"
_DATED_LINKS = "<aside><a href=/2019/01/02/old>Old story</a> <time datetime='2019-01-02'>2 Jan 2019</time></aside>"
_SAILTHRU = "<meta name=sailthru.date content='2024-03-05 08:00:00'>"

PAGES = (
    NewsPage(
        "linked data", _page(_data('{"@type":"NewsArticle","datePublished":"2024-03-05T09:00:00Z"}')), "2024-03-05"
    ),
    NewsPage("linked data in a graph", _page(_data(_GRAPH)), "2024-03-05"),
    NewsPage("linked data, changed later", _page(_data(_BOTH)), "2024-03-05"),
    NewsPage("open graph", _page(_og("2024-03-05T09:00:00+00:00")), "2024-03-05"),
    NewsPage("open graph, far east", _page(_og("2024-03-05T23:30:00+09:00")), "2024-03-05"),
    NewsPage("a meta of its own", _page(_SAILTHRU), "2024-03-05"),
    NewsPage("a meta named date", _page("<meta name=date content='2024-03-05'>"), "2024-03-05"),
    NewsPage("Dublin Core", _page("<meta name='DC.date.issued' content='2024-03-05'>"), "2024-03-05"),
    NewsPage("microdata", _page(body=_MICRODATA), "2024-03-05"),
    NewsPage("AMP", _AMP, "2024-03-05"),
    NewsPage("two times, the first is the first", _page(top=f"<p class=dates>{_TIMES}</p>"), "2024-03-05"),
    NewsPage("dated in the address", _page(), "2024-03-05", url="https://gazette.example/2024/03/05/vellmar-lock"),
    NewsPage("dated in words", _page(top="<p class=byline>By Nora Quist, 5 March 2024</p>"), "2024-03-05"),
    NewsPage("dated as in America", _page(top="<p class=date>March 5, 2024 at 9:30 a.m. EST</p>"), "2024-03-05"),
    NewsPage("dated in German", _page(top="<p class=datum>5. März 2024, 9:30 Uhr</p>", lang="de"), "2024-03-05"),
    NewsPage("dated in French", _page(top="<p class=date>Publié le 5 mars 2024 à 9h30</p>", lang="fr"), "2024-03-05"),
    NewsPage("older stories beside it", _page(_og("2024-03-05T09:00:00Z"), end=_DATED_LINKS), "2024-03-05"),
    NewsPage("links amid the text", _page(_og("2024-03-05"), body=_HALVES), "2024-03-05"),
    NewsPage(
        "a list", _page(_og("2024-03-05"), end=_LIST), "2024-03-05", (*PARAGRAPHS, "Gates: twelve million crowns.")
    ),
    NewsPage("a table", _page(_og("2024-03-05"), end=_TABLE), "2024-03-05", (*PARAGRAPHS, "Gates of oak")),
    NewsPage("a figure", _page(_og("2024-03-05"), top=_FIGURE), "2024-03-05"),
    NewsPage("a live blog", _page(_og("2024-03-05"), body=_LIVE), "2024-03-05"),
    NewsPage("a long quotation", _page(_og("2024-03-05"), body=_QUOTED), "2024-03-05"),
    NewsPage("paragraphs that are divisions", _page(_og("2024-03-05"), body=_DIVS), "2024-03-05"),
    NewsPage("paragraphs that are breaks", _page(_og("2024-03-05"), body=_BREAKS), "2024-03-05"),
)
